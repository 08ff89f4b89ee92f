/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting a passage into sentences by the rules of its language: every place where a sentence may
 * end is found and placed (scan.c, place.c), what speaks for and against it is gathered
 * (evidence.c), judged by rules (judge.c) and by what was learned (features.c).
 */
#ifndef BIHE_ALIGN_SEGMENT_H
#define BIHE_ALIGN_SEGMENT_H

#include "align/notes.h"
#include "bihe/align.h"
#include "model/rules.h"

/* A growing list of cuts; zero it first, clear it with bihe_cut_list_clear. */
typedef struct bihe_cut_list {
    bihe_cut *items; /* their `joints` are set by bihe_cut_list_link */
    size_t count, capacity;
    bihe_optional_joint *joints; /* of all cuts, in order */
    size_t joint_count, joint_capacity;
    size_t joints_placed; /* those that belong to a cut already */
} bihe_cut_list;

/* Log-odds of a boundary that is certain: a passage's end, a place that the input says is one. */
#define BIHE_CERTAIN_MARGIN 30.0

/* What segmenting works with; all borrowed. */
typedef struct bihe_segmenter {
    const bihe_rules *rules;
    bihe_matcher *matcher;
    const bihe_notes *notes; /* of the whole document; NULL: each passage for itself */
    const bihe_allocator *allocator;
} bihe_segmenter;

/* Appends the sentences of `text`, a passage, as trimmed ranges in order; all text other than white
 * space is in exactly one. A line break inside is weighed like any other place: a blank line always
 * ends a sentence, a single one by what stands beside it. Linear in the text. */
bihe_status bihe_segmenter_cut(const bihe_segmenter *segmenter, bihe_view text, bihe_cut_list *cuts,
                               bihe_error *err);

/* The same for a passage without a document. */
bihe_status bihe_segment_passage(const bihe_rules *rules, bihe_matcher *matcher, bihe_view text,
                                 bihe_cut_list *cuts, const bihe_allocator *allocator,
                                 bihe_error *err);

/* Points each cut at its joints, the first one at the list's; anything appended later undoes it. */
void bihe_cut_list_link(bihe_cut_list *cuts);

/* Forgets the cuts and keeps the room. */
void bihe_cut_list_empty(bihe_cut_list *cuts);
void bihe_cut_list_clear(bihe_cut_list *cuts, const bihe_allocator *allocator);

#endif
