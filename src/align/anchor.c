/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The corridor along a chain of seeds. Between two neighbouring seeds p and q the path leaves p,
 * and reaches q, at the pace of the text: so many characters of one side for so many of the other.
 * Where nothing is left out the two lines fall together; where something is, the path crosses from
 * one to the other somewhere in the parallelogram between them, which is what the corridor holds.
 * All of it is widened by a margin that grows with the distance of the seeds. Where very much is
 * left out, only the places are held that the clues leave open (crossing.c).
 */
#include "align/anchor.h"

#include "align/chain.h"
#include "align/crossing.h"
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
    MOST_OPEN = 10000,      /* cells of a parallelogram that is not asked where the path crosses */
    MOST_CROSSING = 200,    /* sentences of its shorter side, or too little is known of it */
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
    const bihe_clues *clues;
    bihe_corridor *corridor;
    const bihe_allocator *allocator;
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
static bihe_status find_pace(builder *b, const bihe_seed_list *chain, bihe_error *err)
{
    const double *const *length = (const double *const *)b->cost->length;
    const double total[2] = {length[0][b->cost->count[0]], length[1][b->cost->count[1]]};
    double *paces = bihe_mem_new(b->allocator, chain->count, sizeof *paces);
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
    bihe_mem_free(b->allocator, paces);
    return BIHE_OK;
}

/* --- gaps --------------------------------------------------------------------------------- */

/* By sentences of side `s` read since the gap's start: those of the other side read along the line
 * through `node`. */
static void follow(const builder *b, const gap *g, int s, const size_t node[2], size_t *line)
{
    const double *own = b->cost->length[s], *other = b->cost->length[1 - s];
    const double pace = s == 0 ? b->pace : 1 / b->pace;
    size_t j = g->from[1 - s];
    for (size_t i = g->from[s]; i <= g->to[s]; i++) {
        const double target = other[node[1 - s]] + pace * (own[i] - own[node[s]]);
        while (j < g->to[1 - s] && other[j] < target)
            j++;
        line[i - g->from[s]] = j;
    }
}

/* Opens low and high, which are lines, for all that lies between them. */
static void join_lines(builder *b, const gap *g)
{
    const size_t rows = g->to[0] - g->from[0];
    for (size_t i = 0; i <= rows; i++) {
        const size_t before = b->low[i], behind = b->high[i];
        b->low[i] = smaller(before, behind);
        b->high[i] = larger(before, behind);
    }
    /* the path has to begin and to end in the corners, across columns if need be */
    b->low[0] = g->from[1];
    b->high[rows] = g->to[1];
}

/* Opens low and high for `margin` along either line, and for what lies between them where the path
 * crosses at a place of range[] of side `side`. */
static void cross_lines(builder *b, const gap *g, int side, const size_t range[2], size_t margin)
{
    const size_t rows = g->to[0] - g->from[0];
    for (size_t i = 0; i <= rows; i++) {
        const size_t at = g->from[0] + i, line[2] = {b->low[i], b->high[i]};
        size_t low[2], high[2];
        for (int n = 0; n < 2; n++) {
            low[n] = line[n] > g->from[1] + margin ? line[n] - margin : g->from[1];
            high[n] = smaller(line[n] + margin, g->to[1]);
        }
        if (side == 1) {
            b->low[i] = smaller(low[0], larger(low[1], range[0]));
            b->high[i] = larger(high[1], smaller(high[0], range[1]));
        } else {
            b->low[i] = low[at > range[1]];
            b->high[i] = high[at >= range[0]];
        }
    }
    b->low[0] = g->from[1];
    b->high[rows] = g->to[1];
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
    follow(b, g, 0, g->from, b->low);
    follow(b, g, 0, g->to, b->high);
    join_lines(b, g);
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

/* The gap around gap `k` between seeds that are not at its edges. */
static gap outer_gap(const builder *b, const bihe_seed_list *chain, size_t k)
{
    const gap inner = gap_of(b, chain, k);
    gap outer = inner;
    for (size_t n = k; n-- > 0 && !is_far(outer.from, inner.from);)
        node_of(b, chain, n, outer.from);
    for (size_t n = k; n++ <= chain->count && !is_far(inner.to, outer.to);)
        node_of(b, chain, n, outer.to);
    return outer;
}

/* Whether all ways across the gap are too many. */
static bool is_vast(const builder *b, const gap *g)
{
    const size_t rows = g->to[0] - g->from[0], columns = g->to[1] - g->from[1];
    const size_t less = smaller(rows, columns);
    return b->pace > 0 && less > 0 && less <= MOST_CROSSING &&
           larger(rows, columns) > MOST_OPEN / less;
}

static bihe_status find_crossing(const builder *b, const gap *g, int side, size_t range[2],
                                 bihe_error *err)
{
    const size_t places = g->to[side] - g->from[side] + 1;
    size_t *lines = bihe_mem_new(b->allocator, places, 2 * sizeof *lines);
    if (lines == NULL) return bihe_fail_memory(err);
    follow(b, g, side, g->from, lines);
    follow(b, g, side, g->to, lines + places);
    const bihe_crossing crossing = {
        side, {g->from[0], g->from[1]}, {g->to[0], g->to[1]}, {lines, lines + places}};
    const bihe_status status = bihe_crossing_find(&crossing, b->clues, range, b->allocator, err);
    bihe_mem_free(b->allocator, lines);
    return status;
}

/* Opens the corridor where very much is left out: `margin` along the lines, less across. */
static bihe_status fill_crossing(builder *b, const gap *g, size_t margin, bihe_error *err)
{
    const size_t rows = g->to[0] - g->from[0], columns = g->to[1] - g->from[1];
    const int side = rows <= columns ? 0 : 1;
    size_t range[2];
    const bihe_status status = find_crossing(b, g, side, range, err);
    if (status != BIHE_OK) return status;
    follow(b, g, 0, g->from, b->low);
    follow(b, g, 0, g->to, b->high);
    cross_lines(b, g, side, range, margin);
    widen(b, g, LEAST_MARGIN);
    return BIHE_OK;
}

/* Where something is left out, seeds at the edges may be there by chance: the corridor is opened
 * from seeds on before it to seeds on behind it. */
static bihe_status follow_chain(builder *b, const bihe_seed_list *chain, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t k = 1; k <= chain->count + 1 && status == BIHE_OK; k++) {
        const gap g = gap_of(b, chain, k);
        const size_t rows = g.to[0] - g.from[0], columns = g.to[1] - g.from[1];
        const bool left_out = larger(rows, columns) - smaller(rows, columns) > LEFT_OUT;
        const gap outer = left_out ? outer_gap(b, chain, k) : g;
        const size_t margin = margin_of(b, chain, k);
        if (left_out && is_vast(b, &outer)) {
            status = fill_crossing(b, &outer, margin, err);
            continue;
        }
        fill_gap(b, &g, margin);
        if (left_out) fill_gap(b, &outer, LEAST_MARGIN);
    }
    return status;
}

/* The parts of the texts between hard anchors; to be freed. */
static bihe_box *list_boxes(const builder *b)
{
    const bihe_fence *fence = &b->cost->fence;
    bihe_box *boxes = bihe_mem_new(b->allocator, fence->count + 1, sizeof *boxes);
    for (size_t k = 0; k <= fence->count && boxes != NULL; k++) {
        for (int s = 0; s < 2; s++) {
            boxes[k].from[s] = k > 0 ? fence->at[s][k - 1] : 0;
            boxes[k].to[s] = k < fence->count ? fence->at[s][k] : b->cost->count[s];
        }
    }
    return boxes;
}

/* A chain for each box, with the anchors between them. */
static bihe_status find_chain(const builder *b, bihe_seed_list *chain, bihe_error *err)
{
    const size_t count = b->cost->fence.count + 1;
    bihe_box *boxes = list_boxes(b);
    if (boxes == NULL) return bihe_fail_memory(err);
    const bihe_status status = bihe_chain_find(b->clues, boxes, count, chain, b->allocator, err);
    bihe_mem_free(b->allocator, boxes);
    return status;
}

static bihe_status fill_chain(builder *b, bihe_error *err)
{
    bihe_seed_list chain = {NULL, 0, 0};
    bihe_status status = find_chain(b, &chain, err);
    if (status == BIHE_OK) status = find_pace(b, &chain, err);
    if (status == BIHE_OK) {
        b->low = bihe_mem_new(b->allocator, b->corridor->rows, sizeof *b->low);
        b->high = bihe_mem_new(b->allocator, b->corridor->rows, sizeof *b->high);
        status = b->low != NULL && b->high != NULL ? follow_chain(b, &chain, err)
                                                   : bihe_fail_memory(err);
    }
    bihe_mem_free(b->allocator, b->low);
    bihe_mem_free(b->allocator, b->high);
    bihe_mem_free(b->allocator, chain.items);
    return status;
}

bihe_status bihe_anchor_corridor(const bihe_cost *cost, const bihe_clues *clues, bihe_corridor *out,
                                 const bihe_allocator *allocator, bihe_error *err)
{
    builder b = {.cost = cost, .clues = clues, .corridor = out, .allocator = allocator};
    bihe_status status = bihe_corridor_init(out, cost->count, allocator, err);
    if (status != BIHE_OK) return status;
    if (out->columns <= FULL_CELLS / out->rows)
        fill_matrix(out);
    else
        status = fill_chain(&b, err);
    bihe_fence_clip(&cost->fence, out);
    if (status == BIHE_OK)
        bihe_corridor_finish(out);
    else
        bihe_corridor_clear(out, allocator);
    return status;
}
