/* SPDX-License-Identifier: Apache-2.0 */
/* Corpora merged, and merged again. */
#include "unit/unit.h"

#include "unit/corpus_world.h"

#include <stdio.h>
#include <unistd.h>

/* The corpus that others are merged into; w->path is one of those. */
typedef struct target {
    char path[80];
    bihe_corpus *corpus;
} target;

static target open_target(const world *w)
{
    target t;
    bihe_error err;
    (void)snprintf(t.path, sizeof t.path, "%s/all.db", w->dir);
    assert_int_equal(bihe_corpus_open(&t.corpus, t.path, BIHE_CORPUS_BUILD, NULL, &err), BIHE_OK);
    return t;
}

static void close_target(target *t)
{
    bihe_corpus_close(t->corpus);
    assert_int_equal(unlink(t->path), 0);
}

static void assert_merged(const world *w, target *t, size_t copied, size_t unchanged,
                          size_t removed)
{
    const char *const paths[] = {w->path};
    bihe_merge_counts counts;
    bihe_error err;
    assert_int_equal(bihe_corpus_merge(t->corpus, paths, 1, &counts, &err), BIHE_OK);
    assert_int_equal(counts.copied, copied);
    assert_int_equal(counts.unchanged, unchanged);
    assert_int_equal(counts.removed, removed);
    /* what is noted of a merge is of that run */
    bihe_corpus_close(t->corpus);
    *t = open_target(w);
}

static void assert_target(const target *t, const char *sql, int64_t expected)
{
    bihe_error err;
    int64_t number;
    assert_int_equal(bihe_db_number(&t->corpus->db, sql, -1, &number, &err), BIHE_OK);
    assert_int_equal(number, expected);
}

static void put_failure(world *w, const char *name, const char *why)
{
    bihe_error err;
    assert_int_equal(bihe_corpus_put_failure(w->corpus, name, why, &err), BIHE_OK);
}

static const char one[] = "---\ntitle: One\n---\n雨停了。\n\nThe rain stopped.\n";
static const char two[] = "水开了。\n\nThe water boils.\n";
static const char marked[] = "SELECT count(*) FROM meta WHERE value = 'marked'";

static void only_what_changed_is_copied(void **state)
{
    world *w = *state;
    bihe_error err;
    open_corpus(w);
    begin(w);
    put(w, "one.md", one, "1");
    put(w, "two.md", two, "2");
    put_failure(w, "bad.md", "binary");
    commit(w);
    target t = open_target(w);
    assert_merged(w, &t, 3, 0, 0);
    assert_int_equal(bihe_db_run(&t.corpus->db, "UPDATE meta SET value = 'marked'", &err), BIHE_OK);
    assert_merged(w, &t, 0, 3, 0);
    assert_target(&t, marked, 1);
    /* another text, another reason, a removed post */
    begin(w);
    put(w, "one.md", one, "changed");
    put_failure(w, "bad.md", "too large");
    assert_int_equal(bihe_corpus_mark_removed(w->corpus, "two.md", &err), BIHE_OK);
    commit(w);
    assert_merged(w, &t, 2, 0, 1);
    assert_target(&t, marked, 0);
    assert_target(&t, "SELECT count(*) FROM post WHERE reason = 'too large'", 1);
    assert_target(&t, "SELECT state FROM post WHERE name = 'two.md'", BIHE_POST_REMOVED);
    assert_merged(w, &t, 0, 2, 0);
    /* other edits */
    assert_int_equal(
        bihe_db_run(&w->corpus->db, "UPDATE post SET edits = 7 WHERE name = 'one.md'", &err),
        BIHE_OK);
    assert_merged(w, &t, 1, 1, 0);
    close_target(&t);
}

static void another_recipe_is_copied(void **state)
{
    world *w = *state;
    bihe_error err;
    open_corpus(w);
    begin(w);
    put(w, "one.md", one, "1");
    commit(w);
    target t = open_target(w);
    assert_merged(w, &t, 1, 0, 0);
    assert_int_equal(bihe_db_run(&w->corpus->db, "UPDATE recipe SET description = 'another'", &err),
                     BIHE_OK);
    assert_merged(w, &t, 1, 0, 0);
    assert_target(&t,
                  "SELECT count(*) FROM post p JOIN recipe r ON r.id = p.recipe"
                  " WHERE r.description = 'another'",
                  1);
    close_target(&t);
}

static void other_languages_are_refused(void **state)
{
    world *w = *state;
    const char *const paths[] = {w->path};
    bihe_merge_counts counts;
    bihe_error err;
    open_corpus(w);
    begin(w);
    put(w, "one.md", one, "1");
    commit(w);
    target t = open_target(w);
    assert_merged(w, &t, 1, 0, 0);
    assert_int_equal(
        bihe_db_run(&w->corpus->db, "UPDATE language SET tag = 'fr' WHERE side = 1", &err),
        BIHE_OK);
    assert_int_equal(bihe_corpus_merge(t.corpus, paths, 1, &counts, &err), BIHE_ERROR_MODEL);
    assert_string_equal(err.file, w->path);
    close_target(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        corpus_test(only_what_changed_is_copied),
        corpus_test(another_recipe_is_copied),
        corpus_test(other_languages_are_refused),
    };
    return cmocka_run_group_tests(tests, world_set_up_group, world_tear_down_group);
}
