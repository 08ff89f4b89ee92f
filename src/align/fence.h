/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hard anchors: places of both texts that every path passes. They divide the matrix into boxes that
 * touch at their corners; no bead leaves its box.
 */
#ifndef BIHE_ALIGN_FENCE_H
#define BIHE_ALIGN_FENCE_H

#include "align/corridor.h"

#include "align/aligner.h"

typedef struct bihe_fence {
    size_t count;        /* anchors; 0: no arrays */
    uint32_t *at[2];     /* by anchor: the sentence of each side it stands before */
    uint32_t *before[2]; /* by sentence, and two more: anchors that stand before an earlier one */
} bihe_fence;

/* The k-th anchored sentence of one side belongs to the k-th of the other. BIHE_ERROR_INPUT where
 * the sides have different numbers of them. */
bihe_status bihe_fence_init(bihe_fence *fence, const bihe_align_side sides[2],
                            const bihe_allocator *allocator, bihe_error *err);
void bihe_fence_clear(bihe_fence *fence, const bihe_allocator *allocator);

/* Whether a bead of sentences [from[s], to[s]) of the sides keeps within a box. */
bool bihe_fence_allows(const bihe_fence *fence, const size_t from[2], const size_t to[2]);

/* Takes what no path passes out of a corridor that has all anchors inside. */
void bihe_fence_clip(const bihe_fence *fence, bihe_corridor *corridor);

#endif
