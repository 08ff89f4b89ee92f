/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where something long is left out, the path leaves the line before it for the one behind it. The
 * clues that sentences share with those along the two lines tell where, so that the corridor need
 * not hold all ways from one to the other.
 */
#ifndef BIHE_ALIGN_CROSSING_H
#define BIHE_ALIGN_CROSSING_H

#include "align/clues.h"

/* Nodes from[] to to[]; `side` is that with fewer sentences between them. */
typedef struct bihe_crossing {
    int side;
    size_t from[2], to[2];
    const size_t *line[2]; /* by sentences of `side` read since from[side], up to to[side]: those of
                            * the other side read, along the line before (0) and behind (1) */
} bihe_crossing;

/* Sets range[0] .. range[1], sentences of `side` read, to all places where the path may cross: all
 * of them where the clues do not tell. */
bihe_status bihe_crossing_find(const bihe_crossing *crossing, const bihe_clues *clues,
                               size_t range[2], const bihe_allocator *allocator, bihe_error *err);

#endif
