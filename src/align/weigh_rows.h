/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words of the sentences of a graph's beads translate each other, by the lexicon and by what
 * the text teaches, Chinese sentence by Chinese sentence. The text teaches part by part: a few
 * thousand beads tell as much as a book, and memory stays what one part needs.
 */
#ifndef BIHE_ALIGN_WEIGH_ROWS_H
#define BIHE_ALIGN_WEIGH_ROWS_H

#include "align/graph.h"
#include "align/matches.h"
#include "align/selftrain.h"

enum { BIHE_ROWS = 8 }; /* sentences of a bead's side, at most */

/* A word of a Chinese and one of an English sentence that translate each other. */
typedef struct bihe_found {
    uint32_t use[2]; /* in the sentences, from 0 */
    float given[2];
} bihe_found;

/* Matches of a Chinese sentence with the English sentences [from, to). */
typedef struct bihe_found_row {
    size_t from, to;
    uint32_t *first; /* by English sentence - from; one more */
    size_t first_capacity;
    bihe_found *items;
    size_t count, capacity;
} bihe_found_row;

typedef struct bihe_found_rows {
    const bihe_graph *graph;
    const bihe_terms *words;
    const bihe_bead_list *lessons; /* NULL: the text teaches nothing */
    const bihe_allocator *allocator;
    bihe_selftrain self; /* of the part at hand */
    size_t part_size;    /* beads with two sides */
    size_t next_bead;    /* the first one behind the part */
    size_t part_end;     /* the first Chinese sentence behind it */
    bihe_matches matches;
    struct bihe_own_match *own; /* by match of the row being loaded */
    size_t own_capacity;
    uint32_t *cursor; /* by pair: its first place that is not behind all rows to come */
    bihe_found_row rows[BIHE_ROWS];
    size_t loaded;       /* rows before it were loaded */
    uint32_t *from, *to; /* by Chinese sentence: English sentences it shares a bead with */
} bihe_found_rows;

bihe_status bihe_found_rows_init(bihe_found_rows *rows, const bihe_graph *graph,
                                 const bihe_terms *words, const bihe_bead_list *lessons,
                                 const bihe_allocator *allocator, bihe_error *err);
void bihe_found_rows_clear(bihe_found_rows *rows);

/* Loads the rows of an arc's sentences; the graph's arcs are asked for in order. */
bihe_status bihe_found_rows_load(bihe_found_rows *rows, const bihe_arc *arc, bihe_error *err);

/* The row of Chinese sentence `i` of the arc asked for last. */
static inline const bihe_found_row *bihe_found_rows_of(const bihe_found_rows *rows, size_t i)
{
    return &rows->rows[i % BIHE_ROWS];
}

#endif
