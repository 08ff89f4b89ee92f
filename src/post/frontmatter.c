/* SPDX-License-Identifier: Apache-2.0 */
/* Front matter: the YAML that static site generators keep at the top of a post. What cannot be used
 * is recorded with its place; the body is read in any case. */
#include "post/post.h"
#include "post/toml.h"

#include "base/error.h"
#include "text/utf8.h"

/* Line `k` (from 0) without white space at its end. */
static bihe_view line_at(const bihe_source *source, size_t k)
{
    const size_t start = source->line_start[k];
    size_t end = k + 1 < source->line_count ? source->line_start[k + 1] : source->text.len;
    while (end > start && bihe_char_is_space((uint8_t)source->text.ptr[end - 1]))
        end--;
    return bihe_view_slice(source->text, start, end);
}

/* The line (from 0) that closes the front matter opened by line 0: `mark` or "..."; line_count
 * where none does. */
static size_t closing_line(const bihe_source *source, const char *mark)
{
    size_t k = 1;
    for (; k < source->line_count; k++) {
        const bihe_view line = line_at(source, k);
        if (bihe_view_is(line, mark) || bihe_view_is(line, "...")) break;
    }
    return k;
}

/* Where the body starts behind line `end`. */
static size_t body_after(const bihe_source *source, size_t end)
{
    return end + 1 < source->line_count ? source->line_start[end + 1] : source->text.len;
}

/* `key:` at the start of a line, the key short and plain. */
static bool is_key_line(bihe_view line)
{
    size_t at = 0;
    while (at < line.len) {
        const size_t start = at;
        const int32_t c = bihe_utf8_next(line, &at);
        if (c == ':') return start > 0 && (at == line.len || line.ptr[at] == ' ');
        if (c < 0x80 && !bihe_char_is_letter(c) && !bihe_char_is_digit(c) && c != '_' && c != '-' &&
            c != '.')
            return false;
        if (at > 64 || (c >= 0x80 && !bihe_char_is_letter(c))) return false;
    }
    return false;
}

static bool has_key_line(const bihe_source *source, size_t end)
{
    for (size_t k = 1; k < end; k++) {
        if (is_key_line(line_at(source, k))) return true;
    }
    return false;
}

/* A line that front matter with a mistake in it may still hold: empty, indented, a list item, a
 * comment, a key or the end of a flow value. */
static bool is_yaml_like(bihe_view line)
{
    static const char starts[] = " \t-#]}\"'";
    if (line.len == 0 || is_key_line(line)) return true;
    for (const char *c = starts; *c != '\0'; c++) {
        if (line.ptr[0] == *c) return true;
    }
    return false;
}

/* Whether the lines before `end` are front matter that was never closed, with prose after it: an
 * empty line, then prose. The `---` at `end` is a thematic break then. */
static bool runs_into_prose(const bihe_source *source, size_t end)
{
    for (size_t k = 2; k < end; k++) {
        if (line_at(source, k - 1).len == 0 && !is_yaml_like(line_at(source, k))) return true;
    }
    return false;
}

static bool is_refused(int32_t c)
{
    if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
    return (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/* YAML as libyaml takes it: control characters, which it refuses and broken
 * encodings leave behind (C1), become U+FFFD. */
static void append_yaml(bihe_buffer *out, bihe_view text)
{
    size_t kept = 0, at = 0;
    while (at < text.len) {
        const size_t start = at;
        const int32_t c = bihe_utf8_next(text, &at);
        if (!is_refused(c)) continue;
        bihe_buffer_append_view(out, bihe_view_slice(text, kept, start));
        bihe_utf8_append(out, BIHE_REPLACEMENT);
        kept = at;
    }
    bihe_buffer_append_view(out, bihe_view_slice(text, kept, text.len));
}

/* Lines from .. to-1 of the file. */
static bihe_yaml_input lines_between(const bihe_source *source, size_t from, size_t to)
{
    const size_t stop = to < source->line_count ? source->line_start[to] : source->text.len;
    return (bihe_yaml_input){bihe_view_slice(source->text, source->line_start[from], stop),
                             source->name, from + 1};
}

static bihe_status parse(bihe_post *post, const bihe_source *source, bihe_yaml_input input,
                         bihe_arena *arena, bihe_error *err)
{
    const bihe_yaml *node = NULL;
    bihe_buffer yaml;
    bihe_buffer_init(&yaml, &arena->allocator);
    append_yaml(&yaml, input.text);
    input.text = bihe_buffer_view(&yaml);
    bihe_status status = yaml.failed ? bihe_fail_memory(err)
                                     : bihe_yaml_parse_lenient(&node, &input, &post->front_repeated,
                                                               arena, &post->front_error);
    bihe_buffer_clear(&yaml);
    if (status == BIHE_OK) {
        post->front_error.code = BIHE_OK;
        if (node != NULL && node->kind == BIHE_YAML_MAP)
            post->front = (bihe_front){node, source};
        else if (node != NULL && node->kind != BIHE_YAML_NULL)
            (void)bihe_fail_at(&post->front_error, BIHE_ERROR_INPUT, input.name, node->line,
                               node->column, "front matter must be a map of keys to values");
        return BIHE_OK;
    }
    if (status == BIHE_ERROR_MEMORY) return bihe_fail_memory(err);
    return BIHE_OK;
}

/* Line 0 was no front matter after all: the body starts behind it. */
static bihe_status refuse(bihe_post *post, const bihe_source *source, const char *message)
{
    post->front.map = post->front_repeated = NULL;
    post->body = body_after(source, 0);
    (void)bihe_fail_at(&post->front_error, BIHE_ERROR_INPUT, source->name, 1, 1, "%s", message);
    return BIHE_OK;
}

/* Hugo's TOML between two lines `+++`. */
static bihe_status read_toml(bihe_post *post, const bihe_source *source, bihe_arena *arena,
                             bihe_error *err)
{
    const size_t end = closing_line(source, "+++");
    if (end == source->line_count) return BIHE_OK;
    bihe_yaml_input input = lines_between(source, 1, end);
    bihe_status status = BIHE_OK;
    bihe_buffer yaml;
    bihe_buffer_init(&yaml, &arena->allocator);
    const size_t bad = bihe_toml_append_yaml(&yaml, input.text);
    input.text = bihe_buffer_view(&yaml);
    if (yaml.failed)
        status = bihe_fail_memory(err);
    else if (bad > 0)
        (void)bihe_fail_at(&post->front_error, BIHE_ERROR_INPUT, source->name, bad + 1, 1,
                           "TOML that is more than keys, plain values and tables");
    else
        status = parse(post, source, input, arena, err);
    bihe_buffer_clear(&yaml);
    post->body = body_after(source, end);
    return status;
}

/* Where the JSON object that opens `text` ends; 0 where it does not end. Braces in strings do not
 * count. */
static size_t object_end(bihe_view text)
{
    size_t depth = 0;
    bool string = false;
    for (size_t at = 0; at < text.len; at++) {
        const char c = text.ptr[at];
        if (c == '"')
            string = !string;
        else if (string)
            at += c == '\\';
        else if (c == '{')
            depth++;
        else if (c == '}' && --depth == 0)
            return at + 1;
    }
    return 0;
}

/* One past the line on which Hugo's JSON front matter ends: an object with a key at the very start
 * and nothing behind it on its last line; 0 where there is none. */
static size_t json_lines(const bihe_source *source)
{
    const bihe_view text = source->text;
    size_t at = 1;
    if (text.len < 2 || text.ptr[0] != '{') return 0;
    while (at < text.len && bihe_char_is_space((uint8_t)text.ptr[at]))
        at++;
    if (at == text.len || text.ptr[at] != '"') return 0;
    const size_t end = object_end(text);
    if (end == 0) return 0;
    const size_t line = bihe_source_line(source, end - 1);
    const size_t last = source->line_start[line - 1] + line_at(source, line - 1).len;
    return last == end ? line : 0;
}

bihe_status bihe_frontmatter_read(bihe_post *post, const bihe_source *source, bihe_arena *arena,
                                  bihe_error *err)
{
    post->front.map = post->front_repeated = NULL;
    post->front_error = (bihe_error){.code = BIHE_OK};
    post->body = 0;
    const size_t json = json_lines(source);
    if (json > 0) {
        post->body = body_after(source, json - 1);
        return parse(post, source, lines_between(source, 0, json), arena, err);
    }
    if (bihe_view_is(line_at(source, 0), "+++")) return read_toml(post, source, arena, err);
    if (!bihe_view_is(line_at(source, 0), "---")) return BIHE_OK;
    const size_t end = closing_line(source, "---");
    const bool closed = end < source->line_count;
    if (!has_key_line(source, end) && (!closed || end > 1))
        return refuse(post, source, "'---' opens front matter but no key follows; read as text");
    if (!closed) return refuse(post, source, "front matter is never closed by '---'");
    const bihe_status status = parse(post, source, lines_between(source, 1, end), arena, err);
    if (status != BIHE_OK) return status;
    if (post->front_error.code != BIHE_OK && runs_into_prose(source, end))
        return refuse(post, source, "front matter is never closed by '---'");
    post->body = body_after(source, end);
    return BIHE_OK;
}

bihe_status bihe_frontmatter_read_other(bihe_post *post, const bihe_source *source, size_t start,
                                        size_t end, bihe_arena *arena, bihe_error *err)
{
    const bihe_yaml *node = NULL, *repeated;
    bihe_buffer yaml;
    if (post->front_other.map != NULL) return BIHE_OK;
    bihe_buffer_init(&yaml, &arena->allocator);
    append_yaml(&yaml, bihe_view_slice(source->text, start, end));
    const bihe_yaml_input input = {bihe_buffer_view(&yaml), source->name,
                                   bihe_source_line(source, start)};
    const bihe_status status = yaml.failed
                                   ? BIHE_ERROR_MEMORY
                                   : bihe_yaml_parse_lenient(&node, &input, &repeated, arena, NULL);
    bihe_buffer_clear(&yaml);
    if (status == BIHE_ERROR_MEMORY) return bihe_fail_memory(err);
    if (status == BIHE_OK && node != NULL && node->kind == BIHE_YAML_MAP)
        post->front_other = (bihe_front){node, source};
    return BIHE_OK;
}
