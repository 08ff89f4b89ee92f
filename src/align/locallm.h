/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the document itself says of its characters: trigrams counted from its healthy and its surely
 * restored text, to stand beside the character model where the same text is less sure (a cache
 * model: Kuhn and De Mori 1990). Tokens and costs are those of model/charlm.h. What it gives is
 * told in models/README.md.
 */
#ifndef BIHE_ALIGN_LOCALLM_H
#define BIHE_ALIGN_LOCALLM_H

#include "model/charlm.h"

typedef struct bihe_locallm bihe_locallm;

bihe_status bihe_locallm_new(bihe_locallm **out, const bihe_allocator *allocator, bihe_error *err);
/* NULL is ignored. */
void bihe_locallm_free(bihe_locallm *local);

/* What comes next does not follow what was counted last. */
void bihe_locallm_break(bihe_locallm *local);

/* Counts a token after the two before it; BIHE_TOKEN_NONE breaks. A second Latin or digit token in
 * a row is none. False when out of memory. */
bool bihe_locallm_count(bihe_locallm *local, unsigned token);

/* Notes the signs between digits of healthy text, of either language: "0189/2018". False when out
 * of memory. */
bool bihe_locallm_note_numbers(bihe_locallm *local, bihe_view text);

/* Whether two digits, a sign and two digits were noted. */
bool bihe_locallm_has_number(const bihe_locallm *local, const char number[5]);

/* Ends the counting: costs can be asked from here on. */
void bihe_locallm_finish(bihe_locallm *local);

/* The cost of `next` after `token`, -1 where the document does not have the two. */
int bihe_locallm_pair_cost(const bihe_locallm *local, unsigned token, unsigned next);

/* Both models together: `cost` is the character model's, `pair_cost` bihe_locallm_pair_cost(local,
 * token, next). */
int bihe_locallm_mix(const bihe_locallm *local, unsigned before, unsigned token, unsigned next,
                     int cost, int pair_cost);

#endif
