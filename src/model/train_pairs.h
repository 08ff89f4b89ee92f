/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the training of the lexicon: word numbers (train_intern.c), sentences as word
 * numbers (train_pairs.c), translation probabilities (train_translate.c).
 */
#ifndef BIHE_MODEL_TRAIN_PAIRS_H
#define BIHE_MODEL_TRAIN_PAIRS_H

#include "base/arena.h"
#include "bihe/train.h"
#include "model/lexicon.h"
#include "model/tokens.h"

/* Words of one side by number, from 0 in the order they are met. */
typedef struct bihe_interner {
    bihe_arena *arena;
    const bihe_allocator *allocator;
    bihe_view *words;
    double *counts; /* how often each was met in sentences */
    size_t count, capacity;
    uint32_t *slots; /* number + 1; 0: empty */
    size_t size;     /* 0 or a power of two */
} bihe_interner;

/* The number of a word, given where it is new; BIHE_NO_WORD when out of memory. */
uint32_t bihe_intern(bihe_interner *interner, bihe_view word);
void bihe_interner_clear(bihe_interner *interner);

/* Two sentences, or a word and a sense of it: words from[s] to from[s] + len[s] of each side's
 * text. */
typedef struct bihe_train_pair {
    uint32_t from[2];
    uint16_t len[2];
    float weight;
    bool gloss;
} bihe_train_pair;

typedef struct bihe_train_pairs {
    bihe_interner words[2];
    uint32_t *text[2]; /* word numbers */
    size_t text_count[2], text_capacity[2];
    bihe_train_pair *items;
    size_t count, capacity;
    size_t sentences, senses;
} bihe_train_pairs;

enum { BIHE_TRAIN_LONGEST = 80 /* words of a sentence; longer ones are tables and lists */ };

/* What makes pairs of texts. */
typedef struct bihe_pair_maker {
    bihe_train_pairs *pairs;
    const bihe_lexicon *vocabulary; /* cuts and folds words; may be NULL */
    bihe_token_list tokens;
    uint32_t words[2][BIHE_TRAIN_LONGEST];
    size_t count[2];
    bihe_buffer plain;
    bool cut_only; /* a dictionary's words only as cutting leaves them, each sense one pair */
} bihe_pair_maker;

void bihe_pair_maker_init(bihe_pair_maker *maker, bihe_train_pairs *pairs,
                          const bihe_lexicon *vocabulary);
void bihe_pair_maker_clear(bihe_pair_maker *maker);

/* Adds the sentences or senses of a file. */
bihe_status bihe_pair_maker_read(bihe_pair_maker *maker, const bihe_train_file *file,
                                 bihe_error *err);

/* Adds a term or sentence of a glossary, Chinese first; nothing where a side has no words, or more
 * than a sentence has. */
bihe_status bihe_pair_maker_add_term(bihe_pair_maker *maker, const bihe_view text[2],
                                     bihe_error *err);

/* Adds one of a Chinese word's senses; nothing for a reference to another entry. */
bihe_status bihe_pair_maker_add_sense(bihe_pair_maker *maker, bihe_view headword, bihe_view sense,
                                      size_t senses, bihe_error *err);

void bihe_train_pairs_clear(bihe_train_pairs *pairs);

/* A list of word pairs with their probabilities, ascending by Chinese, then English word. */
typedef struct bihe_translation_list {
    bihe_lexicon_entry *items;
    size_t count;
} bihe_translation_list;

/* The least probability, in one of the directions; halves the file for .001 of strict F1. */
#define BIHE_TRAIN_WORTH_KEEPING 0.01F

/* Learns the probabilities; those below what is worth keeping are left out. Free items with
 * bihe_mem_free. */
bihe_status bihe_train_translate(const bihe_train_pairs *pairs, bihe_translation_list *out,
                                 const bihe_allocator *allocator, bihe_error *err);

/* Calls `fn` for each line of a file, without line end; a failure gets file and line. */
typedef bihe_status (*bihe_line_fn)(void *user, bihe_view line, bihe_error *err);
bihe_status bihe_train_each_line(const char *path, bihe_line_fn fn, void *user, bihe_error *err);

/* The field of a TSV line that starts at *at, which moves behind it; empty past the last. */
bihe_view bihe_train_field(bihe_view line, size_t *at);

#endif
