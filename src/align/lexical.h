/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words say of a bead, cheaply and for every cell of the corridor: IBM model 1 (Brown et
 * al. 1993) against the words' own shares, in both directions.
 */
#ifndef BIHE_ALIGN_LEXICAL_H
#define BIHE_ALIGN_LEXICAL_H

#include "align/corridor.h"
#include "align/terms.h"

/* For the bead of a and b sentences that ends at (i, j), the log ratio of its English words given
 * its Chinese ones is a sum over its English sentences, each explained by the a Chinese sentences
 * that end at i; so it is with the sides changed. */
typedef struct bihe_lexical {
    const bihe_corridor *corridor;
    int most[2];     /* sentences of each side in a bead */
    float *given[2]; /* [1]: by cell (i, j) and a, most[0] of them: English sentence j - 1 given the
                      * a Chinese sentences up to i - 1; [0]: by cell and b, the other way round */
    float *nothing[2]; /* by sentence: the same where nothing matches */
} bihe_lexical;

bihe_status bihe_lexical_init(bihe_lexical *lexical, const bihe_terms *words,
                              const bihe_corridor *corridor, const int most[2],
                              const bihe_allocator *allocator, bihe_error *err);
void bihe_lexical_clear(bihe_lexical *lexical, const bihe_allocator *allocator);

/* Log ratio of side `side` given the other for the bead of count[0] and count[1] sentences that
 * ends at (end0, end1). */
double bihe_lexical_bead(const bihe_lexical *lexical, int side, const uint8_t count[2], size_t end0,
                         size_t end1);

#endif
