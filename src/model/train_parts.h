/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the training of the character model: what is counted (train_chars.c), the words
 * (train_words.c), and the estimation and writing (train_write.c). While counting, a token is a
 * 16-bit code: the character itself, or one of BIHE_TOKEN_START to BIHE_TOKEN_DIGIT.
 */
#ifndef BIHE_MODEL_TRAIN_PARTS_H
#define BIHE_MODEL_TRAIN_PARTS_H

#include "bihe/train.h"
#include "model/charlm.h"
#include "model/train_table.h"

enum {
    BIHE_TRAIN_CODES = 65536,
    BIHE_WORD_MAX = 8, /* codes */
};

/* Words as paths from node 0; nodes are numbered as they are made. */
typedef struct bihe_word_tree {
    const bihe_allocator *allocator;
    bihe_count_table edges; /* key: parent << 16 | code, count: the child */
    bihe_count_table pairs; /* words side by side in the text; key: first << 32 | second, 0 a line's
                               end */
    uint32_t *listed;       /* a node: how often the lists have the word that ends there */
    uint32_t *segmented;    /* how often the text does */
    float *cost;            /* -log p of the word for cutting the text; infinite for no word */
    size_t count, capacity;
    double total; /* of `listed` */
} bihe_word_tree;

bool bihe_word_tree_init(bihe_word_tree *tree, const bihe_allocator *allocator);
void bihe_word_tree_clear(bihe_word_tree *tree);

/* The node of a word, made where it is new; 0 when out of memory. */
uint32_t bihe_word_tree_add(bihe_word_tree *tree, const uint16_t *codes, size_t n);

/* Fixes the costs from `listed`. */
void bihe_word_tree_weigh(bihe_word_tree *tree);

/* Cuts a line of codes into the likeliest words and counts them in `segmented` and `pairs`. False
 * when out of memory. */
bool bihe_word_tree_segment(bihe_word_tree *tree, const uint16_t *codes, size_t n);

/* Fills the class of each node (1 .. BIHE_WORD_CLASSES - 1) and how often one class follows another
 * (BIHE_WORD_CLASSES a row). `edges` and `pairs` are sorted. False when out of memory. */
bool bihe_word_classes_make(const bihe_word_tree *tree, uint8_t *classes, uint32_t *pairs);

typedef struct bihe_char_counts {
    const bihe_allocator *allocator;
    bihe_count_table trigrams; /* key: a << 32 | b << 16 | c */
    bihe_count_table bigrams;  /* key: a << 16 | b; left: different a of trigrams a b c */
    bihe_count_table ends;     /* the same key: words of lists that end in a b */
    uint32_t *single;          /* BIHE_TRAIN_CODES each */
    uint32_t *single_end;
    uint16_t *fold;  /* the Simplified form of a Traditional character, otherwise itself */
    uint8_t *script; /* bihe_script */
    bihe_word_tree words;
} bihe_char_counts;

/* Estimates the model and writes it to `path`. Sorts the tables of `counts`. */
bihe_status bihe_char_counts_write(bihe_char_counts *counts, const char *path, size_t max_bytes,
                                   bihe_train_chars_report *report, bihe_error *err);

#endif
