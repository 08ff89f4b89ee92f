/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the lexicon: the file is mapped, checked once, and searched where it lies.
 */
#include "model/lexicon.h"

#include "base/error.h"
#include "base/file.h"
#include "model/charlm_file.h"
#include "model/lexicon_file.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

struct bihe_lexicon {
    bihe_allocator allocator;
    bihe_map map; /* empty when the bytes are borrowed */
    bihe_lexicon_sizes sizes;
    const unsigned char *section[BIHE_LEXICON_SECTIONS];
    uint32_t mask[2]; /* slots - 1 */
    uint8_t unknown_share[2], unknown_cost;
    double share_of[256];
    float given_of[256];
};

static uint32_t get16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t get24(const unsigned char *p)
{
    return get16(p) | (uint32_t)p[2] << 16;
}

static uint32_t get32(const unsigned char *p)
{
    return get16(p) | get16(p + 2) << 16;
}

static uint64_t get64(const unsigned char *p)
{
    return get32(p) | (uint64_t)get32(p + 4) << 32;
}

uint32_t bihe_lexicon_slots(uint32_t words)
{
    uint32_t slots = 4;
    while (slots / 3 * 2 < words)
        slots *= 2;
    return slots;
}

bihe_lexicon_layout bihe_lexicon_lay_out(const bihe_lexicon_sizes *sizes)
{
    const uint64_t zh = sizes->words[0], words = zh + sizes->words[1];
    const uint64_t bytes[BIHE_LEXICON_SECTIONS] = {
        [BIHE_LEXICON_TEXT_AT] = 4 * (words + 1),
        [BIHE_LEXICON_SHARE] = words,
        [BIHE_LEXICON_CODE] = words,
        [BIHE_LEXICON_REACH] = zh,
        [BIHE_LEXICON_SLOTS_ZH] = 4 * (uint64_t)bihe_lexicon_slots(sizes->words[0]),
        [BIHE_LEXICON_SLOTS_EN] = 4 * (uint64_t)bihe_lexicon_slots(sizes->words[1]),
        [BIHE_LEXICON_ROW] = 4 * (zh + 1),
        [BIHE_LEXICON_ENTRIES] = BIHE_LEXICON_ENTRY * (uint64_t)sizes->entries,
        [BIHE_LEXICON_VARIANT] = sizes->variants ? 2 * (uint64_t)BIHE_LEXICON_VARIANTS : 0,
        [BIHE_LEXICON_READING] = BIHE_LEXICON_RECORD * (uint64_t)sizes->readings,
        [BIHE_LEXICON_TEXT] = sizes->text,
    };
    bihe_lexicon_layout layout;
    uint64_t at = BIHE_LEXICON_HEADER;
    for (int i = 0; i < BIHE_LEXICON_SECTIONS; i++) {
        layout.at[i] = at;
        at += (bytes[i] + 7) / 8 * 8;
    }
    layout.at[BIHE_LEXICON_SECTIONS] = at;
    return layout;
}

/* --- checking ------------------------------------------------------------------------------ */

/* Whether `count` + 1 numbers of four bytes ascend from 0 to `end`. */
static bool ascends(const unsigned char *list, uint32_t count, uint32_t end)
{
    uint32_t last = 0;
    for (uint32_t k = 0; k <= count; k++) {
        const uint32_t at = get32(list + 4 * (size_t)k);
        if (at < last || at > end || (k == 0 && at != 0)) return false;
        last = at;
    }
    return last == end;
}

static bool slots_in_range(const bihe_lexicon *l, int side)
{
    const unsigned char *slots = l->section[BIHE_LEXICON_SLOTS_ZH + side];
    const uint32_t number = (UINT32_C(1) << BIHE_LEXICON_NUMBER_BITS) - 1;
    for (uint32_t k = 0; k <= l->mask[side]; k++)
        if ((get32(slots + 4 * (size_t)k) & number) > l->sizes.words[side]) return false;
    return true;
}

/* A checksum proves nothing of a file made to deceive; this keeps every lookup inside the map. */
static bool is_consistent(const bihe_lexicon *l)
{
    const bihe_lexicon_sizes *n = &l->sizes;
    for (uint32_t k = 0; k < n->entries; k++)
        if (get24(l->section[BIHE_LEXICON_ENTRIES] + BIHE_LEXICON_ENTRY * (size_t)k) >= n->words[1])
            return false;
    return ascends(l->section[BIHE_LEXICON_TEXT_AT], n->words[0] + n->words[1], n->text) &&
           ascends(l->section[BIHE_LEXICON_ROW], n->words[0], n->entries) && slots_in_range(l, 0) &&
           slots_in_range(l, 1);
}

static bihe_status refuse(const char *name, const char *why, bihe_error *err)
{
    return bihe_fail_at(err, BIHE_ERROR_MODEL, name, 0, 0, "not a usable lexicon: %s", why);
}

static bihe_status check(bihe_lexicon *l, bihe_view bytes, const char *name, bihe_error *err)
{
    const unsigned char *file = (const unsigned char *)bytes.ptr;
    if (bytes.len < BIHE_LEXICON_HEADER || memcmp(file, BIHE_LEXICON_MAGIC, 8) != 0)
        return refuse(name, "it does not start as one", err);
    if (get32(file + 8) != BIHE_LEXICON_VERSION) return refuse(name, "another version", err);
    l->sizes = (bihe_lexicon_sizes){{get32(file + 24), get32(file + 28)},
                                    get32(file + 32),
                                    get32(file + 36),
                                    get32(file + 40),
                                    file[47] != 0};
    if (l->sizes.words[0] >= BIHE_LEXICON_MOST_WORDS ||
        l->sizes.words[1] >= BIHE_LEXICON_MOST_WORDS)
        return refuse(name, "it is damaged", err);
    const bihe_lexicon_layout layout = bihe_lexicon_lay_out(&l->sizes);
    if (layout.at[BIHE_LEXICON_SECTIONS] != bytes.len)
        return refuse(name, "it is cut short or damaged", err);
    if (bihe_charlm_checksum(file + BIHE_LEXICON_CHECKED, bytes.len - BIHE_LEXICON_CHECKED) !=
        get64(file + 16))
        return refuse(name, "its checksum is wrong", err);
    for (int i = 0; i < BIHE_LEXICON_SECTIONS; i++)
        l->section[i] = file + layout.at[i];
    for (int s = 0; s < 2; s++) {
        l->mask[s] = bihe_lexicon_slots(l->sizes.words[s]) - 1;
        l->unknown_share[s] = file[44 + s];
    }
    l->unknown_cost = file[46];
    return l->unknown_cost > 0 && is_consistent(l) ? BIHE_OK
                                                   : refuse(name, "it contradicts itself", err);
}

bihe_status bihe_lexicon_view(bihe_lexicon **out, bihe_view bytes, const char *name,
                              const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_lexicon *l = bihe_mem_new0(allocator, 1, sizeof *l);
    if (l == NULL) return bihe_fail_memory(err);
    l->allocator = *allocator;
    for (int k = 0; k < 256; k++) {
        l->share_of[k] = exp(-(double)k / BIHE_LEXICON_SHARE_STEPS);
        l->given_of[k] =
            k == BIHE_LEXICON_IMPOSSIBLE ? 0 : (float)exp(-(double)k / BIHE_LEXICON_GIVEN_STEPS);
    }
    const bihe_status status = check(l, bytes, name, err);
    if (status != BIHE_OK)
        bihe_lexicon_free(l);
    else
        *out = l;
    return status;
}

bihe_status bihe_lexicon_open(bihe_lexicon **out, const char *path, const bihe_allocator *allocator,
                              bihe_error *err)
{
    bihe_map map;
    *out = NULL;
    bihe_status status = bihe_map_open(&map, path, err);
    if (status != BIHE_OK) {
        if (status == BIHE_ERROR_MEMORY) return status;
        if (err != NULL) err->code = BIHE_ERROR_MODEL;
        return BIHE_ERROR_MODEL;
    }
    status =
        bihe_lexicon_view(out, (bihe_view){(const char *)map.ptr, map.len}, path, allocator, err);
    if (status == BIHE_OK)
        (*out)->map = map;
    else
        bihe_map_close(&map);
    return status;
}

void bihe_lexicon_free(bihe_lexicon *l)
{
    if (l == NULL) return;
    if (l->map.ptr != NULL) bihe_map_close(&l->map);
    const bihe_allocator allocator = l->allocator;
    bihe_mem_free(&allocator, l);
}

/* --- words --------------------------------------------------------------------------------- */

size_t bihe_lexicon_words(const bihe_lexicon *l, int side)
{
    return l->sizes.words[side];
}

/* The place of a word among those of both sides. */
static size_t place_of(const bihe_lexicon *l, int side, uint32_t word)
{
    return (side == 0 ? 0 : (size_t)l->sizes.words[0]) + word;
}

bihe_view bihe_lexicon_text(const bihe_lexicon *l, int side, uint32_t word)
{
    const unsigned char *at = l->section[BIHE_LEXICON_TEXT_AT] + 4 * place_of(l, side, word);
    const uint32_t start = get32(at);
    return (bihe_view){(const char *)l->section[BIHE_LEXICON_TEXT] + start, get32(at + 4) - start};
}

/* The word with this hash before mixing. */
static uint32_t find(const bihe_lexicon *l, int side, bihe_view word, uint64_t hash)
{
    const uint32_t number = (UINT32_C(1) << BIHE_LEXICON_NUMBER_BITS) - 1;
    const unsigned char *slots = l->section[BIHE_LEXICON_SLOTS_ZH + side];
    const uint64_t mixed = bihe_lexicon_mix(hash);
    const uint32_t tag = bihe_lexicon_tag(mixed), mask = l->mask[side];
    for (uint32_t n = 0; n <= mask; n++) {
        const uint32_t slot = get32(slots + 4 * (size_t)(((uint32_t)mixed + n) & mask));
        if ((slot & number) == 0) return BIHE_NO_WORD;
        if ((slot & ~number) != tag) continue;
        const bihe_view text = bihe_lexicon_text(l, side, (slot & number) - 1);
        if (text.len == word.len && memcmp(text.ptr, word.ptr, word.len) == 0)
            return (slot & number) - 1;
    }
    return BIHE_NO_WORD;
}

uint32_t bihe_lexicon_find(const bihe_lexicon *l, int side, bihe_view word)
{
    return find(l, side, word, bihe_lexicon_hash_on(BIHE_LEXICON_HASH, word.ptr, word.len));
}

double bihe_lexicon_share(const bihe_lexicon *l, int side, uint32_t word)
{
    const unsigned code = word == BIHE_NO_WORD
                              ? l->unknown_share[side]
                              : l->section[BIHE_LEXICON_SHARE][place_of(l, side, word)];
    return l->share_of[code];
}

size_t bihe_lexicon_translations(const bihe_lexicon *l, uint32_t word, bihe_translation *out,
                                 size_t capacity)
{
    const unsigned char *row = l->section[BIHE_LEXICON_ROW] + 4 * (size_t)word;
    const uint32_t first = get32(row);
    const size_t count = get32(row + 4) - first;
    const unsigned char *entry =
        l->section[BIHE_LEXICON_ENTRIES] + BIHE_LEXICON_ENTRY * (size_t)first;
    for (size_t k = 0; k < count && k < capacity; k++, entry += BIHE_LEXICON_ENTRY)
        out[k] = (bihe_translation){get24(entry), {l->given_of[entry[3]], l->given_of[entry[4]]}};
    return count;
}

size_t bihe_lexicon_sift(const bihe_lexicon *l, uint32_t word, const bihe_lexicon_sieve *sieve,
                         bihe_translation *out, size_t capacity)
{
    const unsigned char *row = l->section[BIHE_LEXICON_ROW] + 4 * (size_t)word;
    const uint32_t first = get32(row), end = get32(row + 4);
    const unsigned char *entry =
        l->section[BIHE_LEXICON_ENTRIES] + BIHE_LEXICON_ENTRY * (size_t)first;
    size_t count = 0;
    for (uint32_t k = first; k < end && count < capacity; k++, entry += BIHE_LEXICON_ENTRY) {
        const uint32_t other = get24(entry), bit = other & sieve->mask;
        if ((sieve->bits[bit / 64] >> bit % 64 & 1) == 0) continue;
        out[count++] = (bihe_translation){other, {l->given_of[entry[3]], l->given_of[entry[4]]}};
    }
    return count;
}

/* --- tokens -------------------------------------------------------------------------------- */

size_t bihe_lexicon_prefixes(const bihe_lexicon *l, bihe_view text,
                             uint8_t cost[BIHE_LEXICON_LONGEST])
{
    uint64_t hash = BIHE_LEXICON_HASH;
    size_t reach = 1, count = 0;
    for (size_t pos = 0; count < reach && pos < text.len; count++) {
        const size_t start = pos;
        do
            pos++;
        while (pos < text.len && ((unsigned char)text.ptr[pos] & 0xC0) == 0x80);
        hash = bihe_lexicon_hash_on(hash, text.ptr + start, pos - start);
        const uint32_t word = find(l, 0, (bihe_view){text.ptr, pos}, hash);
        cost[count] = word == BIHE_NO_WORD ? 0 : l->section[BIHE_LEXICON_CODE][word];
        if (count > 0) continue;
        /* a character that is no word of its own may begin words */
        reach = word != BIHE_NO_WORD ? l->section[BIHE_LEXICON_REACH][word] : BIHE_LEXICON_LONGEST;
        if (reach > BIHE_LEXICON_LONGEST) reach = BIHE_LEXICON_LONGEST;
        if (cost[0] == 0) cost[0] = l->unknown_cost;
    }
    return count;
}

unsigned bihe_lexicon_form(const bihe_lexicon *l, bihe_view form)
{
    const uint32_t word = bihe_lexicon_find(l, 1, form);
    return word == BIHE_NO_WORD ? 0 : l->section[BIHE_LEXICON_CODE][place_of(l, 1, word)];
}

int32_t bihe_lexicon_simplified(const bihe_lexicon *l, int32_t c)
{
    if (!l->sizes.variants || c < BIHE_LEXICON_FIRST_VARIANT ||
        c >= BIHE_LEXICON_FIRST_VARIANT + BIHE_LEXICON_VARIANTS)
        return c;
    const size_t at = 2 * (size_t)(c - BIHE_LEXICON_FIRST_VARIANT);
    const int32_t simplified = (int32_t)get16(l->section[BIHE_LEXICON_VARIANT] + at);
    return simplified != 0 ? simplified : c;
}

size_t bihe_lexicon_readings(const bihe_lexicon *l, int32_t c, bihe_view *out, size_t capacity)
{
    const unsigned char *list = l->section[BIHE_LEXICON_READING];
    size_t low = 0, n = l->sizes.readings, count = 0;
    if (c < 0 || c > 0xFFFF) return 0;
    while (n > 0) { /* the first record of a character not below c */
        const size_t half = n / 2;
        const bool below = get16(list + BIHE_LEXICON_RECORD * (low + half)) < (uint32_t)c;
        low += below ? half + 1 : 0;
        n = below ? n - half - 1 : half;
    }
    for (; low < l->sizes.readings; low++, count++) {
        const unsigned char *record = list + BIHE_LEXICON_RECORD * low;
        if (get16(record) != (uint32_t)c) break;
        if (count >= capacity) continue;
        size_t len = 0;
        while (len < BIHE_LEXICON_SYLLABLE && record[2 + len] != 0)
            len++;
        out[count] = (bihe_view){(const char *)record + 2, len};
    }
    return count;
}
