/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure it is that a chosen bead is right: its posterior among all paths, times the chance that
 * its sides are translations at all, as as many of its words are explained as elsewhere in the
 * text. Paths hardly tell a sentence that another one stands for: there is nothing better in its
 * place.
 */
#ifndef BIHE_ALIGN_TRUST_H
#define BIHE_ALIGN_TRUST_H

#include "align/terms.h"

/* English content words of a bead: those that its Chinese explains, and the others. */
typedef struct bihe_explained {
    float yes, no;
} bihe_explained;

/* Reads it off the features of a bead with two sides. */
bihe_explained bihe_explained_of(const float *features);

/* The share of explained words in a text, from those of all its chosen beads. */
double bihe_explained_share(const bihe_explained *beads, size_t count);

/* Numbers of a bead that the other side lacks, on the side that has fewer of them: where both sides
 * have some, they contradict each other. */
size_t bihe_contradictions(const bihe_terms *terms, const bihe_bead *bead);

/* Log odds of a translation against a sentence of another text, by the words, in a text of which
 * `share` is explained, with `contradictions`. */
double bihe_explained_odds(bihe_explained bead, double share, size_t contradictions);

/* The score of a bead with this posterior. `odds` (NULL: one side only) is what its words say. */
double bihe_trust(const bihe_align_weights *weights, double posterior, const double *odds);

#endif
