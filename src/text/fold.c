/* SPDX-License-Identifier: Apache-2.0 */
/* Folding over ICU; plain characters, nearly all of most texts, do not go through its tables. */
#include "text/fold.h"

#include "base/error.h"
#include "text/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

/* Takes normalised characters one by one. */
typedef struct folder {
    bihe_buffer *out;
    int32_t mark;     /* seen after a digit, kept when a digit follows; 0: none */
    bool after_digit; /* the last character, or the one before `mark`, is a digit */
} folder;

static bool is_left_out(int32_t c)
{
    const uint32_t kinds = U_GC_Z_MASK | U_GC_C_MASK | U_GC_SK_MASK | U_GC_P_MASK;
    return (U_GET_GC_MASK(c) & kinds) != 0 && c != '#' && c != '%' && c != '&' && c != '@';
}

static void take(folder *f, int32_t c)
{
    const bool digit = bihe_char_is_digit(c);
    if (!is_left_out(c)) {
        if (digit && f->mark != 0) bihe_utf8_append(f->out, f->mark);
        bihe_utf8_append(f->out, c);
        f->mark = 0;
        f->after_digit = digit;
    } else if (f->after_digit && f->mark == 0 && bihe_char_is_punct(c)) {
        f->mark = c;
    } else {
        f->mark = 0;
        f->after_digit = false;
    }
}

/* What NFKC_Casefold makes of a character, where that is one and known without tables; 0 where it
 * is not. */
static int32_t plain(int32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0; /* full-width ASCII */
    if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
    if (c < 0x80) return c;
    if (c >= 0x4E00 && c <= 0x9FFF) return c;
    if (c == 0x3001 || c == 0x3002 || (c >= 0x3008 && c <= 0x3011)) return c;
    if (c == 0x2013 || c == 0x2014 || (c >= 0x2018 && c <= 0x201D)) return c;
    return 0;
}

static bool is_plain(bihe_view text)
{
    int32_t last = 'a';
    for (size_t i = 0; i < text.len;) {
        last = plain(bihe_utf8_next(text, &i));
        if (last == 0) return false;
    }
    return true;
}

/* Normalises UTF-16; *out is allocated. A character may become eighteen, seldom more than one. */
static bihe_status normalise(const bihe_allocator *a, const UChar *in, int32_t len, UChar **out,
                             int32_t *out_len, bihe_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *folding = unorm2_getNFKCCasefoldInstance(&code);
    if (U_FAILURE(code))
        return bihe_fail(err, BIHE_ERROR_UNSUPPORTED, "ICU data: %s", u_errorName(code));
    for (int32_t capacity = len + 32;; capacity = *out_len) {
        code = U_ZERO_ERROR;
        *out = bihe_mem_new(a, (size_t)capacity, sizeof **out);
        if (*out == NULL) return bihe_fail_memory(err);
        *out_len = unorm2_normalize(folding, in, len, *out, capacity, &code);
        if (U_SUCCESS(code)) return BIHE_OK;
        if (code != U_BUFFER_OVERFLOW_ERROR) break;
        bihe_mem_free(a, *out);
        *out = NULL;
    }
    bihe_mem_free(a, *out);
    *out = NULL;
    return bihe_fail(err, BIHE_ERROR_INPUT, "cannot fold text: %s", u_errorName(code));
}

static bihe_status fold_any(folder *f, bihe_view text, bihe_error *err)
{
    const bihe_allocator *a = &f->out->allocator;
    if (text.len > INT32_MAX / 20)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "text of %zu bytes is too long", text.len);
    UErrorCode code = U_ZERO_ERROR;
    UChar *folded = NULL;
    int32_t len = 0, folded_len = 0;
    /* UTF-16 never needs more units than UTF-8 has bytes */
    UChar *utf16 = bihe_mem_new(a, text.len + 1, sizeof *utf16);
    if (utf16 == NULL) return bihe_fail_memory(err);
    u_strFromUTF8WithSub(utf16, (int32_t)text.len + 1, &len, text.ptr, (int32_t)text.len,
                         BIHE_REPLACEMENT, NULL, &code);
    bihe_status status = normalise(a, utf16, len, &folded, &folded_len, err);
    for (int32_t i = 0; i < folded_len && status == BIHE_OK;) {
        int32_t c = folded[i++];
        if (U16_IS_LEAD((uint32_t)c) && i < folded_len) c = U16_GET_SUPPLEMENTARY(c, folded[i++]);
        take(f, c);
    }
    bihe_mem_free(a, utf16);
    bihe_mem_free(a, folded);
    return status;
}

bihe_status bihe_fold_append(bihe_buffer *out, bihe_view text, bihe_error *err)
{
    folder f = {.out = out};
    bihe_status status = BIHE_OK;
    if (is_plain(text)) {
        for (size_t i = 0; i < text.len;)
            take(&f, plain(bihe_utf8_next(text, &i)));
    } else {
        status = fold_any(&f, text, err);
    }
    return status == BIHE_OK && out->failed ? bihe_fail_memory(err) : status;
}

int32_t bihe_fold_char(int32_t c)
{
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    if (c >= 0x3000 && c <= 0x9FFF) return c; /* kana, Han and their marks have no case */
    return u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

/* Whether `what` stands at `at`; *end is then behind it. */
static bool stands_at(bihe_view text, size_t at, bihe_view what, size_t *end)
{
    for (size_t i = 0; i < what.len;) {
        if (at == text.len) return false;
        const int32_t a = bihe_utf8_next(text, &at), b = bihe_utf8_next(what, &i);
        if (a != b && bihe_fold_char(a) != bihe_fold_char(b)) return false;
    }
    *end = at;
    return true;
}

size_t bihe_fold_find(bihe_view text, size_t from, bihe_view what, size_t *end)
{
    size_t second = 0;
    if (what.len == 0) {
        *end = from;
        return from;
    }
    const int32_t first = bihe_fold_char(bihe_utf8_next(what, &second));
    const bihe_view rest = bihe_view_slice(what, second, what.len);
    for (size_t at = from; at < text.len;) {
        const size_t start = at;
        if (bihe_fold_char(bihe_utf8_next(text, &at)) == first && stands_at(text, at, rest, end))
            return start;
    }
    return text.len;
}
