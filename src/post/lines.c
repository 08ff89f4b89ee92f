/* SPDX-License-Identifier: Apache-2.0 */
/* Two files that hold one sentence a line: every line is a passage, empty ones too, so that the
 * k-th sentence is the k-th line. */
#include "post/split.h"

#include "base/error.h"
#include "text/utf8.h"

/* Lines of a file; a line end at the very end starts no further line. */
static size_t count_lines(const bihe_source *source)
{
    const size_t last = source->line_start[source->line_count - 1];
    return last == source->text.len ? source->line_count - 1 : source->line_count;
}

static bool line_passages(bihe_sides *sides, int side, const bihe_source *source, bihe_arena *arena)
{
    const size_t count = count_lines(source);
    bihe_passage *passages = bihe_arena_new(arena, count, sizeof *passages);
    bihe_span *spans = bihe_arena_new(arena, count, sizeof *spans);
    if (passages == NULL || spans == NULL) return false;
    for (size_t i = 0; i < count; i++) {
        const size_t start = source->line_start[i];
        const size_t end =
            i + 1 < source->line_count ? source->line_start[i + 1] : source->text.len;
        const bihe_view text = bihe_utf8_trim(bihe_view_slice(source->text, start, end));
        spans[i] = (bihe_span){0, text.len > 0 ? (size_t)(text.ptr - source->text.ptr) : start};
        passages[i] = (bihe_passage){
            .text = text, .spans = &spans[i], .span_count = 1, .kind = BIHE_BLOCK_PARAGRAPH};
    }
    sides->passages[side] = passages;
    sides->count[side] = sides->text_count[side] = count;
    return true;
}

bihe_status bihe_split_lines(bihe_sides *sides, const bihe_source sources[2], bihe_arena *arena,
                             bihe_error *err)
{
    *sides = (bihe_sides){
        .layout = BIHE_LAYOUT_PAIR, .only_side = -1, .how = "two files, a sentence a line"};
    sides->sections = bihe_arena_new(arena, 1, sizeof *sides->sections);
    for (int side = 0; side < 2; side++) {
        if (sides->sections == NULL || !line_passages(sides, side, &sources[side], arena))
            return bihe_fail_memory(err);
    }
    sides->sections[0] = (bihe_section){{0, 0}, {sides->count[0], sides->count[1]}};
    sides->section_count = 1;
    return BIHE_OK;
}
