/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a stretch of damaged text may have been: a lattice whose edges are characters over symbols,
 * and the cheapest way through it by the character model.
 */
#ifndef BIHE_ALIGN_LATTICE_H
#define BIHE_ALIGN_LATTICE_H

#include "align/locallm.h"
#include "align/symbol.h"

/* Costs are in units of BIHE_CHARLM_UNIT a nat. */

/* A character that an edge may be. */
typedef struct bihe_candidate {
    int32_t c;
    uint16_t token; /* BIHE_LATTICE_SKIP for white space, which the model does not see */
    int16_t cost;   /* besides the model's */
} bihe_candidate;

enum { BIHE_LATTICE_SKIP = UINT16_MAX };

/* What an edge does to the text. */
typedef enum bihe_edge_kind {
    BIHE_EDGE_KEPT,     /* a healthy character */
    BIHE_EDGE_EXACT,    /* all of its bytes are there */
    BIHE_EDGE_INFERRED, /* chosen among the candidates */
    BIHE_EDGE_LOST,     /* becomes U+FFFD */
} bihe_edge_kind;

typedef struct bihe_edge {
    uint32_t from, to;     /* symbols [from, to) */
    uint32_t first, count; /* candidates */
    bihe_edge_kind kind;
} bihe_edge;

typedef struct bihe_lattice {
    const bihe_allocator *allocator;
    const bihe_charlm *lm;     /* NULL: no candidates are inferred */
    const bihe_locallm *local; /* of the document, finished; may be NULL */
    bihe_edge *edges;          /* by `from` */
    size_t edge_count, edge_capacity;
    bihe_candidate *candidates;
    size_t candidate_count, candidate_capacity;
    uint32_t from, to;           /* the stretch */
    bool line_starts, line_ends; /* the stretch touches an end of its line */
    bool draft;                  /* a rough search will do */
    bool traditional;            /* the text is written in Traditional characters */
    uint8_t open;                /* brackets open before the stretch, see bihe_bracket_follow */
    uint32_t reached;            /* while building: bit k, an edge ends k symbols on */
    bool full_width;             /* while building: full-width letters are about */
    bool failed;                 /* out of memory */
} bihe_lattice;

/* How the stretch's damaged parts are to be read. */
typedef enum bihe_reading {
    BIHE_READING_HEALTHY,
    BIHE_READING_UTF8,        /* UTF-8 was taken for a one-byte encoding */
    BIHE_READING_GBK,         /* GBK was taken for a one-byte encoding */
    BIHE_READING_UTF8_AS_GBK, /* UTF-8 was taken for GBK */
} bihe_reading;

/* Damaged symbols [from, to). */
typedef struct bihe_damage_span {
    uint32_t from, to;
    bool doubtful; /* may be healthy text after all */
} bihe_damage_span;

typedef struct bihe_lattice_input {
    const bihe_symbols *symbols;
    const bihe_profile *profile;
    const bihe_gbk *gbk; /* BIHE_READING_GBK only */
    bihe_reading reading;
    const bihe_damage_span *spans; /* in the stretch, in order */
    size_t span_count;
} bihe_lattice_input;

void bihe_lattice_clear(bihe_lattice *lattice);

/* Fills the lattice for the symbols [from, to). */
void bihe_lattice_build(bihe_lattice *lattice, const bihe_lattice_input *input, uint32_t from,
                        uint32_t to);

/* One character of the way found. */
typedef struct bihe_step {
    uint32_t edge, candidate;
    int32_t margin; /* cost of the cheapest way with another character here, less the way's */
} bihe_step;

typedef struct bihe_path {
    const bihe_allocator *allocator;
    bihe_step *steps;
    size_t count, capacity;
    int32_t cost;
} bihe_path;

/* Updates a set of open brackets by a character; what was odd about it as a cost. */
int bihe_bracket_follow(int32_t c, uint8_t *open);

enum { BIHE_MARGIN_MAX = 8 * BIHE_CHARLM_UNIT }; /* margins beyond it are not told apart */

/* Scratch space of the search, to be used again and again by one thread. */
typedef struct bihe_search bihe_search;

bihe_status bihe_search_new(bihe_search **out, const bihe_allocator *allocator, bihe_error *err);
/* NULL is ignored. */
void bihe_search_free(bihe_search *search);

/* Replaces the path by the cheapest one. */
bihe_status bihe_search_run(bihe_search *search, const bihe_lattice *lattice, bihe_path *path,
                            bihe_error *err);

#endif
