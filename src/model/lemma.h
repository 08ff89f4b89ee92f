/* SPDX-License-Identifier: Apache-2.0 */
/*
 * English lemmas: went and going are go, and so that translations are found, pronouns are one word
 * in all cases. What an ending hides is chosen by how common the candidates are.
 */
#ifndef BIHE_MODEL_LEMMA_H
#define BIHE_MODEL_LEMMA_H

#include "model/lexicon.h"

enum { BIHE_LEMMA_ROOM = 32 };

/* The lemma of a word in lower case; lives in `room`, in static storage, or is the word itself. */
bihe_view bihe_lemma(const bihe_lexicon *lexicon, bihe_view word, char room[BIHE_LEMMA_ROOM]);

#endif
