/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of edits on their way to the posts of a run.
 */
#ifndef BIHE_CLI_MENDING_H
#define BIHE_CLI_MENDING_H

#include "options.h"
#include "report.h"

/* Reads the files of --edits into `edits`; *lost is set where a line, which is reported, cannot be
 * used. */
bihe_status mending_read(bihe_edits *edits, const settings *settings, bihe_context *context,
                         bool *lost, bihe_error *err);

/* Warns of posts that there are edits of and that are none of the `count` names; name(user, i) is
 * the i-th. */
void mending_report_unused(const bihe_edits *edits, size_t count,
                           const char *(*name)(const void *user, size_t i), const void *user);

#endif
