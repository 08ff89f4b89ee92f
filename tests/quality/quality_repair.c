/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Repairs BIHE_DATA/repair/dev.jsonl and compares each kind of damage, and some kinds by genre,
 * with a floor a little under what was reached. Per cent of the characters beyond ASCII that are
 * right: those that kept all their bytes ("intact") and those that lost some ("lost"), where the
 * repaired text has as many characters as the good one; of lines that are exactly right; of healthy
 * items that stayed as they were; of items beyond repair that are reported as such.
 */
#include "align/repairer.h"
#include "model/model.h"
#include "text/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SKIP = 77, MAX_LINE = 1 << 20 };

/* Bit k: the damage loses the byte 0x80 + k. */
#define BIT(byte)   (UINT64_C(1) << ((byte)-0x80))
#define UNASSIGNED  (BIT(0x81) | BIT(0x8D) | BIT(0x8F) | BIT(0x90) | BIT(0x9D))
#define EIGHT       (UNASSIGNED | BIT(0x8E) | BIT(0x9E) | BIT(0xAD))
#define C1_CONTROLS UINT64_C(0xFFFFFFFF)

/* What is measured: items of a kind, of one of the genres where they are named. Floors in per
 * cent, 0 for none. */
typedef struct suite {
    const char *kind, *genres;
    uint64_t loses;
    double exact, intact, lost;
} suite;

/* The training text is technical; the genres from "weekly" on are not in it. */
#define TECH   "lctt goldm secnews"
#define UNSEEN "bible fairy novel titles weekly wiki"

static const suite SUITES[] = {
    {"a_lost8", TECH, EIGHT, 89, 100, 98.4},
    {"a_lost8", "lctt", EIGHT, 97, 100, 99.6},
    {"a_lost8", "goldm", EIGHT, 94, 100, 99.2},
    {"a_lost8", "secnews", EIGHT, 76, 100, 96.5},
    {"a_lost8", UNSEEN, EIGHT, 64, 100, 90.1},
    {"a_lost8", "weekly", EIGHT, 86, 100, 97.8},
    {"a_lost8", "fairy", EIGHT, 73, 100, 93.2},
    {"a_lost8", "novel", EIGHT, 53, 100, 88.4},
    {"a_lost8", "wiki", EIGHT, 51, 100, 86.9},
    {"a_lost8", "titles", EIGHT, 63, 100, 85.5},
    {"a_lost8", "bible", EIGHT, 52, 100, 84.8},
    {"a_lost8_nbsp", NULL, EIGHT | BIT(0xA0), 69, 97.8, 91.5},
    {"a_lost5", NULL, UNASSIGNED, 85.3, 100, 96.4},
    {"a_sub5", NULL, UNASSIGNED, 85.5, 100, 96.5},
    {"a_q5", NULL, UNASSIGNED, 86, 100, 95.8},
    {"a_short", NULL, EIGHT, 88, 99.9, 85.8},
    {"a_long", NULL, EIGHT, 9, 100, 92.5},
    {"b_strict", NULL, 0, 100, 100, 0},
    {"c_latin1", NULL, 0, 100, 100, 0},
    {"c_latin1_noc1", NULL, C1_CONTROLS, 12, 100, 73.8},
    {"d_gbk_cp1252", NULL, 0, 100, 100, 0},
    {"d_gbk_latin1", NULL, 0, 99.5, 97.5, 0},
    {"d_gbk_lost8", NULL, 0, 99, 99.9, 0},
    {"e_gbk_utf8", NULL, 0, 100, 0, 0},
    {"e_kunjinkao", NULL, 0, 100, 0, 0},
    {"f_utf8_gbk_fffd", NULL, 0, 80.2, 99.2, 0},
    {"f_utf8_gbk_q", NULL, 0, 79.3, 99.2, 0},
    {"g_double", NULL, 0, 100, 100, 0},
    {"g_double_lost8", NULL, 0, 72.4, 98.5, 0},
    {"h_mixed", NULL, 0, 56, 99.3, 0},
    {"i_curly", NULL, 0, 100, 0, 0},
    {"i_foreign", NULL, 0, 100, 0, 0},
    {"i_meta", NULL, 0, 100, 0, 0},
    {"i_odd", NULL, 0, 100, 0, 0},
    {"i_zh", NULL, 0, 100, 0, 0},
};
enum { SUITE_COUNT = sizeof SUITES / sizeof *SUITES };

typedef struct counts {
    size_t items, exact;
    size_t total[2], right[2]; /* characters: intact, lost */
} counts;

static bool loses_bytes(bihe_view text, size_t from, size_t to, uint64_t loses)
{
    for (size_t i = from; i < to; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        if (byte >= 0x80 && byte < 0xC0 && (loses >> (byte - 0x80) & 1)) return true;
    }
    return false;
}

/* Compares character by character; of texts of different length, from both ends to where they
 * differ. */
static void count_characters(counts *c, bihe_view good, bihe_view out, uint64_t loses)
{
    const bool aligned = bihe_utf8_count(good) == bihe_utf8_count(out);
    size_t tail = 0;
    while (tail < good.len && tail < out.len &&
           good.ptr[good.len - 1 - tail] == out.ptr[out.len - 1 - tail])
        tail++;
    bool same_start = true;
    for (size_t i = 0, k = 0; i < good.len;) {
        const size_t from = i;
        const int32_t a = bihe_utf8_next(good, &i);
        const int32_t b = k < out.len ? bihe_utf8_next(out, &k) : -1;
        same_start &= a == b;
        if (a < 0x80) continue;
        const int lost = loses_bytes(good, from, i, loses);
        c->total[lost]++;
        c->right[lost] += aligned ? a == b : same_start || from >= good.len - tail;
    }
}

static bool is_listed(const char *genres, const char *genre)
{
    const char *found = genres != NULL ? strstr(genres, genre) : NULL;
    return genres == NULL || found != NULL;
}

static void score(counts *c, const suite *s, const char *expect, bihe_view good, bihe_view out,
                  bihe_repair_status status)
{
    c->items++;
    if (strcmp(expect, "report") == 0) {
        c->exact += status == BIHE_REPAIR_UNRECOVERABLE;
        return;
    }
    c->exact += bihe_view_equal(good, out);
    count_characters(c, good, out, s->loses);
}

static bool score_line(const bihe_repair_request *request, const char *line, counts *all)
{
    const bihe_allocator allocator = bihe_allocator_default();
    json_t *record = json_loads(line, 0, NULL);
    const bihe_view bad = bihe_view_of(json_string_value(json_object_get(record, "bad")));
    const bihe_view good = bihe_view_of(json_string_value(json_object_get(record, "good")));
    const char *kind = json_string_value(json_object_get(record, "kind"));
    const char *genre = json_string_value(json_object_get(record, "genre"));
    const char *expect = json_string_value(json_object_get(record, "expect"));
    bihe_repair_result result;
    bihe_error err;
    bihe_buffer out;
    bihe_buffer_init(&out, &allocator);
    const bool ok = kind != NULL && genre != NULL && expect != NULL &&
                    bihe_repair_run(request, bad, &out, &result, &err) == BIHE_OK;
    for (size_t i = 0; ok && i < SUITE_COUNT; i++)
        if (strcmp(SUITES[i].kind, kind) == 0 && is_listed(SUITES[i].genres, genre))
            score(&all[i], &SUITES[i], expect, good, bihe_buffer_view(&out), result.status);
    bihe_buffer_clear(&out);
    json_decref(record);
    return ok;
}

static double percent(size_t part, size_t whole)
{
    return whole == 0 ? 100 : 100.0 * (double)part / (double)whole;
}

static bool check(const suite *s, const counts *c)
{
    const double exact = percent(c->exact, c->items);
    const double intact = percent(c->right[0], c->total[0]);
    const double lost = percent(c->right[1], c->total[1]);
    const bool ok = c->items > 0 && exact >= s->exact && intact >= s->intact && lost >= s->lost;
    printf("%-16s %-36s %5zu items  exact %6.2f  intact %6.2f  lost %6.2f%s\n", s->kind,
           s->genres != NULL ? s->genres : "", c->items, exact, intact, lost,
           ok ? "" : "  UNDER THE FLOOR");
    return ok;
}

static int run(const bihe_repair_request *request, FILE *file)
{
    static char line[MAX_LINE];
    counts all[SUITE_COUNT] = {{0}};
    bool ok = true;
    while (ok && fgets(line, sizeof line, file) != NULL)
        ok = score_line(request, line, all);
    if (!ok) fprintf(stderr, "a line cannot be scored: %.80s\n", line);
    for (size_t i = 0; i < SUITE_COUNT; i++)
        ok &= check(&SUITES[i], &all[i]);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(void)
{
    const char *data = getenv("BIHE_DATA");
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/repair/dev.jsonl", data != NULL ? data : "");
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        printf("skipped: no damaged text at %s\n", path);
        return SKIP;
    }
    bihe_model *model = NULL;
    bihe_error err;
    int status = EXIT_FAILURE;
    if (bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err) == BIHE_OK) {
        const bihe_repair_request request = bihe_repair_request_of(model, NULL);
        status = run(&request, file);
    } else {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
    }
    (void)fclose(file);
    bihe_model_free(model);
    return status;
}
