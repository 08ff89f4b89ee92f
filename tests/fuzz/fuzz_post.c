/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of a file to blocks, as Markdown and as HTML, and those to sides; what post.h and split.h
 * promise is checked. */
#include "fuzz.h"

#include "post/split.h"
#include "text/utf8.h"

#include <stdlib.h>

static void check(bool holds)
{
    if (!holds) abort();
}

static void check_block(const bihe_block *block, const bihe_source *source)
{
    check(block->text.len > 0 && block->span_count > 0 && block->spans[0].text == 0);
    check(bihe_utf8_valid_prefix(block->text) == block->text.len);
    check(bihe_utf8_trim(block->text).len == block->text.len);
    for (size_t i = 0; i < block->text.len; i++) {
        const char c = block->text.ptr[i];
        check((uint8_t)c >= ' ' || c == BIHE_SOFT_BREAK || c == BIHE_HARD_BREAK);
    }
    for (size_t i = 0; i < block->span_count; i++) {
        check(block->spans[i].text < block->text.len);
        check(block->spans[i].source <= source->text.len);
        check(i == 0 || block->spans[i].text > block->spans[i - 1].text);
        check(i == 0 || block->spans[i].source >= block->spans[i - 1].source);
    }
    check(block->line[0] >= 1 && block->line[0] <= block->line[1]);
    check(block->line[1] <= source->line_count);
}

static void check_passage(const bihe_passage *passage, const bihe_source *source)
{
    check(bihe_utf8_valid_prefix(passage->text) == passage->text.len);
    check(passage->span_count > 0 || passage->text.len == 0);
    for (size_t i = 0; i < passage->span_count; i++) {
        check(passage->spans[i].text <= passage->text.len);
        check(passage->spans[i].source <= source->text.len);
        check(i == 0 || passage->spans[i].text >= passage->spans[i - 1].text);
    }
}

/* Sections hold every passage once, in order. */
static void check_sides(const bihe_sides *sides, const bihe_source *source)
{
    size_t next[2] = {0, 0};
    check(sides->how != NULL);
    for (size_t k = 0; k < sides->section_count; k++) {
        for (int side = 0; side < 2; side++) {
            check(sides->sections[k].first[side] == next[side]);
            next[side] += sides->sections[k].count[side];
        }
    }
    for (int side = 0; side < 2; side++) {
        check(next[side] == sides->count[side] && sides->text_count[side] <= next[side]);
        for (size_t i = 0; i < sides->count[side]; i++)
            check_passage(&sides->passages[side][i], source);
    }
}

static void split(const bihe_post *post, const bihe_source *source, bihe_arena *arena)
{
    static const bihe_layout wanted[] = {BIHE_LAYOUT_AUTO, BIHE_LAYOUT_HALVES,
                                         BIHE_LAYOUT_ALTERNATING};
    const bihe_post twice[2] = {*post, *post};
    bihe_sides sides;
    bihe_error err;
    for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
        check(bihe_split(&sides, post, wanted[k], k == 1, arena, &err) == BIHE_OK);
        check_sides(&sides, source);
    }
    check(bihe_split_pair(&sides, twice, arena, &err) == BIHE_OK);
    check_sides(&sides, source);
}

static void read_as(bool html, const bihe_source *source, bihe_arena *arena)
{
    bihe_post post;
    bihe_error err;
    check(bihe_post_read(&post, source, html, arena, &err) == BIHE_OK);
    check(post.body <= source->text.len);
    for (size_t i = 0; i < post.block_count; i++)
        check_block(&post.blocks[i], source);
    split(&post, source, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_arena arena;
    bihe_source source;
    bihe_error err;
    bihe_arena_init(&arena, &allocator);
    const bihe_view bytes = {(const char *)data, size};
    if (bihe_source_decode(&source, "fuzz", bytes, &arena, &err) == BIHE_OK) {
        check(bihe_utf8_valid_prefix(source.text) == source.text.len);
        read_as(false, &source, &arena);
        read_as(true, &source, &arena);
    }
    bihe_arena_clear(&arena);
    return 0;
}
