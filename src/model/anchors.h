/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hard anchors of a file: lines where the user says that both texts are at the same place.
 */
#ifndef BIHE_ANCHORS_H
#define BIHE_ANCHORS_H

#include "base/memory.h"

/* A sentence of each side: the number-th that starts on a line of its file, both from 1. */
typedef struct bihe_line_anchor {
    size_t line[2], number[2];
    size_t at; /* line of the anchor file */
} bihe_line_anchor;

/* Zero it first. */
typedef struct bihe_anchor_file {
    const char *path; /* borrowed */
    bihe_line_anchor *items;
    size_t count, capacity;
} bihe_anchor_file;

/* Reads "LINE[:NUMBER] TAB LINE[:NUMBER]" (Chinese, English), one a line, ascending on both sides;
 * lines that are empty or start with # are passed over. BIHE_ERROR_INPUT with the line of the file
 * where it holds anything else. */
bihe_status bihe_anchor_file_read(bihe_anchor_file *file, const char *path,
                                  const bihe_allocator *allocator, bihe_error *err);
void bihe_anchor_file_clear(bihe_anchor_file *file, const bihe_allocator *allocator);

#endif
