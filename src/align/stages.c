/* SPDX-License-Identifier: Apache-2.0 */
/* The text is aligned with the generative model, so that it can teach what its words mean; only
 * then the learned weights decide. */
#include "align/stages.h"

#include "align/anchor.h"
#include "base/error.h"

enum { FURTHER_LESSONS = 2 };

/* At .3 there are twice as many beads, and strict F1 on MAC is .001 higher at most. */
static const double TEMPERATURE = 0.5, LEAST = 1e-4;

/* Aligns by the generative model, for the next lessons. */
static bihe_status learn(bihe_stages *s, bihe_error *err)
{
    bihe_align_weights weights;
    bihe_bead_list beads = {NULL, 0, 0};
    const bihe_weigh_input input = bihe_stages_input(s);
    float *values = bihe_mem_new(s->allocator, s->graph.count, sizeof *values);
    if (values == NULL) return bihe_fail_memory(err);
    bihe_align_weights_default(&weights, &s->cost.parameters);
    bihe_status status = bihe_weigh_values(&input, &weights, values, NULL, s->allocator, err);
    if (status == BIHE_OK) status = bihe_graph_best(&s->graph, values, &beads, s->allocator, err);
    bihe_mem_free(s->allocator, values);
    bihe_mem_free(s->allocator, s->lessons.items);
    s->lessons = beads;
    return status;
}

/* Widens the corridor so that it holds the beads. */
static void hold(bihe_corridor *c, const bihe_bead_list *beads)
{
    for (size_t k = 0; k < beads->count; k++) {
        const bihe_bead *b = &beads->items[k];
        for (size_t i = b->first[0]; i <= b->first[0] + b->count[0]; i++) {
            if (b->first[1] < c->from[i]) c->from[i] = b->first[1];
            if (b->first[1] + b->count[1] >= c->to[i]) c->to[i] = b->first[1] + b->count[1] + 1;
        }
    }
    bihe_corridor_finish(c);
}

static bihe_status find_corridor(bihe_stages *s, bihe_error *err)
{
    bihe_clues clues;
    bihe_status status = bihe_clues_init(&clues, &s->words, s->allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_anchor_corridor(&s->cost, &clues, &s->corridor, s->allocator, err);
    if (status == BIHE_OK && s->also != NULL) hold(&s->corridor, s->also);
    bihe_clues_clear(&clues, s->allocator);
    return status;
}

static bihe_status prepare(bihe_stages *s, const bihe_align_sources *sources,
                           const bihe_options *options, const bihe_align_side sides[2],
                           bihe_error *err)
{
    bihe_status status = bihe_terms_init(&s->words, sources, sides, s->allocator, err);
    if (status == BIHE_OK)
        status = bihe_cost_init(&s->cost, sources->model, options, sides, s->allocator, err);
    if (status == BIHE_OK) status = find_corridor(s, err);
    if (status == BIHE_OK)
        status = bihe_lexical_init(&s->lexical, &s->words, &s->corridor, options->max_bead,
                                   s->allocator, err);
    if (status == BIHE_OK) s->cost.lexical = &s->lexical;
    return status;
}

bihe_status bihe_stages_draft(bihe_stages *stages, const bihe_align_sources *sources,
                              const bihe_options *options, const bihe_align_side sides[2],
                              bihe_error *err)
{
    const bihe_allocator *allocator = stages->allocator;
    const bihe_graph_options wanted = {TEMPERATURE, LEAST, stages->also};
    bihe_status status = prepare(stages, sources, options, sides, err);
    if (status == BIHE_OK)
        status = bihe_graph_build(&stages->graph, &stages->cost, &stages->corridor, &wanted,
                                  allocator, err);
    stages->cost.lexical = NULL;
    bihe_lexical_clear(&stages->lexical);
    if (status != BIHE_OK) bihe_stages_clear(stages);
    return status;
}

bihe_status bihe_stages_run(bihe_stages *stages, const bihe_align_sources *sources,
                            const bihe_options *options, const bihe_align_side sides[2],
                            bihe_error *err)
{
    bihe_status status = bihe_stages_draft(stages, sources, options, sides, err);
    if (status != BIHE_OK) return status;
    /* without a lexicon the first path knew lengths only */
    const int more = sources->model->lexicon == NULL ? FURTHER_LESSONS : 0;
    for (int n = 0; n < more && status == BIHE_OK; n++)
        status = learn(stages, err);
    if (status != BIHE_OK) bihe_stages_clear(stages);
    return status;
}

void bihe_stages_clear(bihe_stages *stages)
{
    bihe_mem_free(stages->allocator, stages->lessons.items);
    bihe_graph_clear(&stages->graph, stages->allocator);
    bihe_lexical_clear(&stages->lexical);
    bihe_corridor_clear(&stages->corridor, stages->allocator);
    bihe_cost_clear(&stages->cost, stages->allocator);
    if (stages->words.arena.allocator.resize != NULL) bihe_terms_clear(&stages->words);
    *stages = (bihe_stages){0};
}

/* What a bead must be worth to be chosen: 0 chooses small beads for their number, much more than
 * this large ones. A sentence left alone counts half, since two of them stand for one pair. */
static const float PRICE = 0.3F;

static void price(const bihe_graph *graph, const float *posterior, float *values)
{
    for (size_t k = 0; k < graph->count; k++) {
        const bool pair = graph->arcs[k].shape >= BIHE_SHAPE_FIRST_PAIR;
        values[k] = (pair ? posterior[k] : posterior[k] / 2) - PRICE;
    }
}

bihe_status bihe_stages_decide(const bihe_graph *graph, const float *values, bihe_bead_list *beads,
                               const bihe_allocator *allocator, bihe_error *err)
{
    const size_t start = beads->count;
    float *gains = bihe_mem_new(allocator, graph->count, sizeof *gains);
    float *posterior = bihe_mem_new(allocator, graph->count, sizeof *posterior);
    bihe_status status = gains != NULL && posterior != NULL ? BIHE_OK : bihe_fail_memory(err);
    if (status == BIHE_OK)
        status = bihe_graph_posterior(graph, values, posterior, NULL, allocator, err);
    if (status == BIHE_OK) {
        price(graph, posterior, gains);
        status = bihe_graph_best(graph, gains, beads, allocator, err);
    }
    if (status == BIHE_OK)
        status = bihe_graph_score(graph, posterior, beads->items + start, beads->count - start,
                                  allocator, err);
    bihe_mem_free(allocator, gains);
    bihe_mem_free(allocator, posterior);
    return status;
}

bihe_weigh_input bihe_stages_input(const bihe_stages *stages)
{
    return (bihe_weigh_input){&stages->graph, &stages->cost, &stages->words,
                              stages->lessons.count > 0 ? &stages->lessons : &stages->graph.best,
                              NULL};
}
