/* SPDX-License-Identifier: Apache-2.0 */
/* A folder for corpora and a context with the real model, for the tests that need them. */
#ifndef BIHE_TESTS_CORPUS_WORLD_H
#define BIHE_TESTS_CORPUS_WORLD_H

#include "bihe/bihe.h"
#include "corpus/corpus.h"

typedef struct world {
    char dir[32];
    char path[64];
    bihe_model *model;
    bihe_context *context;
    bihe_corpus *corpus;
} world;

/* For cmocka: the group's model, and each test's own folder. */
int world_set_up_group(void **state);
int world_tear_down_group(void **state);
int world_set_up(void **state);
int world_tear_down(void **state);

#define corpus_test(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)

void open_corpus(world *w);
void reopen(world *w);

/* A digest that only serves to be told from others. */
bihe_digest digest_of(const char *text);

void put(world *w, const char *name, const char *text, const char *digest);
void begin(world *w);
void commit(world *w);
bihe_known_post known(world *w, const char *name);
void assert_number(world *w, const char *sql, int64_t expected);

/* Runs statements on the file, past the corpus. */
void run_sql(const world *w, const char *sql);

#endif
