/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 iteration, properties and normalisation; one of the few files that see ICU. */
#include "text/utf8.h"

#include "base/error.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

int32_t bihe_utf8_next(bihe_view text, size_t *pos)
{
    const uint8_t *s = (const uint8_t *)text.ptr;
    const size_t start = *pos;
    if (s[start] < 0x80) {
        *pos = start + 1;
        return s[start];
    }
    /* ICU's macros index with int32_t; work on a window so that long texts are safe */
    const int32_t window = text.len - start < 4 ? (int32_t)(text.len - start) : 4;
    const uint8_t *w = s + start;
    int32_t i = 0;
    UChar32 c;
    U8_NEXT(w, i, window, c);
    if (c < 0) {
        *pos = start + 1;
        return BIHE_REPLACEMENT;
    }
    *pos = start + (size_t)i;
    return c;
}

int32_t bihe_utf8_prev(bihe_view text, size_t *pos)
{
    const uint8_t *s = (const uint8_t *)text.ptr;
    const size_t end = *pos;
    if (s[end - 1] < 0x80) {
        *pos = end - 1;
        return s[end - 1];
    }
    size_t start = end - 1;
    while (start > 0 && end - start < 4 && U8_IS_TRAIL(s[start]))
        start--;
    size_t after = start;
    const int32_t c = bihe_utf8_next(bihe_view_slice(text, 0, end), &after);
    if (after != end) {
        *pos = end - 1;
        return BIHE_REPLACEMENT;
    }
    *pos = start;
    return c;
}

void bihe_utf8_append(bihe_buffer *out, int32_t c)
{
    uint8_t bytes[4];
    int32_t n = 0;
    uint32_t u = (uint32_t)c;
    if (u > 0x10FFFF || U_IS_SURROGATE(u)) u = BIHE_REPLACEMENT;
    U8_APPEND_UNSAFE(bytes, n, u);
    bihe_buffer_append(out, bytes, (size_t)n);
}

size_t bihe_utf8_valid_prefix(bihe_view text)
{
    const uint8_t *s = (const uint8_t *)text.ptr;
    size_t i = 0;
    while (i < text.len) {
        uint64_t eight;
        while (i + sizeof eight <= text.len) {
            memcpy(&eight, s + i, sizeof eight);
            if (eight & UINT64_C(0x8080808080808080)) break;
            i += sizeof eight;
        }
        if (i >= text.len) break;
        if (s[i] < 0x80) {
            i++;
            continue;
        }
        const uint8_t *w = s + i;
        const int32_t window = text.len - i < 4 ? (int32_t)(text.len - i) : 4;
        int32_t n = 0;
        UChar32 c;
        U8_NEXT(w, n, window, c);
        if (c < 0) return i;
        i += (size_t)n;
    }
    return text.len;
}

size_t bihe_utf8_bad_length(bihe_view text)
{
    const uint8_t *s = (const uint8_t *)text.ptr;
    const int32_t window = text.len < 4 ? (int32_t)text.len : 4;
    int32_t i = 0;
    UChar32 c;
    U8_NEXT(s, i, window, c);
    (void)c;
    return (size_t)i;
}

size_t bihe_utf8_append_valid(bihe_buffer *out, bihe_view text)
{
    size_t replaced = 0;
    while (text.len > 0) {
        const size_t good = bihe_utf8_valid_prefix(text);
        bihe_buffer_append(out, text.ptr, good);
        text = bihe_view_slice(text, good, text.len);
        if (text.len == 0) break;
        bihe_utf8_append(out, BIHE_REPLACEMENT);
        replaced++;
        text = bihe_view_slice(text, bihe_utf8_bad_length(text), text.len);
    }
    return replaced;
}

size_t bihe_utf8_count(bihe_view text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !U8_IS_TRAIL((uint8_t)text.ptr[i]);
    return count;
}

static bool is_blank(int32_t c)
{
    return bihe_char_is_space(c) || c == 0x200B || c == 0xFEFF;
}

bihe_view bihe_utf8_trim(bihe_view text)
{
    size_t start = 0, end = text.len;
    while (start < end) {
        size_t next = start;
        if (!is_blank(bihe_utf8_next(text, &next))) break;
        start = next;
    }
    while (end > start) {
        size_t before = end;
        if (!is_blank(bihe_utf8_prev(text, &before))) break;
        end = before;
    }
    return bihe_view_slice(text, start, end);
}

/* Normalises through UTF-16; `text` is known not to be NFC or too odd to tell quickly. */
static bihe_status append_normalised(bihe_buffer *out, bihe_view text, const UNormalizer2 *nfc,
                                     bihe_error *err)
{
    bihe_status status = BIHE_OK;
    UErrorCode code = U_ZERO_ERROR;
    /* UTF-16 never needs more units than UTF-8 has bytes; NFC grows a text at most threefold */
    UChar *in = bihe_mem_new(&out->allocator, text.len + 1, sizeof *in);
    UChar *normal = bihe_mem_new(&out->allocator, 3 * text.len + 1, sizeof *normal);
    char *back = bihe_mem_new(&out->allocator, 9 * text.len + 1, 1);
    int32_t n = 0, bytes = 0;
    if (in == NULL || normal == NULL || back == NULL) {
        status = bihe_fail_memory(err);
        goto done;
    }
    u_strFromUTF8WithSub(in, (int32_t)text.len + 1, &n, text.ptr, (int32_t)text.len,
                         BIHE_REPLACEMENT, NULL, &code);
    n = unorm2_normalize(nfc, in, n, normal, 3 * (int32_t)text.len + 1, &code);
    u_strToUTF8(back, 9 * (int32_t)text.len + 1, &bytes, normal, n, &code);
    if (U_FAILURE(code)) {
        status = bihe_fail(err, BIHE_ERROR_INPUT, "cannot normalise text: %s", u_errorName(code));
        goto done;
    }
    bihe_buffer_append(out, back, (size_t)bytes);
done:
    bihe_mem_free(&out->allocator, in);
    bihe_mem_free(&out->allocator, normal);
    bihe_mem_free(&out->allocator, back);
    return status;
}

bihe_status bihe_utf8_append_nfc(bihe_buffer *out, bihe_view text, bihe_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    if (U_FAILURE(code))
        return bihe_fail(err, BIHE_ERROR_UNSUPPORTED, "ICU data: %s", u_errorName(code));
    /* Only a character with NFC_Quick_Check other than Yes, or a mark, can need work */
    bool plain = true;
    for (size_t i = 0; i < text.len && plain;) {
        const int32_t c = bihe_utf8_next(text, &i);
        plain = c < 0x300 || (u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES &&
                              u_getCombiningClass(c) == 0);
    }
    if (plain) {
        bihe_buffer_append_view(out, text);
        return out->failed ? bihe_fail_memory(err) : BIHE_OK;
    }
    if (text.len > INT32_MAX / 9 - 1)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "text of %zu bytes is too long for NFC", text.len);
    const bihe_status status = append_normalised(out, text, nfc, err);
    return status == BIHE_OK && out->failed ? bihe_fail_memory(err) : status;
}

bool bihe_char_is_space(int32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) : u_isUWhiteSpace(c);
}

bool bihe_char_is_han(int32_t c)
{
    if (c < 0x2E80) return false;
    if (c >= 0x4E00 && c <= 0x9FFF) return true;
    return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) && c != 0x3007;
}

bool bihe_char_is_latin(int32_t c)
{
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c >= 0x2E80) return false;
    UErrorCode code = U_ZERO_ERROR;
    return u_isalpha(c) && uscript_getScript(c, &code) == USCRIPT_LATIN;
}

bool bihe_char_is_letter(int32_t c)
{
    return u_isalpha(c);
}

bool bihe_char_is_digit(int32_t c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(c);
}

bool bihe_char_is_upper(int32_t c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isUUppercase(c);
}

bool bihe_char_is_lower(int32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : u_isULowercase(c);
}

bool bihe_char_is_punct(int32_t c)
{
    return u_ispunct(c);
}

bool bihe_char_is_wide(int32_t c)
{
    if (c < 0x1100) return false;
    if (c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026)
        return false; /* shared by both languages: the neighbour decides */
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool bihe_joint_needs_space(bihe_view before, bihe_view after)
{
    if (before.len == 0 || after.len == 0) return false;
    size_t end = before.len, start = 0;
    const int32_t a = bihe_utf8_prev(before, &end), b = bihe_utf8_next(after, &start);
    if (bihe_char_is_space(a) || bihe_char_is_space(b)) return false;
    const bool wide_a = bihe_char_is_wide(a), wide_b = bihe_char_is_wide(b);
    if (wide_a == wide_b) return !wide_a;
    /* one Chinese character: a Latin word or number beside it stands apart, a mark does not */
    const int32_t wide = wide_a ? a : b, other = wide_a ? b : a;
    return !u_ispunct(wide) && (u_isalpha(other) || u_isdigit(other));
}

void bihe_script_count(bihe_view text, bihe_script_counts *counts)
{
    for (size_t i = 0; i < text.len;) {
        const int32_t c = bihe_utf8_next(text, &i);
        if (bihe_char_is_han(c))
            counts->han++;
        else if (bihe_char_is_latin(c))
            counts->latin++;
        else if (c >= 0x80 && u_isalpha(c))
            counts->other++;
    }
}

bihe_view bihe_view_of(const char *text)
{
    return text == NULL ? (bihe_view){NULL, 0} : (bihe_view){text, strlen(text)};
}

bool bihe_view_equal(bihe_view a, bihe_view b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool bihe_view_is(bihe_view a, const char *text)
{
    return bihe_view_equal(a, bihe_view_of(text));
}

bihe_view bihe_view_slice(bihe_view text, size_t start, size_t end)
{
    return (bihe_view){text.len == 0 ? text.ptr : text.ptr + start, end - start};
}
