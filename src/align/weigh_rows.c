/* SPDX-License-Identifier: Apache-2.0 */
/* A part of the lessons, with some beads on either side of it, teaches what the words of its arcs
 * mean. The places of a pair are found by a cursor, since rows go along the text as they do. */
#include "align/weigh_rows.h"

#include "base/error.h"

enum {
    PART = 2048, /* beads with two sides that learn from each other, half to one and a half */
    BESIDE = 64, /* more of them on either side */
};

/* What the text itself says of a match: to be divided by what else the other word explains. */
typedef struct bihe_own_match {
    float count[2];
    uint32_t near_count;
    const bihe_own_place *near; /* the pair's places in beads that the row meets */
    uint32_t bead;              /* the last English bead that was asked for; UINT32_MAX: none */
    bihe_own_rest rest;         /* what all but that one and the row's say */
} own_match;

/* --- parts ----------------------------------------------------------------------------------- */

/* The bead behind `count` more with two sides, from bead `k` on. */
static size_t skip_forward(const bihe_bead_list *beads, size_t k, size_t count)
{
    for (; k < beads->count && count > 0; k++)
        count -= bihe_bead_is_pair(&beads->items[k]);
    return k;
}

static size_t skip_back(const bihe_bead_list *beads, size_t k, size_t count)
{
    for (; k > 0 && count > 0; k--)
        count -= bihe_bead_is_pair(&beads->items[k - 1]);
    return k;
}

/* Parts of about the same size. */
static size_t size_of_parts(const bihe_bead_list *beads)
{
    size_t pairs = 0;
    for (size_t k = 0; k < beads->count; k++)
        pairs += bihe_bead_is_pair(&beads->items[k]);
    const size_t parts = pairs < PART ? 1 : (pairs + PART / 2) / PART;
    return pairs / parts + 1;
}

static void close_part(bihe_found_rows *r)
{
    bihe_selftrain_clear(&r->self);
    if (r->matches.allocator != NULL) bihe_matches_clear(&r->matches);
    bihe_mem_free(r->allocator, r->cursor);
    r->cursor = NULL;
}

static bihe_status learn(bihe_found_rows *r, size_t first, size_t end, bihe_error *err)
{
    const size_t from = skip_back(r->lessons, first, BESIDE);
    const size_t to = skip_forward(r->lessons, end, BESIDE);
    const bihe_bead_list beads = {r->lessons->items + from, to - from, 0};
    const bihe_status status = bihe_selftrain_run(&r->self, r->words, &beads, r->allocator, err);
    if (status != BIHE_OK) return status;
    r->cursor = bihe_mem_new(r->allocator, r->self.pair_count, sizeof *r->cursor);
    if (r->cursor == NULL) return bihe_fail_memory(err);
    for (size_t p = 0; p < r->self.pair_count; p++)
        r->cursor[p] = r->self.pairs[p].first;
    return BIHE_OK;
}

/* Opens the part that holds beads which end before Chinese sentence `end`. */
static bihe_status open_part(bihe_found_rows *r, size_t end, bihe_error *err)
{
    const size_t sentences = r->words->side[0].count;
    bihe_link_table links = r->words->links;
    close_part(r);
    if (r->lessons == NULL || r->lessons->count == 0) {
        r->part_end = sentences;
    } else {
        size_t first;
        do {
            first = r->next_bead;
            r->next_bead = skip_forward(r->lessons, first, r->part_size);
            r->part_end = r->next_bead < r->lessons->count
                              ? r->lessons->items[r->next_bead].first[0]
                              : sentences;
        } while (r->part_end < end);
        const bihe_status status = learn(r, first, r->next_bead, err);
        if (status != BIHE_OK) return status;
        links = r->self.links;
    }
    r->loaded = end < BIHE_ROWS ? 0 : end - BIHE_ROWS;
    return bihe_matches_init(&r->matches, r->words, &links, r->allocator, err);
}

/* --- the text's own pairs -------------------------------------------------------------------- */

/* Finds the places of a pair in the beads that the row meets: Chinese uses [low, high). These grow
 * from row to row. */
static own_match find_near(bihe_found_rows *r, uint32_t pair, uint32_t low, uint32_t high)
{
    const bihe_selftrain *self = &r->self;
    const bihe_own_pair *p = &self->pairs[pair];
    const uint32_t end = p[1].first;
    uint32_t from = r->cursor[pair];
    while (from < end && self->places[from].use[0] < low)
        from++;
    r->cursor[pair] = from;
    uint32_t to = from;
    while (to < end && self->places[to].use[0] < high)
        to++;
    return (own_match){.count = {p->count[0], p->count[1]},
                       .near_count = to - from,
                       .near = self->places + from,
                       .bead = UINT32_MAX};
}

/* What the text itself says of the matches of Chinese sentence `i`. */
static bihe_status find_own(bihe_found_rows *r, size_t i, const bihe_found_row *row,
                            bihe_error *err)
{
    const bihe_selftrain *self = &r->self;
    void *items = r->own;
    if (self->allocator == NULL) return BIHE_OK;
    if (!bihe_array_reserve(r->allocator, &items, &r->own_capacity, r->matches.count,
                            sizeof *r->own))
        return bihe_fail_memory(err);
    r->own = items;
    const uint32_t own = bihe_selftrain_bead(self, 0, i);
    uint32_t first = own, last = own;
    for (size_t j = row->from; j < row->to; j++) {
        const uint32_t bead = bihe_selftrain_bead(self, 1, j);
        if (bead < first) first = bead;
        if (bead > last) last = bead;
    }
    const uint32_t low = self->bead_use[first], high = self->bead_use[last + 1];
    for (size_t n = 1; n < r->matches.count; n++) {
        const uint32_t pair = r->matches.items[n].own;
        if (pair != BIHE_NO_WORD) r->own[n] = find_near(r, pair, low, high);
    }
    return BIHE_OK;
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The probabilities of match `n` where it meets use `use` of English sentence at[1]. */
static void find_given(const bihe_found_rows *r, uint32_t n, const size_t at[2], uint32_t use,
                       float given[2])
{
    const bihe_selftrain *self = &r->self;
    const bihe_match *m = &r->matches.items[n];
    given[0] = m->given[0];
    given[1] = m->given[1];
    if (m->own == BIHE_NO_WORD) return;
    own_match *o = &r->own[n];
    const uint32_t bead[2] = {bihe_selftrain_bead(self, 0, at[0]),
                              bihe_selftrain_bead(self, 1, at[1])};
    const uint32_t uses[2] = {m->use - self->use[0], use - self->use[1]};
    /* beads that were no lesson say nothing */
    if (bead[0] == self->bead_count || bead[1] == self->bead_count) return;
    if (o->near_count == 0) {
        given[0] += o->count[0] / self->rest[1][uses[1]];
        given[1] += o->count[1] / self->rest[0][uses[0]];
        return;
    }
    if (o->bead != bead[1]) {
        const bihe_own_query query = {m->own, {bead[0], bead[1]}, o->near, o->near_count};
        o->rest = bihe_selftrain_rest(self, &query);
        o->bead = bead[1];
    }
    float own[2];
    bihe_selftrain_given(self, &o->rest, uses, own);
    for (int s = 0; s < 2; s++)
        given[s] += own[s];
}

/* Adds the matches of use `use` of English sentence at[1]. */
static bool add_matches(bihe_found_rows *r, bihe_found_row *row, const size_t at[2], uint32_t use)
{
    const bihe_term_side *side = r->words->side;
    for (uint32_t n = bihe_matches_of(&r->matches, use); n != 0; n = r->matches.items[n].next) {
        const uint32_t zh = r->matches.items[n].use;
        bihe_found f = {{zh - side[0].first[at[0]], use - side[1].first[at[1]]}, {0, 0}};
        find_given(r, n, at, use, f.given);
        if (f.given[0] <= 0 && f.given[1] <= 0) continue;
        void *items = row->items;
        if (!bihe_array_reserve(r->allocator, &items, &row->capacity, row->count + 1,
                                sizeof *row->items))
            return false;
        row->items = items;
        row->items[row->count++] = f;
    }
    return true;
}

/* Finds the matches of a Chinese sentence with those English ones it meets. */
static bihe_status load_row(bihe_found_rows *r, size_t i, bihe_error *err)
{
    bihe_found_row *row = &r->rows[i % BIHE_ROWS];
    const bihe_term_side *en = &r->words->side[1];
    row->count = 0;
    row->from = r->from[i];
    row->to = r->to[i];
    if (row->from >= row->to) return BIHE_OK;
    void *first = row->first;
    if (!bihe_array_reserve(r->allocator, &first, &row->first_capacity, row->to - row->from + 1,
                            sizeof *row->first))
        return bihe_fail_memory(err);
    row->first = first;
    bihe_status status =
        bihe_matches_load(&r->matches, i, en->first[row->from], en->first[row->to], err);
    if (status == BIHE_OK) status = find_own(r, i, row, err);
    if (status != BIHE_OK) return status;
    for (size_t j = row->from; j < row->to; j++) {
        const size_t at[2] = {i, j};
        row->first[j - row->from] = (uint32_t)row->count;
        for (uint32_t u = en->first[j]; u < en->first[j + 1]; u++)
            if (!add_matches(r, row, at, u)) return bihe_fail_memory(err);
    }
    row->first[row->to - row->from] = (uint32_t)row->count;
    return BIHE_OK;
}

bihe_status bihe_found_rows_load(bihe_found_rows *rows, const bihe_arc *arc, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    if (rows->matches.allocator == NULL || arc->end[0] > rows->part_end)
        status = open_part(rows, arc->end[0], err);
    for (; rows->loaded < arc->end[0] && status == BIHE_OK; rows->loaded++)
        status = load_row(rows, rows->loaded, err);
    return status;
}

/* --- the whole ------------------------------------------------------------------------------- */

/* Which English sentences each Chinese one meets. */
static bihe_status find_ranges(bihe_found_rows *r, bihe_error *err)
{
    const size_t n = r->words->side[0].count;
    r->from = bihe_mem_new(r->allocator, n, sizeof *r->from);
    r->to = bihe_mem_new0(r->allocator, n, sizeof *r->to);
    if (r->from == NULL || r->to == NULL) return bihe_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        r->from[i] = UINT32_MAX;
    for (size_t k = 0; k < r->graph->count; k++) {
        const bihe_arc *arc = &r->graph->arcs[k];
        const bihe_shape s = r->graph->shapes[arc->shape];
        if (s.n[0] == 0 || s.n[1] == 0) continue;
        for (size_t i = arc->end[0] - s.n[0]; i < arc->end[0]; i++) {
            if (arc->end[1] - s.n[1] < r->from[i]) r->from[i] = arc->end[1] - s.n[1];
            if (arc->end[1] > r->to[i]) r->to[i] = arc->end[1];
        }
    }
    /* cursors only go forward */
    for (size_t i = n; i-- > 1;)
        if (r->from[i] < r->from[i - 1]) r->from[i - 1] = r->from[i];
    return BIHE_OK;
}

bihe_status bihe_found_rows_init(bihe_found_rows *rows, const bihe_graph *graph,
                                 const bihe_terms *words, const bihe_bead_list *lessons,
                                 const bihe_allocator *allocator, bihe_error *err)
{
    *rows = (bihe_found_rows){
        .graph = graph, .words = words, .lessons = lessons, .allocator = allocator};
    if (lessons != NULL) rows->part_size = size_of_parts(lessons);
    return find_ranges(rows, err);
}

void bihe_found_rows_clear(bihe_found_rows *rows)
{
    close_part(rows);
    bihe_mem_free(rows->allocator, rows->own);
    bihe_mem_free(rows->allocator, rows->from);
    bihe_mem_free(rows->allocator, rows->to);
    for (int k = 0; k < BIHE_ROWS; k++) {
        bihe_mem_free(rows->allocator, rows->rows[k].first);
        bihe_mem_free(rows->allocator, rows->rows[k].items);
    }
}
