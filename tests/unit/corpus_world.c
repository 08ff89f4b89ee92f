/* SPDX-License-Identifier: Apache-2.0 */
/* Helpers of the corpus tests. */
#include "unit/unit.h"

#include "unit/corpus_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int world_set_up_group(void **state)
{
    static world w;
    bihe_error err;
    memset(&w, 0, sizeof w);
    if (bihe_model_load(&w.model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK ||
        bihe_context_new(&w.context, w.model, NULL, NULL, &err) != BIHE_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = &w;
    return 0;
}

int world_tear_down_group(void **state)
{
    world *w = *state;
    bihe_context_free(w->context);
    bihe_model_free(w->model);
    return 0;
}

int world_set_up(void **state)
{
    world *w = *state;
    (void)snprintf(w->dir, sizeof w->dir, "/tmp/bihe-corpus-XXXXXX");
    if (mkdtemp(w->dir) == NULL) return -1;
    (void)snprintf(w->path, sizeof w->path, "%s/c.db", w->dir);
    return 0;
}

int world_tear_down(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    world *w = *state;
    bihe_corpus_close(w->corpus);
    w->corpus = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char path[80];
        (void)snprintf(path, sizeof path, "%s%s", w->path, endings[i]);
        (void)unlink(path);
    }
    return rmdir(w->dir);
}

void open_corpus(world *w)
{
    bihe_error err;
    assert_int_equal(bihe_corpus_open(&w->corpus, w->path, BIHE_CORPUS_BUILD, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_corpus_use(w->corpus, w->context, &err), BIHE_OK);
}

void reopen(world *w)
{
    bihe_corpus_close(w->corpus);
    open_corpus(w);
}

bihe_digest digest_of(const char *text)
{
    bihe_digest digest = {{0}};
    memcpy(digest.bytes, text, strlen(text));
    return digest;
}

void put(world *w, const char *name, const char *text, const char *digest)
{
    const bihe_digest d = digest_of(digest);
    bihe_document *document;
    bihe_error err;
    assert_int_equal(bihe_document_parse(&document, w->context, name, bihe_view_of(text), &err),
                     BIHE_OK);
    assert_int_equal(bihe_corpus_put(w->corpus, document, &d, &err), BIHE_OK);
    bihe_document_free(document);
}

void begin(world *w)
{
    bihe_error err;
    assert_int_equal(bihe_corpus_begin(w->corpus, &err), BIHE_OK);
}

void commit(world *w)
{
    bihe_error err;
    assert_int_equal(bihe_corpus_commit(w->corpus, &err), BIHE_OK);
}

bihe_known_post known(world *w, const char *name)
{
    bihe_known_post out;
    bihe_error err;
    assert_int_equal(bihe_corpus_note(w->corpus, name, &out, &err), BIHE_OK);
    return out;
}

void assert_number(world *w, const char *sql, int64_t expected)
{
    bihe_error err;
    int64_t number;
    assert_int_equal(bihe_db_number(&w->corpus->db, sql, -1, &number, &err), BIHE_OK);
    assert_int_equal(number, expected);
}

void run_sql(const world *w, const char *sql)
{
    bihe_db db;
    bihe_error err;
    assert_int_equal(bihe_db_open(&db, w->path, BIHE_DB_CREATE, &err), BIHE_OK);
    assert_int_equal(bihe_db_run(&db, sql, &err), BIHE_OK);
    bihe_db_close(&db);
}
