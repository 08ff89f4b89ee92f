/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One alignment in the making, stage by stage: words, corridor, likely beads, what the text teaches
 * about its own words. Alignment decides by it; the training of the weights looks at it.
 */
#ifndef BIHE_ALIGN_STAGES_H
#define BIHE_ALIGN_STAGES_H

#include "align/lexical.h"
#include "align/weigh.h"

/* Zero it but for the first two. */
typedef struct bihe_stages {
    const bihe_allocator *allocator;
    const bihe_bead_list *also; /* beads that the graph must have; NULL: none */
    bihe_terms words;
    bihe_cost cost;
    bihe_corridor corridor;
    bihe_lexical lexical;
    bihe_graph graph;
    bihe_bead_list lessons; /* a path better than the graph's own to learn by; may be empty */
} bihe_stages;

/* Words, corridor and likely beads, with the best path by the lexicon and lengths alone. */
bihe_status bihe_stages_draft(bihe_stages *stages, const bihe_align_sources *sources,
                              const bihe_options *options, const bihe_align_side sides[2],
                              bihe_error *err);

/* Everything up to the decision. */
bihe_status bihe_stages_run(bihe_stages *stages, const bihe_align_sources *sources,
                            const bihe_options *options, const bihe_align_side sides[2],
                            bihe_error *err);
void bihe_stages_clear(bihe_stages *stages);

/* Appends the beads that are most probably right when `values` are the arcs' log weights; scores
 * are posteriors, not calibrated. */
bihe_status bihe_stages_decide(const bihe_graph *graph, const float *values, bihe_bead_list *beads,
                               const bihe_allocator *allocator, bihe_error *err);

/* What bihe_weigh takes. */
bihe_weigh_input bihe_stages_input(const bihe_stages *stages);

#endif
