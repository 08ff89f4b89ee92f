/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML documents as a stream of elements and text, over expat: no external entities, no growth of
 * entities beyond what expat allows. For formats we read; what we write is in src/write/xml.h.
 */
#ifndef BIHE_TEXT_XML_H
#define BIHE_TEXT_XML_H

#include "base/buffer.h"

/* What a reader is told; any may be NULL. A status other than BIHE_OK stops the parse, and is what
 * it returns. */
typedef struct bihe_xml_reader {
    /* `attributes` are names and values in turn, NULL after the last; names keep their prefix */
    bihe_status (*open)(void *user, const char *name, const char *const *attributes, size_t line,
                        bihe_error *err);
    bihe_status (*close)(void *user, const char *name, size_t line, bihe_error *err);
    bihe_status (*text)(void *user, bihe_view text, bihe_error *err); /* in any number of pieces */
} bihe_xml_reader;

/* Parses `bytes` (UTF-8, UTF-16 or ISO 8859-1 as they declare). `name` is the file for errors.
 * BIHE_ERROR_INPUT with line and column where it is not well-formed. Expat's own memory aside,
 * nothing is allocated. */
bihe_status bihe_xml_parse(bihe_view bytes, const char *name, const bihe_xml_reader *reader,
                           void *user, bihe_error *err);

/* The value of an attribute; NULL when absent. */
const char *bihe_xml_attribute(const char *const *attributes, const char *name);

#endif
