/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside the options.
 */
#ifndef BIHE_OPTIONS_INTERNAL_H
#define BIHE_OPTIONS_INTERNAL_H

#include "base/buffer.h"
#include "bihe/options.h"

/* Appends every option that the units of a post depend on, `name=value` each: what was made with
 * the same model and the same line need not be made again. Options of writing are left out, and
 * the files of `rules`, `srx`, `anchors` and `lexicon`: what is in them counts, not their names. */
void bihe_options_describe(const bihe_options *options, bihe_buffer *out);

#endif
