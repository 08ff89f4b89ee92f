/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left of a text when case, width, punctuation and space do not count: texts that differ
 * only in these fold to the same bytes.
 */
#ifndef BIHE_TEXT_FOLD_H
#define BIHE_TEXT_FOLD_H

#include "base/buffer.h"

/* Appends `text` (valid UTF-8) in NFKC with case folded (UAX 44, NFKC_Casefold), without spaces,
 * controls and punctuation. Marks that carry a meaning stay: symbols such as + and =, # % & @ (C#,
 * 5%), and what stands between two digits (3.5 is not 35). */
bihe_status bihe_fold_append(bihe_buffer *out, bihe_view text, bihe_error *err);

/* One character with its case folded (Unicode's simple folding). */
int32_t bihe_fold_char(int32_t c);

/* Offset in `text`, from `from` on, of the first place that equals `what` but for case; text.len
 * when there is none. `what` must not be empty. *end gets the end of that place. */
size_t bihe_fold_find(bihe_view text, size_t from, bihe_view what, size_t *end);

#endif
