/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A model is a folder that holds what is known of one language pair: model.yaml (names, parameters,
 * files and where they come from), segmentation rules, and, where trained, a character model and a
 * lexicon. Loaded once and shared.
 *
 * Threads: immutable after loading; any number of threads may use one model.
 * Memory: bihe_model_load allocates, bihe_model_free releases; contexts borrow the model.
 */
#ifndef BIHE_MODEL_H
#define BIHE_MODEL_H

#include "bihe/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* All memory of the library comes from here. resize(user, NULL, n) allocates,
 * resize(user, p, n) resizes, resize(user, p, 0) frees and returns NULL. Must be callable from any
 * thread that uses an object made with it. */
typedef struct bihe_allocator {
    void *(*resize)(void *user, void *ptr, size_t size);
    void *user;
} bihe_allocator;

typedef struct bihe_model bihe_model;

/* Loads the folder `dir` (for instance ".../models/zh-en"). `allocator` NULL means malloc's; it is
 * copied, its `user` borrowed. BIHE_ERROR_MODEL names the file and line that are wrong. */
BIHE_API bihe_status bihe_model_load(bihe_model **out, const char *dir,
                                     const bihe_allocator *allocator, bihe_error *err);

/* NULL is ignored. */
BIHE_API void bihe_model_free(bihe_model *model);

/* The language tag of one side (0 or 1), e.g. "zh" and "en". Borrowed. */
BIHE_API const char *bihe_model_lang(const bihe_model *model, int side);

/* The models installed along with the library, e.g. "/usr/share/bihe/models/zh-en":
 * share/bihe/models beside the folder that the library, or the program it is linked into, was
 * loaded from, wherever that was moved to; where there is none, that of the prefix it was built
 * for. Found by the first call. Static. */
BIHE_API const char *bihe_model_default_dir(void);

#ifdef __cplusplus
}
#endif
#endif
