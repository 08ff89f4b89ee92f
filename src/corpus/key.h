/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys by which texts, addresses and dates are compared.
 */
#ifndef BIHE_CORPUS_KEY_H
#define BIHE_CORPUS_KEY_H

#include "base/buffer.h"

/* The same for texts that differ only in case, width, punctuation and space; 0 only for a text of
 * nothing but space. `scratch` is overwritten. */
bihe_status bihe_text_key(bihe_view text, bihe_buffer *scratch, int64_t *key, bihe_error *err);

/* The same for addresses that differ only in scheme, "www.", the case of the host, fragment and a
 * last slash; 0 for an empty one. `scratch` is overwritten. */
bihe_status bihe_url_key(bihe_view url, bihe_buffer *scratch, int64_t *key, bihe_error *err);

enum { BIHE_DATE_SIZE = 11 }; /* YYYY-MM-DD and NUL */

/* The first date in `text`, written as 2018-06-13, 2018/6/13, 2018.6.13 or 2018年6月13日. */
bool bihe_date_find(bihe_view text, char out[BIHE_DATE_SIZE]);

#endif
