/* SPDX-License-Identifier: Apache-2.0 */
/* What is read out of a corpus: concordance, figures, corpora of earlier versions. */
#include "unit/unit.h"

#include "base/file.h"
#include "unit/corpus_world.h"

#include <stdio.h>

/* --- concordance ------------------------------------------------------------------------- */

/* The first text found, and how many were. */
typedef struct hits {
    size_t count;
    char first[64];
} hits;

static bool take_hit(void *user, const bihe_hit *hit)
{
    hits *h = user;
    const bihe_view text = hit->unit.text[hit->side];
    if (h->count++ == 0) (void)snprintf(h->first, sizeof h->first, "%.*s", (int)text.len, text.ptr);
    return true;
}

static hits find(world *w, const char *text, int side, size_t patience, bool *gave_up)
{
    hits h = {0, ""};
    bihe_error err;
    const bihe_search search = {bihe_view_of(text), side, patience};
    assert_int_equal(bihe_corpus_find(w->corpus, &search, take_hit, &h, gave_up, &err), BIHE_OK);
    return h;
}

static void assert_found(world *w, const char *text, size_t count)
{
    bool gave_up;
    const size_t found = find(w, text, -1, 0, &gave_up).count;
    if (found != count) fail_msg("\"%s\" is found %zu times", text, found);
    assert_false(gave_up);
}

static void queries_of_any_length_are_found(void **state)
{
    world *w = *state;
    open_corpus(w);
    begin(w);
    put(w, "a.md",
        "雨停了，他说“走吧”。\n\nThe rain stopped, he said: \"go\" (or == not ==) @ 5%.\n", "1");
    commit(w);
    static const char *const there[] = {"雨",
                                        "雨停",
                                        "雨停了",
                                        "，",
                                        "”。",
                                        "go",
                                        "GO",
                                        "@",
                                        "==",
                                        "=",
                                        "5%",
                                        "%.",
                                        "rain stopped, he said: \"go\" (or == not ==) @ 5%",
                                        "he said: \"go\" (OR == NOT ==)"};
    static const char *const absent[] = {
        "停雨",      "o",
        "t=",        "):",
        "=!",        "#",
        "@@",        "rain  stopped",
        "rain rain", "the rain stopped, he said: \"go\" (or == not ==) @ 6%"};
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        assert_found(w, there[i], 1);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_found(w, absent[i], 0);
    assert_found(w, " \t", 0);
}

static void a_search_is_given_up(void **state)
{
    world *w = *state;
    bool gave_up;
    open_corpus(w);
    begin(w);
    for (int i = 0; i < 300; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "%03d.md", i);
        put(w, name, "水开了，热了。\n\nThe ion and the ion in the cell.\n", name);
    }
    put(w, "last.md", "水热了。\n\nNow the ion the cell lost.\n", "last");
    commit(w);
    /* all hold its pieces, the last one alone holds it */
    assert_int_equal(find(w, "the ion the", 1, 301, &gave_up).count, 1);
    assert_false(gave_up);
    assert_int_equal(find(w, "the ion the", 1, 10, &gave_up).count, 0);
    assert_int_equal(find(w, "水热", -1, 0, &gave_up).count, 1);
    /* what is found counts too, and so do, a little, rows in the other language */
    assert_int_equal(find(w, "ion", -1, 100, &gave_up).count, 100);
    assert_true(gave_up);
    assert_int_equal(find(w, "热了", 1, 6, &gave_up).count, 0);
    assert_false(gave_up);
    assert_int_equal(find(w, "热了", 1, 4, &gave_up).count, 0);
    assert_true(gave_up);
}

/* --- figures ----------------------------------------------------------------------------- */

static bool take_label(void *user, const bihe_figure *figure)
{
    size_t *count = user;
    assert_view(figure->label, bihe_corpus_filter((*count)++));
    return true;
}

/* The tables name the filters in their SQL. */
static void filters_are_named_alike(void **state)
{
    world *w = *state;
    size_t count = 0;
    bihe_error err;
    open_corpus(w);
    begin(w);
    put(w, "a.md", "雨停了。\n\nThe rain stopped.\n", "1");
    commit(w);
    for (size_t k = 0; bihe_corpus_table(k) != NULL; k++) {
        if (strncmp(bihe_corpus_table(k)->title, "units that noise filters", 24) == 0)
            assert_int_equal(bihe_corpus_figures(w->corpus, k, take_label, &count, &err), BIHE_OK);
    }
    assert_int_equal(count, BIHE_CORPUS_FILTERS);
}

/* --- noise filters ----------------------------------------------------------------------- */

static bool pass(void *user, const bihe_unit *unit)
{
    (void)user;
    (void)unit;
    return true;
}

static bihe_selection_counts count_with(world *w, unsigned filters)
{
    bihe_selection selection;
    bihe_selection_counts counts;
    bihe_error err;
    bihe_selection_init(&selection);
    selection.filters = filters;
    assert_int_equal(bihe_corpus_units(w->corpus, &selection, pass, NULL, &counts, &err), BIHE_OK);
    return counts;
}

/* A unit for each filter, in order, and a good one. */
static void put_noise(world *w)
{
    static const char *const posts[] = {
        "雨停了。\n\nThe rain stopped.\n",  "天亮了。\n\nThe day broke.\n",
        "灯灭了。\n\nThe lamp went out.\n", "他走了。\n\nHe went away.\n",
        "她来了。\n\nShe came here.\n",     "水开了。\n\nThe water boils.\n",
        "门关了。\n\nThe door closed.\n",   "请坐。\n\nHave a seat.\n",
    };
    bihe_error err;
    begin(w);
    for (size_t k = 0; k < sizeof posts / sizeof *posts; k++) {
        char name[16];
        (void)snprintf(name, sizeof name, "%zu.md", k);
        put(w, name, posts[k], name);
    }
    /* as if the filters had found them so; the ratio is judged when units are read */
    assert_int_equal(bihe_db_run(&w->corpus->db,
                                 "UPDATE bead SET noise = 1 << (post - 1) WHERE post < 7;"
                                 "UPDATE bead SET en_chars = 40 WHERE post = 7",
                                 &err),
                     BIHE_OK);
    commit(w);
}

static void filters_are_counted_one_by_one(void **state)
{
    world *w = *state;
    const unsigned all = (1U << BIHE_CORPUS_FILTERS) - 1;
    open_corpus(w);
    put_noise(w);
    assert_int_equal(count_with(w, 0).units, 8);
    assert_int_equal(count_with(w, all).units, 1);
    for (size_t k = 0; k < BIHE_CORPUS_FILTERS; k++) {
        const bihe_selection_counts one = count_with(w, 1U << k),
                                    others = count_with(w, all ^ 1U << k);
        assert_int_equal(one.units, 7);
        assert_int_equal(others.units, 2);
        for (size_t other = 0; other < BIHE_CORPUS_FILTERS; other++) {
            assert_int_equal(one.filtered[other], other == k);
            assert_int_equal(others.filtered[other], other != k);
        }
    }
}

/* --- earlier versions -------------------------------------------------------------------- */

static void run_file(const world *w, const char *name)
{
    char path[256];
    bihe_buffer sql;
    bihe_error err;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer_init(&sql, &a);
    (void)snprintf(path, sizeof path, "%s/%s", BIHE_TEST_OLD, name);
    assert_int_equal(bihe_file_read(path, 1 << 20, &sql, &err), BIHE_OK);
    bihe_buffer_append_byte(&sql, '\0');
    run_sql(w, sql.ptr);
    bihe_buffer_clear(&sql);
}

static bool count_unit(void *user, const bihe_unit *unit)
{
    size_t *count = user;
    ++*count;
    assert_view(unit->meta[0].value, "Rain");
    return true;
}

/* All is there, found, and can be built on. */
static void assert_up_to_date(world *w)
{
    bihe_selection selection;
    bihe_selection_counts counts;
    bihe_error err;
    size_t units = 0;
    assert_int_equal(bihe_corpus_open(&w->corpus, w->path, BIHE_CORPUS_READ, NULL, &err), BIHE_OK);
    assert_number(w, "PRAGMA user_version", 4);
    bihe_selection_init(&selection);
    assert_int_equal(bihe_corpus_units(w->corpus, &selection, count_unit, &units, &counts, &err),
                     BIHE_OK);
    assert_int_equal(units, 2);
    assert_found(w, "雨停", 1);
    assert_found(w, "walked home", 1);
    assert_found(w, "-", 1);
    assert_found(w, "at", 1);
    reopen(w);
    assert_int_equal(known(w, "rain.md").state, BIHE_POST_KEPT);
    assert_false(known(w, "rain.md").current);
    assert_memory_equal(known(w, "rain.md").digest.bytes, digest_of("one").bytes, 16);
    assert_int_equal(known(w, "bad.md").state, BIHE_POST_FAILED);
    begin(w);
    put(w, "rain.md", "水开了。\n\nThe water boils!\n", "two");
    commit(w);
    assert_found(w, "-", 0);
    assert_found(w, "!", 1);
    assert_found(w, "雨停", 0);
    assert_number(w, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
                  0);
}

static void version_1_is_brought_up_to_date(void **state)
{
    world *w = *state;
    run_file(w, "1.sql");
    assert_up_to_date(w);
}

static void version_2_is_brought_up_to_date(void **state)
{
    world *w = *state;
    run_file(w, "1.sql");
    run_file(w, "2.sql");
    assert_up_to_date(w);
}

/* A step that fails leaves the file as it was. */
static void a_failed_update_changes_nothing(void **state)
{
    world *w = *state;
    bihe_error err;
    run_file(w, "1.sql");
    run_sql(w, "CREATE TABLE sentence_gram (a)");
    assert_int_equal(bihe_corpus_open(&w->corpus, w->path, BIHE_CORPUS_READ, NULL, &err),
                     BIHE_ERROR_INPUT);
    assert_string_equal(err.file, w->path);
    run_sql(w, "DROP TABLE sentence_gram");
    assert_up_to_date(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        corpus_test(queries_of_any_length_are_found), corpus_test(a_search_is_given_up),
        corpus_test(filters_are_named_alike),         corpus_test(filters_are_counted_one_by_one),
        corpus_test(version_1_is_brought_up_to_date), corpus_test(version_2_is_brought_up_to_date),
        corpus_test(a_failed_update_changes_nothing),
    };
    return cmocka_run_group_tests(tests, world_set_up_group, world_tear_down_group);
}
