/* SPDX-License-Identifier: Apache-2.0 */
/* Besides xml.c the only file that sees expat. */
#include "text/xml_stream.h"

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
        xml->events.start(xml->events.user, local_name(name), attributes);
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
