/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A look into a file before it is read as a post: single values of its front matter, its language.
 */
#ifndef BIHE_POST_PEEK_H
#define BIHE_POST_PEEK_H

#include "base/arena.h"

/* A file in both languages, in comparable measure. */
enum { BIHE_PEEK_BOTH = 2 };

/* Finds the values of `count` keys in the front matter at the start of the file `path`: of plain
 * lines `key: value`, `key = value`, `"key": value` only. Keys compare without case, '_' and '-'.
 * Each value is without quotes and in the arena; empty where there is none, also where the file
 * cannot be read or is no regular one. False when out of memory. */
bool bihe_peek_front(const char *path, const char *const *keys, size_t count, bihe_view *values,
                     bihe_arena *arena);

/* The language of the text of the file `path` (comments left out): BIHE_ZH, BIHE_EN,
 * BIHE_PEEK_BOTH; -1 where it has none, cannot be read or is larger than `max_bytes`. False when
 * out of memory. */
bool bihe_peek_side(const char *path, size_t max_bytes, const bihe_allocator *allocator, int *side);

#endif
