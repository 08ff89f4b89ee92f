/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A context ties a model, options, an allocator and a diagnostic callback together; every call
 * that works on text takes one.
 *
 * Threads: one context a thread; contexts may share a model.
 * Memory: the context borrows the model and the strings of the options, and copies the rest.
 */
#ifndef BIHE_CONTEXT_H
#define BIHE_CONTEXT_H

#include "bihe/error.h"
#include "bihe/model.h"
#include "bihe/options.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct bihe_context bihe_context;

/* `options` NULL means the defaults; they are checked here (BIHE_ERROR_OPTION), and the files they
 * name are read (BIHE_ERROR_MODEL, BIHE_ERROR_INPUT, BIHE_ERROR_IO). `allocator` NULL means
 * malloc's. */
BIHE_API bihe_status bihe_context_new(bihe_context **out, const bihe_model *model,
                                      const bihe_options *options, const bihe_allocator *allocator,
                                      bihe_error *err);

/* A context for another thread with the model, the options and the allocator of `other`, which must
 * outlive it: the glossaries that `other` has read are shared. */
BIHE_API bihe_status bihe_context_new_beside(bihe_context **out, const bihe_context *other,
                                             bihe_error *err);

/* NULL is ignored. */
BIHE_API void bihe_context_free(bihe_context *context);

/* Sends diagnostics of later calls to `fn` (NULL: dropped). */
BIHE_API void bihe_context_on_diagnostic(bihe_context *context, bihe_diagnostic_fn fn, void *user);

/* The options in use. Borrowed. */
BIHE_API const bihe_options *bihe_context_options(const bihe_context *context);

/* Entries of all glossaries of the options. */
BIHE_API size_t bihe_context_glossary_entries(const bihe_context *context);

#ifdef __cplusplus
}
#endif
#endif
