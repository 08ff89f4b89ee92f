/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A clue that a sentence shares with those near a line, n of them, speaks for the line by -log of
 * the probability to be met among n sentences by chance. With d(i) what speaks for the line before
 * and against that behind, a path that crosses after sentence k is worth
 *
 *     S(k) = sum of d(i) for i < k
 *
 * and all k whose S comes within DOUBT of the largest are held possible. Sentences that belong to
 * neither line leave S level, so that all places beside them stay.
 */
#include "align/crossing.h"

#include "base/error.h"

#include <math.h>

enum {
    NEAR = 4,       /* sentences on either side of a line that are near it */
    NEAR_SHARE = 8, /* and one more for so many since the node it goes through */
    DOUBT = 30,     /* nats; three sentences of a usual text tell as much */
    EDGE = 4,       /* sentences more on either side */
    MOST_WORTH = 6, /* nats of a clue at most */
};

typedef struct finder {
    const bihe_crossing *x;
    const bihe_clue_side *own, *other; /* clues of `side` and of the other one */
    uint32_t *times;                   /* by clue: sentences of the other side that hold it */
    uint32_t *seen;                    /* by clue: the last window that held it, from 1 */
    uint32_t windows;
    float *worth; /* by place: S */
} finder;

static void count_clues(finder *f)
{
    const size_t other = (size_t)(1 - f->x->side);
    for (uint32_t k = f->other->first[f->x->from[other]]; k < f->other->first[f->x->to[other]]; k++)
        f->times[f->other->clue[k]]++;
}

/* What speaks for line `n` beside sentence `i` of the side. */
static float speak_for(finder *f, int n, size_t i)
{
    const bihe_crossing *x = f->x;
    const size_t other = (size_t)(1 - x->side), first = x->from[x->side];
    const size_t away = n == 0 ? i - first : x->to[x->side] - i;
    const size_t reach = NEAR + away / NEAR_SHARE, at = x->line[n][i - first];
    const size_t from = at > x->from[other] + reach ? at - reach : x->from[other];
    const size_t to = at + reach + 1 < x->to[other] ? at + reach + 1 : x->to[other];
    const float share = (float)(to - from) / (float)(x->to[other] - x->from[other]);
    float sum = 0;
    f->windows++;
    for (uint32_t k = f->other->first[from]; k < f->other->first[to]; k++)
        f->seen[f->other->clue[k]] = f->windows;
    for (uint32_t k = f->own->first[i]; k < f->own->first[i + 1]; k++) {
        const uint32_t clue = f->own->clue[k];
        if (f->seen[clue] != f->windows) continue;
        const float chance = share * (float)f->times[clue];
        if (chance < 1) sum += fminf(-logf(chance), MOST_WORTH);
    }
    return sum;
}

static void find_range(finder *f, size_t range[2])
{
    const size_t from = f->x->from[f->x->side], to = f->x->to[f->x->side];
    float best = 0;
    f->worth[0] = 0;
    for (size_t i = from; i < to; i++) {
        const float sum = f->worth[i - from] + speak_for(f, 0, i) - speak_for(f, 1, i);
        f->worth[i - from + 1] = sum;
        if (sum > best) best = sum;
    }
    range[0] = from;
    range[1] = to;
    while (range[0] < to && f->worth[range[0] - from] < best - DOUBT)
        range[0]++;
    while (range[1] > range[0] && f->worth[range[1] - from] < best - DOUBT)
        range[1]--;
    range[0] = range[0] > from + EDGE ? range[0] - EDGE : from;
    range[1] = range[1] + EDGE < to ? range[1] + EDGE : to;
}

bihe_status bihe_crossing_find(const bihe_crossing *crossing, const bihe_clues *clues,
                               size_t range[2], const bihe_allocator *allocator, bihe_error *err)
{
    const int side = crossing->side;
    const size_t places = crossing->to[side] - crossing->from[side] + 1;
    finder f = {.x = crossing, .own = &clues->side[side], .other = &clues->side[1 - side]};
    f.times = bihe_mem_new0(allocator, clues->kinds, sizeof *f.times);
    f.seen = bihe_mem_new0(allocator, clues->kinds, sizeof *f.seen);
    f.worth = bihe_mem_new(allocator, places, sizeof *f.worth);
    const bool done = f.times != NULL && f.seen != NULL && f.worth != NULL;
    if (done) {
        count_clues(&f);
        find_range(&f, range);
    }
    bihe_mem_free(allocator, f.times);
    bihe_mem_free(allocator, f.seen);
    bihe_mem_free(allocator, f.worth);
    return done ? BIHE_OK : bihe_fail_memory(err);
}
