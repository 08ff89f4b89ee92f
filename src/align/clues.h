/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clues: what a sentence holds that its translation is likely to hold too, by number. A clue met
 * few times in each text says which sentences may belong together.
 */
#ifndef BIHE_ALIGN_CLUES_H
#define BIHE_ALIGN_CLUES_H

#include "align/aligner.h"

typedef struct bihe_clue_side {
    uint32_t *first; /* clues of sentence i are clue[first[i]] .. clue[first[i + 1] - 1] */
    uint32_t *clue;  /* below `kinds`; each once a sentence */
} bihe_clue_side;

/* Only clues that both texts hold. */
typedef struct bihe_clues {
    size_t kinds;
    bihe_clue_side side[2];
} bihe_clues;

/* What both texts write alike: words of Latin letters, numbers. BIHE_ERROR_LIMIT where a text has
 * more of them than 2^32 - 1. */
bihe_status bihe_clues_init(bihe_clues *clues, const bihe_align_side sides[2],
                            const bihe_allocator *allocator, bihe_error *err);
void bihe_clues_clear(bihe_clues *clues, const bihe_allocator *allocator);

#endif
