/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of one file, decoded (and repaired), with its lines. Everything later points into it.
 */
#ifndef BIHE_POST_SOURCE_H
#define BIHE_POST_SOURCE_H

#include "base/arena.h"
#include "text/encoding.h"

typedef struct bihe_source {
    const char *name;         /* path as given; borrowed */
    bihe_view text;           /* valid UTF-8 without NUL and byte order mark; owned by the arena */
    bihe_decoded decoded;     /* what decoding met */
    const size_t *line_start; /* offset of each line's first byte */
    size_t line_count;        /* at least 1 */
} bihe_source;

/* Decodes `bytes` into `arena`. BIHE_ERROR_INPUT for binary data. */
bihe_status bihe_source_decode(bihe_source *source, const char *name, bihe_view bytes,
                               bihe_arena *arena, bihe_error *err);

/* Replaces the text (repair does) and finds its lines again. `text` must live in `arena`. */
bihe_status bihe_source_set_text(bihe_source *source, bihe_view text, bihe_arena *arena,
                                 bihe_error *err);

/* The 1-based line that holds byte `offset`. O(log lines). */
size_t bihe_source_line(const bihe_source *source, size_t offset);

#endif
