/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of HTML to blocks: what the Markdown reader hands over when it meets an HTML block.
 */
#ifndef BIHE_POST_HTML_H
#define BIHE_POST_HTML_H

#include "post/post.h"

typedef struct bihe_html_input {
    bihe_view text;
    const bihe_span *map; /* where text came from; at least one, the first with text == 0 */
    size_t map_count;
    bihe_block_kind kind; /* of text outside lists, quotes and tables; COMMENT: of all text */
    size_t level;         /* lists and quotes around it */
    bool whole;           /* a file: a script that never ends hides the rest */
} bihe_html_input;

/* Adds the blocks of `input` to the builder's post. Out of memory sets builder->failed. */
void bihe_html_read_input(bihe_block_builder *builder, const bihe_html_input *input);

#endif
