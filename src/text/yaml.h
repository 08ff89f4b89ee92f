/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML documents as a tree of nodes, read through libyaml's events without recursion and with
 * limits, so that an alias bomb or deep nesting is an error and not a crash.
 */
#ifndef BIHE_TEXT_YAML_H
#define BIHE_TEXT_YAML_H

#include "base/arena.h"

typedef enum bihe_yaml_kind {
    BIHE_YAML_NULL,
    BIHE_YAML_BOOL,
    BIHE_YAML_INT,
    BIHE_YAML_FLOAT,
    BIHE_YAML_TEXT, /* anything else, dates included, and every quoted scalar */
    BIHE_YAML_LIST,
    BIHE_YAML_MAP,
} bihe_yaml_kind;

/* A node. Children of lists and maps are linked by `next`; a child of a map has a `key`. */
typedef struct bihe_yaml {
    bihe_yaml_kind kind;
    bihe_view key;  /* in a map: the key's text */
    bihe_view text; /* scalars: as written, unquoted, NUL after it */
    double number;  /* INT, FLOAT, BOOL (0 or 1) */
    struct bihe_yaml *first, *next;
    size_t count;        /* children */
    size_t line, column; /* 1-based, in the text parsed */
} bihe_yaml;

/* What to parse, with what bihe_yaml_parse takes of the same names. */
typedef struct bihe_yaml_input {
    bihe_view text;
    const char *name;
    size_t first_line;
} bihe_yaml_input;

/* Parses one document. All memory comes from `arena` (libyaml's own aside). Scalars are typed by
 * YAML 1.2's core schema. An empty document gives a NULL node. Aliases are resolved by reference;
 * more than 10,000 nodes (aliased ones counted each time), nesting beyond 64, or a duplicate key is
 * BIHE_ERROR_INPUT with line and column, as are all syntax errors. `name` is the file for errors,
 * `first_line` the 1-based line of the file at which `text` starts. */
bihe_status bihe_yaml_parse(const bihe_yaml **out, bihe_view text, const char *name,
                            size_t first_line, bihe_arena *arena, bihe_error *err);

/* The same for text that people write: of a key that a map has twice the last value stays, and
 * `repeated` gets the last such key (its text, line and column), NULL where there is none. */
bihe_status bihe_yaml_parse_lenient(const bihe_yaml **out, const bihe_yaml_input *input,
                                    const bihe_yaml **repeated, bihe_arena *arena, bihe_error *err);

/* The value of a key of a map; NULL when absent or `map` is NULL or no map. */
const bihe_yaml *bihe_yaml_get(const bihe_yaml *map, const char *key);

/* The number at `key`, or `fallback` when absent. BIHE_ERROR_MODEL when it is no number. */
bihe_status bihe_yaml_number(const bihe_yaml *map, const char *key, double fallback, double *out,
                             const char *name, bihe_error *err);

#endif
