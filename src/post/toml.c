/* SPDX-License-Identifier: Apache-2.0 */
/* Hugo's TOML front matter, turned line by line into the YAML that says the same: strings, numbers,
 * dates, arrays and tables are written alike in both but for '=' and the tables' heads. */
#include "post/toml.h"

#include "text/utf8.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static size_t skip_blanks(bihe_view line, size_t at)
{
    while (at < line.len && is_blank(line.ptr[at]))
        at++;
    return at;
}

static bool is_bare(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '-' || c == '.';
}

/* The end of the key that starts at `at`: bare, dotted or quoted; `at` where there is none. */
static size_t key_end(bihe_view line, size_t at)
{
    if (at == line.len) return at;
    const char quote = line.ptr[at];
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(line.ptr + at + 1, quote, line.len - at - 1);
        return end == NULL ? at : (size_t)(end - line.ptr) + 1;
    }
    size_t end = at;
    while (end < line.len && is_bare(line.ptr[end]))
        end++;
    return end;
}

/* What YAML writes otherwise: inline tables and strings of many lines. */
static bool is_foreign(bihe_view value)
{
    static const char *const starts[] = {"{", "\"\"\"", "'''"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        const size_t len = strlen(starts[i]);
        if (value.len >= len && memcmp(value.ptr, starts[i], len) == 0) return true;
    }
    return false;
}

/* "[name]": the lines below it are a map. */
static bool append_table(bihe_buffer *out, bihe_view line, size_t start)
{
    const size_t from = skip_blanks(line, start + 1), to = key_end(line, from);
    const size_t close = skip_blanks(line, to);
    if (to == from || close == line.len || line.ptr[close] != ']' ||
        skip_blanks(line, close + 1) < line.len)
        return false;
    bihe_buffer_append_view(out, bihe_view_slice(line, from, to));
    bihe_buffer_append_byte(out, ':');
    return true;
}

/* `in_table` is set by the head of a table. */
static bool append_line(bihe_buffer *out, bihe_view line, bool *in_table)
{
    const size_t start = skip_blanks(line, 0), end = key_end(line, start);
    const size_t equals = skip_blanks(line, end);
    if (end > start && equals < line.len && line.ptr[equals] == '=') {
        const bihe_view value = bihe_view_slice(line, skip_blanks(line, equals + 1), line.len);
        bihe_buffer_append_text(out, *in_table ? "  " : "");
        bihe_buffer_append_view(out, bihe_view_slice(line, start, end));
        bihe_buffer_append_text(out, ": ");
        bihe_buffer_append_view(out, value);
        return !is_foreign(value);
    }
    if (start == 0 && line.len > 0 && line.ptr[0] == '[') {
        *in_table = true;
        return append_table(out, line, start);
    }
    bihe_buffer_append_text(out, "    "); /* an array goes on */
    bihe_buffer_append_view(out, bihe_view_slice(line, start, line.len));
    return true;
}

size_t bihe_toml_append_yaml(bihe_buffer *out, bihe_view text)
{
    bool in_table = false;
    size_t number = 1;
    for (size_t at = 0; at < text.len; number++) {
        const char *newline = memchr(text.ptr + at, '\n', text.len - at);
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        if (!append_line(out, bihe_view_slice(text, at, end), &in_table)) return number;
        bihe_buffer_append_byte(out, '\n');
        at = end + 1;
    }
    return 0;
}
