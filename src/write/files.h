/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of one writer: one, or two side by side, each perhaps in numbered parts
 * (NAME.001.tmx, NAME.002.tmx …). None appears under its name before all are complete.
 */
#ifndef BIHE_WRITE_FILES_H
#define BIHE_WRITE_FILES_H

#include "base/file.h"

/* How the files are called: STEM EXTENSION, or STEM .001 EXTENSION. */
typedef struct bihe_file_names {
    bihe_view stem; /* "-" without extension: standard output */
    bihe_view extension[2];
    size_t count;  /* files side by side: 1 or 2 */
    bool numbered; /* in parts */
} bihe_file_names;

typedef struct bihe_files {
    bihe_allocator allocator;
    bihe_buffer names; /* the stem and the extensions, one after the other */
    size_t length[3];  /* bytes of each in `names` */
    size_t count;      /* as in the names */
    size_t part;       /* number of the open part, from 1; 0: not in parts */
    bihe_output open[2];
    size_t open_count;
    bihe_output *sealed; /* the parts before */
    size_t sealed_count, sealed_capacity;
} bihe_files;

/* Opens the first part. On failure there is nothing to release. */
bihe_status bihe_files_open(bihe_files *files, const bihe_file_names *names,
                            const bihe_allocator *allocator, bihe_error *err);

/* Appends to the open part of file 0 or 1. */
bihe_status bihe_files_write(bihe_files *files, size_t file, bihe_view bytes, bihe_error *err);

/* Closes the open part and opens the next; the files must be numbered. */
bihe_status bihe_files_next(bihe_files *files, bihe_error *err);

/* Gives every file its name and releases `files`. On failure those that have no name yet are
 * removed. */
bihe_status bihe_files_finish(bihe_files *files, bihe_error *err);

/* Removes every file and releases `files`. */
void bihe_files_abandon(bihe_files *files);

#endif
