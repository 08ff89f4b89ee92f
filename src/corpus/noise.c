/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules over counts of one pass through each text. They are made to miss rather than to take a good
 * unit: of the 8,862 pairs of lines in the evaluation data's align/docs they take 21, LETTERS 10,
 * LANGUAGE 6 (lists of names, code) and SCRIPT 5 (tests/quality/quality_noise.c).
 */
#include "corpus/noise.h"

#include "bihe/corpus.h"
#include "text/utf8.h"

#include <string.h>

enum {
    LONGEST_ZH = 1000, /* characters; a long paragraph, ten times a long sentence */
    LONGEST_EN = 3000,
    SURE_WORDS = 10,     /* English without any common word is no shorter than this */
    PIECE_LONGEST = 120, /* bytes of a piece that is repeated */
    PIECE_TIMES = 4,
};

static const char *const names[BIHE_CORPUS_FILTERS] = {
    "identical", "script", "language", "long", "letters", "repeated", "ratio",
};

const char *bihe_corpus_filter(size_t k)
{
    return k < BIHE_CORPUS_FILTERS ? names[k] : NULL;
}

/* What one pass through a text counts; code points but for words. */
typedef struct tally {
    size_t chars;   /* without space */
    size_t letters; /* of any script, Han included */
    size_t han, latin;
    size_t foreign;  /* letters that neither Chinese nor English uses */
    size_t accented; /* Latin letters beyond ASCII */
    size_t words;    /* runs of ASCII letters */
    bool common;     /* one of them is a common English word */
} tally;

/* The words that nearly every English sentence has one of, each between spaces. */
static const char common_words[] =
    " a all an and are as at be been but by can do for from had has have he her his how i if in is"
    " it its more my no not of on one or our out s she so t that the their them then there they"
    " this to up us use was we were what when which who will with you your ";

static bool is_common(const char *word, size_t len)
{
    char padded[8];
    if (len + 3 > sizeof padded) return false;
    padded[0] = ' ';
    for (size_t i = 0; i < len; i++)
        padded[i + 1] = (char)(word[i] | 0x20);
    padded[len + 1] = ' ';
    padded[len + 2] = '\0';
    return strstr(common_words, padded) != NULL;
}

static bool is_ascii_letter(int32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void count_char(tally *t, int32_t c)
{
    if (bihe_char_is_space(c)) return;
    t->chars++;
    if (!bihe_char_is_letter(c)) return;
    t->letters++;
    if (bihe_char_is_han(c)) {
        t->han++;
    } else if (bihe_char_is_latin(c)) {
        t->latin++;
        t->accented += c >= 0x80;
    } else {
        t->foreign++;
    }
}

static tally count(bihe_view text)
{
    tally t = {.chars = 0};
    size_t word = 0, len = 0; /* the run of ASCII letters that is being read */
    for (size_t i = 0; i < text.len;) {
        const size_t start = i;
        const int32_t c = bihe_utf8_next(text, &i);
        count_char(&t, c);
        if (is_ascii_letter(c)) {
            if (len == 0) word = start;
            len++;
        }
        if (len > 0 && (!is_ascii_letter(c) || i == text.len)) {
            t.words++;
            t.common = t.common || is_common(text.ptr + word, len);
            len = 0;
        }
    }
    return t;
}

static bool wrong_script(const tally side[2])
{
    const tally *zh = &side[BIHE_ZH], *en = &side[BIHE_EN];
    /* Chinese about software is full of English words, but not of English sentences */
    if (zh->letters > 0 && (zh->han == 0 || zh->words > 4 * zh->han + 4)) return true;
    return en->letters > 0 && (en->latin == 0 || 3 * en->han > en->latin);
}

/* A Greek letter or three are in many a text. */
static bool is_foreign(const tally *t)
{
    return t->foreign > 3 && 5 * t->foreign > t->letters;
}

static bool wrong_language(const tally side[2])
{
    const tally *zh = &side[BIHE_ZH], *en = &side[BIHE_EN];
    if (is_foreign(zh) || is_foreign(en)) return true;
    if (en->words >= 4 && 20 * en->accented > en->latin) return true;
    return en->words >= SURE_WORDS && !en->common;
}

static bool too_long(const tally side[2])
{
    return side[BIHE_ZH].chars > LONGEST_ZH || side[BIHE_EN].chars > LONGEST_EN;
}

static bool few_letters(const tally *t)
{
    return t->chars > 0 && 4 * t->letters < t->chars;
}

/* Bytes from where the text equals itself `period` bytes before, around `middle`. */
static size_t run_around(bihe_view text, size_t middle, size_t period)
{
    size_t start = middle, end = middle;
    while (end < text.len && text.ptr[end] == text.ptr[end - period])
        end++;
    while (start > period && text.ptr[start - 1] == text.ptr[start - 1 - period])
        start--;
    return end - start;
}

static bool has_letter(bihe_view text)
{
    for (size_t i = 0; i < text.len;) {
        if (bihe_char_is_letter(bihe_utf8_next(text, &i))) return true;
    }
    return false;
}

/* What fills more than half of a text holds its middle; if a piece is said there at least four
 * times, one of the two bytes at and one period after the middle equals that one period before. */
static bool repeats_itself(bihe_view text)
{
    const size_t middle = text.len / 2;
    for (size_t period = 1; period <= PIECE_LONGEST && period < middle; period++) {
        size_t run = run_around(text, middle, period);
        if (middle + period < text.len) {
            const size_t next = run_around(text, middle + period, period);
            if (next > run) run = next;
        }
        const size_t all = run + period;
        if (all >= PIECE_TIMES * period && 2 * all > text.len &&
            has_letter(bihe_view_slice(text, middle - period, middle + period)))
            return true;
    }
    return false;
}

unsigned bihe_noise_of(const bihe_view text[2], const int64_t key[2])
{
    const tally side[2] = {count(text[0]), count(text[1])};
    unsigned noise = 0;
    if (key[0] == key[1] && key[0] != 0) noise |= BIHE_NOISE_IDENTICAL;
    if (wrong_script(side)) noise |= BIHE_NOISE_SCRIPT;
    if (wrong_language(side)) noise |= BIHE_NOISE_LANGUAGE;
    if (too_long(side)) noise |= BIHE_NOISE_LONG;
    if (few_letters(&side[0]) || few_letters(&side[1])) noise |= BIHE_NOISE_LETTERS;
    if (repeats_itself(text[0]) || repeats_itself(text[1])) noise |= BIHE_NOISE_REPEATED;
    return noise;
}
