/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the noise filters let good units pass, and take bad ones: the pairs of lines of
 * align/docs under BIHE_DATA, which people wrote as translations of each other, and the same lines
 * spoilt. Prints what each filter takes; bounds a little beyond what was reached.
 */
#include "corpus/key.h"
#include "corpus/noise.h"

#include "bihe/corpus.h"
#include "text/utf8.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIP = 77, LINE = 1 << 16 };

typedef struct tally {
    size_t pairs, taken;
    size_t filters[BIHE_CORPUS_FILTERS];
    size_t spoilt[3], caught[3]; /* sides changed, English twice, a line five times over */
} tally;

static unsigned noise_of(bihe_view zh, bihe_view en)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_view text[2] = {zh, en};
    int64_t key[2];
    bihe_buffer scratch;
    bihe_error err;
    bihe_buffer_init(&scratch, &a);
    for (int side = 0; side < 2; side++) {
        if (bihe_text_key(text[side], &scratch, &key[side], &err) != BIHE_OK) exit(EXIT_FAILURE);
    }
    bihe_buffer_clear(&scratch);
    return bihe_noise_of(text, key);
}

/* Five times the same on end. */
static bihe_view five_times(bihe_view text)
{
    static char bytes[5 * LINE];
    for (size_t k = 0; k < 5; k++)
        memcpy(bytes + k * text.len, text.ptr, text.len);
    return (bihe_view){bytes, 5 * text.len};
}

static void spoil(tally *t, size_t k, bool caught)
{
    t->spoilt[k]++;
    t->caught[k] += caught;
}

static void look(tally *t, bihe_view zh, bihe_view en)
{
    const unsigned noise = noise_of(zh, en);
    t->pairs++;
    t->taken += noise != 0;
    for (size_t k = 0; k < BIHE_CORPUS_FILTERS; k++)
        t->filters[k] += noise >> k & 1;
    if (noise != 0) return;
    spoil(t, 0, (noise_of(en, zh) & BIHE_NOISE_SCRIPT) != 0);
    spoil(t, 1, (noise_of(en, en) & BIHE_NOISE_IDENTICAL) != 0);
    /* a piece of 120 bytes is the longest that is noticed */
    if (zh.len <= 120) spoil(t, 2, (noise_of(five_times(zh), en) & BIHE_NOISE_REPEATED) != 0);
}

static bihe_view line_of(char *line)
{
    return bihe_utf8_trim((bihe_view){line, strcspn(line, "\n")});
}

static void look_at_file(tally *t, const char *path)
{
    static char zh[LINE], en[LINE];
    char other[1024];
    (void)snprintf(other, sizeof other, "%.*s.en", (int)(strlen(path) - 3), path);
    FILE *a = fopen(path, "r"), *b = fopen(other, "r");
    while (a != NULL && b != NULL && fgets(zh, LINE, a) != NULL && fgets(en, LINE, b) != NULL) {
        const bihe_view text[2] = {line_of(zh), line_of(en)};
        if (text[0].len > 0 && text[1].len > 0) look(t, text[0], text[1]);
    }
    if (a != NULL) (void)fclose(a);
    if (b != NULL) (void)fclose(b);
}

int main(void)
{
    static const char *const ways[] = {"sides changed", "English twice", "one line five times"};
    const char *data = getenv("BIHE_DATA");
    char pattern[1024];
    glob_t files;
    tally t = {.pairs = 0};
    (void)snprintf(pattern, sizeof pattern, "%s/align/docs/*/*.zh", data != NULL ? data : "");
    if (data == NULL || glob(pattern, 0, NULL, &files) != 0) {
        puts("skipped: no align/docs in BIHE_DATA");
        return SKIP;
    }
    for (size_t i = 0; i < files.gl_pathc; i++)
        look_at_file(&t, files.gl_pathv[i]);
    globfree(&files);
    printf("%zu good pairs, %zu taken:", t.pairs, t.taken);
    for (size_t k = 0; k < BIHE_CORPUS_FILTERS; k++)
        printf(" %s %zu", bihe_corpus_filter(k), t.filters[k]);
    bool good = t.pairs > 0 && 250 * t.taken <= t.pairs;
    for (size_t k = 0; k < 3; k++) {
        printf("\n%s: %zu of %zu taken", ways[k], t.caught[k], t.spoilt[k]);
        good = good && 1000 * t.caught[k] >= 990 * t.spoilt[k];
    }
    putchar('\n');
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
