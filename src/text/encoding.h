/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes of a file to UTF-8, from the encodings Chinese posts are found in (text/charset.h tells
 * which: UTF-8, UTF-16, GB18030, Big5, Windows-1252).
 */
#ifndef BIHE_TEXT_ENCODING_H
#define BIHE_TEXT_ENCODING_H

#include "base/buffer.h"

typedef struct bihe_decoded {
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "Big5", "windows-1252" */
    size_t replaced;      /* bad sequences that became U+FFFD */
    size_t replaced_at;   /* offset in the output of the first of them; 0 with none */
    size_t nul_dropped;   /* NUL characters left out */
    size_t nul_at;        /* offset in the output of the first of them */
} bihe_decoded;

/* Appends `bytes` as valid UTF-8 to `out`, without byte order mark and NULs. Mostly valid UTF-8
 * with a few bad bytes stays UTF-8, the bad bytes become U+FFFD. BIHE_ERROR_INPUT for binary data.
 */
bihe_status bihe_decode(bihe_view bytes, bihe_buffer *out, bihe_decoded *info, bihe_error *err);

#endif
