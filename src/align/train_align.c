/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `bihe train align`: documents whose beads are known give the weights. Each document is also
 * aligned with weights learned from the others; what its scores were worth calibrates the scores.
 */
#include "align/train_weights.h"
#include "base/error.h"
#include "base/file.h"
#include "bihe/train.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

enum { FILE_LIMIT = 1 << 28, CALIBRATION_STEPS = 2000, LARGEST = 8 /* sentences a side */ };

/* Posteriors of chosen beads, and whether each was right. */
typedef struct trial {
    double odds; /* log odds of the posterior */
    bool right;
} trial;

typedef struct trainer {
    bihe_allocator allocator;
    bihe_model *model;
    bihe_options options;
    const bihe_train_gold *gold;
    size_t count;
    bihe_known *known;  /* graphs with all true beads, to learn from */
    bihe_known *unseen; /* graphs as alignment makes them, to be tried on */
    trial *trials;
    size_t trial_count, trial_capacity;
    bihe_train_align_report report;
} trainer;

/* A document while it is read. */
typedef struct reading {
    bihe_buffer text[2];
    bihe_sentence *sentences[2];
    size_t count[2];
    bihe_bead_list beads;
} reading;

/* --- reading --------------------------------------------------------------------------------- */

static bihe_status read_text(trainer *t, reading *r, int side, const char *path, bihe_error *err)
{
    const bihe_status status = bihe_file_read(path, FILE_LIMIT, &r->text[side], err);
    if (status != BIHE_OK) return status;
    const bihe_view text = bihe_buffer_view(&r->text[side]);
    if (bihe_utf8_valid_prefix(text) < text.len)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, path, 0, 0, "not valid UTF-8");
    size_t capacity = 0;
    for (size_t start = 0; start < text.len;) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        void *sentences = r->sentences[side];
        if (!bihe_array_reserve(&t->allocator, &sentences, &capacity, r->count[side] + 1,
                                sizeof *r->sentences[side]))
            return bihe_fail_memory(err);
        r->sentences[side] = sentences;
        r->sentences[side][r->count[side]++] =
            (bihe_sentence){.text = bihe_utf8_trim(bihe_view_slice(text, start, end))};
        start = end + 1;
    }
    return BIHE_OK;
}

/* Reads "[4,5]" whose numbers go on from `next`; false where they do not. */
static bool take_run(bihe_view line, size_t *at, size_t next, size_t *count)
{
    *count = 0;
    if (*at >= line.len || line.ptr[*at] != '[') return false;
    for (++*at; *at < line.len && line.ptr[*at] != ']';) {
        size_t value = 0, digits = 0;
        for (; *at < line.len && line.ptr[*at] >= '0' && line.ptr[*at] <= '9'; ++*at, digits++)
            value = value * 10 + (size_t)(line.ptr[*at] - '0');
        if (digits == 0 || digits > 9 || value != next + *count) return false;
        ++*count;
        while (*at < line.len && (line.ptr[*at] == ',' || line.ptr[*at] == ' '))
            ++*at;
    }
    if (*at >= line.len) return false;
    ++*at;
    return true;
}

static bihe_status add_bead(trainer *t, reading *r, const size_t first[2], const size_t count[2],
                            bihe_error *err)
{
    void *items = r->beads.items;
    if (!bihe_array_reserve(&t->allocator, &items, &r->beads.capacity, r->beads.count + 1,
                            sizeof *r->beads.items))
        return bihe_fail_memory(err);
    r->beads.items = items;
    r->beads.items[r->beads.count++] = (bihe_bead){{first[0], first[1]}, {count[0], count[1]}, 0};
    return BIHE_OK;
}

/* Sentences without counterpart are beads of their own. */
static bihe_status add_beads(trainer *t, reading *r, size_t next[2], const size_t count[2],
                             bihe_error *err)
{
    bihe_status status = BIHE_OK;
    if (count[0] > 0 && count[1] > 0) {
        status = add_bead(t, r, next, count, err);
        next[0] += count[0];
        next[1] += count[1];
        return status;
    }
    for (int s = 0; s < 2; s++) {
        for (size_t k = 0; k < count[s] && status == BIHE_OK; k++, next[s]++)
            status = add_bead(t, r, next, (size_t[2]){s == 0, s == 1}, err);
    }
    return status;
}

static bihe_status read_beads(trainer *t, reading *r, const char *path, bihe_error *err)
{
    bihe_buffer bytes;
    bihe_buffer_init(&bytes, &t->allocator);
    bihe_status status = bihe_file_read(path, FILE_LIMIT, &bytes, err);
    const bihe_view text = bihe_buffer_view(&bytes);
    size_t next[2] = {0, 0}, number = 1;
    for (size_t start = 0; start < text.len && status == BIHE_OK; number++) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        const bihe_view line = bihe_utf8_trim(bihe_view_slice(text, start, end));
        size_t at = 0, count[2] = {0, 0};
        start = end + 1;
        if (line.len == 0) continue;
        const bool good = take_run(line, &at, next[0], &count[0]) && at < line.len &&
                          line.ptr[at++] == ':' && take_run(line, &at, next[1], &count[1]);
        if (!good || next[0] + count[0] > r->count[0] || next[1] + count[1] > r->count[1])
            status = bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0,
                                  "beads must hold the sentences of both files in order");
        if (status == BIHE_OK && (count[0] > LARGEST || count[1] > LARGEST))
            status = bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0,
                                  "beads of more than %d sentences a side cannot be learned from",
                                  LARGEST);
        if (status == BIHE_OK) status = add_beads(t, r, next, count, err);
    }
    if (status == BIHE_OK && (next[0] != r->count[0] || next[1] != r->count[1]))
        status = bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0,
                              "sentences are missing: %zu and %zu of %zu and %zu", next[0], next[1],
                              r->count[0], r->count[1]);
    bihe_buffer_clear(&bytes);
    return status;
}

/* --- documents ------------------------------------------------------------------------------- */

/* Marks the arcs that are true beads, which stand in the same order. */
static void mark_right(bihe_known *known, const bihe_bead_list *beads)
{
    size_t k = 0;
    for (size_t b = 0; b < beads->count; b++) {
        const bihe_bead *bead = &beads->items[b];
        const size_t end0 = bead->first[0] + bead->count[0];
        const size_t end1 = bead->first[1] + bead->count[1];
        for (; k < known->graph.count; k++) {
            const bihe_arc *arc = &known->graph.arcs[k];
            const bihe_shape shape = known->graph.shapes[arc->shape];
            if (arc->end[0] > end0 || (arc->end[0] == end0 && arc->end[1] > end1)) break;
            if (arc->end[0] == end0 && arc->end[1] == end1 && shape.n[0] == bead->count[0] &&
                shape.n[1] == bead->count[1])
                known->right[k] = true;
        }
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
static bihe_status look(trainer *t, const reading *r, bool with_truth, bihe_known *known,
                        bihe_error *err)
{
    const bihe_options wide = options_for(t, &r->beads);
    bihe_stages stages;
    const bihe_align_side sides[2] = {{r->sentences[0], r->count[0]},
                                      {r->sentences[1], r->count[1]}};
    const bihe_align_sources sources = {t->model, NULL};
    bihe_status status = bihe_stages_run(&stages, &sources, with_truth ? &wide : &t->options, sides,
                                         with_truth ? &r->beads : NULL, &t->allocator, err);
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

static bihe_status read_document(trainer *t, size_t d, bihe_error *err)
{
    const bihe_train_gold *gold = &t->gold[d];
    reading r = {.sentences = {NULL, NULL}};
    bihe_buffer_init(&r.text[0], &t->allocator);
    bihe_buffer_init(&r.text[1], &t->allocator);
    bihe_status status = read_text(t, &r, 0, gold->zh, err);
    if (status == BIHE_OK) status = read_text(t, &r, 1, gold->en, err);
    if (status == BIHE_OK) status = read_beads(t, &r, gold->beads, err);
    if (status == BIHE_OK) status = look(t, &r, true, &t->known[d], err);
    if (status == BIHE_OK) status = look(t, &r, false, &t->unseen[d], err);
    t->known[d].beads = r.beads;
    for (int s = 0; s < 2; s++) {
        bihe_buffer_clear(&r.text[s]);
        bihe_mem_free(&t->allocator, r.sentences[s]);
    }
    return status;
}

/* --- trying ---------------------------------------------------------------------------------- */

static bihe_status add_trial(trainer *t, const bihe_bead *bead, bool right, bihe_error *err)
{
    void *trials = t->trials;
    if (!bihe_array_reserve(&t->allocator, &trials, &t->trial_capacity, t->trial_count + 1,
                            sizeof *t->trials))
        return bihe_fail_memory(err);
    t->trials = trials;
    const double p = fmin(fmax(bead->score, 1e-6), 1 - 1e-6);
    t->trials[t->trial_count++] = (trial){log(p / (1 - p)), right};
    return BIHE_OK;
}

static bool is_pair(const bihe_bead *bead)
{
    return bead->count[0] > 0 && bead->count[1] > 0;
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
        if (pairs && !is_pair(bead)) continue;
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
    count_hits(beads, &t->known[d].beads, false, tried);
    count_hits(&t->known[d].beads, beads, true, gold);
    c->tried += tried[0];
    c->tried_strict += tried[1];
    c->tried_lax += tried[2];
    c->gold += gold[0];
    c->gold_strict += gold[1];
    c->gold_lax += gold[2];
}

static bihe_status try_beads(trainer *t, const bihe_known *d, const bihe_bead_list *beads,
                             bihe_error *err)
{
    size_t k = 0;
    bihe_status status = BIHE_OK;
    for (size_t b = 0; b < beads->count && status == BIHE_OK; b++) {
        const bihe_bead *bead = &beads->items[b];
        const size_t end0 = bead->first[0] + bead->count[0];
        const size_t end1 = bead->first[1] + bead->count[1];
        bool right = false;
        while (k < d->graph.count &&
               (d->graph.arcs[k].end[0] < end0 ||
                (d->graph.arcs[k].end[0] == end0 && d->graph.arcs[k].end[1] < end1)))
            k++;
        for (size_t n = k; n < d->graph.count && d->graph.arcs[n].end[0] == end0 &&
                           d->graph.arcs[n].end[1] == end1;
             n++) {
            const bihe_shape shape = d->graph.shapes[d->graph.arcs[n].shape];
            if (shape.n[0] == bead->count[0] && shape.n[1] == bead->count[1]) right = d->right[n];
        }
        status = add_trial(t, bead, right, err);
    }
    return status;
}

/* Aligns a document with weights learned from the others. */
static bihe_status try_document(trainer *t, size_t d, bihe_error *err)
{
    bihe_align_weights weights;
    bihe_bead_list beads = {NULL, 0, 0};
    const bihe_known *unseen = &t->unseen[d];
    bihe_align_weights_default(&weights, &t->model->align);
    bihe_status status = bihe_train_crf(t->known, t->count, d, &weights, &t->allocator, err);
    double probability = 0;
    if (status == BIHE_OK)
        status =
            bihe_known_probability(&t->known[d], weights.value, &probability, &t->allocator, err);
    t->report.log_probability += probability;
    if (status != BIHE_OK) return status;
    float *values = bihe_mem_new(&t->allocator, unseen->graph.count, sizeof *values);
    if (values == NULL) return bihe_fail_memory(err);
    bihe_known_values(unseen, weights.value, values);
    status = bihe_stages_decide(&unseen->graph, values, &beads, &t->allocator, err);
    if (status == BIHE_OK) status = try_beads(t, unseen, &beads, err);
    if (status == BIHE_OK) count_document(t, d, &beads);
    bihe_mem_free(&t->allocator, values);
    bihe_mem_free(&t->allocator, beads.items);
    return status;
}

/* Logistic regression of being right on the log odds of the posterior (Platt 1999). */
static void calibrate(const trainer *t, bihe_align_weights *weights)
{
    double slope = 1, offset = 0;
    for (int n = 0; n < CALIBRATION_STEPS && t->trial_count > 0; n++) {
        double up[2] = {0, 0};
        for (size_t k = 0; k < t->trial_count; k++) {
            const double p = 1 / (1 + exp(-(slope * t->trials[k].odds + offset)));
            const double away = (t->trials[k].right ? 1 : 0) - p;
            up[0] += away * t->trials[k].odds;
            up[1] += away;
        }
        slope += 0.1 * up[0] / (double)t->trial_count;
        offset += 0.5 * up[1] / (double)t->trial_count;
    }
    weights->slope = fmax(slope, 0.05);
    weights->offset = offset;
}

/* What the calibrated scores are worth. */
static void judge_scores(trainer *t, const bihe_align_weights *weights)
{
    for (size_t k = 0; k < t->trial_count; k++) {
        const trial *x = &t->trials[k];
        const double p = 1 / (1 + exp(-(weights->slope * x->odds + weights->offset)));
        const int bin = (int)fmin(p * BIHE_TRAIN_BINS, BIHE_TRAIN_BINS - 1);
        const double away = p - (x->right ? 1 : 0);
        t->report.tried[bin]++;
        t->report.right[bin] += x->right;
        t->report.brier += away * away / (double)t->trial_count;
    }
}

/* --- writing --------------------------------------------------------------------------------- */

static bihe_status write_weights(const trainer *t, const bihe_align_weights *weights,
                                 const char *path, bihe_error *err)
{
    bihe_buffer out;
    bihe_output file;
    bihe_buffer_init(&out, &t->allocator);
    bihe_buffer_append_text(&out, "# Weights of what the aligner looks at in a bead: made by "
                                  "`bihe train align`, see ../README.md\n");
    for (int k = 0; k < BIHE_FEATURES; k++) {
        char name[BIHE_FEATURE_NAME];
        if (fabsf(weights->value[k]) < 5e-5F) continue;
        bihe_feature_name(k, name);
        bihe_buffer_append_format(&out, "%s: ", name);
        bihe_buffer_append_fixed(&out, (double)weights->value[k], 4);
        bihe_buffer_append_byte(&out, '\n');
    }
    bihe_buffer_append_text(&out, "calibration.slope: ");
    bihe_buffer_append_fixed(&out, weights->slope, 4);
    bihe_buffer_append_text(&out, "\ncalibration.offset: ");
    bihe_buffer_append_fixed(&out, weights->offset, 4);
    bihe_buffer_append_byte(&out, '\n');
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
        status = bihe_train_crf(t->known, t->count, t->count, &weights, &t->allocator, err);
    if (status != BIHE_OK) return status;
    calibrate(t, &weights);
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
    bihe_options_init(&t.options);
    t.options.presegmented = true;
    bihe_status status = bihe_model_load(&t.model, model, &t.allocator, err);
    t.known = bihe_mem_new0(&t.allocator, count, sizeof *t.known);
    t.unseen = bihe_mem_new0(&t.allocator, count, sizeof *t.unseen);
    if (status == BIHE_OK && (t.known == NULL || t.unseen == NULL)) status = bihe_fail_memory(err);
    if (status == BIHE_OK) status = learn(&t, path, err);
    t.report.documents = count;
    if (status == BIHE_OK && report != NULL) *report = t.report;
    clear_known(t.known, count, &t.allocator);
    clear_known(t.unseen, count, &t.allocator);
    bihe_mem_free(&t.allocator, t.trials);
    bihe_model_free(t.model);
    return status;
}
