/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Speed of segmentation on one core, beside ICU's sentence iterator on the same text in the same
 * run: bench_segment [LANG FILE]... Without arguments the texts of the gold under BIHE_DATA are
 * used. Each line of a file is one passage. Prints processor time, best of several runs.
 */
#include "align/segment.h"
#include "bihe/document.h"
#include "model/model.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { RUNS = 5, MAX_LINE = 1 << 20, ENOUGH = 16 << 20 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Calls `cut` for every line; returns the sentences it counts. */
static size_t each_line(bihe_view text, size_t (*cut)(void *user, bihe_view line), void *user)
{
    size_t sentences = 0;
    for (size_t start = 0; start < text.len;) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        sentences += cut(user, bihe_view_slice(text, start, end));
        start = end + 1;
    }
    return sentences;
}

static size_t cut_ours(void *user, bihe_view line)
{
    const bihe_segmenter *segmenter = user;
    bihe_cut_list cuts = {.items = NULL};
    if (bihe_segmenter_cut(segmenter, line, &cuts, NULL) != BIHE_OK) exit(EXIT_FAILURE);
    const size_t count = cuts.count;
    bihe_cut_list_clear(&cuts, segmenter->allocator);
    return count;
}

static size_t cut_icu(void *user, bihe_view line)
{
    UErrorCode code = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    size_t count = 0;
    utext_openUTF8(&text, line.ptr, (int64_t)line.len, &code);
    ubrk_setUText(user, &text, &code);
    if (U_FAILURE(code)) exit(EXIT_FAILURE);
    (void)ubrk_first(user);
    while (ubrk_next(user) != UBRK_DONE)
        count++;
    utext_close(&text);
    return count;
}

static void measure(const char *name, bihe_view text, size_t (*cut)(void *user, bihe_view line),
                    void *user)
{
    double best = 1e9;
    size_t sentences = 0;
    for (int run = 0; run < RUNS; run++) {
        const double start = now();
        sentences = each_line(text, cut, user);
        const double seconds = now() - start;
        if (seconds < best) best = seconds;
    }
    printf("%-6s %6.1f MB  %7.1f MB/s  %8zu sentences\n", name, (double)text.len / 1e6,
           (double)text.len / 1e6 / best, sentences);
}

/* The "text" of every record, a line each, until there is enough to measure. */
static void append_gold(bihe_buffer *out, const char *path)
{
    static char line[MAX_LINE];
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        json_t *record = json_loads(line, 0, NULL);
        const char *text = json_string_value(json_object_get(record, "text"));
        for (; text != NULL && *text != '\0'; text++)
            bihe_buffer_append_byte(out, *text == '\n' ? ' ' : *text);
        bihe_buffer_append_byte(out, '\n');
        json_decref(record);
    }
    if (file != NULL) (void)fclose(file);
}

static void append_file(bihe_buffer *out, const char *path)
{
    static char bytes[1 << 16];
    FILE *file = fopen(path, "r");
    for (size_t n; file != NULL && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        bihe_buffer_append(out, bytes, n);
    if (file != NULL) (void)fclose(file);
}

static void compare(const bihe_model *model, bihe_matcher *matcher, int side, bihe_view text)
{
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_segmenter segmenter = {model->rules[side], matcher, NULL, &allocator};
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *icu =
        ubrk_open(UBRK_SENTENCE, side == BIHE_ZH ? "zh" : "en@ss=standard", NULL, 0, &code);
    printf("%s\n", bihe_model_lang(model, side));
    measure("bihe", text, cut_ours, &segmenter);
    if (U_SUCCESS(code)) measure("ICU", text, cut_icu, icu);
    ubrk_close(icu);
}

static void bench_gold(const bihe_model *model, bihe_matcher *matcher, const char *data)
{
    static const char *const SUITES[2][4] = {{"pud", "wmt-news", "ersatz", "glued"},
                                             {"pud", "wmt-news", "gum", "glued"}};
    const bihe_allocator allocator = bihe_allocator_default();
    for (int side = 0; side < 2; side++) {
        bihe_buffer text;
        bihe_buffer_init(&text, &allocator);
        for (size_t k = 0, before = 1; text.len < ENOUGH && text.len != before; k++) {
            char path[1024];
            before = k % 4 == 0 ? text.len : before;
            (void)snprintf(path, sizeof path, "%s/segment/dev/%s-%s.jsonl", data,
                           bihe_model_lang(model, side), SUITES[side][k % 4]);
            append_gold(&text, path);
        }
        if (text.len > 0) compare(model, matcher, side, bihe_buffer_view(&text));
        bihe_buffer_clear(&text);
    }
}

int main(int argc, char **argv)
{
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_model *model = NULL;
    bihe_matcher *matcher = NULL;
    bihe_error err;
    if (bihe_model_load(&model, BIHE_BENCH_MODELS, NULL, &err) != BIHE_OK ||
        bihe_matcher_new(&matcher, &allocator, &err) != BIHE_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        return EXIT_FAILURE;
    }
    const char *data = getenv("BIHE_DATA");
    if (argc < 3) bench_gold(model, matcher, data != NULL ? data : "");
    for (int i = 1; i + 1 < argc; i += 2) {
        bihe_buffer text;
        bihe_buffer_init(&text, &allocator);
        append_file(&text, argv[i + 1]);
        if (bihe_utf8_valid_prefix(bihe_buffer_view(&text)) == text.len)
            compare(model, matcher, strcmp(argv[i], "zh") == 0 ? BIHE_ZH : BIHE_EN,
                    bihe_buffer_view(&text));
        bihe_buffer_clear(&text);
    }
    bihe_matcher_free(matcher);
    bihe_model_free(model);
    return EXIT_SUCCESS;
}
