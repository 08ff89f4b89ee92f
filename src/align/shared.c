/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A token that stands in d0 sentences of one side and d1 of the other is worth
 *
 *     w = log(n / max(d0, d1)),   n the mean number of sentences,
 *
 * the pointwise mutual information of meeting it on both sides of an aligned pair: rare tokens
 * weigh more, a name that is everywhere weighs nothing. What is not shared costs nothing: every
 * sentence is in exactly one bead, so a fee for it would be the same for every path.
 */
#include "align/shared.h"

#include "base/error.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

enum {
    FEWEST_LETTERS = 3, /* of a word without digits: "a", "of", "pH" are met by chance */
    MOST_PAIRS = 4096,  /* of sentences that share a token; beyond, its weight is nothing anyway */
};

/* A token met in a sentence; the hash stands for the token. */
typedef struct sighting {
    uint64_t hash;
    uint32_t sentence;
    uint32_t side;
} sighting;

typedef struct sighting_list {
    sighting *items;
    size_t count, capacity;
} sighting_list;

/* Full-width letters and digits as their ASCII twins, ASCII letters in lower case. */
static int32_t fold(int32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

static bool add(sighting_list *list, uint64_t hash, size_t sentence, int side,
                const bihe_allocator *allocator)
{
    void *ptr = list->items;
    if (!bihe_array_reserve(allocator, &ptr, &list->capacity, list->count + 1, sizeof *list->items))
        return false;
    list->items = ptr;
    list->items[list->count++] = (sighting){hash, (uint32_t)sentence, (uint32_t)side};
    return true;
}

/* Adds the tokens of one sentence: runs of Latin letters and digits. */
static bool scan(sighting_list *list, bihe_view text, size_t sentence, int side,
                 const bihe_allocator *allocator)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i <= text.len;) {
        const int32_t c = i < text.len ? fold(bihe_utf8_next(text, &i)) : -1;
        if (c >= 0 && (is_digit(c) || bihe_char_is_latin(c))) {
            hash = (hash ^ (uint64_t)c) * 1099511628211U;
            letters += !is_digit(c);
            digits += is_digit(c);
            continue;
        }
        const bool telling = digits > 0 ? letters + digits > 1 : letters >= FEWEST_LETTERS;
        if (telling && !add(list, hash, sentence, side, allocator)) return false;
        hash = 14695981039346656037U;
        letters = digits = 0;
        if (c < 0) break;
    }
    return true;
}

static int by_token(const void *a, const void *b)
{
    const sighting *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->side != y->side) return x->side < y->side ? -1 : 1;
    return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

/* A token counts once a sentence. */
static void drop_repeats(sighting_list *list)
{
    size_t out = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (out > 0 && by_token(&list->items[out - 1], &list->items[i]) == 0) continue;
        list->items[out++] = list->items[i];
    }
    list->count = out;
}

/* Adds the weight of one token, met in items[0, split) on side 0 and items[split, count) on side 1,
 * to every pair of sentences that share it. */
static void add_token(bihe_cost *cost, const bihe_corridor *corridor, const sighting *items,
                      size_t split, size_t count)
{
    const size_t d[2] = {split, count - split};
    if (d[0] == 0 || d[1] == 0 || d[0] > MOST_PAIRS / d[1]) return;
    const double mean = (double)(cost->count[0] + cost->count[1]) / 2;
    const double weight = log(mean / (double)(d[0] > d[1] ? d[0] : d[1]));
    if (weight <= 0) return;
    for (size_t x = 0; x < split; x++) {
        for (size_t y = split; y < count; y++) {
            const size_t i = items[x].sentence + (size_t)1, j = items[y].sentence + (size_t)1;
            if (bihe_corridor_has(corridor, i, j))
                cost->shared[bihe_corridor_cell(corridor, i, j)] += (float)weight;
        }
    }
}

static void add_tokens(bihe_cost *cost, const bihe_corridor *corridor, const sighting_list *list)
{
    for (size_t i = 0; i < list->count;) {
        size_t split = i, end = i;
        while (end < list->count && list->items[end].hash == list->items[i].hash)
            end++;
        while (split < end && list->items[split].side == 0)
            split++;
        add_token(cost, corridor, list->items + i, split - i, end - i);
        i = end;
    }
}

bihe_status bihe_shared_find(bihe_cost *cost, const bihe_corridor *corridor,
                             const bihe_align_side sides[2], const bihe_allocator *allocator,
                             bihe_error *err)
{
    const size_t cells = corridor->offset[corridor->rows];
    sighting_list list = {NULL, 0, 0};
    cost->corridor = corridor;
    cost->shared = bihe_mem_new0(allocator, cells, sizeof *cost->shared);
    bool done = cost->shared != NULL;
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < sides[s].count && done; i++)
            done = scan(&list, sides[s].sentences[i].text, i, s, allocator);
    }
    if (done && list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, by_token);
        drop_repeats(&list);
        add_tokens(cost, corridor, &list);
    }
    bihe_mem_free(allocator, list.items);
    return done ? BIHE_OK : bihe_fail_memory(err);
}
