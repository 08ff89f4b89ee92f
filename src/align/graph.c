/* SPDX-License-Identifier: Apache-2.0 */
/* Paths through the graph: the best one, and the probability of each arc. Arcs stand in the order
 * of the nodes they end in, so that one walk forward and one back see every node complete. */
#include "align/graph.h"

#include "base/error.h"

#include <math.h>

void bihe_graph_clear(bihe_graph *graph, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, graph->arcs);
    bihe_mem_free(allocator, graph->best.items);
    *graph = (bihe_graph){0};
}

/* --- the best path --------------------------------------------------------------------------- */

static void reverse(bihe_bead *beads, size_t count)
{
    for (size_t k = 0; k < count / 2; k++) {
        const bihe_bead other = beads[count - 1 - k];
        beads[count - 1 - k] = beads[k];
        beads[k] = other;
    }
}

/* 1-0 and 0-1 beads that touch may stand in any order; one order is chosen that does not change
 * when the sides are swapped (equal numbers: side 0 first). */
static void order_omissions(bihe_bead *beads, size_t count)
{
    for (size_t k = 0; k < count;) {
        size_t end = k, n[2] = {0, 0};
        for (; end < count && !bihe_bead_is_pair(&beads[end]); end++) {
            n[0] += beads[end].count[0];
            n[1] += beads[end].count[1];
        }
        const size_t side = n[1] > n[0];
        size_t at[2] = {k < count ? beads[k].first[0] : 0, k < count ? beads[k].first[1] : 0};
        for (size_t m = k; m < end; m++) {
            const size_t s = m - k < n[side] ? side : 1 - side;
            beads[m] = (bihe_bead){.first = {at[0], at[1]}, .count = {s == 0, s == 1}};
            at[s]++;
        }
        k = end + (end < count);
    }
}

void bihe_beads_turn(bihe_bead_list *path)
{
    reverse(path->items, path->count);
    order_omissions(path->items, path->count);
}

/* Follows the arcs back from the last node. */
static bihe_status trace(const bihe_graph *graph, const uint32_t *back, bihe_bead_list *beads,
                         const bihe_allocator *allocator, bihe_error *err)
{
    const size_t start = beads->count;
    for (size_t node = graph->nodes - 1; node > 0;) {
        const bihe_arc *arc = &graph->arcs[back[node]];
        const bihe_shape s = graph->shapes[arc->shape];
        void *items = beads->items;
        if (!bihe_array_reserve(allocator, &items, &beads->capacity, beads->count + 1,
                                sizeof *beads->items))
            return bihe_fail_memory(err);
        beads->items = items;
        beads->items[beads->count++] =
            (bihe_bead){{arc->end[0] - s.n[0], arc->end[1] - s.n[1]}, {s.n[0], s.n[1]}, 0};
        node = arc->from;
    }
    reverse(beads->items + start, beads->count - start);
    order_omissions(beads->items + start, beads->count - start);
    return BIHE_OK;
}

bihe_status bihe_graph_best(const bihe_graph *graph, const float *values, bihe_bead_list *beads,
                            const bihe_allocator *allocator, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    double *best = bihe_mem_new(allocator, graph->nodes, sizeof *best);
    uint32_t *back = bihe_mem_new0(allocator, graph->nodes, sizeof *back);
    if (best == NULL || back == NULL) {
        status = bihe_fail_memory(err);
        goto done;
    }
    for (size_t n = 1; n < graph->nodes; n++)
        best[n] = -INFINITY;
    best[0] = 0;
    for (size_t k = 0; k < graph->count; k++) {
        const bihe_arc *arc = &graph->arcs[k];
        const double value = best[arc->from] + (double)values[k];
        if (value <= best[arc->to]) continue;
        best[arc->to] = value;
        back[arc->to] = (uint32_t)k;
    }
    status = trace(graph, back, beads, allocator, err);
done:
    bihe_mem_free(allocator, best);
    bihe_mem_free(allocator, back);
    return status;
}

/* --- posteriors ------------------------------------------------------------------------------ */

/* log(exp(a) + exp(b)) */
static double log_add(double a, double b)
{
    const double larger = fmax(a, b), smaller = fmin(a, b);
    if (smaller == -INFINITY || larger - smaller > 40) return larger;
    return larger + log1p(exp(smaller - larger));
}

bihe_status bihe_graph_posterior(const bihe_graph *graph, const float *values, float *posterior,
                                 double *total, const bihe_allocator *allocator, bihe_error *err)
{
    double *alpha = bihe_mem_new(allocator, graph->nodes, sizeof *alpha);
    double *beta = bihe_mem_new(allocator, graph->nodes, sizeof *beta);
    if (alpha == NULL || beta == NULL) {
        bihe_mem_free(allocator, alpha);
        bihe_mem_free(allocator, beta);
        return bihe_fail_memory(err);
    }
    for (size_t n = 0; n < graph->nodes; n++)
        alpha[n] = beta[n] = -INFINITY;
    alpha[0] = beta[graph->nodes - 1] = 0;
    for (size_t k = 0; k < graph->count; k++) {
        const bihe_arc *arc = &graph->arcs[k];
        alpha[arc->to] = log_add(alpha[arc->to], alpha[arc->from] + (double)values[k]);
    }
    const double all = alpha[graph->nodes - 1];
    for (size_t k = graph->count; k-- > 0;) {
        const bihe_arc *arc = &graph->arcs[k];
        const double after = (double)values[k] + beta[arc->to];
        posterior[k] = (float)exp(alpha[arc->from] + after - all);
        beta[arc->from] = log_add(beta[arc->from], after);
    }
    if (total != NULL) *total = all;
    bihe_mem_free(allocator, alpha);
    bihe_mem_free(allocator, beta);
    return BIHE_OK;
}

size_t bihe_graph_find(const bihe_graph *graph, const bihe_bead *bead, size_t *at)
{
    const size_t end0 = bead->first[0] + bead->count[0], end1 = bead->first[1] + bead->count[1];
    for (; *at < graph->count; ++*at) {
        const bihe_arc *arc = &graph->arcs[*at];
        if (arc->end[0] > end0 || (arc->end[0] == end0 && arc->end[1] > end1)) break;
        const bihe_shape s = graph->shapes[arc->shape];
        if (arc->end[0] == end0 && arc->end[1] == end1 && s.n[0] == bead->count[0] &&
            s.n[1] == bead->count[1])
            return *at;
    }
    return graph->count;
}

bihe_status bihe_graph_score(const bihe_graph *graph, const float *posterior, bihe_bead *beads,
                             size_t count, const bihe_allocator *allocator, bihe_error *err)
{
    const bihe_arc *last = graph->count > 0 ? &graph->arcs[graph->count - 1] : NULL;
    const size_t sentences[2] = {last != NULL ? last->end[0] : 0, last != NULL ? last->end[1] : 0};
    double *alone[2];
    for (int s = 0; s < 2; s++)
        alone[s] = bihe_mem_new0(allocator, sentences[s], sizeof *alone[s]);
    if (alone[0] == NULL || alone[1] == NULL) {
        bihe_mem_free(allocator, alone[0]);
        bihe_mem_free(allocator, alone[1]);
        return bihe_fail_memory(err);
    }
    for (size_t k = 0; k < graph->count; k++) {
        const bihe_arc *arc = &graph->arcs[k];
        if (arc->shape == BIHE_SHAPE_OMIT_0) alone[0][arc->end[0] - 1] += (double)posterior[k];
        if (arc->shape == BIHE_SHAPE_OMIT_1) alone[1][arc->end[1] - 1] += (double)posterior[k];
    }
    size_t at = 0;
    for (size_t k = 0; k < count; k++) {
        bihe_bead *bead = &beads[k];
        if (bihe_bead_is_pair(bead)) {
            const size_t arc = bihe_graph_find(graph, bead, &at);
            bead->score = arc < graph->count ? (double)posterior[arc] : 0;
        } else
            bead->score = bead->count[0] > 0 ? alone[0][bead->first[0]] : alone[1][bead->first[1]];
        /* rounding may leave a certain bead a hair above 1 */
        bead->score = fmin(fmax(bead->score, 0), 1);
    }
    bihe_mem_free(allocator, alone[0]);
    bihe_mem_free(allocator, alone[1]);
    return BIHE_OK;
}
