/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers by hand: strtod reads what the locale says. */
#include "values.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A whole number, with an optional K, M or G; false when it is none or negative. */
bool value_size(const char *text, size_t *out)
{
    char *end;
    errno = 0;
    const unsigned long long n = strtoull(text, &end, 10);
    if (!isdigit((unsigned char)*text) || errno != 0) return false;
    unsigned shift = 0;
    switch (*end) {
    case 'K': shift = 10; break;
    case 'M': shift = 20; break;
    case 'G': shift = 30; break;
    default: break;
    }
    if (shift > 0) end++;
    if (*end != '\0' || n > (SIZE_MAX >> shift)) return false;
    *out = (size_t)n << shift;
    return true;
}

/* The same from 1 on. */
bool value_limit(const char *text, size_t *out)
{
    return value_size(text, out) && *out > 0;
}

bool value_int(const char *text, int *out)
{
    size_t n;
    if (!value_size(text, &n) || n > 1000000) return false;
    *out = (int)n;
    return true;
}

/* Digits with at most one point; independent of the locale. */
bool value_fraction(const char *text, double *out)
{
    double value = 0, scale = 1;
    bool point = false, digits = false;
    for (; *text != '\0'; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (!isdigit((unsigned char)*text)) return false;
        digits = true;
        value = value * 10 + (*text - '0');
        if (point) scale *= 10;
    }
    *out = value / scale;
    return digits;
}

bool value_pair(const char *text, int out[2])
{
    char first[16];
    const char *comma = strchr(text, ',');
    if (comma == NULL || (size_t)(comma - text) >= sizeof first) return false;
    memcpy(first, text, (size_t)(comma - text));
    first[comma - text] = '\0';
    return value_int(first, &out[0]) && value_int(comma + 1, &out[1]);
}

/* "2/8" to {1, 8}. */
bool value_shard(char *text, int out[2])
{
    char *slash = strchr(text, '/');
    if (slash == NULL) return false;
    *slash = '\0';
    const bool first = value_int(text, &out[0]);
    *slash = '/';
    if (!first || !value_int(slash + 1, &out[1]) || out[0] < 1 || out[0] > out[1]) return false;
    out[0]--;
    return true;
}

bool value_range(char *text, double out[2])
{
    char *comma = strchr(text, ',');
    if (comma == NULL) return false;
    *comma = '\0';
    const bool first = value_fraction(text, &out[0]);
    *comma = ',';
    return first && value_fraction(comma + 1, &out[1]) && out[0] <= out[1];
}

/* 2018, 2018-06 or 2018-06-13. */
bool value_is_date(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    const size_t len = strlen(text);
    if (len != 4 && len != 7 && len != 10) return false;
    for (size_t i = 0; i < len; i++) {
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != '-') return false;
    }
    return true;
}
