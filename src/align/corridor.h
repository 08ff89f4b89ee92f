/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The part of the matrix of two texts that the dynamic programme looks at: in each row (sentences
 * of side 0 already read) a range of columns (sentences of side 1 already read). All later tables
 * are as large as the corridor, never as the matrix.
 */
#ifndef BIHE_ALIGN_CORRIDOR_H
#define BIHE_ALIGN_CORRIDOR_H

#include "base/memory.h"

/* Ranges never step back (from and to do not fall from row to row), a row shares a column with the
 * next, row 0 has column 0 and the last row has the last column: a path always exists. */
typedef struct bihe_corridor {
    size_t rows;    /* sentences of side 0, plus 1 */
    size_t columns; /* sentences of side 1, plus 1 */
    size_t *from;   /* first column of each row */
    size_t *to;     /* past the last column of each row */
    size_t *offset; /* cells before each row; offset[rows] is the number of all cells */
} bihe_corridor;

/* A corridor for texts of `count` sentences with its arrays made and nothing in them. */
bihe_status bihe_corridor_init(bihe_corridor *corridor, const size_t count[2],
                               const bihe_allocator *allocator, bihe_error *err);
void bihe_corridor_clear(bihe_corridor *corridor, const bihe_allocator *allocator);

/* Makes any from/to given so far keep the promises above by widening rows, and numbers the cells.
 */
void bihe_corridor_finish(bihe_corridor *corridor);

/* Columns of the widest row. */
size_t bihe_corridor_widest(const bihe_corridor *corridor);

static inline bool bihe_corridor_has(const bihe_corridor *corridor, size_t row, size_t column)
{
    return column >= corridor->from[row] && column < corridor->to[row];
}

/* The number of a cell inside the corridor, from 0. */
static inline size_t bihe_corridor_cell(const bihe_corridor *corridor, size_t row, size_t column)
{
    return corridor->offset[row] + (column - corridor->from[row]);
}

#endif
