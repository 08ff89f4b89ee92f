/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seed, chain, fill the gaps, as minimap2 does with genomes (Li 2018, section 2.1), with two
 * differences. The best chain is
 *
 *     f(k) = w(k) + max over seeds l with i(l) < i(k), j(l) < j(k) of f(l)
 *
 * without a fee for gaps: half a chapter left out is no worse than a sentence. A tree of prefix
 * maxima (Fenwick 1994) finds each maximum in O(log columns). And a clue too common to be a seed
 * in the whole text may be rare inside a gap: gaps are searched again, level by level, each level
 * going through each text once at most.
 */
#include "align/chain.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PAIRS = 16, /* of sentences that share a clue, in the whole box */
    GAP_PAIRS = 4,   /* the same in a gap */
    SPARSE = 8,      /* sentences on either side that make a gap worth another search */
    MOST_LEVELS = 4,
    NEIGHBOURS = 3, /* seeds on each side that a seed is compared with */
    FITTING = 2,    /* of them, that it must fit */
    SLACK = 4,      /* sentences by which a neighbour may be off */
    NONE = UINT32_MAX,
};

/* Texts that belong together keep pace: one sentence for one up to this many, on average. */
static const double MOST_PACE = 2.5;

typedef struct finder {
    const bihe_clues *clues;
    const bihe_allocator *allocator;
    uint32_t *seen[2]; /* by clue: sentences of the current box that hold it */
    uint32_t *head;    /* by clue: its last place on side 1 of the box; NONE */
    uint32_t *next;    /* by place on side 1: the place before it of the same clue */
    uint32_t *owner;   /* by place on side 1: its sentence */
    uint32_t *tree;    /* by column of the box, from 1: the seed that ends the best chain; NONE */
    double *value;     /* by seed: of the best chain that ends with it */
    uint32_t *before;  /* by seed: the one before it in that chain; NONE */
    size_t seed_room;  /* of the last two */
    bihe_seed_list seeds;
    bool failed;
} finder;

static bool append(bihe_seed_list *list, bihe_seed seed, const bihe_allocator *allocator)
{
    void *items = list->items;
    if (!bihe_array_reserve(allocator, &items, &list->capacity, list->count + 1,
                            sizeof *list->items))
        return false;
    list->items = items;
    list->items[list->count++] = seed;
    return true;
}

/* --- seeds -------------------------------------------------------------------------------- */

/* Counts the clues of both sides of the box and links their places on side 1. */
static void count_clues(finder *f, const bihe_box *box)
{
    const bihe_clue_side *side = f->clues->side;
    for (size_t k = side[0].first[box->from[0]]; k < side[0].first[box->to[0]]; k++)
        f->seen[0][side[0].clue[k]]++;
    for (size_t k = side[1].first[box->from[1]]; k < side[1].first[box->to[1]]; k++) {
        const uint32_t clue = side[1].clue[k];
        f->next[k] = f->head[clue];
        f->head[clue] = (uint32_t)k;
        f->seen[1][clue]++;
    }
}

static void forget_clues(finder *f, const bihe_box *box)
{
    const bihe_clue_side *side = f->clues->side;
    for (size_t k = side[0].first[box->from[0]]; k < side[0].first[box->to[0]]; k++)
        f->seen[0][side[0].clue[k]] = 0;
    for (size_t k = side[1].first[box->from[1]]; k < side[1].first[box->to[1]]; k++) {
        f->seen[1][side[1].clue[k]] = 0;
        f->head[side[1].clue[k]] = NONE;
    }
}

/* From the last column to the first: seeds of one row must not follow each other in a chain. */
static int by_column_down(const void *a, const void *b)
{
    const bihe_seed *x = a, *y = b;
    return (x->at[1] < y->at[1]) - (x->at[1] > y->at[1]);
}

/* Sorts the seeds of one row, from `start` on, and makes those of one cell one. */
static void finish_row(bihe_seed_list *seeds, size_t start)
{
    const size_t count = seeds->count - start;
    if (count < 2) return;
    bihe_seed *row = seeds->items + start;
    qsort(row, count, sizeof *row, by_column_down);
    size_t out = 0;
    for (size_t k = 1; k < count; k++) {
        if (row[k].at[1] == row[out].at[1])
            row[out].weight += row[k].weight;
        else
            row[++out] = row[k];
    }
    seeds->count = start + out + 1;
}

/* The seeds of row `i`: cells that share a clue with few pairs in the box. One of many pairs is
 * worth so much less, because one of them is right at best. */
static void find_row(finder *f, const bihe_box *box, size_t i, size_t most)
{
    const bihe_clue_side *side = f->clues->side;
    const size_t start = f->seeds.count;
    const double size = (double)(box->to[0] - box->from[0] + box->to[1] - box->from[1]) / 2;
    for (size_t k = side[0].first[i]; k < side[0].first[i + 1]; k++) {
        const uint32_t clue = side[0].clue[k];
        const size_t n0 = f->seen[0][clue], n1 = f->seen[1][clue];
        if (n1 == 0 || n0 > most / n1) continue;
        const double rarity = log1p(size / (double)(n0 > n1 ? n0 : n1));
        const float weight = (float)(rarity / (double)(n0 * n1));
        for (uint32_t at = f->head[clue]; at != NONE; at = f->next[at]) {
            const bihe_seed seed = {{(uint32_t)i, f->owner[at]}, weight};
            if (!append(&f->seeds, seed, f->allocator)) f->failed = true;
        }
    }
    finish_row(&f->seeds, start);
}

static void find_seeds(finder *f, const bihe_box *box, size_t most)
{
    f->seeds.count = 0;
    count_clues(f, box);
    for (size_t i = box->from[0]; i < box->to[0] && !f->failed; i++)
        find_row(f, box, i, most);
    forget_clues(f, box);
}

/* --- the chain ---------------------------------------------------------------------------- */

/* The best chain that ends left of column `j` of the box. */
static uint32_t best_before(const finder *f, size_t j)
{
    uint32_t best = NONE;
    for (; j > 0; j &= j - 1) {
        const uint32_t other = f->tree[j];
        if (other != NONE && (best == NONE || f->value[other] > f->value[best])) best = other;
    }
    return best;
}

static void enter(finder *f, uint32_t seed, size_t j, size_t columns)
{
    for (j++; j <= columns; j += j & (~j + 1)) {
        if (f->tree[j] == NONE || f->value[seed] > f->value[f->tree[j]]) f->tree[j] = seed;
    }
}

static bool make_room(finder *f)
{
    const size_t count = f->seeds.count;
    if (count >= NONE) return false;
    size_t room[2] = {f->seed_room, f->seed_room};
    void *value = f->value, *before = f->before;
    const bool done = bihe_array_reserve(f->allocator, &value, &room[0], count, sizeof *f->value) &&
                      bihe_array_reserve(f->allocator, &before, &room[1], count, sizeof *f->before);
    f->value = value;
    f->before = before;
    if (done) f->seed_room = room[0] < room[1] ? room[0] : room[1];
    return done;
}

static void reverse(bihe_seed *seeds, size_t count)
{
    for (size_t k = 0; k < count / 2; k++) {
        const bihe_seed other = seeds[count - 1 - k];
        seeds[count - 1 - k] = seeds[k];
        seeds[k] = other;
    }
}

/* Appends the best chain of the finder's seeds. */
static void link_seeds(finder *f, const bihe_box *box, bihe_seed_list *chain)
{
    const size_t columns = box->to[1] - box->from[1], start = chain->count;
    if (f->seeds.count == 0) return;
    f->failed = f->failed || !make_room(f);
    if (f->failed) return;
    memset(f->tree, 0xFF, (columns + 1) * sizeof *f->tree);
    uint32_t best = 0;
    for (uint32_t k = 0; k < f->seeds.count; k++) {
        const size_t j = f->seeds.items[k].at[1] - box->from[1];
        const uint32_t last = best_before(f, j);
        f->before[k] = last;
        f->value[k] = (double)f->seeds.items[k].weight + (last == NONE ? 0 : f->value[last]);
        enter(f, k, j, columns);
        if (f->value[k] > f->value[best]) best = k;
    }
    for (uint32_t k = best; k != NONE && !f->failed; k = f->before[k])
        f->failed = !append(chain, f->seeds.items[k], f->allocator);
    reverse(chain->items + start, chain->count - start);
}

/* --- noise -------------------------------------------------------------------------------- */

/* Whether two seeds keep pace: neither text may run far ahead between them. */
static bool keep_pace(const uint32_t a[2], const uint32_t b[2])
{
    const double rows = fabs((double)a[0] - b[0]), columns = fabs((double)a[1] - b[1]);
    return rows <= MOST_PACE * columns + SLACK && columns <= MOST_PACE * rows + SLACK;
}

/* Seeds met by chance stand apart from the line of the others; beside an omission the seeds of
 * one side still fit. The corners of the box count as neighbours. */
static bool fits(const bihe_seed *chain, size_t count, size_t k, const bihe_box *box)
{
    const uint32_t corner[2][2] = {{(uint32_t)box->from[0], (uint32_t)box->from[1]},
                                   {(uint32_t)box->to[0], (uint32_t)box->to[1]}};
    size_t fitting = 0;
    for (size_t n = 1; n <= NEIGHBOURS; n++) {
        if (n <= k + 1) fitting += keep_pace(chain[k].at, n <= k ? chain[k - n].at : corner[0]);
        if (k + n <= count)
            fitting += keep_pace(chain[k].at, k + n < count ? chain[k + n].at : corner[1]);
    }
    return fitting >= FITTING;
}

/* Leaves what does not fit out of chain[start ..]. */
static void drop_noise(finder *f, bihe_seed_list *chain, size_t start, const bihe_box *box)
{
    const size_t count = chain->count - start;
    bihe_seed *seeds = chain->items + start;
    size_t out = 0;
    f->seeds.count = 0;
    for (size_t k = 0; k < count && !f->failed; k++) {
        if (fits(seeds, count, k, box)) f->failed = !append(&f->seeds, seeds[k], f->allocator);
    }
    for (; out < f->seeds.count && !f->failed; out++)
        seeds[out] = f->seeds.items[out];
    chain->count = start + out;
}

static void search(finder *f, const bihe_box *box, size_t most, bihe_seed_list *chain)
{
    const size_t start = chain->count;
    find_seeds(f, box, most);
    link_seeds(f, box, chain);
    if (chain->count > start) drop_noise(f, chain, start, box);
}

/* --- levels ------------------------------------------------------------------------------- */

static bool is_sparse(const bihe_box *box)
{
    const size_t rows = box->to[0] - box->from[0], columns = box->to[1] - box->from[1];
    return rows > 0 && columns > 0 && (rows > SPARSE || columns > SPARSE);
}

/* Searches the gaps of chain[start ..] again; true when that found something. */
static bool fill_gaps(finder *f, const bihe_box *box, bihe_seed_list *chain, size_t start)
{
    bihe_seed_list fuller = {NULL, 0, 0};
    const size_t count = chain->count - start;
    bihe_box gap = *box;
    for (size_t k = 0; k <= count && !f->failed; k++) {
        const bihe_seed *next = k < count ? &chain->items[start + k] : NULL;
        for (int s = 0; s < 2; s++)
            gap.to[s] = next != NULL ? next->at[s] : box->to[s];
        if (is_sparse(&gap)) search(f, &gap, GAP_PAIRS, &fuller);
        if (next == NULL) break;
        f->failed = f->failed || !append(&fuller, *next, f->allocator);
        for (int s = 0; s < 2; s++)
            gap.from[s] = next->at[s] + (size_t)1;
    }
    const bool found = fuller.count > count;
    chain->count = start;
    for (size_t k = 0; k < fuller.count && !f->failed; k++)
        f->failed = !append(chain, fuller.items[k], f->allocator);
    bihe_mem_free(f->allocator, fuller.items);
    return found && !f->failed;
}

/* --- the whole ---------------------------------------------------------------------------- */

/* `last` is the end of the last box. */
static bool prepare(finder *f, size_t last)
{
    const bihe_clues *clues = f->clues;
    const uint32_t *first = clues->side[1].first;
    for (int s = 0; s < 2; s++)
        f->seen[s] = bihe_mem_new0(f->allocator, clues->kinds, sizeof *f->seen[s]);
    f->head = bihe_mem_new(f->allocator, clues->kinds, sizeof *f->head);
    f->next = bihe_mem_new(f->allocator, first[last], sizeof *f->next);
    f->owner = bihe_mem_new(f->allocator, first[last], sizeof *f->owner);
    f->tree = bihe_mem_new(f->allocator, last + 1, sizeof *f->tree);
    if (f->seen[0] == NULL || f->seen[1] == NULL || f->head == NULL || f->next == NULL ||
        f->owner == NULL || f->tree == NULL)
        return false;
    memset(f->head, 0xFF, clues->kinds * sizeof *f->head);
    for (size_t j = 0; j < last; j++) {
        for (size_t k = first[j]; k < first[j + 1]; k++)
            f->owner[k] = (uint32_t)j;
    }
    return true;
}

static void release(finder *f)
{
    for (int s = 0; s < 2; s++)
        bihe_mem_free(f->allocator, f->seen[s]);
    bihe_mem_free(f->allocator, f->head);
    bihe_mem_free(f->allocator, f->next);
    bihe_mem_free(f->allocator, f->owner);
    bihe_mem_free(f->allocator, f->tree);
    bihe_mem_free(f->allocator, f->value);
    bihe_mem_free(f->allocator, f->before);
    bihe_mem_free(f->allocator, f->seeds.items);
}

/* Where one box touches the next. */
static bihe_seed corner_of(const bihe_box *box)
{
    return (bihe_seed){{(uint32_t)box->from[0], (uint32_t)box->from[1]}, 1};
}

bihe_status bihe_chain_find(const bihe_clues *clues, const bihe_box *boxes, size_t count,
                            bihe_seed_list *chain, const bihe_allocator *allocator, bihe_error *err)
{
    finder f = {.clues = clues, .allocator = allocator};
    f.failed = !prepare(&f, boxes[count - 1].to[1]);
    for (size_t k = 0; k < count && !f.failed; k++) {
        if (k > 0) f.failed = !append(chain, corner_of(&boxes[k]), allocator);
        const size_t start = chain->count;
        search(&f, &boxes[k], MOST_PAIRS, chain);
        for (int level = 1; level < MOST_LEVELS && !f.failed; level++) {
            if (!fill_gaps(&f, &boxes[k], chain, start)) break;
        }
    }
    release(&f);
    return f.failed ? bihe_fail_memory(err) : BIHE_OK;
}
