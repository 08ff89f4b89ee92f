/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits into the beads of a document: what is settled stands, the aligner's beads between stay
 * where they still fit, and what is left over is aligned again between them.
 */
#include "edits.h"

#include "base/error.h"
#include "document.h"
#include "model/context.h"

#include <string.h>

typedef struct rebuild {
    bihe_document *document;
    const bihe_context *context;
    const bihe_bead_list *old;
    size_t next; /* of the old beads */
    bihe_bead_list beads;
    unsigned char *verdicts;
    size_t verdict_capacity;
} rebuild;

/* Room for one more bead, and its verdict, which is none. */
static bool reserve(rebuild *r)
{
    const bihe_allocator *allocator = &r->document->allocator;
    void *items = r->beads.items, *verdicts = r->verdicts;
    const bool room =
        bihe_array_reserve(allocator, &items, &r->beads.capacity, r->beads.count + 1,
                           sizeof *r->beads.items) &&
        bihe_array_reserve(allocator, &verdicts, &r->verdict_capacity, r->beads.count + 1, 1);
    if (items != NULL) r->beads.items = items;
    if (verdicts != NULL) r->verdicts = verdicts;
    return room;
}

static bihe_status append(rebuild *r, const bihe_bead *bead, bihe_verdict verdict, bihe_error *err)
{
    if (!reserve(r)) return bihe_fail_memory(err);
    r->verdicts[r->beads.count] = (unsigned char)verdict;
    r->beads.items[r->beads.count++] = *bead;
    return BIHE_OK;
}

static size_t end_of(const bihe_bead *bead, int side)
{
    return bead->first[side] + bead->count[side];
}

/* Aligns the sentences from `from` to `to` of each side, of which no bead is known any more. */
static bihe_status align_hole(rebuild *r, const size_t from[2], const size_t to[2], bihe_error *err)
{
    if (from[0] == to[0] && from[1] == to[1]) return BIHE_OK;
    bihe_bead_list found = {NULL, 0, 0};
    bihe_align_side sides[2];
    for (int side = 0; side < 2; side++)
        sides[side] =
            (bihe_align_side){r->document->sentences[side] + from[side], to[side] - from[side]};
    const bihe_align_sources sources = bihe_context_sources(r->context);
    bihe_status status = bihe_aligner_run(&sources, &r->context->options, sides, &found,
                                          &r->document->allocator, err);
    for (size_t i = 0; i < found.count && status == BIHE_OK; i++) {
        bihe_bead *bead = &found.items[i];
        for (int side = 0; side < 2; side++)
            bead->first[side] += from[side];
        bihe_document_lower_score(r->document, bead);
        status = append(r, bead, BIHE_VERDICT_NONE, err);
    }
    bihe_mem_free(&r->document->allocator, found.items);
    return status;
}

/* Fills the beads between two that are settled: those of the aligner that lie between as a whole
 * stay, what is before and after them is a hole. */
static bihe_status fill(rebuild *r, const size_t from[2], const size_t to[2], bihe_error *err)
{
    const bihe_bead *old = r->old->items;
    size_t at[2] = {from[0], from[1]};
    while (r->next < r->old->count &&
           (old[r->next].first[0] < from[0] || old[r->next].first[1] < from[1]))
        r->next++;
    size_t last = r->next;
    while (last < r->old->count && end_of(&old[last], 0) <= to[0] && end_of(&old[last], 1) <= to[1])
        last++;
    bihe_status status = BIHE_OK;
    if (last > r->next) {
        status = align_hole(r, at, old[r->next].first, err);
        for (size_t k = r->next; k < last && status == BIHE_OK; k++)
            status = append(r, &old[k], BIHE_VERDICT_NONE, err);
        for (int side = 0; side < 2; side++)
            at[side] = end_of(&old[last - 1], side);
        r->next = last;
    }
    return status == BIHE_OK ? align_hole(r, at, to, err) : status;
}

static bihe_status fill_all(rebuild *r, const bihe_settled_list *settled, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    size_t at[2] = {0, 0};
    for (size_t k = 0; k < settled->count && status == BIHE_OK; k++) {
        const bihe_settled *s = &settled->items[k];
        const bihe_bead bead = {{s->first[0], s->first[1]}, {s->count[0], s->count[1]}, 1};
        status = fill(r, at, s->first, err);
        if (status == BIHE_OK) status = append(r, &bead, s->verdict, err);
        for (int side = 0; side < 2; side++)
            at[side] = end_of(&bead, side);
    }
    return status == BIHE_OK ? fill(r, at, r->document->stats.sentences, err) : status;
}

/* Puts the new beads in the place of the old. */
static bihe_status take_over(rebuild *r, bihe_error *err)
{
    bihe_document *document = r->document;
    unsigned char *kept = bihe_arena_new(&document->arena, r->beads.count, 1);
    if (kept == NULL) return bihe_fail_memory(err);
    memcpy(kept, r->verdicts, r->beads.count);
    bihe_mem_free(&document->allocator, document->beads.items);
    document->beads = r->beads;
    document->verdicts = kept;
    r->beads = (bihe_bead_list){NULL, 0, 0};
    return bihe_document_join(document, err);
}

bihe_status bihe_document_edit(bihe_document *document, const bihe_context *context,
                               const bihe_edits *edits, bihe_edit_counts *counts, bihe_error *err)
{
    bihe_settled_list settled;
    bihe_edit_counts sum;
    rebuild r = {.document = document, .context = context, .old = &document->beads};
    bihe_status status = bihe_edits_settle(edits, document, context, &settled, &sum, err);
    if (counts != NULL) *counts = sum;
    document->edits_key = bihe_edits_key(edits, document->name);
    if (status == BIHE_OK && settled.count > 0) {
        status = fill_all(&r, &settled, err);
        if (status == BIHE_OK) status = take_over(&r, err);
        bihe_mem_free(&document->allocator, r.beads.items);
        bihe_mem_free(&document->allocator, r.verdicts);
    }
    bihe_mem_free(&context->allocator, settled.items);
    return status;
}
