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

/* Sentences and uses count from the first ones of the beads. */
typedef struct bihe_selftrain {
    const bihe_allocator *allocator;
    uint32_t sentence[2], use[2]; /* the first ones */
    size_t sentence_count[2], use_count[2];
    uint32_t *bead[2]; /* by sentence */
    size_t bead_count;
    uint32_t *bead_use;     /* by bead: its first Chinese use; two more */
    bihe_link_table links;  /* the lexicon's, of words that the beads use, and the text's own */
    bihe_own_pair *pairs;   /* one more than there are */
    bihe_own_place *places; /* of a pair ascending by use[0] */
    size_t pair_count;
    float *scale[2]; /* by use */
    float *own[2];   /* by use: how often its word explains one of the other side in its bead */
    float *rest[2];  /* by use: how often in other beads, and a little more */
} bihe_selftrain;

/* Learns from beads that follow each other without a gap; those of more than four sentences are
 * passed over. */
bihe_status bihe_selftrain_run(bihe_selftrain *self, const bihe_terms *words,
                               const bihe_bead_list *beads, const bihe_allocator *allocator,
                               bihe_error *err);
void bihe_selftrain_clear(bihe_selftrain *self);

/* The bead of sentence `i` of the text; bead_count where it is in none. */
static inline uint32_t bihe_selftrain_bead(const bihe_selftrain *self, int side, size_t i)
{
    const size_t at = i - self->sentence[side]; /* wraps before the first */
    return at < self->sentence_count[side] ? self->bead[side][at] : (uint32_t)self->bead_count;
}

/* A pair of words, and those of its places that may be in two beads (others do no harm). */
typedef struct bihe_own_query {
    uint32_t pair;
    uint32_t bead[2];
    const bihe_own_place *near;
    size_t near_count;
} bihe_own_query;

/* What all beads but two say of a pair. */
typedef struct bihe_own_rest {
    float count[2];                 /* links, expected */
    const bihe_own_place *other[2]; /* a place in each of the two beads, where they differ; NULL */
} bihe_own_rest;

/* Walks along the near places. */
bihe_own_rest bihe_selftrain_rest(const bihe_selftrain *self, const bihe_own_query *query);

/* P(word of side s | the other) for the pair at uses `use` of the two beads; 0 where the others say
 * nothing. */
void bihe_selftrain_given(const bihe_selftrain *self, const bihe_own_rest *rest,
                          const uint32_t use[2], float given[2]);

#endif
