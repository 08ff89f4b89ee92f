/* SPDX-License-Identifier: Apache-2.0 */
/* Cleaning and escaping for XML 1.0 (W3C, fifth edition, 2.2 Characters). */
#include "write/xml.h"

#include "text/utf8.h"

/* Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF] */
static bool is_forbidden(int32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
}

static bool is_line_break(int32_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

size_t bihe_xml_append_clean(bihe_buffer *out, bihe_view text)
{
    size_t dropped = 0, run = 0;
    int32_t before = 0;
    for (size_t i = 0; i < text.len;) {
        const size_t start = i;
        const int32_t c = bihe_utf8_next(text, &i);
        const bool line_break = is_line_break(c);
        const bool forbidden = !line_break && is_forbidden(c);
        const bool crlf = c == '\n' && before == '\r';
        before = c;
        /* U+FFFD may stand for a bad byte, so it is written anew */
        if (!line_break && !forbidden && c != BIHE_REPLACEMENT) continue;
        bihe_buffer_append_view(out, bihe_view_slice(text, run, start));
        run = i;
        if (forbidden)
            dropped++;
        else if (!line_break)
            bihe_utf8_append(out, BIHE_REPLACEMENT);
        else if (!crlf)
            bihe_buffer_append_byte(out, ' ');
    }
    bihe_buffer_append_view(out, bihe_view_slice(text, run, text.len));
    return dropped;
}

static const char *escape_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    default: return NULL;
    }
}

void bihe_xml_append_text(bihe_buffer *out, bihe_view text)
{
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *escape = escape_of(text.ptr[i]);
        if (escape == NULL) continue;
        bihe_buffer_append_view(out, bihe_view_slice(text, run, i));
        bihe_buffer_append_text(out, escape);
        run = i + 1;
    }
    bihe_buffer_append_view(out, bihe_view_slice(text, run, text.len));
}

void bihe_xml_append_attribute(bihe_buffer *out, const char *name, bihe_view value)
{
    bihe_buffer clean;
    bihe_buffer_init(&clean, &out->allocator);
    (void)bihe_xml_append_clean(&clean, value);
    bihe_buffer_append_byte(out, ' ');
    bihe_buffer_append_text(out, name);
    bihe_buffer_append_text(out, "=\"");
    size_t run = 0;
    for (size_t i = 0; i < clean.len; i++) {
        if (clean.ptr[i] != '"') continue;
        bihe_xml_append_text(out, bihe_view_slice(bihe_buffer_view(&clean), run, i));
        bihe_buffer_append_text(out, "&quot;");
        run = i + 1;
    }
    bihe_xml_append_text(out, bihe_view_slice(bihe_buffer_view(&clean), run, clean.len));
    bihe_buffer_append_byte(out, '"');
    out->failed = out->failed || clean.failed;
    bihe_buffer_clear(&clean);
}
