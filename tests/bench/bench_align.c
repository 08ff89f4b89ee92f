/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed and memory from two texts to beads (segmentation and alignment) on one core, beside ICU's
 * sentence iterator over the same texts in the same run:
 *
 *     bench_align [PAIRS[xPAIRS]]...
 *
 * Pairs of train/clean.tsv under BIHE_DATA, most of two sentences, are made a text of paragraphs of
 * five; the arguments are numbers of pairs, or those of the Chinese and the English text. Without
 * them texts of about 1,000, 10,000 and 100,000 sentences (both sides together) are measured, and
 * one of about 30,000 Chinese sentences by 42,000 English ones, where a quarter of the Chinese ones
 * in a row is missing. "growth" is the time a sentence in units of that of the first text. Memory
 * is what the library asked for at most, the texts included; processor time, best of several runs.
 */
#include "bihe/bihe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { PARAGRAPH = 5, ENOUGH = 100000 /* sentences that are measured once */ };

typedef struct text {
    char *ptr;
    size_t len, capacity, lines;
} text;

typedef struct meter {
    size_t now, most;
} meter;

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* malloc's with the size kept in front of each block. */
static void *metered_resize(void *user, void *ptr, size_t size)
{
    meter *m = user;
    max_align_t *old = ptr == NULL ? NULL : (max_align_t *)ptr - 1;
    m->now -= old == NULL ? 0 : *(size_t *)old;
    m->now += size;
    if (m->now > m->most) m->most = m->now;
    if (size == 0) {
        free(old);
        return NULL;
    }
    max_align_t *block = realloc(old, size + sizeof *block);
    if (block == NULL) exit(EXIT_FAILURE);
    *(size_t *)block = size;
    return block + 1;
}

/* --- texts -------------------------------------------------------------------------------- */

static void append(text *t, const char *from, size_t len, const char *space)
{
    const size_t need = t->len + len + 3;
    if (need > t->capacity) {
        t->capacity = 2 * need;
        t->ptr = realloc(t->ptr, t->capacity);
        if (t->ptr == NULL) exit(EXIT_FAILURE);
    }
    memcpy(t->ptr + t->len, from, len);
    t->len += len;
    t->lines++;
    const char *after = t->lines % PARAGRAPH == 0 ? "\n\n" : space;
    memcpy(t->ptr + t->len, after, strlen(after));
    t->len += strlen(after);
}

/* Whether both sides end as sentences do (others would run together) and hold no marks of Markdown
 * or HTML (they could hide what follows). */
static bool is_prose(const char *en, size_t en_len, const char *zh, size_t zh_len)
{
    static const char *const stops[] = {"。", "！", "？"};
    static const char marks[] = "<>`*_|[]&\\$~";
    bool ends = false;
    for (const char *p = marks; *p != '\0'; p++) {
        if (memchr(en, *p, en_len) != NULL || memchr(zh, *p, zh_len) != NULL) return false;
    }
    for (int k = 0; k < 3 && zh_len > 3; k++)
        ends |= memcmp(zh + zh_len - 3, stops[k], 3) == 0;
    return ends && en_len > 0 && strchr(".!?", en[en_len - 1]) != NULL;
}

/* Pairs of "English TAB Chinese TAB source" until each text has its number of them; the first
 * text goes without those from `skip` on that the second has more. */
static bool read_pairs(const char *path, const size_t wanted[2], size_t skip, text out[2])
{
    static char line[1 << 16];
    FILE *file = fopen(path, "r");
    if (file == NULL) return false;
    size_t pairs = 0;
    const size_t more = wanted[1] - wanted[0];
    while (pairs < wanted[1] && fgets(line, sizeof line, file) != NULL) {
        const size_t en = strcspn(line, "\t"), zh = strcspn(line + en + 1, "\t");
        if (!is_prose(line, en, line + en + 1, zh)) continue;
        if (pairs < skip || pairs >= skip + more) append(&out[0], line + en + 1, zh, "");
        append(&out[1], line, en, " ");
        pairs++;
    }
    (void)fclose(file);
    return pairs == wanted[1];
}

/* --- the reference ------------------------------------------------------------------------ */

static double time_icu(const text sides[2])
{
    const double start = now();
    for (int s = 0; s < 2; s++) {
        UErrorCode code = U_ZERO_ERROR;
        UText view = UTEXT_INITIALIZER;
        UBreakIterator *breaks = ubrk_open(UBRK_SENTENCE, s == 0 ? "zh" : "en", NULL, 0, &code);
        utext_openUTF8(&view, sides[s].ptr, (int64_t)sides[s].len, &code);
        ubrk_setUText(breaks, &view, &code);
        if (U_FAILURE(code)) exit(EXIT_FAILURE);
        while (ubrk_next(breaks) != UBRK_DONE) {
        }
        utext_close(&view);
        ubrk_close(breaks);
    }
    return now() - start;
}

/* --- measuring ---------------------------------------------------------------------------- */

typedef struct bench {
    const bihe_model *model;
    char names[2][64]; /* temporary files that hold the texts */
    double first;      /* seconds a sentence of the first text; 0 */
} bench;

static void write_texts(const bench *b, const text sides[2])
{
    for (int s = 0; s < 2; s++) {
        FILE *file = fopen(b->names[s], "wb");
        if (file == NULL || fwrite(sides[s].ptr, 1, sides[s].len, file) != sides[s].len ||
            fclose(file) != 0)
            exit(EXIT_FAILURE);
    }
}

static void run_once(const bench *b, meter *m, bihe_stats *stats)
{
    const bihe_allocator allocator = {metered_resize, m};
    bihe_context *context;
    bihe_document *document;
    bihe_error err;
    bihe_options options;
    bihe_options_init(&options);
    options.repair = false;
    if (bihe_context_new(&context, b->model, &options, &allocator, &err) != BIHE_OK ||
        bihe_document_open_pair(&document, context, b->names[0], b->names[1], &err) != BIHE_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        exit(EXIT_FAILURE);
    }
    *stats = *bihe_document_stats(document);
    bihe_document_free(document);
    bihe_context_free(context);
}

static void measure(bench *b, const text sides[2])
{
    bihe_stats stats = {.sentences = {0, 0}};
    meter m = {0, 0};
    double best = 1e9;
    write_texts(b, sides);
    const double icu = time_icu(sides);
    const size_t lines = sides[0].lines + sides[1].lines;
    for (size_t run = 0; run == 0 || (run < 5 && run * lines < ENOUGH); run++) {
        m = (meter){0, 0};
        const double start = now();
        run_once(b, &m, &stats);
        const double seconds = now() - start;
        if (seconds < best) best = seconds;
    }
    const double count = (double)(stats.sentences[0] + stats.sentences[1]);
    if (b->first <= 0) b->first = best / count;
    printf(
        "%7zu x %7zu sentences  %8.3f s  %8.0f sentences/s  growth %.2f  %7.1f MB  %5.0f bytes a "
        "sentence  %5.1f x ICU\n",
        stats.sentences[0], stats.sentences[1], best, count / best, best / count / b->first,
        (double)m.most / 1e6, (double)m.most / count, best / icu);
}

static void bench_size(bench *b, const char *path, size_t zh, size_t en)
{
    const size_t wanted[2] = {zh, en};
    text sides[2] = {{NULL, 0, 0, 0}, {NULL, 0, 0, 0}};
    if (read_pairs(path, wanted, en / 3, sides))
        measure(b, sides);
    else
        printf("%s: cannot be read or has fewer than %zu pairs\n", path, en);
    free(sides[0].ptr);
    free(sides[1].ptr);
}

int main(int argc, char **argv)
{
    bihe_model *model;
    bihe_error err;
    char path[1024];
    if (bihe_model_load(&model, BIHE_BENCH_MODELS, NULL, &err) != BIHE_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        return EXIT_FAILURE;
    }
    const char *data = getenv("BIHE_DATA"), *folder = getenv("TMPDIR");
    (void)snprintf(path, sizeof path, "%s/train/clean.tsv", data != NULL ? data : "");
    bench b = {.model = model};
    for (int s = 0; s < 2; s++)
        (void)snprintf(b.names[s], sizeof b.names[s], "%.40s/bench_align.%s",
                       folder != NULL ? folder : "/tmp", s == 0 ? "zh" : "en");
    for (int i = 1; i < argc; i++) {
        char *end;
        const size_t zh = strtoul(argv[i], &end, 10);
        bench_size(&b, path, zh, *end == 'x' ? strtoul(end + 1, NULL, 10) : zh);
    }
    if (argc == 1) {
        bench_size(&b, path, 270, 270);
        bench_size(&b, path, 2700, 2700);
        bench_size(&b, path, 27000, 27000);
        bench_size(&b, path, 16200, 22600);
    }
    for (int s = 0; s < 2; s++)
        (void)remove(b.names[s]);
    bihe_model_free(model);
    return EXIT_SUCCESS;
}
