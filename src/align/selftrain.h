/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the text at hand teaches about its own words: IBM model 1 on a first alignment of it. For
 * the words of a bead it answers from all other beads, since a bead that vouches for itself makes
 * every mistake certain.
 */
#ifndef BIHE_ALIGN_SELFTRAIN_H
#define BIHE_ALIGN_SELFTRAIN_H

#include "align/terms.h"

/* How often, by expectation, a pair of words was linked in a bead. */
typedef struct bihe_own_share {
    uint32_t bead;
    float count[2]; /* [s]: as a word of side s explained by one of the other side */
} bihe_own_share;

typedef struct bihe_selftrain {
    const bihe_allocator *allocator;
    uint32_t *bead[2];           /* by sentence */
    uint32_t *pair_row;          /* shares of pair p: pair_shares[pair_row[p]] .. pair_row[p + 1] */
    bihe_own_share *pair_shares; /* ascending by bead */
    float (*pair_total)[2];
    uint32_t *word_row[2]; /* the same by word of side s: count[1 - s] it explained */
    bihe_own_share *word_shares[2];
    float *word_total[2];
} bihe_selftrain;

/* Learns from beads of at most four sentences and adds what was learned to words->links (`own`). */
bihe_status bihe_selftrain_run(bihe_selftrain *self, bihe_terms *words, const bihe_bead_list *beads,
                               const bihe_allocator *allocator, bihe_error *err);
void bihe_selftrain_clear(bihe_selftrain *self);

/* P(word of side s | the other) of a pair, `words`, that stands in sentences `at`, learned from
 * all other beads; 0 where they say nothing. */
void bihe_selftrain_given(const bihe_selftrain *self, uint32_t pair, const size_t at[2],
                          const uint32_t words[2], float given[2]);

#endif
