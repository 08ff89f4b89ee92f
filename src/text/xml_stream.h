/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML of any size read piece by piece, through expat (xml.h is for small files), with what a
 * hostile file may do refused: entities of its own (billion laughs), deep nesting, tags without
 * end. Nothing outside the file is ever read.
 */
#ifndef BIHE_TEXT_XML_STREAM_H
#define BIHE_TEXT_XML_STREAM_H

#include "base/buffer.h"

typedef struct bihe_xml bihe_xml;

/* What the parser calls. `name` comes without a namespace prefix; `attributes` are names and values
 * by turns, NULL at the end. Text, in UTF-8, may come in pieces. */
typedef struct bihe_xml_events {
    void *user;
    void (*start)(void *user, const char *name, const char **attributes);
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

#endif
