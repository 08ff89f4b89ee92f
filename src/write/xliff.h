/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the two versions of XLIFF share: consecutive units of one post stand in one <file>.
 */
#ifndef BIHE_WRITE_XLIFF_H
#define BIHE_WRITE_XLIFF_H

#include "write/writer.h"

/* The writer's own state. */
typedef struct bihe_xliff {
    bool open;           /* a <file> */
    bihe_buffer head;    /* how it starts */
    size_t files, units; /* so far, in the open part */
    size_t strangers;    /* units whose languages are not those of the whole file (2.1) */
} bihe_xliff;

/* The state for a new part, made where there is none. NULL when out of memory. */
bihe_xliff *bihe_xliff_start(bihe_writer *writer);

/* Whether the open <file> is the one that writer->scratch starts; else takes note that it is now.
 */
bool bihe_xliff_is_open(bihe_writer *writer);

/* Appends START, the clean text of the side, STOP. */
bihe_status bihe_xliff_append_side(bihe_writer *writer, const bihe_unit *unit, int side,
                                   const char *start, const char *stop, bihe_error *err);

void bihe_xliff_release(bihe_writer *writer);

#endif
