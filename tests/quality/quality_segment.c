/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segments the sentence-boundary gold under BIHE_DATA/segment and compares each suite with a floor
 * a little under what was reached: boundary F1 in per cent, or records without a fault.
 *
 * A boundary is the number of characters other than white space before it; a record's end is not
 * scored, nor are the offsets its "ignore" lists.
 */
#include "align/segment.h"
#include "bihe/document.h"
#include "model/model.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIP = 77, MAX_LINE = 1 << 20 };

typedef struct suite {
    const char *name;
    double f1;     /* floor in per cent; 0: none */
    size_t passed; /* floor of faultless records; 0: none */
} suite;

static const suite SUITES[] = {
    {"dev/en-pud", 99.5, 0},           {"dev/en-gum", 98.2, 0},
    {"dev/en-ewt-blog", 98.7, 0},      {"dev/en-ewt-informal", 85.0, 0},
    {"dev/en-partut", 99.6, 0},        {"dev/en-wmt-news", 99.4, 0},
    {"dev/en-glued", 98.9, 0},         {"dev/en-headline", 82.0, 0},
    {"dev/en-challenge", 0, 65},       {"golden/en-golden48", 0, 51},
    {"golden/en-languagetool", 0, 51}, {"dev/zh-pud", 99.5, 0},
    {"dev/zh-gsdsimp", 99.8, 0},       {"dev/zh-hk", 97.8, 0},
    {"dev/zh-cfl", 99.2, 0},           {"dev/zh-wmt-news", 99.8, 0},
    {"dev/zh-ersatz", 99.4, 0},        {"dev/zh-glued", 99.4, 0},
    {"dev/zh-headline", 88.0, 0},      {"dev/zh-challenge", 0, 62},
    {"golden/zh-golden", 0, 17},
};

typedef struct counts {
    size_t right, extra, missing, passed, records;
} counts;

/* One byte a character: what is known of the boundary after it. */
enum { GOLD = 1, FOUND = 2, IGNORED = 4 };

static bool is_white(int32_t c)
{
    return bihe_char_is_space(c);
}

static size_t count_ink(bihe_view text)
{
    size_t n = 0;
    for (size_t pos = 0; pos < text.len;)
        n += !is_white(bihe_utf8_next(text, &pos));
    return n;
}

static void mark_gold(const json_t *record, unsigned char *marks, size_t total)
{
    size_t k, at = 0;
    json_t *value;
    json_array_foreach(json_object_get(record, "sents"), k, value)
    {
        at += count_ink(bihe_view_of(json_string_value(value)));
        if (at <= total) marks[at] |= GOLD;
    }
    json_array_foreach(json_object_get(record, "ignore"), k, value)
    {
        const json_int_t offset = json_integer_value(value);
        if (offset >= 0 && (size_t)offset <= total) marks[offset] |= IGNORED;
    }
}

static void mark_found(bihe_view text, const bihe_cut_list *cuts, unsigned char *marks)
{
    size_t at = 0, pos = 0;
    for (size_t i = 0; i < cuts->count; i++) {
        at += count_ink(bihe_view_slice(text, pos, cuts->items[i].end));
        pos = cuts->items[i].end;
        marks[at] |= FOUND;
    }
}

static void add_record(counts *c, const unsigned char *marks, size_t total)
{
    size_t faults = 0;
    for (size_t i = 1; i < total; i++) {
        if (marks[i] & IGNORED) continue;
        c->right += (marks[i] & (GOLD | FOUND)) == (GOLD | FOUND);
        c->extra += marks[i] == FOUND;
        c->missing += marks[i] == GOLD;
        faults += marks[i] == FOUND || marks[i] == GOLD;
    }
    c->passed += faults == 0;
    c->records++;
}

static bool score_line(const bihe_model *model, bihe_matcher *matcher, const char *line, counts *c)
{
    const bihe_allocator allocator = bihe_allocator_default();
    json_t *record = json_loads(line, 0, NULL);
    const json_t *string = json_object_get(record, "text");
    const char *lang = json_string_value(json_object_get(record, "lang"));
    if (string == NULL || lang == NULL) return false;
    const bihe_view text = {json_string_value(string), json_string_length(string)};
    const int side = strcmp(lang, "zh") == 0 ? BIHE_ZH : BIHE_EN;
    const size_t total = count_ink(text);
    unsigned char *marks = calloc(total + 1, 1);
    bihe_cut_list cuts = {.items = NULL};
    const bool ok = marks != NULL && bihe_segment_passage(model->rules[side], matcher, text, &cuts,
                                                          &allocator, NULL) == BIHE_OK;
    if (ok) {
        mark_gold(record, marks, total);
        mark_found(text, &cuts, marks);
        add_record(c, marks, total);
    }
    bihe_cut_list_clear(&cuts, &allocator);
    free(marks);
    json_decref(record);
    return ok;
}

static bool score_file(const bihe_model *model, bihe_matcher *matcher, const char *path, counts *c)
{
    static char line[MAX_LINE];
    FILE *file = fopen(path, "r");
    bool ok = file != NULL;
    while (ok && fgets(line, sizeof line, file) != NULL)
        ok = score_line(model, matcher, line, c);
    if (file != NULL) (void)fclose(file);
    if (!ok) fprintf(stderr, "%s: cannot be scored\n", path);
    return ok;
}

static double percent_f1(const counts *c)
{
    const size_t both = 2 * c->right + c->extra + c->missing;
    return both == 0 ? 100 : 200.0 * (double)c->right / (double)both;
}

static bool check(const suite *s, const counts *c)
{
    const double f1 = percent_f1(c);
    const bool ok = f1 >= s->f1 && c->passed >= s->passed;
    printf("%-24s F1 %6.2f  right %5zu  extra %4zu  missing %4zu  faultless %4zu of %4zu%s\n",
           s->name, f1, c->right, c->extra, c->missing, c->passed, c->records,
           ok ? "" : "  UNDER THE FLOOR");
    return ok;
}

static int run(const bihe_model *model, bihe_matcher *matcher, const char *data)
{
    bool ok = true;
    for (size_t i = 0; i < sizeof SUITES / sizeof SUITES[0]; i++) {
        char path[1024];
        counts c = {0, 0, 0, 0, 0};
        (void)snprintf(path, sizeof path, "%s/segment/%s.jsonl", data, SUITES[i].name);
        ok &= score_file(model, matcher, path, &c) && check(&SUITES[i], &c);
    }
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(void)
{
    const char *data = getenv("BIHE_DATA");
    char probe[1024];
    (void)snprintf(probe, sizeof probe, "%s/segment/dev/en-pud.jsonl", data != NULL ? data : "");
    FILE *file = fopen(probe, "r");
    if (file == NULL) {
        printf("skipped: no sentence-boundary gold at %s\n", probe);
        return SKIP;
    }
    (void)fclose(file);
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_model *model = NULL;
    bihe_matcher *matcher = NULL;
    bihe_error err;
    int status = EXIT_FAILURE;
    if (bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err) == BIHE_OK &&
        bihe_matcher_new(&matcher, &allocator, &err) == BIHE_OK)
        status = run(model, matcher, data);
    else
        fprintf(stderr, "%s: %s\n", err.file, err.message);
    bihe_matcher_free(matcher);
    bihe_model_free(model);
    return status;
}
