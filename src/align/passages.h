/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paragraphs, headings, items: what it costs a bead to hold the end of one, to end where one ends
 * on one side only, and to join a heading with a list item.
 */
#ifndef BIHE_ALIGN_PASSAGES_H
#define BIHE_ALIGN_PASSAGES_H

#include "align/aligner.h"

typedef struct bihe_passages {
    uint32_t *ends[2];          /* ends of passages before each sentence; NULL: they do not count */
    uint8_t *kind[2];           /* of the block that each sentence stands in */
    double inside, edge, kinds; /* log priors, see bihe_align_parameters */
} bihe_passages;

/* Where every line is a sentence of its own (presegmented) passages tell nothing. */
bihe_status bihe_passages_init(bihe_passages *passages, const bihe_align_side sides[2],
                               const bihe_align_parameters *parameters, bool presegmented,
                               const bihe_allocator *allocator, bihe_error *err);
void bihe_passages_clear(bihe_passages *passages, const bihe_allocator *allocator);

/* The log prior of a bead of sentences [start[s], end[s]) of both sides. */
double bihe_passages_term(const bihe_passages *passages, const size_t start[2],
                          const size_t end[2]);

#endif
