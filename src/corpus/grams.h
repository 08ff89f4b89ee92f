/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Queries of one and two characters: SQLite's trigrams cannot answer them, so that a second index
 * holds what they ask for.
 */
#ifndef BIHE_CORPUS_GRAMS_H
#define BIHE_CORPUS_GRAMS_H

#include "base/buffer.h"
#include "corpus/db.h"

/* Appends the short tokens of a text, divided by spaces: every character that is no Latin letter,
 * digit or ASCII mark, every two neighbours of which one is such a character, and Latin words and
 * numbers of one or two characters. Letters have their case folded. */
void bihe_grams_append(bihe_buffer *out, bihe_view text);

/* Makes them an SQL function, bihe_grams(text). */
bihe_status bihe_grams_register(const bihe_db *db, bihe_error *err);

#endif
