/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terms of cost.c, each for all columns of a row at once. What words say of the bead of a and b
 * sentences is
 *
 *     sum over the last b English sentences of given[1](a) + over the last a Chinese of given[0](b)
 *
 * (lexical.h), so that it grows by one addition from shape to shape.
 */
#include "align/cost_row.h"

#include "align/lexical.h"
#include "base/approx.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

/* A shape's columns in a row. */
typedef struct strip {
    size_t k, i;
    bihe_columns columns;
    float *value; /* of the first of them */
} strip;

bihe_status bihe_cost_rows_init(bihe_cost_rows *rows, const bihe_cost *cost,
                                const bihe_corridor *corridor, const bihe_allocator *allocator,
                                bihe_error *err)
{
    *rows = (bihe_cost_rows){.cost = cost, .corridor = corridor, .allocator = allocator};
    memset(rows->shape, 0xFF, sizeof rows->shape);
    for (size_t k = BIHE_SHAPE_FIRST_PAIR; k < cost->shape_count; k++) {
        const uint8_t *n = cost->shapes[k].n;
        rows->shape[n[0]][n[1]] = (int8_t)k;
        for (int s = 0; s < 2; s++)
            if (n[s] > rows->most[s]) rows->most[s] = n[s];
    }
    const size_t widest = bihe_corridor_widest(corridor);
    rows->delta = bihe_mem_new(allocator, widest, sizeof *rows->delta);
    rows->sums[0] = bihe_mem_new(allocator, widest, BIHE_SIDE_LIMIT * sizeof *rows->sums[0]);
    rows->sums[1] = bihe_mem_new(allocator, widest, sizeof *rows->sums[1]);
    if (rows->delta != NULL && rows->sums[0] != NULL && rows->sums[1] != NULL) return BIHE_OK;
    bihe_cost_rows_clear(rows);
    return bihe_fail_memory(err);
}

void bihe_cost_rows_clear(bihe_cost_rows *rows)
{
    if (rows->allocator == NULL) return;
    bihe_mem_free(rows->allocator, rows->delta);
    bihe_mem_free(rows->allocator, rows->sums[0]);
    bihe_mem_free(rows->allocator, rows->sums[1]);
    *rows = (bihe_cost_rows){0};
}

/* --- words ----------------------------------------------------------------------------------- */

/* Sums of given[0](b) over the last Chinese sentences, by column of the row. */
static float *zh_sums(const bihe_cost_rows *r, int b)
{
    return r->sums[0] + (size_t)(b - 1) * r->columns;
}

/* Adds English sentence j - back given the last `a` Chinese ones to the sums of column j. */
static void add_english(const bihe_cost_rows *r, size_t i, int a, size_t back)
{
    const bihe_lexical *lexical = r->cost->lexical;
    const size_t from = r->corridor->from[i], to = r->corridor->to[i];
    const float *given = bihe_lexical_given(lexical, 1, i, a), *nothing = lexical->nothing[1];
    float *sum = r->sums[1];
    size_t j = from;
    for (; j < to && j < from + back; j++) /* before the row's first column */
        sum[j - from] += j > back ? nothing[j - back - 1] : 0;
    for (size_t n = j - from; n < to - from; n++)
        sum[n] += given[n - back];
}

/* Adds Chinese sentence i - back given the last `b` English ones. */
static void add_chinese(const bihe_cost_rows *r, size_t i, int b, size_t back)
{
    const bihe_lexical *lexical = r->cost->lexical;
    const bihe_corridor *c = r->corridor;
    const size_t from = c->from[i], to = c->to[i], row = i - back;
    const size_t end = c->to[row] < to ? (c->to[row] > from ? c->to[row] : from) : to;
    const float *given = bihe_lexical_given(lexical, 0, row, b);
    const size_t shift = from - c->from[row];
    const float nothing = lexical->nothing[0][row - 1];
    float *sum = zh_sums(r, b);
    for (size_t n = 0; n < end - from; n++)
        sum[n] += given[n + shift];
    for (size_t n = end - from; n < to - from; n++)
        sum[n] += nothing;
}

/* --- terms ----------------------------------------------------------------------------------- */

/* bihe_cost_tail; far out its series' first terms are enough. */
static float tail_of(const bihe_cost *cost, float delta)
{
    if (delta >= BIHE_TAIL_LIMIT)
        return (float)cost->tail[BIHE_TAIL_STEPS * BIHE_TAIL_LIMIT] -
               (delta * delta - BIHE_TAIL_LIMIT * BIHE_TAIL_LIMIT) / 2 -
               bihe_approx_log(delta / BIHE_TAIL_LIMIT);
    const float x = delta * BIHE_TAIL_STEPS;
    const int k = (int)x;
    const float low = (float)cost->tail[k], high = (float)cost->tail[k + 1];
    return low + (x - (float)k) * (high - low);
}

/* Sets the strip's values to the length term. */
static void set_lengths(const bihe_cost_rows *r, const strip *x)
{
    const bihe_align_parameters *p = &r->cost->parameters;
    const bihe_shape s = r->cost->shapes[x->k];
    const double *zh = r->cost->length[0], *en = r->cost->length[1] + x->columns.from;
    const size_t count = x->columns.to - x->columns.from, b = s.n[1];
    const float expected = (float)(p->ratio * (zh[x->i] - zh[x->i - s.n[0]]));
    const float variance = (float)p->variance / 2, weight = (float)p->length_weight;
    float *restrict delta = r->delta;
    for (size_t n = 0; n < count; n++) {
        const float length = (float)(en[n] - en[n - b]), sum = expected + length;
        const float square = (length - expected) * (length - expected);
        delta[n] = square / (variance * (sum > 1 ? sum : 1));
    }
    for (size_t n = 0; n < count; n++)
        x->value[n] = weight * tail_of(r->cost, sqrtf(delta[n]));
}

static void add_words(const bihe_cost_rows *r, const strip *x)
{
    const double *weight = r->cost->parameters.word_weight;
    const float w[2] = {(float)weight[0], (float)weight[1]};
    const size_t skip = x->columns.from - r->corridor->from[x->i];
    const float *zh = zh_sums(r, r->cost->shapes[x->k].n[1]) + skip, *en = r->sums[1] + skip;
    for (size_t n = 0; n < x->columns.to - x->columns.from; n++)
        x->value[n] += w[0] * zh[n] + w[1] * en[n];
}

static void add_passages(const bihe_cost_rows *r, const strip *x)
{
    const bihe_passages *p = &r->cost->passages;
    if (p->ends[0] == NULL) return;
    const bihe_shape s = r->cost->shapes[x->k];
    const size_t a = s.n[0], b = s.n[1];
    const uint32_t *zh = p->ends[0] + x->i, *en = p->ends[1] + x->columns.from;
    const uint8_t *kind = p->kind[1] + x->columns.from, zh_kind = p->kind[0][x->i - a];
    const bool zh_ends = zh[0] != zh[-1];
    const uint32_t zh_inside = zh[-1] - *(zh - a);
    const float inside = (float)p->inside, edge = (float)p->edge, kinds = (float)p->kinds;
    for (size_t n = 0; n < x->columns.to - x->columns.from; n++) {
        const uint32_t en_inside = *(en + n - 1) - *(en + n - b);
        float sum = inside * (float)(int32_t)(zh_inside + en_inside);
        sum += zh_ends != (en[n] != *(en + n - 1)) ? edge : 0;
        sum += zh_kind != *(kind + n - b) ? kinds : 0;
        x->value[n] += sum;
    }
}

/* Adds the prior and the doubtful ends of sentences. */
static void add_seams(const bihe_cost_rows *r, const strip *x)
{
    const bihe_seams *seams = &r->cost->seams;
    const bihe_shape s = r->cost->shapes[x->k];
    const float zh = (float)(r->cost->prior[x->k] + bihe_seams_term(seams, 0, x->i - s.n[0], x->i));
    for (size_t n = 0; n < x->columns.to - x->columns.from; n++) {
        const size_t j = x->columns.from + n;
        x->value[n] += zh + (float)bihe_seams_term(seams, 1, j - s.n[1], j);
    }
}

static void forbid(const bihe_cost_rows *r, const strip *x)
{
    const bihe_shape s = r->cost->shapes[x->k];
    if (r->cost->fence.count == 0) return;
    for (size_t j = x->columns.from; j < x->columns.to; j++) {
        const size_t from[2] = {x->i - s.n[0], j - s.n[1]}, to[2] = {x->i, j};
        if (!bihe_fence_allows(&r->cost->fence, from, to))
            x->value[j - x->columns.from] = -INFINITY;
    }
}

static void fill_shape(const bihe_cost_rows *r, size_t k, size_t i, float *value)
{
    const size_t from = r->corridor->from[i];
    strip x = {k, i, bihe_cost_columns(r->cost, r->corridor, k, i), NULL};
    if (x.columns.from >= x.columns.to) return;
    x.value = value + k * r->columns + (x.columns.from - from);
    if (k < BIHE_SHAPE_FIRST_PAIR) {
        memset(x.value, 0, (x.columns.to - x.columns.from) * sizeof *x.value);
    } else {
        set_lengths(r, &x);
        add_passages(r, &x);
        if (r->cost->lexical != NULL) add_words(r, &x);
    }
    add_seams(r, &x);
    forbid(r, &x);
}

/* The shapes of `a` Chinese sentences. */
static void fill_pairs(const bihe_cost_rows *r, int a, size_t i, float *value)
{
    memset(r->sums[1], 0, r->columns * sizeof *r->sums[1]);
    for (int b = 1; b <= r->most[1] && r->shape[a][b] >= 0; b++) {
        if (r->cost->lexical != NULL) {
            add_english(r, i, a, (size_t)b - 1);
            add_chinese(r, i, b, (size_t)a - 1);
        }
        fill_shape(r, (size_t)r->shape[a][b], i, value);
    }
}

bihe_status bihe_cost_row(bihe_cost_rows *rows, size_t i, float *value, bihe_error *err)
{
    if (rows->cost->lexical != NULL && i > 0) {
        const bihe_status status = bihe_lexical_row(rows->cost->lexical, i, err);
        if (status != BIHE_OK) return status;
    }
    rows->columns = rows->corridor->to[i] - rows->corridor->from[i];
    memset(rows->sums[0], 0, (size_t)rows->most[1] * rows->columns * sizeof *rows->sums[0]);
    fill_shape(rows, BIHE_SHAPE_OMIT_0, i, value);
    fill_shape(rows, BIHE_SHAPE_OMIT_1, i, value);
    for (int a = 1; a <= rows->most[0] && (size_t)a <= i; a++)
        fill_pairs(rows, a, i, value);
    return BIHE_OK;
}
