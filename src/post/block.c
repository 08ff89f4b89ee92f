/* SPDX-License-Identifier: Apache-2.0 */
/* Collects the text of one block with the map back to the file, tidies it and adds it to the post.
 * Shared by the Markdown and the HTML reader. */
#include "post/post.h"

#include "base/error.h"
#include "text/utf8.h"

#include <string.h>

size_t bihe_span_at(const bihe_span *spans, size_t count, size_t at)
{
    size_t low = 0, high = count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (spans[middle].text <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void bihe_block_builder_init(bihe_block_builder *builder, bihe_post *post,
                             const bihe_source *source, bihe_arena *arena)
{
    *builder = (bihe_block_builder){.arena = arena, .source = source, .post = post};
    bihe_buffer_init(&builder->text, &arena->allocator);
}

void bihe_block_builder_clear(bihe_block_builder *builder)
{
    bihe_mem_free(&builder->arena->allocator, builder->spans);
    builder->spans = NULL;
    builder->span_count = builder->span_capacity = 0;
    bihe_buffer_clear(&builder->text);
}

static bool is_break(char c)
{
    return c == BIHE_SOFT_BREAK || c == BIHE_HARD_BREAK;
}

/* White space that a reader sees as one space: ASCII's, and every control character. */
static bool is_blank(int32_t c)
{
    return c <= ' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* Characters that no reader sees and that come with text by copying: zero-width spaces, byte order
 * marks, soft hyphens. Joiners are none of them: emoji need those. */
static bool is_invisible(int32_t c)
{
    return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}

/* Records that the next byte of the text comes from source byte `at`, unless the last span says so
 * already. */
static void map(bihe_block_builder *builder, size_t at)
{
    const size_t text = builder->text.len;
    if (builder->span_count > 0) {
        const bihe_span last = builder->spans[builder->span_count - 1];
        if (last.source + (text - last.text) == at) return;
        if (last.text == text) builder->span_count--;
    }
    void *spans = builder->spans;
    if (!bihe_array_reserve(&builder->arena->allocator, &spans, &builder->span_capacity,
                            builder->span_count + 1, sizeof *builder->spans)) {
        builder->failed = true;
        return;
    }
    builder->spans = spans;
    builder->spans[builder->span_count++] = (bihe_span){text, at};
}

/* Appends a run without blanks. */
static void add_run(bihe_block_builder *builder, bihe_view run, size_t at)
{
    map(builder, at);
    bihe_buffer_append_view(&builder->text, run);
    if (builder->text.failed) builder->failed = true;
}

static void add_space(bihe_block_builder *builder, size_t at)
{
    const size_t len = builder->text.len;
    if (len == 0 || builder->text.ptr[len - 1] == ' ' || is_break(builder->text.ptr[len - 1]))
        return;
    add_run(builder, BIHE_VIEW(" "), at);
}

void bihe_block_builder_add(bihe_block_builder *builder, bihe_view text, size_t source_at)
{
    const bool nowhere = source_at == SIZE_MAX;
    const size_t base = nowhere ? builder->source_end : source_at;
    size_t start = 0;
    for (size_t at = 0; at < text.len && !builder->failed;) {
        const size_t here = at;
        const int32_t c = bihe_utf8_next(text, &at);
        if (!is_blank(c) && !is_invisible(c)) continue;
        if (here > start)
            add_run(builder, bihe_view_slice(text, start, here), nowhere ? base : base + start);
        if (is_blank(c)) add_space(builder, nowhere ? base : base + here);
        start = at;
    }
    if (start < text.len)
        add_run(builder, bihe_view_slice(text, start, text.len), nowhere ? base : base + start);
    builder->source_end = nowhere ? base : base + text.len;
}

void bihe_block_builder_break(bihe_block_builder *builder, char mark)
{
    bihe_buffer *text = &builder->text;
    while (text->len > 0 && text->ptr[text->len - 1] == ' ')
        text->len--;
    if (text->len == 0) return;
    if (is_break(text->ptr[text->len - 1])) {
        if (mark == BIHE_HARD_BREAK) text->ptr[text->len - 1] = mark;
        return;
    }
    add_run(builder, (bihe_view){&mark, 1}, builder->source_end);
}

void bihe_block_builder_cut(bihe_block_builder *builder, size_t start, size_t end)
{
    memset(builder->text.ptr + start, BIHE_BLOCK_CUT, end - start);
    builder->cut = true;
}

/* Takes the bytes marked as cut out of the text, with the spaces that now touch another, and maps
 * what stays anew. */
static void close_cuts(bihe_block_builder *builder)
{
    const bihe_allocator *allocator = &builder->arena->allocator;
    bihe_block_builder old = *builder;
    builder->spans = NULL;
    builder->span_count = builder->span_capacity = 0;
    bihe_buffer_init(&builder->text, allocator);
    bihe_span at = {0, 0};
    for (size_t i = 0, next = 0; i < old.text.len && !builder->failed; i++) {
        while (next < old.span_count && old.spans[next].text <= i)
            at = old.spans[next++];
        const size_t source = at.source + (i - at.text);
        if (old.text.ptr[i] == ' ')
            add_space(builder, source);
        else if (old.text.ptr[i] != BIHE_BLOCK_CUT)
            add_run(builder, bihe_view_slice(bihe_buffer_view(&old.text), i, i + 1), source);
    }
    bihe_block_builder_clear(&old);
    builder->cut = false;
}

/* Adds text[from, to) as a block. */
static bool add_block(bihe_block_builder *builder, bihe_block *block, size_t from, size_t to)
{
    const bihe_source *source = builder->source;
    const size_t count = builder->span_count;
    size_t first = 0;
    while (first + 1 < count && builder->spans[first + 1].text <= from)
        first++;
    size_t last = first;
    while (last + 1 < count && builder->spans[last + 1].text < to)
        last++;
    bihe_span *spans = bihe_arena_new(builder->arena, last - first + 1, sizeof *spans);
    block->text = bihe_arena_copy(builder->arena,
                                  bihe_view_slice(bihe_buffer_view(&builder->text), from, to));
    if (spans == NULL || block->text.ptr == NULL) return false;
    for (size_t i = first; i <= last; i++) {
        const bihe_span span = builder->spans[i];
        const size_t skip = span.text < from ? from - span.text : 0;
        spans[i - first] = (bihe_span){span.text + skip - from, span.source + skip};
    }
    const bihe_span end = spans[last - first];
    block->spans = spans;
    block->span_count = last - first + 1;
    block->line[0] = bihe_source_line(source, spans[0].source);
    block->line[1] = bihe_source_line(source, end.source + (to - from - 1 - end.text));
    return true;
}

/* Room for one more block in the post; arrays in the arena grow by copying. */
static bihe_block *new_block(bihe_post *post, bihe_arena *arena)
{
    if (post->block_count == post->block_capacity) {
        const size_t capacity = post->block_capacity < 16 ? 16 : post->block_capacity * 2;
        bihe_block *blocks = bihe_arena_new(arena, capacity, sizeof *blocks);
        if (blocks == NULL) return NULL;
        if (post->block_count > 0) memcpy(blocks, post->blocks, post->block_count * sizeof *blocks);
        post->blocks = blocks;
        post->block_capacity = capacity;
    }
    return &post->blocks[post->block_count];
}

static bool says_something(bihe_view text)
{
    for (size_t at = 0; at < text.len;) {
        const int32_t c = bihe_utf8_next(text, &at);
        if (bihe_char_is_letter(c) || bihe_char_is_digit(c)) return true;
    }
    return false;
}

void bihe_block_builder_drop(bihe_block_builder *builder)
{
    builder->text.len = 0;
    builder->span_count = 0;
    builder->cut = false;
}

void bihe_block_builder_end(bihe_block_builder *builder, bihe_block_kind kind, unsigned level)
{
    if (builder->cut && !builder->failed) close_cuts(builder);
    const bihe_view all = bihe_buffer_view(&builder->text);
    const bihe_view text = bihe_utf8_trim(all);
    if (!builder->failed && says_something(text)) {
        bihe_block *block = new_block(builder->post, builder->arena);
        const size_t from = (size_t)(text.ptr - all.ptr);
        if (block != NULL && add_block(builder, block, from, from + text.len)) {
            block->kind = kind;
            block->caption = builder->caption;
            block->row = kind == BIHE_BLOCK_TABLE_CELL ? builder->row : 0;
            block->quoted = builder->quoted || kind == BIHE_BLOCK_QUOTE;
            block->level = (uint8_t)(level < UINT8_MAX ? level : UINT8_MAX);
            builder->post->block_count++;
        } else {
            builder->failed = true;
        }
    }
    bihe_block_builder_drop(builder);
}
