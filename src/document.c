/* SPDX-License-Identifier: Apache-2.0 */
/* The public face of a document: opening, reading out, releasing. */
#include "document.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

static bihe_status new_document(bihe_document **out, const bihe_context *context, const char *name,
                                bihe_error *err)
{
    bihe_document *document = bihe_mem_new0(&context->allocator, 1, sizeof *document);
    *out = document;
    if (document == NULL) return bihe_fail_memory(err);
    document->allocator = context->allocator;
    document->stats.only_side = -1;
    bihe_arena_init(&document->arena, &context->allocator);
    document->name = bihe_arena_copy(&document->arena, bihe_view_of(name)).ptr;
    return document->name == NULL ? bihe_fail_memory(err) : BIHE_OK;
}

/* Hands out the document, or releases it and says which file failed. */
static bihe_status finish(bihe_document **out, bihe_document *document, bihe_status status,
                          const char *name, bihe_error *err)
{
    *out = status == BIHE_OK ? document : NULL;
    if (status == BIHE_OK) return BIHE_OK;
    bihe_document_free(document);
    if (err != NULL && err->file[0] == '\0' && status != BIHE_ERROR_MEMORY) {
        const bihe_error cause = *err;
        return bihe_fail_at(err, status, name, cause.line, cause.column, "%s", cause.message);
    }
    return status;
}

bihe_status bihe_document_parse(bihe_document **out, bihe_context *context, const char *name,
                                bihe_view bytes, bihe_error *err)
{
    bihe_document *document;
    bihe_status status = new_document(&document, context, name, err);
    if (status == BIHE_OK)
        status = bihe_document_read(document, context, 0, document->name, bytes, err);
    if (status == BIHE_OK) status = bihe_document_run(document, context, err);
    return finish(out, document, status, name, err);
}

bihe_status bihe_document_open(bihe_document **out, bihe_context *context, const char *path,
                               bihe_error *err)
{
    bihe_document *document;
    bihe_status status = new_document(&document, context, path, err);
    if (status == BIHE_OK)
        status = bihe_document_read_path(document, context, 0, document->name, err);
    if (status == BIHE_OK) status = bihe_document_run(document, context, err);
    return finish(out, document, status, path, err);
}

/* A file is in the other language where that has this many times the text. */
enum { MIXED_LEAST = 4 };

/* Names a file of a pair that has no text or reads like the other language. */
static void check_pair(const bihe_document *document, const bihe_context *context)
{
    static const char *const names[] = {"Chinese", "English"};
    for (int side = 0; side < 2; side++) {
        size_t bytes[2] = {0, 0};
        for (size_t i = 0; i < document->stats.sentences[side]; i++) {
            const bihe_view text = document->sentences[side][i].text;
            const int looks = bihe_side_of(text);
            if (looks >= 0) bytes[looks] += text.len;
        }
        if (bytes[side] + bytes[1 - side] == 0)
            bihe_context_report(context, BIHE_WARNING, document->source[side].name, 0, 0,
                                "no text, given as %s", names[side]);
        else if (bytes[side] < bytes[1 - side] / MIXED_LEAST)
            bihe_context_report(context, BIHE_WARNING, document->source[side].name, 0, 0,
                                "looks %s, given as %s", names[1 - side], names[side]);
    }
}

bihe_status bihe_document_open_pair(bihe_document **out, bihe_context *context, const char *zh,
                                    const char *en, bihe_error *err)
{
    bihe_document *document;
    bihe_status status = new_document(&document, context, zh, err);
    if (status == BIHE_OK) document->raw_lines = context->options.presegmented;
    if (status == BIHE_OK)
        status = bihe_document_read_path(document, context, 0, document->name, err);
    const char *second = NULL;
    if (status == BIHE_OK) {
        second = bihe_arena_copy(&document->arena, bihe_view_of(en)).ptr;
        status = second == NULL ? bihe_fail_memory(err)
                                : bihe_document_read_path(document, context, 1, second, err);
    }
    if (status == BIHE_OK)
        status =
            bihe_document_add_meta(document, 1, BIHE_VIEW("post_en"), bihe_view_of(second), err);
    if (status == BIHE_OK) status = bihe_document_run(document, context, err);
    if (status == BIHE_OK) check_pair(document, context);
    return finish(out, document, status, zh, err);
}

void bihe_document_free(bihe_document *document)
{
    if (document == NULL) return;
    const bihe_allocator allocator = document->allocator;
    for (int side = 0; side < 2; side++)
        bihe_mem_free(&allocator, document->sentences[side]);
    bihe_mem_free(&allocator, document->beads.items);
    bihe_arena_clear(&document->arena);
    bihe_mem_free(&allocator, document);
}

const char *bihe_document_name(const bihe_document *document)
{
    return document->name;
}

const bihe_stats *bihe_document_stats(const bihe_document *document)
{
    return &document->stats;
}

bihe_view bihe_document_meta(const bihe_document *document, const char *key)
{
    for (size_t i = 0; i < document->meta.count; i++) {
        if (bihe_view_is(document->meta.items[i].key, key)) return document->meta.items[i].value;
    }
    return (bihe_view){NULL, 0};
}

const bihe_meta *bihe_document_all_meta(const bihe_document *document, size_t *count)
{
    *count = document->meta.count;
    return document->meta.items;
}

const bihe_sentence *bihe_document_sentences(const bihe_document *document, int side, size_t *count)
{
    *count = document->stats.sentences[side];
    return document->sentences[side];
}

const bihe_bead *bihe_document_beads(const bihe_document *document, size_t *count)
{
    *count = document->beads.count;
    return document->beads.items;
}

/* Sentences of both sides before a bead: they tell the bead, since none is without sentences. */
static size_t before(const bihe_bead *bead)
{
    return bead->first[0] + bead->first[1];
}

/* The number of a bead, or of the one it is a copy of; the number of beads when there is none. */
static size_t bead_number(const bihe_bead_list *beads, const bihe_bead *bead)
{
    size_t low = 0, high = beads->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (before(&beads->items[middle]) < before(bead))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == beads->count) return low;
    const bihe_bead *found = &beads->items[low];
    const bool same = memcmp(found->first, bead->first, sizeof bead->first) == 0 &&
                      memcmp(found->count, bead->count, sizeof bead->count) == 0;
    return same ? low : beads->count;
}

bihe_view bihe_document_bead_text(const bihe_document *document, const bihe_bead *bead, int side)
{
    const size_t number = bead_number(&document->beads, bead);
    return number < document->beads.count ? document->texts[side][number] : (bihe_view){NULL, 0};
}
