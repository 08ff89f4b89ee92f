/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers' tests share: documents put together by hand, outputs read back. */
#ifndef BIHE_TESTS_WRITING_H
#define BIHE_TESTS_WRITING_H

#include "unit/unit.h"

#include "base/file.h"
#include "document.h"
#include "model/context.h"
#include "write/writer.h"

enum { MOST = 40 };

/* A model, a context and a folder for outputs. */
typedef struct world {
    bihe_model model;
    bihe_context context;
    char dir[32];
    char path[64]; /* of the output */
    bihe_arena arena;
    size_t live, peak;       /* bytes */
    size_t reports;          /* warnings and losses received */
    char report[256];        /* the last one's message */
    bihe_writer_stats stats; /* of the last output */
} world;

/* A document under construction. */
typedef struct maker {
    world *w;
    struct bihe_document document;
    bihe_sentence sentences[2][MOST];
    bihe_bead beads[MOST];
    bihe_view texts[2][MOST];
    bihe_meta meta[MOST];
} maker;

/* cmocka's functions around each test; *state is the world. Tearing down fails when a test left a
 * file or memory behind. */
int set_up(void **state);
int tear_down(void **state);

/* Starts a document. */
void make(maker *m, world *w, const char *name);
void meta(maker *m, const char *key, const char *value);
void sentence(maker *m, int side, const char *text, size_t first, size_t last);

/* Takes the next sentences of each side; their text is joined as the pipeline does. */
void bead(maker *m, size_t zh, size_t en, double score);

/* One sentence on each side. */
void pair(maker *m, const char *zh, const char *en);

/* Two sentences against one, one pair, one omission. */
void make_sample(maker *m, world *w);

/* Writes the documents and reads the file back into `out`, NUL-terminated. */
void write_documents(world *w, const char *format, maker *const *makers, size_t count,
                     bihe_buffer *out);
void assert_output(world *w, const char *format, maker *const *makers, size_t count,
                   const char *expected);

/* Appends a file of the world's folder to `out`, a NUL after it, and removes it. */
void take_file(const world *w, const char *name, bihe_buffer *out);

/* Empties the world's folder; returns how many files there were. */
size_t remove_files(const world *w);

/* Entries of a folder, "." and ".." aside. */
size_t count_entries(const char *path);

#endif
