/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens of a sentence, from left to right: runs of Han characters are cut into the words whose
 * costs add up to least (-log of frequencies; Viterbi over the lexicon's words), after numerals are
 * taken out; runs of letters are words; digits are numbers; what is left may be a mark.
 */
#include "model/tokens.h"

#include "base/error.h"
#include "model/lemma.h"
#include "model/numerals.h"
#include "model/token_parts.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <string.h>

enum {
    FULL_WIDTH_FIRST = 0xFF01,
    FULL_WIDTH_LAST = 0xFF5E,
    FULL_WIDTH_SHIFT = 0xFEE0,
    APOSTROPHE = 0x2019,
    IDEOGRAPHIC_ZERO = 0x3007,
    MONTH = 0x6708,     /* 月 */
    SMALL_NUMBER = 10,  /* up to it Chinese numerals stay words, which have translations */
    MOST_ZEROS = 16,    /* of units after digits */
    MOST_RUN = 1 << 16, /* characters cut at once, so that costs do not overflow */
};

void bihe_token_list_init(bihe_token_list *list, const bihe_allocator *allocator)
{
    *list = (bihe_token_list){.allocator = allocator};
    bihe_buffer_init(&list->text, allocator);
}

void bihe_token_list_clear(bihe_token_list *list)
{
    bihe_mem_free(list->allocator, list->items);
    bihe_mem_free(list->allocator, list->cells);
    bihe_buffer_clear(&list->text);
    list->items = NULL;
    list->cells = NULL;
    list->count = list->capacity = list->cell_capacity = 0;
}

bool bihe_token_is_han(int32_t c)
{
    if (c < 0x2E80) return false;
    return (c >= 0x4E00 && c <= 0x9FFF) || c == IDEOGRAPHIC_ZERO || bihe_char_is_han(c);
}

bool bihe_token_is_letter(int32_t c)
{
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return !bihe_token_is_han(c) && bihe_char_is_letter(c);
}

bool bihe_token_is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

bool bihe_token_is_space(int32_t c)
{
    return c == ' ' || ((c < 0x20 || c >= 0x80) && bihe_char_is_space(c));
}

void bihe_token_push(bihe_token_scan *scan, bihe_token_kind kind, size_t text, size_t start,
                     size_t end)
{
    bihe_token_list *list = scan->list;
    if (list->text.failed) return;
    list->items[list->count++] = (bihe_token){.text = (uint32_t)text,
                                              .length = (uint32_t)(list->text.len - text),
                                              .start = (uint32_t)start,
                                              .end = (uint32_t)end,
                                              .kind = (uint8_t)kind};
}

/* --- numbers ------------------------------------------------------------------------------- */

static void append_number(bihe_buffer *out, uint64_t value)
{
    char digits[20];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    while (n > 0)
        bihe_buffer_append_byte(out, digits[--n]);
}

static void append_month(bihe_buffer *out, uint64_t month)
{
    append_number(out, month);
    bihe_utf8_append(out, MONTH);
}

/* Whether the comma at `i` parts thousands: three digits follow and no fourth. */
static bool parts_thousands(const bihe_token_scan *scan, size_t i)
{
    for (size_t k = 1; k <= 3; k++) {
        if (!bihe_token_is_digit(bihe_token_char(scan, i + k))) return false;
    }
    return !bihe_token_is_digit(bihe_token_char(scan, i + 4));
}

/* Appends the digits and points from `i` on, without zeros in front; returns their end. */
static size_t append_digits(bihe_token_scan *scan, size_t i, size_t *points)
{
    bihe_buffer *out = &scan->list->text;
    const size_t first = out->len;
    for (*points = 0; i < scan->count; i++) {
        const int32_t c = bihe_token_char(scan, i);
        const bool inside = bihe_token_is_digit(bihe_token_char(scan, i + 1));
        if (c == ',' ? !parts_thousands(scan, i) : !bihe_token_is_digit(c) && !(c == '.' && inside))
            break;
        *points += c == '.';
        if (c == ',') continue;
        if (out->len == first + 1 && out->ptr[first] == '0' && c != '.') out->len = first;
        bihe_buffer_append_byte(out, (char)c);
    }
    return i;
}

/* "th", "st" and the like right after a number are no word; returns the end of them. */
static size_t skip_suffix(const bihe_token_scan *scan, size_t i)
{
    static const char *const suffixes[] = {"st", "nd", "rd", "th", "s"};
    for (size_t k = 0; k < sizeof suffixes / sizeof *suffixes; k++) {
        const size_t n = strlen(suffixes[k]);
        size_t same = 0;
        while (same < n && bihe_token_char(scan, i + same) == suffixes[k][same])
            same++;
        if (same == n && !bihe_token_is_letter(bihe_token_char(scan, i + n))) return i + n;
    }
    return i;
}

/* The number just appended is of a month: one or two digits, 1 to 12. */
static bool is_month(bihe_view digits)
{
    unsigned value = 0;
    for (size_t i = 0; i < digits.len && i < 3; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9') return false;
        value = value * 10 + (unsigned)(digits.ptr[i] - '0');
    }
    return value >= 1 && value <= 12;
}

static size_t scan_digits(bihe_token_scan *scan, size_t i)
{
    bihe_buffer *out = &scan->list->text;
    size_t text = out->len, points;
    size_t end = append_digits(scan, i, &points);
    const bool space = bihe_token_char(scan, end) == ' ';
    size_t unit = end + (space ? 1 : 0);
    int zeros = 0;
    for (int z; (z = bihe_numeral_zeros(bihe_token_char(scan, unit))) > 0 && zeros <= MOST_ZEROS;
         unit++)
        zeros += z;
    if (out->failed) return end;
    if (zeros > 0 && zeros <= MOST_ZEROS && points <= 1) {
        const bihe_view plain = {out->ptr + text, out->len - text};
        text = out->len;
        bihe_number_append_scaled(out, plain, zeros);
        end = unit;
    } else if (zeros == 0 && bihe_token_char(scan, unit) == MONTH &&
               is_month((bihe_view){out->ptr + text, out->len - text})) {
        bihe_utf8_append(out, MONTH);
        end = unit + 1;
    } else {
        end = skip_suffix(scan, end);
    }
    const size_t sign = end + (bihe_token_char(scan, end) == ' ' ? 1 : 0);
    const bool percent = bihe_token_char(scan, sign) == '%';
    if (percent || scan->after_bai) bihe_buffer_append_byte(out, '%');
    scan->after_bai = false;
    if (percent) end = sign + 1;
    bihe_token_push(scan, BIHE_TOKEN_NUMBER, text, i, end);
    return end;
}

/* --- Chinese words ------------------------------------------------------------------------- */

/* Cuts characters `start` to `end`, whose bytes are in the list's text. */
static void cut_words(bihe_token_scan *scan, size_t start, size_t end)
{
    bihe_token_list *list = scan->list;
    bihe_token_cell *cells = list->cells;
    if (start >= end || list->text.failed) return;
    const size_t stop = cells[end].at;
    for (size_t i = start; i <= end; i++)
        cells[i].cost = i == start ? 0 : UINT32_MAX;
    for (size_t i = start; i < end; i++) {
        uint8_t cost[BIHE_LEXICON_LONGEST] = {1};
        const bihe_view rest = {list->text.ptr + cells[i].at, stop - cells[i].at};
        const size_t n =
            scan->lexicon != NULL ? bihe_lexicon_prefixes(scan->lexicon, rest, cost) : 1;
        for (size_t k = 1; k <= n; k++) {
            if (cost[k - 1] == 0 || cells[i].cost + cost[k - 1] >= cells[i + k].cost) continue;
            cells[i + k].cost = cells[i].cost + cost[k - 1];
            cells[i + k].words = (uint32_t)k;
        }
    }
    const size_t first = list->count;
    size_t count = 0;
    for (size_t i = end; i > start; i -= cells[i].words)
        count++;
    list->count += count;
    for (size_t i = end, k = first + count; i > start; i -= cells[i].words) {
        const size_t from = i - cells[i].words;
        list->items[--k] = (bihe_token){.text = cells[from].at,
                                        .length = cells[i].at - cells[from].at,
                                        .start = (uint32_t)from,
                                        .end = (uint32_t)i,
                                        .kind = BIHE_TOKEN_WORD};
    }
}

static bool is_hundredths(const bihe_token_scan *scan, size_t i) /* 百分之 */
{
    return bihe_token_char(scan, i) == 0x767E && bihe_token_char(scan, i + 1) == 0x5206 &&
           bihe_token_char(scan, i + 2) == 0x4E4B;
}

/* A number whose numerals start at `i`. */
typedef struct han_number {
    uint64_t value;
    size_t end; /* i: there is none */
    bool month, percent;
} han_number;

static han_number find_number(const bihe_token_scan *scan, size_t i, size_t stop)
{
    han_number n = {.end = i, .percent = is_hundredths(scan, i)};
    const size_t start = i + (n.percent ? 3 : 0);
    int32_t numerals[BIHE_LEXICON_LONGEST * 2];
    size_t count = 0;
    for (size_t k = start; k < stop && bihe_numeral_is(bihe_token_char(scan, k)); k++, count++) {
        if (count == sizeof numerals / sizeof *numerals) return n;
        numerals[count] = bihe_token_char(scan, k);
    }
    if (count == 0 || !bihe_numeral_value(numerals, count, &n.value)) return n;
    n.month = !n.percent && n.value >= 1 && n.value <= 12 && start + count < stop &&
              bihe_token_char(scan, start + count) == MONTH;
    if (n.value > SMALL_NUMBER || n.month || n.percent) n.end = start + count + (n.month ? 1 : 0);
    return n;
}

static void push_number(bihe_token_scan *scan, const han_number *number, size_t start)
{
    bihe_buffer *out = &scan->list->text;
    const size_t text = out->len;
    if (number->month)
        append_month(out, number->value);
    else
        append_number(out, number->value);
    if (number->percent) bihe_buffer_append_byte(out, '%');
    bihe_token_push(scan, BIHE_TOKEN_NUMBER, text, start, number->end);
}

static size_t scan_han(bihe_token_scan *scan, size_t start)
{
    bihe_token_cell *cells = scan->list->cells;
    size_t end = start, from = start;
    for (; end < scan->count && end - start < MOST_RUN && bihe_token_is_han(cells[end].c); end++) {
        cells[end].at = (uint32_t)scan->list->text.len;
        bihe_utf8_append(&scan->list->text, cells[end].c);
    }
    cells[end].at = (uint32_t)scan->list->text.len;
    for (size_t i = start; i < end;) {
        if (!bihe_numeral_is(cells[i].c)) {
            i++;
            continue;
        }
        const han_number number = find_number(scan, i, end);
        if (number.end > i) {
            cut_words(scan, from, i);
            push_number(scan, &number, i);
            from = i = number.end;
        } else if (i + 3 == end && number.percent) {
            scan->after_bai = bihe_token_is_digit(bihe_token_char(scan, end));
            if (scan->after_bai) {
                cut_words(scan, from, i);
                from = end;
            }
            i = end;
        } else {
            while (i < end && bihe_numeral_is(cells[i].c))
                i++;
        }
    }
    cut_words(scan, from, end);
    return end;
}

/* --- words in letters ---------------------------------------------------------------------- */

/* Replaces the list's text from `text` on, a word in lower case, with its lemma. */
static void put_lemma(bihe_token_scan *scan, size_t text)
{
    bihe_buffer *out = &scan->list->text;
    char room[BIHE_LEMMA_ROOM];
    if (out->failed) return;
    const bihe_view word = {out->ptr + text, out->len - text};
    const bihe_view lemma = bihe_lemma(scan->lexicon, word, room);
    if (lemma.ptr == word.ptr) return;
    out->len = text;
    bihe_buffer_append_view(out, lemma);
}

static void push_word(bihe_token_scan *scan, bihe_view word, size_t start, size_t end)
{
    const size_t text = scan->list->text.len;
    bihe_buffer_append_view(&scan->list->text, word);
    put_lemma(scan, text);
    bihe_token_push(scan, BIHE_TOKEN_WORD, text, start, end);
}

/* What English short forms leave before n't. */
static bihe_view full_form(bihe_view stem)
{
    if (bihe_view_is(stem, "ca")) return BIHE_VIEW("can");
    if (bihe_view_is(stem, "wo")) return BIHE_VIEW("will");
    if (bihe_view_is(stem, "sha")) return BIHE_VIEW("shall");
    return stem;
}

/* Words with an apostrophe in the list's text from `text` on: don't is do + n't; 's is dropped. */
static void push_contraction(bihe_token_scan *scan, size_t text, size_t apostrophe, size_t start,
                             size_t end)
{
    static const char *const tails[] = {"'m", "'re", "'ve", "'ll", "'d"};
    char copy[BIHE_LEMMA_ROOM];
    bihe_buffer *out = &scan->list->text;
    const size_t len = out->len - text;
    if (out->failed) return;
    if (len > sizeof copy) {
        bihe_token_push(scan, BIHE_TOKEN_WORD, text, start, end);
        return;
    }
    memcpy(copy, out->ptr + text, len);
    out->len = text;
    bihe_view stem = {copy, apostrophe}, tail = {copy + apostrophe, len - apostrophe};
    bool kept = false;
    if (bihe_view_is(tail, "'t") && apostrophe > 1 && copy[apostrophe - 1] == 'n') {
        stem = full_form((bihe_view){copy, apostrophe - 1});
        tail = BIHE_VIEW("n't");
        kept = true;
    }
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++)
        kept = kept || bihe_view_is(tail, tails[k]);
    const size_t middle = kept && tail.len < end - start ? end - tail.len : end;
    push_word(scan, stem, start, middle);
    if (kept) push_word(scan, tail, middle, end);
}

static size_t scan_letters(bihe_token_scan *scan, size_t start)
{
    bihe_buffer *out = &scan->list->text;
    const size_t text = out->len, item = scan->list->count;
    size_t end = start, apostrophe = SIZE_MAX;
    for (; end < scan->count; end++) {
        int32_t c = bihe_token_char(scan, end);
        if (c == '\'' || c == APOSTROPHE) {
            if (!bihe_token_is_letter(bihe_token_char(scan, end + 1))) break;
            if (apostrophe == SIZE_MAX) apostrophe = out->len - text;
            c = '\'';
        } else if (!bihe_token_is_letter(c) && !bihe_token_is_digit(c)) {
            break;
        }
        if (c < 0x80)
            bihe_buffer_append_byte(out, (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c));
        else
            bihe_utf8_append(out, bihe_fold_char(c));
    }
    if (apostrophe != SIZE_MAX && scan->lexicon != NULL) {
        push_contraction(scan, text, apostrophe, start, end);
    } else {
        if (scan->lexicon != NULL) put_lemma(scan, text);
        bihe_token_push(scan, BIHE_TOKEN_WORD, text, start, end);
    }
    const int32_t first = bihe_token_char(scan, start);
    if (scan->list->count > item)
        scan->list->items[item].capital =
            first < 0x80 ? first >= 'A' && first <= 'Z' : bihe_char_is_upper(first);
    return end;
}

/* --- sentences ----------------------------------------------------------------------------- */

static bihe_status read_chars(bihe_token_scan *scan, bihe_view text, bihe_error *err)
{
    bihe_token_list *list = scan->list;
    void *cells = list->cells, *items = list->items;
    /* a character is a byte or more; offsets have four bytes */
    if (text.len >= UINT32_MAX / 8)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "a sentence too long to cut into words");
    if (!bihe_array_reserve(list->allocator, &cells, &list->cell_capacity, text.len + 1,
                            sizeof *list->cells))
        return bihe_fail_memory(err);
    list->cells = cells;
    for (size_t pos = 0; pos < text.len;) {
        int32_t c = (unsigned char)text.ptr[pos];
        if (c < 0x80) {
            pos++;
        } else {
            c = bihe_utf8_next(text, &pos);
            if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) c -= FULL_WIDTH_SHIFT;
            if (scan->lexicon != NULL) c = bihe_lexicon_simplified(scan->lexicon, c);
        }
        list->cells[scan->count++].c = c;
    }
    if (!bihe_array_reserve(list->allocator, &items, &list->capacity, scan->count + 1,
                            sizeof *list->items))
        return bihe_fail_memory(err);
    list->items = items;
    return BIHE_OK;
}

bihe_status bihe_tokenize(bihe_token_list *list, const bihe_lexicon *lexicon, bihe_view text,
                          int side, bihe_error *err)
{
    bihe_token_scan scan = {.list = list, .lexicon = lexicon, .side = side};
    list->count = 0;
    list->text.len = 0;
    const bihe_status status = read_chars(&scan, text, err);
    if (status != BIHE_OK) return status;
    for (size_t i = 0; i < scan.count;) {
        const int32_t c = list->cells[i].c;
        if (bihe_token_is_space(c))
            i++;
        else if (bihe_token_is_han(c))
            i = scan_han(&scan, i);
        else if (bihe_token_is_letter(c))
            i = scan_letters(&scan, i);
        else if (bihe_token_is_digit(c))
            i = scan_digits(&scan, i);
        else
            i = bihe_token_scan_mark(&scan, i);
    }
    if (lexicon != NULL && side == 1) bihe_token_join_numbers(list);
    return list->text.failed ? bihe_fail_memory(err) : BIHE_OK;
}
