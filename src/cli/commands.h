/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands; each returns the exit status: 0 done, 1 some input lost or failed, 2 usage.
 */
#ifndef BIHE_CLI_COMMANDS_H
#define BIHE_CLI_COMMANDS_H

#include "options.h"

int cmd_align(const settings *settings);
int cmd_build(const settings *settings);
int cmd_export(const settings *settings);
int cmd_find(const settings *settings);
int cmd_merge(const settings *settings);
int cmd_stats(const settings *settings);
int cmd_convert(const settings *settings);
int cmd_segment(const settings *settings);
int cmd_repair(const settings *settings);
int cmd_eval(const settings *settings);
int cmd_train(const settings *settings);
int cmd_config(const settings *settings);
int cmd_completion(const settings *settings);

/* The k-th command, in the order of the help; NULL past the last. */
const cli_command *commands_at(size_t k);

#endif
