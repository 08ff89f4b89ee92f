/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which text is Chinese, which is English, and how the post is laid out.
 */
#ifndef BIHE_POST_SPLIT_H
#define BIHE_POST_SPLIT_H

#include "bihe/document.h"
#include "post/post.h"

/* Running text of one language from one block: what the segmenter works on. A passage ends a
 * sentence; its soft line breaks are gone (joined as its script wants). */
typedef struct bihe_passage {
    bihe_view text; /* no line breaks inside; in the arena */
    const bihe_span *spans;
    size_t span_count;
    bihe_block_kind kind;
    uint8_t level;
} bihe_passage;

/* Translator's notes, and in a pair what is in the wrong language, come last, each side in a
 * section of its own; what front matter says in both languages comes first. Passages that translate
 * each other and are aligned by themselves: count[s] of side s from first[s] on. */
typedef struct bihe_section {
    size_t first[2], count[2];
} bihe_section;

typedef struct bihe_sides {
    bihe_passage *passages[2];
    size_t count[2];
    size_t text_count[2];   /* of the passages: those behind translate nothing (notes) */
    bihe_section *sections; /* in order; together all passages */
    size_t section_count;
    bihe_layout layout; /* HALVES, ALTERNATING, PAIR or SINGLE */
    int only_side;      /* SINGLE: the side that has text, -1 for none; otherwise -1 */
    const char *how;    /* what showed the layout: "English in comments"; static storage */
} bihe_sides;

/* Side 0 (Chinese) or 1 (English) of a text by its letters, -1 where it has none or neither
 * script dominates. */
int bihe_side_of(bihe_view text);

/* Splits a post. `wanted` is AUTO, HALVES or ALTERNATING; `by_line`: every line is a passage. */
bihe_status bihe_split(bihe_sides *sides, const bihe_post *post, bihe_layout wanted, bool by_line,
                       bihe_arena *arena, bihe_error *err);

/* Takes two posts, one a side, whole. Comments are remarks there. */
bihe_status bihe_split_pair(bihe_sides *sides, const bihe_post posts[2], bihe_arena *arena,
                            bihe_error *err);

/* Takes two files of one sentence a line: every line is a passage, empty ones too. */
bihe_status bihe_split_lines(bihe_sides *sides, const bihe_source sources[2], bihe_arena *arena,
                             bihe_error *err);

#endif
