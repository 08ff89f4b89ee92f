/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counts how words and Chinese characters stand to sentence boundaries, and turns the counts into
 * log-odds: log((a + s) / (b + s)) of the two counts that are compared, s as smoothing.
 */
#include "align/train_parts.h"
#include "base/error.h"
#include "text/utf8.h"
#include "text/variant.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MIN_SEEN = 15,       /* of a word, in all */
    MIN_CHARACTERS = 40, /* of one or two characters */
};

/* Counts below it say little. */
static const double SMOOTHING = 0.7;

static uint64_t hash(bihe_view key)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.ptr[i]) * UINT64_C(1099511628211);
    return h ^ h >> 32;
}

static bihe_tallied *slot_of(bihe_tallied *slots, size_t size, bihe_view key)
{
    size_t i = (size_t)hash(key) & (size - 1);
    while (slots[i].key.ptr != NULL && !bihe_view_equal(slots[i].key, key))
        i = (i + 1) & (size - 1);
    return &slots[i];
}

static bool grow(bihe_tallies *t)
{
    const bihe_allocator *allocator = &t->arena->allocator;
    const size_t size = t->size == 0 ? 1 << 12 : t->size * 2;
    bihe_tallied *slots = bihe_mem_new0(allocator, size, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t i = 0; i < t->size; i++) {
        if (t->slots[i].key.ptr != NULL) *slot_of(slots, size, t->slots[i].key) = t->slots[i];
    }
    bihe_mem_free(allocator, t->slots);
    t->slots = slots;
    t->size = size;
    return true;
}

static bool count(bihe_tallies *t, bihe_view key, bihe_tally which)
{
    if (t->count * 2 >= t->size && !grow(t)) return false;
    bihe_tallied *slot = slot_of(t->slots, t->size, key);
    if (slot->key.ptr == NULL) {
        slot->key = bihe_arena_copy(t->arena, key);
        if (slot->key.ptr == NULL) return false;
        t->count++;
    }
    slot->count[which]++;
    return true;
}

static bool is_letter(char c)
{
    return (unsigned)(((unsigned char)c | 0x20) - 'a') < 26;
}

/* Whether a boundary lies at `pos` or past closers and white space within a few bytes of it. */
static bool is_end(const bihe_train_line *line, size_t pos)
{
    enum { CLOSERS = 8 };
    for (uint32_t i = 0; i < line->count; i++) {
        if (line->ends[i] >= pos && line->ends[i] <= pos + CLOSERS) return true;
    }
    return pos + CLOSERS >= line->text.len;
}

/* Whether a sentence starts at `pos`: only white space and openers lie between it and a boundary.
 */
static bool is_start(const bihe_train_line *line, size_t pos)
{
    size_t end = 0;
    for (uint32_t i = 0; i < line->count && line->ends[i] <= pos; i++)
        end = line->ends[i];
    for (size_t i = end; i < pos; i++) {
        if (line->text.ptr[i] != ' ' && line->text.ptr[i] != '"' && line->text.ptr[i] != '(')
            return false;
    }
    return true;
}

/* The word with its inner dots, as the segmenter reads the word before a mark. */
static size_t word_end(bihe_view text, size_t start)
{
    size_t end = start;
    while (end < text.len) {
        const char c = text.ptr[end];
        const bool inner = (c == '.' || c == '\'' || c == '-') && end + 1 < text.len &&
                           is_letter(text.ptr[end + 1]) && end > start;
        if (!is_letter(c) && !inner) break;
        end++;
    }
    return end;
}

static bool tally_words(bihe_tallies *t, const bihe_train_line *line)
{
    const bihe_view text = line->text;
    bool ok = true, after_small = false;
    for (size_t i = 0; i < text.len && ok;) {
        if (!is_letter(text.ptr[i])) {
            after_small = after_small && text.ptr[i] == ' ';
            i++;
            continue;
        }
        const size_t start = i;
        i = word_end(text, start);
        const bihe_folded word = bihe_word_fold(bihe_view_slice(text, start, i));
        const bihe_view key = {word.text, word.len};
        if (word.len == 0) continue;
        if (!word.capital)
            ok = count(t, key, BIHE_TALLY_SMALL);
        else if (is_start(line, start))
            ok = count(t, key, BIHE_TALLY_START);
        else if (after_small)
            ok = count(t, key, BIHE_TALLY_NAME);
        const bool dot = i < text.len && text.ptr[i] == '.';
        if (ok && dot) ok = count(t, key, is_end(line, i + 1) ? BIHE_TALLY_END : BIHE_TALLY_DOT);
        after_small = !word.capital && !dot;
    }
    return ok;
}

/* Characters: one and two of them that begin a sentence, end it, or stand inside (SMALL). */
static bool tally_characters(bihe_tallies *t, const bihe_train_line *line)
{
    const bihe_view text = line->text;
    size_t before = 0; /* start of the character before, where it is Han */
    bool ok = true, paired = false;
    for (size_t i = 0; i < text.len && ok;) {
        const size_t start = i;
        if (!bihe_char_is_han(bihe_utf8_next(text, &i))) {
            paired = false;
            continue;
        }
        size_t at = i;
        const int32_t c = at < text.len ? bihe_utf8_next(text, &at) : 0;
        const bool last = bihe_terminator(c) != BIHE_MARKS && is_end(line, at);
        const bool first = is_start(line, start);
        ok = count(t, bihe_view_slice(text, start, i), BIHE_TALLY_SMALL);
        if (ok && last) ok = count(t, bihe_view_slice(text, start, i), BIHE_TALLY_END);
        if (ok && first) ok = count(t, bihe_view_slice(text, start, i), BIHE_TALLY_START);
        if (ok && paired) {
            const bihe_view two = bihe_view_slice(text, before, i);
            ok = count(t, two, BIHE_TALLY_SMALL);
            if (ok && last) ok = count(t, two, BIHE_TALLY_END);
            if (ok && is_start(line, before)) ok = count(t, two, BIHE_TALLY_START);
        }
        before = start;
        paired = true;
    }
    return ok;
}

bihe_status bihe_train_tally(bihe_tallies *tallies, const bihe_train_corpus *corpus,
                             bihe_error *err)
{
    for (size_t i = 0; i < corpus->count; i++) {
        const bihe_train_pair *pair = &corpus->pairs[i];
        /* headings tell nothing about boundaries */
        if (pair->side[0].trusted && pair->side[0].closed &&
            !tally_characters(tallies, &pair->side[0]))
            return bihe_fail_memory(err);
        if (pair->side[1].trusted && pair->side[1].closed && !tally_words(tallies, &pair->side[1]))
            return bihe_fail_memory(err);
    }
    return BIHE_OK;
}

static int8_t log_odds(double a, double b)
{
    const double value = log((a + SMOOTHING) / (b + SMOOTHING)) * BIHE_CUE_UNIT;
    return (int8_t)lround(value > 120 ? 120 : value < -120 ? -120 : value);
}

static int8_t centred(double part, double all, double mean)
{
    return log_odds(part, (all - part) * mean);
}

static uint8_t log_seen(uint32_t seen)
{
    uint8_t bits = 0;
    for (; seen > 0; seen >>= 1)
        bits++;
    return bits;
}

/* Odds of a start and of an end of a sentence for any character. */
typedef struct means {
    double start, end;
} means;

static means mean_odds(const bihe_tallies *t)
{
    double all = 1, start = 1, end = 1;
    for (size_t i = 0; i < t->size; i++) {
        const bihe_tallied *slot = &t->slots[i];
        if (slot->key.ptr == NULL || is_letter(slot->key.ptr[0]) || slot->key.len > 4) continue;
        all += slot->count[BIHE_TALLY_SMALL];
        start += slot->count[BIHE_TALLY_START];
        end += slot->count[BIHE_TALLY_END];
    }
    return (means){start / all, end / all};
}

/* False when the counts are too few to keep. */
static bool make_cue(const bihe_tallied *slot, const means *m, bihe_cue *cue)
{
    const uint32_t *n = slot->count;
    if (is_letter(slot->key.ptr[0])) {
        const uint32_t all = n[BIHE_TALLY_START] + n[BIHE_TALLY_NAME] + n[BIHE_TALLY_SMALL];
        if (all < MIN_SEEN) return false;
        cue->start = log_odds(n[BIHE_TALLY_START], n[BIHE_TALLY_NAME]);
        cue->stop = log_odds(n[BIHE_TALLY_DOT], n[BIHE_TALLY_END]);
        cue->seen = log_seen(n[BIHE_TALLY_SMALL]);
        /* a name that begins sentences as often as not is no better known than any other */
        return cue->seen > 0 || abs(cue->start) >= 10 || abs(cue->stop) >= 10;
    }
    const uint32_t all = n[BIHE_TALLY_SMALL];
    if (all < MIN_CHARACTERS) return false;
    cue->start = centred(n[BIHE_TALLY_START], all, m->start);
    cue->stop = centred(n[BIHE_TALLY_END], all, m->end);
    cue->seen = 0;
    /* two characters that say nothing are no better than the one */
    return slot->key.len <= 4 || abs(cue->start) >= 9 || abs(cue->stop) >= 9;
}

static int by_key(const void *a, const void *b)
{
    const bihe_cue_entry *x = a, *y = b;
    const size_t len = x->key.len < y->key.len ? x->key.len : y->key.len;
    const int order = memcmp(x->key.ptr, y->key.ptr, len);
    if (order != 0) return order;
    return x->key.len < y->key.len ? -1 : x->key.len > y->key.len;
}

/* Entries in an order of their own, so that the file does not depend on the table's; room for twice
 * as many. */
static bihe_cue_entry *list_entries(const bihe_tallies *tallies, size_t *count)
{
    bihe_cue_entry *entries =
        bihe_mem_new(&tallies->arena->allocator, tallies->count * 2, sizeof *entries);
    const means m = mean_odds(tallies);
    *count = 0;
    for (size_t i = 0; i < tallies->size && entries != NULL; i++) {
        if (tallies->slots[i].key.ptr == NULL) continue;
        entries[*count].key = tallies->slots[i].key;
        *count += make_cue(&tallies->slots[i], &m, &entries[*count].cue);
    }
    if (entries != NULL) qsort(entries, *count, sizeof *entries, by_key);
    return entries;
}

/* The training text is mostly in Simplified characters: what was learned of them holds for their
 * Traditional forms, where those were not seen themselves. `lines` holds the keys, one a line. */
static size_t add_traditional(const bihe_tallies *tallies, bihe_view lines, bihe_cue_entry *entries,
                              size_t count)
{
    size_t n = count, start = 0;
    for (size_t i = 0; i < count; i++) {
        const char *end = memchr(lines.ptr + start, '\n', lines.len - start);
        if (end == NULL) break;
        const bihe_view key = {lines.ptr + start, (size_t)(end - lines.ptr) - start};
        start += key.len + 1;
        if (bihe_view_equal(key, entries[i].key)) continue;
        if (slot_of(tallies->slots, tallies->size, key)->key.ptr != NULL) continue;
        entries[n++] = (bihe_cue_entry){key, entries[i].cue};
    }
    return n;
}

bihe_status bihe_train_cues(const bihe_tallies *tallies, const int16_t *weights, bihe_buffer *out,
                            size_t *words, bihe_error *err)
{
    const bihe_allocator *allocator = &tallies->arena->allocator;
    bihe_buffer lines, converted;
    bihe_buffer_init(&lines, allocator);
    bihe_buffer_init(&converted, allocator);
    size_t n = 0;
    bihe_cue_entry *entries = list_entries(tallies, &n);
    for (size_t i = 0; i < n; i++) {
        bihe_buffer_append_view(&lines, entries[i].key);
        bihe_buffer_append_byte(&lines, '\n');
    }
    bihe_status status = entries == NULL || lines.failed ? bihe_fail_memory(err) : BIHE_OK;
    if (status == BIHE_OK)
        status = bihe_variant_append_traditional(&converted, bihe_buffer_view(&lines), err);
    if (status == BIHE_OK && converted.failed) status = bihe_fail_memory(err);
    if (status == BIHE_OK) {
        n = add_traditional(tallies, bihe_buffer_view(&converted), entries, n);
        status = bihe_cues_append(out, entries, n, weights, err);
    }
    *words = n;
    bihe_buffer_clear(&lines);
    bihe_buffer_clear(&converted);
    bihe_mem_free(allocator, entries);
    return status;
}
