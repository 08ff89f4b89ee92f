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
    {"dev/en-pud", 99.6, 0},
    {"dev/en-gum", 98.3, 0},
    {"dev/en-ewt-blog", 98.8, 0},
    {"dev/en-ewt-informal", 85.9, 0},
    {"dev/en-partut", 99.7, 0},
    {"dev/en-wmt-news", 99.5, 0},
    {"dev/en-glued", 98.9, 0},
    {"dev/en-headline", 82.5, 0},
    {"dev/en-challenge", 0, 66},
    {"golden/en-golden48", 0, 51},
    {"golden/en-languagetool", 0, 51},
    {"golden/en-pysbd", 90.0, 111},
    {"golden/en-pragmatic-spec", 91.0, 97},
    {"golden/en-sentencex", 89.5, 208},
    {"golden/en-sentencex-lists", 0, 20},
    {"golden/en-moses-mediacloud", 0, 3},
    {"dev/zh-pud", 99.6, 0},
    {"dev/zh-gsdsimp", 99.9, 0},
    {"dev/zh-hk", 98.0, 0},
    {"dev/zh-cfl", 99.3, 0},
    {"dev/zh-wmt-news", 99.9, 0},
    {"dev/zh-ersatz", 99.5, 0},
    {"dev/zh-glued", 99.5, 0},
    {"dev/zh-headline", 88.2, 0},
    {"dev/zh-challenge", 0, 62},
    {"golden/zh-golden", 0, 17},
};

typedef struct counts {
    size_t right, extra, missing, passed, records;
    size_t optional; /* joints that were not cut and are told */
    size_t unsure;   /* boundaries told to be doubtful */
    size_t covered;  /* faults that are one or the other */
} counts;

/* One byte a character: what is known of the boundary after it. */
enum { GOLD = 1, FOUND = 2, IGNORED = 4, DOUBTFUL = 8 };

/* Of the suites of prose together: per cent of the faults that the optional joints and doubtful
 * boundaries hold, at least; optional joints in a thousand sentences, at most; per cent of the
 * boundaries that are doubtful, at most. */
static const double LEAST_COVERED = 43, MOST_OPTIONAL = 12.5, MOST_UNSURE = 4.5;
static const double PROSE = 95; /* suites with a higher floor are prose */

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
        const bihe_cut *cut = &cuts->items[i];
        const size_t before = at + count_ink(bihe_view_slice(text, pos, cut->start));
        at += count_ink(bihe_view_slice(text, pos, cut->end));
        pos = cut->end;
        marks[at] |= cut->margin < BIHE_DOUBTFUL_MARGIN ? FOUND | DOUBTFUL : FOUND;
        for (size_t k = 0; k < cut->joint_count; k++) {
            const size_t end = cut->start + cut->joints[k].end;
            marks[before + count_ink(bihe_view_slice(text, cut->start, end))] |= DOUBTFUL;
        }
    }
}

static void add_record(counts *c, const unsigned char *marks, size_t total)
{
    size_t faults = 0;
    for (size_t i = 1; i < total; i++) {
        if (marks[i] & IGNORED) continue;
        const int mark = marks[i] & (GOLD | FOUND);
        const bool doubtful = (marks[i] & DOUBTFUL) != 0;
        const bool fault = mark == FOUND || mark == GOLD;
        c->right += mark == (GOLD | FOUND);
        c->extra += mark == FOUND;
        c->missing += mark == GOLD;
        c->optional += doubtful && (mark & FOUND) == 0;
        c->unsure += doubtful && (mark & FOUND) != 0;
        c->covered += doubtful && fault;
        faults += fault;
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
        bihe_cut_list_link(&cuts);
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

static void add_counts(counts *sum, const counts *c)
{
    sum->right += c->right;
    sum->extra += c->extra;
    sum->missing += c->missing;
    sum->records += c->records;
    sum->optional += c->optional;
    sum->unsure += c->unsure;
    sum->covered += c->covered;
}

static bool check_doubt(const counts *c)
{
    const double found = (double)(c->right + c->extra);
    const double sentences = found + (double)c->records;
    const double covered = 100.0 * (double)c->covered / (double)(c->extra + c->missing + 1);
    const double optional = 1000.0 * (double)c->optional / sentences;
    const double unsure = 100.0 * (double)c->unsure / found;
    const bool ok = covered >= LEAST_COVERED && optional <= MOST_OPTIONAL && unsure <= MOST_UNSURE;
    printf("prose: %zu of %zu faults are in doubt; %.1f optional joints in 1000 sentences; %.1f %% "
           "of the boundaries in doubt%s\n",
           c->covered, c->extra + c->missing, optional, unsure, ok ? "" : "  BEYOND THE LIMITS");
    return ok;
}

static int run(const bihe_model *model, bihe_matcher *matcher, const char *data)
{
    bool ok = true;
    counts prose = {.right = 0};
    for (size_t i = 0; i < sizeof SUITES / sizeof SUITES[0]; i++) {
        char path[1024];
        counts c = {.right = 0};
        (void)snprintf(path, sizeof path, "%s/segment/%s.jsonl", data, SUITES[i].name);
        ok &= score_file(model, matcher, path, &c) && check(&SUITES[i], &c);
        if (SUITES[i].f1 > PROSE) add_counts(&prose, &c);
    }
    ok &= check_doubt(&prose);
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
