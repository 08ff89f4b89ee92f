/* SPDX-License-Identifier: Apache-2.0 */
/* Spellings grow by a character at a time: each one so far with each of its readings. */
#include "align/spelled.h"

#include "text/utf8.h"

#include <string.h>

enum { READINGS = 4 };

/* Appends every reading to each of `count` spellings, as far as there is room. */
static size_t lengthen(bihe_spelling *out, size_t count, const bihe_view *readings, size_t n)
{
    while (n > 1 && count * n > BIHE_SPELLED_MOST)
        n--;
    for (size_t r = n; r-- > 0;) {
        for (size_t k = 0; k < count; k++) {
            bihe_spelling *to = &out[r * count + k];
            *to = out[k];
            memcpy(to->text + to->len, readings[r].ptr, readings[r].len);
            to->len += readings[r].len;
        }
    }
    return count * n;
}

size_t bihe_spelled(const bihe_lexicon *lexicon, bihe_view word,
                    bihe_spelling out[BIHE_SPELLED_MOST])
{
    size_t count = 1, characters = 0;
    out[0].len = 0;
    for (size_t pos = 0; pos < word.len; characters++) {
        bihe_view readings[READINGS];
        const int32_t c = bihe_utf8_next(word, &pos);
        if (characters == BIHE_SPELLED_CHARACTERS || !bihe_char_is_han(c)) return 0;
        const size_t n = bihe_lexicon_readings(lexicon, c, readings, READINGS);
        if (n == 0) return 0;
        count = lengthen(out, count, readings, n < READINGS ? n : READINGS);
    }
    return characters > 0 ? count : 0;
}
