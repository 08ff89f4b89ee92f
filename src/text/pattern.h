/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PCRE2 patterns: UTF, Unicode properties, JIT, match limits. A compiled pattern is immutable and
 * may be shared by threads; a matcher is the scratch space of one thread.
 */
#ifndef BIHE_TEXT_PATTERN_H
#define BIHE_TEXT_PATTERN_H

#include "base/memory.h"

typedef struct bihe_pattern bihe_pattern;
typedef struct bihe_matcher bihe_matcher;

/* Compiles `source` (PCRE2 syntax, UTF-8). BIHE_ERROR_INPUT with the offset in `column` when it is
 * no valid pattern. `anchored`: matches start where matching starts. */
bihe_status bihe_pattern_new(bihe_pattern **out, bihe_view source, bool anchored,
                             const bihe_allocator *allocator, bihe_error *err);
void bihe_pattern_free(bihe_pattern *pattern);

bihe_status bihe_matcher_new(bihe_matcher **out, const bihe_allocator *allocator, bihe_error *err);
void bihe_matcher_free(bihe_matcher *matcher);

/* Whether the pattern matches in `text` at or after byte `start`; sets *from and *to (may be NULL)
 * to the match. A match that exceeds its limits counts as none and sets the matcher's flag. `text`
 * must be valid UTF-8. Look-behind sees the text before `start`. */
bool bihe_pattern_find(const bihe_pattern *pattern, bihe_matcher *matcher, bihe_view text,
                       size_t start, size_t *from, size_t *to);

/* Matches given up for their limits since the matcher was made. */
size_t bihe_matcher_gave_up(const bihe_matcher *matcher);

#endif
