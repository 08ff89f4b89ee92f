/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words and numbers that both texts write alike: names in Latin letters, figures, versions, file
 * names. They pass through translation unchanged, so a pair of sentences that shares one is likely
 * to belong together.
 */
#ifndef BIHE_ALIGN_SHARED_H
#define BIHE_ALIGN_SHARED_H

#include "align/clues.h"
#include "align/corridor.h"
#include "align/cost.h"

/* Fills cost->shared for the cells of `corridor`, which must live as long as the cost. */
bihe_status bihe_shared_find(bihe_cost *cost, const bihe_corridor *corridor,
                             const bihe_clues *clues, const bihe_allocator *allocator,
                             bihe_error *err);

#endif
