/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dynamic programme of Gale and Church (1993, section 3.3) inside a corridor:
 *
 *     D(i, j) = max over shapes (a, b) of D(i - a, j - b) + log P(bead (a, b) ending at i, j)
 *     D(0, 0) = 0
 *
 * One byte a cell remembers the shape; D itself is kept for the last few rows only.
 */
#include "align/path.h"

#include "base/error.h"

#include <math.h>

enum { NO_SHAPE = 255, RING = 9 }; /* a bead reaches back 8 rows at most */

typedef struct table {
    const bihe_cost *cost;
    const bihe_corridor *corridor;
    double *ring[RING]; /* D of row i is ring[i % RING], indexed from the row's first column */
    uint8_t *shape;     /* of the best bead that ends in each cell */
} table;

static double best_at(const table *t, size_t i, size_t j, uint8_t *shape)
{
    const bihe_corridor *corridor = t->corridor;
    double best = -INFINITY;
    *shape = NO_SHAPE;
    for (size_t k = 0; k < t->cost->shape_count; k++) {
        const size_t a = t->cost->shapes[k].n[0], b = t->cost->shapes[k].n[1];
        if (a > i || b > j || !bihe_corridor_has(corridor, i - a, j - b)) continue;
        const double before = t->ring[(i - a) % RING][j - b - corridor->from[i - a]];
        if (before == -INFINITY) continue;
        const double value = before + bihe_cost_bead(t->cost, k, i, j);
        if (value <= best) continue;
        best = value;
        *shape = (uint8_t)k;
    }
    return best;
}

static void fill(const table *t)
{
    const bihe_corridor *corridor = t->corridor;
    for (size_t i = 0; i < corridor->rows; i++) {
        for (size_t j = corridor->from[i]; j < corridor->to[i]; j++) {
            uint8_t *shape = &t->shape[bihe_corridor_cell(corridor, i, j)];
            const double value = best_at(t, i, j, shape);
            t->ring[i % RING][j - corridor->from[i]] = i == 0 && j == 0 ? 0 : value;
        }
    }
}

static void reverse(bihe_bead *beads, size_t count)
{
    for (size_t k = 0; k < count / 2; k++) {
        const bihe_bead other = beads[count - 1 - k];
        beads[count - 1 - k] = beads[k];
        beads[k] = other;
    }
}

/* Follows the shapes back from the last cell. */
static bihe_status trace(const table *t, bihe_bead_list *beads, const bihe_allocator *allocator,
                         bihe_error *err)
{
    const size_t start = beads->count;
    size_t i = t->corridor->rows - 1, j = t->corridor->columns - 1;
    while (i > 0 || j > 0) {
        const bihe_shape shape = t->cost->shapes[t->shape[bihe_corridor_cell(t->corridor, i, j)]];
        void *items = beads->items;
        if (!bihe_array_reserve(allocator, &items, &beads->capacity, beads->count + 1,
                                sizeof *beads->items))
            return bihe_fail_memory(err);
        beads->items = items;
        i -= shape.n[0];
        j -= shape.n[1];
        beads->items[beads->count++] =
            (bihe_bead){.first = {i, j}, .count = {shape.n[0], shape.n[1]}};
    }
    reverse(beads->items + start, beads->count - start);
    return BIHE_OK;
}

static bool is_omission(const bihe_bead *bead)
{
    return bead->count[0] == 0 || bead->count[1] == 0;
}

/* 1-0 and 0-1 beads that touch cost the same in any order; one order is chosen that does not change
 * when the sides are swapped (equal numbers: side 0 first). */
static void order_omissions(bihe_bead *beads, size_t count)
{
    for (size_t k = 0; k < count;) {
        size_t end = k, n[2] = {0, 0};
        for (; end < count && is_omission(&beads[end]); end++) {
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

bihe_status bihe_path_find(const bihe_cost *cost, const bihe_corridor *corridor,
                           bihe_bead_list *beads, const bihe_allocator *allocator, bihe_error *err)
{
    table t = {.cost = cost, .corridor = corridor};
    bihe_status status = BIHE_OK;
    const size_t widest = bihe_corridor_widest(corridor);
    t.shape = bihe_mem_new(allocator, corridor->offset[corridor->rows], 1);
    double *ring = bihe_mem_new(allocator, widest, RING * sizeof *ring);
    if (t.shape == NULL || ring == NULL) {
        status = bihe_fail_memory(err);
        goto done;
    }
    for (size_t r = 0; r < RING; r++)
        t.ring[r] = ring + r * widest;
    fill(&t);
    const size_t start = beads->count;
    status = trace(&t, beads, allocator, err);
    if (status == BIHE_OK) order_omissions(beads->items + start, beads->count - start);
done:
    bihe_mem_free(allocator, t.shape);
    bihe_mem_free(allocator, ring);
    return status;
}
