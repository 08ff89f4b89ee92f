/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the beads of a whole row of the corridor cost: as bihe_cost_bead, side by side.
 */
#ifndef BIHE_ALIGN_COST_ROW_H
#define BIHE_ALIGN_COST_ROW_H

#include "align/corridor.h"
#include "align/cost.h"

enum { BIHE_SIDE_LIMIT = 8 }; /* sentences of a bead's side, at most */

typedef struct bihe_cost_rows {
    const bihe_cost *cost;
    const bihe_corridor *corridor;
    const bihe_allocator *allocator;
    size_t columns; /* of the row at hand */
    float *sums[2]; /* what words say, summed up, see cost_row.c */
    float *delta;   /* by column: of lengths */
    int8_t shape[BIHE_SIDE_LIMIT + 1][BIHE_SIDE_LIMIT + 1]; /* by sentences; -1: none */
    int most[2];                                            /* sentences of each side in a bead */
} bihe_cost_rows;

bihe_status bihe_cost_rows_init(bihe_cost_rows *rows, const bihe_cost *cost,
                                const bihe_corridor *corridor, const bihe_allocator *allocator,
                                bihe_error *err);
void bihe_cost_rows_clear(bihe_cost_rows *rows);

/* Columns [from, to) of row `i` in which beads of shape `k` end that start inside the corridor. */
typedef struct bihe_columns {
    size_t from, to;
} bihe_columns;

static inline bihe_columns bihe_cost_columns(const bihe_cost *cost, const bihe_corridor *corridor,
                                             size_t k, size_t i)
{
    const bihe_shape s = cost->shapes[k];
    if (i < s.n[0]) return (bihe_columns){0, 0};
    const size_t from = corridor->from[i - s.n[0]] + s.n[1], to = corridor->to[i - s.n[0]] + s.n[1];
    const bihe_columns own = {corridor->from[i], corridor->to[i]};
    const bihe_columns both = {from > own.from ? from : own.from, to < own.to ? to : own.to};
    return both.from < both.to ? both : (bihe_columns){0, 0};
}

/* Fills value[k (columns of the row) + column - the first] for these columns, and leaves the others
 * as they are. Rows are asked for in order. */
bihe_status bihe_cost_row(bihe_cost_rows *rows, size_t i, float *value, bihe_error *err);

#endif
