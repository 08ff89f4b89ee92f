/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A copy of Markdown text in which what is neither Markdown nor text is masked, byte for byte, so
 * that every offset stays what it was.
 */
#ifndef BIHE_POST_MASK_H
#define BIHE_POST_MASK_H

#include "base/buffer.h"

/* Stand-ins in the masked text: bytes that UTF-8 never has, which md4c takes for letters. */
#define BIHE_MASK_GONE  ((char)0xFF) /* a masked byte inside a line; to be left out of the text */
#define BIHE_MASK_INERT ((char)0xFE) /* a '#' or '<' that begins nothing; it is text */

/* The inside of a comment: text[start, end). */
typedef struct bihe_range {
    size_t start, end;
} bihe_range;

typedef struct bihe_mask {
    bihe_allocator allocator;
    char *text;           /* as long as the text given */
    bihe_range *comments; /* in order */
    size_t comment_count, comment_capacity;
    size_t *cuts; /* starts of lines at which md4c is to start anew, ascending */
    size_t cut_count, cut_capacity;
} bihe_mask;

/* Masks `text` (valid UTF-8). With `comments` false, "<!--" means nothing (inside a comment).
 * Release with bihe_mask_clear also after a failure. */
bihe_status bihe_mask_init(bihe_mask *mask, bihe_view text, bool comments,
                           const bihe_allocator *allocator, bihe_error *err);
void bihe_mask_clear(bihe_mask *mask);

#endif
