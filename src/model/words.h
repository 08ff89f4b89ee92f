/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A set of words with classes, as the lists of a rules file name them. Built once, then read by any
 * number of threads.
 */
#ifndef BIHE_MODEL_WORDS_H
#define BIHE_MODEL_WORDS_H

#include "base/arena.h"

enum { BIHE_WORD_LONGEST = 40 }; /* bytes; a longer word is in no list */

typedef struct bihe_word {
    bihe_view key;    /* lower case; ptr NULL: an empty slot */
    uint32_t any;     /* classes of the word in whatever case it is written */
    uint32_t capital; /* classes of the word only where its first letter is a capital */
} bihe_word;

typedef struct bihe_words {
    bihe_arena *arena;
    bihe_word *slots;
    size_t count, size; /* size is 0 or a power of two */
} bihe_words;

/* A word as it is looked up: ASCII letters folded, how it was written kept apart. */
typedef struct bihe_folded {
    char text[BIHE_WORD_LONGEST];
    uint8_t len; /* 0: the word was empty or too long */
    bool capital;
} bihe_folded;

bihe_folded bihe_word_fold(bihe_view word);

/* Adds `classes` to a word. One written with a capital is listed for that spelling only. False when
 * out of memory; a word too long is left out. */
bool bihe_words_add(bihe_words *words, bihe_view word, uint32_t classes);

/* The classes of a word; 0 when it is not listed. */
uint32_t bihe_words_find(const bihe_words *words, const bihe_folded *word);

#endif
