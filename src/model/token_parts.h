/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the tokenizer: tokens.c goes through a sentence, token_marks.c knows punctuation,
 * token_numbers.c makes numbers of words in a list.
 */
#ifndef BIHE_MODEL_TOKEN_PARTS_H
#define BIHE_MODEL_TOKEN_PARTS_H

#include "model/tokens.h"

/* A sentence being read. */
typedef struct bihe_token_scan {
    bihe_token_list *list; /* with room for a token a character and one more */
    const bihe_lexicon *lexicon;
    int side;
    size_t count;   /* characters: list->cells */
    bool in_double; /* inside "straight" quotes */
    bool in_single; /* inside 'single' ones */
    bool after_bai; /* after 百分之: the number that follows is a percentage */
} bihe_token_scan;

/* The character at `i`; 0 outside the sentence (i wraps). */
static inline int32_t bihe_token_char(const bihe_token_scan *scan, size_t i)
{
    return i < scan->count ? scan->list->cells[i].c : 0;
}

bool bihe_token_is_han(int32_t c);
bool bihe_token_is_letter(int32_t c); /* and not Han */
bool bihe_token_is_digit(int32_t c);
bool bihe_token_is_space(int32_t c);

/* Adds a token whose text is what was appended to the list's from `text` on. */
void bihe_token_push(bihe_token_scan *scan, bihe_token_kind kind, size_t text, size_t start,
                     size_t end);

/* The mark at `i`, if there is one, becomes a token; returns where to go on. */
size_t bihe_token_scan_mark(bihe_token_scan *scan, size_t i);

/* English number words and month names of the list become numbers. */
void bihe_token_join_numbers(bihe_token_list *list);

#endif
