/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a JSON parser does not leave as it was, done on the text itself: members byte for byte, and
 * texts that are JSON but more than the parser holds.
 */
#ifndef BIHE_TEXT_JSON_SCAN_H
#define BIHE_TEXT_JSON_SCAN_H

#include "base/buffer.h"

/* Rewrites `text` in place, byte columns kept, so that nothing in it is too much for a parser that
 * is asked for strings only: half a surrogate pair (\ud800) becomes \ufffd, so does a NUL in a key,
 * and numbers become 0, but for `keep_numbers`. What is no JSON stays none. */
void bihe_json_tame(char *text, size_t len, bool keep_numbers);

/* The value of a member of an object as it stands in `text`, which must be valid JSON; of several
 * the last. `is_key` says whether a string, quotes included, is the member's name. False when there
 * is none. */
typedef bool bihe_json_is_key(const void *user, bihe_view string);
bool bihe_json_find(bihe_view text, bihe_json_is_key *is_key, const void *user, bihe_view *out);

#endif
