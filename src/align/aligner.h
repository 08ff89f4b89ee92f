/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentence alignment of two texts: anchors, corridor, costs, dynamic programme, posteriors.
 */
#ifndef BIHE_ALIGN_ALIGNER_H
#define BIHE_ALIGN_ALIGNER_H

#include "bihe/align.h"
#include "model/model.h"

/* What one side looks like to the aligner. How sure its boundaries are is in the sentences: where
 * `margin` is below BIHE_DOUBTFUL_MARGIN a sentence may be one with the next, below 0 it probably
 * is. Sentences that were given, not found, have the margin of a passage's end or 0. `joints` are
 * not looked at: sentences are cut at them before (see joints.c). */
typedef struct bihe_align_side {
    const bihe_sentence *sentences;
    size_t count;
} bihe_align_side;

/* A growing list of beads; zero it first, free items with bihe_mem_free. */
typedef struct bihe_bead_list {
    bihe_bead *items;
    size_t count, capacity;
} bihe_bead_list;

static inline bool bihe_bead_is_pair(const bihe_bead *bead)
{
    return bead->count[0] > 0 && bead->count[1] > 0;
}

/* Appends the beads of the two sides, with scores; indices count from the sides' first sentences.
 * Uses max_bead and max_bead_sum of the options. */
bihe_status bihe_aligner_run(const bihe_align_sources *sources, const bihe_options *options,
                             const bihe_align_side sides[2], bihe_bead_list *beads,
                             const bihe_allocator *allocator, bihe_error *err);

/* Two texts to align. */
typedef struct bihe_align_job {
    const bihe_align_sources *sources;
    const bihe_options *options;
    const bihe_align_side *sides; /* two */
    double *related; /* not NULL: scores are lowered where the sides do not agree, and how sure it
                      * is that they belong together gets here, see agree.h */
} bihe_align_job;

/* bihe_aligner_run and bihe_agree with the words cut once; the glossary is heard by both. */
bihe_status bihe_aligner_do(const bihe_align_job *job, bihe_bead_list *beads,
                            const bihe_allocator *allocator, bihe_error *err);

#endif
