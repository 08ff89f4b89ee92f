/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words of a Chinese sentence an English word translates: the links of one sentence, turned
 * round, so that walking along English sentences finds every match in one look a word.
 */
#ifndef BIHE_ALIGN_MATCHES_H
#define BIHE_ALIGN_MATCHES_H

#include "align/terms.h"

/* A use of the loaded sentence that an English word may translate. */
typedef struct bihe_match {
    uint32_t use;  /* of the loaded sentence, from 0 */
    uint32_t link; /* in words->links */
    uint32_t next; /* of the same English word; 0: the last */
} bihe_match;

typedef struct bihe_matches {
    const bihe_terms *words;
    const bihe_allocator *allocator;
    uint32_t *head;    /* by English word: its first match; 0: none */
    bihe_match *items; /* items[0] is not used */
    size_t count, capacity;
    size_t sentence; /* loaded */
} bihe_matches;

bihe_status bihe_matches_init(bihe_matches *matches, const bihe_terms *words,
                              const bihe_allocator *allocator, bihe_error *err);
void bihe_matches_clear(bihe_matches *matches);

/* Forgets the sentence loaded before and loads Chinese sentence `sentence`. */
bihe_status bihe_matches_load(bihe_matches *matches, size_t sentence, bihe_error *err);

#endif
