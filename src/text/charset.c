/* SPDX-License-Identifier: Apache-2.0 */
/* Guesses an encoding: byte order mark, UTF-16 by its units, UTF-8 by its validity, GB18030 against
 * Big5 by the share of characters that fall into the part of each code that common characters fill.
 * The two standards put their common characters into rows of their own (GB 2312 level 1 in B0-D7,
 * Big5 level 1 in A4-C6), so a sentence is enough, where ICU's detector wants a page. */
#include "text/charset.h"

#include "text/utf8.h"

#include <string.h>

/* Bytes looked at to tell legacy encodings apart, counted from the first that is not ASCII. */
enum { SAMPLE = 1 << 20 };

static uint8_t byte_at(bihe_view bytes, size_t i)
{
    return i < bytes.len ? (uint8_t)bytes.ptr[i] : 0;
}

static bihe_charset from_mark(bihe_view bytes, size_t *mark)
{
    static const struct {
        const char *bytes;
        size_t len;
        bihe_charset charset;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, BIHE_CHARSET_UTF8},
        {"\xFF\xFE", 2, BIHE_CHARSET_UTF16LE},
        {"\xFE\xFF", 2, BIHE_CHARSET_UTF16BE},
        {"\x84\x31\x95\x33", 4, BIHE_CHARSET_GB18030},
    };
    *mark = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (bytes.len < marks[i].len || memcmp(bytes.ptr, marks[i].bytes, marks[i].len) != 0)
            continue;
        *mark = marks[i].len;
        return marks[i].charset;
    }
    return BIHE_CHARSET_BINARY;
}

/* --- UTF-16 without a mark ---------------------------------------------------------------- */

/* A unit that ordinary Chinese or Western text is made of. */
static bool is_ordinary_unit(unsigned unit)
{
    if (unit < 0x80) return unit >= 0x20 ? unit != 0x7F : unit >= 9 && unit <= 13;
    return (unit >= 0x4E00 && unit <= 0x9FFF) || (unit >= 0xA0 && unit < 0x250) ||
           (unit >= 0x2010 && unit <= 0x2026) || (unit >= 0x3000 && unit <= 0x303F) ||
           (unit >= 0xFF01 && unit <= 0xFF5E);
}

/* A unit that is frequent in UTF-16 and does not come about by reading ASCII pairwise: two letters
 * of ASCII look like one Chinese character, but never like these. */
static bool is_telling_unit(unsigned unit)
{
    return unit == ' ' || unit == '\n' || unit == ',' || unit == '.' || unit == 'e' ||
           unit == 0x3002 || unit == 0x3001 || unit == 0xFF0C || unit == 0x7684 || unit == 0x4E00 ||
           unit == 0x662F;
}

static bool looks_utf16(bihe_view bytes, bool little)
{
    const size_t units = (bytes.len < SAMPLE ? bytes.len : SAMPLE) / 2;
    size_t ordinary = 0, telling = 0;
    for (size_t i = 0; i < units; i++) {
        const unsigned a = byte_at(bytes, 2 * i), b = byte_at(bytes, 2 * i + 1);
        const unsigned unit = little ? b << 8 | a : a << 8 | b;
        ordinary += is_ordinary_unit(unit);
        telling += is_telling_unit(unit);
    }
    return units > 0 && ordinary * 10 >= units * 9 && telling > units / 64;
}

/* --- control characters and UTF-8 --------------------------------------------------------- */

/* Text may hold a stray NUL or an escape sequence; compressed data has one control in nine bytes,
 * executables and tables far more. */
static bool looks_binary(bihe_view bytes)
{
    size_t controls = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        const uint8_t b = (uint8_t)bytes.ptr[i];
        controls += (b < 9 || (b > 13 && b < 0x20) || b == 0x7F) && b != 0x1B;
    }
    return controls > 4 && controls > bytes.len / 32;
}

/* Whether text that is not valid UTF-8 is UTF-8 with some bad bytes. GB18030 and Big5 text read as
 * UTF-8 is bad at nearly every character; sequences of three bytes hardly come about by chance. */
static bool mostly_utf8(bihe_view bytes)
{
    size_t two = 0, three = 0, bad = 0;
    for (size_t i = 0; i < bytes.len;) {
        const size_t start = i;
        if (bihe_utf8_next(bytes, &i) == BIHE_REPLACEMENT && i == start + 1)
            bad++;
        else if (i == start + 2)
            two++;
        else if (i > start + 2)
            three++;
    }
    return three >= bad || two + three >= 4 * bad;
}

/* --- GB18030 against Big5 ----------------------------------------------------------------- */

typedef struct tally {
    size_t common; /* characters in the rows of common characters, and punctuation */
    size_t all;    /* characters beyond ASCII, and bad bytes */
} tally;

static tally tally_gb(bihe_view bytes)
{
    tally t = {0, 0};
    for (size_t i = 0; i < bytes.len;) {
        const uint8_t lead = byte_at(bytes, i), trail = byte_at(bytes, i + 1);
        if (lead < 0x80) {
            i++;
            continue;
        }
        const bool four = lead > 0x80 && lead < 0xFF && trail >= 0x30 && trail <= 0x39;
        const bool pair = lead > 0x80 && lead < 0xFF && trail >= 0x40 && trail != 0x7F;
        t.all++;
        if (pair && trail >= 0xA1)
            t.common += (lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3);
        i += four ? 4 : pair ? 2 : 1;
    }
    return t;
}

static tally tally_big5(bihe_view bytes)
{
    tally t = {0, 0};
    for (size_t i = 0; i < bytes.len;) {
        const uint8_t lead = byte_at(bytes, i), trail = byte_at(bytes, i + 1);
        if (lead < 0x80) {
            i++;
            continue;
        }
        const bool pair = lead > 0x80 && lead < 0xFF &&
                          ((trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail < 0xFF));
        t.all++;
        if (pair) t.common += lead >= 0xA1 && lead <= 0xC6;
        i += pair ? 2 : 1;
    }
    return t;
}

/* Accented letters and typographic quotes of Western text fall outside the common rows of both. */
static bihe_charset guess_legacy(bihe_view bytes)
{
    size_t start = 0;
    while (start < bytes.len && (uint8_t)bytes.ptr[start] < 0x80)
        start++;
    const size_t end = bytes.len - start < SAMPLE ? bytes.len : start + SAMPLE;
    const bihe_view sample = bihe_view_slice(bytes, start, end);
    const tally gb = tally_gb(sample), big5 = tally_big5(sample);
    const bool gb_fits = gb.common * 2 > gb.all, big5_fits = big5.common * 2 > big5.all;
    if (gb_fits && gb.common * big5.all >= big5.common * gb.all) return BIHE_CHARSET_GB18030;
    if (big5_fits) return BIHE_CHARSET_BIG5;
    return BIHE_CHARSET_WINDOWS_1252;
}

bihe_charset bihe_charset_guess(bihe_view bytes, size_t *mark)
{
    const bihe_charset marked = from_mark(bytes, mark);
    if (marked != BIHE_CHARSET_BINARY) return marked;
    const bool has_nul = bytes.len > 0 && memchr(bytes.ptr, 0, bytes.len) != NULL;
    const bool valid = bihe_utf8_valid_prefix(bytes) == bytes.len;
    if (valid && !has_nul) return looks_binary(bytes) ? BIHE_CHARSET_BINARY : BIHE_CHARSET_UTF8;
    if (looks_utf16(bytes, true)) return BIHE_CHARSET_UTF16LE;
    if (looks_utf16(bytes, false)) return BIHE_CHARSET_UTF16BE;
    if (looks_binary(bytes)) return BIHE_CHARSET_BINARY;
    if (valid || mostly_utf8(bytes)) return BIHE_CHARSET_UTF8;
    return guess_legacy(bytes);
}
