/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is looked at in a bead, by name and number, and the weight of each. `bihe train align`
 * learns the weights; without a file of them the generative model of DESIGN stands in their place.
 */
#ifndef BIHE_MODEL_WEIGHTS_H
#define BIHE_MODEL_WEIGHTS_H

#include "base/buffer.h"
#include "model/config.h"

/* Words of different classes are evidence of different strength. */
typedef enum bihe_word_class {
    BIHE_CLASS_CONTENT,
    BIHE_CLASS_FUNCTION, /* so common that it is everywhere */
    BIHE_CLASS_MARK,     /* punctuation */
    BIHE_CLASS_COUNT
} bihe_word_class;

enum {
    BIHE_KEPT_MARKS = 8, /* that translators keep: ? ! ... dash : ; bracket quote */
    BIHE_BASIS = 3,      /* of a word's log ratio, see align/weigh.c */
    BIHE_SHAPES_ZH = 5,  /* beads of 0 .. 4 Chinese */
    BIHE_SHAPES_EN = 7,  /* and 0 .. 6 English sentences have weights of their own */
};

/* Features by number; names in weights.c. Blocks of more than one are indexed from their first. */
typedef enum bihe_feature_number {
    /* words: by side (0: Chinese words given English ones), class, basis */
    BIHE_F_WORDS = 0,
    BIHE_F_SHAPE = BIHE_F_WORDS + 2 * BIHE_CLASS_COUNT * BIHE_BASIS,
    BIHE_F_SHAPE_MORE = BIHE_F_SHAPE + BIHE_SHAPES_ZH * BIHE_SHAPES_EN,
    BIHE_F_OMITTED,                                        /* length of a sentence left alone */
    BIHE_F_TAIL,                                           /* length model of Gale and Church */
    BIHE_F_LONG,                                           /* its delta where the English is long */
    BIHE_F_SHORT,                                          /* and where it is short */
    BIHE_F_MARKS_BOTH,                                     /* by kept mark: in both sides */
    BIHE_F_MARKS_ZH = BIHE_F_MARKS_BOTH + BIHE_KEPT_MARKS, /* in Chinese only */
    BIHE_F_MARKS_EN = BIHE_F_MARKS_ZH + BIHE_KEPT_MARKS,   /* in English only */
    BIHE_F_QUOTES = BIHE_F_MARKS_EN + BIHE_KEPT_MARKS,     /* BIHE_QUOTE_... */
    BIHE_F_CLAUSES = BIHE_F_QUOTES + 9,
    BIHE_F_CONNECTORS = BIHE_F_CLAUSES + 2, /* BIHE_TIED_... */
    BIHE_FEATURES = BIHE_F_CONNECTORS + 3
} bihe_feature_number;

/* Offsets from BIHE_F_QUOTES. */
enum {
    BIHE_QUOTE_STARTS_BOTH,
    BIHE_QUOTE_STARTS_ZH,
    BIHE_QUOTE_STARTS_EN,
    BIHE_QUOTE_ENDS_BOTH,
    BIHE_QUOTE_ENDS_ZH,
    BIHE_QUOTE_ENDS_EN,
    BIHE_QUOTE_OPEN_ONE, /* after the bead a quotation is open on one side only */
    BIHE_QUOTE_OPEN_BOTH,
    BIHE_QUOTE_BEFORE_ONE, /* the same before it */
};

/* Offsets from BIHE_F_CONNECTORS: which sides begin with a connector. */
enum {
    BIHE_TIED_BOTH, /* with connectors that say the same */
    BIHE_TIED_ZH,
    BIHE_TIED_EN,
};

typedef struct bihe_align_weights {
    float value[BIHE_FEATURES];
    /* calibration, see align/trust.h: log odds that a bead is right = slope * those of its
     * posterior + offset; log odds that it is a translation = words * what its words say + known */
    double slope, offset, words, known;
} bihe_align_weights;

/* The number of a word feature. */
static inline int bihe_word_feature(int side, int class, int basis)
{
    return BIHE_F_WORDS + (side * BIHE_CLASS_COUNT + class) * BIHE_BASIS + basis;
}

/* Whether any word of a side has a weight. */
bool bihe_align_weights_words(const bihe_align_weights *weights, int side);

/* Whether training gives the feature a weight. The others serve the generative model. */
bool bihe_feature_is_learned(int feature);

/* Writes the name of a feature, at most 31 bytes and NUL. */
enum { BIHE_FEATURE_NAME = 32 };
void bihe_feature_name(int feature, char name[BIHE_FEATURE_NAME]);

/* The weights of the generative model: IBM model 1 and the length model, put together by the
 * parameters. */
void bihe_align_weights_default(bihe_align_weights *weights,
                                const bihe_align_parameters *parameters);

/* Reads a map of weights by name; features without one get 0. `name` is the file for errors. */
bihe_status bihe_align_weights_read(bihe_align_weights *weights, const bihe_yaml *map,
                                    const char *name, bihe_error *err);

/* Appends such a map, by lines; weights that four decimals show as 0 are left out. */
void bihe_align_weights_append(bihe_buffer *out, const bihe_align_weights *weights);

#endif
