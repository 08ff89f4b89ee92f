/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown to blocks through md4c, whose callbacks hand out pointers into the text they were given:
 * the offset in the file is plain arithmetic, because the text is a masked copy of the same length.
 * A comment is Markdown of its own and is read the same way, one level deep. */
#include "post/html.h"
#include "post/markup.h"
#include "post/mask.h"
#include "post/post.h"
#include "post/prose.h"

#include "base/error.h"
#include "text/utf8.h"

#include <limits.h>
#include <md4c.h>
#include <string.h>

/* Delimiters of a block that are looked at again when it ends; a block with more is no prose. */
enum { LOOSE_LIMIT = 1024 };

/* Emphasis is one, two or three asterisks. */
enum { RUN_LONGEST = 3 };

/* A run of '*' or '~' that md4c took for text, or a bracket. */
typedef struct loose {
    size_t at, length; /* in the text of the block */
    char c;
} loose;

/* A piece of the text of an image. */
typedef struct caption {
    bihe_view text;
    size_t source, image;
} caption;

typedef struct reader {
    bihe_block_builder builder;
    bihe_mask mask;
    bihe_view text; /* the part of the source being read */
    size_t base;    /* its offset in the source */
    bool comment;   /* it is the inside of a comment */
    bool again;     /* inside read_again: a code block there is code */
    size_t next_comment;
    bihe_buffer containers; /* 'q' quote, 'l' list item; innermost last */
    size_t depth;           /* lists and quotes */
    unsigned heading;       /* level of the open heading, 0 outside */
    bool cell;
    bool code;             /* inside a code block */
    bihe_range code_range; /* of the source: what is in it */
    size_t images;         /* nested images: their text is no part of the text around them */
    caption *captions;     /* texts of the block's images */
    size_t caption_count, caption_capacity;
    size_t image;     /* number of the image in the block */
    bool ruby, gloss; /* inside <ruby>; in it, inside <rt> or <rp> */
    bihe_view raw;    /* name of the open raw HTML element, len 0 for none */
    bool in_html;
    bihe_buffer html; /* the HTML block being collected */
    bihe_span *html_map;
    size_t html_map_count, html_map_capacity;
    bihe_buffer decoded;
    loose *loose;
    size_t loose_count;
    bihe_error *err;
} reader;

static bihe_status read_range(bihe_post *post, const bihe_source *source, bihe_range range,
                              bool comment, bihe_arena *arena, bihe_error *err);
static MD_PARSER parser_with(unsigned flags);

/* --- tidying what md4c left ---------------------------------------------------------------- */

static int32_t before(const reader *r, size_t at)
{
    return at == 0 ? ' ' : bihe_utf8_prev(bihe_buffer_view(&r->builder.text), &at);
}

static int32_t after(const reader *r, size_t at)
{
    return at >= r->builder.text.len ? ' '
                                     : bihe_utf8_next(bihe_buffer_view(&r->builder.text), &at);
}

static bool is_ascii_word(int32_t c)
{
    return c < 0x80 && (bihe_char_is_letter(c) || bihe_char_is_digit(c));
}

static bool touches_wide(const reader *r, const loose *run)
{
    return bihe_char_is_wide(before(r, run->at)) ||
           bihe_char_is_wide(after(r, run->at + run->length));
}

/* Whether two runs of the same length are emphasis that CommonMark does not see: it looks for
 * spaces around words, and Chinese has none ("**注意：**请" stays as it is). A formula (2 ** 3) or
 * a pattern of paths is left alone. */
static bool is_emphasis(const reader *r, const loose *open, const loose *close)
{
    const int32_t inner[2] = {after(r, open->at + open->length), before(r, close->at)};
    const int32_t outer[2] = {before(r, open->at), after(r, close->at + close->length)};
    if (open->c == '~' && open->length != 2) return false;
    const bool wide = touches_wide(r, open) || touches_wide(r, close);
    const bool tight = !bihe_char_is_space(inner[0]) && !bihe_char_is_space(inner[1]);
    const bool apart = bihe_char_is_space(outer[0]) && bihe_char_is_space(outer[1]);
    if (open->length == 1) return wide && tight;
    if (!tight && apart) return false;
    if (outer[0] == '/' || outer[1] == '/' || inner[1] == '/') return false;
    const bool formula = (is_ascii_word(inner[0]) && is_ascii_word(outer[0])) ||
                         (is_ascii_word(inner[1]) && is_ascii_word(outer[1]));
    return !formula;
}

static void cut(reader *r, const loose *run)
{
    bihe_block_builder_cut(&r->builder, run->at, run->at + run->length);
}

/* Pairs each loose run with the next one of its kind. */
static void cut_emphasis(reader *r)
{
    const loose *open[2][RUN_LONGEST + 1] = {{NULL}};
    for (size_t i = 0; i < r->loose_count; i++) {
        const loose *run = &r->loose[i];
        if ((run->c != '*' && run->c != '~') || run->length > RUN_LONGEST) continue;
        const loose **mate = &open[run->c == '~'][run->length];
        if (*mate != NULL && is_emphasis(r, *mate, run)) {
            cut(r, *mate);
            cut(r, run);
            *mate = NULL;
        } else {
            *mate = run;
        }
    }
}

/* [text][label] whose label is defined nowhere (or in a file a template includes): the text stays.
 * a[0][1] is no link. */
static void cut_references(reader *r)
{
    size_t open = SIZE_MAX;
    for (size_t i = 0; i + 2 < r->loose_count; i++) {
        const loose *l = r->loose + i;
        if (l->c == '[') open = i;
        const bool joint = l->c == ']' && l[1].c == '[' && l[1].at == l->at + 1 && l[2].c == ']';
        if (!joint || open == SIZE_MAX) continue;
        const loose *first = &r->loose[open];
        if (!is_ascii_word(before(r, first->at)) && l->at > first->at + 1) {
            cut(r, first);
            bihe_block_builder_cut(&r->builder, l->at, l[2].at + 1);
        }
        open = SIZE_MAX;
    }
}

/* --- blocks ------------------------------------------------------------------------------- */

/* The front matter of the other language, which some sites keep in a comment. */
static void read_other_front(reader *r, bihe_view front)
{
    const size_t start = r->base + (size_t)(front.ptr - r->text.ptr);
    if (bihe_frontmatter_read_other(r->builder.post, r->builder.source, start, start + front.len,
                                    r->builder.arena, r->err) != BIHE_OK)
        r->builder.failed = true;
}

static void read_comments(reader *r, size_t before_offset)
{
    while (r->next_comment < r->mask.comment_count && !r->builder.failed) {
        const bihe_range range = r->mask.comments[r->next_comment];
        if (range.start >= before_offset) return;
        r->next_comment++;
        const bihe_view inside = bihe_view_slice(r->text, range.start, range.end);
        const bihe_view front = bihe_markup_front_matter(inside);
        if (front.len > 0) read_other_front(r, front);
        if (!bihe_markup_is_prose_comment(inside)) continue;
        const bihe_range in_source = {r->base + range.start, r->base + range.end};
        const bihe_status status = read_range(r->builder.post, r->builder.source, in_source, true,
                                              r->builder.arena, r->err);
        if (status != BIHE_OK) r->builder.failed = true;
    }
}

static bihe_block_kind kind_of(const reader *r)
{
    if (r->comment) return BIHE_BLOCK_COMMENT;
    if (r->heading > 0) return BIHE_BLOCK_HEADING;
    if (r->cell) return BIHE_BLOCK_TABLE_CELL;
    if (r->containers.len == 0) return BIHE_BLOCK_PARAGRAPH;
    return r->containers.ptr[r->containers.len - 1] == 'q' ? BIHE_BLOCK_QUOTE
                                                           : BIHE_BLOCK_LIST_ITEM;
}

static bool is_quoted(const reader *r)
{
    return r->containers.len > 0 && memchr(r->containers.ptr, 'q', r->containers.len) != NULL;
}

static unsigned level_of(const reader *r)
{
    if (r->comment || r->heading > 0) return r->heading;
    return r->depth < UINT8_MAX ? (unsigned)r->depth : UINT8_MAX;
}

/* Masked text as it was. md4c's own text has nothing masked. */
static bihe_view original(const reader *r, bihe_view text, size_t source)
{
    if (source == SIZE_MAX) return text;
    return bihe_view_slice(r->text, source - r->base, source - r->base + text.len);
}

/* Takes note of a piece of the text of an image. */
static void keep_caption(reader *r, bihe_view text, size_t source)
{
    void *captions = r->captions;
    if (source == SIZE_MAX) return;
    if (!bihe_array_reserve(&r->builder.arena->allocator, &captions, &r->caption_capacity,
                            r->caption_count + 1, sizeof *r->captions)) {
        r->builder.failed = true;
        return;
    }
    r->captions = captions;
    r->captions[r->caption_count++] = (caption){original(r, text, source), source, r->image};
}

/* The texts of the images of the block that has ended: each a block, where it says something and is
 * not the name of a file. */
static void end_captions(reader *r)
{
    for (size_t i = 0; i < r->caption_count && !r->builder.failed;) {
        const size_t image = r->captions[i].image;
        for (; i < r->caption_count && r->captions[i].image == image; i++)
            bihe_block_builder_add(&r->builder, r->captions[i].text, r->captions[i].source);
        if (!bihe_has_words(bihe_buffer_view(&r->builder.text)))
            bihe_block_builder_drop(&r->builder);
        r->builder.quoted = is_quoted(r);
        r->builder.caption = true;
        bihe_block_builder_end(&r->builder, kind_of(r), level_of(r));
        r->builder.caption = false;
    }
    r->caption_count = 0;
    r->image = 0;
}

/* Ends the block being built. Comments that stand before it in the file are read first. */
static void end_block(reader *r)
{
    if (r->builder.text.len > 0 && !r->builder.failed) {
        cut_emphasis(r);
        cut_references(r);
        if (r->builder.span_count > 0) read_comments(r, r->builder.spans[0].source - r->base);
        r->builder.quoted = is_quoted(r);
        bihe_block_builder_end(&r->builder, kind_of(r), level_of(r));
    }
    end_captions(r);
    r->loose_count = 0;
    r->ruby = r->gloss = false;
    r->raw.len = 0;
}

static void end_html(reader *r)
{
    if (r->html.len == 0 || r->html_map_count == 0) return;
    const bihe_html_input input = {
        bihe_buffer_view(&r->html), r->html_map, r->html_map_count, kind_of(r), level_of(r), false};
    read_comments(r, r->html_map[0].source - r->base);
    r->builder.quoted = is_quoted(r);
    bihe_html_read_input(&r->builder, &input);
    r->html.len = 0;
    r->html_map_count = 0;
}

/* Reads part of the masked text again, in the same lists and quotes, with nothing taken for
 * indented code. Only once: fences in fences must not cost stack. */
static void read_again(reader *r, bihe_range range)
{
    const MD_PARSER parser = parser_with(MD_FLAG_NOINDENTEDCODEBLOCKS);
    const size_t size = range.end - range.start;
    r->again = true;
    if (md_parse(r->mask.text + (range.start - r->base), (MD_SIZE)size, &parser, r) != 0)
        r->builder.failed = true;
    r->again = false;
}

/* Whether a fence with a name of its own ("bible", "poem", "ad-note") holds prose. What no name
 * tells, or a name of what machines print, is left as it is. */
static bool is_verse(const reader *r, bihe_view lang, bihe_range range)
{
    static const char *const machines[] = {
        "text",     "txt",    "plain",   "plaintext", "log",     "console",
        "terminal", "output", "gherkin", "cucumber",  "feature", "diff",
        "mermaid",  "latex",  "tex",     "http",      "email",   "eml"};
    if (lang.len == 0) return false;
    for (size_t k = 0; k < sizeof machines / sizeof *machines; k++) {
        if (bihe_markup_same_name(lang, bihe_view_of(machines[k]))) return false;
    }
    return bihe_looks_prose(bihe_view_slice(r->builder.source->text, range.start, range.end));
}

/* A code block that holds text after all: an indented one that reads like prose, or a fence called
 * "quote" or by another name that is no program's. */
static void end_code(reader *r, const MD_BLOCK_CODE_DETAIL *detail)
{
    const bihe_range range = r->code_range;
    const bihe_view lang = {detail->lang.text, detail->lang.size};
    r->code = false;
    if (range.start >= range.end || r->again) return;
    if (detail->fence_char == 0) {
        const bihe_view text = bihe_view_slice(r->builder.source->text, range.start, range.end);
        if (bihe_looks_prose(text)) read_again(r, range);
    } else if (bihe_view_is(lang, "quote") || is_verse(r, lang, range)) {
        bihe_buffer_append_byte(&r->containers, 'q');
        if (r->containers.failed) return;
        r->depth++;
        read_again(r, range);
        r->depth--;
        r->containers.len--;
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    reader *r = user;
    end_block(r);
    switch (type) {
    case MD_BLOCK_QUOTE:
        bihe_buffer_append_byte(&r->containers, 'q');
        r->depth++;
        break;
    case MD_BLOCK_LI: bihe_buffer_append_byte(&r->containers, 'l'); break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: r->depth++; break;
    case MD_BLOCK_H: r->heading = ((const MD_BLOCK_H_DETAIL *)detail)->level; break;
    case MD_BLOCK_TR: r->builder.row = ++r->builder.post->row_count; break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: r->cell = true; break;
    case MD_BLOCK_CODE:
        r->code = true;
        r->code_range = (bihe_range){SIZE_MAX, 0};
        break;
    case MD_BLOCK_HTML: r->in_html = true; break;
    default: break;
    }
    return r->builder.failed || r->containers.failed;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    reader *r = user;
    end_block(r);
    switch (type) {
    case MD_BLOCK_QUOTE:
        r->containers.len--;
        r->depth--;
        break;
    case MD_BLOCK_LI: r->containers.len--; break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: r->depth--; break;
    case MD_BLOCK_H: r->heading = 0; break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: r->cell = false; break;
    case MD_BLOCK_CODE: end_code(r, detail); break;
    case MD_BLOCK_HTML:
        end_html(r);
        r->in_html = false;
        break;
    default: break;
    }
    return r->builder.failed || r->containers.failed;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    reader *r = user;
    (void)detail;
    if (type == MD_SPAN_IMG && r->images++ == 0) r->image++;
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    (void)detail;
    if (type == MD_SPAN_IMG) ((reader *)user)->images--;
    return 0;
}

/* --- text --------------------------------------------------------------------------------- */

/* Where md4c's pointer is in the source; SIZE_MAX for text that md4c made itself. */
static size_t source_of(const reader *r, const char *text)
{
    const uintptr_t start = (uintptr_t)r->mask.text, at = (uintptr_t)text;
    return at >= start && at < start + r->text.len ? r->base + (at - start) : SIZE_MAX;
}

static void add_loose(reader *r, char c, size_t length)
{
    if (r->loose_count == LOOSE_LIMIT) return;
    r->loose[r->loose_count++] = (loose){r->builder.text.len, length, c};
}

/* Adds text[start, end) of a text that is at `source`. */
static void add_slice(reader *r, bihe_view text, size_t start, size_t end, size_t source)
{
    const size_t at = source == SIZE_MAX ? SIZE_MAX : source + start;
    if (start < end) bihe_block_builder_add(&r->builder, bihe_view_slice(text, start, end), at);
}

/* Adds text, leaving masked bytes out and noting delimiters that md4c took for text. An escaped
 * one starts the text it is in and has its backslash before it. */
static void add_text(reader *r, bihe_view text, size_t source, bool delimiters)
{
    const bool escaped =
        source != SIZE_MAX && source > r->base && r->text.ptr[source - r->base - 1] == '\\';
    size_t start = 0;
    for (size_t i = 0; i < text.len;) {
        const char c = text.ptr[i];
        const bool inert = c == BIHE_MASK_INERT;
        const bool pipe = r->cell && !delimiters && c == '\\' && i + 1 < text.len;
        const bool gone = c == BIHE_MASK_GONE || (pipe && text.ptr[i + 1] == '|');
        const bool mark = delimiters && (c == '*' || c == '~' || c == '[' || c == ']');
        if (!inert && !gone && !mark) {
            i++;
            continue;
        }
        add_slice(r, text, start, i, source);
        size_t end = i + 1;
        while ((c == '*' || c == '~') && mark && end < text.len && text.ptr[end] == c)
            end++;
        if (mark && !(escaped && i == 0)) add_loose(r, c, end - i);
        if (inert) add_slice(r, original(r, text, source), i, end, source);
        start = mark ? i : end;
        i = end;
    }
    add_slice(r, text, start, text.len, source);
}

static void add_entity(reader *r, bihe_view text, size_t source)
{
    r->decoded.len = 0;
    const bool known = bihe_entity_decode(text, false, &r->decoded) == text.len;
    if (r->decoded.failed) r->builder.failed = true;
    const bihe_view shown = known ? bihe_buffer_view(&r->decoded) : text;
    bihe_block_builder_add(&r->builder, shown, source);
}

/* An inline tag: most vanish, some divide the text or hide what is in them. What HTML does not
 * know is a placeholder (`<name>`) and stays, unless it has attributes or ends an element. */
static void on_tag(reader *r, bihe_view text, size_t source)
{
    bihe_tag tag;
    if (text.len == 0 || text.ptr[0] != '<' || !bihe_tag_parse(&tag, text)) return;
    if (r->raw.len > 0) {
        if (tag.closing && bihe_markup_same_name(tag.name, r->raw)) r->raw.len = 0;
        return;
    }
    switch (tag.role) {
    case BIHE_ROLE_UNKNOWN:
        if (r->images == 0 && !r->gloss && !tag.closing && memchr(text.ptr, '=', text.len) == NULL)
            add_text(r, text, source, false);
        break;
    case BIHE_ROLE_INLINE:
        if (!bihe_markup_same_name(tag.name, BIHE_VIEW("ruby"))) break;
        r->ruby = !tag.closing;
        r->gloss = false;
        break;
    case BIHE_ROLE_BREAK: bihe_block_builder_break(&r->builder, BIHE_HARD_BREAK); break;
    case BIHE_ROLE_GLOSS: r->gloss = r->ruby && !tag.closing; break;
    case BIHE_ROLE_CODE:
    case BIHE_ROLE_RAW:
        if (!tag.closing) r->raw = tag.name;
        break;
    default: end_block(r);
    }
}

static void collect_html(reader *r, bihe_view text, size_t source)
{
    void *map = r->html_map;
    if (source == SIZE_MAX && r->html_map_count == 0) return; /* md4c's indentation */
    if (source != SIZE_MAX) {
        if (!bihe_array_reserve(&r->html.allocator, &map, &r->html_map_capacity,
                                r->html_map_count + 1, sizeof *r->html_map)) {
            r->builder.failed = true;
            return;
        }
        r->html_map = map;
        r->html_map[r->html_map_count++] = (bihe_span){r->html.len, source};
    }
    const bihe_view shown = original(r, text, source);
    for (size_t i = 0; i < text.len; i++)
        bihe_buffer_append_byte(&r->html, text.ptr[i] == BIHE_MASK_GONE ? ' ' : shown.ptr[i]);
    if (r->html.failed) r->builder.failed = true;
}

static void on_inline(reader *r, MD_TEXTTYPE type, bihe_view text, size_t source)
{
    if (type == MD_TEXT_HTML) {
        on_tag(r, text, source);
        return;
    }
    if (r->gloss || r->raw.len > 0) return;
    if (r->images > 0) {
        keep_caption(r, text, source);
        return;
    }
    switch (type) {
    case MD_TEXT_BR: bihe_block_builder_break(&r->builder, BIHE_HARD_BREAK); break;
    case MD_TEXT_SOFTBR: bihe_block_builder_break(&r->builder, BIHE_SOFT_BREAK); break;
    case MD_TEXT_ENTITY: add_entity(r, text, source); break;
    case MD_TEXT_CODE: add_text(r, text, source, false); break;
    default: add_text(r, text, source, true);
    }
}

static void note_code(reader *r, size_t source, size_t size)
{
    if (source == SIZE_MAX) return;
    if (source < r->code_range.start) r->code_range.start = source;
    if (source + size > r->code_range.end) r->code_range.end = source + size;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *chars, MD_SIZE size, void *user)
{
    reader *r = user;
    const bihe_view text = {chars, size};
    const size_t source = source_of(r, chars);
    if (r->code) {
        note_code(r, source, size);
        return 0;
    }
    if (r->in_html)
        collect_html(r, text, source);
    else
        on_inline(r, type, text, source);
    return r->builder.failed;
}

/* --- the whole ---------------------------------------------------------------------------- */

/* Permissive headings: "##标题" is common. No strikethrough: md4c takes "10~20 和 30~40" for it (it
 * is tidied up with the loose delimiters). No autolinks: their text stays text. */
static MD_PARSER parser_with(unsigned flags)
{
    return (MD_PARSER){
        .flags = flags | MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEATXHEADERS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = on_text,
    };
}

static bihe_status parse(reader *r, bihe_error *err)
{
    const MD_PARSER parser = parser_with(0);
    if (r->text.len > INT_MAX / 2)
        return bihe_fail_at(err, BIHE_ERROR_LIMIT, r->builder.source->name, 0, 0,
                            "Markdown of %zu bytes is too long", r->text.len);
    size_t start = 0;
    int result = 0;
    for (size_t i = 0; i <= r->mask.cut_count && result == 0; i++) {
        const size_t end = i < r->mask.cut_count ? r->mask.cuts[i] : r->text.len;
        result = md_parse(r->mask.text + start, (MD_SIZE)(end - start), &parser, r);
        start = end;
    }
    if (result == 0) read_comments(r, SIZE_MAX);
    return result != 0 || r->builder.failed ? bihe_fail_memory(err) : BIHE_OK;
}

static void release(reader *r)
{
    const bihe_allocator *allocator = &r->builder.arena->allocator;
    bihe_mem_free(allocator, r->html_map);
    bihe_mem_free(allocator, r->loose);
    bihe_mem_free(allocator, r->captions);
    bihe_buffer_clear(&r->containers);
    bihe_buffer_clear(&r->html);
    bihe_buffer_clear(&r->decoded);
    bihe_mask_clear(&r->mask);
    bihe_block_builder_clear(&r->builder);
}

static bihe_status read_range(bihe_post *post, const bihe_source *source, bihe_range range,
                              bool comment, bihe_arena *arena, bihe_error *err)
{
    const bihe_allocator *allocator = &arena->allocator;
    reader r = {.text = bihe_view_slice(source->text, range.start, range.end),
                .base = range.start,
                .comment = comment,
                .err = err};
    bihe_block_builder_init(&r.builder, post, source, arena);
    r.builder.source_end = range.start;
    bihe_buffer_init(&r.containers, allocator);
    bihe_buffer_init(&r.html, allocator);
    bihe_buffer_init(&r.decoded, allocator);
    r.loose = bihe_mem_new(allocator, LOOSE_LIMIT, sizeof *r.loose);
    bihe_status status = r.loose == NULL ? bihe_fail_memory(err) : BIHE_OK;
    const bihe_status masked = bihe_mask_init(&r.mask, r.text, !comment, allocator, err);
    if (status == BIHE_OK) status = masked;
    if (status == BIHE_OK) status = parse(&r, err);
    release(&r);
    return status;
}

bihe_status bihe_markdown_read(bihe_post *post, const bihe_source *source, bihe_arena *arena,
                               bihe_error *err)
{
    return read_range(post, source, (bihe_range){post->body, source->text.len}, false, arena, err);
}
