/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The corridor along a chain of seeds. Between two neighbouring seeds p and q the path leaves p,
 * and reaches q, at the pace of the text: so many characters of one side for so many of the other.
 * Where nothing is left out the two lines fall together; where something is, the path crosses from
 * one to the other somewhere in the parallelogram between them, which is what the corridor holds.
 * All of it is widened by a margin that grows with the distance of the seeds.
 */
#include "align/anchor.h"

#include "align/chain.h"
#include "base/error.h"

#include <stdlib.h>

enum {
    FULL_CELLS = 1200, /* up to this size, 34 by 34, the whole matrix is cheap */
    LEAST_MARGIN = 2,  /* widened both ways it holds a seed that is off by the chain's slack */
    EDGE_MARGIN = 12,  /* more where seeds do not keep pace */
    LEFT_OUT = 12,     /* sentences that one side of a gap has more where something is left out */
    EDGE = 40,         /* sentences before and behind it that may be wrong */
    MOST_MARGIN = 64,
    MARGIN_SHARE = 8,       /* one sentence of margin for so many between seeds */
    CELLS_A_SENTENCE = 400, /* of a parallelogram at most; a larger one becomes a band */
    PACE_CHARACTERS = 40,   /* that a gap must have to tell the pace */
    PACE_GAPS = 8,          /* such gaps needed */
};

/* From one node of the matrix to another. */
typedef struct gap {
    size_t from[2], to[2];
} gap;

typedef struct builder {
    const bihe_cost *cost;
    bihe_corridor *corridor;
    double pace;        /* characters of side 1 a character of side 0 */
    size_t *low, *high; /* of the gap at hand, by row from its first: columns before widening */
} builder;

static void fill_matrix(bihe_corridor *corridor)
{
    for (size_t i = 0; i < corridor->rows; i++) {
        corridor->from[i] = 0;
        corridor->to[i] = corridor->columns;
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* --- pace --------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median over the gaps of the chain: omissions do not move it. */
static bihe_status find_pace(builder *b, const bihe_seed_list *chain,
                             const bihe_allocator *allocator, bihe_error *err)
{
    const double *const *length = (const double *const *)b->cost->length;
    const double total[2] = {length[0][b->cost->count[0]], length[1][b->cost->count[1]]};
    double *paces = bihe_mem_new(allocator, chain->count, sizeof *paces);
    size_t count = 0;
    if (paces == NULL) return bihe_fail_memory(err);
    for (size_t k = 1; k < chain->count; k++) {
        const uint32_t *p = chain->items[k - 1].at, *q = chain->items[k].at;
        const double zh = length[0][q[0]] - length[0][p[0]];
        const double en = length[1][q[1]] - length[1][p[1]];
        if (zh >= PACE_CHARACTERS && en > 0) paces[count++] = en / zh;
    }
    b->pace = total[0] > 0 ? total[1] / total[0] : 0;
    if (count >= PACE_GAPS) {
        qsort(paces, count, sizeof *paces, by_value);
        b->pace = paces[count / 2];
    }
    bihe_mem_free(allocator, paces);
    return BIHE_OK;
}

/* --- gaps --------------------------------------------------------------------------------- */

/* Fills low and high with the line through `node` for every row of the gap. */
static void follow(builder *b, const gap *g, const size_t node[2], bool last)
{
    const double *zh = b->cost->length[0], *en = b->cost->length[1];
    size_t j = g->from[1];
    for (size_t i = g->from[0]; i <= g->to[0]; i++) {
        const double target = en[node[1]] + b->pace * (zh[i] - zh[node[0]]);
        while (j < g->to[1] && en[j] < target)
            j++;
        const size_t at = i - g->from[0];
        b->low[at] = last ? smaller(b->low[at], j) : j;
        b->high[at] = last ? larger(b->high[at], j) : j;
    }
    /* the path has to begin and to end in the corners, across columns if need be */
    b->low[0] = g->from[1];
    b->high[g->to[0] - g->from[0]] = g->to[1];
}

static size_t area(const builder *b, size_t rows)
{
    size_t sum = 0;
    for (size_t i = 0; i < rows; i++)
        sum += b->high[i] - b->low[i];
    return sum;
}

/* A band along the straight line between the corners. */
static void fill_band(builder *b, const gap *g)
{
    const size_t rows = g->to[0] - g->from[0], columns = g->to[1] - g->from[1];
    for (size_t i = 0; i <= rows; i++) {
        const double share = (double)i / (double)rows;
        const size_t j = g->from[1] + (size_t)(share * (double)columns);
        b->low[i] = j < g->from[1] + MOST_MARGIN ? g->from[1] : j - MOST_MARGIN;
        b->high[i] = smaller(j + MOST_MARGIN, g->to[1]);
    }
}

/* Opens the corridor for low and high, `margin` sentences wider in every direction. */
static void widen(const builder *b, const gap *g, size_t margin)
{
    const size_t rows = g->to[0] - g->from[0];
    const size_t first = g->from[0] > margin ? g->from[0] - margin : 0;
    const size_t last = smaller(g->to[0] + margin, b->corridor->rows - 1);
    for (size_t i = first; i <= last; i++) {
        const size_t above = i > g->from[0] + margin ? i - g->from[0] - margin : 0;
        const size_t below = i + margin > g->from[0] ? i + margin - g->from[0] : 0;
        const size_t low = b->low[smaller(above, rows)], high = b->high[smaller(below, rows)];
        const size_t from = low > margin ? low - margin : 0;
        if (b->corridor->to[i] == 0 || from < b->corridor->from[i]) b->corridor->from[i] = from;
        b->corridor->to[i] = larger(b->corridor->to[i], high + margin + 1);
    }
}

static void fill_gap(builder *b, const gap *g, size_t margin)
{
    const size_t rows = g->to[0] - g->from[0], columns = g->to[1] - g->from[1];
    follow(b, g, g->from, false);
    follow(b, g, g->to, true);
    if (rows > 0 && area(b, rows) > CELLS_A_SENTENCE * (rows + columns)) fill_band(b, g);
    widen(b, g, margin);
}

/* --- the chain ---------------------------------------------------------------------------- */

/* Node k of the chain: the start of the texts, the seeds, their end. */
static void node_of(const builder *b, const bihe_seed_list *chain, size_t k, size_t node[2])
{
    for (int s = 0; s < 2; s++) {
        if (k == 0)
            node[s] = 0;
        else
            node[s] = k <= chain->count ? chain->items[k - 1].at[s] : b->cost->count[s];
    }
}

/* The gap between nodes k - 1 and k; an empty one beyond the texts. */
static gap gap_of(const builder *b, const bihe_seed_list *chain, size_t k)
{
    gap g = {{0, 0}, {0, 0}};
    if (k == 0 || k > chain->count + 1) return g;
    node_of(b, chain, k - 1, g.from);
    node_of(b, chain, k, g.to);
    return g;
}

/* How far from the seeds around gap k the path may run: the thinner they are and the less they
 * agree, the farther. Chance seeds beside an omission pull its edges. */
static size_t margin_of(const builder *b, const bihe_seed_list *chain, size_t k)
{
    size_t thin = 0, astray = 0;
    for (size_t n = k - 1; n <= k + 1; n++) {
        const gap g = gap_of(b, chain, n);
        const size_t rows = g.to[0] - g.from[0], columns = g.to[1] - g.from[1];
        thin += smaller(rows, columns);
        astray = larger(astray, larger(rows, columns) - smaller(rows, columns));
    }
    const size_t margin = LEAST_MARGIN + thin / MARGIN_SHARE + smaller(astray, EDGE_MARGIN);
    return smaller(margin, MOST_MARGIN);
}

/* Whether two nodes are EDGE sentences apart, on both sides. */
static bool is_far(const size_t p[2], const size_t q[2])
{
    return q[0] - p[0] >= EDGE && q[1] - p[1] >= EDGE;
}

/* Opens the corridor around gap `k`, where something is left out, from seeds on before it to seeds
 * on behind it: those at its edges may be there by chance. */
static void open_edges(builder *b, const bihe_seed_list *chain, size_t k)
{
    const gap inner = gap_of(b, chain, k);
    gap outer = inner;
    for (size_t n = k; n-- > 0 && !is_far(outer.from, inner.from);)
        node_of(b, chain, n, outer.from);
    for (size_t n = k; n++ <= chain->count && !is_far(inner.to, outer.to);)
        node_of(b, chain, n, outer.to);
    fill_gap(b, &outer, LEAST_MARGIN);
}

static void follow_chain(builder *b, const bihe_seed_list *chain)
{
    for (size_t k = 1; k <= chain->count + 1; k++) {
        const gap g = gap_of(b, chain, k);
        fill_gap(b, &g, margin_of(b, chain, k));
        const size_t rows = g.to[0] - g.from[0], columns = g.to[1] - g.from[1];
        if (larger(rows, columns) - smaller(rows, columns) > LEFT_OUT) open_edges(b, chain, k);
    }
}

/* The parts of the texts between hard anchors; to be freed. */
static bihe_box *list_boxes(const builder *b, const bihe_allocator *allocator)
{
    const bihe_fence *fence = &b->cost->fence;
    bihe_box *boxes = bihe_mem_new(allocator, fence->count + 1, sizeof *boxes);
    for (size_t k = 0; k <= fence->count && boxes != NULL; k++) {
        for (int s = 0; s < 2; s++) {
            boxes[k].from[s] = k > 0 ? fence->at[s][k - 1] : 0;
            boxes[k].to[s] = k < fence->count ? fence->at[s][k] : b->cost->count[s];
        }
    }
    return boxes;
}

/* A chain for each box, with the anchors between them. */
static bihe_status find_chain(const builder *b, const bihe_clues *clues, bihe_seed_list *chain,
                              const bihe_allocator *allocator, bihe_error *err)
{
    const size_t count = b->cost->fence.count + 1;
    bihe_box *boxes = list_boxes(b, allocator);
    if (boxes == NULL) return bihe_fail_memory(err);
    const bihe_status status = bihe_chain_find(clues, boxes, count, chain, allocator, err);
    bihe_mem_free(allocator, boxes);
    return status;
}

static bihe_status fill_chain(builder *b, const bihe_clues *clues, const bihe_allocator *allocator,
                              bihe_error *err)
{
    bihe_seed_list chain = {NULL, 0, 0};
    bihe_status status = find_chain(b, clues, &chain, allocator, err);
    if (status == BIHE_OK) status = find_pace(b, &chain, allocator, err);
    if (status == BIHE_OK) {
        b->low = bihe_mem_new(allocator, b->corridor->rows, sizeof *b->low);
        b->high = bihe_mem_new(allocator, b->corridor->rows, sizeof *b->high);
        if (b->low == NULL || b->high == NULL)
            status = bihe_fail_memory(err);
        else
            follow_chain(b, &chain);
    }
    bihe_mem_free(allocator, b->low);
    bihe_mem_free(allocator, b->high);
    bihe_mem_free(allocator, chain.items);
    return status;
}

bihe_status bihe_anchor_corridor(const bihe_cost *cost, const bihe_clues *clues, bihe_corridor *out,
                                 const bihe_allocator *allocator, bihe_error *err)
{
    builder b = {.cost = cost, .corridor = out};
    bihe_status status = bihe_corridor_init(out, cost->count, allocator, err);
    if (status != BIHE_OK) return status;
    if (out->columns <= FULL_CELLS / out->rows)
        fill_matrix(out);
    else
        status = fill_chain(&b, clues, allocator, err);
    bihe_fence_clip(&cost->fence, out);
    if (status == BIHE_OK)
        bihe_corridor_finish(out);
    else
        bihe_corridor_clear(out, allocator);
    return status;
}
