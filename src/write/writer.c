/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents to units to a file: picks the beads that the options want, prepares them for the format
 * and flushes what it appended, so that memory stays that of one unit. The last stage of the flow.
 *
 * Units keep the order of the documents and of their beads: a stream cannot be sorted by score in
 * constant memory. Merging duplicates, best first, is the corpus's work.
 */
#include "write/writer.h"

#include "base/error.h"
#include "context.h"
#include "text/utf8.h"

#include <string.h>

static const bihe_format *const formats[] = {
    &bihe_format_tsv,
    &bihe_format_tmx,
    &bihe_format_beads,
};

enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Extensions are ASCII; ".TMX" is as good as ".tmx". */
static bool ends_with(const char *path, const char *extension)
{
    const size_t path_len = strlen(path), len = strlen(extension);
    if (path_len < len) return false;
    for (size_t i = 0; i < len; i++) {
        if (lower(path[path_len - len + i]) != extension[i]) return false;
    }
    return true;
}

const char *bihe_format_of(const char *path)
{
    for (size_t k = 0; k < FORMAT_COUNT; k++) {
        for (const char *const *e = formats[k]->extensions; *e != NULL; e++) {
            if (ends_with(path, *e)) return formats[k]->name;
        }
    }
    return NULL;
}

const char *bihe_format_name(size_t k)
{
    return k < FORMAT_COUNT ? formats[k]->name : NULL;
}

static const bihe_format *find_format(const char *name)
{
    for (size_t k = 0; k < FORMAT_COUNT; k++) {
        if (strcmp(formats[k]->name, name) == 0) return formats[k];
    }
    return NULL;
}

static void release(bihe_writer *writer)
{
    bihe_buffer_clear(&writer->text);
    bihe_buffer_clear(&writer->scratch);
    bihe_buffer_clear(&writer->work[0]);
    bihe_buffer_clear(&writer->work[1]);
    const bihe_allocator allocator = writer->allocator;
    bihe_mem_free(&allocator, writer);
}

bihe_status bihe_writer_new(bihe_writer **out, bihe_context *context, const char *format,
                            const char *path, bihe_error *err)
{
    *out = NULL;
    const bihe_format *found = find_format(format);
    if (found == NULL)
        return bihe_fail(err, BIHE_ERROR_UNSUPPORTED, "unknown format \"%s\"", format);
    bihe_writer *writer = bihe_mem_new0(&context->allocator, 1, sizeof *writer);
    if (writer == NULL) return bihe_fail_memory(err);
    writer->allocator = context->allocator;
    writer->format = found;
    writer->context = context;
    writer->options = &context->options;
    bihe_buffer_init(&writer->text, &writer->allocator);
    bihe_buffer_init(&writer->scratch, &writer->allocator);
    bihe_buffer_init(&writer->work[0], &writer->allocator);
    bihe_buffer_init(&writer->work[1], &writer->allocator);
    const bihe_status status = bihe_output_open(&writer->output, path, &writer->allocator, err);
    if (status != BIHE_OK)
        release(writer);
    else
        *out = writer;
    return status;
}

const char *bihe_writer_lang(const bihe_writer *writer, const bihe_document *document, int side)
{
    if (writer->options->lang[side] != NULL) return writer->options->lang[side];
    const char *lang = bihe_model_lang(writer->context->model, side);
    if (strcmp(lang, "zh") != 0) return lang;
    return document != NULL && bihe_document_stats(document)->traditional ? "zh-TW" : "zh-CN";
}

bihe_view bihe_writer_meta(bihe_writer *writer, const bihe_document *document, bihe_view key)
{
    bihe_buffer *name = &writer->work[0];
    name->len = 0;
    bihe_buffer_append_view(name, key);
    bihe_buffer_append_byte(name, '\0');
    return name->failed ? (bihe_view){NULL, 0} : bihe_document_meta(document, name->ptr);
}

/* Passes on what the format appended. */
static bihe_status flush(bihe_writer *writer, bihe_error *err)
{
    if (writer->text.failed || writer->scratch.failed || writer->work[0].failed ||
        writer->work[1].failed)
        return bihe_fail_memory(err);
    const bihe_status status =
        bihe_output_write(&writer->output, bihe_buffer_view(&writer->text), err);
    writer->text.len = 0;
    return status;
}

static bihe_status begin(bihe_writer *writer, const bihe_document *first, bihe_error *err)
{
    if (writer->begun) return BIHE_OK;
    writer->begun = true;
    if (writer->format->begin == NULL) return BIHE_OK;
    const bihe_status status = writer->format->begin(writer, first, err);
    return status == BIHE_OK ? flush(writer, err) : status;
}

/* Whether the options let the bead through; counts it where they do not. */
static bool wanted(bihe_writer *writer, const bihe_bead *bead)
{
    if (writer->format->all_beads) return true;
    if ((bead->count[0] == 0 || bead->count[1] == 0) && !writer->options->keep_unaligned) {
        writer->stats.one_sided++;
        return false;
    }
    if (bead->score < writer->options->min_score) {
        writer->stats.below_score++;
        return false;
    }
    return true;
}

static bihe_unit make_unit(const bihe_document *document, const bihe_bead *bead)
{
    bihe_unit unit = {.document = document, .bead = bead};
    for (int side = 0; side < 2; side++) {
        if (bead->count[side] == 0) continue;
        size_t count;
        const bihe_sentence *first =
            bihe_document_sentences(document, side, &count) + bead->first[side];
        unit.text[side] = bihe_utf8_trim(bihe_document_bead_text(document, bead, side));
        unit.line[side][0] = first->line[0];
        unit.line[side][1] = first[bead->count[side] - 1].line[1];
        for (size_t k = 0; k < bead->count[side]; k++) {
            unit.repaired += first[k].repaired;
            unit.doubtful += first[k].doubtful;
        }
    }
    return unit;
}

static bihe_status add_bead(bihe_writer *writer, const bihe_document *document,
                            const bihe_bead *bead, bihe_error *err)
{
    if (!wanted(writer, bead)) return BIHE_OK;
    const bihe_unit unit = make_unit(document, bead);
    const bihe_status status = writer->format->unit(writer, &unit, err);
    if (status != BIHE_OK) return status;
    if (writer->text.len > 0) writer->stats.units++;
    return flush(writer, err);
}

static bihe_status add_document(bihe_writer *writer, const bihe_document *document, bihe_error *err)
{
    const size_t dropped = writer->stats.dropped_characters;
    bihe_status status = begin(writer, document, err);
    if (status == BIHE_OK && writer->format->document != NULL) {
        writer->scratch.len = 0;
        status = writer->format->document(writer, document, err);
    }
    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    for (size_t k = 0; status == BIHE_OK && k < count; k++)
        status = add_bead(writer, document, &beads[k], err);
    writer->sentences[0] += bihe_document_stats(document)->sentences[0];
    writer->sentences[1] += bihe_document_stats(document)->sentences[1];
    const size_t now = writer->stats.dropped_characters - dropped;
    if (now > 0)
        bihe_context_report(writer->context, BIHE_LOSS, bihe_document_name(document), 0, 0,
                            "%zu characters that %s forbids were left out", now,
                            writer->format->name);
    return status;
}

bihe_status bihe_writer_add(bihe_writer *writer, const bihe_document *document, bihe_error *err)
{
    /* after a failure the file is broken: nothing more goes in, and finish removes it */
    if (writer->error.code == BIHE_OK) (void)add_document(writer, document, &writer->error);
    if (writer->error.code != BIHE_OK && err != NULL) *err = writer->error;
    return writer->error.code;
}

const bihe_writer_stats *bihe_writer_get_stats(const bihe_writer *writer)
{
    return &writer->stats;
}

static bihe_status complete(bihe_writer *writer, bihe_error *err)
{
    bihe_status status = begin(writer, NULL, err);
    if (status == BIHE_OK && writer->format->end != NULL) status = writer->format->end(writer, err);
    return status == BIHE_OK ? flush(writer, err) : status;
}

bihe_status bihe_writer_finish(bihe_writer *writer, bihe_error *err)
{
    if (writer == NULL) return BIHE_OK;
    bihe_error *error = &writer->error;
    if (error->code == BIHE_OK) (void)complete(writer, error);
    if (error->code == BIHE_OK)
        (void)bihe_output_close(&writer->output, error);
    else
        bihe_output_abandon(&writer->output);
    const bihe_status status = error->code;
    if (status != BIHE_OK && err != NULL) *err = *error;
    release(writer);
    return status;
}

void bihe_writer_abandon(bihe_writer *writer)
{
    if (writer == NULL) return;
    bihe_output_abandon(&writer->output);
    release(writer);
}
