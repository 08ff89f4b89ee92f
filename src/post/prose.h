/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether something is running text: an indented block or code, a template's argument or a setting.
 */
#ifndef BIHE_POST_PROSE_H
#define BIHE_POST_PROSE_H

#include "base/memory.h"

/* Judges lines of `text` (valid UTF-8), weighted by their length: lines of prose are mostly words
 * of letters or mostly Chinese. */
bool bihe_looks_prose(bihe_view text);

/* Whether most of a short `text` is lines of a program and not words: "var x = 1;", "run()". */
bool bihe_looks_program(bihe_view text);

/* Whether a value that a template shows may be text: some Chinese, or three words or more. */
bool bihe_has_words(bihe_view text);

#endif
