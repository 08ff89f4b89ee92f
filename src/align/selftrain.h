/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the text at hand teaches about its own words: IBM model 1 on a first alignment of it. For
 * the words of a bead it answers from all other beads, since a bead that vouches for itself makes
 * every mistake certain.
 */
#ifndef BIHE_ALIGN_SELFTRAIN_H
#define BIHE_ALIGN_SELFTRAIN_H

#include "align/terms.h"

/* A pair of words that stands in a bead: the uses of its words. */
typedef struct bihe_own_place {
    uint32_t use[2];
} bihe_own_place;

/* A pair of words. [s]: its Chinese (0) or English (1) word explained by the other. */
typedef struct bihe_own_pair {
    uint32_t first; /* its places: places[first] .. places[first of the next pair] */
    float t[2];     /* at place {x0, x1} it is linked t[s] * scale[s][x_s] times by expectation */
    float count[2]; /* the sum of that over all places */
} bihe_own_pair;

typedef struct bihe_selftrain {
    const bihe_allocator *allocator;
    uint32_t *bead[2];      /* by sentence */
    uint32_t *bead_use;     /* by bead: its first Chinese use; one more */
    bihe_own_pair *pairs;   /* one more than there are */
    bihe_own_place *places; /* of a pair ascending by use[0] */
    size_t pair_count;
    float *scale[2]; /* by use */
    float *own[2];   /* by use: how often its word explains one of the other side in its bead */
    float *rest[2];  /* by use: how often in other beads, and a little more */
} bihe_selftrain;

/* Learns from beads of at most four sentences and adds what was learned to words->links (`own`). */
bihe_status bihe_selftrain_run(bihe_selftrain *self, bihe_terms *words, const bihe_bead_list *beads,
                               const bihe_allocator *allocator, bihe_error *err);
void bihe_selftrain_clear(bihe_selftrain *self);

/* A pair of words that stands at uses `use` of the sentences `sentence`, and those of its places
 * that may be in the beads of these sentences (others do no harm). */
typedef struct bihe_own_query {
    uint32_t pair;
    uint32_t sentence[2], use[2];
    const bihe_own_place *near;
    size_t near_count;
} bihe_own_query;

/* P(word of side s | the other), learned from all beads but those of the two sentences; 0 where
 * they say nothing. */
void bihe_selftrain_given(const bihe_selftrain *self, const bihe_own_query *query, float given[2]);

#endif
