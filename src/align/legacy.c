/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Windows-1252 and Latin-1, after the table "windows-1252" of the WHATWG encoding standard. The
 * two differ only in 0x80 to 0x9F, and there no character belongs to both but the five C1 controls
 * that Windows-1252 leaves unassigned, so that one table reads either.
 */
#include "align/legacy.h"

#include <stddef.h>

/* Windows-1252's characters for 0x80 .. 0x9F. */
static const uint16_t upper[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

int bihe_legacy_byte(int32_t c)
{
    if (c < 0x100) return (int)c;
    if (c > 0x2122) return -1;
    for (int i = 0; i < 32; i++)
        if (upper[i] == c) return 0x80 + i;
    return -1;
}

int32_t bihe_legacy_char(uint8_t byte)
{
    return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool bihe_lost_bytes_parse(const char *list, uint64_t *lost)
{
    *lost = 0;
    if (list == NULL) return true;
    for (const char *p = list;; p += 3) {
        const int high = hex_digit(p[0]), low = high >= 0 ? hex_digit(p[1]) : -1;
        if (low < 0 || high < 8 || high > 0xB) return false;
        *lost |= UINT64_C(1) << ((high - 8) * 16 + low);
        if (p[2] == '\0') return true;
        if (p[2] != ',') return false;
    }
}
