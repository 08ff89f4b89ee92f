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

#include <stdlib.h>
#include <string.h>

/* Where many items of a list are one Chinese sentence, the first alignment finds the first ones and
 * the last: each round parts more (on headings and items without marks exact F1 is .49, .55, .56
 * after one, two, three). */
enum {
    ROUNDS = 6,
    RARE = 80, /* sentences a place seen; news (train/clean.tsv) has 90 to 250 */
};

/* What a round found: places, and windows to look at again. */
typedef struct finds {
    bihe_lost_list places;
    bihe_lost_windows again;
} finds;

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

static int by_place(const void *a, const void *b)
{
    const bihe_lost *x = a, *y = b;
    if (x->sentence != y->sentence) return x->sentence < y->sentence ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* Puts places into order and leaves out those that would part nothing. */
static void tidy(bihe_lost_list *places, const bihe_sentence *sentences)
{
    size_t kept = 0;
    if (places->count > 0) qsort(places->items, places->count, sizeof *places->items, by_place);
    for (size_t k = 0; k < places->count; k++) {
        const bihe_lost *p = &places->items[k], *last = kept > 0 ? &places->items[kept - 1] : NULL;
        const size_t start = last != NULL && last->sentence == p->sentence ? last->next : 0;
        if (p->end > start && p->next < sentences[p->sentence].text.len) places->items[kept++] = *p;
    }
    places->count = kept;
}

/* Parts the sentences of `side` from `first` on at `places`, which count from there; leaves those
 * where it did, in order. */
static bihe_status part(bihe_document *document, int side, size_t first, size_t *capacity,
                        bihe_lost_list *places, bihe_error *err)
{
    const size_t count = document->stats.sentences[side] - first;
    if (places->count > 0) tidy(places, document->sentences[side] + first);
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

/* Looks at the windows of a round. Places count from the sides' first sentences. */
static bihe_status guess(const bihe_lost_input *input, const bihe_align_side sides[2],
                         const bihe_lost_windows *windows, finds *found, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    found->places.count = found->again.count = 0;
    for (size_t k = 0; k < windows->count && status == BIHE_OK; k++) {
        const bihe_lost_window *w = &windows->items[k];
        const size_t places = found->places.count, again = found->again.count;
        bihe_align_side part_of[2];
        for (int s = 0; s < 2; s++)
            part_of[s] = (bihe_align_side){sides[s].sentences + w->first[s], w->count[s]};
        status = bihe_lost_guess(input, part_of, &found->places, &found->again, err);
        for (size_t n = places; n < found->places.count; n++)
            found->places.items[n].sentence += w->first[BIHE_ZH];
        for (size_t n = again; n < found->again.count; n++) {
            for (int s = 0; s < 2; s++)
                found->again.items[n].first[s] += w->first[s];
        }
    }
    return status;
}

/* The windows of the next round: their Chinese sentences as they are numbered once all places are
 * parted. */
static void renumber(finds *found)
{
    size_t before = 0;
    for (size_t k = 0; k < found->again.count; k++) {
        bihe_lost_window *w = &found->again.items[k];
        const size_t first = w->first[BIHE_ZH], end = first + w->count[BIHE_ZH];
        while (before < found->places.count && found->places.items[before].sentence < first)
            before++;
        w->first[BIHE_ZH] += before;
        for (; before < found->places.count && found->places.items[before].sentence < end; before++)
            w->count[BIHE_ZH]++;
    }
}

static bool has_anchors(const bihe_align_side *side)
{
    for (size_t i = 0; i < side->count; i++) {
        if (side->sentences[i].anchored) return true;
    }
    return false;
}

/* Parts the Chinese side, round by round. */
static bihe_status part_chinese(bihe_document *document, const bihe_lost_input *input,
                                const size_t first[2], size_t *capacity, bihe_error *err)
{
    bihe_align_side sides[2];
    sides_from(document, first, sides);
    bihe_lost_window whole = {{0, 0}, {sides[0].count, sides[1].count}};
    bihe_lost_windows windows = {&whole, 1, 0};
    finds found = {.places = {NULL, 0, 0}};
    bihe_status status = BIHE_OK;
    /* a window might hold an anchor of one side only */
    const bool all = has_anchors(&sides[0]);
    for (int round = 0; round < ROUNDS && windows.count > 0 && status == BIHE_OK; round++) {
        sides_from(document, first, sides);
        status = guess(input, sides, &windows, &found, err);
        if (status == BIHE_OK)
            status = part(document, BIHE_ZH, first[BIHE_ZH], capacity, &found.places, err);
        if (all) {
            whole.count[BIHE_ZH] += found.places.count;
            windows.count = found.again.count > 0;
            continue;
        }
        renumber(&found);
        const bihe_lost_windows done = windows;
        windows = found.again;
        found.again = done.items != &whole ? done : (bihe_lost_windows){NULL, 0, 0};
    }
    if (windows.items != &whole) bihe_mem_free(&document->allocator, windows.items);
    bihe_mem_free(&document->allocator, found.again.items);
    bihe_mem_free(&document->allocator, found.places.items);
    return status;
}

bihe_status bihe_document_part(bihe_document *document, const bihe_context *context,
                               const size_t first[2], size_t capacity[2], bihe_error *err)
{
    const bihe_align_sources sources = bihe_context_sources(context);
    const bihe_lost_input input = {&sources, &context->options, &document->lost,
                                   &document->notes[BIHE_EN], &document->allocator};
    bihe_lost_list seen = {NULL, 0, 0};
    bihe_align_side sides[2];
    sides_from(document, first, sides);
    if (context->options.presegmented || sides[0].count == 0 || sides[1].count == 0) return BIHE_OK;
    bihe_status status = bihe_lost_see(&input, &sides[BIHE_EN], &seen, err);
    if (status == BIHE_OK)
        status = part(document, BIHE_EN, first[BIHE_EN], &capacity[BIHE_EN], &seen, err);
    /* a few seen in a long text are chance, and a draft costs half an alignment */
    if (status == BIHE_OK && seen.count > 0 && seen.count >= sides[1].count / RARE)
        status = part_chinese(document, &input, first, &capacity[BIHE_ZH], err);
    bihe_mem_free(&document->allocator, seen.items);
    return status;
}
