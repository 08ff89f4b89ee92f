/* SPDX-License-Identifier: Apache-2.0 */
/* Shows how a post was split: its layout and what showed it, then every section, a line for each
 * passage. */
#include "spec.h"

#include "bihe/options.h"
#include "post/split.h"
#include "text/utf8.h"

#include <string.h>

static void show_section(const bihe_sides *sides, const bihe_section *section, bihe_buffer *out)
{
    static const char *const marks[] = {"  zh: ", "  en: "};
    bihe_buffer_append_text(out, "section\n");
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < section->count[side]; i++) {
            bihe_buffer_append_text(out, marks[side]);
            bihe_buffer_append_view(out, sides->passages[side][section->first[side] + i].text);
            bihe_buffer_append_byte(out, '\n');
        }
    }
}

static void show(const bihe_sides *sides, bihe_buffer *out)
{
    bihe_buffer_append_format(out, "%s: %s\n", bihe_layout_name(sides->layout), sides->how);
    for (size_t i = 0; i < sides->section_count; i++)
        show_section(sides, &sides->sections[i], out);
}

static bihe_status read_file(bihe_view text, bihe_post *post, bihe_arena *arena, bihe_error *err)
{
    bihe_source *source = bihe_arena_new(arena, 1, sizeof *source);
    if (source == NULL) return BIHE_ERROR_MEMORY;
    const bihe_status status = bihe_source_decode(source, "example", text, arena, err);
    return status != BIHE_OK ? status : bihe_post_read(post, source, false, arena, err);
}

void spec_layout(bihe_view input, bihe_buffer *out)
{
    static const char divider[] = "\n=====\n";
    bihe_post posts[2];
    bihe_sides sides;
    bihe_arena arena;
    bihe_error err;
    bihe_arena_init(&arena, &out->allocator);
    size_t cut = 0;
    while (cut < input.len && (input.len - cut < sizeof divider - 1 ||
                               memcmp(input.ptr + cut, divider, sizeof divider - 1) != 0))
        cut++;
    bihe_status status = read_file(bihe_view_slice(input, 0, cut), &posts[0], &arena, &err);
    if (status == BIHE_OK && cut < input.len) {
        status = read_file(bihe_view_slice(input, cut + sizeof divider - 1, input.len), &posts[1],
                           &arena, &err);
        if (status == BIHE_OK) status = bihe_split_pair(&sides, posts, &arena, &err);
    } else if (status == BIHE_OK) {
        status = bihe_split(&sides, &posts[0], BIHE_LAYOUT_AUTO, false, &arena, &err);
    }
    if (status == BIHE_OK)
        show(&sides, out);
    else
        bihe_buffer_append_format(out, "error: %s\n", err.message);
    bihe_arena_clear(&arena);
}
