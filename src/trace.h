/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the aligner looks at on its way through a document, for those who draw it.
 */
#ifndef BIHE_TRACE_H
#define BIHE_TRACE_H

#include "bihe/document.h"

/* Places are numbers of sentences read, of side 0 and of side 1. */
typedef struct bihe_trace {
    size_t (*corridor)[2]; /* for each place in side 0, the first and past the last in side 1; NULL
                            * where the aligner looks at all of them */
    size_t rows;           /* of the corridor: sentences of side 0, plus 1 */
    size_t (*anchors)[2];  /* where both texts hold what only a few sentences hold, in order */
    size_t anchor_count;
} bihe_trace;

/* Finds the corridor and the anchors of a document again, as aligning it finds them. Empty where
 * its languages alternate or there is but one: it is aligned in small parts then. Release with
 * bihe_trace_clear. */
bihe_status bihe_trace_find(bihe_trace *trace, const bihe_document *document,
                            const bihe_context *context, bihe_error *err);
void bihe_trace_clear(bihe_trace *trace, const bihe_context *context);

#endif
