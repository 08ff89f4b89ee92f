/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Choosing the corridor: the whole matrix for short texts; for long ones a chain of seeds, narrow
 * where they are dense and wide where they are thin.
 */
#ifndef BIHE_ALIGN_ANCHOR_H
#define BIHE_ALIGN_ANCHOR_H

#include "align/clues.h"
#include "align/corridor.h"
#include "align/cost.h"

/* Makes a corridor that is expected to hold the best path. Its size grows with the texts' length
 * and not with its square. Release with bihe_corridor_clear. */
bihe_status bihe_anchor_corridor(const bihe_cost *cost, const bihe_clues *clues, bihe_corridor *out,
                                 const bihe_allocator *allocator, bihe_error *err);

#endif
