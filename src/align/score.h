/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Posterior probability of beads, by the forward-backward algorithm.
 */
#ifndef BIHE_ALIGN_SCORE_H
#define BIHE_ALIGN_SCORE_H

#include "align/corridor.h"
#include "align/cost.h"

/* Sets the scores of `beads`, which lie in the corridor. A 1-0 or 0-1 bead gets the probability
 * that its sentence stands alone, wherever between its neighbours. */
bihe_status bihe_score_beads(const bihe_cost *cost, const bihe_corridor *corridor, bihe_bead *beads,
                             size_t count, const bihe_allocator *allocator, bihe_error *err);

#endif
