/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing that a command line names to be read is overwritten, and nothing is written twice.
 */
#ifndef BIHE_CLI_OVERWRITE_H
#define BIHE_CLI_OVERWRITE_H

#include "options.h"

/* EXIT_DONE, or EXIT_USAGE or EXIT_SOME_LOST after a message on stderr. What is in folders, and in
 * the list of a batch, is for the command to look at. */
int overwrite_check(const settings *settings, const cli_command *command);

#endif
