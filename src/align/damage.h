/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding what is damaged in a line, and by which wrong reading.
 */
#ifndef BIHE_ALIGN_DAMAGE_H
#define BIHE_ALIGN_DAMAGE_H

#include "align/lattice.h"

/* What is known of the damage in the whole text. */
typedef struct bihe_damage_history {
    bool seen[4];                   /* by bihe_reading: some line was surely damaged like that */
    size_t trail[64];               /* how often the byte 0x80 + k was there */
    uint64_t gbk;                   /* bit k: it was there in GBK */
    size_t cut;                     /* sequences that bytes vanished from */
    size_t replaced;                /* U+FFFD in place of bytes */
    size_t questions;               /* '?' in place of bytes */
    size_t spaces;                  /* spaces in place of 0xA0 */
    size_t simplified, traditional; /* characters of one script only */
} bihe_damage_history;

typedef struct bihe_finder {
    const bihe_allocator *allocator;
    const bihe_charlm *lm; /* may be NULL */
    bihe_gbk *gbk;         /* made when first needed */
    bihe_symbols symbols[2];
    bihe_damage_span *spans;
    size_t span_capacity;
    bihe_profile profile;     /* of UTF-8 taken for a one-byte encoding */
    bihe_profile outer;       /* the same of readings after the first */
    uint64_t lost_before;     /* what the first one lost */
    bihe_profile gbk_profile; /* of GBK taken for one */
    bihe_damage_history history;
} bihe_finder;

/* What a line is. The pointers are the finder's and hold until the next line. */
typedef struct bihe_finding {
    bihe_reading reading;
    int depth; /* readings to be undone, 0 for a healthy line */
    const bihe_symbols *symbols;
    const bihe_damage_span *spans;
    size_t span_count;
} bihe_finding;

void bihe_finder_init(bihe_finder *finder, const bihe_charlm *lm, const bihe_allocator *allocator);
void bihe_finder_clear(bihe_finder *finder);

/* Looks at a line whose damage is UTF-8 or GBK taken for a one-byte encoding. */
bihe_status bihe_finder_look(bihe_finder *finder, bihe_view line, bihe_finding *finding,
                             bihe_error *err);

/* Looks at a line of Chinese characters that may be UTF-8 taken for GBK. */
bihe_status bihe_finder_look_gbk(bihe_finder *finder, bihe_view line, bihe_finding *finding,
                                 bihe_error *err);

/* Steps of the two. */

enum { BIHE_QUOTED_MAX = 6 }; /* characters of a quotation that is left alone */

/* Whether the finding's symbols are GBK taken for a one-byte encoding; if so, adds its spans. */
bihe_status bihe_finder_find_gbk(bihe_finder *finder, bihe_finding *finding, bool *found,
                                 bihe_error *err);

/* False when out of memory. */
bool bihe_finder_add_span(bihe_finder *finder, bihe_finding *finding, size_t from, size_t to,
                          bool doubtful);

/* Adds what a damaged line says to the history. */
void bihe_finder_learn(bihe_finder *finder, const bihe_finding *finding);

/* Sets the profile by the history; `lost` is taken where it is not 0. */
void bihe_finder_decide(bihe_finder *finder, uint64_t lost);

#endif
