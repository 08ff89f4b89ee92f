/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps of training the segmenter (train_segment.c): label parallel lines, count words, make
 * passages as they are found in the wild, learn weights.
 */
#ifndef BIHE_ALIGN_TRAIN_PARTS_H
#define BIHE_ALIGN_TRAIN_PARTS_H

#include "align/features.h"
#include "align/segment.h"

/* One side of a parallel line, and where its sentences end (offsets past the last character),
 * without the line's own end. */
typedef struct bihe_train_line {
    bihe_view text;
    const uint32_t *ends;
    uint32_t count;
    bool trusted; /* the other side has as many sentences */
    bool closed;  /* the line ends with a terminator */
} bihe_train_line;

typedef struct bihe_train_pair {
    bihe_train_line side[2];
    bihe_view source;
} bihe_train_pair;

typedef struct bihe_train_corpus {
    bihe_arena *arena;
    bihe_train_pair *pairs;
    size_t count, capacity;
} bihe_train_corpus;

/* train_label.c: finds the sentences of every pair by the rules, and where the two sides differ by
 * one sentence gives up the least sure boundary or takes the best refused one. */
bihe_status bihe_train_label(bihe_train_corpus *corpus, const bihe_segmenter segmenters[2],
                             bihe_error *err);

/* train_tally.c */

/* How a word, or one or two Chinese characters, were seen. */
typedef enum bihe_tally {
    BIHE_TALLY_START, /* first of a sentence, with a capital */
    BIHE_TALLY_NAME,  /* with a capital after a word in small letters */
    BIHE_TALLY_SMALL, /* in small letters */
    BIHE_TALLY_END,   /* last of a sentence that ends with a dot (characters: with any mark) */
    BIHE_TALLY_DOT,   /* with a dot that ends no sentence */
    BIHE_TALLIES
} bihe_tally;

typedef struct bihe_tallied {
    bihe_view key;
    uint32_t count[BIHE_TALLIES];
} bihe_tallied;

typedef struct bihe_tallies {
    bihe_arena *arena;
    bihe_tallied *slots;
    size_t count, size;
} bihe_tallies;

/* Counts the words and characters of all trusted lines. */
bihe_status bihe_train_tally(bihe_tallies *tallies, const bihe_train_corpus *corpus,
                             bihe_error *err);

/* Appends a file of cues without weights; *words gets the number of entries. */
bihe_status bihe_train_cues(const bihe_tallies *tallies, const int16_t *weights, bihe_buffer *out,
                            size_t *words, bihe_error *err);

/* train_examples.c */

typedef struct bihe_train_example {
    float judged; /* by the rules */
    bool ends;    /* a sentence does end there */
    uint8_t count;
    bihe_feature features[2 * BIHE_MAX_FEATURES]; /* those of form last */
} bihe_train_example;

typedef struct bihe_train_examples {
    bihe_train_example *items;
    size_t count, capacity;
} bihe_train_examples;

/* Makes passages of the trusted lines, with spaces, punctuation and numbering lost and damaged as
 * in crawled posts, and appends every joint the rules leave open. `segmenters` know the cues. */
bihe_status bihe_train_examples_make(bihe_train_examples *examples, const bihe_train_corpus *corpus,
                                     const bihe_segmenter segmenters[2], bihe_error *err);

/* train_learn.c: weights (BIHE_CUES_WEIGHTS of them, in 1/256) by logistic regression. */
bihe_status bihe_train_learn(const bihe_train_examples *examples, int16_t *weights,
                             const bihe_allocator *allocator, bihe_error *err);

#endif
