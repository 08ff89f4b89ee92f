/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML in, through expat: of any size piece by piece, or a whole document; with what a hostile file
 * may do refused: entities of its own (billion laughs), deep nesting, tags without
 * end. Nothing outside the file is ever read. What we write is in src/write/xml.h.
 */
#ifndef BIHE_TEXT_XML_H
#define BIHE_TEXT_XML_H

#include "base/buffer.h"

typedef struct bihe_xml bihe_xml;

/* What the parser calls. `name` comes without a namespace prefix; `attributes` are names and values
 * by turns, NULL at the end. Text, in UTF-8, may come in pieces. */
typedef struct bihe_xml_events {
    void *user;
    void (*start)(void *user, const char *name, const char *const *attributes);
    void (*text)(void *user, bihe_view text);
    void (*end)(void *user, const char *name);
} bihe_xml_events;

/* expat's own memory is malloc's. */
bihe_status bihe_xml_new(bihe_xml **out, const bihe_xml_events *events,
                         const bihe_allocator *allocator, bihe_error *err);

/* NULL is ignored. */
void bihe_xml_free(bihe_xml *xml);

/* From within an event: parsing stops after it, until bihe_xml_resume. */
void bihe_xml_pause(bihe_xml *xml);

/* From within an event: parsing fails with BIHE_ERROR_LIMIT and this message (static storage). */
void bihe_xml_refuse(bihe_xml *xml, const char *message);

bool bihe_xml_is_paused(const bihe_xml *xml);

/* Parses more bytes, at most INT_MAX, with `last` the end of the file. Must not be called while
 * paused. BIHE_ERROR_INPUT or _LIMIT with line and column. */
bihe_status bihe_xml_feed(bihe_xml *xml, bihe_view bytes, bool last, bihe_error *err);

/* Goes on with the bytes fed before the pause. */
bihe_status bihe_xml_resume(bihe_xml *xml, bihe_error *err);

/* From within an event: the line it stands on, from 1. */
size_t bihe_xml_line(const bihe_xml *xml);

/* The value of an attribute; NULL when absent. */
const char *bihe_xml_attribute(const char *const *attributes, const char *name);

/* What reads a whole document, told as by bihe_xml_events. A status other than BIHE_OK stops the
 * parse, and is what it returns. */
typedef struct bihe_xml_reader {
    const bihe_allocator *allocator;
    bihe_status (*open)(void *user, const char *name, const char *const *attributes, size_t line,
                        bihe_error *err);
    bihe_status (*close)(void *user, const char *name, size_t line, bihe_error *err);
    bihe_status (*text)(void *user, bihe_view text, bihe_error *err);
} bihe_xml_reader;

/* Parses `bytes`. `name` is the file for errors. BIHE_ERROR_INPUT with line and column where it is
 * not well-formed, BIHE_ERROR_LIMIT for what is refused. */
bihe_status bihe_xml_parse(bihe_view bytes, const char *name, const bihe_xml_reader *reader,
                           void *user, bihe_error *err);

#endif
