/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forward-backward over the corridor (Rabiner 1989, section III, on a lattice of beads):
 *
 *     alpha(i, j) = sum over shapes (a, b) of alpha(i - a, j - b) P(bead ending at i, j)
 *     beta(i, j)  = sum over shapes (a, b) of P(bead ending at i + a, j + b) beta(i + a, j + b)
 *     posterior   = alpha(start) P(bead) beta(end) / alpha(last cell)
 *
 * All in logarithms. alpha is kept for every cell, as a float below its row's largest value;
 * beta for the last few rows only, since each bead is scored when its end row is reached.
 */
#include "align/score.h"

#include "base/error.h"

#include <math.h>

enum { RING = 9 }; /* a bead reaches over 8 rows at most */

typedef struct lattice {
    const bihe_cost *cost;
    const bihe_corridor *corridor;
    float *alpha;       /* log alpha less the row's base */
    double *base;       /* one a row */
    double *ring[RING]; /* log beta of row i is ring[i % RING] */
    double total;       /* log alpha of the last cell */
    double *alone[2];   /* probability that a sentence stands alone */
} lattice;

/* log of the sum of exp(x[k]); -inf for none. */
static double log_sum(const double *x, size_t count)
{
    double largest = -INFINITY, sum = 0;
    for (size_t k = 0; k < count; k++)
        largest = fmax(largest, x[k]);
    if (largest == -INFINITY) return largest;
    for (size_t k = 0; k < count; k++) {
        /* what is 1e-13 of the largest would change no digit that is kept */
        if (x[k] > largest - 30) sum += exp(x[k] - largest);
    }
    return largest + log(sum);
}

static double alpha_at(const lattice *t, size_t i, size_t j)
{
    return (double)t->alpha[bihe_corridor_cell(t->corridor, i, j)] + t->base[i];
}

static double beta_at(const lattice *t, size_t i, size_t j)
{
    return t->ring[i % RING][j - t->corridor->from[i]];
}

/* `row` holds the current row's values so far, since 0-1 beads stay in it. */
static double forward_cell(const lattice *t, size_t i, size_t j, const double *row)
{
    double terms[BIHE_SHAPE_LIMIT];
    size_t count = 0;
    if (i == 0 && j == 0) return 0;
    for (size_t k = 0; k < t->cost->shape_count; k++) {
        const size_t a = t->cost->shapes[k].n[0], b = t->cost->shapes[k].n[1];
        if (a > i || b > j || !bihe_corridor_has(t->corridor, i - a, j - b)) continue;
        const double before =
            a == 0 ? row[j - b - t->corridor->from[i]] : alpha_at(t, i - a, j - b);
        terms[count++] = before + bihe_cost_bead(t->cost, k, i, j);
    }
    return log_sum(terms, count);
}

static void forward(lattice *t, double *row)
{
    const bihe_corridor *corridor = t->corridor;
    for (size_t i = 0; i < corridor->rows; i++) {
        const size_t width = corridor->to[i] - corridor->from[i];
        t->base[i] = -INFINITY;
        for (size_t x = 0; x < width; x++) {
            row[x] = forward_cell(t, i, corridor->from[i] + x, row);
            t->base[i] = fmax(t->base[i], row[x]);
        }
        float *alpha = t->alpha + corridor->offset[i];
        for (size_t x = 0; x < width; x++)
            alpha[x] = (float)(row[x] - t->base[i]);
    }
    t->total = alpha_at(t, corridor->rows - 1, corridor->columns - 1);
}

static double backward_cell(const lattice *t, size_t i, size_t j)
{
    double terms[BIHE_SHAPE_LIMIT];
    size_t count = 0;
    const bihe_corridor *corridor = t->corridor;
    if (i == corridor->rows - 1 && j == corridor->columns - 1) return 0;
    for (size_t k = 0; k < t->cost->shape_count; k++) {
        const size_t i2 = i + t->cost->shapes[k].n[0], j2 = j + t->cost->shapes[k].n[1];
        if (i2 >= corridor->rows || !bihe_corridor_has(corridor, i2, j2)) continue;
        terms[count++] = bihe_cost_bead(t->cost, k, i2, j2) + beta_at(t, i2, j2);
    }
    return log_sum(terms, count);
}

/* The posterior of the bead of shape `k` that ends at (i, j). */
static double posterior(const lattice *t, size_t k, size_t i, size_t j)
{
    const bihe_shape shape = t->cost->shapes[k];
    const double start = alpha_at(t, i - shape.n[0], j - shape.n[1]);
    return exp(start + bihe_cost_bead(t->cost, k, i, j) + beta_at(t, i, j) - t->total);
}

/* Adds the 1-0 and 0-1 beads that end in a cell to their sentences' account. */
static void count_omissions(lattice *t, size_t i, size_t j)
{
    if (i > 0 && bihe_corridor_has(t->corridor, i - 1, j))
        t->alone[0][i - 1] += posterior(t, BIHE_SHAPE_OMIT_0, i, j);
    if (j > 0 && bihe_corridor_has(t->corridor, i, j - 1))
        t->alone[1][j - 1] += posterior(t, BIHE_SHAPE_OMIT_1, i, j);
}

static size_t shape_of(const bihe_cost *cost, const bihe_bead *bead)
{
    size_t k = 0;
    while (cost->shapes[k].n[0] != bead->count[0] || cost->shapes[k].n[1] != bead->count[1])
        k++;
    return k;
}

static bool is_pair(const bihe_bead *bead)
{
    return bead->count[0] > 0 && bead->count[1] > 0;
}

/* Fills beta from the last row up and scores the beads with two sides on the way. */
static void backward(lattice *t, bihe_bead *beads, size_t count)
{
    const bihe_corridor *corridor = t->corridor;
    size_t left = count;
    for (size_t i = corridor->rows; i-- > 0;) {
        for (size_t j = corridor->to[i]; j-- > corridor->from[i];) {
            t->ring[i % RING][j - corridor->from[i]] = backward_cell(t, i, j);
            count_omissions(t, i, j);
        }
        for (; left > 0 && beads[left - 1].first[0] + beads[left - 1].count[0] >= i; left--) {
            bihe_bead *bead = &beads[left - 1];
            if (!is_pair(bead)) continue;
            bead->score = posterior(t, shape_of(t->cost, bead), i, bead->first[1] + bead->count[1]);
        }
    }
}

static void finish_scores(const lattice *t, bihe_bead *beads, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        bihe_bead *bead = &beads[k];
        if (!is_pair(bead))
            bead->score =
                bead->count[0] > 0 ? t->alone[0][bead->first[0]] : t->alone[1][bead->first[1]];
        /* rounding may leave a certain bead a hair above 1 */
        bead->score = fmin(fmax(bead->score, 0), 1);
    }
}

bihe_status bihe_score_beads(const bihe_cost *cost, const bihe_corridor *corridor, bihe_bead *beads,
                             size_t count, const bihe_allocator *allocator, bihe_error *err)
{
    lattice t = {.cost = cost, .corridor = corridor};
    bihe_status status = BIHE_OK;
    t.alpha = bihe_mem_new(allocator, corridor->offset[corridor->rows], sizeof *t.alpha);
    t.base = bihe_mem_new(allocator, corridor->rows, sizeof *t.base);
    t.alone[0] = bihe_mem_new0(allocator, corridor->rows, sizeof *t.alone[0]);
    t.alone[1] = bihe_mem_new0(allocator, corridor->columns, sizeof *t.alone[1]);
    const size_t widest = bihe_corridor_widest(corridor);
    double *rows = bihe_mem_new(allocator, widest, (RING + 1) * sizeof *rows);
    if (t.alpha == NULL || t.base == NULL || t.alone[0] == NULL || t.alone[1] == NULL ||
        rows == NULL) {
        status = bihe_fail_memory(err);
        goto done;
    }
    for (size_t r = 0; r < RING; r++)
        t.ring[r] = rows + r * widest;
    forward(&t, rows + RING * widest);
    backward(&t, beads, count);
    finish_scores(&t, beads, count);
done:
    bihe_mem_free(allocator, t.alpha);
    bihe_mem_free(allocator, t.base);
    bihe_mem_free(allocator, t.alone[0]);
    bihe_mem_free(allocator, t.alone[1]);
    bihe_mem_free(allocator, rows);
    return status;
}
