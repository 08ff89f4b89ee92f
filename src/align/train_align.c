/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `bihe train align`: documents whose beads are known give the weights. Each document is also
 * aligned with weights learned from the others; what its scores were worth calibrates the scores.
 */
#include "align/train_gold.h"
#include "align/train_trust.h"
#include "align/train_weights.h"
#include "base/error.h"
#include "base/file.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Graphs of each document: as it is; of a copy that has lost parts; of one with wrong sentences, to
 * be tried on only. */
enum {
    WHOLE,
    THIN,
    THINS = 3, /* what is lost is chance: of one copy the weights go up and down by it */
    SWAPPED = THIN + THINS,
    COPIES,
    THIN_SEED = 7919 /* between the seeds of a document's copies */
};

/* Of all thin copies of a document, beside 1 for itself. At 1 lax F1 on novels, which lose little,
 * is .996 in place of .999; at 0 posts, which lose more, have .002 less exact F1. */
static const double THIN_WEIGHT = 0.1;

typedef struct trainer {
    bihe_allocator allocator;
    bihe_model *model;
    bihe_options options;
    const bihe_train_gold *gold;
    size_t count;
    /* by copy, then by document */
    bihe_known *known;  /* graphs with all true beads, to learn from; not of SWAPPED */
    bihe_known *unseen; /* graphs as alignment makes them, to be tried on */
    bihe_trial *trials;
    size_t trial_count, trial_capacity;
    bihe_train_align_report report;
} trainer;

/* --- documents ------------------------------------------------------------------------------- */

/* Marks the arcs that are true beads, which stand in the same order. */
static void mark_right(bihe_known *known, const bihe_bead_list *beads)
{
    size_t at = 0;
    for (size_t b = 0; b < beads->count; b++) {
        const size_t arc = bihe_graph_find(&known->graph, &beads->items[b], &at);
        if (arc < known->graph.count) known->right[arc] = true;
    }
}

typedef struct copier {
    bihe_known *known;
    const bihe_stages *stages;
} copier;

static bihe_status copy_features(void *user, size_t arc, const float *features, bihe_error *err)
{
    (void)err;
    const copier *c = user;
    const bihe_arc *a = &c->known->graph.arcs[arc];
    memcpy(c->known->features + arc * BIHE_FEATURES, features, BIHE_FEATURES * sizeof *features);
    c->known->fixed[arc] = (float)bihe_cost_fixed(&c->stages->cost, a->shape, a->end[0], a->end[1]);
    return BIHE_OK;
}

/* Options under which the graph can hold all true beads. With one of them missing no path would be
 * the true one, and what is learned from the others suffers (lax F1 .996 in place of .999). */
static bihe_options options_for(const trainer *t, const bihe_bead_list *beads)
{
    bihe_options o = t->options;
    o.max_bead[0] = 4;
    o.max_bead[1] = 6;
    o.max_bead_sum = 8;
    for (size_t k = 0; k < beads->count; k++) {
        const int n[2] = {(int)beads->items[k].count[0], (int)beads->items[k].count[1]};
        for (int s = 0; s < 2; s++)
            if (n[s] > o.max_bead[s]) o.max_bead[s] = n[s];
        if (n[0] + n[1] > o.max_bead_sum) o.max_bead_sum = n[0] + n[1];
    }
    return o;
}

/* Runs the stages and keeps the features of the graph. */
static bihe_status look(trainer *t, const bihe_gold *r, bool with_truth, bihe_known *known,
                        bihe_error *err)
{
    const bihe_options wide = options_for(t, &r->beads);
    bihe_stages stages = {.allocator = &t->allocator, .also = with_truth ? &r->beads : NULL};
    const bihe_align_side sides[2] = {{r->sentences[0], r->count[0]},
                                      {r->sentences[1], r->count[1]}};
    const bihe_align_sources sources = {t->model, NULL};
    bihe_status status =
        bihe_stages_run(&stages, &sources, with_truth ? &wide : &t->options, sides, err);
    if (status != BIHE_OK) return status;
    const size_t arcs = stages.graph.count;
    const bihe_weigh_input input = bihe_stages_input(&stages);
    known->graph = stages.graph;
    known->shape_copy = bihe_mem_new(&t->allocator, stages.cost.shape_count, sizeof(bihe_shape));
    known->features = bihe_mem_new(&t->allocator, arcs, BIHE_FEATURES * sizeof *known->features);
    known->fixed = bihe_mem_new(&t->allocator, arcs, sizeof *known->fixed);
    known->right = bihe_mem_new0(&t->allocator, arcs, sizeof *known->right);
    if (known->features == NULL || known->fixed == NULL || known->right == NULL ||
        known->shape_copy == NULL)
        status = bihe_fail_memory(err);
    copier c = {known, &stages};
    if (status == BIHE_OK) status = bihe_weigh(&input, copy_features, &c, &t->allocator, err);
    if (status == BIHE_OK) {
        memcpy(known->shape_copy, stages.cost.shapes, stages.cost.shape_count * sizeof(bihe_shape));
        known->graph.shapes = known->shape_copy;
        mark_right(known, &r->beads);
    } else {
        known->graph = (bihe_graph){0};
        bihe_graph_clear(&stages.graph, &t->allocator);
    }
    stages.graph = (bihe_graph){0};
    bihe_stages_clear(&stages);
    return status;
}

/* Takes over the beads. */
static bihe_status look_at(trainer *t, size_t copy, size_t d, bihe_gold *gold, bihe_error *err)
{
    const size_t k = copy * t->count + d;
    bihe_status status = BIHE_OK;
    if (copy != SWAPPED) {
        status = look(t, gold, true, &t->known[k], err);
        t->known[k].group = d;
        t->known[k].weight = copy == WHOLE ? 1 : THIN_WEIGHT / THINS;
    }
    if (status == BIHE_OK) status = look(t, gold, false, &t->unseen[k], err);
    t->unseen[k].beads = gold->beads;
    gold->beads = (bihe_bead_list){NULL, 0, 0};
    return status;
}

/* Takes a document, and a copy that has lost parts: the true beads of the first are what most texts
 * are like, those of the second show what a missing translation looks like. The third shows what no
 * translation looks like, which only scores can tell: one sentence for another is rare. */
static bihe_status read_document(trainer *t, size_t d, bihe_error *err)
{
    bihe_gold gold[COPIES] = {{.allocator = NULL}};
    const uint32_t seed = (uint32_t)d + 1;
    bihe_status status = bihe_gold_read(&gold[WHOLE], &t->gold[d], &t->allocator, err);
    for (uint32_t n = 0; n < THINS && status == BIHE_OK; n++)
        status = bihe_gold_thin(&gold[THIN + n], &gold[WHOLE], seed + n * THIN_SEED, err);
    if (status == BIHE_OK) status = bihe_gold_swap(&gold[SWAPPED], &gold[WHOLE], seed, err);
    for (size_t copy = 0; copy < COPIES && status == BIHE_OK; copy++)
        status = look_at(t, copy, d, &gold[copy], err);
    for (size_t copy = 0; copy < COPIES; copy++)
        if (gold[copy].allocator != NULL) bihe_gold_clear(&gold[copy]);
    return status;
}

/* --- trying ---------------------------------------------------------------------------------- */

static bihe_status add_trial(trainer *t, const bihe_trial *trial, bihe_error *err)
{
    void *trials = t->trials;
    if (!bihe_array_reserve(&t->allocator, &trials, &t->trial_capacity, t->trial_count + 1,
                            sizeof *t->trials))
        return bihe_fail_memory(err);
    t->trials = trials;
    t->trials[t->trial_count++] = *trial;
    return BIHE_OK;
}

static bool share_link(const bihe_bead *a, const bihe_bead *b)
{
    for (int s = 0; s < 2; s++) {
        if (a->first[s] >= b->first[s] + b->count[s] || b->first[s] >= a->first[s] + a->count[s])
            return false;
    }
    return true;
}

static bool is_same(const bihe_bead *a, const bihe_bead *b)
{
    return a->first[0] == b->first[0] && a->first[1] == b->first[1] && a->count[0] == b->count[0] &&
           a->count[1] == b->count[1];
}

/* How many of `beads` (with `pairs`: of those with both sides) are among `others`, and how many
 * share a link with one of them or are among them. */
static void count_hits(const bihe_bead_list *beads, const bihe_bead_list *others, bool pairs,
                       size_t hits[3])
{
    size_t from = 0;
    for (size_t k = 0; k < beads->count; k++) {
        const bihe_bead *bead = &beads->items[k];
        bool same = false, linked = false;
        if (pairs && !bihe_bead_is_pair(bead)) continue;
        while (from < others->count &&
               others->items[from].first[0] + others->items[from].count[0] + 8 < bead->first[0])
            from++;
        for (size_t n = from;
             n < others->count && others->items[n].first[0] <= bead->first[0] + bead->count[0];
             n++) {
            same = same || is_same(bead, &others->items[n]);
            linked = linked || share_link(bead, &others->items[n]);
        }
        hits[0]++;
        hits[1] += same;
        hits[2] += same || linked;
    }
}

static void count_document(trainer *t, size_t d, const bihe_bead_list *beads)
{
    size_t tried[3] = {0, 0, 0}, gold[3] = {0, 0, 0};
    bihe_eval_counts *c = &t->report.counts;
    count_hits(beads, &t->unseen[d].beads, false, tried);
    count_hits(&t->unseen[d].beads, beads, true, gold);
    c->tried += tried[0];
    c->tried_strict += tried[1];
    c->tried_lax += tried[2];
    c->gold += gold[0];
    c->gold_strict += gold[1];
    c->gold_lax += gold[2];
}

/* Whether no sentence of one side of the bead belongs to one of the other. */
static bool is_foreign(const bihe_bead_list *beads, const bihe_bead *bead)
{
    for (size_t k = 0; k < beads->count; k++) {
        const bihe_bead *other = &beads->items[k];
        if (bihe_bead_is_pair(other) && share_link(bead, other)) return false;
    }
    return true;
}

/* What is known of a chosen bead, and its words. */
static bihe_trial trial_of(const bihe_known *d, const bihe_bead *bead, size_t *at,
                           bihe_explained *explained)
{
    bihe_trial trial = {.posterior = bead->score, .pair = bihe_bead_is_pair(bead)};
    *explained = (bihe_explained){0, 0};
    if (trial.pair) {
        const size_t arc = bihe_graph_find(&d->graph, bead, at);
        if (arc == d->graph.count) return trial;
        *explained = bihe_explained_of(d->features + arc * BIHE_FEATURES);
        trial.right = d->right[arc];
        trial.foreign = is_foreign(&d->beads, bead);
        return trial;
    }
    /* a sentence left alone is right wherever it is between its neighbours */
    const int side = bead->count[0] > 0 ? 0 : 1;
    for (size_t k = 0; k < d->beads.count; k++) {
        const bihe_bead *other = &d->beads.items[k];
        trial.right |= other->count[side] == 1 && other->count[1 - side] == 0 &&
                       other->first[side] == bead->first[side];
    }
    return trial;
}

static bihe_status try_beads(trainer *t, size_t document, const bihe_bead_list *beads,
                             bihe_error *err)
{
    size_t at = 0;
    const size_t first = t->trial_count;
    bihe_explained *explained = bihe_mem_new(&t->allocator, beads->count, sizeof *explained);
    bihe_status status = explained != NULL ? BIHE_OK : bihe_fail_memory(err);
    for (size_t b = 0; b < beads->count && status == BIHE_OK; b++) {
        bihe_trial trial = trial_of(&t->unseen[document], &beads->items[b], &at, &explained[b]);
        trial.counts = document < t->count;
        trial.swapped = document / t->count == SWAPPED;
        status = add_trial(t, &trial, err);
    }
    if (status == BIHE_OK) {
        const double share = bihe_explained_share(explained, beads->count);
        for (size_t b = 0; b < beads->count; b++)
            t->trials[first + b].odds = bihe_explained_odds(explained[b], share, 0);
    }
    bihe_mem_free(&t->allocator, explained);
    return status;
}

/* Aligns a document, or its copy, with weights learned from others. */
static bihe_status try_one(trainer *t, size_t document, const bihe_align_weights *weights,
                           bihe_error *err)
{
    bihe_bead_list beads = {NULL, 0, 0};
    const bihe_known *unseen = &t->unseen[document];
    float *values = bihe_mem_new(&t->allocator, unseen->graph.count, sizeof *values);
    if (values == NULL) return bihe_fail_memory(err);
    bihe_known_values(unseen, weights->value, values);
    bihe_status status = bihe_stages_decide(&unseen->graph, values, &beads, &t->allocator, err);
    if (status == BIHE_OK) status = try_beads(t, document, &beads, err);
    if (status == BIHE_OK && document < t->count) count_document(t, document, &beads);
    bihe_mem_free(&t->allocator, values);
    bihe_mem_free(&t->allocator, beads.items);
    return status;
}

static bihe_status try_document(trainer *t, size_t d, bihe_error *err)
{
    bihe_align_weights weights;
    double probability = 0;
    bihe_align_weights_default(&weights, &t->model->align);
    bihe_status status =
        bihe_train_crf(t->known, SWAPPED * t->count, d, &weights, &t->allocator, err);
    if (status == BIHE_OK)
        status =
            bihe_known_probability(&t->known[d], weights.value, &probability, &t->allocator, err);
    t->report.log_probability += probability;
    for (size_t copy = 0; copy < COPIES && status == BIHE_OK; copy++)
        status = try_one(t, copy * t->count + d, &weights, err);
    return status;
}

/* What the calibrated scores are worth. */
static void judge_scores(trainer *t, const bihe_align_weights *weights)
{
    double count = 0;
    for (size_t k = 0; k < t->trial_count; k++) {
        const bihe_trial *x = &t->trials[k];
        if (!x->counts) continue;
        const double p = bihe_trust(weights, x->posterior, x->pair ? &x->odds : NULL);
        const int bin = (int)fmin(p * BIHE_TRAIN_BINS, BIHE_TRAIN_BINS - 1);
        const double away = p - (x->right ? 1 : 0);
        t->report.tried[bin]++;
        t->report.right[bin] += x->right;
        t->report.brier += away * away;
        count++;
    }
    t->report.brier /= fmax(count, 1);
}

/* --- writing --------------------------------------------------------------------------------- */

static bihe_status write_weights(const trainer *t, const bihe_align_weights *weights,
                                 const char *path, bihe_error *err)
{
    bihe_buffer out;
    bihe_output file;
    bihe_buffer_init(&out, &t->allocator);
    bihe_buffer_append_text(&out, "# Weights of what the aligner looks at in a bead: made by "
                                  "`bihe train align`, see bihe(1)\n");
    bihe_align_weights_append(&out, weights);
    bihe_status status =
        out.failed ? bihe_fail_memory(err) : bihe_output_open(&file, path, &t->allocator, err);
    if (status == BIHE_OK) {
        status = bihe_output_write(&file, bihe_buffer_view(&out), err);
        if (status == BIHE_OK)
            status = bihe_output_close(&file, err);
        else
            bihe_output_abandon(&file);
    }
    bihe_buffer_clear(&out);
    return status;
}

static void clear_known(bihe_known *known, size_t count, const bihe_allocator *allocator)
{
    for (size_t d = 0; known != NULL && d < count; d++) {
        bihe_graph_clear(&known[d].graph, allocator);
        bihe_mem_free(allocator, known[d].shape_copy);
        bihe_mem_free(allocator, known[d].features);
        bihe_mem_free(allocator, known[d].fixed);
        bihe_mem_free(allocator, known[d].right);
        bihe_mem_free(allocator, known[d].beads.items);
    }
    bihe_mem_free(allocator, known);
}

static bihe_status learn(trainer *t, const char *path, bihe_error *err)
{
    bihe_align_weights weights;
    bihe_status status = BIHE_OK;
    for (size_t d = 0; d < t->count && status == BIHE_OK; d++)
        status = read_document(t, d, err);
    for (size_t d = 0; d < t->count && t->count > 1 && status == BIHE_OK; d++)
        status = try_document(t, d, err);
    bihe_align_weights_default(&weights, &t->model->align);
    if (status == BIHE_OK)
        status =
            bihe_train_crf(t->known, SWAPPED * t->count, t->count, &weights, &t->allocator, err);
    if (status != BIHE_OK) return status;
    bihe_train_trust(t->trials, t->trial_count, &weights);
    judge_scores(t, &weights);
    return write_weights(t, &weights, path, err);
}

bihe_status bihe_train_align(const char *path, const char *model, const bihe_train_gold *gold,
                             size_t count, const bihe_allocator *allocator,
                             bihe_train_align_report *report, bihe_error *err)
{
    trainer t = {.allocator = allocator != NULL ? *allocator : bihe_allocator_default(),
                 .gold = gold,
                 .count = count};
    assert(count > 0);
    bihe_options_init(&t.options);
    t.options.presegmented = true;
    bihe_status status = bihe_model_load(&t.model, model, &t.allocator, err);
    t.known = bihe_mem_new0(&t.allocator, count, SWAPPED * sizeof *t.known);
    t.unseen = bihe_mem_new0(&t.allocator, count, COPIES * sizeof *t.unseen);
    if (status == BIHE_OK && (t.known == NULL || t.unseen == NULL)) status = bihe_fail_memory(err);
    if (status == BIHE_OK) status = learn(&t, path, err);
    t.report.documents = count;
    if (status == BIHE_OK && report != NULL) *report = t.report;
    clear_known(t.known, SWAPPED * count, &t.allocator);
    clear_known(t.unseen, COPIES * count, &t.allocator);
    bihe_mem_free(&t.allocator, t.trials);
    bihe_model_free(t.model);
    return status;
}
