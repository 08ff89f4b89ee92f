/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outputs of -o, written side by side: one that fails is reported and left out, the others go
 * on.
 */
#ifndef BIHE_CLI_OUTPUTS_H
#define BIHE_CLI_OUTPUTS_H

#include "options.h"

typedef struct output_set {
    bihe_writer *writers[MAX_OUTPUTS]; /* NULL where one failed */
    size_t open;                       /* that still work */
    bool failed;                       /* one could not be made or broke; it was reported */
} output_set;

/* NULL when every output of the settings has a name of its own and a format; else what is wrong. */
const char *outputs_check(const settings *settings);

/* The format of the name, else that of --to, else "tsv". */
const char *outputs_format(const settings *settings, const char *path);

/* Opens them all, or standard output where none is named. */
void outputs_open(output_set *set, const settings *settings, bihe_context *context);

/* Gives the units of a document to every output that still works. */
void outputs_add(output_set *set, const bihe_document *document);

/* The same for one unit. */
void outputs_add_unit(output_set *set, const bihe_unit *unit);

/* Completes them, or with `abandon` removes what is written. */
void outputs_close(output_set *set, bool abandon);

#endif
