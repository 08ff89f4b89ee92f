/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences parted where a line end may have been lost. The pieces are those of a sentence with
 * optional joints (joints.c): what alignment does not part is put together again.
 */
#include "align/lost.h"

#include "base/error.h"
#include "document.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

/* Where many items of a list are one Chinese sentence, the first alignment finds the first ones and
 * the last: each round parts more (on headings and items without marks exact F1 is .49, .55, .56
 * after one, two, three). */
enum {
    ROUNDS = 6,
    RARE = 80, /* sentences a place seen; news (train/clean.tsv) has 90 to 250 */
};

/* The sentences of a side while they are written again. */
typedef struct parter {
    const bihe_document *document;
    int side;
    bihe_sentence *out;
    size_t count;
    bihe_optional_joint *joints; /* of all, in order */
    size_t joint_count;
    size_t taken;       /* joints that belong to the pieces written */
    const char *origin; /* where the sentence that the last piece was cut from starts */
} parter;

static void add_joint(parter *p, size_t end, size_t next, double margin)
{
    p->joints[p->joint_count++] = (bihe_optional_joint){end, next, margin};
}

/* Writes bytes [start, end) of a sentence; the joints added since the last piece are inside. */
static void add_piece(parter *p, const bihe_sentence *from, size_t start, size_t end, double margin)
{
    const size_t passage = from->passage;
    const char *base = p->document->sides.passages[p->side][passage].text.ptr;
    const size_t at = (size_t)(from->text.ptr - base);
    const bihe_cut cut = {at + start, at + end, margin, p->joints + p->taken,
                          p->joint_count - p->taken};
    p->out[p->count] = bihe_document_sentence(p->document, p->side, passage, &cut);
    if (start == 0) p->out[p->count].anchored = from->anchored;
    p->count++;
    p->taken = p->joint_count;
}

/* Writes one sentence, parted at `count` places. */
static void part_one(parter *p, const bihe_sentence *from, const bihe_lost *places, size_t count)
{
    const size_t before = (size_t)(from->text.ptr - p->origin); /* joints count from the origin */
    size_t start = 0, k = 0;
    for (size_t n = 0; n < count; n++) {
        for (; k < from->joint_count && from->joints[k].next <= before + places[n].end; k++)
            add_joint(p, from->joints[k].end, from->joints[k].next, from->joints[k].margin);
        while (k < from->joint_count && from->joints[k].end < before + places[n].next)
            k++; /* the same place */
        if (places[n].end <= start || places[n].next >= from->text.len) continue;
        add_piece(p, from, start, places[n].end, places[n].margin);
        add_joint(p, before + places[n].end, before + places[n].next, places[n].margin);
        p->taken = p->joint_count;
        start = places[n].next;
    }
    for (; k < from->joint_count; k++)
        add_joint(p, from->joints[k].end, from->joints[k].next, from->joints[k].margin);
    add_piece(p, from, start, from->text.len, from->margin);
    if (from->margin >= 0) return;
    const bihe_optional_joint *after = &from->joints[from->joint_count];
    add_joint(p, after->end, after->next, after->margin);
    p->taken = p->joint_count;
}

/* Parts the sentences of `side` from `first` on at `places`, which count from there. */
static bihe_status part(bihe_document *document, int side, size_t first, size_t *capacity,
                        const bihe_lost_list *places, bihe_error *err)
{
    const size_t count = document->stats.sentences[side] - first;
    if (places->count == 0) return BIHE_OK;
    size_t joints = places->count;
    for (size_t i = 0; i < count; i++)
        joints += document->sentences[side][first + i].joint_count + 1;
    void *all = document->sentences[side];
    if (!bihe_array_reserve(&document->allocator, &all, capacity, first + count + places->count,
                            sizeof(bihe_sentence)))
        return bihe_fail_memory(err);
    document->sentences[side] = all;
    bihe_sentence *old = bihe_mem_new(&document->allocator, count, sizeof *old);
    parter p = {.document = document, .side = side, .out = document->sentences[side] + first};
    p.joints = bihe_arena_new(&document->arena, joints, sizeof *p.joints);
    if (old == NULL || p.joints == NULL) {
        bihe_mem_free(&document->allocator, old);
        return bihe_fail_memory(err);
    }
    memcpy(old, p.out, count * sizeof *old);
    size_t k = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t from = k;
        while (k < places->count && places->items[k].sentence == i)
            k++;
        if (i == 0 || old[i - 1].margin >= 0) p.origin = old[i].text.ptr;
        part_one(&p, &old[i], places->items + from, k - from);
    }
    document->stats.sentences[side] = first + p.count;
    bihe_mem_free(&document->allocator, old);
    return BIHE_OK;
}

static void sides_from(const bihe_document *document, const size_t first[2],
                       bihe_align_side sides[2])
{
    for (int side = 0; side < 2; side++)
        sides[side] = (bihe_align_side){document->sentences[side] + first[side],
                                        document->stats.sentences[side] - first[side]};
}

bihe_status bihe_document_part(bihe_document *document, const bihe_context *context,
                               const size_t first[2], size_t capacity[2], bihe_error *err)
{
    const bihe_align_sources sources = bihe_context_sources(context);
    bihe_lost_list places = {NULL, 0, 0};
    bihe_align_side sides[2];
    sides_from(document, first, sides);
    if (context->options.presegmented || sides[0].count == 0 || sides[1].count == 0) return BIHE_OK;
    bihe_status status =
        bihe_lost_see(&document->lost, context->model, &document->notes[BIHE_EN], &sides[BIHE_EN],
                      BIHE_EN, &places, &document->allocator, err);
    if (status == BIHE_OK && places.count > 0) {
        status = part(document, BIHE_EN, first[BIHE_EN], &capacity[BIHE_EN], &places, err);
    }
    /* a few seen in a long text are chance, and a draft costs half an alignment */
    if (places.count < sides[1].count / RARE) places.count = 0;
    for (int round = 0; round < ROUNDS && places.count > 0 && status == BIHE_OK; round++) {
        places.count = 0;
        sides_from(document, first, sides);
        status =
            bihe_lost_guess(&sources, &context->options, sides, &places, &document->allocator, err);
        if (status == BIHE_OK)
            status = part(document, BIHE_ZH, first[BIHE_ZH], &capacity[BIHE_ZH], &places, err);
    }
    bihe_mem_free(&document->allocator, places.items);
    return status;
}
