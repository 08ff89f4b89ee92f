/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of self-training share (selftrain.c: the rounds and what comes of them;
 * selftrain_pairs.c: lessons, pairs of words and the first round).
 */
#ifndef BIHE_ALIGN_SELFTRAIN_LEARNER_H
#define BIHE_ALIGN_SELFTRAIN_LEARNER_H

#include "align/selftrain.h"

/* Uses from[s] .. to[s] of each side that may be linked; words[s] of them are no marks. */
typedef struct bihe_lesson {
    uint32_t from[2], to[2], words[2];
} bihe_lesson;

typedef struct bihe_learned_pair {
    uint32_t en;
    uint32_t first; /* place */
    uint32_t beads; /* that it stands in; never more than two are counted */
    float t[2], count[2];
} bihe_learned_pair;

typedef struct bihe_learner {
    bihe_selftrain *out;
    const bihe_terms *words;
    const bihe_allocator *allocator;
    bihe_lesson *lessons;
    size_t lesson_count;
    uint32_t *number[2]; /* by word of the text: its number among those of the lessons, which all
                          * tables below go by; BIHE_NO_WORD: it is in no lesson */
    uint32_t *text[2];   /* the other way round */
    size_t word_count[2];
    uint32_t *word[2];   /* by use; BIHE_NO_WORD: a mark, or in no lesson */
    uint32_t *lesson_of; /* by Chinese use */
    uint32_t *row;       /* pairs of Chinese word z: pairs[row[z]] .. pairs[row[z + 1]] */
    bihe_learned_pair *pairs;
    size_t pair_count, pair_capacity;
    bihe_own_place *places;
    size_t place_count, place_capacity;
    float *empty[2]; /* by use: EMPTY q(w) n */
    float *total[2]; /* by word of side s: count(v) */
    float usual[2];  /* words of a lesson, mean */
} bihe_learner;

/* The place behind the last one of a pair. */
static inline uint32_t bihe_learner_end(const bihe_learner *l, size_t p)
{
    return p + 1 < l->pair_count ? l->pairs[p + 1].first : (uint32_t)l->place_count;
}

/* Makes sums scales. */
static inline void bihe_learner_invert(bihe_learner *l)
{
    for (int s = 0; s < 2; s++) {
        float *sum = l->out->scale[s];
        for (size_t u = 0; u < l->out->use_count[s]; u++)
            if (l->word[s][u] != BIHE_NO_WORD) sum[u] = 1 / sum[u];
    }
}

/* Takes the lessons out of beads, finds the pairs of words that stand in one together and counts
 * their links for the first time. What it makes is the learner's, to be freed whatever it returns.
 */
bihe_status bihe_learner_start(bihe_learner *learner, const bihe_bead_list *beads, bihe_error *err);

#endif
