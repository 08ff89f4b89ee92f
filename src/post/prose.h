/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether an indented block is running text that was only indented, or code.
 */
#ifndef BIHE_POST_PROSE_H
#define BIHE_POST_PROSE_H

#include "base/memory.h"

/* Judges lines of `text` (valid UTF-8), weighted by their length: lines of prose are mostly words
 * of letters or mostly Chinese. */
bool bihe_looks_prose(bihe_view text);

#endif
