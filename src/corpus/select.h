/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which beads a selection takes, as temporary tables of the connection:
 *
 *     chosen_post (id, ord)                  posts, numbered by name
 *     candidate (post, seq, …, why)          their beads; why: 0, or what leaves one out
 *     chosen_unit (rank, ord, seq, …)        one of each group of duplicates, ordered
 *     alike (post, other)                    posts that are one post in two places
 *
 * Duplicates are found by sorting, so memory does not grow with the corpus.
 */
#ifndef BIHE_CORPUS_SELECT_H
#define BIHE_CORPUS_SELECT_H

#include "corpus/corpus.h"

/* Fills the tables and all counts. */
bihe_status bihe_select(bihe_corpus *corpus, const bihe_selection *selection,
                        bihe_selection_counts *counts, bihe_error *err);

#endif
