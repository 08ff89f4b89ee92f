/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting a passage into sentences by the rules of its language: every place where a sentence may
 * end is found and placed (scan.c), what speaks for and against it is gathered (evidence.c) and
 * weighed (judge.c).
 */
#ifndef BIHE_ALIGN_SEGMENT_H
#define BIHE_ALIGN_SEGMENT_H

#include "bihe/align.h"
#include "model/rules.h"

/* A growing list of cuts; zero it first, clear it with bihe_cut_list_clear. */
typedef struct bihe_cut_list {
    bihe_cut *items;
    size_t count, capacity;
} bihe_cut_list;

/* Appends the sentences of `text`, a passage, as trimmed ranges in order; all text other than white
 * space is in exactly one. A line break inside is weighed like any other place: a blank line always
 * ends a sentence, a single one by what stands beside it. Linear in the text. */
bihe_status bihe_segment_passage(const bihe_rules *rules, bihe_matcher *matcher, bihe_view text,
                                 bihe_cut_list *cuts, const bihe_allocator *allocator,
                                 bihe_error *err);
void bihe_cut_list_clear(bihe_cut_list *cuts, const bihe_allocator *allocator);

#endif
