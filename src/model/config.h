/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parameters of a model, read from model.yaml.
 */
#ifndef BIHE_MODEL_CONFIG_H
#define BIHE_MODEL_CONFIG_H

#include "text/yaml.h"

/* The length model and the beads; symbols as in Gale and Church (1993). */
typedef struct bihe_align_parameters {
    double ratio;           /* c: English characters a Chinese character, > 0 */
    double variance;        /* s2: variance of that ratio a character, > 0 */
    double length_weight;   /* weight of the length term's log probability, >= 0 */
    double merge_penalty;   /* log prior a sentence beyond 1-1, <= 0 */
    double passage_penalty; /* log prior a passage's end inside a bead, <= 0 */
    double edge_penalty;    /* log prior of a bead that ends where a passage ends on one side only,
                             * <= 0 */
    double kind_penalty;    /* log prior of a bead whose sides stand in blocks of different kinds,
                             * <= 0 */
    double word_weight[2];  /* weight of each side's words, explained by the other's, >= 0 */
    double omission;        /* log prior of a 1-0 or 0-1 bead, <= 0 */
} bihe_align_parameters;

/* Reads the map `align` of model.yaml (NULL: all defaults). `name` is the file for errors. */
bihe_status bihe_config_align(const bihe_yaml *align, bihe_align_parameters *out, const char *name,
                              bihe_error *err);

#endif
