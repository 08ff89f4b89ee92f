/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One stage alone over JSON lines: an object in, an object out.
 *
 * Threads: as the context. Memory: results are freed with bihe_filter_free.
 */
#ifndef BIHE_FILTER_H
#define BIHE_FILTER_H

#include "bihe/context.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum bihe_filter {
    BIHE_FILTER_SEGMENT, /* {"id", FIELD} to {"id", "sents": [...]} */
    BIHE_FILTER_REPAIR,  /* {"id", FIELD} to {"id", "out", "status"} */
} bihe_filter;

/* Applies a stage to the text in `field` of the JSON object `line`; `side` is the language for
 * segmenting (-1: a member "lang" of the object where it names one of the model's, else by script).
 * *out gets one line of JSON without a line end, whose "id" is the input's as it was (null without
 * one). BIHE_ERROR_INPUT when the line is no such object, with the column where known. */
BIHE_API bihe_status bihe_filter_json(bihe_context *context, bihe_filter filter, bihe_view line,
                                      const char *field, int side, bihe_view *out, bihe_error *err);

/* Releases what bihe_filter_json returned. */
BIHE_API void bihe_filter_free(bihe_context *context, bihe_view out);

#ifdef __cplusplus
}
#endif
#endif
