/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Front matter that says one thing in both languages: `title` and `title_zh`, `title: {en:, zh:}`,
 * `title: 雪 / Snow`, or a key that both files of a pair have.
 */
#ifndef BIHE_POST_FIELD_H
#define BIHE_POST_FIELD_H

#include "base/arena.h"
#include "text/yaml.h"

/* A text in each language. Borrowed from the front matter. */
typedef struct bihe_field {
    bihe_view text[2];
    size_t line[2];  /* of the file, 1-based */
    size_t front[2]; /* which front matter it is from: 0 or 1 */
} bihe_field;

typedef struct bihe_field_list {
    bihe_field *items;
    size_t count, capacity;
} bihe_field_list;

/* Collects the fields of one front matter, or of two (of a file and of the comment or file that
 * translates it; NULL: none) in the order of the first. Values that are not in the two languages by
 * their script are none. Free items with bihe_mem_free. False when out of memory. */
bool bihe_fields_collect(bihe_field_list *fields, const bihe_yaml *const front[2],
                         const bihe_allocator *allocator);

#endif
