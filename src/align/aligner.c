/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of alignment in order. */
#include "align/aligner.h"

#include "align/anchor.h"
#include "align/path.h"
#include "align/score.h"
#include "align/shared.h"

bihe_status bihe_aligner_run(const bihe_model *model, const bihe_options *options,
                             const bihe_align_side sides[2], bihe_bead_list *beads,
                             const bihe_allocator *allocator, bihe_error *err)
{
    const size_t start = beads->count;
    bihe_cost cost;
    bihe_corridor corridor = {0};
    bihe_clues clues = {0};
    bihe_status status = bihe_cost_init(&cost, model, options, sides, allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_clues_init(&clues, sides, allocator, err);
    if (status != BIHE_OK) goto done;
    status = bihe_anchor_corridor(&cost, &clues, &corridor, allocator, err);
    if (status != BIHE_OK) goto done;
    status = bihe_shared_find(&cost, &corridor, &clues, allocator, err);
    if (status != BIHE_OK) goto done;
    status = bihe_path_find(&cost, &corridor, beads, allocator, err);
    if (status != BIHE_OK) goto done;
    status = bihe_score_beads(&cost, &corridor, beads->items + start, beads->count - start,
                              allocator, err);
done:
    bihe_clues_clear(&clues, allocator);
    bihe_corridor_clear(&corridor, allocator);
    bihe_cost_clear(&cost, allocator);
    return status;
}
