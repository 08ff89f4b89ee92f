/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a file or standard input, however long the file, each up to a limit.
 */
#ifndef BIHE_CLI_LINES_H
#define BIHE_CLI_LINES_H

#include "bihe/bihe.h"

#include <stdio.h>

typedef struct line_reader {
    FILE *file;
    const char *name;
    char *line; /* without its end (and a byte order mark before the first); NUL after it */
    size_t len, capacity, limit;
    size_t number; /* of `line`, from 1 */
    bool too_long; /* the line went past the limit; `line` holds its start */
    bool failed;   /* reading or memory failed; reported on stderr */
} line_reader;

/* "-" is standard input. False, reported on stderr, when it cannot be opened. */
bool lines_open(line_reader *reader, const char *path, size_t limit);

/* The next line; false at the end or on failure. */
bool lines_next(line_reader *reader);
void lines_close(line_reader *reader);

/* All of a file ("-": standard input), to be freed. NULL, reported on stderr, when it cannot be
 * read or is longer than `limit` bytes. */
char *lines_read_all(const char *path, size_t limit, size_t *len);

#endif
