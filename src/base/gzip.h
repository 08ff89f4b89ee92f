/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip (RFC 1952) in one direction: bytes in, compressed bytes out. The only user of zlib.
 */
#ifndef BIHE_BASE_GZIP_H
#define BIHE_BASE_GZIP_H

#include "base/buffer.h"

typedef struct bihe_gzip bihe_gzip;

/* The same input gives the same bytes: neither a name nor a time is stored. */
bihe_status bihe_gzip_new(bihe_gzip **out, const bihe_allocator *allocator, bihe_error *err);

/* NULL is ignored. */
void bihe_gzip_free(bihe_gzip *gzip);

/* Appends to `out` what `bytes` come to, as far as it is known yet; all of it, and the end of the
 * file, with `last`. */
bihe_status bihe_gzip_append(bihe_gzip *gzip, bihe_view bytes, bool last, bihe_buffer *out,
                             bihe_error *err);

#endif
