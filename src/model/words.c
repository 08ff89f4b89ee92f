/* SPDX-License-Identifier: Apache-2.0 */
/* Words and their classes in an open-addressed table that lives in an arena. */
#include "model/words.h"

#include "text/utf8.h"

#include <string.h>

bihe_folded bihe_word_fold(bihe_view word)
{
    bihe_folded folded = {.len = 0};
    if (word.len == 0 || word.len > BIHE_WORD_LONGEST) return folded;
    folded.capital = word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    for (size_t i = 0; i < word.len; i++) {
        const char c = word.ptr[i];
        folded.text[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    folded.len = (uint8_t)word.len;
    return folded;
}

/* FNV-1a */
static size_t hash(const char *text, size_t len)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < len; i++)
        h = (h ^ (uint8_t)text[i]) * UINT64_C(1099511628211);
    return (size_t)(h ^ (h >> 32));
}

/* The slot of a key, or the empty one where it belongs. */
static bihe_word *slot_of(bihe_word *slots, size_t size, bihe_view key)
{
    size_t i = hash(key.ptr, key.len) & (size - 1);
    while (slots[i].key.ptr != NULL && !bihe_view_equal(slots[i].key, key))
        i = (i + 1) & (size - 1);
    return &slots[i];
}

static bool grow(bihe_words *words)
{
    const size_t size = words->size == 0 ? 64 : words->size * 2;
    bihe_word *slots = bihe_arena_new(words->arena, size, sizeof *slots);
    if (slots == NULL) return false;
    memset(slots, 0, size * sizeof *slots);
    for (size_t i = 0; i < words->size; i++) {
        if (words->slots[i].key.ptr != NULL)
            *slot_of(slots, size, words->slots[i].key) = words->slots[i];
    }
    words->slots = slots;
    words->size = size;
    return true;
}

bool bihe_words_add(bihe_words *words, bihe_view word, uint32_t classes)
{
    const bihe_folded folded = bihe_word_fold(word);
    if (folded.len == 0) return true;
    if (words->count * 2 >= words->size && !grow(words)) return false;
    bihe_word *slot = slot_of(words->slots, words->size, (bihe_view){folded.text, folded.len});
    if (slot->key.ptr == NULL) {
        slot->key = bihe_arena_copy(words->arena, (bihe_view){folded.text, folded.len});
        if (slot->key.ptr == NULL) return false;
        words->count++;
    }
    if (folded.capital)
        slot->capital |= classes;
    else
        slot->any |= classes;
    return true;
}

uint32_t bihe_words_find(const bihe_words *words, const bihe_folded *word)
{
    if (word->len == 0 || words->count == 0) return 0;
    const bihe_word *slot = slot_of(words->slots, words->size, (bihe_view){word->text, word->len});
    return slot->any | (word->capital ? slot->capital : 0);
}
