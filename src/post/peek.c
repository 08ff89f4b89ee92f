/* SPDX-License-Identifier: Apache-2.0 */
/* A look into a file. Front matter is read line by line and not as YAML: thousands of files are
 * looked into before the first is read. */
#include "post/peek.h"

#include "base/file.h"
#include "base/input.h"
#include "bihe/document.h"
#include "post/piece.h"
#include "post/post.h"
#include "text/utf8.h"

#include <string.h>

/* a text is in one language when the other weighs less than this share: commands and names in
 * Chinese about software weigh up to a fifth, a translation weighs half */
#define OTHER_SHARE 0.3

/* --- front matter ------------------------------------------------------------------------ */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bihe_view strip(bihe_view text)
{
    size_t start = 0, end = text.len;
    while (start < end && is_blank(text.ptr[start]))
        start++;
    while (end > start && is_blank(text.ptr[end - 1]))
        end--;
    return bihe_view_slice(text, start, end);
}

static bihe_view unquote(bihe_view text)
{
    const bool quoted = text.len >= 2 && (text.ptr[0] == '"' || text.ptr[0] == '\'') &&
                        text.ptr[text.len - 1] == text.ptr[0];
    return quoted ? bihe_view_slice(text, 1, text.len - 1) : text;
}

static bool is_filler(char c)
{
    return c == '_' || c == '-';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_key(bihe_view a, const char *b)
{
    size_t i = 0;
    for (;;) {
        while (i < a.len && is_filler(a.ptr[i]))
            i++;
        while (is_filler(*b))
            b++;
        if (i == a.len || *b == '\0') return i == a.len && *b == '\0';
        if (lower(a.ptr[i++]) != lower(*b++)) return false;
    }
}

/* Takes `key: value` apart; false for any other line, one that goes on below it too. */
static bool take_apart(bihe_view line, char divider, bihe_view *key, bihe_view *value)
{
    const char *found = memchr(line.ptr, divider, line.len);
    if (found == NULL) return false;
    const size_t at = (size_t)(found - line.ptr);
    *key = unquote(strip(bihe_view_slice(line, 0, at)));
    *value = strip(bihe_view_slice(line, at + 1, line.len));
    if (value->len > 0 && value->ptr[value->len - 1] == ',') value->len--;
    *value = unquote(strip(*value));
    return value->len > 0 && strchr("|>{[&*", value->ptr[0]) == NULL;
}

static bihe_view next_line(bihe_view text, size_t *at)
{
    const char *end = memchr(text.ptr + *at, '\n', text.len - *at);
    const size_t start = *at, stop = end != NULL ? (size_t)(end - text.ptr) : text.len;
    *at = stop + 1;
    return bihe_view_slice(text, start, stop);
}

/* Whether a line is indented and so belongs to a map or list above it; JSON is indented as it
 * likes. */
static bool is_inner(bihe_view line, bihe_view opening)
{
    return opening.ptr[0] != '{' && line.len > 0 && is_blank(line.ptr[0]);
}

static bool scan(bihe_view text, const char *const *keys, size_t count, bihe_view *values,
                 bihe_arena *arena)
{
    size_t at = 0;
    if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0)
        text = bihe_view_slice(text, 3, text.len);
    if (text.len == 0) return true;
    const bihe_view opening = strip(next_line(text, &at));
    const bool toml = bihe_view_is(opening, "+++");
    if (!toml && !bihe_view_is(opening, "---") && !bihe_view_is(opening, "{")) return true;
    while (at < text.len) {
        bihe_view key, value, line = next_line(text, &at);
        if (bihe_view_equal(strip(line), opening) || bihe_view_is(strip(line), "}")) break;
        if (is_inner(line, opening) || !take_apart(line, toml ? '=' : ':', &key, &value)) continue;
        for (size_t k = 0; k < count; k++) {
            if (!same_key(key, keys[k])) continue;
            values[k] = bihe_arena_copy(arena, value);
            if (values[k].ptr == NULL) return false;
        }
    }
    return true;
}

bool bihe_peek_front(const char *path, const char *const *keys, size_t count, bihe_view *values,
                     bihe_arena *arena)
{
    bihe_input input;
    bihe_buffer bytes;
    for (size_t k = 0; k < count; k++)
        values[k] = (bihe_view){NULL, 0};
    if (!bihe_file_is_regular(path)) return true;
    bihe_buffer_init(&bytes, &arena->allocator);
    bihe_status status = bihe_input_open(&input, path, &arena->allocator, NULL);
    if (status == BIHE_OK) {
        status = bihe_input_read(&input, &bytes, NULL);
        bihe_input_close(&input);
    }
    const bool done = status == BIHE_OK ? scan(bihe_buffer_view(&bytes), keys, count, values, arena)
                                        : status != BIHE_ERROR_MEMORY;
    bihe_buffer_clear(&bytes);
    return done;
}

/* --- language ---------------------------------------------------------------------------- */

/* Adds the weight of the lines of a block to that of the language of each. */
static void weigh_lines(const bihe_block *block, double sum[2])
{
    for (size_t start = 0; start < block->text.len;) {
        size_t end = start;
        while (end < block->text.len && block->text.ptr[end] != BIHE_SOFT_BREAK &&
               block->text.ptr[end] != BIHE_HARD_BREAK)
            end++;
        double weight[2] = {0, 0};
        bihe_weigh_scripts(bihe_view_slice(block->text, start, end), weight);
        const int side = bihe_side_of_weights(weight);
        if (side >= 0) sum[side] += weight[side];
        start = end + 1;
    }
}

static int side_of_post(const bihe_post *post)
{
    double sum[2] = {0, 0};
    for (size_t i = 0; i < post->block_count; i++) {
        if (post->blocks[i].kind != BIHE_BLOCK_COMMENT) weigh_lines(&post->blocks[i], sum);
    }
    const double all = sum[0] + sum[1];
    if (all <= 0) return -1;
    if (sum[BIHE_EN] < OTHER_SHARE * all) return BIHE_ZH;
    return sum[BIHE_ZH] < OTHER_SHARE * all ? BIHE_EN : BIHE_PEEK_BOTH;
}

static bihe_status read_side(const char *path, bihe_view bytes, bihe_arena *arena, int *side)
{
    bihe_source source;
    bihe_post post;
    bihe_status status = bihe_source_decode(&source, path, bytes, arena, NULL);
    if (status == BIHE_OK)
        status = bihe_post_read(&post, &source, bihe_post_is_html(path), arena, NULL);
    if (status == BIHE_OK) *side = side_of_post(&post);
    return status;
}

bool bihe_peek_side(const char *path, size_t max_bytes, const bihe_allocator *allocator, int *side)
{
    bihe_arena arena;
    bihe_buffer bytes;
    *side = -1;
    if (!bihe_file_is_regular(path)) return true;
    bihe_arena_init(&arena, allocator);
    bihe_buffer_init(&bytes, allocator);
    bihe_status status = bihe_file_read(path, max_bytes, &bytes, NULL);
    if (status == BIHE_OK) status = read_side(path, bihe_buffer_view(&bytes), &arena, side);
    bihe_buffer_clear(&bytes);
    bihe_arena_clear(&arena);
    return status != BIHE_ERROR_MEMORY;
}
