/* SPDX-License-Identifier: Apache-2.0 */
/* Edit distance by rows of the usual table. */
#include "suggest.h"

#include <string.h>

enum { LONGEST = 32 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* d(i, j) = least of d(i-1, j) + 1, d(i, j-1) + 1, d(i-1, j-1) + (a_i differs from b_j). */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b_len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t before = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            const size_t above = row[j];
            row[j] = least(least(above, row[j - 1]) + 1, before + (a[i - 1] != b[j - 1]));
            before = above;
        }
    }
    return row[b_len];
}

suggestion suggest_start(const char *typed)
{
    return (suggestion){typed, NULL, (strlen(typed) + 2) / 3 + 1};
}

void suggest_weigh(suggestion *s, const char *word)
{
    const size_t typed = strlen(s->typed), len = strlen(word);
    if (typed > LONGEST || len > LONGEST) return;
    const size_t d = distance(s->typed, typed, word, len);
    if (d >= s->distance) return;
    s->word = word;
    s->distance = d;
}
