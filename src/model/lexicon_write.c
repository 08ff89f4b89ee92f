/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a lexicon from its parts. */
#include "model/lexicon.h"

#include "base/error.h"
#include "model/charlm_file.h"
#include "model/lexicon_file.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

typedef struct writer {
    const bihe_lexicon_parts *parts;
    bihe_lexicon_sizes sizes;
    bihe_lexicon_layout layout;
    unsigned char *file; /* where the lexicon starts */
} writer;

static void put(unsigned char *p, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        p[i] = (unsigned char)(value >> 8 * i);
}

static uint32_t get32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static unsigned char *section(const writer *w, bihe_lexicon_section which)
{
    return w->file + w->layout.at[which];
}

/* -log p in steps, at most `most`. */
static unsigned char code_of(double p, int steps, int most)
{
    const double cost = p > 0 ? -log(p) * steps : most;
    return (unsigned char)lround(fmin(fmax(cost, 0), most));
}

static bihe_status measure(writer *w, bihe_error *err)
{
    const bihe_lexicon_parts *p = w->parts;
    uint64_t text = 0;
    for (int s = 0; s < 2; s++) {
        if (p->count[s] >= BIHE_LEXICON_MOST_WORDS)
            return bihe_fail(err, BIHE_ERROR_LIMIT, "more words than a lexicon holds");
        for (size_t k = 0; k < p->count[s]; k++)
            text += p->words[s][k].text.len;
        w->sizes.words[s] = (uint32_t)p->count[s];
    }
    if (text > UINT32_MAX || p->entry_count > UINT32_MAX || p->reading_count > UINT32_MAX)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "more text than a lexicon holds");
    w->sizes.text = (uint32_t)text;
    w->sizes.entries = (uint32_t)p->entry_count;
    w->sizes.readings = (uint32_t)p->reading_count;
    w->sizes.variants = p->variant_count > 0;
    w->layout = bihe_lexicon_lay_out(&w->sizes);
    return BIHE_OK;
}

static void write_header(const writer *w)
{
    const bihe_lexicon_sizes *n = &w->sizes;
    const uint32_t counts[5] = {n->words[0], n->words[1], n->entries, n->text, n->readings};
    memcpy(w->file, BIHE_LEXICON_MAGIC, 8);
    put(w->file + 8, BIHE_LEXICON_VERSION, 4);
    for (size_t k = 0; k < 5; k++)
        put(w->file + 24 + 4 * k, counts[k], 4);
    for (size_t s = 0; s < 2; s++)
        w->file[44 + s] = code_of(w->parts->unknown_share[s], BIHE_LEXICON_SHARE_STEPS, 255);
    w->file[46] = (unsigned char)w->parts->unknown_cost;
    w->file[47] = n->variants;
}

static void write_slot(const writer *w, int side, uint32_t word)
{
    const bihe_view text = w->parts->words[side][word].text;
    const uint64_t mixed =
        bihe_lexicon_mix(bihe_lexicon_hash_on(BIHE_LEXICON_HASH, text.ptr, text.len));
    const uint32_t mask = bihe_lexicon_slots(w->sizes.words[side]) - 1;
    unsigned char *slots = section(w, BIHE_LEXICON_SLOTS_ZH + (bihe_lexicon_section)side);
    uint32_t k = (uint32_t)mixed & mask;
    while (get32(slots + 4 * (size_t)k) != 0)
        k = (k + 1) & mask;
    put(slots + 4 * (size_t)k, bihe_lexicon_tag(mixed) | (word + 1), 4);
}

static void write_words(const writer *w)
{
    unsigned char *at = section(w, BIHE_LEXICON_TEXT_AT), *text = section(w, BIHE_LEXICON_TEXT);
    size_t place = 0, start = 0;
    for (int s = 0; s < 2; s++) {
        for (uint32_t k = 0; k < w->sizes.words[s]; k++, place++) {
            const bihe_lexicon_word *word = &w->parts->words[s][k];
            put(at + 4 * place, start, 4);
            memcpy(text + start, word->text.ptr, word->text.len);
            start += word->text.len;
            section(w, BIHE_LEXICON_SHARE)[place] =
                code_of(word->share, BIHE_LEXICON_SHARE_STEPS, 255);
            section(w, BIHE_LEXICON_CODE)[place] = (unsigned char)word->code;
            write_slot(w, s, k);
        }
    }
    put(at + 4 * place, start, 4);
}

/* For every first character that is a word, the length of the longest word it begins. */
static void write_reach(const writer *w, const bihe_lexicon *written)
{
    unsigned char *reach = section(w, BIHE_LEXICON_REACH);
    for (uint32_t k = 0; k < w->sizes.words[0]; k++) {
        const bihe_lexicon_word *word = &w->parts->words[0][k];
        if (word->code == 0 || word->text.len == 0) continue;
        size_t first = 0;
        (void)bihe_utf8_next(word->text, &first);
        const uint32_t head = bihe_lexicon_find(written, 0, bihe_view_slice(word->text, 0, first));
        const size_t chars = bihe_utf8_count(word->text);
        if (head != BIHE_NO_WORD && chars <= BIHE_LEXICON_LONGEST && chars > reach[head])
            reach[head] = (unsigned char)chars;
    }
}

static void write_entries(const writer *w)
{
    unsigned char *row = section(w, BIHE_LEXICON_ROW), *entry = section(w, BIHE_LEXICON_ENTRIES);
    size_t k = 0;
    for (uint32_t word = 0; word < w->sizes.words[0]; word++) {
        put(row + 4 * (size_t)word, k, 4);
        for (; k < w->parts->entry_count && w->parts->entries[k].word[0] == word; k++) {
            const bihe_lexicon_entry *e = &w->parts->entries[k];
            put(entry, e->word[1], 3);
            for (size_t s = 0; s < 2; s++)
                entry[3 + s] =
                    code_of((double)e->given[s], BIHE_LEXICON_GIVEN_STEPS, BIHE_LEXICON_IMPOSSIBLE);
            entry += BIHE_LEXICON_ENTRY;
        }
    }
    put(row + 4 * (size_t)w->sizes.words[0], k, 4);
}

static void write_characters(const writer *w)
{
    unsigned char *map = section(w, BIHE_LEXICON_VARIANT);
    for (size_t k = 0; k < w->parts->variant_count; k++) {
        const bihe_lexicon_variant *v = &w->parts->variants[k];
        if (v->traditional < BIHE_LEXICON_FIRST_VARIANT || v->simplified > 0xFFFF ||
            v->traditional >= BIHE_LEXICON_FIRST_VARIANT + BIHE_LEXICON_VARIANTS)
            continue;
        put(map + 2 * (size_t)(v->traditional - BIHE_LEXICON_FIRST_VARIANT), v->simplified, 2);
    }
    unsigned char *record = section(w, BIHE_LEXICON_READING);
    for (size_t k = 0; k < w->parts->reading_count; k++, record += BIHE_LEXICON_RECORD) {
        put(record, w->parts->readings[k].character, 2);
        memcpy(record + 2, w->parts->readings[k].syllable, BIHE_LEXICON_SYLLABLE);
    }
}

static void seal(const writer *w)
{
    const size_t size = (size_t)w->layout.at[BIHE_LEXICON_SECTIONS];
    put(w->file + 16,
        bihe_charlm_checksum(w->file + BIHE_LEXICON_CHECKED, size - BIHE_LEXICON_CHECKED), 8);
}

bihe_status bihe_lexicon_append(bihe_buffer *out, const bihe_lexicon_parts *parts, bihe_error *err)
{
    writer w = {.parts = parts};
    bihe_status status = measure(&w, err);
    if (status != BIHE_OK) return status;
    const size_t size = (size_t)w.layout.at[BIHE_LEXICON_SECTIONS];
    void *ptr = out->ptr;
    if (out->failed || size > (size_t)PTRDIFF_MAX - out->len ||
        !bihe_array_reserve(&out->allocator, &ptr, &out->capacity, out->len + size, 1))
        return bihe_fail_memory(err);
    out->ptr = ptr;
    w.file = (unsigned char *)out->ptr + out->len;
    memset(w.file, 0, size);
    write_header(&w);
    write_words(&w);
    write_entries(&w);
    write_characters(&w);
    seal(&w);
    /* the words can be looked up from here on */
    bihe_lexicon *written;
    status = bihe_lexicon_view(&written, (bihe_view){(char *)w.file, size}, "lexicon",
                               &out->allocator, err);
    if (status != BIHE_OK) return status;
    write_reach(&w, written);
    bihe_lexicon_free(written);
    seal(&w);
    out->len += size;
    return BIHE_OK;
}
