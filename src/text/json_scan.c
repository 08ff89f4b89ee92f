/* SPDX-License-Identifier: Apache-2.0 */
/* Strings and numbers are found by RFC 8259's grammar; everything else is passed over. */
#include "text/json_scan.h"

#include "text/utf8.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_space(bihe_view text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at]))
        at++;
    return at;
}

/* Past the quote that ends the string which starts at `at`; the end of the text without one. */
static size_t skip_string(bihe_view text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++) {
        if (text.ptr[at] == '\\') at++;
    }
    return at < text.len ? at + 1 : text.len;
}

static size_t skip_digits(bihe_view text, size_t at)
{
    while (at < text.len && is_digit(text.ptr[at]))
        at++;
    return at;
}

/* Past the longest number at `at`; `at` when there is none. */
static size_t skip_number(bihe_view text, size_t at)
{
    const size_t first = at < text.len && text.ptr[at] == '-' ? at + 1 : at;
    size_t end = skip_digits(text, first);
    if (end == first) return at;
    if (text.ptr[first] == '0') end = first + 1; /* no other digit may follow */
    if (end < text.len && text.ptr[end] == '.') {
        const size_t fraction = skip_digits(text, end + 1);
        if (fraction > end + 1) end = fraction;
    }
    if (end < text.len && (text.ptr[end] | 0x20) == 'e') {
        const bool sign =
            end + 1 < text.len && (text.ptr[end + 1] == '+' || text.ptr[end + 1] == '-');
        const size_t exponent = skip_digits(text, end + 1 + sign);
        if (exponent > end + 1 + sign) end = exponent;
    }
    return end;
}

/* The code unit of an escape \uXXXX at `at`; -1 when there is none. */
static long code_unit(bihe_view text, size_t at)
{
    if (text.len < 6 || at > text.len - 6 || text.ptr[at] != '\\' || text.ptr[at + 1] != 'u')
        return -1;
    long unit = 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        const char c = text.ptr[i], letter = (char)(c | 0x20);
        if (is_digit(c))
            unit = unit * 16 + (c - '0');
        else if (letter >= 'a' && letter <= 'f')
            unit = unit * 16 + (letter - 'a' + 10);
        else
            return -1;
    }
    return unit;
}

static bool is_high(long unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(long unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The string is text[at, end). */
static void tame_string(char *text, size_t at, size_t end, bool key)
{
    const bihe_view view = {text, end};
    while (at < end) {
        const long unit = code_unit(view, at);
        if (is_high(unit) && is_low(code_unit(view, at + 6))) {
            at += 12;
            continue;
        }
        if (is_high(unit) || is_low(unit) || (key && unit == 0)) memcpy(text + at + 2, "fffd", 4);
        at += unit >= 0 ? 6 : text[at] == '\\' ? 2 : 1;
    }
}

void bihe_json_tame(char *text, size_t len, bool keep_numbers)
{
    const bihe_view view = {text, len};
    for (size_t at = 0, end; at < len; at = end) {
        end = at + 1;
        if (text[at] == '"') {
            end = skip_string(view, at);
            const size_t next = skip_space(view, end);
            tame_string(text, at, end, next < len && text[next] == ':');
        } else if (text[at] == '-' || is_digit(text[at])) {
            const size_t number = skip_number(view, at);
            if (number == at) continue;
            end = number;
            if (keep_numbers) continue;
            memset(text + at, ' ', number - at);
            text[at] = '0';
        }
    }
}

/* Past the value at `at`. */
static size_t skip_value(bihe_view text, size_t at)
{
    size_t depth = 0;
    while (at < text.len) {
        const char c = text.ptr[at];
        if (c == '"') {
            at = skip_string(text, at);
        } else if (c == '{' || c == '[') {
            depth++;
            at++;
        } else if (depth > 0 && (c == '}' || c == ']')) {
            depth--;
            at++;
        } else if (depth == 0) {
            /* a number or a word */
            while (at < text.len && !is_space(text.ptr[at]) && strchr(",}]", text.ptr[at]) == NULL)
                at++;
        } else {
            at++;
        }
        if (depth == 0) break;
    }
    return at;
}

bool bihe_json_find(bihe_view text, bihe_json_is_key *is_key, const void *user, bihe_view *out)
{
    bool found = false;
    size_t at = skip_space(text, 0) + 1; /* the brace */
    while (at < text.len) {
        at = skip_space(text, at);
        if (at >= text.len || text.ptr[at] != '"') break;
        const size_t end = skip_string(text, at);
        const size_t value = skip_space(text, skip_space(text, end) + 1); /* the colon */
        const size_t past = skip_value(text, value);
        if (is_key(user, bihe_view_slice(text, at, end))) {
            *out = bihe_view_slice(text, value, past);
            found = true;
        }
        at = skip_space(text, past) + 1; /* a comma or the last brace */
    }
    return found;
}
