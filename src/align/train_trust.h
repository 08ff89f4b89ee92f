/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calibration of scores.
 */
#ifndef BIHE_ALIGN_TRAIN_TRUST_H
#define BIHE_ALIGN_TRAIN_TRUST_H

#include "align/trust.h"

/* A bead that was chosen. */
typedef struct bihe_trial {
    double posterior, odds; /* see bihe_trust */
    bool pair;              /* it has two sides */
    bool right;
    bool foreign; /* its sides have nothing to do with each other */
    bool counts;  /* in the report: of a document as it is */
    bool swapped; /* of a copy in which sentences stand for others */
} bihe_trial;

/* Sets the calibration of the weights to what makes the trials most probable (logistic regression,
 * as Platt 1999): slope and offset by trials that are not of swapped copies, words and known by
 * right and foreign pairs, as if one in a hundred was foreign. */
void bihe_train_trust(const bihe_trial *trials, size_t count, bihe_align_weights *weights);

#endif
