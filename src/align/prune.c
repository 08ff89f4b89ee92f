/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The graph of likely beads. What every bead of the corridor costs is worked out once; forward and
 * backward sums over it,
 *
 *     alpha(i, j) = sum over shapes (a, b) of alpha(i - a, j - b) P(bead ending at i, j)
 *     beta(i, j)  = sum over shapes (a, b) of P(bead ending at i + a, j + b) beta(i + a, j + b)
 *     posterior   = alpha(start) P(bead) beta(end) / alpha(last cell),
 *
 * decide which stay. All in logarithms; beta is kept for the last few rows only. A row is filled
 * shape by shape, all its columns side by side; only 0-1 beads lead along it, and come last.
 */
#include "align/graph.h"

#include "align/cost_row.h"
#include "base/approx.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

enum { RING = 9, NO_SHAPE = 255 }; /* a bead reaches over 8 rows at most */

/* Less than any logarithm of a sum; unlike -inf it can be taken from one. */
static const double NOTHING = -1e300;

typedef struct pruner {
    const bihe_cost *cost;
    const bihe_corridor *corridor;
    const bihe_graph_options *options;
    const bihe_allocator *allocator;
    size_t shapes;
    float *value;  /* by row, shape and column: log probability of the bead that ends there; not set
                    * for one that does not start inside */
    double *alpha; /* by cell */
    uint8_t *shape;     /* by cell: the last bead of the best path to it */
    double *ring[RING]; /* forward: by column of the last rows, the best path; backward: beta */
    double *largest;    /* by column of the row at hand: the largest term of its sum */
    float *sum;         /* the sum of exp(term - largest) */
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

static size_t width_of(const pruner *p, size_t i)
{
    return p->corridor->to[i] - p->corridor->from[i];
}

/* The values of shape `k` by column of row `i`. */
static float *values_of(const pruner *p, size_t k, size_t i)
{
    return p->value + p->corridor->offset[i] * p->shapes + k * width_of(p, i);
}

static bihe_status fill_values(const pruner *p, bihe_error *err)
{
    bihe_cost_rows rows;
    bihe_status status = bihe_cost_rows_init(&rows, p->cost, p->corridor, p->allocator, err);
    if (status != BIHE_OK) return status;
    for (size_t i = 0; i < p->corridor->rows && status == BIHE_OK; i++)
        status = bihe_cost_row(&rows, i, values_of(p, 0, i), err);
    bihe_cost_rows_clear(&rows);
    return status;
}

/* Cell of the start of the bead of shape `k` that ends at (i, j). */
static size_t start_cell(const pruner *p, size_t k, size_t i, size_t j)
{
    const bihe_shape s = p->cost->shapes[k];
    return bihe_corridor_cell(p->corridor, i - s.n[0], j - s.n[1]);
}

/* --- sums and the best path ------------------------------------------------------------------ */

/* The beads of a shape that end in a row: those in the columns count from the strip's first. */
typedef struct strip {
    size_t count;
    const float *value;
    const double *before; /* alpha or the best path where they start; beta where they end */
    size_t at;            /* column of the row at hand, from its first */
} strip;

static void find_largest(const pruner *p, const strip *x)
{
    const double temperature = p->options->temperature;
    double *restrict largest = p->largest + x->at;
    for (size_t n = 0; n < x->count; n++) {
        const double term = x->before[n] + temperature * (double)x->value[n];
        largest[n] = term > largest[n] ? term : largest[n];
    }
}

static void add_terms(const pruner *p, const strip *x)
{
    const double temperature = p->options->temperature;
    const double *largest = p->largest + x->at;
    float *restrict sum = p->sum + x->at;
    for (size_t n = 0; n < x->count; n++) {
        const double term = x->before[n] + temperature * (double)x->value[n];
        sum[n] += bihe_approx_exp((float)(term - largest[n]));
    }
}

static void start_sums(const pruner *p, size_t width)
{
    for (size_t n = 0; n < width; n++) {
        p->largest[n] = NOTHING;
        p->sum[n] = 0;
    }
}

/* log(exp(sum so far) + exp(term)) of column `n` */
static double finish_sum(const pruner *p, size_t n, double term)
{
    const double rest =
        p->sum[n] > 0 ? p->largest[n] + (double)bihe_approx_log(p->sum[n]) : -INFINITY;
    const double more = rest > term ? rest : term, less = rest > term ? term : rest;
    if (less < more - 30) return more; /* also where both are -inf */
    return more == -INFINITY
               ? more
               : more + (double)bihe_approx_log(1 + bihe_approx_exp((float)(less - more)));
}

/* The beads of shape `k`, of a Chinese sentence or more, that end in row `i`. */
static strip strip_before(const pruner *p, size_t k, size_t i)
{
    const bihe_corridor *c = p->corridor;
    const bihe_shape s = p->cost->shapes[k];
    const bihe_columns columns = bihe_cost_columns(p->cost, c, k, i);
    const size_t at = columns.from - c->from[i];
    if (columns.from >= columns.to) return (strip){0, NULL, NULL, 0};
    return (strip){columns.to - columns.from, values_of(p, k, i) + at,
                   p->alpha + bihe_corridor_cell(c, i - s.n[0], columns.from - s.n[1]), at};
}

/* Those that start in it. */
static strip strip_behind(const pruner *p, size_t k, size_t i)
{
    const bihe_corridor *c = p->corridor;
    const bihe_shape s = p->cost->shapes[k];
    const size_t end = i + s.n[0];
    if (end >= c->rows) return (strip){0, NULL, NULL, 0};
    const bihe_columns columns = bihe_cost_columns(p->cost, c, k, end);
    if (columns.from >= columns.to) return (strip){0, NULL, NULL, 0};
    const size_t at = columns.from - c->from[end];
    return (strip){columns.to - columns.from, values_of(p, k, end) + at, p->ring[end % RING] + at,
                   columns.from - s.n[1] - c->from[i]};
}

typedef strip (*strip_fn)(const pruner *p, size_t k, size_t i);

/* The sums over all shapes but 0-1. */
static void sum_row(const pruner *p, size_t i, strip_fn find)
{
    start_sums(p, width_of(p, i));
    for (int round = 0; round < 2; round++) {
        for (size_t k = 0; k < p->shapes; k++) {
            if (k == BIHE_SHAPE_OMIT_1) continue;
            const strip x = find(p, k, i);
            if (round == 0)
                find_largest(p, &x);
            else
                add_terms(p, &x);
        }
    }
}

/* The best path to each column by a bead of shape `k`. */
static void follow_shape(const pruner *p, size_t k, size_t i, uint8_t *shape)
{
    const bihe_corridor *c = p->corridor;
    const bihe_shape s = p->cost->shapes[k];
    const bihe_columns columns = bihe_cost_columns(p->cost, c, k, i);
    if (columns.from >= columns.to) return;
    const size_t at = columns.from - c->from[i], row = i - s.n[0];
    const float *value = values_of(p, k, i) + at;
    const double *before = p->ring[row % RING] + (columns.from - s.n[1] - c->from[row]);
    double *best = p->ring[i % RING] + at;
    for (size_t n = 0; n < columns.to - columns.from; n++) {
        const double sum = before[n] + (double)value[n];
        if (sum <= best[n]) continue;
        best[n] = sum;
        shape[at + n] = (uint8_t)k;
    }
}

static void forward_row(pruner *p, size_t i)
{
    const size_t width = width_of(p, i);
    const float *omitted = values_of(p, BIHE_SHAPE_OMIT_1, i);
    double *alpha = p->alpha + p->corridor->offset[i], *best = p->ring[i % RING];
    uint8_t *shape = p->shape + p->corridor->offset[i];
    for (size_t n = 0; n < width; n++)
        best[n] = -INFINITY;
    memset(shape, NO_SHAPE, width);
    sum_row(p, i, strip_before);
    if (i == 0) best[0] = 0;
    for (size_t k = 0; k < p->shapes; k++)
        if (k != BIHE_SHAPE_OMIT_1) follow_shape(p, k, i, shape);
    for (size_t n = 0; n < width; n++) {
        const double left =
            n > 0 ? alpha[n - 1] + p->options->temperature * (double)omitted[n] : -INFINITY;
        alpha[n] = i == 0 && n == 0 ? 0 : finish_sum(p, n, left);
    }
    follow_shape(p, BIHE_SHAPE_OMIT_1, i, shape);
}

static void backward_row(pruner *p, size_t i)
{
    const size_t width = width_of(p, i);
    const float *omitted = values_of(p, BIHE_SHAPE_OMIT_1, i);
    double *beta = p->ring[i % RING];
    sum_row(p, i, strip_behind);
    for (size_t n = width; n-- > 0;) {
        const bool last = n + 1 == width;
        const double right =
            last ? -INFINITY : beta[n + 1] + p->options->temperature * (double)omitted[n + 1];
        beta[n] = last && i + 1 == p->corridor->rows ? 0 : finish_sum(p, n, right);
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
static bihe_status trace(pruner *p, bihe_error *err)
{
    const bihe_corridor *c = p->corridor;
    size_t i = c->rows - 1, j = c->columns - 1;
    while (i > 0 || j > 0) {
        const bihe_shape s = p->cost->shapes[p->shape[bihe_corridor_cell(c, i, j)]];
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
    const double total = p->alpha[c->offset[c->rows] - 1];
    const double least = log(p->options->least) + total - p->ring[i % RING][j - c->from[i]];
    const bihe_bead *bead[PATHS];
    bool on_path = false;
    for (size_t n = 0; n < PATHS; n++) {
        bead[n] = bead_at(&paths[n], i, j);
        on_path = on_path || bead[n] != NULL;
    }
    /* no bead is likelier than the place where it ends, but for rounding */
    if (!on_path && p->alpha[cell] < least - 0.01) return true;
    for (size_t k = 0; k < p->shapes; k++) {
        if (!starts_inside(p, k, i, j)) continue;
        const float value = values_of(p, k, i)[j - c->from[i]];
        if (value == -INFINITY) continue;
        const double x = p->alpha[start_cell(p, k, i, j)] + p->options->temperature * (double)value;
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
        backward_row(p, i);
        for (size_t j = c->to[i]; j-- > c->from[i];)
            if (!keep_cell(p, i, j, paths)) return false;
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

static bihe_status run(pruner *p, bihe_error *err)
{
    bihe_status status = fill_values(p, err);
    if (status != BIHE_OK) return status;
    for (size_t i = 0; i < p->corridor->rows; i++)
        forward_row(p, i);
    status = trace(p, err);
    if (status == BIHE_OK) status = part_path(p, err);
    if (status != BIHE_OK) return status;
    return backward(p) ? BIHE_OK : bihe_fail_memory(err);
}

static bihe_status make_room(pruner *p, bihe_error *err)
{
    const size_t cells = p->corridor->offset[p->corridor->rows];
    const size_t widest = bihe_corridor_widest(p->corridor);
    if (cells > UINT32_MAX) return bihe_fail(err, BIHE_ERROR_LIMIT, "the texts are too long");
    p->value = bihe_mem_new(p->allocator, cells, p->shapes * sizeof *p->value);
    p->alpha = bihe_mem_new(p->allocator, cells, sizeof *p->alpha);
    p->shape = bihe_mem_new(p->allocator, cells, 1);
    p->ring[0] = bihe_mem_new(p->allocator, widest, RING * sizeof *p->ring[0]);
    p->largest = bihe_mem_new(p->allocator, widest, sizeof *p->largest);
    p->sum = bihe_mem_new(p->allocator, widest, sizeof *p->sum);
    if (p->value == NULL || p->alpha == NULL || p->shape == NULL || p->ring[0] == NULL ||
        p->largest == NULL || p->sum == NULL)
        return bihe_fail_memory(err);
    for (size_t r = 1; r < RING; r++)
        p->ring[r] = p->ring[0] + r * widest;
    return BIHE_OK;
}

bihe_status bihe_graph_build(bihe_graph *graph, const bihe_cost *cost,
                             const bihe_corridor *corridor, const bihe_graph_options *options,
                             const bihe_allocator *allocator, bihe_error *err)
{
    pruner p = {.cost = cost,
                .corridor = corridor,
                .options = options,
                .allocator = allocator,
                .shapes = cost->shape_count};
    *graph = (bihe_graph){0};
    bihe_status status = make_room(&p, err);
    if (status == BIHE_OK) status = run(&p, err);
    if (status == BIHE_OK) status = number_nodes(&p, graph, err);
    bihe_mem_free(allocator, p.value);
    bihe_mem_free(allocator, p.alpha);
    bihe_mem_free(allocator, p.shape);
    bihe_mem_free(allocator, p.ring[0]);
    bihe_mem_free(allocator, p.largest);
    bihe_mem_free(allocator, p.sum);
    bihe_mem_free(allocator, p.path.items);
    bihe_mem_free(allocator, p.alone.items);
    bihe_mem_free(allocator, p.arcs);
    return status;
}
