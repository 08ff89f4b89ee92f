/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Traditional or Simplified: told by common characters that only one of them uses.
 */
#ifndef BIHE_TEXT_VARIANT_H
#define BIHE_TEXT_VARIANT_H

#include "base/buffer.h"

/* Characters seen that only Traditional, only Simplified writing uses. */
typedef struct bihe_variant_counts {
    size_t traditional, simplified;
} bihe_variant_counts;

/* Adds the characters of `text`. */
void bihe_variant_count(bihe_view text, bihe_variant_counts *counts);

/* Appends `text` in Traditional characters, by ICU's word list. */
bihe_status bihe_variant_append_traditional(bihe_buffer *out, bihe_view text, bihe_error *err);

#endif
