/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What became of one post: made in a worker, reported in the thread that takes it.
 */
#ifndef BIHE_CLI_OUTCOME_H
#define BIHE_CLI_OUTCOME_H

#include "options.h"
#include "report.h"

typedef struct outcome {
    bihe_document *document; /* NULL: failed */
    bihe_error err;
    bihe_edit_counts edits;
    message_list messages;
} outcome;

/* Aligns a post, or with `en` two files, and applies its edits (NULL: there are none); what there
 * is to say is kept. */
void outcome_open(outcome *o, bihe_context *context, const char *zh, const char *en,
                  const bihe_edits *edits);

/* Says it all, adds up; true when some input was lost. `name` is for messages. */
bool outcome_report(outcome *o, const char *name, const settings *settings, totals *sum);

void outcome_clear(outcome *o);

#endif
