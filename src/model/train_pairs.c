/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parallel sentences and the senses of dictionaries as rows of word numbers. A dictionary's word
 * stands as one word, whatever cutting would make of it, and once more cut, for less.
 */
#include "model/train_pairs.h"

#include "base/error.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

enum {
    LONGEST = BIHE_TRAIN_LONGEST,
    LONGEST_GLOSS = 6, /* words of a sense; longer ones explain and do not translate */
    MOST_SENSES = 64,
};

/* Measured by the likelihood of the alignments of mac-dev: what a dictionary's word, whose first
 * sense counts in full, is worth in sentences. */
static const double GLOSS_WEIGHT = 4, CUT_GLOSS_WEIGHT = 1.2;

/* Left out of senses that hold another word: "to", "sth" translate nothing. */
static const char *const function_words[] = {
    "a",  "the", "to",   "of",  "be",   "in",   "or", "and",  "for",  "with",
    "as", "on",  "at",   "by",  "from", "into", "it", "that", "not",  "one",
    "i",  "he",  "they", "etc", "sth",  "sb",   "up", "out",  "used", "esp"};

static bihe_status add_text(bihe_train_pairs *p, int side, const uint32_t *words, size_t count,
                            bihe_error *err)
{
    void *ptr = p->text[side];
    if (!bihe_array_reserve(p->words[side].allocator, &ptr, &p->text_capacity[side],
                            p->text_count[side] + count, sizeof *words))
        return bihe_fail_memory(err);
    p->text[side] = ptr;
    memcpy(p->text[side] + p->text_count[side], words, count * sizeof *words);
    p->text_count[side] += count;
    return BIHE_OK;
}

/* Adds the reader's words of both sides as a pair. */
static bihe_status add_pair(bihe_pair_maker *r, double weight, bool gloss, bihe_error *err)
{
    bihe_train_pairs *p = r->pairs;
    bihe_train_pair pair = {.weight = (float)weight, .gloss = gloss};
    void *ptr = p->items;
    if (!bihe_array_reserve(p->words[0].allocator, &ptr, &p->capacity, p->count + 1,
                            sizeof *p->items))
        return bihe_fail_memory(err);
    p->items = ptr;
    for (int s = 0; s < 2; s++) {
        if (p->text_count[s] > UINT32_MAX - LONGEST)
            return bihe_fail(err, BIHE_ERROR_LIMIT, "more text than a lexicon is learned from");
        pair.from[s] = (uint32_t)p->text_count[s];
        pair.len[s] = (uint16_t)r->count[s];
        const bihe_status status = add_text(p, s, r->words[s], r->count[s], err);
        if (status != BIHE_OK) return status;
    }
    p->items[p->count++] = pair;
    return BIHE_OK;
}

/* The words of `text` into the reader; *fits false when there are none or too many. */
static bihe_status take_words(bihe_pair_maker *r, int side, bihe_view text, size_t most, bool *fits,
                              bihe_error *err)
{
    const bihe_status status = bihe_tokenize(&r->tokens, r->vocabulary, text, side, err);
    if (status != BIHE_OK) return status;
    r->count[side] = 0;
    *fits = true;
    for (size_t i = 0; i < r->tokens.count; i++) {
        const bihe_token *token = &r->tokens.items[i];
        if (token->kind == BIHE_TOKEN_MARK) continue;
        *fits = r->count[side] < most;
        if (!*fits) return BIHE_OK;
        const uint32_t word =
            bihe_intern(&r->pairs->words[side], bihe_token_text(&r->tokens, token));
        if (word == BIHE_NO_WORD) return bihe_fail_memory(err);
        r->words[side][r->count[side]++] = word;
    }
    *fits = r->count[side] > 0;
    return BIHE_OK;
}

/* The maker's words were met once more. */
static void count_words(bihe_pair_maker *r)
{
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < r->count[s]; i++)
            r->pairs->words[s].counts[r->words[s][i]]++;
    }
}

static bihe_status read_sentences(void *user, bihe_view line, bihe_error *err)
{
    bihe_pair_maker *r = user;
    size_t at = 0;
    bihe_view text[2];
    text[1] = bihe_train_field(line, &at);
    text[0] = bihe_train_field(line, &at);
    if (text[0].len == 0) return bihe_fail(err, BIHE_ERROR_INPUT, "expected two columns of text");
    for (int s = 0; s < 2; s++) {
        bool fits;
        const bihe_status status = take_words(r, s, text[s], LONGEST, &fits, err);
        if (status != BIHE_OK || !fits) return status;
    }
    r->pairs->sentences++;
    count_words(r);
    return add_pair(r, 1, false, err);
}

/* --- dictionaries ------------------------------------------------------------------------ */

static bool contains(bihe_view text, const char *what)
{
    const size_t n = strlen(what);
    for (size_t i = 0; i + n <= text.len; i++) {
        if (memcmp(text.ptr + i, what, n) == 0) return true;
    }
    return false;
}

static bool is_reference(bihe_view sense)
{
    return contains(sense, "CL:") || contains(sense, "variant of") || contains(sense, "see also") ||
           contains(sense, "surname ");
}

/* A sense without brackets and without Chinese. */
static void strip(bihe_pair_maker *r, bihe_view sense)
{
    size_t depth = 0;
    r->plain.len = 0;
    for (size_t pos = 0; pos < sense.len;) {
        const int32_t c = bihe_utf8_next(sense, &pos);
        if (c == '(' || c == '[')
            depth++;
        else if ((c == ')' || c == ']') && depth > 0)
            depth--;
        else if (depth == 0 && c < 0x2E80)
            bihe_utf8_append(&r->plain, c);
    }
}

static bool is_function_word(bihe_view word)
{
    for (size_t k = 0; k < sizeof function_words / sizeof *function_words; k++) {
        if (bihe_view_is(word, function_words[k])) return true;
    }
    return false;
}

/* Leaves function words out where another word remains. */
static void drop_function_words(bihe_pair_maker *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->count[1]; i++) {
        const uint32_t word = r->words[1][i];
        if (!is_function_word(r->pairs->words[1].words[word])) r->words[1][kept++] = word;
    }
    if (kept > 0) r->count[1] = kept;
}

/* The words of a sense. "Yunnan province in southwest China, capital Kunming": of what is too long,
 * the part before the first comma. */
static bihe_status take_sense(bihe_pair_maker *r, bihe_view sense, bool *fits, bihe_error *err)
{
    strip(r, sense);
    if (r->plain.failed) return bihe_fail_memory(err);
    bihe_view text = bihe_buffer_view(&r->plain);
    for (int round = 0; round < 2; round++) {
        const bihe_status status = take_words(r, 1, text, 2 * (size_t)LONGEST_GLOSS, fits, err);
        if (status != BIHE_OK) return status;
        if (*fits) drop_function_words(r);
        *fits = *fits && r->count[1] <= LONGEST_GLOSS;
        const char *comma = text.len > 0 ? memchr(text.ptr, ',', text.len) : NULL;
        if (*fits || comma == NULL) return BIHE_OK;
        text.len = (size_t)(comma - text.ptr);
    }
    return BIHE_OK;
}

bihe_status bihe_pair_maker_add_sense(bihe_pair_maker *r, bihe_view headword, bihe_view sense,
                                      size_t senses, bihe_error *err)
{
    bool fits;
    if (is_reference(sense)) return BIHE_OK;
    bihe_status status = take_sense(r, sense, &fits, err);
    if (status != BIHE_OK || !fits) return status;
    const double weight = 1 / sqrt((double)senses);
    r->pairs->senses++;
    if (r->cut_only) {
        status = take_words(r, 0, headword, LONGEST, &fits, err);
        return status == BIHE_OK && fits ? add_pair(r, GLOSS_WEIGHT * weight, true, err) : status;
    }
    const uint32_t whole = bihe_intern(&r->pairs->words[0], headword);
    if (whole == BIHE_NO_WORD) return bihe_fail_memory(err);
    r->words[0][0] = whole;
    r->count[0] = 1;
    status = add_pair(r, GLOSS_WEIGHT * weight, true, err);
    if (status == BIHE_OK) status = take_words(r, 0, headword, LONGEST, &fits, err);
    if (status != BIHE_OK || !fits || (r->count[0] == 1 && r->words[0][0] == whole)) return status;
    return add_pair(r, CUT_GLOSS_WEIGHT * weight, true, err);
}

/* The senses of a list divided by ';'. */
static size_t divide(bihe_view list, bihe_view senses[MOST_SENSES])
{
    size_t count = 0;
    for (size_t start = 0; start <= list.len && count < MOST_SENSES;) {
        const char *mark =
            start < list.len ? memchr(list.ptr + start, ';', list.len - start) : NULL;
        const size_t end = mark != NULL ? (size_t)(mark - list.ptr) : list.len;
        senses[count++] = bihe_view_slice(list, start, end);
        start = end + 1;
    }
    return count;
}

static bihe_status read_senses(void *user, bihe_view line, bihe_error *err)
{
    bihe_pair_maker *r = user;
    size_t at = 0;
    const bihe_view headword = bihe_train_field(line, &at);
    (void)bihe_train_field(line, &at);
    (void)bihe_train_field(line, &at);
    bihe_view senses[MOST_SENSES];
    const size_t count = divide(bihe_train_field(line, &at), senses);
    /* words in Latin letters are the same on both sides */
    if (headword.len == 0 || (unsigned char)headword.ptr[0] < 0x80) return BIHE_OK;
    for (size_t k = 0; k < count; k++) {
        const bihe_status status = bihe_pair_maker_add_sense(r, headword, senses[k], count, err);
        if (status != BIHE_OK) return status;
    }
    return BIHE_OK;
}

bihe_status bihe_pair_maker_add_term(bihe_pair_maker *r, const bihe_view text[2], bihe_error *err)
{
    for (int s = 0; s < 2; s++) {
        bool fits;
        const bihe_status status = take_words(r, s, text[s], LONGEST, &fits, err);
        if (status != BIHE_OK || !fits) return status;
    }
    count_words(r);
    const bool term = r->count[1] <= LONGEST_GLOSS;
    if (term) drop_function_words(r);
    return add_pair(r, term ? GLOSS_WEIGHT : 1, term, err);
}

void bihe_pair_maker_init(bihe_pair_maker *r, bihe_train_pairs *pairs,
                          const bihe_lexicon *vocabulary)
{
    *r = (bihe_pair_maker){.pairs = pairs, .vocabulary = vocabulary};
    bihe_token_list_init(&r->tokens, pairs->words[0].allocator);
    bihe_buffer_init(&r->plain, pairs->words[0].allocator);
}

void bihe_pair_maker_clear(bihe_pair_maker *r)
{
    bihe_token_list_clear(&r->tokens);
    bihe_buffer_clear(&r->plain);
}

bihe_status bihe_pair_maker_read(bihe_pair_maker *r, const bihe_train_file *file, bihe_error *err)
{
    if (file->kind == BIHE_TRAIN_WORDS) return BIHE_OK;
    const bool text = file->kind == BIHE_TRAIN_TEXT;
    return bihe_train_each_line(file->path, text ? read_sentences : read_senses, r, err);
}

void bihe_train_pairs_clear(bihe_train_pairs *pairs)
{
    const bihe_allocator *allocator = pairs->words[0].allocator;
    for (int s = 0; s < 2; s++) {
        bihe_interner_clear(&pairs->words[s]);
        bihe_mem_free(allocator, pairs->text[s]);
    }
    bihe_mem_free(allocator, pairs->items);
}
