/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the training of the aligner's weights: documents with their true beads
 * (train_align.c), the conditional random field (train_crf.c).
 */
#ifndef BIHE_ALIGN_TRAIN_WEIGHTS_H
#define BIHE_ALIGN_TRAIN_WEIGHTS_H

#include "align/stages.h"

/* A document whose alignment is known. */
typedef struct bihe_known {
    size_t group; /* documents made from one have the same */
    double weight;
    bihe_graph graph;
    bihe_shape *shape_copy; /* graph.shapes */
    float *features;        /* by arc, BIHE_FEATURES each */
    float *fixed;           /* by arc: what no weight changes */
    bool *right;            /* by arc: it is a true bead */
    bihe_bead_list beads;   /* all true beads */
} bihe_known;

/* Weights that make the true beads of `documents` most probable (Lafferty, McCallum and Pereira
 * 2001), found by L-BFGS (Nocedal 1980); documents of group `without` are left out. The
 * same documents give the same weights. *weights holds those of the generative model before. */
bihe_status bihe_train_crf(const bihe_known *documents, size_t count, size_t without,
                           bihe_align_weights *weights, const bihe_allocator *allocator,
                           bihe_error *err);

/* *out gets the log probability of the true beads, in nats. */
bihe_status bihe_known_probability(const bihe_known *document, const float *weights, double *out,
                                   const bihe_allocator *allocator, bihe_error *err);

/* values[k] = weights . features of arc k. */
void bihe_known_values(const bihe_known *document, const float *weights, float *values);

#endif
