/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counts of one document and the costs made of them:
 *
 *     p(c | b) = n(b c) / (n(b) + m)
 *     p(c | a b) = (n(a b c) + m p(c | b)) / (n(a b) + m)
 *     cost(c | a b) = -log ((1 - share) p_model(c | a b) + share p(c | a b))
 *
 * (Dirichlet smoothing: MacKay and Peto 1995), where the share of the document grows with its size.
 * Single characters do not count: those that damage leaves alone would outweigh the others.
 */
#include "align/locallm.h"

#include "base/error.h"
#include "model/train_table.h"

#include <math.h>
#include <string.h>

/* Chosen on novels, news and technical articles damaged like the post that repair was first
 * measured on. */
#define PRIOR     20.0  /* m */
#define MOST      0.5   /* share of a document that is long */
#define HALF_MOST 500.0 /* characters of one that has half of it */
enum {
    NEVER = 40 * BIHE_CHARLM_UNIT, /* a cost that nothing can be worth */
    MIX = 6 * BIHE_CHARLM_UNIT,    /* a cost so much higher adds nothing */
};

struct bihe_locallm {
    bihe_allocator allocator;
    bihe_count_table rows;    /* key: a << 32 | b << 16 | c, a 0 for pairs; finished: `left` is the
                                 cost of c, and a pair's `count` that of leaving it as context */
    bihe_count_table numbers; /* key: five ASCII characters */
    uint32_t single[BIHE_CHARLM_TOKEN_LIMIT];
    unsigned last[2]; /* the last but one, the last; BIHE_TOKEN_NONE after a break */
    size_t total;
    int own, other;            /* -log share, -log (1 - share) */
    uint8_t together[MIX + 1]; /* what two costs so far apart come to less than the smaller */
};

bihe_status bihe_locallm_new(bihe_locallm **out, const bihe_allocator *allocator, bihe_error *err)
{
    bihe_locallm *local = bihe_mem_new0(allocator, 1, sizeof *local);
    if (local == NULL) return bihe_fail_memory(err);
    local->allocator = *allocator;
    local->rows.allocator = local->numbers.allocator = &local->allocator;
    *out = local;
    return BIHE_OK;
}

void bihe_locallm_free(bihe_locallm *local)
{
    if (local == NULL) return;
    const bihe_allocator a = local->allocator;
    bihe_count_table_clear(&local->rows);
    bihe_count_table_clear(&local->numbers);
    bihe_mem_free(&a, local);
}

void bihe_locallm_break(bihe_locallm *local)
{
    local->last[0] = local->last[1] = BIHE_TOKEN_NONE;
}

static uint64_t row_key(unsigned a, unsigned b, unsigned c)
{
    return (uint64_t)a << 32 | (uint64_t)b << 16 | c;
}

static bool add(bihe_locallm *local, uint64_t key)
{
    bihe_count *row = bihe_count_table_at(&local->rows, key);
    if (row == NULL) return false;
    row->count++;
    return true;
}

bool bihe_locallm_count(bihe_locallm *local, unsigned token)
{
    const unsigned a = local->last[0], b = local->last[1];
    if (token == b && token < BIHE_TOKEN_FIRST) return true;
    local->last[0] = token == BIHE_TOKEN_NONE ? BIHE_TOKEN_NONE : b;
    local->last[1] = token;
    if (token == BIHE_TOKEN_NONE) return true;
    local->single[token]++;
    local->total++;
    if (b == BIHE_TOKEN_NONE) return true;
    return add(local, row_key(0, b, token)) &&
           (a == BIHE_TOKEN_NONE || add(local, row_key(a, b, token)));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint64_t number_key(const char number[5])
{
    uint64_t key = 0;
    for (int i = 0; i < 5; i++)
        key = key << 8 | (unsigned char)number[i];
    return key;
}

bool bihe_locallm_note_numbers(bihe_locallm *local, bihe_view text)
{
    for (size_t i = 2; i + 2 < text.len; i++) {
        const char *const s = text.ptr + i - 2;
        const bool sign = s[2] > ' ' && s[2] < '0';
        if (!sign || !is_digit(s[1]) || !is_digit(s[3]) || !is_digit(s[0]) || !is_digit(s[4]))
            continue;
        if (bihe_count_table_at(&local->numbers, number_key(s)) == NULL) return false;
    }
    return true;
}

bool bihe_locallm_has_number(const bihe_locallm *local, const char number[5])
{
    return bihe_count_table_find(&local->numbers, number_key(number)) != NULL;
}

static uint16_t cost_of(double p)
{
    const double cost = p > 0 ? -BIHE_CHARLM_UNIT * log(p) : NEVER;
    return (uint16_t)(cost < NEVER ? lround(cost) : NEVER);
}

static double p_of(uint32_t cost)
{
    return exp(-(double)cost / BIHE_CHARLM_UNIT);
}

static bool is_pair(const bihe_count *row)
{
    return row->key != 0 && row->key >> 32 == 0;
}

/* Triples need the counts of pairs, so that these become costs of leaving last. */
static void set_costs(bihe_locallm *local)
{
    const bihe_count_table *rows = &local->rows;
    for (size_t i = 0; i < rows->capacity; i++) {
        bihe_count *row = &rows->slots[i];
        if (is_pair(row)) row->left = cost_of(row->count / (local->single[row->key >> 16] + PRIOR));
    }
    for (size_t i = 0; i < rows->capacity; i++) {
        bihe_count *row = &rows->slots[i];
        if (row->key >> 32 == 0) continue;
        const bihe_count *pair = bihe_count_table_find(rows, row->key & UINT32_MAX);
        const bihe_count *context = bihe_count_table_find(rows, row->key >> 16);
        if (pair != NULL && context != NULL)
            row->left = cost_of((row->count + PRIOR * p_of(pair->left)) / (context->count + PRIOR));
    }
    for (size_t i = 0; i < rows->capacity; i++)
        if (is_pair(&rows->slots[i]))
            rows->slots[i].count = cost_of(PRIOR / (rows->slots[i].count + PRIOR));
}

void bihe_locallm_finish(bihe_locallm *local)
{
    const double n = (double)local->total, share = MOST * n / (n + HALF_MOST);
    local->own = cost_of(share);
    local->other = cost_of(1 - share);
    for (uint32_t k = 0; k <= MIX; k++)
        local->together[k] = (uint8_t)lround(BIHE_CHARLM_UNIT * log1p(p_of(k)));
    set_costs(local);
}

int bihe_locallm_pair_cost(const bihe_locallm *local, unsigned token, unsigned next)
{
    if (local->single[token] == 0 || local->single[next] == 0) return -1;
    const bihe_count *row = bihe_count_table_find(&local->rows, row_key(0, token, next));
    return row != NULL ? (int)row->left : -1;
}

int bihe_locallm_mix(const bihe_locallm *local, unsigned before, unsigned token, unsigned next,
                     int cost, int pair_cost)
{
    cost += local->other;
    if (pair_cost < 0) return cost;
    int own = local->own + pair_cost;
    const bihe_count *context = before != BIHE_TOKEN_NONE
                                    ? bihe_count_table_find(&local->rows, row_key(0, before, token))
                                    : NULL;
    if (context != NULL) {
        const bihe_count *row = bihe_count_table_find(&local->rows, row_key(before, token, next));
        own = local->own + (row != NULL ? (int)row->left : (int)context->count + pair_cost);
    }
    const int apart = own > cost ? own - cost : cost - own;
    return (own < cost ? own : cost) - (apart <= MIX ? local->together[apart] : 0);
}
