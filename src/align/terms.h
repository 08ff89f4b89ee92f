/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of two texts by number, and which of them translate which: all that the aligner's
 * lexical evidence looks at. Strings are left behind here.
 */
#ifndef BIHE_ALIGN_TERMS_H
#define BIHE_ALIGN_TERMS_H

#include "align/aligner.h"
#include "base/arena.h"
#include "model/connectors.h"
#include "model/tokens.h"
#include "model/weights.h"

typedef struct bihe_term {
    float share;    /* probability of the word in this text, smoothed by that in the language */
    uint32_t count; /* times in this text */
    uint32_t entry; /* in the lexicon; BIHE_NO_WORD */
    uint8_t class;  /* bihe_word_class */
    bool number;    /* of two digits or more; one is often no more than "a" */
} bihe_term;

/* One word of a sentence. */
typedef struct bihe_use {
    uint32_t word;
    float middle; /* characters from the sentence's start to the middle of the word */
} bihe_use;

/* How a sentence ends, closing quotes and brackets left aside. */
typedef enum bihe_ending {
    BIHE_ENDING_STOP,
    BIHE_ENDING_QUESTION,
    BIHE_ENDING_EXCLAMATION,
    BIHE_ENDING_ELLIPSIS,
    BIHE_ENDING_COLON,
    BIHE_ENDING_OTHER,
} bihe_ending;

typedef struct bihe_punctuation {
    uint8_t marks[BIHE_KEPT_MARKS];
    uint8_t clauses;   /* parts between commas and the like, >= 1 */
    uint8_t ending;    /* bihe_ending */
    uint8_t connector; /* bihe_connector that the sentence begins with */
    bool starts_quote, ends_quote;
    bool open; /* a quotation goes on behind the sentence */
} bihe_punctuation;

typedef struct bihe_term_side {
    size_t count; /* sentences */
    bihe_term *words;
    size_t word_count;
    uint32_t *first; /* uses of sentence i are uses[first[i]] .. uses[first[i + 1]] */
    bihe_use *uses;
    double *length; /* characters before each sentence; length[count] is all of them */
    bihe_punctuation *punctuation;
} bihe_term_side;

/* A translation of a Chinese word of the text: an English word of the text. */
typedef struct bihe_link {
    uint32_t word;
    float given[2]; /* P(word of side s | the other word) by the lexicon */
    uint32_t
        own; /* what the text itself says of the pair, see selftrain.h; BIHE_NO_WORD: nothing */
} bihe_link;

/* Links by Chinese word: those of z are items[row[z]] .. items[row[z + 1]]. */
typedef struct bihe_link_table {
    uint32_t *row;
    bihe_link *items;
} bihe_link_table;

typedef struct bihe_terms {
    bihe_arena arena;
    bihe_term_side side[2];
    bihe_link_table links;
} bihe_terms;

/* Cuts both texts into words and looks their translations up in the model's lexicon (it may have
 * none) and in the user's glossary. */
bihe_status bihe_terms_init(bihe_terms *words, const bihe_align_sources *sources,
                            const bihe_align_side sides[2], const bihe_allocator *allocator,
                            bihe_error *err);
void bihe_terms_clear(bihe_terms *words);

#endif
