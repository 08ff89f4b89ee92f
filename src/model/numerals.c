/* SPDX-License-Identifier: Apache-2.0 */
/* Numerals of both languages. */
#include "model/numerals.h"

#include "text/utf8.h"

#include <string.h>

enum {
    MOST_NUMERALS = 16,
    LEAST_PLAIN = 3, /* digits without a unit that are a number, not a few things counted up */
    MOST_PLAIN = 6,
    MANY = 10000,
    MOST_DIGITS = 32, /* of a number with a unit */
};

/* Zero to nine; both zeros, both twos. */
static int digit_of(int32_t c)
{
    switch (c) {
    case 0x96F6:
    case 0x3007: return 0;
    case 0x4E00: return 1;
    case 0x4E8C:
    case 0x4E24: return 2;
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default: return -1;
    }
}

int bihe_numeral_zeros(int32_t c)
{
    switch (c) {
    case 0x5341: return 1;
    case 0x767E: return 2;
    case 0x5343: return 3;
    case 0x4E07:
    case 0x842C: return 4;
    case 0x4EBF:
    case 0x5104: return 8;
    default: return 0;
    }
}

bool bihe_numeral_is(int32_t c)
{
    return digit_of(c) >= 0 || bihe_numeral_zeros(c) > 0;
}

/* Digits alone, as in a year. */
static bool plain_value(const int32_t *chars, size_t count, uint64_t *value)
{
    *value = 0;
    if (count < LEAST_PLAIN || count > MOST_PLAIN) return false;
    for (size_t i = 0; i < count; i++)
        *value = *value * 10 + (uint64_t)digit_of(chars[i]);
    return true;
}

/* A number being read: total + section, of units below 10,000, + the digit without its unit. */
typedef struct reading {
    uint64_t total, section, digit, unit;
    bool has_digit, after_zero;
} reading;

static bool read_digit(reading *r, uint64_t digit)
{
    if (r->has_digit && r->digit > 0) return false;
    r->after_zero = digit == 0;
    if (digit == 0) return true;
    r->digit = digit;
    r->has_digit = true;
    return true;
}

static bool read_unit(reading *r, uint64_t unit)
{
    if (unit >= MANY) {
        r->section += r->digit;
        if (r->section == 0) return false;
        r->total += r->section * unit;
        r->section = 0;
    } else {
        /* ten alone has no one before it */
        if (!r->has_digit && (unit != 10 || r->section > 0)) return false;
        r->section += (r->has_digit ? r->digit : 1) * unit;
    }
    r->digit = 0;
    r->has_digit = r->after_zero = false;
    r->unit = unit;
    return true;
}

bool bihe_numeral_value(const int32_t *chars, size_t count, uint64_t *value)
{
    bool units = false;
    if (count > MOST_NUMERALS) return false;
    for (size_t i = 0; i < count; i++)
        units = units || digit_of(chars[i]) < 0;
    if (!units && count > 1) return plain_value(chars, count, value);
    reading r = {.unit = 0};
    bool zero = false;
    for (size_t i = 0; i < count; i++) {
        const int digit = digit_of(chars[i]);
        uint64_t unit = 1;
        for (int k = bihe_numeral_zeros(chars[i]); k > 0; k--)
            unit *= 10;
        if (digit >= 0 ? !read_digit(&r, (uint64_t)digit) : !read_unit(&r, unit)) return false;
        zero = digit == 0 || (zero && digit >= 0);
    }
    /* 一百五 is 150, 一百零五 is 105 */
    const uint64_t last = r.has_digit && !zero && r.unit > 10 ? r.unit / 10 : 1;
    *value = r.total + r.section + r.digit * last;
    return true;
}

/* --- English ------------------------------------------------------------------------------- */

typedef struct number_word {
    const char *text;
    bihe_number_word word;
} number_word;

/* ascending by text */
static const number_word number_words[] = {
    {"apr", {BIHE_NUMBER_MAYBE, 4}},
    {"april", {BIHE_NUMBER_MONTH, 4}},
    {"aug", {BIHE_NUMBER_MAYBE, 8}},
    {"august", {BIHE_NUMBER_MONTH, 8}},
    {"billion", {BIHE_NUMBER_SCALE, 9}},
    {"dec", {BIHE_NUMBER_MAYBE, 12}},
    {"december", {BIHE_NUMBER_MONTH, 12}},
    {"eight", {BIHE_NUMBER_UNIT, 8}},
    {"eighteen", {BIHE_NUMBER_UNIT, 18}},
    {"eighteenth", {BIHE_NUMBER_ORDINAL, 18}},
    {"eighth", {BIHE_NUMBER_ORDINAL, 8}},
    {"eighty", {BIHE_NUMBER_UNIT, 80}},
    {"eleven", {BIHE_NUMBER_UNIT, 11}},
    {"eleventh", {BIHE_NUMBER_ORDINAL, 11}},
    {"feb", {BIHE_NUMBER_MAYBE, 2}},
    {"february", {BIHE_NUMBER_MONTH, 2}},
    {"fifteen", {BIHE_NUMBER_UNIT, 15}},
    {"fifteenth", {BIHE_NUMBER_ORDINAL, 15}},
    {"fifth", {BIHE_NUMBER_ORDINAL, 5}},
    {"fifty", {BIHE_NUMBER_UNIT, 50}},
    {"first", {BIHE_NUMBER_ORDINAL, 1}},
    {"five", {BIHE_NUMBER_UNIT, 5}},
    {"forty", {BIHE_NUMBER_UNIT, 40}},
    {"four", {BIHE_NUMBER_UNIT, 4}},
    {"fourteen", {BIHE_NUMBER_UNIT, 14}},
    {"fourteenth", {BIHE_NUMBER_ORDINAL, 14}},
    {"fourth", {BIHE_NUMBER_ORDINAL, 4}},
    {"hundred", {BIHE_NUMBER_SCALE, 2}},
    {"jan", {BIHE_NUMBER_MAYBE, 1}},
    {"january", {BIHE_NUMBER_MONTH, 1}},
    {"july", {BIHE_NUMBER_MONTH, 7}},
    {"june", {BIHE_NUMBER_MONTH, 6}},
    {"mar", {BIHE_NUMBER_MAYBE, 3}},
    {"march", {BIHE_NUMBER_MAYBE, 3}},
    {"may", {BIHE_NUMBER_MAYBE, 5}},
    {"million", {BIHE_NUMBER_SCALE, 6}},
    {"nine", {BIHE_NUMBER_UNIT, 9}},
    {"nineteen", {BIHE_NUMBER_UNIT, 19}},
    {"nineteenth", {BIHE_NUMBER_ORDINAL, 19}},
    {"ninety", {BIHE_NUMBER_UNIT, 90}},
    {"ninth", {BIHE_NUMBER_ORDINAL, 9}},
    {"nov", {BIHE_NUMBER_MAYBE, 11}},
    {"november", {BIHE_NUMBER_MONTH, 11}},
    {"oct", {BIHE_NUMBER_MAYBE, 10}},
    {"october", {BIHE_NUMBER_MONTH, 10}},
    {"one", {BIHE_NUMBER_UNIT, 1}},
    {"percent", {BIHE_NUMBER_PERCENT, 0}},
    {"second", {BIHE_NUMBER_ORDINAL, 2}},
    {"sep", {BIHE_NUMBER_MAYBE, 9}},
    {"sept", {BIHE_NUMBER_MAYBE, 9}},
    {"september", {BIHE_NUMBER_MONTH, 9}},
    {"seven", {BIHE_NUMBER_UNIT, 7}},
    {"seventeen", {BIHE_NUMBER_UNIT, 17}},
    {"seventeenth", {BIHE_NUMBER_ORDINAL, 17}},
    {"seventh", {BIHE_NUMBER_ORDINAL, 7}},
    {"seventy", {BIHE_NUMBER_UNIT, 70}},
    {"six", {BIHE_NUMBER_UNIT, 6}},
    {"sixteen", {BIHE_NUMBER_UNIT, 16}},
    {"sixteenth", {BIHE_NUMBER_ORDINAL, 16}},
    {"sixth", {BIHE_NUMBER_ORDINAL, 6}},
    {"sixty", {BIHE_NUMBER_UNIT, 60}},
    {"ten", {BIHE_NUMBER_UNIT, 10}},
    {"tenth", {BIHE_NUMBER_ORDINAL, 10}},
    {"third", {BIHE_NUMBER_ORDINAL, 3}},
    {"thirteen", {BIHE_NUMBER_UNIT, 13}},
    {"thirteenth", {BIHE_NUMBER_ORDINAL, 13}},
    {"thirty", {BIHE_NUMBER_UNIT, 30}},
    {"thousand", {BIHE_NUMBER_SCALE, 3}},
    {"three", {BIHE_NUMBER_UNIT, 3}},
    {"trillion", {BIHE_NUMBER_SCALE, 12}},
    {"twelfth", {BIHE_NUMBER_ORDINAL, 12}},
    {"twelve", {BIHE_NUMBER_UNIT, 12}},
    {"twentieth", {BIHE_NUMBER_ORDINAL, 20}},
    {"twenty", {BIHE_NUMBER_UNIT, 20}},
    {"two", {BIHE_NUMBER_UNIT, 2}},
};

bihe_number_word bihe_number_word_find(bihe_view word)
{
    static const char initials[] = "abdefhjmnopst";
    size_t low = 0, n = sizeof number_words / sizeof *number_words;
    if (word.len < 3 || word.len > 11 || memchr(initials, word.ptr[0], sizeof initials - 1) == NULL)
        n = 0;
    while (n > 0) {
        const size_t half = n / 2;
        const int order = bihe_view_order(number_words[low + half].text, word);
        if (order == 0) return number_words[low + half].word;
        low += order < 0 ? half + 1 : 0;
        n = order < 0 ? n - half - 1 : half;
    }
    return (bihe_number_word){BIHE_NUMBER_NONE, 0};
}

void bihe_number_append_scaled(bihe_buffer *out, bihe_view number, int zeros)
{
    char copy[MOST_DIGITS]; /* `number` may lie in `out` */
    if (number.len > sizeof copy) {
        bihe_buffer_append_view(out, number);
        return;
    }
    memcpy(copy, number.ptr, number.len);
    const char *point = memchr(copy, '.', number.len);
    const size_t whole = point != NULL ? (size_t)(point - copy) : number.len;
    size_t end = number.len, used = whole + 1, leading = 0;
    while (end > used && copy[end - 1] == '0')
        end--;
    const size_t start = out->len;
    bihe_buffer_append(out, copy, whole);
    for (; zeros > 0; zeros--)
        bihe_buffer_append_byte(out, used < end ? copy[used++] : '0');
    if (out->failed) return;
    while (start + leading + 1 < out->len && out->ptr[start + leading] == '0')
        leading++;
    memmove(out->ptr + start, out->ptr + start + leading, out->len - start - leading);
    out->len -= leading;
    if (used >= end) return;
    bihe_buffer_append_byte(out, '.');
    bihe_buffer_append(out, copy + used, end - used);
}
