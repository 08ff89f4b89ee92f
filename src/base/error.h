/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling a caller's bihe_error. `err` may be NULL everywhere.
 */
#ifndef BIHE_BASE_ERROR_H
#define BIHE_BASE_ERROR_H

#include "bihe/error.h"

/* Records `code` with a formatted one-line message and no place; returns `code`. */
bihe_status bihe_fail(bihe_error *err, bihe_status code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with a file (NULL: none), line and column (0: unknown). */
bihe_status bihe_fail_at(bihe_error *err, bihe_status code, const char *file, size_t line,
                         size_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Out of memory. */
bihe_status bihe_fail_memory(bihe_error *err);

/* BIHE_ERROR_IO (BIHE_ERROR_MEMORY for ENOMEM) with "VERB: strerror" for `number` = errno. */
bihe_status bihe_fail_errno(bihe_error *err, const char *file, int number, const char *verb);

#endif
