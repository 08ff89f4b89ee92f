/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of an input, each up to a limit, however long the input.
 */
#ifndef BIHE_IMPORT_ROWS_H
#define BIHE_IMPORT_ROWS_H

#include "import/reader.h"

typedef struct bihe_rows {
    bihe_buffer text; /* read and not passed on yet, from `start` on */
    size_t start;
    size_t number; /* of the last line passed on, from 1 */
    bool ended;
} bihe_rows;

void bihe_rows_init(bihe_rows *rows, const bihe_allocator *allocator);
void bihe_rows_clear(bihe_rows *rows);

/* The next line without its end (LF or CR LF) and without a byte order mark at the start of the
 * file; *found is false at the end. A line beyond the limit is passed over and reported. Borrowed
 * until the next call. */
bihe_status bihe_rows_next(bihe_rows *rows, bihe_reader *reader, bool *found, bihe_view *line,
                           bihe_error *err);

#endif
