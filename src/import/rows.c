/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of an input. */
#include "import/rows.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

void bihe_rows_init(bihe_rows *rows, const bihe_allocator *allocator)
{
    *rows = (bihe_rows){.start = 0};
    bihe_buffer_init(&rows->text, allocator);
}

void bihe_rows_clear(bihe_rows *rows)
{
    bihe_buffer_clear(&rows->text);
}

/* Reads on; what is passed on makes room. */
static bihe_status fill(bihe_rows *rows, bihe_reader *reader, bihe_error *err)
{
    bihe_buffer *text = &rows->text;
    if (rows->start > 0) memmove(text->ptr, text->ptr + rows->start, text->len - rows->start);
    text->len -= rows->start;
    rows->start = 0;
    const size_t before = text->len;
    const bihe_status status = bihe_input_read(&reader->input, text, err);
    rows->ended = status == BIHE_OK && text->len == before;
    return status;
}

/* Finds the end of the line that starts at `start`; *too_long where it is beyond the limit, of
 * which only the end is kept then. At the end of the input *end is that of the text. */
static bihe_status find_end(bihe_rows *rows, bihe_reader *reader, size_t *end, bool *too_long,
                            bihe_error *err)
{
    size_t seen = 0; /* bytes of the line without a line feed */
    *too_long = false;
    for (;;) {
        const char *from = rows->text.len > 0 ? rows->text.ptr + rows->start + seen : NULL;
        const size_t len = rows->text.len - rows->start - seen;
        const char *feed = len > 0 ? memchr(from, '\n', len) : NULL;
        if (feed != NULL) {
            *end = (size_t)(feed - rows->text.ptr);
            return BIHE_OK;
        }
        seen += len;
        if (seen > BIHE_READ_UNIT_LIMIT) {
            *too_long = true;
            rows->start = rows->text.len;
            seen = 0;
        }
        if (rows->ended) break;
        const bihe_status status = fill(rows, reader, err);
        if (status != BIHE_OK) return status;
    }
    *end = rows->text.len;
    return BIHE_OK;
}

static bihe_view without_mark(bihe_view line)
{
    const bihe_view mark = BIHE_VIEW("\xEF\xBB\xBF");
    const bool there = line.len >= mark.len && memcmp(line.ptr, mark.ptr, mark.len) == 0;
    return bihe_view_slice(line, there ? mark.len : 0, line.len);
}

bihe_status bihe_rows_next(bihe_rows *rows, bihe_reader *reader, bool *found, bihe_view *line,
                           bihe_error *err)
{
    *found = false;
    for (;;) {
        size_t end;
        bool too_long;
        const bihe_status status = find_end(rows, reader, &end, &too_long, err);
        if (status != BIHE_OK) return status;
        if (end == rows->start && end == rows->text.len && !too_long) return BIHE_OK;
        rows->number++;
        *line = bihe_view_slice(bihe_buffer_view(&rows->text), rows->start, end);
        rows->start = end < rows->text.len ? end + 1 : end;
        if (!too_long) break;
        bihe_context_report(reader->context, BIHE_LOSS, reader->path, rows->number, 0,
                            "a line of more than %d MiB passed over", BIHE_READ_UNIT_LIMIT >> 20);
    }
    if (rows->number == 1) *line = without_mark(*line);
    if (line->len > 0 && line->ptr[line->len - 1] == '\r') line->len--;
    *found = true;
    return BIHE_OK;
}
