/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clues: what a sentence holds that its translation is likely to hold too, by number. A clue met
 * few times in each text says which sentences may belong together.
 */
#ifndef BIHE_ALIGN_CLUES_H
#define BIHE_ALIGN_CLUES_H

#include "align/terms.h"

typedef struct bihe_clue_side {
    uint32_t *first; /* clues of sentence i are clue[first[i]] .. clue[first[i + 1] - 1] */
    uint32_t *clue;  /* below `kinds`; each once a sentence */
} bihe_clue_side;

typedef struct bihe_clues {
    size_t kinds;
    bihe_clue_side side[2];
} bihe_clues;

/* Whether a translation with these probabilities, both ways, is a clue. */
static inline bool bihe_clue_is_strong(const float given[2])
{
    return given[0] >= 0.2F && given[1] >= 0.2F;
}

/* Words that strongly translate each other, and names and numbers written alike. */
bihe_status bihe_clues_init(bihe_clues *clues, const bihe_terms *terms,
                            const bihe_allocator *allocator, bihe_error *err);
void bihe_clues_clear(bihe_clues *clues, const bihe_allocator *allocator);

#endif
