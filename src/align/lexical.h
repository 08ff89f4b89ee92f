/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words say of a bead, cheaply and for every cell of the corridor: IBM model 1 (Brown et
 * al. 1993) against the words' own shares, in both directions.
 */
#ifndef BIHE_ALIGN_LEXICAL_H
#define BIHE_ALIGN_LEXICAL_H

#include "align/corridor.h"
#include "align/matches.h"

enum { BIHE_LEXICAL_RING = 8 }; /* rows that are kept: a bead reaches over as many at most */

/* For the bead of a and b sentences that ends at (i, j), the log ratio of its English words given
 * its Chinese ones is a sum over its English sentences, each explained by the a Chinese sentences
 * that end at i; so it is with the sides changed. The last rows are kept. */
typedef struct bihe_lexical {
    const bihe_terms *words;
    const bihe_corridor *corridor;
    const bihe_allocator *allocator;
    int most[2];       /* sentences of each side in a bead */
    size_t stride;     /* columns of the widest row */
    float *given[2];   /* see bihe_lexical_given */
    float *nothing[2]; /* by sentence: the same where nothing matches */
    bihe_matches matches;
    float *gain[2];                 /* by word */
    float *en[BIHE_LEXICAL_RING];   /* of the last rows: by English use of the window, sum of gain
                                     * t(use | row) */
    size_t base[BIHE_LEXICAL_RING]; /* the use that en[r][0] stands for */
    float *zh;         /* by column and use of the row's sentence: sum of gain t(use | column) */
    float *zero, *sum; /* as long as a sentence */
    size_t zh_uses;
} bihe_lexical;

bihe_status bihe_lexical_init(bihe_lexical *lexical, const bihe_terms *words,
                              const bihe_corridor *corridor, const int most[2],
                              const bihe_allocator *allocator, bihe_error *err);
void bihe_lexical_clear(bihe_lexical *lexical);

/* Works out row `i`; rows are asked for in order, from 1 on. */
bihe_status bihe_lexical_row(bihe_lexical *lexical, size_t i, bihe_error *err);

/* By column of row `i`, from the corridor's first: [1]: English sentence j - 1 given the `count`
 * Chinese sentences up to i - 1; [0]: the other way round. */
static inline const float *bihe_lexical_given(const bihe_lexical *lexical, int side, size_t i,
                                              int count)
{
    const size_t row = i % BIHE_LEXICAL_RING * (size_t)lexical->most[1 - side];
    return lexical->given[side] + (row + (size_t)count - 1) * lexical->stride;
}

/* Log ratio of side `side` given the other for the bead of count[0] and count[1] sentences that
 * ends at (end0, end1); end0: the last row asked for. */
double bihe_lexical_bead(const bihe_lexical *lexical, int side, const uint8_t count[2], size_t end0,
                         size_t end1);

#endif
