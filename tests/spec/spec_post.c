/* SPDX-License-Identifier: Apache-2.0 */
/* Shows what the reader made of a file: one line for its front matter, one for each block as
 * "kind(level) lines: text", soft and hard breaks written \n and \v. */
#include "spec.h"

#include "post/post.h"
#include "text/utf8.h"

static void show_front(const bihe_post *post, bihe_buffer *out)
{
    if (post->front_error.code != BIHE_OK)
        bihe_buffer_append_format(out, "front matter %zu:%zu: %s\n", post->front_error.line,
                                  post->front_error.column, post->front_error.message);
    if (post->front.map == NULL) return;
    bihe_buffer_append_text(out, "front matter:");
    for (const bihe_yaml *key = post->front.map->first; key != NULL; key = key->next) {
        bihe_buffer_append_byte(out, ' ');
        bihe_buffer_append_view(out, key->key);
    }
    bihe_buffer_append_byte(out, '\n');
}

static void show_block(const bihe_block *block, bihe_buffer *out)
{
    static const char *const names[] = {
        [BIHE_BLOCK_HEADING] = "heading", [BIHE_BLOCK_PARAGRAPH] = "paragraph",
        [BIHE_BLOCK_LIST_ITEM] = "item",  [BIHE_BLOCK_QUOTE] = "quote",
        [BIHE_BLOCK_TABLE_CELL] = "cell", [BIHE_BLOCK_COMMENT] = "comment",
    };
    bihe_buffer_append_text(out, names[block->kind]);
    if (block->level > 0) bihe_buffer_append_format(out, "(%u)", (unsigned)block->level);
    bihe_buffer_append_format(out, " %zu", block->line[0]);
    if (block->line[1] != block->line[0]) bihe_buffer_append_format(out, "-%zu", block->line[1]);
    bihe_buffer_append_text(out, ": ");
    for (size_t i = 0; i < block->text.len; i++) {
        const char c = block->text.ptr[i];
        if (c == BIHE_SOFT_BREAK)
            bihe_buffer_append_text(out, "\\n");
        else if (c == BIHE_HARD_BREAK)
            bihe_buffer_append_text(out, "\\v");
        else
            bihe_buffer_append_byte(out, c);
    }
    bihe_buffer_append_byte(out, '\n');
}

static void show(bihe_view input, bool html, bihe_buffer *out)
{
    bihe_arena arena;
    bihe_source source;
    bihe_post post;
    bihe_error err;
    bihe_arena_init(&arena, &out->allocator);
    if (bihe_source_decode(&source, "example", input, &arena, &err) != BIHE_OK ||
        bihe_post_read(&post, &source, html, &arena, &err) != BIHE_OK) {
        bihe_buffer_append_format(out, "error: %s\n", err.message);
    } else {
        show_front(&post, out);
        for (size_t i = 0; i < post.block_count; i++)
            show_block(&post.blocks[i], out);
    }
    bihe_arena_clear(&arena);
}

void spec_blocks(bihe_view input, bihe_buffer *out)
{
    show(input, false, out);
}

void spec_html(bihe_view input, bihe_buffer *out)
{
    show(input, true, out);
}
