/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A word that stands in d0 sentences of one side and d1 of the other is worth
 *
 *     w = log(n / max(d0, d1)),   n the mean number of sentences,
 *
 * the pointwise mutual information of meeting it on both sides of an aligned pair: rare words
 * weigh more, a name that is everywhere weighs nothing. What is not shared costs nothing: every
 * sentence is in exactly one bead, so a fee for it would be the same for every path.
 */
#include "align/shared.h"

#include "base/error.h"

#include <math.h>

enum { MOST_PAIRS = 4096 }; /* of sentences that share a word; beyond, its weight is small */

/* Sentences that hold each clue. */
typedef struct index {
    uint32_t *first; /* those of clue k are sentence[first[k]] .. */
    uint32_t *sentence;
} index;

static bool invert(index *out, const bihe_clues *clues, int side, size_t sentences,
                   const bihe_allocator *allocator)
{
    const bihe_clue_side *x = &clues->side[side];
    const size_t count = x->first[sentences];
    *out = (index){bihe_mem_new0(allocator, clues->kinds + 2, sizeof *out->first),
                   bihe_mem_new(allocator, count, sizeof *out->sentence)};
    if (out->first == NULL || out->sentence == NULL) return false;
    for (size_t k = 0; k < count; k++)
        out->first[x->clue[k] + (size_t)2]++;
    for (size_t k = 2; k < clues->kinds + 2; k++)
        out->first[k] += out->first[k - 1];
    for (size_t i = 0; i < sentences; i++) {
        for (size_t k = x->first[i]; k < x->first[i + 1]; k++)
            out->sentence[out->first[x->clue[k] + (size_t)1]++] = (uint32_t)i;
    }
    return true;
}

/* Adds the weight of one clue to every pair of sentences that share it. */
static void add_clue(bihe_cost *cost, const bihe_corridor *corridor, const index sides[2], size_t k)
{
    const uint32_t *start[2];
    size_t d[2];
    for (int s = 0; s < 2; s++) {
        start[s] = sides[s].sentence + sides[s].first[k];
        d[s] = sides[s].first[k + 1] - sides[s].first[k];
    }
    if (d[0] > MOST_PAIRS / d[1]) return;
    const double mean = (double)(cost->count[0] + cost->count[1]) / 2;
    const double weight = log(mean / (double)(d[0] > d[1] ? d[0] : d[1]));
    if (weight <= 0) return;
    for (size_t x = 0; x < d[0]; x++) {
        for (size_t y = 0; y < d[1]; y++) {
            const size_t i = start[0][x] + (size_t)1, j = start[1][y] + (size_t)1;
            if (bihe_corridor_has(corridor, i, j))
                cost->shared[bihe_corridor_cell(corridor, i, j)] += (float)weight;
        }
    }
}

bihe_status bihe_shared_find(bihe_cost *cost, const bihe_corridor *corridor,
                             const bihe_clues *clues, const bihe_allocator *allocator,
                             bihe_error *err)
{
    index sides[2] = {{NULL, NULL}, {NULL, NULL}};
    cost->corridor = corridor;
    cost->shared = bihe_mem_new0(allocator, corridor->offset[corridor->rows], sizeof *cost->shared);
    bool done = cost->shared != NULL;
    for (int s = 0; s < 2 && done; s++)
        done = invert(&sides[s], clues, s, cost->count[s], allocator);
    for (size_t k = 0; k < clues->kinds && done; k++)
        add_clue(cost, corridor, sides, k);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, sides[s].first);
        bihe_mem_free(allocator, sides[s].sentence);
    }
    return done ? BIHE_OK : bihe_fail_memory(err);
}
