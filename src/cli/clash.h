/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Outputs that would overwrite an input or each other, found before anything is written: by device
 * and inode for files that are there, by those of the folder and the name for others, so that
 * "./a", "a" and a link to it are one.
 */
#ifndef BIHE_CLI_CLASH_H
#define BIHE_CLI_CLASH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct clash_file {
    char *path;
    size_t item; /* of the caller: what the file belongs to */
    bool output;
    bool with_input;  /* `with` is an input */
    const char *with; /* the path that this output is the same file as; NULL: none */
    dev_t dev;        /* of the file, or of the folder it is to be in */
    ino_t ino;
    const char *name; /* in `path`; NULL for a file that is there */
    size_t order;     /* as added */
} clash_file;

typedef struct clash_list {
    clash_file *files;
    size_t count, capacity;
} clash_list;

/* Adds a file; "-", devices and pipes are left out. False when out of memory. */
bool clash_add_input(clash_list *list, const char *path, size_t item);

/* The same for an output; one in the format "moses" is two files. */
bool clash_add_output(clash_list *list, const char *path, const char *format, size_t item);

/* Sets `with` of each output that is the same file as an input, or as an output added before it. */
void clash_find(clash_list *list);
/* What is wrong with an output whose `with` is set, in one line. */
void clash_describe(const clash_file *file, char *message, size_t size);
void clash_clear(clash_list *list);

#endif
