/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The features of the beads of a graph.
 */
#ifndef BIHE_ALIGN_WEIGH_H
#define BIHE_ALIGN_WEIGH_H

#include "align/graph.h"
#include "align/terms.h"
#include "align/trust.h"

typedef struct bihe_weigh_input {
    const bihe_graph *graph;
    const bihe_cost *cost;
    const bihe_terms *words;
    const bihe_bead_list *lessons;     /* a path that the text teaches by; NULL: it does not */
    const bihe_align_weights *weights; /* features of words that these pass over are left 0; NULL:
                                        * all are wanted */
} bihe_weigh_input;

/* Called with the features of arc `arc`, in order; another status than BIHE_OK ends the walk. */
typedef bihe_status (*bihe_weigh_fn)(void *user, size_t arc, const float *features,
                                     bihe_error *err);

bihe_status bihe_weigh(const bihe_weigh_input *input, bihe_weigh_fn fn, void *user,
                       const bihe_allocator *allocator, bihe_error *err);

/* By arc: values[k] = weights . features, plus what no weight stands for (cost.h); explained[k]
 * (NULL: not wanted) its words. */
bihe_status bihe_weigh_values(const bihe_weigh_input *input, const bihe_align_weights *weights,
                              float *values, bihe_explained *explained,
                              const bihe_allocator *allocator, bihe_error *err);

#endif
