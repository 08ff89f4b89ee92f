/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a bead costs: the log probability the dynamic programme adds up.
 */
#ifndef BIHE_ALIGN_COST_H
#define BIHE_ALIGN_COST_H

#include "align/aligner.h"
#include "align/fence.h"
#include "align/passages.h"
#include "align/seams.h"

enum { BIHE_SHAPE_LIMIT = 66 }; /* 8 x 8 beads with both sides, 1-0 and 0-1 */

/* A bead of n[0] sentences of side 0 and n[1] of side 1. */
typedef struct bihe_shape {
    uint8_t n[2];
} bihe_shape;

enum { BIHE_TAIL_STEPS = 64, BIHE_TAIL_LIMIT = 8 }; /* table of the length term, see cost.c */

typedef struct bihe_cost {
    bihe_align_parameters parameters;
    bihe_shape shapes[BIHE_SHAPE_LIMIT]; /* all that options allow; first 1-0 and 0-1 */
    double prior[BIHE_SHAPE_LIMIT];      /* log prior of each */
    size_t shape_count;
    size_t count[2];   /* sentences */
    double *length[2]; /* characters before each sentence; length[s][count[s]] is all of them */
    bihe_passages passages;
    bihe_seams seams;             /* doubtful ends of sentences */
    bihe_fence fence;             /* hard anchors */
    struct bihe_lexical *lexical; /* what the words say; NULL: nothing */
    double tail[BIHE_TAIL_STEPS * BIHE_TAIL_LIMIT + 2];
} bihe_cost;

enum { BIHE_SHAPE_OMIT_0, BIHE_SHAPE_OMIT_1, BIHE_SHAPE_FIRST_PAIR }; /* places in `shapes` */

bihe_status bihe_cost_init(bihe_cost *cost, const bihe_model *model, const bihe_options *options,
                           const bihe_align_side sides[2], const bihe_allocator *allocator,
                           bihe_error *err);
void bihe_cost_clear(bihe_cost *cost, const bihe_allocator *allocator);

/* Log probability (up to a constant) of the bead of shape `k` that ends before sentence end0 of
 * side 0 and end1 of side 1. The bead must lie within the texts; one that a hard
 * anchor forbids has -inf. Where words count, end0 is the row that cost->lexical was asked for last
 * (cost_row.h gives whole rows). */
double bihe_cost_bead(const bihe_cost *cost, size_t k, size_t end0, size_t end1);

/* The part of it that no learned weight stands for: passages (passages.h), doubtful ends of
 * sentences (seams.h). */
double bihe_cost_fixed(const bihe_cost *cost, size_t k, size_t end0, size_t end1);

/* The length term of a bead of l1 characters of side 0 and l2 of side 1. */
double bihe_cost_length(const bihe_cost *cost, double l1, double l2);

/* log of P(|x| >= delta) for a standard normal x, delta >= 0. */
double bihe_cost_tail(const bihe_cost *cost, double delta);

#endif
