/* SPDX-License-Identifier: Apache-2.0 */
/* HTML to blocks in one flat pass over tags, text and comments. No tree is built: what a block
 * needs to know is which list item, quote or cell it is in, and a stack of those is enough. The
 * tokens follow the HTML standard (section 13.2.5), except that nothing is thrown away for the lack
 * of an end: an unclosed comment, tag or <pre> loses its mark and keeps its text.
 *
 * libxml2's parser was measured and is not used: its time grows with the square of the depth
 * (720 kB of <div> and </b> take 10 s), its memory is not ours to account for, and it does not say
 * where in the file a text came from. */
#include "post/html.h"

#include "base/error.h"
#include "post/markup.h"
#include "text/utf8.h"

#include <string.h>

/* How far down the stack an end tag looks for its start. */
enum { REACH = 64 };

typedef enum frame {
    FRAME_LIST,
    FRAME_ITEM,
    FRAME_QUOTE,
    FRAME_CELL,
    FRAME_TABLE,
} frame;

typedef struct reader {
    const bihe_html_input *input;
    bihe_view text;
    size_t map_at; /* span of the input's map that the last text came from */
    bihe_block_builder *builder;
    bihe_buffer stack; /* of frames */
    size_t depth;      /* lists and quotes on it */
    bihe_buffer decoded;
    unsigned heading;       /* level of the open heading, 0 for none */
    bool ruby, gloss;       /* inside <ruby>; in it, inside <rt> or <rp> */
    bool no_tag_end;        /* no '>' from here on */
    bool no_comment_end;    /* no "-->" from here on */
    bool quotes_broken;     /* a quoted attribute value was never closed: quotes count no more */
    bihe_view unclosed[16]; /* elements known to have no end tag from here on */
    size_t unclosed_count;
    bihe_view *comments; /* met inside the block being built; they follow it */
    size_t comment_count, comment_capacity;
} reader;

/* --- blocks ------------------------------------------------------------------------------- */

static bihe_block_kind kind_of(const reader *r)
{
    for (size_t i = r->stack.len; i-- > 0;) {
        switch ((frame)r->stack.ptr[i]) {
        case FRAME_ITEM: return BIHE_BLOCK_LIST_ITEM;
        case FRAME_QUOTE: return BIHE_BLOCK_QUOTE;
        case FRAME_CELL: return BIHE_BLOCK_TABLE_CELL;
        case FRAME_LIST:
        case FRAME_TABLE: break;
        }
        if (r->stack.len - i > REACH) break;
    }
    return r->input->kind;
}

static void end_text(reader *r)
{
    const size_t depth = r->depth + r->input->level;
    const bool comment = r->input->kind == BIHE_BLOCK_COMMENT;
    bihe_block_kind kind = r->heading > 0 ? BIHE_BLOCK_HEADING : kind_of(r);
    size_t level = r->heading > 0 ? r->heading : depth;
    if (comment) {
        kind = BIHE_BLOCK_COMMENT;
        level = r->heading;
    }
    bihe_block_builder_end(r->builder, kind, (unsigned)(level < UINT8_MAX ? level : UINT8_MAX));
    r->ruby = r->gloss = false;
}

/* Reads a comment; in it, "<!--" opens nothing, so this goes one level deep. */
static void read_comment(reader *r, bihe_view text)
{
    size_t at = r->map_at;
    const size_t offset = (size_t)(text.ptr - r->text.ptr);
    while (r->input->map[at].text > offset)
        at--;
    const bihe_span map = {0, r->input->map[at].source + (offset - r->input->map[at].text)};
    const bihe_html_input comment = {text, &map, 1, BIHE_BLOCK_COMMENT, 0, false};
    bihe_html_read_input(r->builder, &comment);
}

static void end_block(reader *r)
{
    end_text(r);
    for (size_t i = 0; i < r->comment_count; i++)
        read_comment(r, r->comments[i]);
    r->comment_count = 0;
}

static void push(reader *r, frame f)
{
    bihe_buffer_append_byte(&r->stack, (char)f);
    r->depth += f == FRAME_LIST || f == FRAME_QUOTE;
}

static void pop(reader *r)
{
    const frame f = (frame)r->stack.ptr[--r->stack.len];
    r->depth -= f == FRAME_LIST || f == FRAME_QUOTE;
}

/* Pops up to and with the nearest `f`, if there is one in reach and not below `floor`. */
static void pop_to(reader *r, frame f, frame floor)
{
    for (size_t i = r->stack.len; i-- > 0 && r->stack.len - i <= REACH;) {
        const frame here = (frame)r->stack.ptr[i];
        if (here == f) {
            while (r->stack.len > i)
                pop(r);
            return;
        }
        if (here == floor) return;
    }
}

/* --- text --------------------------------------------------------------------------------- */

static size_t source_of(reader *r, size_t at)
{
    const bihe_html_input *in = r->input;
    while (r->map_at + 1 < in->map_count && in->map[r->map_at + 1].text <= at)
        r->map_at++;
    return in->map[r->map_at].source + (at - in->map[r->map_at].text);
}

/* Adds text[from, to) in runs that are one piece in the source too. */
static void add_run(reader *r, size_t from, size_t to)
{
    const bihe_html_input *in = r->input;
    while (from < to) {
        const size_t source = source_of(r, from);
        size_t end = to;
        if (r->map_at + 1 < in->map_count && in->map[r->map_at + 1].text < to)
            end = in->map[r->map_at + 1].text;
        bihe_block_builder_add(r->builder, bihe_view_slice(r->text, from, end), source);
        from = end;
    }
}

/* Adds the reference at `at`; the '&' alone where it is none. */
static size_t add_reference(reader *r, size_t at)
{
    const size_t end = at + 64 < r->text.len ? at + 64 : r->text.len;
    r->decoded.len = 0;
    const size_t len = bihe_entity_decode(bihe_view_slice(r->text, at, end), true, &r->decoded);
    if (r->decoded.failed) r->builder->failed = true;
    if (len == 0) {
        add_run(r, at, at + 1);
        return at + 1;
    }
    const size_t source = source_of(r, at);
    bihe_block_builder_add(r->builder, bihe_buffer_view(&r->decoded), source);
    return at + len;
}

/* Adds text[from, to), which holds no tags: lines joined by soft breaks, references decoded. */
static void add_text(reader *r, size_t from, size_t to)
{
    if (r->gloss) return;
    size_t at = from;
    while (at < to) {
        const char c = r->text.ptr[at];
        if (c != '\n' && c != '\r' && c != '&') {
            at++;
            continue;
        }
        add_run(r, from, at);
        if (c == '&') {
            at = add_reference(r, at);
        } else {
            bihe_block_builder_break(r->builder, BIHE_SOFT_BREAK);
            at++;
        }
        from = at;
    }
    add_run(r, from, to);
}

/* --- tags --------------------------------------------------------------------------------- */

/* Offset of the end tag of `name` at or after `at`; SIZE_MAX when there is none. */
static size_t find_end_tag(reader *r, bihe_view name, size_t at)
{
    for (size_t i = 0; i < r->unclosed_count; i++) {
        if (bihe_markup_same_name(r->unclosed[i], name)) return SIZE_MAX;
    }
    while (at < r->text.len) {
        const char *found = memchr(r->text.ptr + at, '<', r->text.len - at);
        if (found == NULL) break;
        at = (size_t)(found - r->text.ptr);
        bihe_tag tag;
        if (bihe_tag_parse(&tag, bihe_view_slice(r->text, at, r->text.len)) && tag.closing &&
            bihe_markup_same_name(tag.name, name))
            return at;
        at++;
    }
    if (r->unclosed_count < sizeof r->unclosed / sizeof *r->unclosed)
        r->unclosed[r->unclosed_count++] = name;
    return SIZE_MAX;
}

/* A heading, a new item or cell ends what an author left open. */
static void open_tag(reader *r, const bihe_tag *tag)
{
    r->heading = tag->role == BIHE_ROLE_HEADING || tag->role == BIHE_ROLE_TITLE ? tag->level : 0;
    switch (tag->role) {
    case BIHE_ROLE_ITEM:
        pop_to(r, FRAME_ITEM, FRAME_LIST);
        push(r, FRAME_ITEM);
        break;
    case BIHE_ROLE_CELL:
        pop_to(r, FRAME_CELL, FRAME_TABLE);
        push(r, FRAME_CELL);
        break;
    case BIHE_ROLE_LIST: push(r, FRAME_LIST); break;
    case BIHE_ROLE_QUOTE: push(r, FRAME_QUOTE); break;
    case BIHE_ROLE_TABLE: push(r, FRAME_TABLE); break;
    default: break;
    }
}

static void close_tag(reader *r, const bihe_tag *tag)
{
    r->heading = 0;
    switch (tag->role) {
    case BIHE_ROLE_ITEM: pop_to(r, FRAME_ITEM, FRAME_LIST); break;
    case BIHE_ROLE_CELL: pop_to(r, FRAME_CELL, FRAME_TABLE); break;
    case BIHE_ROLE_LIST: pop_to(r, FRAME_LIST, FRAME_TABLE); break;
    case BIHE_ROLE_QUOTE: pop_to(r, FRAME_QUOTE, FRAME_TABLE); break;
    case BIHE_ROLE_TABLE: pop_to(r, FRAME_TABLE, FRAME_TABLE); break;
    default: break;
    }
}

/* Acts on a tag; returns where reading goes on, given that the tag ends at `end`. */
static size_t on_tag(reader *r, const bihe_tag *tag, size_t end)
{
    switch (tag->role) {
    case BIHE_ROLE_UNKNOWN:
    case BIHE_ROLE_INLINE:
        if (!bihe_markup_same_name(tag->name, BIHE_VIEW("ruby"))) return end;
        r->ruby = !tag->closing;
        r->gloss = false;
        return end;
    case BIHE_ROLE_BREAK: bihe_block_builder_break(r->builder, BIHE_HARD_BREAK); return end;
    case BIHE_ROLE_GLOSS: r->gloss = r->ruby && !tag->closing; return end;
    case BIHE_ROLE_CODE: end_block(r); break;
    case BIHE_ROLE_RAW: break;
    default:
        end_block(r);
        if (bihe_markup_same_name(tag->name, BIHE_VIEW("tr")) && !tag->closing)
            r->builder->row = ++r->builder->post->row_count;
        if (tag->closing)
            close_tag(r, tag);
        else
            open_tag(r, tag);
        if (tag->role != BIHE_ROLE_TITLE) return end;
    }
    if (tag->closing) return end;
    const size_t close = find_end_tag(r, tag->name, end);
    if (close == SIZE_MAX) return r->input->whole && bihe_tag_is_program(tag) ? r->text.len : end;
    if (tag->role == BIHE_ROLE_TITLE) add_text(r, end, close);
    return close;
}

/* Length of the tag at `at`; 0 when it never ends. */
static size_t tag_length(reader *r, size_t at)
{
    const bihe_view rest = bihe_view_slice(r->text, at, r->text.len);
    if (r->no_tag_end) return 0;
    const size_t length = r->quotes_broken ? 0 : bihe_tag_length(rest);
    if (length > 0) return length;
    r->quotes_broken = true;
    const char *end = memchr(rest.ptr, '>', rest.len);
    r->no_tag_end = end == NULL;
    return end == NULL ? 0 : (size_t)(end - rest.ptr) + 1;
}

static void keep_comment(reader *r, bihe_view text)
{
    void *comments = r->comments;
    if (!bihe_array_reserve(&r->builder->arena->allocator, &comments, &r->comment_capacity,
                            r->comment_count + 1, sizeof *r->comments)) {
        r->builder->failed = true;
        return;
    }
    r->comments = comments;
    r->comments[r->comment_count++] = text;
    if (r->builder->text.len == 0) end_block(r);
}

static size_t on_comment(reader *r, size_t at)
{
    const size_t body = at + 4;
    const bihe_view rest = bihe_view_slice(r->text, body, r->text.len);
    if (r->input->kind == BIHE_BLOCK_COMMENT || r->no_comment_end) return body;
    const size_t length = bihe_markup_find(rest, BIHE_VIEW("-->"));
    r->no_comment_end = length == SIZE_MAX;
    if (r->no_comment_end) return body;
    const bihe_view text = bihe_view_slice(rest, 0, length);
    if (bihe_markup_is_prose_comment(text)) keep_comment(r, text);
    return body + length + 3;
}

/* Acts on what the '<' at `at` starts; returns where reading goes on. */
static size_t on_angle(reader *r, size_t at)
{
    const bihe_view rest = bihe_view_slice(r->text, at, r->text.len);
    if (rest.len >= 4 && memcmp(rest.ptr, "<!--", 4) == 0) return on_comment(r, at);
    bihe_tag tag;
    const bool named = bihe_tag_parse(&tag, rest);
    const bool bogus = rest.len > 1 && (rest.ptr[1] == '!' || rest.ptr[1] == '?');
    const size_t length = named || bogus ? tag_length(r, at) : 0;
    if (length == 0) {
        add_text(r, at, at + 1);
        return at + 1;
    }
    return named ? on_tag(r, &tag, at + length) : at + length;
}

void bihe_html_read_input(bihe_block_builder *builder, const bihe_html_input *input)
{
    reader r = {.input = input, .text = input->text, .builder = builder};
    bihe_buffer_init(&r.stack, &builder->arena->allocator);
    bihe_buffer_init(&r.decoded, &builder->arena->allocator);
    for (size_t at = 0; at < r.text.len && !builder->failed;) {
        const char *angle = memchr(r.text.ptr + at, '<', r.text.len - at);
        const size_t end = angle != NULL ? (size_t)(angle - r.text.ptr) : r.text.len;
        add_text(&r, at, end);
        at = end < r.text.len ? on_angle(&r, end) : end;
        if (r.stack.failed) builder->failed = true;
    }
    end_block(&r);
    bihe_buffer_clear(&r.stack);
    bihe_buffer_clear(&r.decoded);
    bihe_mem_free(&builder->arena->allocator, r.comments);
}

bihe_status bihe_html_read(bihe_post *post, const bihe_source *source, bihe_arena *arena,
                           bihe_error *err)
{
    bihe_block_builder builder;
    bihe_block_builder_init(&builder, post, source, arena);
    const bihe_span map = {0, post->body};
    const bihe_html_input input = {
        .text = bihe_view_slice(source->text, post->body, source->text.len),
        .map = &map,
        .map_count = 1,
        .kind = BIHE_BLOCK_PARAGRAPH,
        .whole = true,
    };
    bihe_html_read_input(&builder, &input);
    const bool failed = builder.failed;
    bihe_block_builder_clear(&builder);
    return failed ? bihe_fail_memory(err) : BIHE_OK;
}
