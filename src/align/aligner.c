/* SPDX-License-Identifier: Apache-2.0 */
/* The stages, and the score of each bead. */
#include "align/aligner.h"

#include "align/agree.h"
#include "align/stages.h"
#include "base/error.h"

/* Turns posteriors into the chance that a bead is right, as measured. `explained` is by arc and
 * becomes that of the beads, of which there are no more. */
static void calibrate(const bihe_stages *stages, const bihe_align_weights *weights,
                      bihe_explained *explained, bihe_bead *beads, size_t count)
{
    const bihe_graph *graph = &stages->graph;
    size_t at = 0;
    for (size_t k = 0; k < count; k++) {
        const bool pair = bihe_bead_is_pair(&beads[k]);
        const size_t arc = pair ? bihe_graph_find(graph, &beads[k], &at) : graph->count;
        /* arcs of later beads come later */
        explained[k] = arc < graph->count ? explained[arc] : (bihe_explained){0, 0};
    }
    const double share = bihe_explained_share(explained, count);
    for (size_t k = 0; k < count; k++) {
        const bool pair = bihe_bead_is_pair(&beads[k]);
        const size_t wrong = pair ? bihe_contradictions(&stages->words, &beads[k]) : 0;
        const double odds = bihe_explained_odds(explained[k], share, wrong);
        beads[k].score = bihe_trust(weights, beads[k].score, pair ? &odds : NULL);
    }
}

static bihe_status decide(const bihe_stages *s, const bihe_model *model, bihe_bead_list *beads,
                          bihe_error *err)
{
    const size_t start = beads->count;
    const bihe_weigh_input input = bihe_stages_input(s);
    float *values = bihe_mem_new(s->allocator, s->graph.count, sizeof *values);
    bihe_explained *explained = bihe_mem_new(s->allocator, s->graph.count, sizeof *explained);
    bihe_status status = values != NULL && explained != NULL ? BIHE_OK : bihe_fail_memory(err);
    if (status == BIHE_OK)
        status = bihe_weigh_values(&input, &model->weights, values, explained, s->allocator, err);
    if (status == BIHE_OK) status = bihe_stages_decide(&s->graph, values, beads, s->allocator, err);
    if (status == BIHE_OK)
        calibrate(s, &model->weights, explained, beads->items + start, beads->count - start);
    bihe_mem_free(s->allocator, values);
    bihe_mem_free(s->allocator, explained);
    return status;
}

bihe_status bihe_aligner_do(const bihe_align_job *job, bihe_bead_list *beads,
                            const bihe_allocator *allocator, bihe_error *err)
{
    bihe_stages stages = {.allocator = allocator};
    const size_t start = beads->count;
    bihe_status status = bihe_stages_run(&stages, job->sources, job->options, job->sides, err);
    if (status != BIHE_OK) return status;
    const bihe_model *model = job->sources->model;
    status = decide(&stages, model, beads, err);
    if (status == BIHE_OK && job->related != NULL) {
        const bihe_bead_list found = {beads->items + start, beads->count - start, 0};
        status =
            bihe_agree_words(model->lexicon, &stages.words, &found, job->related, allocator, err);
    }
    bihe_stages_clear(&stages);
    return status;
}

bihe_status bihe_aligner_run(const bihe_align_sources *sources, const bihe_options *options,
                             const bihe_align_side sides[2], bihe_bead_list *beads,
                             const bihe_allocator *allocator, bihe_error *err)
{
    const bihe_align_job job = {sources, options, sides, NULL};
    return bihe_aligner_do(&job, beads, allocator, err);
}
