/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units to files: picks the units that the options want, prepares them for the format and flushes
 * what it appended, so that memory stays that of one unit. The last stage of the flow.
 *
 * Units keep the order they come in: a stream cannot be sorted by score in constant memory. Merging
 * duplicates, best first, is the corpus's work.
 */
#include "write/writer.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"
#include "write/format.h"
#include "write/xml.h"

#include <string.h>

bihe_view bihe_writer_lang(const bihe_writer *writer, const bihe_unit *unit, int side)
{
    if (writer->options->lang[side] != NULL) return bihe_view_of(writer->options->lang[side]);
    if (unit != NULL && unit->lang[side].len > 0 && unit->lang[side].len < BIHE_TAG_SIZE)
        return unit->lang[side];
    const bihe_view lang = bihe_view_of(bihe_model_lang(writer->context->model, side));
    return bihe_view_is(lang, "zh") ? BIHE_VIEW("zh-CN") : lang;
}

void bihe_writer_keep_langs(bihe_writer *writer, const bihe_unit *unit)
{
    for (int side = 0; side < 2; side++) {
        const bihe_view lang = bihe_writer_lang(writer, unit, side);
        const size_t len = lang.len < BIHE_TAG_SIZE ? lang.len : BIHE_TAG_SIZE - 1;
        memcpy(writer->head_lang[side], lang.ptr, len);
        writer->head_lang[side][len] = '\0';
    }
}

bihe_view bihe_unit_meta(const bihe_unit *unit, bihe_view key)
{
    for (size_t k = 0; k < unit->meta_count; k++) {
        if (bihe_view_equal(unit->meta[k].key, key)) return unit->meta[k].value;
    }
    return (bihe_view){NULL, 0};
}

size_t bihe_unit_sentences(const bihe_unit *unit, int side)
{
    const bool known = unit->count[0] + unit->count[1] > 0;
    return known ? unit->count[side] : unit->text[side].len > 0;
}

/* Dropping comes before composing: a character left out may bring a letter and its combining mark
 * together. */
bihe_status bihe_writer_clean(bihe_writer *writer, bihe_view text, bihe_view *out, bihe_error *err)
{
    bihe_buffer *raw = &writer->work[0], *normal = &writer->work[1];
    raw->len = normal->len = 0;
    writer->stats.dropped_characters += bihe_xml_append_clean(raw, text);
    const bihe_status status = bihe_utf8_append_nfc(normal, bihe_buffer_view(raw), err);
    *out = bihe_utf8_trim(bihe_buffer_view(normal));
    return status;
}

static void append_lines(const bihe_writer *writer, const bihe_unit *unit, bihe_buffer *out)
{
    for (int side = 0; side < 2; side++) {
        const size_t *line = unit->line[side];
        if (line[0] == 0) continue;
        if (out->len > 0) bihe_buffer_append_byte(out, ' ');
        bihe_buffer_append_text(out, bihe_model_lang(writer->context->model, side));
        bihe_buffer_append_format(out, ":%zu", line[0]);
        if (line[1] > line[0]) bihe_buffer_append_format(out, "-%zu", line[1]);
    }
}

const char *bihe_writer_fact(bihe_writer *writer, const bihe_unit *unit, size_t k)
{
    static const char *const names[] = {"score", "type", "lines", "repaired"};
    bihe_buffer *out = &writer->work[0];
    out->len = 0;
    switch (k) {
    case 0:
        if (unit->score >= 0) bihe_buffer_append_fixed(out, unit->score, 4);
        break;
    case 1:
        if (unit->count[0] + unit->count[1] > 0)
            bihe_buffer_append_format(out, "%zu-%zu", unit->count[0], unit->count[1]);
        break;
    case 2: append_lines(writer, unit, out); break;
    case 3:
        if (unit->repaired + unit->doubtful > 0)
            bihe_buffer_append_format(out, "%zu", unit->repaired);
        if (unit->doubtful > 0) bihe_buffer_append_format(out, " %zu", unit->doubtful);
        break;
    default: return NULL;
    }
    return names[k];
}

void bihe_writer_count(bihe_writer *writer)
{
    writer->stats.units++;
    writer->part_units++;
}

bihe_status bihe_writer_flush(bihe_writer *writer, bihe_error *err)
{
    if (writer->text[0].failed || writer->text[1].failed || writer->scratch.failed ||
        writer->work[0].failed || writer->work[1].failed)
        return bihe_fail_memory(err);
    for (size_t file = 0; file < (writer->format->two_files ? 2 : 1); file++) {
        const bihe_status status =
            bihe_files_write(&writer->files, file, bihe_buffer_view(&writer->text[file]), err);
        if (status != BIHE_OK) return status;
        writer->text[file].len = 0;
    }
    return BIHE_OK;
}

/* --- from nothing to nothing --------------------------------------------------------------- */

static void release(bihe_writer *writer)
{
    if (writer->own != NULL) writer->format->release(writer);
    for (size_t k = 0; k < 2; k++) {
        bihe_buffer_clear(&writer->text[k]);
        bihe_buffer_clear(&writer->work[k]);
    }
    bihe_buffer_clear(&writer->scratch);
    const bihe_allocator allocator = writer->allocator;
    bihe_mem_free(&allocator, writer->path);
    bihe_mem_free(&allocator, writer);
}

static bihe_status new_writer(bihe_writer **out, bihe_context *context, const char *path,
                              bihe_error *err)
{
    bihe_writer *writer = bihe_mem_new0(&context->allocator, 1, sizeof *writer);
    *out = writer;
    if (writer == NULL) return bihe_fail_memory(err);
    writer->allocator = context->allocator;
    writer->context = context;
    writer->options = &context->options;
    for (size_t k = 0; k < 2; k++) {
        bihe_buffer_init(&writer->text[k], &writer->allocator);
        bihe_buffer_init(&writer->work[k], &writer->allocator);
    }
    bihe_buffer_init(&writer->scratch, &writer->allocator);
    const size_t size = strlen(path) + 1;
    writer->path = bihe_mem_new(&writer->allocator, size, 1);
    if (writer->path == NULL) return bihe_fail_memory(err);
    memcpy(writer->path, path, size);
    return BIHE_OK;
}

/* Names and opens the files; `work` is free for the names of two languages. */
static bihe_status open_files(bihe_writer *writer, bihe_error *err)
{
    const bihe_format *format = writer->format;
    bihe_file_names names = {.count = format->two_files ? 2 : 1,
                             .numbered = writer->options->max_units > 0 && !format->all_beads};
    bihe_view extension;
    const bihe_view path = bihe_view_of(writer->path);
    names.stem = bihe_format_split(format, path, &extension);
    if (bihe_view_is(path, "-") && (names.count > 1 || names.numbered))
        return bihe_fail(err, BIHE_ERROR_OPTION, "%s goes to files, not to standard output",
                         names.numbered ? "what --max-units splits" : format->name);
    names.extension[0] = extension;
    for (int side = 0; side < 2 && format->two_files; side++) {
        bihe_buffer *name = &writer->work[side];
        const bihe_view gz = bihe_gzip_extension(extension);
        bihe_buffer_append_byte(name, '.');
        bihe_buffer_append_text(name, bihe_model_lang(writer->context->model, side));
        bihe_buffer_append_view(name, gz);
        if (name->failed) return bihe_fail_memory(err);
        names.extension[side] = bihe_buffer_view(name);
    }
    return bihe_files_open(&writer->files, &names, &writer->allocator, err);
}

bihe_status bihe_writer_new(bihe_writer **out, bihe_context *context, const char *format,
                            const char *path, bihe_error *err)
{
    *out = NULL;
    const bihe_format *found = bihe_format_find(format);
    if (found == NULL)
        return bihe_fail(err, BIHE_ERROR_UNSUPPORTED, "unknown format \"%s\"", format);
    bihe_writer *writer;
    bihe_status status = new_writer(&writer, context, path, err);
    if (writer == NULL) return status;
    writer->format = found;
    if (status == BIHE_OK) status = open_files(writer, err);
    if (status != BIHE_OK)
        release(writer);
    else
        *out = writer;
    return status;
}

/* --- units --------------------------------------------------------------------------------- */

static bool too_long(const bihe_writer *writer, const bihe_unit *unit)
{
    const size_t limit = writer->options->max_seg_chars;
    return limit > 0 &&
           (bihe_utf8_count(unit->text[0]) > limit || bihe_utf8_count(unit->text[1]) > limit);
}

/* Whether the options let the unit through; counts it where they do not. */
static bool wanted(bihe_writer *writer, const bihe_unit *unit)
{
    if (writer->format->all_beads) return true;
    const bihe_options *options = writer->options;
    const bool empty = unit->text[0].len + unit->text[1].len == 0;
    const bool one_sided = unit->text[0].len == 0 || unit->text[1].len == 0;
    if (empty || (one_sided && !options->keep_unaligned))
        writer->stats.one_sided++;
    else if (unit->score >= 0 && unit->score < options->min_score)
        writer->stats.below_score++;
    else if (too_long(writer, unit))
        writer->stats.too_long++;
    else
        return true;
    return false;
}

static bihe_status begin(bihe_writer *writer, const bihe_unit *first, bihe_error *err)
{
    if (writer->begun) return BIHE_OK;
    writer->begun = true;
    if (writer->format->begin == NULL) return BIHE_OK;
    const bihe_status status = writer->format->begin(writer, first, err);
    return status == BIHE_OK ? bihe_writer_flush(writer, err) : status;
}

static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    bihe_status status = begin(writer, NULL, err);
    if (status == BIHE_OK && writer->format->end != NULL) status = writer->format->end(writer, err);
    return status == BIHE_OK ? bihe_writer_flush(writer, err) : status;
}

/* Goes on to the next file when the open one is full. */
static bihe_status turn_page(bihe_writer *writer, bihe_error *err)
{
    const size_t limit = writer->options->max_units;
    if (limit == 0 || writer->part_units < limit || writer->format->all_beads) return BIHE_OK;
    bihe_status status = end(writer, err);
    if (status == BIHE_OK) status = bihe_files_next(&writer->files, err);
    writer->begun = writer->same_origin = false;
    writer->part_units = 0;
    return status;
}

static bihe_status set_origin(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    if (writer->same_origin || writer->format->origin == NULL) return BIHE_OK;
    writer->same_origin = true;
    writer->scratch.len = 0;
    return writer->format->origin(writer, unit, err);
}

static bihe_status add_unit(bihe_writer *writer, const bihe_unit *given, bihe_error *err)
{
    bihe_unit unit = *given;
    for (int side = 0; side < 2; side++)
        unit.text[side] = bihe_utf8_trim(unit.text[side]);
    if (!wanted(writer, &unit)) return BIHE_OK;
    bihe_status status = turn_page(writer, err);
    if (status == BIHE_OK) status = begin(writer, &unit, err);
    if (status == BIHE_OK) status = set_origin(writer, &unit, err);
    if (status == BIHE_OK) status = writer->format->unit(writer, &unit, err);
    if (status != BIHE_OK) return status;
    if (writer->text[0].len > 0) bihe_writer_count(writer);
    for (int side = 0; side < 2; side++)
        writer->sentences[side] += bihe_unit_sentences(&unit, side);
    return bihe_writer_flush(writer, err);
}

bihe_status bihe_writer_add_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    /* after a failure the file is broken: nothing more goes in, and finish removes it */
    writer->same_origin = false;
    if (writer->error.code == BIHE_OK) (void)add_unit(writer, unit, &writer->error);
    if (writer->error.code != BIHE_OK && err != NULL) *err = writer->error;
    return writer->error.code;
}

/* Names the kind of Chinese. */
static void set_lang(const bihe_writer *writer, const bihe_document *document, bihe_unit *unit)
{
    const char *lang = bihe_model_lang(writer->context->model, BIHE_ZH);
    if (strcmp(lang, "zh") == 0 && bihe_document_stats(document)->traditional)
        unit->lang[BIHE_ZH] = BIHE_VIEW("zh-TW");
}

bihe_unit bihe_writer_unit_of(const bihe_writer *writer, const bihe_document *document,
                              const bihe_bead *bead)
{
    bihe_unit unit = {.post = bihe_view_of(bihe_document_name(document)), .score = bead->score};
    unit.meta = bihe_document_all_meta(document, &unit.meta_count);
    for (int side = 0; side < 2; side++) {
        unit.count[side] = bead->count[side];
        if (bead->count[side] == 0) continue;
        size_t count;
        const bihe_sentence *first =
            bihe_document_sentences(document, side, &count) + bead->first[side];
        unit.text[side] = bihe_document_bead_text(document, bead, side);
        unit.line[side][0] = first->line[0];
        unit.line[side][1] = first[bead->count[side] - 1].line[1];
        for (size_t k = 0; k < bead->count[side]; k++) {
            unit.repaired += first[k].repaired;
            unit.doubtful += first[k].doubtful;
        }
    }
    set_lang(writer, document, &unit);
    return unit;
}

static bihe_status add_document(bihe_writer *writer, const bihe_document *document, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    writer->same_origin = false;
    if (writer->format->document != NULL) {
        status = begin(writer, NULL, err);
        if (status == BIHE_OK) status = writer->format->document(writer, document, err);
        return status == BIHE_OK ? bihe_writer_flush(writer, err) : status;
    }
    for (size_t k = 0; status == BIHE_OK && k < count; k++) {
        const bihe_unit unit = bihe_writer_unit_of(writer, document, &beads[k]);
        status = add_unit(writer, &unit, err);
    }
    return status;
}

/* Says what the format's limits took since the last report. */
static void report_dropped(bihe_writer *writer, const char *file)
{
    const size_t count = writer->stats.dropped_characters - writer->reported;
    writer->reported = writer->stats.dropped_characters;
    if (count > 0)
        bihe_context_report(writer->context, BIHE_LOSS, file, 0, 0,
                            "%zu characters that %s forbids were left out", count,
                            writer->format->name);
}

bihe_status bihe_writer_add(bihe_writer *writer, const bihe_document *document, bihe_error *err)
{
    if (writer->error.code == BIHE_OK) {
        (void)add_document(writer, document, &writer->error);
        report_dropped(writer, bihe_document_name(document));
    }
    if (writer->error.code != BIHE_OK && err != NULL) *err = writer->error;
    return writer->error.code;
}

const bihe_writer_stats *bihe_writer_get_stats(const bihe_writer *writer)
{
    return &writer->stats;
}

/* What the user should know of the finished file. */
static void report(bihe_writer *writer)
{
    const bihe_writer_stats *s = &writer->stats;
    const char *file = strcmp(writer->path, "-") == 0 ? "standard output" : writer->path;
    report_dropped(writer, file);
    if (s->too_long > 0)
        bihe_context_report(writer->context, BIHE_WARNING, file, 0, 0,
                            "%zu unit%s longer than %zu characters left out (--max-seg-chars)",
                            s->too_long, s->too_long == 1 ? "" : "s",
                            writer->options->max_seg_chars);
    if (s->duplicates > 0)
        bihe_context_report(writer->context, BIHE_WARNING, file, 0, 0,
                            "%zu unit%s left out: %s takes a source text once, the best stayed",
                            s->duplicates, s->duplicates == 1 ? "" : "s", writer->format->name);
    bihe_context_report(writer->context, BIHE_NOTE, file, 0, 0,
                        "%zu unit%s; left out: %zu below the score, %zu without a translation",
                        s->units, s->units == 1 ? "" : "s", s->below_score, s->one_sided);
}

bihe_status bihe_writer_finish(bihe_writer *writer, bihe_error *err)
{
    if (writer == NULL) return BIHE_OK;
    bihe_error *error = &writer->error;
    if (error->code == BIHE_OK) (void)end(writer, error);
    if (error->code == BIHE_OK) {
        if (bihe_files_finish(&writer->files, error) == BIHE_OK) report(writer);
    } else {
        bihe_files_abandon(&writer->files);
    }
    const bihe_status status = error->code;
    if (status != BIHE_OK && err != NULL) *err = *error;
    release(writer);
    return status;
}

void bihe_writer_abandon(bihe_writer *writer)
{
    if (writer == NULL) return;
    bihe_files_abandon(&writer->files);
    release(writer);
}
