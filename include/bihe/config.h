/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of settings in YAML, as the command reads `bihe.yaml`: names with values or lists of
 * values, and below the name of a command those for that command alone.
 *
 *     min-score: 0.8
 *     align:
 *       output: [memory.tmx, memory.tsv]
 *
 * Threads: calls are independent of each other. Memory: nothing is left allocated.
 */
#ifndef BIHE_CONFIG_H
#define BIHE_CONFIG_H

#include "bihe/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One name with what it is set to. Borrowed until the call it is given to returns. */
typedef struct bihe_config_entry {
    const char *section; /* the name it stands below; "" at the top */
    const char *name;
    const char *const *values; /* as written, without quotes */
    size_t count;              /* of values; 1 for a single one, any number for a list */
    bool list;
    size_t line, column; /* of the value, from 1 */
} bihe_config_entry;

/* Takes an entry. Another status than BIHE_OK ends the reading and is its result. */
typedef bihe_status (*bihe_config_fn)(void *user, const bihe_config_entry *entry, bihe_error *err);

/* Gives the entries of a file to `fn` in their order. An empty file has none. `allocator` NULL
 * means malloc's. BIHE_ERROR_IO, _MEMORY; BIHE_ERROR_INPUT with file, line and column where it is
 * not such a file, BIHE_ERROR_LIMIT beyond 1 MiB. */
BIHE_API bihe_status bihe_config_read(const char *path, const bihe_allocator *allocator,
                                      bihe_config_fn fn, void *user, bihe_error *err);

#ifdef __cplusplus
}
#endif
#endif
