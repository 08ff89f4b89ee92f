/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether two texts are translations of each other at all, and where they are: an alignment always
 * finds the best beads, also of texts that have nothing to do with each other.
 */
#ifndef BIHE_ALIGN_AGREE_H
#define BIHE_ALIGN_AGREE_H

#include "align/terms.h"

/* Lowers the scores of beads whose surroundings do not agree in their words more than by chance.
 * The beads are those of the sides, in order. *related (0 .. 1) gets how sure it is that the texts
 * belong together; near 1 where nothing tells. */
bihe_status bihe_agree(const bihe_model *model, const bihe_align_side sides[2],
                       const bihe_bead_list *beads, double *related,
                       const bihe_allocator *allocator, bihe_error *err);

/* The same of sides whose words are cut already. */
bihe_status bihe_agree_words(const bihe_lexicon *lexicon, const bihe_terms *terms,
                             const bihe_bead_list *beads, double *related,
                             const bihe_allocator *allocator, bihe_error *err);

#endif
