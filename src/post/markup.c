/* SPDX-License-Identifier: Apache-2.0 */
/* HTML's small parts: which element is what, how far a tag reaches, what a reference stands for
 * (the names by libxml2's table of HTML entities). */
#include "post/markup.h"
#include "post/prose.h"

#include "text/utf8.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { NAME_LIMIT = 32, REFERENCE_LIMIT = 40 };

typedef struct element {
    char name[12];
    bihe_role role;
} element;

/* sorted by name */
static const element elements[] = {
    {"a", BIHE_ROLE_INLINE},        {"abbr", BIHE_ROLE_INLINE},    {"acronym", BIHE_ROLE_INLINE},
    {"address", BIHE_ROLE_BLOCK},   {"area", BIHE_ROLE_INLINE},    {"article", BIHE_ROLE_BLOCK},
    {"aside", BIHE_ROLE_BLOCK},     {"audio", BIHE_ROLE_INLINE},   {"b", BIHE_ROLE_INLINE},
    {"base", BIHE_ROLE_INLINE},     {"bdi", BIHE_ROLE_INLINE},     {"bdo", BIHE_ROLE_INLINE},
    {"big", BIHE_ROLE_INLINE},      {"blink", BIHE_ROLE_INLINE},   {"blockquote", BIHE_ROLE_QUOTE},
    {"body", BIHE_ROLE_BLOCK},      {"br", BIHE_ROLE_BREAK},       {"button", BIHE_ROLE_BLOCK},
    {"canvas", BIHE_ROLE_RAW},      {"caption", BIHE_ROLE_BLOCK},  {"center", BIHE_ROLE_BLOCK},
    {"cite", BIHE_ROLE_INLINE},     {"code", BIHE_ROLE_INLINE},    {"col", BIHE_ROLE_INLINE},
    {"colgroup", BIHE_ROLE_INLINE}, {"data", BIHE_ROLE_INLINE},    {"datalist", BIHE_ROLE_INLINE},
    {"dd", BIHE_ROLE_BLOCK},        {"del", BIHE_ROLE_INLINE},     {"details", BIHE_ROLE_BLOCK},
    {"dfn", BIHE_ROLE_INLINE},      {"dialog", BIHE_ROLE_BLOCK},   {"div", BIHE_ROLE_BLOCK},
    {"dl", BIHE_ROLE_BLOCK},        {"dt", BIHE_ROLE_BLOCK},       {"em", BIHE_ROLE_INLINE},
    {"embed", BIHE_ROLE_INLINE},    {"fieldset", BIHE_ROLE_BLOCK}, {"figcaption", BIHE_ROLE_BLOCK},
    {"figure", BIHE_ROLE_BLOCK},    {"font", BIHE_ROLE_INLINE},    {"footer", BIHE_ROLE_BLOCK},
    {"form", BIHE_ROLE_BLOCK},      {"h1", BIHE_ROLE_HEADING},     {"h2", BIHE_ROLE_HEADING},
    {"h3", BIHE_ROLE_HEADING},      {"h4", BIHE_ROLE_HEADING},     {"h5", BIHE_ROLE_HEADING},
    {"h6", BIHE_ROLE_HEADING},      {"head", BIHE_ROLE_BLOCK},     {"header", BIHE_ROLE_BLOCK},
    {"hgroup", BIHE_ROLE_BLOCK},    {"hr", BIHE_ROLE_BLOCK},       {"html", BIHE_ROLE_BLOCK},
    {"i", BIHE_ROLE_INLINE},        {"iframe", BIHE_ROLE_RAW},     {"img", BIHE_ROLE_INLINE},
    {"input", BIHE_ROLE_INLINE},    {"ins", BIHE_ROLE_INLINE},     {"kbd", BIHE_ROLE_INLINE},
    {"label", BIHE_ROLE_INLINE},    {"legend", BIHE_ROLE_BLOCK},   {"li", BIHE_ROLE_ITEM},
    {"link", BIHE_ROLE_INLINE},     {"main", BIHE_ROLE_BLOCK},     {"map", BIHE_ROLE_INLINE},
    {"mark", BIHE_ROLE_INLINE},     {"math", BIHE_ROLE_RAW},       {"menu", BIHE_ROLE_LIST},
    {"meta", BIHE_ROLE_INLINE},     {"meter", BIHE_ROLE_INLINE},   {"nav", BIHE_ROLE_BLOCK},
    {"nobr", BIHE_ROLE_INLINE},     {"noframes", BIHE_ROLE_RAW},   {"noscript", BIHE_ROLE_INLINE},
    {"object", BIHE_ROLE_RAW},      {"ol", BIHE_ROLE_LIST},        {"option", BIHE_ROLE_BLOCK},
    {"output", BIHE_ROLE_INLINE},   {"p", BIHE_ROLE_BLOCK},        {"param", BIHE_ROLE_INLINE},
    {"picture", BIHE_ROLE_INLINE},  {"pre", BIHE_ROLE_CODE},       {"progress", BIHE_ROLE_INLINE},
    {"q", BIHE_ROLE_INLINE},        {"rb", BIHE_ROLE_INLINE},      {"rp", BIHE_ROLE_GLOSS},
    {"rt", BIHE_ROLE_GLOSS},        {"ruby", BIHE_ROLE_INLINE},    {"s", BIHE_ROLE_INLINE},
    {"samp", BIHE_ROLE_INLINE},     {"script", BIHE_ROLE_RAW},     {"section", BIHE_ROLE_BLOCK},
    {"select", BIHE_ROLE_RAW},      {"slot", BIHE_ROLE_INLINE},    {"small", BIHE_ROLE_INLINE},
    {"source", BIHE_ROLE_INLINE},   {"span", BIHE_ROLE_INLINE},    {"strike", BIHE_ROLE_INLINE},
    {"strong", BIHE_ROLE_INLINE},   {"style", BIHE_ROLE_RAW},      {"sub", BIHE_ROLE_INLINE},
    {"summary", BIHE_ROLE_BLOCK},   {"sup", BIHE_ROLE_INLINE},     {"svg", BIHE_ROLE_RAW},
    {"table", BIHE_ROLE_TABLE},     {"tbody", BIHE_ROLE_BLOCK},    {"td", BIHE_ROLE_CELL},
    {"template", BIHE_ROLE_RAW},    {"textarea", BIHE_ROLE_RAW},   {"tfoot", BIHE_ROLE_BLOCK},
    {"th", BIHE_ROLE_CELL},         {"thead", BIHE_ROLE_BLOCK},    {"time", BIHE_ROLE_INLINE},
    {"title", BIHE_ROLE_TITLE},     {"tr", BIHE_ROLE_BLOCK},       {"track", BIHE_ROLE_INLINE},
    {"tt", BIHE_ROLE_INLINE},       {"u", BIHE_ROLE_INLINE},       {"ul", BIHE_ROLE_LIST},
    {"var", BIHE_ROLE_INLINE},      {"video", BIHE_ROLE_INLINE},   {"wbr", BIHE_ROLE_INLINE},
    {"xmp", BIHE_ROLE_RAW},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool bihe_markup_same_name(bihe_view a, bihe_view b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
    }
    return true;
}

static bihe_role role_of(bihe_view name)
{
    char low[NAME_LIMIT];
    if (name.len >= sizeof elements->name) return BIHE_ROLE_UNKNOWN;
    for (size_t i = 0; i < name.len; i++)
        low[i] = lower(name.ptr[i]);
    low[name.len] = '\0';
    size_t from = 0, to = sizeof elements / sizeof *elements;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = strcmp(low, elements[middle].name);
        if (order == 0) return elements[middle].role;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return BIHE_ROLE_UNKNOWN;
}

bool bihe_tag_parse(bihe_tag *tag, bihe_view text)
{
    size_t at = 1;
    tag->closing = at < text.len && text.ptr[at] == '/';
    at += tag->closing;
    const size_t start = at;
    if (at >= text.len || !is_letter(text.ptr[at])) return false;
    while (at < text.len && !is_space(text.ptr[at]) && text.ptr[at] != '/' && text.ptr[at] != '>' &&
           text.ptr[at] != '<')
        at++;
    tag->name = bihe_view_slice(text, start, at);
    tag->role = role_of(tag->name);
    tag->level = tag->role == BIHE_ROLE_HEADING ? (unsigned)(tag->name.ptr[1] - '0') : 1;
    return true;
}

size_t bihe_tag_length(bihe_view text)
{
    bool after_equals = false;
    for (size_t at = 1; at < text.len; at++) {
        const char c = text.ptr[at];
        if (c == '>') return at + 1;
        if ((c == '"' || c == '\'') && after_equals) {
            const char *end = memchr(text.ptr + at + 1, c, text.len - at - 1);
            if (end == NULL) return 0;
            at = (size_t)(end - text.ptr);
        }
        if (!is_space(c)) after_equals = c == '=';
    }
    return 0;
}

bool bihe_tag_is_program(const bihe_tag *tag)
{
    return bihe_markup_same_name(tag->name, BIHE_VIEW("script")) ||
           bihe_markup_same_name(tag->name, BIHE_VIEW("style"));
}

size_t bihe_markup_find(bihe_view text, bihe_view what)
{
    size_t at = 0;
    while (text.len - at >= what.len) {
        const char *found = memchr(text.ptr + at, what.ptr[0], text.len - at - what.len + 1);
        if (found == NULL) break;
        at = (size_t)(found - text.ptr);
        if (bihe_markup_same_name(bihe_view_slice(text, at, at + what.len), what)) return at;
        at++;
    }
    return SIZE_MAX;
}

/* --- comments ----------------------------------------------------------------------------- */

/* A word as tools write it: "more", "toc", "end-of-list", "prettier-ignore". */
static bool is_marker(bihe_view text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!word && memchr("-_:./", c, 5) == NULL) return false;
    }
    return true;
}

/* `key:` with a key that starts in lower case, as front matter has them. */
static bool is_key_line(bihe_view line)
{
    size_t at = 0;
    while (at < line.len &&
           ((line.ptr[at] >= 'a' && line.ptr[at] <= 'z') || line.ptr[at] == '_' ||
            line.ptr[at] == '-' || (at > 0 && line.ptr[at] >= 'A' && line.ptr[at] <= 'Z')))
        at++;
    return at > 0 && at < line.len && line.ptr[at] == ':' &&
           (at + 1 == line.len || is_space(line.ptr[at + 1]));
}

/* Two keys or more, and every other line belongs to a value: indented, a list item, empty; or one
 * key with its value and nothing else. */
static bool is_front_matter(bihe_view text)
{
    size_t keys = 0, lines = 0;
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        const size_t stop = end != NULL ? (size_t)(end - text.ptr) : text.len;
        const bihe_view line = bihe_view_slice(text, at, stop);
        if (is_key_line(line))
            keys++;
        else if (keys == 0 || (line.len > 0 && !is_space(line.ptr[0]) && line.ptr[0] != '-'))
            return false;
        lines++;
        at = stop + 1;
    }
    return keys >= 2 || (keys == 1 && lines == 1);
}

bihe_view bihe_markup_front_matter(bihe_view text)
{
    bihe_view inner = bihe_utf8_trim(text);
    if (inner.len > 3 && memcmp(inner.ptr, "---", 3) == 0)
        inner = bihe_utf8_trim(bihe_view_slice(inner, 3, inner.len));
    if (inner.len > 3 && memcmp(inner.ptr + inner.len - 3, "---", 3) == 0)
        inner = bihe_utf8_trim(bihe_view_slice(inner, 0, inner.len - 3));
    return is_front_matter(inner) ? inner : (bihe_view){NULL, 0};
}

bool bihe_markup_is_prose_comment(bihe_view text)
{
    const bihe_view trimmed = bihe_utf8_trim(text);
    const bool conditional = trimmed.len > 3 && memcmp(trimmed.ptr, "[if", 3) == 0;
    return !conditional && !is_marker(trimmed) && bihe_markup_front_matter(text).len == 0 &&
           !bihe_looks_program(trimmed);
}

/* --- character references ----------------------------------------------------------------- */

/* The character that numeric reference `c` means; 80..9F are taken from windows-1252, as browsers
 * do, since that is what writers of such references saw. */
static int32_t numeric_character(uint32_t c)
{
    static const uint16_t windows_1252[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (c >= 0x80 && c < 0xA0) return windows_1252[c - 0x80];
    return c == 0 || c > 0x10FFFF ? BIHE_REPLACEMENT : (int32_t)c;
}

/* Value of a digit in base 10 or 16, 99 for anything else. */
static uint32_t digit_value(char c, bool hex)
{
    if (c >= '0' && c <= '9') return (uint32_t)(c - '0');
    if (hex && lower(c) >= 'a' && lower(c) <= 'f') return (uint32_t)(lower(c) - 'a') + 10;
    return 99;
}

/* `body` is what stands between '&#' and ';'. */
static bool decode_number(bihe_view body, bihe_buffer *out)
{
    const bool hex = body.len > 0 && lower(body.ptr[0]) == 'x';
    uint32_t value = 0;
    if (body.len == (hex ? 1 : 0)) return false;
    for (size_t i = hex; i < body.len; i++) {
        const uint32_t digit = digit_value(body.ptr[i], hex);
        if (digit == 99) return false;
        value = value > 0x10FFFF ? value : value * (hex ? 16 : 10) + digit;
    }
    bihe_utf8_append(out, numeric_character(value));
    return true;
}

/* The character that a name stands for, 0 for none. */
static uint32_t named_character(bihe_view name)
{
    char text[REFERENCE_LIMIT];
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    const htmlEntityDesc *found = htmlEntityLookup((const xmlChar *)text);
    return found == NULL ? 0 : found->value;
}

size_t bihe_entity_decode(bihe_view text, bool loose, bihe_buffer *out)
{
    size_t end = 1;
    while (end < text.len && end < REFERENCE_LIMIT &&
           (is_letter(text.ptr[end]) || digit_value(text.ptr[end], false) < 10 ||
            text.ptr[end] == '#'))
        end++;
    const bool closed = end < text.len && text.ptr[end] == ';';
    const bool value = end < text.len && text.ptr[end] == '='; /* of an address: ?a=1&copy=2 */
    if (end == 1 || end == REFERENCE_LIMIT || (!closed && (!loose || value))) return 0;
    const bihe_view body = bihe_view_slice(text, 1, end);
    if (body.ptr[0] == '#') {
        if (!decode_number(bihe_view_slice(body, 1, body.len), out)) return 0;
    } else {
        const uint32_t c = named_character(body);
        if (c == 0 || (!closed && c > 0xFF)) return 0;
        bihe_utf8_append(out, (int32_t)c);
    }
    return end + closed;
}
