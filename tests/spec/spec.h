/* SPDX-License-Identifier: Apache-2.0 */
/* The kinds of examples a specification file may hold. Each turns the input of an example into the
 * output that the file shows; a stage adds its function here and its line to the table in
 * spec_runner.c. */
#ifndef BIHE_TESTS_SPEC_H
#define BIHE_TESTS_SPEC_H

#include "base/buffer.h"

/* Reads `input` and appends what came of it to `out`; allocates as it likes from out->allocator. */
typedef void spec_fn(bihe_view input, bihe_buffer *out);

/* spec_post.c: a file's front matter and blocks, read as Markdown or as HTML. */
spec_fn spec_blocks, spec_html;

/* spec_split.c: the layout of a post and what goes with what; a line `=====` divides two files. */
spec_fn spec_layout;

#endif
