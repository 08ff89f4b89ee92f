/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds and their chain: which sentences very likely belong together, far apart in long texts, so
 * that the dynamic programme need only look near them.
 */
#ifndef BIHE_ALIGN_CHAIN_H
#define BIHE_ALIGN_CHAIN_H

#include "align/clues.h"

/* Sentence at[0] of side 0 seems to belong to sentence at[1] of side 1. */
typedef struct bihe_seed {
    uint32_t at[2];
    float weight; /* > 0, of the clues that say so */
} bihe_seed;

/* A growing list of seeds; zero it first, free items with bihe_mem_free. */
typedef struct bihe_seed_list {
    bihe_seed *items;
    size_t count, capacity;
} bihe_seed_list;

/* A part of the matrix: sentences from[s] up to, not including, to[s] of both sides. */
typedef struct bihe_box {
    size_t from[2], to[2];
} bihe_box;

/* Appends a chain of seeds for each of `count` boxes, one or more, that follow each other along
 * both texts, and between two of them the corner where they touch: both sentence numbers rise, the
 * weights' sum is large, and what does not fit its neighbours is left out. Time and memory grow
 * with the texts and their clues, not with the boxes' areas. Long stretches without a seed remain
 * where the texts hold no clue. */
bihe_status bihe_chain_find(const bihe_clues *clues, const bihe_box *boxes, size_t count,
                            bihe_seed_list *chain, const bihe_allocator *allocator,
                            bihe_error *err);

#endif
