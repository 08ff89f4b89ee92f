/* SPDX-License-Identifier: Apache-2.0 */
/* What the scenes play with: files to read, a model, a corpus; all made with memory enough. */
#ifndef BIHE_TESTS_OOM_WORLD_H
#define BIHE_TESTS_OOM_WORLD_H

#include <bihe/bihe.h>

#define VIEW(literal) ((bihe_view){(literal), sizeof(literal) - 1})

/* Where outputs go, and the model that all but the loading test share. */
typedef struct world {
    char dir[32], pair[2][64], units[3][64], lessons[3][64], settings[64], beads[64],
        corpora[2][64];
    char lesson[3][64]; /* a small model's two files, and what to train it from */
    bihe_model *model;
    bihe_context *context; /* of what is kept in corpora; corpora[0] is there */
    bihe_document *document;
} world;

/* Ends the test. */
_Noreturn void die(const char *what, const char *scene, size_t n);

void set_up(world *w);
void tear_down(world *w);

/* Fills a corpus and merges corpora[0] into it, unless it is that one. */
bihe_status fill_corpus(const world *w, const char *path, const bihe_allocator *allocator);

/* Removes its files, as many as there are. */
void remove_corpus(const char *corpus);

#endif
