/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file read piece by piece, decompressed where it is a gzip file.
 */
#ifndef BIHE_BASE_INPUT_H
#define BIHE_BASE_INPUT_H

#include "base/buffer.h"
#include "base/gzip.h"

typedef struct bihe_input {
    bihe_allocator allocator;
    int fd;
    const char *path; /* borrowed; for errors */
    bihe_buffer raw;  /* bytes of the file, those before `used` done with */
    size_t used;
    bool started, ended; /* looked at the first bytes; saw the end of the file */
    bihe_gunzip *gunzip; /* NULL: as it is */
} bihe_input;

/* "-" is standard input. `path` must live as long as the input. On failure there is nothing to
 * release. */
bihe_status bihe_input_open(bihe_input *input, const char *path, const bihe_allocator *allocator,
                            bihe_error *err);
void bihe_input_close(bihe_input *input);

/* Appends the next bytes, at most 64 KiB; none at the end. BIHE_ERROR_INPUT where a gzip file is
 * damaged or ends too early. */
bihe_status bihe_input_read(bihe_input *input, bihe_buffer *out, bihe_error *err);

#endif
