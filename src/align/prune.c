/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The graph of likely beads. What every bead of the corridor costs is worked out once; forward and
 * backward sums over it,
 *
 *     alpha(i, j) = sum over shapes (a, b) of alpha(i - a, j - b) P(bead ending at i, j)
 *     beta(i, j)  = sum over shapes (a, b) of P(bead ending at i + a, j + b) beta(i + a, j + b)
 *     posterior   = alpha(start) P(bead) beta(end) / alpha(last cell),
 *
 * decide which stay. All in logarithms; beta is kept for the last few rows only.
 */
#include "align/graph.h"

#include "base/approx.h"
#include "base/error.h"

#include <math.h>

enum { RING = 9, NO_SHAPE = 255 }; /* a bead reaches over 8 rows at most */

typedef struct pruner {
    const bihe_cost *cost;
    const bihe_corridor *corridor;
    const bihe_graph_options *options;
    const bihe_allocator *allocator;
    size_t shapes;
    float *value;  /* by cell and shape: log probability of the bead that ends there; -inf: none */
    double *alpha; /* by cell */
    double *ring[RING];
    double *best; /* by cell: of the best path to it */
    bihe_bead_list path;
    bihe_bead_list alone; /* the sentences of the path one by one */
    bihe_arc *arcs;       /* descending by end; from and to are cells */
    size_t count, capacity;
} pruner;

/* --- costs ---------------------------------------------------------------------------------- */

static bool starts_inside(const pruner *p, size_t k, size_t i, size_t j)
{
    const bihe_shape s = p->cost->shapes[k];
    return s.n[0] <= i && s.n[1] <= j && bihe_corridor_has(p->corridor, i - s.n[0], j - s.n[1]);
}

static void fill_values(const pruner *p)
{
    const bihe_corridor *c = p->corridor;
    float *value = p->value;
    for (size_t i = 0; i < c->rows; i++) {
        for (size_t j = c->from[i]; j < c->to[i]; j++) {
            for (size_t k = 0; k < p->shapes; k++)
                *value++ =
                    starts_inside(p, k, i, j) ? (float)bihe_cost_bead(p->cost, k, i, j) : -INFINITY;
        }
    }
}

/* Cell of the start of the bead of shape `k` that ends at (i, j). */
static size_t start_cell(const pruner *p, size_t k, size_t i, size_t j)
{
    const bihe_shape s = p->cost->shapes[k];
    return bihe_corridor_cell(p->corridor, i - s.n[0], j - s.n[1]);
}

/* --- sums and the best path ------------------------------------------------------------------ */

/* log of the sum of exp(x[k]); -inf for none. */
static double log_sum(const double *x, size_t count)
{
    double largest = -INFINITY;
    float sum = 0;
    for (size_t k = 0; k < count; k++)
        if (x[k] > largest) largest = x[k];
    if (largest == -INFINITY) return largest;
    for (size_t k = 0; k < count; k++)
        sum += bihe_approx_exp((float)(x[k] - largest));
    return largest + (double)bihe_approx_log(sum);
}

static void forward_cell(pruner *p, size_t i, size_t j, uint8_t *shape)
{
    double terms[BIHE_SHAPE_LIMIT];
    size_t count = 0;
    const size_t cell = bihe_corridor_cell(p->corridor, i, j);
    const float *value = p->value + cell * p->shapes;
    double best = -INFINITY;
    *shape = NO_SHAPE;
    for (size_t k = 0; k < p->shapes; k++) {
        if (value[k] == -INFINITY) continue;
        const size_t from = start_cell(p, k, i, j);
        terms[count++] = p->alpha[from] + p->options->temperature * (double)value[k];
        const double sum = p->best[from] + (double)value[k];
        if (sum <= best) continue;
        best = sum;
        *shape = (uint8_t)k;
    }
    p->alpha[cell] = log_sum(terms, count);
    p->best[cell] = best;
}

static void forward(pruner *p, uint8_t *shape)
{
    const bihe_corridor *c = p->corridor;
    p->alpha[0] = p->best[0] = 0;
    for (size_t i = 0; i < c->rows; i++) {
        for (size_t j = c->from[i]; j < c->to[i]; j++) {
            if (i > 0 || j > 0) forward_cell(p, i, j, &shape[bihe_corridor_cell(c, i, j)]);
        }
    }
}

static bihe_status append(bihe_bead_list *list, const bihe_bead *bead,
                          const bihe_allocator *allocator, bihe_error *err)
{
    void *items = list->items;
    if (!bihe_array_reserve(allocator, &items, &list->capacity, list->count + 1,
                            sizeof *list->items))
        return bihe_fail_memory(err);
    list->items = items;
    list->items[list->count++] = *bead;
    return BIHE_OK;
}

/* The best path, last bead first. */
static bihe_status trace(pruner *p, const uint8_t *shape, bihe_error *err)
{
    const bihe_corridor *c = p->corridor;
    size_t i = c->rows - 1, j = c->columns - 1;
    while (i > 0 || j > 0) {
        const bihe_shape s = p->cost->shapes[shape[bihe_corridor_cell(c, i, j)]];
        i -= s.n[0];
        j -= s.n[1];
        const bihe_bead bead = {{i, j}, {s.n[0], s.n[1]}, 0};
        const bihe_status status = append(&p->path, &bead, p->allocator, err);
        if (status != BIHE_OK) return status;
    }
    return BIHE_OK;
}

/* That the sides of a bead do not belong together is a possibility, however unlikely lengths and
 * words make it: without it what has no rival in its place would have a score of 1. Beads of it
 * outside the corridor do not count. */
static bihe_status part_path(pruner *p, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t k = 0; k < p->path.count; k++) {
        const bihe_bead *bead = &p->path.items[k];
        size_t at[2] = {bead->first[0] + bead->count[0], bead->first[1] + bead->count[1]};
        for (int s = 1; s >= 0; s--) {
            for (size_t n = 0; n < bead->count[s] && status == BIHE_OK; n++) {
                at[s]--;
                const bihe_bead one = {{at[0], at[1]}, {s == 0, s == 1}, 0};
                status = append(&p->alone, &one, p->allocator, err);
            }
        }
    }
    return status;
}

static double backward_cell(const pruner *p, size_t i, size_t j)
{
    double terms[BIHE_SHAPE_LIMIT];
    size_t count = 0;
    const bihe_corridor *c = p->corridor;
    if (i == c->rows - 1 && j == c->columns - 1) return 0;
    for (size_t k = 0; k < p->shapes; k++) {
        const size_t i2 = i + p->cost->shapes[k].n[0], j2 = j + p->cost->shapes[k].n[1];
        if (i2 >= c->rows || !bihe_corridor_has(c, i2, j2)) continue;
        const float value = p->value[bihe_corridor_cell(c, i2, j2) * p->shapes + k];
        terms[count++] =
            p->options->temperature * (double)value + p->ring[i2 % RING][j2 - c->from[i2]];
    }
    return log_sum(terms, count);
}

/* --- keeping beads --------------------------------------------------------------------------- */

/* Walks along a path while cells are visited from the last to the first; `at` counts its beads that
 * lie behind the cell. */
typedef struct walker {
    const bihe_bead *beads;
    size_t count, at;
    bool reversed; /* the last bead comes first */
} walker;

/* The bead of the path that ends at (i, j); NULL: none. */
static const bihe_bead *bead_at(walker *w, size_t i, size_t j)
{
    for (; w->at < w->count; w->at++) {
        const bihe_bead *bead = &w->beads[w->reversed ? w->at : w->count - 1 - w->at];
        const size_t end0 = bead->first[0] + bead->count[0];
        const size_t end1 = bead->first[1] + bead->count[1];
        if (end0 < i || (end0 == i && end1 < j)) return NULL;
        if (end0 == i && end1 == j) return bead;
    }
    return NULL;
}

static bool is_shape(const bihe_bead *bead, bihe_shape shape)
{
    return bead != NULL && bead->count[0] == shape.n[0] && bead->count[1] == shape.n[1];
}

static bool add_arc(pruner *p, size_t k, size_t i, size_t j)
{
    void *arcs = p->arcs;
    if (!bihe_array_reserve(p->allocator, &arcs, &p->capacity, p->count + 1, sizeof *p->arcs))
        return false;
    p->arcs = arcs;
    p->arcs[p->count++] = (bihe_arc){(uint32_t)start_cell(p, k, i, j),
                                     (uint32_t)bihe_corridor_cell(p->corridor, i, j),
                                     {(uint32_t)i, (uint32_t)j},
                                     (uint8_t)k};
    return true;
}

enum { PATHS = 3 }; /* whose beads are kept however unlikely they are */

static bool keep_cell(pruner *p, size_t i, size_t j, walker paths[PATHS])
{
    const bihe_corridor *c = p->corridor;
    const size_t cell = bihe_corridor_cell(c, i, j);
    const float *value = p->value + cell * p->shapes;
    const double total = p->alpha[c->offset[c->rows] - 1];
    const double least = log(p->options->least) + total - p->ring[i % RING][j - c->from[i]];
    const bihe_bead *bead[PATHS];
    for (size_t n = 0; n < PATHS; n++)
        bead[n] = bead_at(&paths[n], i, j);
    for (size_t k = 0; k < p->shapes; k++) {
        if (value[k] == -INFINITY) continue;
        const double x =
            p->alpha[start_cell(p, k, i, j)] + p->options->temperature * (double)value[k];
        const bihe_shape shape = p->cost->shapes[k];
        if (x < least && !is_shape(bead[0], shape) && !is_shape(bead[1], shape) &&
            !is_shape(bead[2], shape))
            continue;
        if (!add_arc(p, k, i, j)) return false;
    }
    return true;
}

static bool backward(pruner *p)
{
    const bihe_corridor *c = p->corridor;
    const bihe_bead_list *also = p->options->also;
    walker paths[PATHS] = {{p->path.items, p->path.count, 0, true},
                           {p->alone.items, p->alone.count, 0, true},
                           {NULL, 0, 0, false}};
    if (also != NULL) paths[2] = (walker){also->items, also->count, 0, false};
    for (size_t i = c->rows; i-- > 0;) {
        for (size_t j = c->to[i]; j-- > c->from[i];) {
            p->ring[i % RING][j - c->from[i]] = backward_cell(p, i, j);
            if (!keep_cell(p, i, j, paths)) return false;
        }
    }
    return true;
}

/* --- the graph ------------------------------------------------------------------------------- */

/* Turns the arcs round and numbers the cells that they touch. */
static bihe_status number_nodes(pruner *p, bihe_graph *graph, bihe_error *err)
{
    const size_t cells = p->corridor->offset[p->corridor->rows];
    uint32_t *node = bihe_mem_new0(p->allocator, cells, sizeof *node);
    if (node == NULL) return bihe_fail_memory(err);
    for (size_t k = 0; k < p->count / 2; k++) {
        const bihe_arc other = p->arcs[k];
        p->arcs[k] = p->arcs[p->count - 1 - k];
        p->arcs[p->count - 1 - k] = other;
    }
    node[0] = node[cells - 1] = 1;
    for (size_t k = 0; k < p->count; k++)
        node[p->arcs[k].from] = node[p->arcs[k].to] = 1;
    uint32_t next = 0;
    for (size_t k = 0; k < cells; k++)
        if (node[k] != 0) node[k] = next++;
    for (size_t k = 0; k < p->count; k++) {
        p->arcs[k].from = node[p->arcs[k].from];
        p->arcs[k].to = node[p->arcs[k].to];
    }
    *graph = (bihe_graph){p->cost->shapes, p->arcs, p->count, next, p->path};
    p->arcs = NULL;
    p->path = (bihe_bead_list){0};
    bihe_beads_turn(&graph->best);
    bihe_mem_free(p->allocator, node);
    return BIHE_OK;
}

static bihe_status run(pruner *p, double *rows, uint8_t *shape, bihe_error *err)
{
    const size_t widest = bihe_corridor_widest(p->corridor);
    for (size_t r = 0; r < RING; r++)
        p->ring[r] = rows + r * widest;
    fill_values(p);
    forward(p, shape);
    bihe_status status = trace(p, shape, err);
    if (status == BIHE_OK) status = part_path(p, err);
    if (status != BIHE_OK) return status;
    return backward(p) ? BIHE_OK : bihe_fail_memory(err);
}

bihe_status bihe_graph_build(bihe_graph *graph, const bihe_cost *cost,
                             const bihe_corridor *corridor, const bihe_graph_options *options,
                             const bihe_allocator *allocator, bihe_error *err)
{
    pruner p = {.cost = cost, .corridor = corridor, .options = options, .allocator = allocator};
    const size_t cells = corridor->offset[corridor->rows];
    *graph = (bihe_graph){0};
    p.shapes = cost->shape_count;
    if (cells > UINT32_MAX) return bihe_fail(err, BIHE_ERROR_LIMIT, "the texts are too long");
    p.value = bihe_mem_new(allocator, cells, p.shapes * sizeof *p.value);
    p.alpha = bihe_mem_new(allocator, cells, sizeof *p.alpha);
    p.best = bihe_mem_new(allocator, cells, sizeof *p.best);
    uint8_t *shape = bihe_mem_new(allocator, cells, 1);
    double *rows = bihe_mem_new(allocator, bihe_corridor_widest(corridor), RING * sizeof *rows);
    bihe_status status = BIHE_OK;
    if (p.value == NULL || p.alpha == NULL || p.best == NULL || shape == NULL || rows == NULL)
        status = bihe_fail_memory(err);
    if (status == BIHE_OK) status = run(&p, rows, shape, err);
    if (status == BIHE_OK) status = number_nodes(&p, graph, err);
    bihe_mem_free(allocator, p.value);
    bihe_mem_free(allocator, p.alpha);
    bihe_mem_free(allocator, p.best);
    bihe_mem_free(allocator, p.path.items);
    bihe_mem_free(allocator, p.alone.items);
    bihe_mem_free(allocator, p.arcs);
    bihe_mem_free(allocator, shape);
    bihe_mem_free(allocator, rows);
    return status;
}
