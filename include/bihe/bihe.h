/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bihe: from bilingual Chinese-English posts to translation memories.
 *
 *     read -> repair -> split -> segment -> align -> score -> write
 *
 *     bihe_model *model = NULL;
 *     bihe_context *context = NULL;
 *     bihe_document *post = NULL;
 *     bihe_writer *tmx = NULL;
 *     bihe_error err;
 *     bihe_status status = bihe_model_load(&model, bihe_model_default_dir(), NULL, &err);
 *     if (status == BIHE_OK) status = bihe_context_new(&context, model, NULL, NULL, &err);
 *     if (status == BIHE_OK) status = bihe_document_open(&post, context, "post.md", &err);
 *     if (status == BIHE_OK) status = bihe_writer_new(&tmx, context, "tmx", "memory.tmx", &err);
 *     if (status == BIHE_OK) status = bihe_writer_add(tmx, post, &err);
 *     if (status == BIHE_OK) status = bihe_writer_finish(tmx, &err);
 *     else bihe_writer_abandon(tmx);
 *     bihe_document_free(post);
 *     bihe_context_free(context);
 *     bihe_model_free(model);
 *
 * The library never prints, exits, or reads the environment or the locale.
 */
#ifndef BIHE_BIHE_H
#define BIHE_BIHE_H

#include "bihe/align.h"
#include "bihe/config.h"
#include "bihe/context.h"
#include "bihe/corpus.h"
#include "bihe/document.h"
#include "bihe/edits.h"
#include "bihe/error.h"
#include "bihe/filter.h"
#include "bihe/model.h"
#include "bihe/options.h"
#include "bihe/pairs.h"
#include "bihe/read.h"
#include "bihe/unit.h"
#include "bihe/write.h"

#define BIHE_VERSION_MAJOR 0
#define BIHE_VERSION_MINOR 1
#define BIHE_VERSION_PATCH 0

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library in use, e.g. "0.1.0". Static storage. */
BIHE_API const char *bihe_version(void);

#ifdef __cplusplus
}
#endif
#endif
