/* SPDX-License-Identifier: Apache-2.0 */
/* The stages, and the score of each bead. */
#include "align/aligner.h"

#include "align/agree.h"
#include "align/stages.h"
#include "base/error.h"

#include <math.h>

/* The chance that a bead with this posterior is right, as measured. */
static double calibrate(const bihe_align_weights *weights, double posterior)
{
    const double p = fmin(fmax(posterior, 1e-6), 1 - 1e-6);
    return 1 / (1 + exp(-(weights->slope * log(p / (1 - p)) + weights->offset)));
}

static bihe_status decide(const bihe_stages *s, const bihe_model *model, bihe_bead_list *beads,
                          bihe_error *err)
{
    const size_t start = beads->count;
    const bihe_weigh_input input = bihe_stages_input(s);
    float *values = bihe_mem_new(s->allocator, s->graph.count, sizeof *values);
    if (values == NULL) return bihe_fail_memory(err);
    bihe_status status = bihe_weigh_values(&input, &model->weights, values, s->allocator, err);
    if (status == BIHE_OK) status = bihe_stages_decide(&s->graph, values, beads, s->allocator, err);
    for (size_t k = start; k < beads->count && status == BIHE_OK; k++)
        beads->items[k].score = calibrate(&model->weights, beads->items[k].score);
    bihe_mem_free(s->allocator, values);
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
