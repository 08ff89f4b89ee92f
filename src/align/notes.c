/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over a document's Latin words into a small hash table of fingerprints. */
#include "align/notes.h"

#include <string.h>

enum { FLAGS = 15, FLAG_BITS = 4, FIRST_SIZE = 256, LARGEST_SIZE = 1 << 16 };

static bool is_letter(unsigned char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26;
}

static uint32_t step(uint32_t hash, unsigned char c)
{
    return (hash ^ c) * UINT32_C(16777619);
}

static uint32_t mix(uint32_t hash)
{
    hash ^= hash >> 15;
    hash *= UINT32_C(0x2C1B3C6D);
    hash ^= hash >> 12;
    return hash > FLAGS ? hash : hash + FLAGS + 1;
}

static size_t slot_of(const uint32_t *slots, size_t size, uint32_t hash)
{
    size_t i = (hash >> FLAG_BITS) & (size - 1);
    while (slots[i] != 0 && (slots[i] | FLAGS) != (hash | FLAGS))
        i = (i + 1) & (size - 1);
    return i;
}

static bool grow(bihe_notes *notes)
{
    const size_t size = notes->size == 0 ? FIRST_SIZE : notes->size * 4;
    uint32_t *slots = bihe_mem_new0(&notes->allocator, size, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t i = 0; i < notes->size; i++) {
        if (notes->slots[i] != 0) slots[slot_of(slots, size, notes->slots[i])] = notes->slots[i];
    }
    bihe_mem_free(&notes->allocator, notes->slots);
    notes->slots = slots;
    notes->size = size;
    return true;
}

static bool note(bihe_notes *notes, uint32_t hash, unsigned flags)
{
    if (notes->count * 2 >= notes->size && notes->size < LARGEST_SIZE && !grow(notes)) return false;
    uint32_t *slot = &notes->slots[slot_of(notes->slots, notes->size, hash)];
    if (*slot == 0) {
        if (notes->count * 4 >= notes->size * 3) return true;
        *slot = hash & ~(uint32_t)FLAGS;
        notes->count++;
    }
    *slot |= flags;
    return true;
}

/* Whether a dot at `pos` has more of its sentence after it. */
static bool goes_on(bihe_view text, size_t pos)
{
    if (pos + 2 >= text.len) return false;
    if (text.ptr[pos + 1] == ',') return true;
    const char c = text.ptr[pos + 2];
    return text.ptr[pos + 1] == ' ' && c >= 'a' && c <= 'z';
}

bool bihe_notes_add(bihe_notes *notes, bihe_view text)
{
    bool after_small = false; /* a word in small letters and one space stand before this one */
    for (size_t i = 0; i < text.len;) {
        if (!is_letter((unsigned char)text.ptr[i])) {
            after_small = after_small && text.ptr[i] == ' ' && i > 0 && text.ptr[i - 1] != ' ';
            i++;
            continue;
        }
        const size_t start = i;
        uint32_t hash = UINT32_C(2166136261);
        while (i < text.len && is_letter((unsigned char)text.ptr[i]))
            hash = step(hash, (unsigned char)text.ptr[i++] | 0x20);
        const bool capital = (text.ptr[start] & 0x20) == 0;
        unsigned flags = capital ? (after_small ? BIHE_NOTED_NAME : 0) : BIHE_NOTED_SMALL;
        if (i == text.len || text.ptr[i] != '.')
            flags |= BIHE_NOTED_BARE;
        else if (goes_on(text, i))
            flags |= BIHE_NOTED_SHORT;
        if (!note(notes, mix(hash), flags)) return false;
        after_small = !capital;
    }
    return true;
}

unsigned bihe_notes_find(const bihe_notes *notes, const bihe_folded *word)
{
    if (notes->size == 0 || word->len == 0) return 0;
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < word->len; i++) {
        if (!is_letter((unsigned char)word->text[i])) return 0;
        hash = step(hash, (unsigned char)word->text[i]);
    }
    const uint32_t slot = notes->slots[slot_of(notes->slots, notes->size, mix(hash))];
    return slot & FLAGS;
}

void bihe_notes_clear(bihe_notes *notes)
{
    bihe_mem_free(&notes->allocator, notes->slots);
    notes->slots = NULL;
    notes->count = notes->size = 0;
}
