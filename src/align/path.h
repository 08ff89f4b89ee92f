/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The best sequence of beads through a corridor.
 */
#ifndef BIHE_ALIGN_PATH_H
#define BIHE_ALIGN_PATH_H

#include "align/corridor.h"
#include "align/cost.h"

/* Appends the beads of the best path, in order, scores left at 0. Of two beads 1-0 and 0-1 that
 * touch, the side with more of them comes first. */
bihe_status bihe_path_find(const bihe_cost *cost, const bihe_corridor *corridor,
                           bihe_bead_list *beads, const bihe_allocator *allocator, bihe_error *err);

#endif
