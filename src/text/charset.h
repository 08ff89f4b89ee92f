/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which encoding a file's bytes are in, told from the bytes alone.
 */
#ifndef BIHE_TEXT_CHARSET_H
#define BIHE_TEXT_CHARSET_H

#include "bihe/error.h"

typedef enum bihe_charset {
    BIHE_CHARSET_UTF8,
    BIHE_CHARSET_UTF16LE,
    BIHE_CHARSET_UTF16BE,
    BIHE_CHARSET_GB18030,
    BIHE_CHARSET_BIG5,
    BIHE_CHARSET_WINDOWS_1252, /* what is left: every byte means something in it */
    BIHE_CHARSET_BINARY,       /* no text at all */
} bihe_charset;

/* The encoding of `bytes`; *mark gets the length of the byte order mark before the text, 0 without.
 */
bihe_charset bihe_charset_guess(bihe_view bytes, size_t *mark);

#endif
