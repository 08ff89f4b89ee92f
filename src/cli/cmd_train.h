/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of model that `bihe train` makes and that have a file of their own.
 */
#ifndef BIHE_CLI_CMD_TRAIN_H
#define BIHE_CLI_CMD_TRAIN_H

#include "options.h"

/* Weights of the aligner. */
int train_align(const settings *settings);

#endif
