/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which format a name asks for.
 */
#ifndef BIHE_WRITE_FORMAT_H
#define BIHE_WRITE_FORMAT_H

#include "write/writer.h"

/* NULL when there is none of the name. */
const bihe_format *bihe_format_find(const char *name);

/* Cuts `path` before the format's extension, ".gz" included; what is cut off, perhaps nothing, is
 * *extension. */
bihe_view bihe_format_split(const bihe_format *format, bihe_view path, bihe_view *extension);

/* The ".gz" at the end of a name, as it is written; empty where there is none. */
bihe_view bihe_gzip_extension(bihe_view name);

#endif
