/* SPDX-License-Identifier: Apache-2.0 */
/* Hard anchors, read from their file. */
#include "model/anchors.h"

#include "base/error.h"
#include "base/file.h"
#include "text/utf8.h"

#include <string.h>

enum { MOST_BYTES = 1 << 26 };

/* A whole number from 1 on; *text moves past it. */
static bool read_number(bihe_view *text, size_t *out)
{
    size_t value = 0, i = 0;
    for (; i < text->len && text->ptr[i] >= '0' && text->ptr[i] <= '9'; i++) {
        if (value > SIZE_MAX / 10 - 1) return false;
        value = value * 10 + (size_t)(text->ptr[i] - '0');
    }
    *text = bihe_view_slice(*text, i, text->len);
    *out = value;
    return value > 0;
}

static bool skip(bihe_view *text, char c)
{
    if (text->len == 0 || text->ptr[0] != c) return false;
    *text = bihe_view_slice(*text, 1, text->len);
    return true;
}

static bool parse(bihe_view text, bihe_line_anchor *anchor)
{
    for (int s = 0; s < 2; s++) {
        if (s == 1 && !skip(&text, '\t')) return false;
        if (!read_number(&text, &anchor->line[s])) return false;
        anchor->number[s] = 1;
        if (skip(&text, ':') && !read_number(&text, &anchor->number[s])) return false;
    }
    return text.len == 0;
}

static bool rises(const bihe_line_anchor *a, const bihe_line_anchor *b)
{
    for (int s = 0; s < 2; s++) {
        if (b->line[s] < a->line[s]) return false;
        if (b->line[s] == a->line[s] && b->number[s] <= a->number[s]) return false;
    }
    return true;
}

static bihe_status add_line(bihe_anchor_file *file, bihe_view text, size_t line,
                            const bihe_allocator *allocator, bihe_error *err)
{
    bihe_line_anchor anchor = {.at = line};
    if (text.len > 0 && text.ptr[text.len - 1] == '\r') text.len--;
    if (text.len == 0 || text.ptr[0] == '#') return BIHE_OK;
    if (!parse(text, &anchor))
        return bihe_fail_at(err, BIHE_ERROR_INPUT, file->path, line, 0,
                            "not an anchor: the line of a Chinese sentence, a tab, that of an "
                            "English one, such as 12 and 15, or 12:3 for the third of line 12");
    if (file->count > 0 && !rises(&file->items[file->count - 1], &anchor))
        return bihe_fail_at(err, BIHE_ERROR_INPUT, file->path, line, 0,
                            "does not come after the anchor of line %zu on both sides",
                            file->items[file->count - 1].at);
    void *items = file->items;
    if (!bihe_array_reserve(allocator, &items, &file->capacity, file->count + 1,
                            sizeof *file->items))
        return bihe_fail_memory(err);
    file->items = items;
    file->items[file->count++] = anchor;
    return BIHE_OK;
}

bihe_status bihe_anchor_file_read(bihe_anchor_file *file, const char *path,
                                  const bihe_allocator *allocator, bihe_error *err)
{
    bihe_buffer bytes;
    bihe_buffer_init(&bytes, allocator);
    file->path = path;
    bihe_status status = bihe_file_read(path, MOST_BYTES, &bytes, err);
    size_t line = 0;
    for (size_t start = 0; status == BIHE_OK && start < bytes.len;) {
        const bihe_view rest = bihe_view_slice(bihe_buffer_view(&bytes), start, bytes.len);
        const char *newline = memchr(rest.ptr, '\n', rest.len);
        const size_t len = newline != NULL ? (size_t)(newline - rest.ptr) : rest.len;
        status = add_line(file, bihe_view_slice(rest, 0, len), ++line, allocator, err);
        start += len + 1;
    }
    bihe_buffer_clear(&bytes);
    return status;
}

void bihe_anchor_file_clear(bihe_anchor_file *file, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, file->items);
    *file = (bihe_anchor_file){0};
}
