/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TOML front matter as YAML.
 */
#ifndef BIHE_POST_TOML_H
#define BIHE_POST_TOML_H

#include "base/buffer.h"

/* Appends the YAML for `text` (lines of TOML), line for line. Returns 0, or the 1-based line that
 * has no YAML of its own: an inline table, a string of many lines, an array of tables. What is no
 * TOML comes out as no YAML. */
size_t bihe_toml_append_yaml(bihe_buffer *out, bihe_view text);

#endif
