/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to UTF-8: the first step of reading a file. UTF-8 is checked and copied here, the other
 * encodings go through ICU's converters in pieces, since ICU counts in 32 bits. */
#include "text/encoding.h"

#include "base/error.h"
#include "text/charset.h"
#include "text/utf8.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

enum { PIECE = 1 << 16 };

typedef struct decoder {
    bihe_buffer *out;
    bihe_decoded *info;
    UChar32 lead; /* first half of a surrogate pair that the last piece ended with, or 0 */
} decoder;

static void note_replaced(decoder *d)
{
    if (d->info->replaced++ == 0) d->info->replaced_at = d->out->len;
}

static void note_nul(decoder *d)
{
    if (d->info->nul_dropped++ == 0) d->info->nul_at = d->out->len;
}

/* --- UTF-8 -------------------------------------------------------------------------------- */

/* Appends valid UTF-8 without its NULs. */
static void append_valid(decoder *d, bihe_view text)
{
    while (text.len > 0) {
        const char *nul = memchr(text.ptr, 0, text.len);
        const size_t run = nul != NULL ? (size_t)(nul - text.ptr) : text.len;
        bihe_buffer_append(d->out, text.ptr, run);
        if (nul == NULL) break;
        note_nul(d);
        text = bihe_view_slice(text, run + 1, text.len);
    }
}

static void decode_utf8(decoder *d, bihe_view bytes)
{
    while (bytes.len > 0) {
        const size_t valid = bihe_utf8_valid_prefix(bytes);
        append_valid(d, bihe_view_slice(bytes, 0, valid));
        bytes = bihe_view_slice(bytes, valid, bytes.len);
        if (bytes.len == 0) break;
        note_replaced(d);
        bihe_utf8_append(d->out, BIHE_REPLACEMENT);
        bytes = bihe_view_slice(bytes, bihe_utf8_bad_length(bytes), bytes.len);
    }
}

/* --- the other encodings ------------------------------------------------------------------ */

/* Stands for a bad sequence between ICU and us, so that a U+FFFD of the text itself (an earlier
 * loss) is not counted. */
enum { BAD_UNIT = 0xFFFF };

static void replace_bad(const void *context, UConverterToUnicodeArgs *args, const char *units,
                        int32_t length, UConverterCallbackReason reason, UErrorCode *code)
{
    static const UChar bad = BAD_UNIT;
    (void)context;
    (void)units;
    (void)length;
    if (reason > UCNV_IRREGULAR) return;
    *code = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &bad, 1, 0, code);
}

static void append_units(decoder *d, const UChar *units, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        UChar32 c = units[i];
        if (U16_IS_LEAD(units[i])) {
            d->lead = c;
            continue;
        }
        if (U16_IS_TRAIL(units[i]) && d->lead != 0) c = U16_GET_SUPPLEMENTARY(d->lead, c);
        d->lead = 0;
        if (c == 0) {
            note_nul(d);
            continue;
        }
        if (c == BAD_UNIT) note_replaced(d);
        bihe_utf8_append(d->out, c == BAD_UNIT ? BIHE_REPLACEMENT : c);
    }
}

static bihe_status convert(decoder *d, UConverter *converter, bihe_view bytes, bihe_error *err)
{
    UChar units[2048] = {0};
    UErrorCode code = U_ZERO_ERROR;
    size_t at = 0;
    do {
        const size_t piece = bytes.len - at < PIECE ? bytes.len - at : PIECE;
        const char *from = piece > 0 ? bytes.ptr + at : "";
        const char *end = from + piece;
        at += piece;
        do {
            UChar *to = units;
            code = U_ZERO_ERROR;
            ucnv_toUnicode(converter, &to, units + sizeof units / sizeof *units, &from, end, NULL,
                           at == bytes.len, &code);
            append_units(d, units, (size_t)(to - units));
        } while (code == U_BUFFER_OVERFLOW_ERROR);
        if (code == U_MEMORY_ALLOCATION_ERROR) return bihe_fail_memory(err);
        if (U_FAILURE(code))
            return bihe_fail(err, BIHE_ERROR_INPUT, "cannot decode: %s", u_errorName(code));
    } while (at < bytes.len && !d->out->failed);
    return BIHE_OK;
}

static bihe_status decode_icu(decoder *d, const char *name, bihe_view bytes, bihe_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR) return bihe_fail_memory(err);
    if (U_FAILURE(code))
        return bihe_fail(err, BIHE_ERROR_UNSUPPORTED, "ICU does not know %s: %s", name,
                         u_errorName(code));
    ucnv_setToUCallBack(converter, replace_bad, NULL, NULL, NULL, &code);
    const bihe_status status = convert(d, converter, bytes, err);
    ucnv_close(converter);
    return status;
}

bihe_status bihe_decode(bihe_view bytes, bihe_buffer *out, bihe_decoded *info, bihe_error *err)
{
    /* our name and ICU's; Big5 as the web reads it includes the Hong Kong characters */
    static const char *const names[][2] = {
        [BIHE_CHARSET_UTF8] = {"UTF-8", NULL},
        [BIHE_CHARSET_UTF16LE] = {"UTF-16LE", "UTF-16LE"},
        [BIHE_CHARSET_UTF16BE] = {"UTF-16BE", "UTF-16BE"},
        [BIHE_CHARSET_GB18030] = {"GB18030", "gb18030"},
        [BIHE_CHARSET_BIG5] = {"Big5", "Big5-HKSCS"},
        [BIHE_CHARSET_WINDOWS_1252] = {"windows-1252", "windows-1252"},
    };
    size_t mark;
    const bihe_charset charset = bihe_charset_guess(bytes, &mark);
    *info = (bihe_decoded){0};
    if (charset == BIHE_CHARSET_BINARY)
        return bihe_fail(err, BIHE_ERROR_INPUT, "binary data, not text");
    info->encoding = names[charset][0];
    decoder d = {.out = out, .info = info};
    const size_t before = out->len;
    const bihe_view text = bihe_view_slice(bytes, mark, bytes.len);
    bihe_status status = BIHE_OK;
    if (names[charset][1] == NULL)
        decode_utf8(&d, text);
    else
        status = decode_icu(&d, names[charset][1], text, err);
    if (status != BIHE_OK) return status;
    if (out->failed) return bihe_fail_memory(err);
    /* a byte order mark by accident: nothing after it fits the encoding it names */
    const size_t lost = info->replaced + info->nul_dropped;
    if (lost > 16 && lost > (out->len - before) / 8)
        return bihe_fail(err, BIHE_ERROR_INPUT, "binary data, not text");
    return BIHE_OK;
}
