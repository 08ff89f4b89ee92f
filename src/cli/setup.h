/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command takes from its surroundings: the model folder, the date, the number of cores.
 */
#ifndef BIHE_CLI_SETUP_H
#define BIHE_CLI_SETUP_H

#include "options.h"

/* The model folder of --models, or that which came with the library. */
const char *setup_model_folder(const settings *settings);

/* Loads the model of that folder. Reports on stderr; NULL on
 * failure. */
bihe_model *setup_model(const settings *settings);

/* The options with what the environment adds (SOURCE_DATE_EPOCH). */
bihe_options setup_options(const settings *settings);

/* --jobs, or one thread a core. */
size_t setup_threads(const settings *settings);

#endif
