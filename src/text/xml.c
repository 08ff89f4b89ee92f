/* SPDX-License-Identifier: Apache-2.0 */
/* The only file that sees expat. */
#include "text/xml.h"

#include "base/error.h"

#include <expat.h>
#include <string.h>

typedef struct parse {
    XML_Parser parser;
    const bihe_xml_reader *reader;
    void *user;
    bihe_error *err;
    bihe_status status;
} parse;

static void stop_unless_ok(parse *p, bihe_status status)
{
    if (status == BIHE_OK || p->status != BIHE_OK) return;
    p->status = status;
    (void)XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL on_open(void *user, const XML_Char *name, const XML_Char **attributes)
{
    parse *p = user;
    if (p->status != BIHE_OK || p->reader->open == NULL) return;
    const size_t line = (size_t)XML_GetCurrentLineNumber(p->parser);
    stop_unless_ok(p,
                   p->reader->open(p->user, name, (const char *const *)attributes, line, p->err));
}

static void XMLCALL on_close(void *user, const XML_Char *name)
{
    parse *p = user;
    if (p->status != BIHE_OK || p->reader->close == NULL) return;
    const size_t line = (size_t)XML_GetCurrentLineNumber(p->parser);
    stop_unless_ok(p, p->reader->close(p->user, name, line, p->err));
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len)
{
    parse *p = user;
    if (p->status != BIHE_OK || p->reader->text == NULL) return;
    stop_unless_ok(p, p->reader->text(p->user, (bihe_view){text, (size_t)len}, p->err));
}

static bihe_status fail(const parse *p, const char *name, bihe_error *err)
{
    const enum XML_Error code = XML_GetErrorCode(p->parser);
    if (code == XML_ERROR_NO_MEMORY) return bihe_fail_memory(err);
    return bihe_fail_at(err, BIHE_ERROR_INPUT, name, (size_t)XML_GetCurrentLineNumber(p->parser),
                        (size_t)XML_GetCurrentColumnNumber(p->parser) + 1, "%s",
                        XML_ErrorString(code));
}

bihe_status bihe_xml_parse(bihe_view bytes, const char *name, const bihe_xml_reader *reader,
                           void *user, bihe_error *err)
{
    enum { PIECE = 1 << 20 };
    parse p = {.reader = reader, .user = user, .err = err, .status = BIHE_OK};
    p.parser = XML_ParserCreate(NULL);
    if (p.parser == NULL) return bihe_fail_memory(err);
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, on_open, on_close);
    XML_SetCharacterDataHandler(p.parser, on_text);
    bihe_status status = BIHE_OK;
    size_t pos = 0;
    do { /* once also for no bytes at all, which is not well-formed */
        const size_t len = bytes.len - pos < PIECE ? bytes.len - pos : PIECE;
        const char *piece = bytes.len > 0 ? bytes.ptr + pos : "";
        pos += len;
        if (XML_Parse(p.parser, piece, (int)len, pos == bytes.len) != XML_STATUS_OK)
            status = p.status != BIHE_OK ? p.status : fail(&p, name, err);
    } while (status == BIHE_OK && pos < bytes.len);
    XML_ParserFree(p.parser);
    return status;
}

const char *bihe_xml_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(attributes[i], name) == 0) return attributes[i + 1];
    }
    return NULL;
}
