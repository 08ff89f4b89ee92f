/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Doubtful ends of sentences: what it costs a bead to end at one, and what it costs less to join
 * the sentences on both sides of it.
 */
#ifndef BIHE_ALIGN_SEAMS_H
#define BIHE_ALIGN_SEAMS_H

#include "align/aligner.h"

typedef struct bihe_seams {
    float *end[2];    /* by sentence: log probability of a bead that ends with it, at most 0 */
    float *inside[2]; /* before each sentence, summed up: what joining saves */
} bihe_seams;

/* `merge_penalty` is the log prior of a bead for each sentence beyond 1-1. Arrays are made only
 * where a side has a doubtful end. */
bihe_status bihe_seams_init(bihe_seams *seams, const bihe_align_side sides[2], double merge_penalty,
                            const bihe_allocator *allocator, bihe_error *err);
void bihe_seams_clear(bihe_seams *seams, const bihe_allocator *allocator);

/* The part of side `side` in the log probability of a bead of its sentences [start, end). */
static inline double bihe_seams_term(const bihe_seams *seams, int side, size_t start, size_t end)
{
    if (seams->end[side] == NULL || start == end) return 0;
    return (double)(seams->end[side][end - 1] + seams->inside[side][end - 1] -
                    seams->inside[side][start]);
}

#endif
