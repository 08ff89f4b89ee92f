/* SPDX-License-Identifier: Apache-2.0 */
/* The decoded text of a file and where its lines start: the bottom of everything that points back
 * into a file. */
#include "post/source.h"

#include "base/error.h"

#include <string.h>

/* Offset just past the line end at or after `at`; text.len where there is none. A line ends with
 * \n, \r\n or, as md4c sees it too, a lone \r. */
static size_t next_line(bihe_view text, size_t at)
{
    while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
        at++;
    if (at == text.len) return at;
    const bool pair = text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
    return at + (pair ? 2 : 1);
}

static bool ends_line(bihe_view text, size_t end)
{
    return end > 0 && (text.ptr[end - 1] == '\n' || text.ptr[end - 1] == '\r');
}

bihe_status bihe_source_set_text(bihe_source *source, bihe_view text, bihe_arena *arena,
                                 bihe_error *err)
{
    size_t count = 1;
    for (size_t at = 0; at < text.len;) {
        at = next_line(text, at);
        count += ends_line(text, at);
    }
    size_t *starts = bihe_arena_new(arena, count, sizeof *starts);
    if (starts == NULL) return bihe_fail_memory(err);
    size_t n = 0;
    starts[n++] = 0;
    for (size_t at = 0; at < text.len;) {
        at = next_line(text, at);
        if (ends_line(text, at)) starts[n++] = at;
    }
    source->text = text;
    source->line_start = starts;
    source->line_count = n;
    return BIHE_OK;
}

bihe_status bihe_source_decode(bihe_source *source, const char *name, bihe_view bytes,
                               bihe_arena *arena, bihe_error *err)
{
    *source = (bihe_source){.name = name};
    bihe_buffer decoded;
    bihe_buffer_init(&decoded, &arena->allocator);
    bihe_status status = bihe_decode(bytes, &decoded, &source->decoded, err);
    if (status == BIHE_OK) {
        const bihe_view text = bihe_arena_copy(arena, bihe_buffer_view(&decoded));
        status = text.ptr == NULL ? bihe_fail_memory(err)
                                  : bihe_source_set_text(source, text, arena, err);
    } else if (err != NULL) {
        const bihe_error cause = *err;
        (void)bihe_fail_at(err, status, name, 0, 0, "%s", cause.message);
    }
    bihe_buffer_clear(&decoded);
    return status;
}

size_t bihe_source_line(const bihe_source *source, size_t offset)
{
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (source->line_start[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}
