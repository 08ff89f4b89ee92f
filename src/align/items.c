/* SPDX-License-Identifier: Apache-2.0 */
/*
 * List marks: numbers, letters, Roman and Chinese numerals with their dots and brackets, and
 * bullets. A mark that counts on from an earlier one of its style begins an item even where the
 * item before it ends without punctuation.
 */
#include "align/joint.h"
#include "text/utf8.h"

enum { LONGEST_NUMBER = 3, LONGEST_ROMAN = 6 };

/* What stands between the brackets and dots. */
enum { DIGITS, SMALL, CAPITAL, ROMAN_SMALL, ROMAN_CAPITAL, HAN, CIRCLED, BULLET, KINDS };

/* How it is closed: ".", ")", ".)", "(…)", "、". */
enum { DOT, BRACKET, DOT_BRACKET, BRACKETS, COMMA, CLOSINGS };

_Static_assert(KINDS *CLOSINGS <= BIHE_ITEM_STYLES, "a chain has a place for every style");

static char byte_at(bihe_view text, size_t pos)
{
    return pos < text.len ? text.ptr[pos] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static uint16_t roman_digit(char c)
{
    switch (c) {
    case 'i':
    case 'I': return 1;
    case 'v':
    case 'V': return 5;
    case 'x':
    case 'X': return 10;
    case 'l':
    case 'L': return 50;
    default: return 0;
    }
}

/* The value of a Roman numeral in one case, its length in *len; 0 for none. */
static uint16_t roman(bihe_view text, size_t pos, size_t *len)
{
    unsigned sum = 0, last = 0;
    const bool small = is_small(byte_at(text, pos));
    size_t n = 0;
    for (; n < LONGEST_ROMAN + 1; n++) {
        const char c = byte_at(text, pos + n);
        const unsigned digit = roman_digit(c);
        if (digit == 0 || (c >= 'a') != small) break;
        sum += digit;
        if (last != 0 && last < digit) sum -= 2 * last;
        last = digit;
    }
    *len = n;
    return n <= LONGEST_ROMAN ? (uint16_t)sum : 0;
}

static uint16_t han_digit(int32_t c)
{
    static const int32_t DIGIT[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (uint16_t i = 0; i < 10; i++) {
        if (DIGIT[i] == c) return (uint16_t)(i + 1);
    }
    return 0;
}

/* 一 .. 九十九; the length in *len, 0 for none. */
static uint16_t han_number(bihe_view text, size_t pos, size_t *len)
{
    unsigned value = 0;
    size_t at = pos, n = 0;
    while (at < text.len && n < 3) {
        size_t after = at;
        const unsigned digit = han_digit(bihe_utf8_next(text, &after));
        if (digit == 0) break;
        value = digit == 10 ? (value == 0 ? 10 : value * 10) : value + digit;
        at = after;
        n++;
    }
    *len = at - pos;
    return (uint16_t)value;
}

static bool is_bullet(int32_t c)
{
    return c == 0x2022 || c == 0x2043 || c == 0x25AA || c == 0x25CF || c == 0x25E6 || c == 0x25A0 ||
           c == 0x25BA || c == 0x25B6 || c == 0x25C6;
}

/* The number, letter or numeral at `pos`: kind, values and end. False when there is none. */
static bool read_value(bihe_view text, size_t pos, bihe_item *item, unsigned *kind)
{
    size_t n = 0;
    const char c = byte_at(text, pos);
    if (is_digit(c)) {
        unsigned value = 0;
        for (; n <= LONGEST_NUMBER && is_digit(byte_at(text, pos + n)); n++)
            value = value * 10 + (unsigned)(byte_at(text, pos + n) - '0');
        if (n > LONGEST_NUMBER || value == 0) return false;
        item->value = (uint16_t)value;
        *kind = DIGITS;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        item->second = roman(text, pos, &n);
        *kind = c >= 'a' ? ROMAN_SMALL : ROMAN_CAPITAL;
        if (n == 0) {
            n = 1;
            *kind = c >= 'a' ? SMALL : CAPITAL;
        }
        if (n == 1) item->value = (uint16_t)((c | 0x20) - 'a' + 1);
    } else if (pos < text.len) {
        item->value = han_number(text, pos, &n);
        *kind = HAN;
        if (n == 0) return false;
    } else {
        return false;
    }
    item->end = pos + n;
    return true;
}

/* One of the closings after the value; false when there is none. */
static bool read_closing(bihe_view text, bool bracket, bihe_item *item, unsigned *closing)
{
    if (item->end >= text.len) return false;
    size_t at = item->end;
    int32_t c = bihe_utf8_next(text, &at);
    if (bracket) {
        if (c != ')' && c != 0xFF09) return false;
        *closing = BRACKETS;
        if (byte_at(text, at) == '.') at++;
    } else if (c == ')' || c == 0xFF09) {
        *closing = BRACKET;
    } else if (c == 0x3001 || c == 0xFF0E) {
        *closing = COMMA;
    } else if (c == '.') {
        *closing = DOT;
        if (byte_at(text, at) == ')') {
            *closing = DOT_BRACKET;
            at++;
        } else if (is_digit(byte_at(text, at)) || is_small(byte_at(text, at))) {
            return false; /* 3.5, 50.com */
        }
    } else {
        return false;
    }
    item->end = at;
    return true;
}

static bool read_symbol(bihe_view text, size_t pos, bihe_item *item)
{
    size_t at = pos;
    const int32_t c = bihe_utf8_next(text, &at);
    item->end = at;
    if (c >= 0x2460 && c <= 0x2473) {
        item->style = CIRCLED * CLOSINGS;
        item->value = (uint16_t)(c - 0x2460 + 1);
        return true;
    }
    if (!is_bullet(c)) return false;
    /* "• 9." is one mark */
    bihe_item number = {.start = at};
    unsigned kind = 0, closing = 0;
    if (byte_at(text, at) == ' ') at++;
    if (read_value(text, at, &number, &kind) && kind == DIGITS &&
        read_closing(text, false, &number, &closing))
        item->end = number.end;
    item->style = BULLET * CLOSINGS;
    return true;
}

bool bihe_item_at(bihe_view text, size_t pos, bihe_item *item)
{
    *item = (bihe_item){.start = pos};
    if (pos >= text.len) return false;
    size_t at = pos;
    unsigned kind = 0, closing = 0;
    const int32_t first = bihe_utf8_next(text, &at);
    const bool bracket = first == '(' || first == 0xFF08;
    if (first >= 0x2022 && first < 0x3000) return read_symbol(text, pos, item);
    if (!read_value(text, bracket ? at : pos, item, &kind)) return false;
    if (!read_closing(text, bracket, item, &closing)) return false;
    if (item->value == 0 && item->second == 0) return false;
    item->style = (uint8_t)(kind * CLOSINGS + closing);
    return true;
}

bool bihe_item_is_plain(const bihe_item *item)
{
    const unsigned kind = item->style / CLOSINGS;
    const bool letter =
        kind == SMALL || kind == CAPITAL || kind == ROMAN_SMALL || kind == ROMAN_CAPITAL;
    return !(letter && item->style % CLOSINGS == DOT);
}

bool bihe_item_follows(bihe_item_chain *chain, const bihe_item *item, bool first)
{
    const unsigned kind = item->style / CLOSINGS;
    /* a letter that may be a numeral goes by both readings */
    unsigned letter = item->style;
    if (kind == ROMAN_SMALL) letter = SMALL * CLOSINGS + item->style % CLOSINGS;
    if (kind == ROMAN_CAPITAL) letter = CAPITAL * CLOSINGS + item->style % CLOSINGS;
    uint16_t *const as_letter = &chain->value[letter];
    uint16_t *const as_numeral = &chain->value[item->style];
    bool follows;
    if (kind == BULLET) {
        follows = *as_letter != 0;
        if (first || follows) *as_letter = 1;
        return follows;
    }
    follows = item->value > 1 && *as_letter + 1 == item->value;
    const bool numeral =
        item->second > 1 && letter != item->style && *as_numeral + 1 == item->second;
    if (first || follows) *as_letter = item->value;
    if (letter != item->style && (first || numeral)) *as_numeral = item->second;
    return follows || numeral;
}
