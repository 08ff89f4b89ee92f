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
    BIHE_FILTER_JOINTS,  /* {"id", FIELD} to {"id", "sents", "margins": [...], "joints": [...]}: the
                          * margin of the boundary at each sentence's end, and the optional joints,
                          * {"sent", "end", "next", "margin"}, in characters of sents[sent] */
} bihe_filter;

/* Applies a stage to the text in `field` of the JSON object `line`; `side` is the language for
 * segmenting (-1: a member "lang" of the object where it names one of the model's, else by script).
 * *out gets one line of JSON without a line end, whose "id" is the input's byte for byte (null
 * without one); half a surrogate pair in a text counts as U+FFFD. BIHE_ERROR_INPUT when the line is
 * no such object, with the column where known. */
BIHE_API bihe_status bihe_filter_json(bihe_context *context, bihe_filter filter, bihe_view line,
                                      const char *field, int side, bihe_view *out, bihe_error *err);

/* Decodes bytes as documents are decoded (UTF-16, GB18030, Big5, … found out; bytes that no
 * encoding explains become U+FFFD and are reported as a loss under `name`); valid UTF-8 is copied
 * byte for byte. BIHE_ERROR_INPUT for binary data. */
BIHE_API bihe_status bihe_filter_decode(bihe_context *context, const char *name, bihe_view bytes,
                                        bihe_view *out, bihe_error *err);

/* Releases what the calls above returned. */
BIHE_API void bihe_filter_free(bihe_context *context, bihe_view out);

#ifdef __cplusplus
}
#endif
#endif
