/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole files in, atomic files out, read-only maps.
 */
#ifndef BIHE_BASE_FILE_H
#define BIHE_BASE_FILE_H

#include "base/buffer.h"
#include "base/gzip.h"

/* Appends the file's bytes ("-": standard input) to `out`. BIHE_ERROR_LIMIT past `limit` bytes
 * (told from the size where the file has one, so nothing is read then). */
bihe_status bihe_file_read(const char *path, size_t limit, bihe_buffer *out, bihe_error *err);

/* Whether `path` is a file that can be read twice: no folder, pipe, device or standard input. */
bool bihe_file_is_regular(const char *path);

/* An output that appears under its name only when complete. A name that ends in ".gz" makes it a
 * gzip file. */
typedef struct bihe_output {
    bihe_allocator allocator;
    int fd;          /* -1 once closed */
    char *path;      /* the final name; NULL for standard output */
    char *temporary; /* beside it; NULL where written directly (pipes, devices, standard output) */
    bihe_buffer pending; /* bytes for the file that are not written yet */
    bihe_gzip *gzip;     /* NULL: as they come */
} bihe_output;

/* "-" is standard output; a path that is no regular file (a pipe, /dev/full) is written directly.
 * Through a link the file it leads to is replaced; a file that is replaced keeps its permissions.
 * On failure there is nothing to release. */
bihe_status bihe_output_open(bihe_output *out, const char *path, const bihe_allocator *allocator,
                             bihe_error *err);
bihe_status bihe_output_write(bihe_output *out, bihe_view bytes, bihe_error *err);

/* Writes what is pending, to the disk too, and closes the file, which stays under its temporary
 * name: nothing can be written any more, and little memory is held. On failure `out` is released as
 * by abandon. */
bihe_status bihe_output_seal(bihe_output *out, bihe_error *err);

/* Seals where that is not done, and renames; releases `out` in any case, removing the temporary on
 * failure. */
bihe_status bihe_output_close(bihe_output *out, bihe_error *err);

/* Releases `out` and removes the temporary. */
void bihe_output_abandon(bihe_output *out);

/* A file mapped read-only. {NULL, 0} when unmapped. */
typedef struct bihe_map {
    const unsigned char *ptr;
    size_t len;
} bihe_map;

/* Maps the whole file; an empty one is BIHE_ERROR_INPUT. */
bihe_status bihe_map_open(bihe_map *map, const char *path, bihe_error *err);
void bihe_map_close(bihe_map *map);

#endif
