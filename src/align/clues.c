/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of Latin letters and digits of both texts, sorted together and numbered. */
#include "align/clues.h"

#include "base/error.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { FEWEST_LETTERS = 3 }; /* of a word without digits: "a", "of", "pH" are met by chance */

/* A word met in a sentence; the hash stands for the word. */
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

/* Adds the words of one sentence. */
static bool scan(sighting_list *list, bihe_view text, size_t sentence, int side,
                 const bihe_allocator *allocator)
{
    static const uint64_t BASIS = 14695981039346656037U; /* FNV-1a */
    uint64_t hash = BASIS;
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
        hash = BASIS;
        letters = digits = 0;
        if (c < 0) break;
    }
    return true;
}

static int by_word(const void *a, const void *b)
{
    const sighting *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->side != y->side) return x->side < y->side ? -1 : 1;
    return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

/* Keeps words that both sides have, each once a sentence, and puts their numbers in the place of
 * their hashes. Returns how many words there are. */
static size_t number(sighting_list *list)
{
    size_t kinds = 0, out = 0;
    for (size_t i = 0, end; i < list->count; i = end) {
        const sighting word = list->items[i];
        for (end = i; end < list->count && list->items[end].hash == word.hash;)
            end++;
        if (word.side == list->items[end - 1].side) continue;
        for (size_t k = i; k < end; k++) {
            const sighting s = list->items[k];
            if (k > i && s.side == list->items[out - 1].side &&
                s.sentence == list->items[out - 1].sentence)
                continue;
            list->items[out++] = (sighting){kinds, s.sentence, s.side};
        }
        kinds++;
    }
    list->count = out;
    return kinds;
}

/* By sentence: a counting sort, which keeps a sentence's clues in order of their numbers. */
static bool distribute(const sighting_list *list, uint32_t side, size_t sentences,
                       bihe_clue_side *out, const bihe_allocator *allocator)
{
    size_t count = 0;
    out->first = bihe_mem_new0(allocator, sentences + 2, sizeof *out->first);
    if (out->first == NULL) return false;
    for (size_t k = 0; k < list->count; k++) {
        if (list->items[k].side != side) continue;
        out->first[list->items[k].sentence + 2]++;
        count++;
    }
    for (size_t i = 2; i < sentences + 2; i++)
        out->first[i] += out->first[i - 1];
    out->clue = bihe_mem_new(allocator, count, sizeof *out->clue);
    if (out->clue == NULL) return false;
    for (size_t k = 0; k < list->count; k++) {
        if (list->items[k].side == side)
            out->clue[out->first[list->items[k].sentence + 1]++] = (uint32_t)list->items[k].hash;
    }
    return true;
}

bihe_status bihe_clues_init(bihe_clues *clues, const bihe_align_side sides[2],
                            const bihe_allocator *allocator, bihe_error *err)
{
    sighting_list list = {NULL, 0, 0};
    bool done = true;
    *clues = (bihe_clues){0};
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < sides[s].count && done; i++)
            done = scan(&list, sides[s].sentences[i].text, i, s, allocator);
    }
    if (done && list.count > UINT32_MAX) {
        bihe_mem_free(allocator, list.items);
        return bihe_fail(err, BIHE_ERROR_LIMIT, "more than 2^32 words");
    }
    if (done && list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, by_word);
        clues->kinds = number(&list);
    }
    for (int s = 0; s < 2 && done; s++)
        done = distribute(&list, (uint32_t)s, sides[s].count, &clues->side[s], allocator);
    bihe_mem_free(allocator, list.items);
    if (done) return BIHE_OK;
    bihe_clues_clear(clues, allocator);
    return bihe_fail_memory(err);
}

void bihe_clues_clear(bihe_clues *clues, const bihe_allocator *allocator)
{
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, clues->side[s].first);
        bihe_mem_free(allocator, clues->side[s].clue);
    }
    *clues = (bihe_clues){0};
}
