/* SPDX-License-Identifier: Apache-2.0 */
/* The only file that sees expat. */
#include "text/xml.h"

#include "base/error.h"

#include <assert.h>
#include <expat.h>
#include <limits.h>
#include <string.h>

enum {
    DEPTH_LIMIT = 64,      /* of elements; TMX needs 5 and its inline elements a few more */
    TOKEN_LIMIT = 1 << 20, /* bytes of one tag, comment or declaration */
};

struct bihe_xml {
    bihe_allocator allocator;
    XML_Parser parser;
    bihe_xml_events events;
    size_t depth;
    size_t fed;          /* bytes */
    const char *refused; /* why; NULL: not */
};

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

void bihe_xml_refuse(bihe_xml *xml, const char *message)
{
    if (xml->refused == NULL) xml->refused = message;
    (void)XML_StopParser(xml->parser, XML_FALSE);
}

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    bihe_xml *xml = user;
    if (xml->refused != NULL) return;
    if (++xml->depth > DEPTH_LIMIT)
        bihe_xml_refuse(xml, "elements nested too deeply");
    else
        xml->events.start(xml->events.user, local_name(name), (const char *const *)attributes);
}

static void on_end(void *user, const XML_Char *name)
{
    bihe_xml *xml = user;
    if (xml->refused != NULL) return;
    xml->depth--;
    xml->events.end(xml->events.user, local_name(name));
}

static void on_text(void *user, const XML_Char *text, int len)
{
    bihe_xml *xml = user;
    if (xml->refused == NULL) xml->events.text(xml->events.user, (bihe_view){text, (size_t)len});
}

/* Any declaration of an entity, before anything of it can be expanded. */
static void on_entity(void *user, const XML_Char *name, int parameter, const XML_Char *value,
                      int len, const XML_Char *base, const XML_Char *system,
                      const XML_Char *public_id, const XML_Char *notation)
{
    (void)name;
    (void)parameter;
    (void)value;
    (void)len;
    (void)base;
    (void)system;
    (void)public_id;
    (void)notation;
    bihe_xml_refuse(user, "entities of its own are not taken");
}

static void on_skipped(void *user, const XML_Char *name, int parameter)
{
    (void)name;
    if (!parameter) bihe_xml_refuse(user, "an entity that is declared elsewhere is not taken");
}

bihe_status bihe_xml_new(bihe_xml **out, const bihe_xml_events *events,
                         const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_xml *xml = bihe_mem_new0(allocator, 1, sizeof *xml);
    if (xml == NULL) return bihe_fail_memory(err);
    *xml = (bihe_xml){.allocator = *allocator, .events = *events};
    xml->parser = XML_ParserCreate(NULL);
    if (xml->parser == NULL) {
        bihe_mem_free(allocator, xml);
        return bihe_fail_memory(err);
    }
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetEntityDeclHandler(xml->parser, on_entity);
    XML_SetSkippedEntityHandler(xml->parser, on_skipped);
    *out = xml;
    return BIHE_OK;
}

void bihe_xml_free(bihe_xml *xml)
{
    if (xml == NULL) return;
    XML_ParserFree(xml->parser);
    const bihe_allocator allocator = xml->allocator;
    bihe_mem_free(&allocator, xml);
}

void bihe_xml_pause(bihe_xml *xml)
{
    (void)XML_StopParser(xml->parser, XML_TRUE);
}

bool bihe_xml_is_paused(const bihe_xml *xml)
{
    XML_ParsingStatus status;
    XML_GetParsingStatus(xml->parser, &status);
    return status.parsing == XML_SUSPENDED;
}

static bihe_status result_of(bihe_xml *xml, enum XML_Status status, bihe_error *err)
{
    const size_t line = (size_t)XML_GetCurrentLineNumber(xml->parser);
    const size_t column = (size_t)XML_GetCurrentColumnNumber(xml->parser) + 1;
    if (xml->refused != NULL)
        return bihe_fail_at(err, BIHE_ERROR_LIMIT, NULL, line, column, "%s", xml->refused);
    if (status == XML_STATUS_ERROR) {
        const enum XML_Error code = XML_GetErrorCode(xml->parser);
        if (code == XML_ERROR_NO_MEMORY) return bihe_fail_memory(err);
        if (code == XML_ERROR_UNKNOWN_ENCODING)
            return bihe_fail_at(err, BIHE_ERROR_INPUT, NULL, line, column,
                                "an encoding other than UTF-8 and UTF-16 (iconv converts it)");
        return bihe_fail_at(err, BIHE_ERROR_INPUT, NULL, line, column, "not XML: %s",
                            XML_ErrorString(code));
    }
    /* expat keeps a token until it is whole */
    const XML_Index done = XML_GetCurrentByteIndex(xml->parser);
    if (status == XML_STATUS_OK && xml->fed > TOKEN_LIMIT + (done > 0 ? (size_t)done : 0))
        return bihe_fail_at(err, BIHE_ERROR_LIMIT, NULL, line, column, "a tag without end");
    return BIHE_OK;
}

bihe_status bihe_xml_feed(bihe_xml *xml, bihe_view bytes, bool last, bihe_error *err)
{
    assert(bytes.len <= INT_MAX);
    xml->fed += bytes.len;
    return result_of(xml, XML_Parse(xml->parser, bytes.ptr, (int)bytes.len, last), err);
}

bihe_status bihe_xml_resume(bihe_xml *xml, bihe_error *err)
{
    return result_of(xml, XML_ResumeParser(xml->parser), err);
}

size_t bihe_xml_line(const bihe_xml *xml)
{
    return (size_t)XML_GetCurrentLineNumber(xml->parser);
}

const char *bihe_xml_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(attributes[i], name) == 0) return attributes[i + 1];
    }
    return NULL;
}

/* --- whole documents ---------------------------------------------------------------------- */

/* A reader whose calls may fail, behind events that do not. */
typedef struct whole {
    const bihe_xml_reader *reader;
    void *user;
    bihe_xml *xml;
    bihe_error *err;
    bihe_status status; /* of the call that failed */
} whole;

static void stop_unless_ok(whole *w, bihe_status status)
{
    if (status == BIHE_OK) return;
    w->status = status;
    bihe_xml_refuse(w->xml, "stopped");
}

static void whole_start(void *user, const char *name, const char *const *attributes)
{
    whole *w = user;
    stop_unless_ok(w, w->reader->open(w->user, name, attributes, bihe_xml_line(w->xml), w->err));
}

static void whole_text(void *user, bihe_view text)
{
    whole *w = user;
    stop_unless_ok(w, w->reader->text(w->user, text, w->err));
}

static void whole_end(void *user, const char *name)
{
    whole *w = user;
    stop_unless_ok(w, w->reader->close(w->user, name, bihe_xml_line(w->xml), w->err));
}

/* Feeds all of it; what expat says gets the file's name. */
static bihe_status feed_all(bihe_xml *xml, bihe_view bytes, const char *name, bihe_error *err)
{
    enum { PIECE = 1 << 20 };
    size_t at = 0;
    do { /* once also for no bytes at all, which is no document */
        const size_t len = bytes.len - at < PIECE ? bytes.len - at : PIECE;
        const bihe_view piece = len > 0 ? (bihe_view){bytes.ptr + at, len} : (bihe_view){"", 0};
        bihe_error why;
        at += len;
        const bihe_status status = bihe_xml_feed(xml, piece, at == bytes.len, &why);
        if (status != BIHE_OK)
            return bihe_fail_at(err, status, name, why.line, why.column, "%s", why.message);
    } while (at < bytes.len);
    return BIHE_OK;
}

bihe_status bihe_xml_parse(bihe_view bytes, const char *name, const bihe_xml_reader *reader,
                           void *user, bihe_error *err)
{
    bihe_error failed;
    whole w = {.reader = reader, .user = user, .err = &failed, .status = BIHE_OK};
    const bihe_xml_events events = {&w, whole_start, whole_text, whole_end};
    bihe_status status = bihe_xml_new(&w.xml, &events, reader->allocator, err);
    if (status != BIHE_OK) return status;
    status = feed_all(w.xml, bytes, name, err);
    bihe_xml_free(w.xml);
    if (w.status == BIHE_OK) return status;
    if (err != NULL) *err = failed;
    return w.status;
}
