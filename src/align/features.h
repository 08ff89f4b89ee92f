/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The combiner: what was learned of words, as features whose weighted sum is added to the judgement
 * by rules (a log-linear model; Berger, Della Pietra and Della Pietra 1996).
 */
#ifndef BIHE_ALIGN_FEATURES_H
#define BIHE_ALIGN_FEATURES_H

#include "align/evidence.h"

enum {
    BIHE_MAX_FEATURES = 16,
    BIHE_SETTLED = 9, /* log-odds beyond which the judgement by rules stands */
    /* features of form (bihe_features_of_form) come after those with a weight in the file */
    BIHE_FORM_FEATURES = 1024,
    BIHE_ALL_FEATURES = BIHE_CUES_WEIGHTS + BIHE_FORM_FEATURES,
};

typedef struct bihe_feature {
    uint16_t index;
    float value;
} bihe_feature;

/* Writes the features that are not zero, with indices below BIHE_CUES_WEIGHTS; returns how many. */
size_t bihe_features(const bihe_evidence *evidence, const bihe_joint *joint,
                     bihe_feature features[BIHE_MAX_FEATURES]);

/* The same for features that only describe how a joint is written, for training: they take up how
 * often joints of a kind end sentences in the training text. The rules know better how often they
 * do elsewhere, so these weights are not kept. */
size_t bihe_features_of_form(const bihe_evidence *evidence, const bihe_joint *joint,
                             bihe_feature features[BIHE_MAX_FEATURES]);

/* The weight of a feature before anything is learned, for evidence that the training text shows too
 * seldom: a cue to begin a sentence is a log-odds in its own right, and a document that uses a word
 * as an abbreviation will go on to. */
double bihe_feature_prior(size_t index);

/* 1 for evidence that can only speak for a boundary, -1 for evidence that can only speak against
 * one, 0 for a feature of form. Weights of the other sign would be accidents of the training text.
 */
int bihe_feature_sign(size_t index);

/* The weighted sum. */
double bihe_features_weigh(const bihe_cues *cues, const bihe_feature *features, size_t count);

#endif
