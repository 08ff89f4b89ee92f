/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Languages in the names of files, and patterns of names: what two halves of one post are told by.
 */
#ifndef BIHE_POST_NAMES_H
#define BIHE_POST_NAMES_H

#include "base/arena.h"

/* A path without what its two halves differ in. */
typedef struct bihe_name {
    int side;      /* BIHE_ZH, BIHE_EN; -1: the path does not say */
    bihe_view key; /* the same for both halves; in the arena; ptr NULL: out of memory */
} bihe_name;

/* The path without "." and empty components; in the arena, ptr NULL when out of memory. */
bihe_view bihe_name_normal(bihe_view path, bihe_arena *arena);

/* By the file's own name: "a/x.en.md" is English and has the key of "a/x.md". */
bihe_name bihe_name_beside(bihe_view path, bihe_arena *arena);

/* By the file's own name and the innermost folder that names a language, from byte `skip` on:
 * "en/x.md". Where the two contradict each other the side is -1 and the key that of the path. */
bihe_name bihe_name_across(bihe_view path, size_t skip, bihe_arena *arena);

/* The side that a language tag names ("zh", "zh_Hans", "en-GB"); -1 for any other. */
int bihe_name_language(bihe_view tag);

/* A pattern: CHINESE=ENGLISH, or the key of a front matter. */
typedef struct bihe_name_pattern {
    bihe_view side[2]; /* empty for a key */
    bihe_view key;     /* empty for two sides */
} bihe_name_pattern;

/* Borrows `text`. BIHE_ERROR_OPTION where it is no pattern. */
bihe_status bihe_name_pattern_parse(bihe_name_pattern *pattern, const char *text, bihe_error *err);

/* The path of the English file that goes with the Chinese one at `path`: the English side with what
 * the stars of the Chinese side stand for; `*` is any text without '/', `**` any text. Empty where
 * the path does not match; the Chinese side may begin at any of its folders. In the arena; ptr
 * NULL: out of memory. */
bihe_view bihe_name_other(const bihe_name_pattern *pattern, bihe_view path, bihe_arena *arena);

#endif
