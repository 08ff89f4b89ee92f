/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A word w of one side of a bead, explained by the n words v of the other, has the log ratio
 *
 *     r = log[(L q(w) + (1 - L) sum over v of t(w | v) d(w, v) / (n m + 1/2)) / q(w)]
 *
 * with L = 0.1, q its share in the text and t the translations, by the lexicon or the text itself;
 * d = exp(-4 |difference of relative places in the bead|), m its mean over places (the prior of
 * fast_align: Dyer, Chahuneau and Smith 2013). A piecewise linear function of r, with knots where
 * nothing explains the word and where something does, is learned for each class of words.
 */
#include "align/weigh.h"

#include "align/weigh_rows.h"
#include "base/approx.h"
#include "base/error.h"

#include <math.h>
#include <stdlib.h>

enum { NEAR_STEPS = 256 };

static const float BACKGROUND = 0.1F, STEEPNESS = 4;
static const float knots[BIHE_BASIS - 1] = {-0.5F, 0.5F};

/* Words of a sentence by class. */
typedef struct class_sums {
    float count[BIHE_CLASS_COUNT];
} class_sums;

typedef struct weigher {
    const bihe_weigh_input *in;
    const bihe_allocator *allocator;
    bihe_found_rows rows;
    class_sums *classes[2]; /* by sentence */
    float unmatched;        /* the ratio of a word without a match */
    float *sums[2];         /* by word of the bead: sum of t d */
    bool wanted[2];         /* sides whose words count */
    float near[NEAR_STEPS + 2];
    float *place[2]; /* by word of the bead: relative place in it */
    float *share;    /* by word of a side of the bead */
    double scale;    /* English characters a Chinese character in this text */
    float features[BIHE_FEATURES];
} weigher;

/* A bead under the eye: sentences [first, end) of both sides. */
typedef struct bead_view {
    size_t first[2], end[2];
    uint32_t use[2];  /* the first word of each side */
    size_t count[2];  /* words */
    double length[2]; /* characters */
} bead_view;

/* --- words ----------------------------------------------------------------------------------- */

/* exp(-STEEPNESS distance), 0 <= distance <= 1 */
static float nearness(const weigher *w, float distance)
{
    return w->near[(int)(distance * NEAR_STEPS + 0.5F)];
}

/* Relative places of the words of a side of the bead. */
static void place_words(weigher *w, const bead_view *b, int side)
{
    const bihe_term_side *s = &w->in->words->side[side];
    const float scale = 1 / (float)fmax(b->length[side], 1);
    size_t k = 0;
    for (size_t i = b->first[side]; i < b->end[side]; i++) {
        const float before = (float)(s->length[i] - s->length[b->first[side]]);
        for (uint32_t u = s->first[i]; u < s->first[i + 1]; u++)
            w->place[side][k++] = fminf((before + s->uses[u].middle) * scale, 1);
    }
}

static void sum_matches(weigher *w, const bead_view *b)
{
    const bihe_terms *words = w->in->words;
    for (int s = 0; s < 2; s++) {
        place_words(w, b, s);
        for (size_t k = 0; k < b->count[s]; k++)
            w->sums[s][k] = 0;
    }
    for (size_t i = b->first[0]; i < b->end[0]; i++) {
        const bihe_found_row *r = bihe_found_rows_of(&w->rows, i);
        const size_t zh = words->side[0].first[i] - b->use[0];
        for (size_t j = b->first[1]; j < b->end[1]; j++) {
            const size_t en = words->side[1].first[j] - b->use[1];
            for (uint32_t n = r->first[j - r->from]; n < r->first[j - r->from + 1]; n++) {
                const bihe_found *f = &r->items[n];
                const size_t x = zh + f->use[0], y = en + f->use[1];
                const float d = nearness(w, fabsf(w->place[0][x] - w->place[1][y]));
                w->sums[0][x] += f->given[0] * d;
                w->sums[1][y] += f->given[1] * d;
            }
        }
    }
}

/* Adds what a ratio says, in place of a word without a match. */
static void add_basis(float to[BIHE_BASIS], float ratio, float unmatched)
{
    to[0] += ratio - unmatched;
    for (int k = 0; k + 1 < BIHE_BASIS; k++)
        to[1 + k] += ratio > knots[k] ? ratio - knots[k] : 0;
}

/* Makes sums the ratios of the words. */
static void find_ratios(float *restrict sum, const float *restrict share,
                        const float *restrict mean, size_t count, float n)
{
    for (size_t k = 0; k < count; k++) {
        const float scale = (n * mean[k] + 0.5F) * share[k];
        sum[k] = bihe_approx_log(BACKGROUND + (1 - BACKGROUND) * sum[k] / scale);
    }
}

/* Counts the words of each sentence by class. */
static bihe_status count_classes(weigher *w, bihe_error *err)
{
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &w->in->words->side[s];
        w->classes[s] = bihe_mem_new0(w->allocator, side->count, sizeof *w->classes[s]);
        if (w->classes[s] == NULL) return bihe_fail_memory(err);
        for (size_t i = 0; i < side->count; i++) {
            for (uint32_t u = side->first[i]; u < side->first[i + 1]; u++)
                w->classes[s][i].count[side->words[side->uses[u].word].class] += 1;
        }
    }
    return BIHE_OK;
}

/* The features of a side whose words all are without a match. */
static void add_unmatched(weigher *w, const bead_view *b, int side)
{
    for (int class = 0; class < BIHE_CLASS_COUNT; class ++) {
        float count = 0;
        for (size_t i = b->first[side]; i < b->end[side]; i++)
            count += w->classes[side][i].count[class];
        w->features[bihe_word_feature(side, class, 0)] = count * w->unmatched;
    }
}

static void word_features(weigher *w, const bead_view *b)
{
    sum_matches(w, b);
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &w->in->words->side[s];
        const bihe_use *uses = &side->uses[b->use[s]];
        float *mean = w->place[s];
        if (!w->wanted[s]) continue;
        add_unmatched(w, b, s);
        for (size_t k = 0; k < b->count[s]; k++) {
            w->share[k] = side->words[uses[k].word].share;
            mean[k] = (2 - nearness(w, mean[k]) - nearness(w, 1 - mean[k])) / STEEPNESS;
        }
        find_ratios(w->sums[s], w->share, mean, b->count[s], (float)b->count[1 - s]);
        /* words without a match add nothing */
        for (size_t k = 0; k < b->count[s]; k++) {
            const int class = side->words[uses[k].word].class;
            add_basis(&w->features[bihe_word_feature(s, class, 0)], w->sums[s][k], w->unmatched);
        }
    }
}

/* --- everything else ------------------------------------------------------------------------- */

static void length_features(weigher *w, const bead_view *b)
{
    const bihe_align_parameters *p = &w->in->cost->parameters;
    /* the variance goes with the ratio, in a way that swapped sides agree on */
    const double variance = p->variance * sqrt(w->scale / p->ratio);
    const double zh = b->length[0] * w->scale, en = b->length[1];
    const double delta = (en - zh) / sqrt(variance * fmax(zh + en, 1) / 2);
    float *f = w->features;
    f[BIHE_F_TAIL] = (float)bihe_cost_tail(w->in->cost, fabs(delta));
    f[BIHE_F_LONG] = (float)fmax(0, fmin(delta, 4));
    f[BIHE_F_SHORT] = (float)fmax(0, fmin(-delta, 4));
}

static void mark_features(weigher *w, const bead_view *b)
{
    float *f = w->features;
    int marks[2][BIHE_KEPT_MARKS] = {{0}}, clauses[2] = {0, 0};
    for (int s = 0; s < 2; s++) {
        for (size_t i = b->first[s]; i < b->end[s]; i++) {
            const bihe_punctuation *p = &w->in->words->side[s].punctuation[i];
            clauses[s] += p->clauses;
            for (int k = 0; k < BIHE_KEPT_MARKS; k++)
                marks[s][k] += p->marks[k];
        }
    }
    for (int k = 0; k < BIHE_KEPT_MARKS; k++) {
        const int both = marks[0][k] < marks[1][k] ? marks[0][k] : marks[1][k];
        f[BIHE_F_MARKS_BOTH + k] = (float)both;
        f[BIHE_F_MARKS_ZH + k] = (float)(marks[0][k] - both);
        f[BIHE_F_MARKS_EN + k] = (float)(marks[1][k] - both);
    }
    const float more = logf(((float)clauses[0] + 0.5F) / ((float)clauses[1] + 0.5F));
    f[BIHE_F_CLAUSES] = fmaxf(0, more);
    f[BIHE_F_CLAUSES + 1] = fmaxf(0, -more);
}

static bool open_before(const bihe_term_side *side, size_t sentence)
{
    return sentence > 0 && side->punctuation[sentence - 1].open;
}

static void edge_marks(weigher *w, const bead_view *b)
{
    const bihe_term_side *zh = &w->in->words->side[0], *en = &w->in->words->side[1];
    const bihe_punctuation *z0 = &zh->punctuation[b->first[0]],
                           *z1 = &zh->punctuation[b->end[0] - 1];
    const bihe_punctuation *e0 = &en->punctuation[b->first[1]],
                           *e1 = &en->punctuation[b->end[1] - 1];
    float *q = w->features + BIHE_F_QUOTES;
    q[BIHE_QUOTE_STARTS_BOTH] = z0->starts_quote && e0->starts_quote;
    q[BIHE_QUOTE_STARTS_ZH] = z0->starts_quote && !e0->starts_quote;
    q[BIHE_QUOTE_STARTS_EN] = !z0->starts_quote && e0->starts_quote;
    q[BIHE_QUOTE_ENDS_BOTH] = z1->ends_quote && e1->ends_quote;
    q[BIHE_QUOTE_ENDS_ZH] = z1->ends_quote && !e1->ends_quote;
    q[BIHE_QUOTE_ENDS_EN] = !z1->ends_quote && e1->ends_quote;
    q[BIHE_QUOTE_OPEN_ONE] = z1->open != e1->open;
    q[BIHE_QUOTE_OPEN_BOTH] = z1->open && e1->open;
    q[BIHE_QUOTE_BEFORE_ONE] = open_before(zh, b->first[0]) != open_before(en, b->first[1]);
}

static void connector_features(weigher *w, const bead_view *b)
{
    const uint8_t zh = w->in->words->side[0].punctuation[b->first[0]].connector;
    const uint8_t en = w->in->words->side[1].punctuation[b->first[1]].connector;
    float *f = w->features + BIHE_F_CONNECTORS;
    f[BIHE_TIED_BOTH] = zh != BIHE_CONNECTOR_NONE && zh == en;
    f[BIHE_TIED_ZH] = zh != BIHE_CONNECTOR_NONE && en == BIHE_CONNECTOR_NONE;
    f[BIHE_TIED_EN] = zh == BIHE_CONNECTOR_NONE && en != BIHE_CONNECTOR_NONE;
}

static void shape_features(weigher *w, bihe_shape shape)
{
    const int a = shape.n[0], b = shape.n[1];
    if (a < BIHE_SHAPES_ZH && b < BIHE_SHAPES_EN)
        w->features[BIHE_F_SHAPE + a * BIHE_SHAPES_EN + b] = 1;
    else
        w->features[BIHE_F_SHAPE_MORE] = (float)(a + b - 2);
}

/* A sentence left alone: a long one is missed more. */
static void omission_features(weigher *w, const bihe_arc *arc, bihe_shape shape)
{
    const int side = shape.n[0] > 0 ? 0 : 1;
    const double *length = w->in->words->side[side].length;
    const double own = length[arc->end[side]] - length[arc->end[side] - 1];
    w->features[BIHE_F_OMITTED] = (float)(log((side == 0 ? own : own / w->scale) + 1) - 3);
}

static void look_at(weigher *w, const bihe_arc *arc)
{
    const bihe_shape shape = w->in->graph->shapes[arc->shape];
    for (int k = 0; k < BIHE_FEATURES; k++)
        w->features[k] = 0;
    shape_features(w, shape);
    if (shape.n[0] == 0 || shape.n[1] == 0) {
        omission_features(w, arc, shape);
        return;
    }
    bead_view b;
    for (int s = 0; s < 2; s++) {
        const bihe_term_side *side = &w->in->words->side[s];
        b.end[s] = arc->end[s];
        b.first[s] = arc->end[s] - shape.n[s];
        b.use[s] = side->first[b.first[s]];
        b.count[s] = side->first[b.end[s]] - b.use[s];
        b.length[s] = side->length[b.end[s]] - side->length[b.first[s]];
    }
    word_features(w, &b);
    length_features(w, &b);
    mark_features(w, &b);
    connector_features(w, &b);
    edge_marks(w, &b);
}

/* --- the walk -------------------------------------------------------------------------------- */

/* The most words that eight sentences in a row have. */
static size_t most_words(const bihe_term_side *side)
{
    size_t most = 1;
    for (size_t i = 0; i < side->count; i++) {
        const size_t end = i + BIHE_ROWS < side->count ? i + BIHE_ROWS : side->count;
        if (side->first[end] - side->first[i] > most) most = side->first[end] - side->first[i];
    }
    return most;
}

static bihe_status make_room(weigher *w, bihe_error *err)
{
    const bihe_term_side *side = w->in->words->side;
    const size_t most[2] = {most_words(&side[0]), most_words(&side[1])};
    for (int s = 0; s < 2; s++) {
        w->place[s] = bihe_mem_new(w->allocator, most[s], sizeof *w->place[s]);
        w->sums[s] = bihe_mem_new(w->allocator, most[s], sizeof *w->sums[s]);
        if (w->place[s] == NULL || w->sums[s] == NULL) return bihe_fail_memory(err);
    }
    w->share = bihe_mem_new(w->allocator, most[0] > most[1] ? most[0] : most[1], sizeof *w->share);
    if (w->share == NULL) return bihe_fail_memory(err);
    for (int k = 0; k < NEAR_STEPS + 2; k++)
        w->near[k] = expf(-STEEPNESS * (float)k / NEAR_STEPS);
    const double zh = side[0].length[side[0].count], en = side[1].length[side[1].count];
    w->scale = zh > 0 && en > 0 ? en / zh : w->in->cost->parameters.ratio;
    w->unmatched = bihe_approx_log(BACKGROUND);
    return count_classes(w, err);
}

static void clear(weigher *w)
{
    bihe_found_rows_clear(&w->rows);
    bihe_mem_free(w->allocator, w->share);
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(w->allocator, w->place[s]);
        bihe_mem_free(w->allocator, w->sums[s]);
        bihe_mem_free(w->allocator, w->classes[s]);
    }
}

bihe_status bihe_weigh(const bihe_weigh_input *input, bihe_weigh_fn fn, void *user,
                       const bihe_allocator *allocator, bihe_error *err)
{
    weigher w = {.in = input, .allocator = allocator};
    for (int s = 0; s < 2; s++)
        w.wanted[s] = input->weights == NULL || bihe_align_weights_words(input->weights, s);
    bihe_status status =
        bihe_found_rows_init(&w.rows, input->graph, input->words, input->lessons, allocator, err);
    if (status == BIHE_OK) status = make_room(&w, err);
    for (size_t k = 0; k < input->graph->count && status == BIHE_OK; k++) {
        const bihe_arc *arc = &input->graph->arcs[k];
        status = bihe_found_rows_load(&w.rows, arc, err);
        if (status != BIHE_OK) break;
        look_at(&w, arc);
        status = fn(user, k, w.features, err);
    }
    clear(&w);
    return status;
}

typedef struct valuer {
    const bihe_weigh_input *in;
    const bihe_align_weights *weights;
    float *values;
    bihe_explained *explained;
} valuer;

static bihe_status add_value(void *user, size_t arc, const float *features, bihe_error *err)
{
    (void)err;
    const valuer *v = user;
    const bihe_arc *a = &v->in->graph->arcs[arc];
    float sum = 0;
    for (int k = 0; k < BIHE_FEATURES; k++)
        sum += v->weights->value[k] * features[k];
    v->values[arc] = sum + (float)bihe_cost_fixed(v->in->cost, a->shape, a->end[0], a->end[1]);
    if (v->explained != NULL) v->explained[arc] = bihe_explained_of(features);
    return BIHE_OK;
}

bihe_status bihe_weigh_values(const bihe_weigh_input *input, const bihe_align_weights *weights,
                              float *values, bihe_explained *explained,
                              const bihe_allocator *allocator, bihe_error *err)
{
    valuer v = {input, weights, values, explained};
    bihe_weigh_input weighed = *input;
    weighed.weights = weights;
    return bihe_weigh(&weighed, add_value, &v, allocator, err);
}
