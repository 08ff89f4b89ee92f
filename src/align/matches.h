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
    uint32_t use;  /* of the Chinese text */
    uint32_t next; /* of the same English word; 0: the last */
    uint32_t own;  /* of the link, as its given */
    uint32_t word; /* the English one */
    float given[2];
} bihe_match;

/* An English word beside the loaded sentence. */
typedef struct bihe_match_word {
    uint32_t uses; /* of it among those asked for */
    uint32_t head; /* its first match; 0: none */
} bihe_match_word;

typedef struct bihe_matches {
    const bihe_terms *words;
    bihe_link_table links;
    const bihe_allocator *allocator;
    size_t from, to;     /* English uses asked for */
    bihe_match_word *en; /* by English word */
    bihe_match *items;   /* items[0] is not used */
    size_t count, capacity;
    size_t near_from, near_to;       /* English uses of the stretch at hand */
    uint64_t *near_words;            /* a bit by English word: whether it has one of them */
    struct bihe_near_links *near_of; /* by Chinese word */
    bihe_link *near;                 /* links to these words */
    size_t near_count, near_capacity;
    uint32_t stretch; /* its number, from 1 */
} bihe_matches;

/* `links`: those of the words, or more; they must live as long. */
bihe_status bihe_matches_init(bihe_matches *matches, const bihe_terms *words,
                              const bihe_link_table *links, const bihe_allocator *allocator,
                              bihe_error *err);
void bihe_matches_clear(bihe_matches *matches);

/* Forgets the sentence loaded before and loads Chinese sentence `sentence` for English uses
 * [from, to). */
bihe_status bihe_matches_load(bihe_matches *matches, size_t sentence, size_t from, size_t to,
                              bihe_error *err);

/* The first match of one of these English uses; 0: none. */
static inline uint32_t bihe_matches_of(const bihe_matches *matches, size_t use)
{
    return matches->en[matches->words->side[1].uses[use].word].head;
}

#endif
