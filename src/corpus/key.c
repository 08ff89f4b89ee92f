/* SPDX-License-Identifier: Apache-2.0 */
/* What counts of a text, an address, a date, and a number made of it. */
#include "corpus/key.h"

#include "base/error.h"
#include "base/hash.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

/* 0 is left for what is not there. */
static int64_t key_of(bihe_view bytes)
{
    const uint64_t key = bihe_hash_key(bytes);
    return key == 0 ? 1 : (int64_t)key;
}

bihe_status bihe_text_key(bihe_view text, bihe_buffer *scratch, int64_t *key, bihe_error *err)
{
    *key = 0;
    scratch->len = 0;
    const bihe_view trimmed = bihe_utf8_trim(text);
    if (trimmed.len == 0) return BIHE_OK;
    const bihe_status status = bihe_fold_append(scratch, trimmed, err);
    if (status != BIHE_OK) return status;
    /* a text of punctuation alone is only like itself */
    *key = key_of(scratch->len > 0 ? bihe_buffer_view(scratch) : trimmed);
    return BIHE_OK;
}

static bool starts_with(bihe_view text, const char *prefix)
{
    const size_t len = strlen(prefix);
    return text.len >= len && memcmp(text.ptr, prefix, len) == 0;
}

static size_t find_byte(bihe_view text, char byte)
{
    const char *at = text.len > 0 ? memchr(text.ptr, byte, text.len) : NULL;
    return at != NULL ? (size_t)(at - text.ptr) : text.len;
}

static bihe_view after(bihe_view text, size_t start)
{
    return bihe_view_slice(text, start, text.len);
}

bihe_status bihe_url_key(bihe_view url, bihe_buffer *scratch, int64_t *key, bihe_error *err)
{
    *key = 0;
    scratch->len = 0;
    bihe_view rest = bihe_utf8_trim(url);
    rest = bihe_view_slice(rest, 0, find_byte(rest, '#'));
    const size_t colon = find_byte(rest, ':');
    if (starts_with(after(rest, colon), "://")) rest = after(rest, colon + 3);
    if (starts_with(rest, "www.")) rest = after(rest, 4);
    while (rest.len > 0 && rest.ptr[rest.len - 1] == '/')
        rest.len--;
    if (rest.len == 0) return BIHE_OK;
    const size_t host = find_byte(rest, '/');
    for (size_t i = 0; i < host; i++) {
        const char c = rest.ptr[i];
        bihe_buffer_append_byte(scratch, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
    }
    bihe_buffer_append_view(scratch, after(rest, host));
    if (scratch->failed) return bihe_fail_memory(err);
    *key = key_of(bihe_buffer_view(scratch));
    return BIHE_OK;
}

/* Reads up to `most` digits at *pos; -1 where there is none. */
static int read_number(bihe_view text, size_t *pos, size_t most)
{
    int value = -1;
    for (size_t n = 0; n < most && *pos < text.len; n++, ++*pos) {
        const char c = text.ptr[*pos];
        if (c < '0' || c > '9') break;
        value = (value < 0 ? 0 : value * 10) + (c - '0');
    }
    return value;
}

/* Passes the mark between two numbers; false when it is none of those dates have. */
static bool read_mark(bihe_view text, size_t *pos, const char *chinese)
{
    const bihe_view rest = after(text, *pos);
    if (rest.len > 0 && (rest.ptr[0] == '-' || rest.ptr[0] == '/' || rest.ptr[0] == '.')) {
        ++*pos;
        return true;
    }
    if (!starts_with(rest, chinese)) return false;
    *pos += strlen(chinese);
    return true;
}

static bool date_at(bihe_view text, size_t pos, char out[BIHE_DATE_SIZE])
{
    const size_t start = pos;
    const int year = read_number(text, &pos, 4);
    if (pos - start != 4 || !read_mark(text, &pos, "年")) return false;
    const int month = read_number(text, &pos, 2);
    if (month < 1 || month > 12 || !read_mark(text, &pos, "月")) return false;
    const int day = read_number(text, &pos, 2);
    if (day < 1 || day > 31) return false;
    (void)snprintf(out, BIHE_DATE_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month,
                   (unsigned)day);
    return true;
}

bool bihe_date_find(bihe_view text, char out[BIHE_DATE_SIZE])
{
    bool after_digit = false;
    for (size_t i = 0; i < text.len; i++) {
        const bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (digit && !after_digit && date_at(text, i, out)) return true;
        after_digit = digit;
    }
    return false;
}
