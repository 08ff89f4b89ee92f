/* SPDX-License-Identifier: Apache-2.0 */
/* What static site generators lay over Markdown, taken out before md4c reads it: comments (kept as
 * ranges), Liquid and Hugo tags, kramdown attribute lists, heading identifiers, footnote marks.
 * Code is left alone. What fills whole lines becomes blank lines, anything else bytes that the
 * reader drops. */
#include "post/mask.h"

#include "base/error.h"
#include "post/markup.h"
#include "post/prose.h"
#include "text/utf8.h"

#include <string.h>

/* Bytes a tag may span: an unclosed brace must not swallow the post. */
enum { TAG_LIMIT = 1 << 15, ATTRIBUTE_LIMIT = 512, LABEL_LIMIT = 64, RUN_LIMIT = 32 };

/* Columns of a table that md4c may build; its time grows with columns times rows. */
enum { COLUMN_LIMIT = 128 };

enum { HEADING_DEEPEST = 6 };

/* md4c looks for the line of every link from the start of the paragraph: a paragraph whose lines
 * times brackets exceed this is cut. No paragraph that people write comes near. */
enum { LINK_LIMIT = 1 << 20 };

/* What closes what. */
typedef enum closer {
    CLOSE_COMMENT,
    CLOSE_LIQUID,
    CLOSE_SHORTCODE,
    CLOSE_SHORTCODE_TEXT,
    CLOSE_VALUE,
    CLOSE_ATTRIBUTES,
    CLOSE_LIQUID_COMMENT,
    CLOSE_LIQUID_CODE,
    CLOSE_INSTRUCTION,
    CLOSE_CDATA,
    CLOSE_SCRIPT, /* end tags: of elements whose blocks go on over blank lines */
    CLOSE_PRE,
    CLOSE_STYLE,
    CLOSE_TEXTAREA,
    CLOSE_CANVAS, /* and of others whose content is not text */
    CLOSE_IFRAME,
    CLOSE_MATH,
    CLOSE_NOFRAMES,
    CLOSE_OBJECT,
    CLOSE_SELECT,
    CLOSE_SVG,
    CLOSE_TEMPLATE,
    CLOSE_XMP,
    CLOSERS
} closer;

static const char *const closers[CLOSERS] = {
    "-->",        "%}",           ">}}",      "%}}",        "}}",       "}",
    "endcomment", "endhighlight", "?>",       "]]>",        "</script", "</pre",
    "</style",    "</textarea",   "</canvas", "</iframe",   "</math",   "</noframes",
    "</object",   "</select",     "</svg",    "</template", "</xmp",
};

/* Where the scan is quick to look again: positions only grow, so what was searched once is known.
 */
typedef struct scanner {
    bihe_view text;
    bihe_mask *mask;
    bool comments;
    bool failed;
    size_t found[CLOSERS];  /* the next one from where it was last looked for; SIZE_MAX: none */
    size_t paragraph;       /* end of the paragraph last looked at */
    size_t lines, brackets; /* in the paragraph so far */
    size_t no_run_before[RUN_LIMIT]; /* up to here no run of so many backticks closes a code span */
} scanner;

static char at(const scanner *s, size_t i)
{
    return i < s->text.len ? s->text.ptr[i] : '\n';
}

static bool is_newline(char c)
{
    return c == '\n' || c == '\r';
}

static bool starts(const scanner *s, size_t i, const char *what)
{
    const size_t len = strlen(what);
    return s->text.len - i >= len && memcmp(s->text.ptr + i, what, len) == 0;
}

static size_t line_end(const scanner *s, size_t i)
{
    while (i < s->text.len && !is_newline(s->text.ptr[i]))
        i++;
    return i;
}

static size_t skip_set(const scanner *s, size_t i, const char *set)
{
    while (i < s->text.len && strchr(set, s->text.ptr[i]) != NULL)
        i++;
    return i;
}

/* --- masking ------------------------------------------------------------------------------ */

static void drop(scanner *s, size_t start, size_t end)
{
    memset(s->mask->text + start, BIHE_MASK_GONE, end - start);
}

/* Whether text[start, end) and quote marks or white space are all that its lines hold. */
static bool fills_lines(const scanner *s, size_t start, size_t end)
{
    size_t from = start;
    while (from > 0 && strchr(" \t>", s->text.ptr[from - 1]) != NULL)
        from--;
    return (from == 0 || is_newline(s->text.ptr[from - 1])) &&
           is_newline(at(s, skip_set(s, end, " \t")));
}

/* Masks text[start, end): lines of their own become blank, what stands inside a line is joined to
 * it. */
static void hide(scanner *s, size_t start, size_t end)
{
    if (!fills_lines(s, start, end)) {
        drop(s, start, end);
        return;
    }
    for (size_t i = start; i < end; i++) {
        if (!is_newline(s->text.ptr[i])) s->mask->text[i] = ' ';
    }
}

/* --- code --------------------------------------------------------------------------------- */

static size_t run_length(const scanner *s, size_t i, char c)
{
    size_t n = 0;
    while (i + n < s->text.len && s->text.ptr[i + n] == c)
        n++;
    return n;
}

/* Past quote marks, list marks and white space at the start of a line. */
static size_t skip_containers(const scanner *s, size_t i)
{
    for (;;) {
        i = skip_set(s, i, " \t>");
        size_t mark = i;
        while (at(s, mark) >= '0' && at(s, mark) <= '9' && mark - i < 9)
            mark++;
        const bool ordered = mark > i && (at(s, mark) == '.' || at(s, mark) == ')');
        const bool bullet = mark == i && strchr("-*+", at(s, i)) != NULL;
        if ((!ordered && !bullet) || strchr(" \t", at(s, mark + 1)) == NULL) return i;
        i = mark + 1;
    }
}

/* The end of the fenced code block that opens on the line at `i`; `i` when none does. An unclosed
 * one reaches to the end. */
static size_t skip_fence(const scanner *s, size_t i)
{
    const size_t mark = skip_containers(s, i);
    const char c = at(s, mark);
    const size_t length = c == '`' || c == '~' ? run_length(s, mark, c) : 0;
    if (length < 3) return i;
    size_t end = line_end(s, mark);
    if (c == '`' && memchr(s->text.ptr + mark + length, c, end - mark - length) != NULL) return i;
    while (end < s->text.len) {
        const size_t close = skip_set(s, end, "\n\r \t>");
        const size_t closing = run_length(s, close, c);
        end = line_end(s, close);
        if (closing >= length && skip_set(s, close + closing, " \t") == end) return end;
    }
    return end;
}

/* The end of the paragraph at `i`, at its blank line. */
static size_t paragraph_end(const scanner *s, size_t i)
{
    while (i < s->text.len) {
        const size_t end = line_end(s, i);
        const size_t next = end + (at(s, end) == '\r' && at(s, end + 1) == '\n' ? 2 : 1);
        if (is_newline(at(s, skip_set(s, next, " \t>")))) return end;
        i = next;
    }
    return s->text.len;
}

/* Past the code span at `i`, or past its backticks when they open none. */
static size_t skip_code_span(scanner *s, size_t i)
{
    const size_t length = run_length(s, i, '`');
    size_t j = i + length;
    if (length >= RUN_LIMIT || s->no_run_before[length] > i) return j;
    if (s->paragraph < j) s->paragraph = paragraph_end(s, j);
    const size_t end = s->paragraph;
    while (j < end) {
        const char *found = memchr(s->text.ptr + j, '`', end - j);
        if (found == NULL) break;
        j = (size_t)(found - s->text.ptr);
        const size_t n = run_length(s, j, '`');
        j += n;
        if (n == length) return j;
    }
    s->no_run_before[length] = end;
    return i + length;
}

/* --- comments ----------------------------------------------------------------------------- */

static void keep_comment(scanner *s, size_t start, size_t end)
{
    bihe_mask *mask = s->mask;
    void *comments = mask->comments;
    if (!bihe_array_reserve(&mask->allocator, &comments, &mask->comment_capacity,
                            mask->comment_count + 1, sizeof *mask->comments)) {
        s->failed = true;
        return;
    }
    mask->comments = comments;
    mask->comments[mask->comment_count++] = (bihe_range){start, end};
}

/* Offset just past the next closer of a kind at or after `i`, at most `limit` bytes away; 0 when
 * there is none. */
static size_t find_close(scanner *s, closer kind, size_t i, size_t limit)
{
    const size_t length = strlen(closers[kind]);
    size_t *found = &s->found[kind];
    if (*found == 0 || *found < i) {
        const bihe_view rest = bihe_view_slice(s->text, i, s->text.len);
        const size_t offset = bihe_markup_find(rest, (bihe_view){closers[kind], length});
        *found = offset == SIZE_MAX ? SIZE_MAX : i + offset;
    }
    return *found == SIZE_MAX || *found - i > limit ? 0 : *found + length;
}

/* Past the comment at `i`; one that never ends loses its mark and keeps its text. */
static size_t on_comment(scanner *s, size_t i)
{
    const size_t close = find_close(s, CLOSE_COMMENT, i + 4, s->text.len);
    if (close == 0) {
        drop(s, i, i + 4);
        return i + 4;
    }
    keep_comment(s, i + 4, close - 3);
    /* **<!--name-->****text**: the emphasis around the comment goes with it */
    size_t stars = 0;
    while (stars < i && stars < 3 && s->text.ptr[i - stars - 1] == '*')
        stars++;
    if (run_length(s, close, '*') < stars) stars = 0;
    hide(s, i - stars, close + stars);
    return close + stars;
}

/* --- template tags ------------------------------------------------------------------------ */

/* The end of a Liquid block whose content is not text; `end` (of its opening tag) for others. */
static size_t liquid_block_end(scanner *s, size_t i, size_t end)
{
    const size_t name = skip_set(s, i + 2, "- \t");
    const bool comment = starts(s, name, "comment");
    if (!comment && !starts(s, name, "highlight")) return end;
    const closer kind = comment ? CLOSE_LIQUID_COMMENT : CLOSE_LIQUID_CODE;
    const size_t close = find_close(s, kind, end, s->text.len);
    const size_t past = close > 0 ? find_close(s, CLOSE_LIQUID, close, TAG_LIMIT) : 0;
    return past > 0 ? past : end;
}

/* Hugo's {{< name text="shown" >}} shows its text, {{< figure caption="shown" >}} its caption. */
static void hide_shortcode(scanner *s, size_t start, size_t end)
{
    static const char *const keys[] = {" text=\"", " caption=\"", " alt=\""};
    const bihe_view tag = bihe_view_slice(s->text, start, end);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const bihe_view key = bihe_view_of(keys[k]);
        const size_t found = bihe_markup_find(tag, key);
        if (found == SIZE_MAX) continue;
        const size_t from = start + found + key.len;
        const char *quote = memchr(s->text.ptr + from, '"', end - from);
        if (quote == NULL) continue;
        drop(s, start, from);
        drop(s, (size_t)(quote - s->text.ptr), end);
        return;
    }
    hide(s, start, end);
}

/* kramdown's {: .class} anywhere, {#id} and {.class} at the end of a line. */
static size_t on_attributes(scanner *s, size_t i)
{
    const size_t end = find_close(s, CLOSE_ATTRIBUTES, i, ATTRIBUTE_LIMIT);
    if (end == 0) return i + 1;
    for (size_t k = i; k < end; k++) {
        if (is_newline(s->text.ptr[k])) return i + 1;
    }
    const bool kramdown = s->text.ptr[i + 1] == ':';
    if (!kramdown && !is_newline(at(s, skip_set(s, end, " \t")))) return i + 1;
    hide(s, i, end);
    return end;
}

/* {% include list.md q="A question?" a="An answer." %}: arguments with words are text, each a
 * paragraph: its quotes become line ends. Returns where the first one starts, 0 for none. */
static size_t show_arguments(scanner *s, size_t start, size_t end)
{
    size_t first = 0;
    for (size_t i = start; i + 1 < end; i++) {
        if (s->text.ptr[i] != '=' || s->text.ptr[i + 1] != '"') continue;
        const size_t from = i + 2;
        const char *quote = memchr(s->text.ptr + from, '"', end - from);
        if (quote == NULL) break;
        const size_t to = (size_t)(quote - s->text.ptr);
        i = to;
        if (!bihe_has_words(bihe_view_slice(s->text, from, to))) continue;
        memcpy(s->mask->text + from, s->text.ptr + from, to - from);
        s->mask->text[from - 1] = s->mask->text[to] = '\n';
        if (first == 0) first = from;
    }
    return first;
}

/* Whether another tag opens before this one ends: then this one was never closed, and hiding up to
 * the end of the other would take the text between them along. */
static bool opens_again(const scanner *s, size_t start, size_t end, const char *opener)
{
    return bihe_markup_find(bihe_view_slice(s->text, start + 2, end), bihe_view_of(opener)) !=
           SIZE_MAX;
}

static size_t on_liquid(scanner *s, size_t i)
{
    const size_t end = find_close(s, CLOSE_LIQUID, i + 2, TAG_LIMIT);
    if (end == 0 || opens_again(s, i, end, "{%")) return i + 2;
    const size_t past = liquid_block_end(s, i, end);
    hide(s, i, past);
    const size_t shown = past == end ? show_arguments(s, i, end) : 0;
    return shown > 0 ? shown : past;
}

static size_t on_shortcode(scanner *s, size_t i)
{
    const closer kind = starts(s, i, "{{<")   ? CLOSE_SHORTCODE
                        : starts(s, i, "{{%") ? CLOSE_SHORTCODE_TEXT
                                              : CLOSE_VALUE;
    const size_t end = find_close(s, kind, i + 2, TAG_LIMIT);
    if (end == 0 || opens_again(s, i, end, "{{")) return i + 2;
    hide_shortcode(s, i, end);
    return end;
}

static size_t on_brace(scanner *s, size_t i)
{
    switch (at(s, i + 1)) {
    case '%': return on_liquid(s, i);
    case '{': return on_shortcode(s, i);
    case ':':
    case '#':
    case '.': return on_attributes(s, i);
    default: return i + 1;
    }
}

/* --- the rest ----------------------------------------------------------------------------- */

/* [^note] refers to a footnote, [^note]: at the start of a line begins it. */
static size_t on_footnote(scanner *s, size_t i)
{
    size_t end = i + 2;
    while (end - i < LABEL_LIMIT && strchr("[] \t\n\r", at(s, end)) == NULL)
        end++;
    if (at(s, end) != ']' || end == i + 2) return i + 1;
    end++;
    const bool first = i == 0 || is_newline(s->text.ptr[i - 1]);
    if (first && at(s, end) == ':') end++;
    drop(s, i, end);
    return end;
}

/* <div markdown="1">: kramdown reads Markdown inside, so the tag must not begin an HTML block. The
 * end of such a tag; `i` when it is none. */
static size_t markdown_tag_end(const scanner *s, size_t i)
{
    size_t end = i + 1;
    while (end - i < ATTRIBUTE_LIMIT && strchr("<>\n\r", at(s, end)) == NULL)
        end++;
    if (at(s, end) != '>') return i;
    const bihe_view tag = bihe_view_slice(s->text, i, end + 1);
    return bihe_markup_find(tag, BIHE_VIEW(" markdown=")) == SIZE_MAX ? i : end + 1;
}

static bool starts_line(const scanner *s, size_t i)
{
    while (i > 0 && strchr(" \t>", s->text.ptr[i - 1]) != NULL)
        i--;
    return i == 0 || is_newline(s->text.ptr[i - 1]);
}

/* Whether the '<' at `i` opens something that hides text and never ends: "a <script> tag" in a
 * sentence would hide the rest of it, at the start of a line the rest of the post. */
static bool never_ends(scanner *s, size_t i)
{
    const bool first = starts_line(s, i);
    if (starts(s, i, "<?")) return first && find_close(s, CLOSE_INSTRUCTION, i, s->text.len) == 0;
    if (starts(s, i, "<![CDATA[")) return first && find_close(s, CLOSE_CDATA, i, s->text.len) == 0;
    bihe_tag tag;
    const size_t end = s->text.len - i < LABEL_LIMIT ? s->text.len : i + LABEL_LIMIT;
    if (!bihe_tag_parse(&tag, bihe_view_slice(s->text, i, end)) || tag.closing) return false;
    if (tag.role != BIHE_ROLE_RAW && tag.role != BIHE_ROLE_CODE) return false;
    closer kind = CLOSE_SCRIPT;
    while (kind < CLOSERS && !bihe_markup_same_name(tag.name, bihe_view_of(closers[kind] + 2)))
        kind++;
    if (kind == CLOSERS) return false;
    if (s->paragraph < i) s->paragraph = paragraph_end(s, i);
    const bool whole = first && kind < CLOSE_CANVAS;
    return find_close(s, kind, i, whole ? s->text.len : s->paragraph - i) == 0;
}

static size_t on_angle(scanner *s, size_t i)
{
    const size_t end = markdown_tag_end(s, i);
    if (end > i) {
        hide(s, i, end);
        return end;
    }
    if (never_ends(s, i)) s->mask->text[i] = BIHE_MASK_INERT;
    return i + 1;
}

/* "#12 is fixed" at the start of a line is no heading, unlike "#标题" and "##Title". */
static void protect_hash(scanner *s, size_t i)
{
    const uint8_t next = (uint8_t)at(s, i + 1);
    if (at(s, i) == '#' && next < 0x80 && strchr("# \t\r\n", next) == NULL)
        s->mask->text[i] = BIHE_MASK_INERT;
}

/* --- admonitions -------------------------------------------------------------------------- */

static size_t skip_name(const scanner *s, size_t i)
{
    for (;; i++) {
        const char c = at(s, i);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && c != '-' && c != '_') return i;
    }
}

/* The end of the mark of an admonition that starts at `i`, where its title or line end follows; 0
 * where there is none: `:::note 标题`, `:::tip[标题]` and the `:::` that closes, `> [!NOTE]`,
 * `!!! warning "标题"`, `??? note`. */
static size_t admonition_mark(const scanner *s, size_t i)
{
    const size_t colons = run_length(s, i, ':');
    if (colons >= 3) {
        const size_t name = skip_set(s, i + colons, " \t");
        return skip_set(s, skip_name(s, name), "[ \t");
    }
    if (starts(s, i, "[!")) {
        const size_t end = skip_name(s, i + 2);
        if (end == i + 2 || at(s, end) != ']') return 0;
        return skip_set(s, skip_set(s, end + 1, "+-"), " \t");
    }
    if (!starts(s, i, "!!! ") && !starts(s, i, "??? ") && !starts(s, i, "???+ ")) return 0;
    const size_t name = skip_set(s, i + 3, "+ ");
    const size_t end = skip_set(s, skip_name(s, name), " \t");
    if (end == name || (at(s, end) != '"' && !is_newline(at(s, end)))) return 0;
    return end + (at(s, end) == '"');
}

/* The mark goes. A title becomes a heading: it does not go on in the line below it. */
static void hide_admonition(scanner *s, size_t i)
{
    const size_t title = admonition_mark(s, i);
    if (title == 0) return;
    size_t end = line_end(s, i);
    const bool none = title >= end || at(s, title) == '{' || skip_set(s, title, ": \t") == end;
    if (none && starts(s, i, "!!!")) {
        drop(s, i, end); /* what is indented below it stays a paragraph */
        return;
    }
    if (none || title - i < 2) {
        hide(s, i, end);
        return;
    }
    const size_t level = title - i > HEADING_DEEPEST ? HEADING_DEEPEST : title - i - 1;
    memset(s->mask->text + i, ' ', title - i);
    memset(s->mask->text + i, '#', level);
    while (end > title && strchr(" \t]\"", s->text.ptr[end - 1]) != NULL)
        s->mask->text[--end] = ' ';
}

/* Spoils the delimiter row of a table that is too wide. */
static void protect_table(scanner *s, size_t i)
{
    size_t columns = 0, end = i;
    while (strchr("|-: \t", at(s, end)) != NULL)
        columns += at(s, end++) == '|';
    if (columns > COLUMN_LIMIT && is_newline(at(s, end))) drop(s, i, i + 1);
}

/* Notes that md4c has to start anew at `i`. */
static void cut_at(scanner *s, size_t i)
{
    bihe_mask *mask = s->mask;
    void *cuts = mask->cuts;
    if (!bihe_array_reserve(&mask->allocator, &cuts, &mask->cut_capacity, mask->cut_count + 1,
                            sizeof *mask->cuts)) {
        s->failed = true;
        return;
    }
    mask->cuts = cuts;
    mask->cuts[mask->cut_count++] = i;
}

static void count_line(scanner *s, size_t i)
{
    const bool blank = is_newline(at(s, skip_set(s, i, " \t>")));
    if (!blank && s->lines++ * s->brackets <= LINK_LIMIT) return;
    if (!blank) cut_at(s, i);
    s->lines = s->brackets = 0;
}

static size_t on_line(scanner *s, size_t i)
{
    const size_t code = skip_fence(s, i);
    if (code > i) return code;
    count_line(s, i);
    const size_t content = skip_containers(s, i);
    protect_hash(s, content);
    hide_admonition(s, content);
    protect_table(s, skip_set(s, i, " \t>"));
    return i;
}

static size_t on_character(scanner *s, size_t i)
{
    switch (s->text.ptr[i]) {
    case '\\': return i + 2;
    case '`': return skip_code_span(s, i);
    case '<': return s->comments && starts(s, i, "<!--") ? on_comment(s, i) : on_angle(s, i);
    case '{': return on_brace(s, i);
    case '[': s->brackets++; return at(s, i + 1) == '^' ? on_footnote(s, i) : i + 1;
    default: return i + 1;
    }
}

static void scan(scanner *s)
{
    size_t i = on_line(s, 0);
    while (i < s->text.len && !s->failed) {
        const bool line = is_newline(s->text.ptr[i]);
        i = line ? on_line(s, i + 1) : on_character(s, i);
    }
}

bihe_status bihe_mask_init(bihe_mask *mask, bihe_view text, bool comments,
                           const bihe_allocator *allocator, bihe_error *err)
{
    *mask = (bihe_mask){.allocator = *allocator};
    mask->text = bihe_mem_new(allocator, text.len + 1, 1);
    if (mask->text == NULL) return bihe_fail_memory(err);
    if (text.len > 0) memcpy(mask->text, text.ptr, text.len);
    scanner s = {.text = text, .mask = mask, .comments = comments};
    scan(&s);
    return s.failed ? bihe_fail_memory(err) : BIHE_OK;
}

void bihe_mask_clear(bihe_mask *mask)
{
    bihe_mem_free(&mask->allocator, mask->text);
    bihe_mem_free(&mask->allocator, mask->comments);
    bihe_mem_free(&mask->allocator, mask->cuts);
}
