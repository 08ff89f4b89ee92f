/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a loaded model holds. Immutable after loading.
 */
#ifndef BIHE_MODEL_MODEL_H
#define BIHE_MODEL_MODEL_H

#include "base/arena.h"
#include "bihe/model.h"
#include "model/charlm.h"
#include "model/config.h"
#include "model/lexicon.h"
#include "model/rules.h"
#include "model/weights.h"

struct bihe_model {
    bihe_allocator allocator;
    bihe_arena arena;
    const char *dir;
    const bihe_yaml *config; /* model.yaml */
    const char *lang[2];     /* "zh", "en" */
    bihe_rules *rules[2];
    bihe_align_parameters align;
    bihe_align_weights weights;
    bihe_charlm *chars;    /* NULL where the folder has no chars.bin */
    bihe_cues *cues;       /* the rules' cues; NULL where the folder has none */
    bihe_lexicon *lexicon; /* NULL where the folder has none */
};

/* Where it is known what words mean. */
typedef struct bihe_align_sources {
    const bihe_model *model;
    const bihe_lexicon *glossary; /* the user's, beside the model's lexicon; NULL: none */
} bihe_align_sources;

/* bihe_model_load without the files that training makes. */
bihe_status bihe_model_load_untrained(bihe_model **out, const char *dir,
                                      const bihe_allocator *allocator, bihe_error *err);

#endif
