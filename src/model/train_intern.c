/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers for words, and the lines and fields that the words come from. */
#include "model/train_pairs.h"

#include "base/error.h"
#include "base/file.h"
#include "text/utf8.h"

#include <string.h>

static size_t hash_word(bihe_view word)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)word.ptr[i]) * UINT64_C(1099511628211);
    h ^= h >> 32;
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(h ^ h >> 29);
}

static void insert(bihe_interner *t, uint32_t number)
{
    size_t k = hash_word(t->words[number]) & (t->size - 1);
    while (t->slots[k] != 0)
        k = (k + 1) & (t->size - 1);
    t->slots[k] = number + 1;
}

static bool grow_slots(bihe_interner *t)
{
    const size_t size = t->size > 0 ? 2 * t->size : 4096;
    uint32_t *slots = bihe_mem_new0(t->allocator, size, sizeof *slots);
    if (slots == NULL) return false;
    bihe_mem_free(t->allocator, t->slots);
    t->slots = slots;
    t->size = size;
    for (size_t i = 0; i < t->count; i++)
        insert(t, (uint32_t)i);
    return true;
}

static bool grow_words(bihe_interner *t)
{
    if (t->count < t->capacity) return true;
    const size_t capacity = t->capacity > 0 ? 2 * t->capacity : 4096;
    void *words = bihe_mem_resize(t->allocator, t->words, capacity, sizeof *t->words);
    if (words != NULL) t->words = words;
    void *counts = bihe_mem_resize(t->allocator, t->counts, capacity, sizeof *t->counts);
    if (counts != NULL) t->counts = counts;
    if (words == NULL || counts == NULL) return false;
    t->capacity = capacity;
    return true;
}

uint32_t bihe_intern(bihe_interner *t, bihe_view word)
{
    if (t->count * 2 >= t->size && !grow_slots(t)) return BIHE_NO_WORD;
    size_t k = hash_word(word) & (t->size - 1);
    for (; t->slots[k] != 0; k = (k + 1) & (t->size - 1)) {
        if (bihe_view_equal(t->words[t->slots[k] - 1], word)) return t->slots[k] - 1;
    }
    if (!grow_words(t)) return BIHE_NO_WORD;
    const bihe_view copy = bihe_arena_copy(t->arena, word);
    if (copy.ptr == NULL) return BIHE_NO_WORD;
    t->words[t->count] = copy;
    t->counts[t->count] = 0;
    t->slots[k] = (uint32_t)t->count + 1;
    return (uint32_t)t->count++;
}

void bihe_interner_clear(bihe_interner *t)
{
    if (t->allocator == NULL) return;
    bihe_mem_free(t->allocator, t->words);
    bihe_mem_free(t->allocator, t->counts);
    bihe_mem_free(t->allocator, t->slots);
}

bihe_status bihe_train_each_line(const char *path, bihe_line_fn fn, void *user, bihe_error *err)
{
    bihe_map map;
    bihe_status status = bihe_map_open(&map, path, err);
    if (status != BIHE_OK) return status;
    const bihe_view text = {(const char *)map.ptr, map.len};
    size_t number = 1;
    for (size_t start = 0; start < text.len && status == BIHE_OK; number++) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        const size_t next = end + 1;
        if (end > start && text.ptr[end - 1] == '\r') end--;
        const bihe_view line = bihe_view_slice(text, start, end);
        if (bihe_utf8_valid_prefix(line) < line.len)
            status = bihe_fail(err, BIHE_ERROR_INPUT, "not valid UTF-8");
        else if (line.len > 0)
            status = fn(user, line, err);
        if (status == BIHE_ERROR_INPUT && err != NULL) {
            const bihe_error what = *err;
            (void)bihe_fail_at(err, status, path, number, 0, "%s", what.message);
        }
        start = next;
    }
    bihe_map_close(&map);
    return status;
}

bihe_view bihe_train_field(bihe_view line, size_t *at)
{
    const size_t start = *at < line.len ? *at : line.len;
    const char *tab = start < line.len ? memchr(line.ptr + start, '\t', line.len - start) : NULL;
    const size_t end = tab != NULL ? (size_t)(tab - line.ptr) : line.len;
    *at = end + 1;
    return bihe_view_slice(line, start, end);
}
