/* SPDX-License-Identifier: Apache-2.0 */
/* Languages in file names. A mark is a component of a path, or the start or end of one behind a
 * separator: "en/x.md", "x.en.md", "x_zh-CN.md", "posts-en/x.md". */
#include "post/names.h"

#include "base/error.h"
#include "bihe/document.h"
#include "text/utf8.h"

#include <string.h>

enum { LONGEST_TAG = 16, MOST_STARS = 8 };

typedef struct mark {
    int side;          /* -1: there is none */
    size_t start, end; /* what to leave out, its separator too */
} mark;

/* --- tags -------------------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool listed(const char *tag, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strcmp(tag, *list) == 0) return true;
    }
    return false;
}

int bihe_name_language(bihe_view tag)
{
    static const char *const chinese[] = {
        "zh",         "zho",    "chi",      "cn",         "chs",        "cht",
        "zhs",        "zht",    "zhcn",     "zhtw",       "chinese",    "zh-cn",
        "zh-tw",      "zh-hk",  "zh-mo",    "zh-sg",      "zh-hans",    "zh-hant",
        "zh-hans-cn", "zh-chs", "zh-cht",   "zh-hant-tw", "zh-hant-hk", "中文",
        "简体",       "繁體",   "简体中文", "繁體中文",   NULL};
    static const char *const english[] = {"en",    "eng",   "english", "en-us", "en-gb", "en-au",
                                          "en-ca", "en-in", "英文",    "英语",  NULL};
    char name[LONGEST_TAG + 1];
    if (tag.len == 0 || tag.len > LONGEST_TAG) return -1;
    for (size_t i = 0; i < tag.len; i++)
        name[i] = tag.ptr[i] == '_' ? '-' : lower(tag.ptr[i]);
    name[tag.len] = '\0';
    if (listed(name, chinese)) return BIHE_ZH;
    return listed(name, english) ? BIHE_EN : -1;
}

static bool is_separator(char c)
{
    return c == '.' || c == '-' || c == '_';
}

/* The longest tag behind a separator at the end of a component; a whole component; the longest tag
 * before a separator at its start. */
static mark find_mark(bihe_view part)
{
    mark m = {bihe_name_language(part), 0, part.len};
    if (m.side >= 0) return m;
    for (size_t i = part.len > LONGEST_TAG ? part.len - LONGEST_TAG - 1 : 0; i < part.len; i++) {
        if (i == 0 || !is_separator(part.ptr[i])) continue;
        m = (mark){bihe_name_language(bihe_view_slice(part, i + 1, part.len)), i, part.len};
        if (m.side >= 0) return m;
    }
    for (size_t i = part.len < LONGEST_TAG ? part.len : LONGEST_TAG + 1; i-- > 1;) {
        if (i + 1 >= part.len || !is_separator(part.ptr[i])) continue;
        m = (mark){bihe_name_language(bihe_view_slice(part, 0, i)), 0, i + 1};
        if (m.side >= 0) return m;
    }
    return (mark){-1, 0, 0};
}

/* --- paths ------------------------------------------------------------------------------- */

bihe_view bihe_name_normal(bihe_view path, bihe_arena *arena)
{
    char *out = bihe_arena_new(arena, path.len + 1, 1);
    size_t len = 0;
    if (out == NULL) return (bihe_view){NULL, 0};
    if (path.len > 0 && path.ptr[0] == '/') out[len++] = '/';
    for (size_t at = 0; at < path.len;) {
        const char *slash = memchr(path.ptr + at, '/', path.len - at);
        const size_t end = slash != NULL ? (size_t)(slash - path.ptr) : path.len;
        const bihe_view part = bihe_view_slice(path, at, end);
        at = end + 1;
        if (part.len == 0 || bihe_view_is(part, ".")) continue;
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
        if (slash != NULL) out[len++] = '/';
    }
    return (bihe_view){out, len};
}

static size_t last_component(bihe_view path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return at;
}

/* The end of the stem of a file's name: before its extension, which is no language. */
static size_t stem_end(bihe_view name)
{
    for (size_t i = name.len; i-- > 1;) {
        if (name.ptr[i] != '.') continue;
        const bool language = bihe_name_language(bihe_view_slice(name, i + 1, name.len)) >= 0;
        return language ? name.len : i;
    }
    return name.len;
}

/* Extensions that mean the same become one. */
static bihe_view extension_class(bihe_view extension)
{
    static const char *const same[][2] = {
        {".markdown", ".md"}, {".htm", ".html"}, {".xhtml", ".html"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        if (bihe_view_is(extension, same[i][0])) return bihe_view_of(same[i][1]);
    }
    return extension;
}

/* What a path has that its other half may lack. */
typedef struct path_marks {
    size_t name; /* start of the file's own name */
    size_t stem; /* end of its stem */
    mark own;    /* in the stem; offsets in the path */
    mark folder; /* of a folder */
} path_marks;

static mark innermost_folder(bihe_view path, size_t name, size_t skip)
{
    for (size_t end = name; end > skip;) {
        size_t start = end - 1;
        while (start > skip && path.ptr[start - 1] != '/')
            start--;
        mark m = find_mark(bihe_view_slice(path, start, end - 1));
        if (m.side >= 0) {
            const bool whole = m.start == 0 && m.end == end - 1 - start;
            return (mark){m.side, start + m.start, start + m.end + whole};
        }
        end = start;
    }
    return (mark){-1, 0, 0};
}

static path_marks find_marks(bihe_view path)
{
    path_marks m = {.name = last_component(path), .folder = {-1, 0, 0}};
    const bihe_view name = bihe_view_slice(path, m.name, path.len);
    const size_t stem = stem_end(name);
    m.stem = m.name + stem;
    m.own = find_mark(bihe_view_slice(name, 0, stem));
    m.own.start += m.name;
    m.own.end += m.name;
    return m;
}

/* The path without its marks. */
static bihe_view key_of(bihe_view path, const path_marks *m, bihe_arena *arena)
{
    const bihe_view extension = extension_class(bihe_view_slice(path, m->stem, path.len));
    char *out = bihe_arena_new(arena, path.len + extension.len + 1, 1);
    size_t len = 0;
    if (out == NULL) return (bihe_view){NULL, 0};
    for (size_t i = 0; i < m->stem; i++) {
        const bool folder = m->folder.side >= 0 && i >= m->folder.start && i < m->folder.end;
        const bool own = m->own.side >= 0 && i >= m->own.start && i < m->own.end;
        if (!folder && !own) out[len++] = path.ptr[i];
    }
    for (size_t i = 0; i < extension.len; i++)
        out[len++] = lower(extension.ptr[i]);
    return (bihe_view){out, len};
}

bihe_name bihe_name_beside(bihe_view path, bihe_arena *arena)
{
    const path_marks m = find_marks(path);
    return (bihe_name){m.own.side, key_of(path, &m, arena)};
}

bihe_name bihe_name_across(bihe_view path, size_t skip, bihe_arena *arena)
{
    path_marks m = find_marks(path);
    m.folder = innermost_folder(path, m.name, skip);
    int side = m.own.side >= 0 ? m.own.side : m.folder.side;
    if (m.own.side >= 0 && m.folder.side >= 0 && m.own.side != m.folder.side)
        side = m.own.side = m.folder.side = -1;
    return (bihe_name){side, key_of(path, &m, arena)};
}

/* --- patterns ---------------------------------------------------------------------------- */

/* `**` counts as one. */
static size_t count_stars(bihe_view text)
{
    size_t stars = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '*') continue;
        i += i + 1 < text.len && text.ptr[i + 1] == '*';
        stars++;
    }
    return stars;
}

bihe_status bihe_name_pattern_parse(bihe_name_pattern *pattern, const char *text, bihe_error *err)
{
    const char *equals = strchr(text, '=');
    const bihe_view all = bihe_view_of(text);
    *pattern = (bihe_name_pattern){.key = all};
    if (equals == NULL) {
        if (all.len > 0 && count_stars(all) == 0) return BIHE_OK;
        return bihe_fail(err, BIHE_ERROR_OPTION,
                         "pair '%s' must be CHINESE=ENGLISH or a key of the front matter", text);
    }
    const size_t at = (size_t)(equals - text);
    pattern->key.len = 0;
    pattern->side[BIHE_ZH] = bihe_view_slice(all, 0, at);
    pattern->side[BIHE_EN] = bihe_view_slice(all, at + 1, all.len);
    const bihe_view *side = pattern->side;
    if (side[0].len == 0 || side[1].len == 0 || bihe_view_equal(side[0], side[1]))
        return bihe_fail(err, BIHE_ERROR_OPTION, "pair '%s' must have two different sides", text);
    if (count_stars(side[0]) != count_stars(side[1]))
        return bihe_fail(err, BIHE_ERROR_OPTION, "pair '%s' must have as many * on both sides",
                         text);
    if (count_stars(side[0]) > MOST_STARS)
        return bihe_fail(err, BIHE_ERROR_OPTION, "pair '%s' has more than %d *", text, MOST_STARS);
    return BIHE_OK;
}

/* What the stars of a pattern stand for in a path. */
typedef struct captures {
    size_t start[MOST_STARS], end[MOST_STARS];
} captures;

/* Offset of `what` in `text` from `from` on, before which no '/' is unless `deep`; SIZE_MAX where
 * it is not. */
static size_t find_from(bihe_view text, size_t from, bihe_view what, bool deep)
{
    for (size_t i = from; i + what.len <= text.len; i++) {
        if (memcmp(text.ptr + i, what.ptr, what.len) == 0) return i;
        if (!deep && text.ptr[i] == '/') break;
    }
    return SIZE_MAX;
}

/* Whether the pattern's `*` or `**` before `at` spans folders. */
static bool is_deep(bihe_view pattern, size_t at)
{
    return at >= 2 && pattern.ptr[at - 2] == '*';
}

/* Matches the whole of `path` from `at` on. Each star but the last stands for as little as it can.
 */
static bool match(bihe_view pattern, bihe_view path, size_t at, captures *found)
{
    size_t stars = 0;
    for (size_t p = 0;;) {
        size_t end = p;
        while (end < pattern.len && pattern.ptr[end] != '*')
            end++;
        const bihe_view literal = bihe_view_slice(pattern, p, end);
        size_t here = at;
        if (p > 0 && end == pattern.len && path.len >= at + literal.len) {
            here = path.len - literal.len;
            const bihe_view passed = bihe_view_slice(path, at, here);
            if (!is_deep(pattern, p) && memchr(passed.ptr, '/', passed.len) != NULL) return false;
        } else if (p > 0) {
            here = find_from(path, at, literal, is_deep(pattern, p));
        }
        if (here == SIZE_MAX || path.len - here < literal.len ||
            memcmp(path.ptr + here, literal.ptr, literal.len) != 0)
            return false;
        if (p > 0) {
            found->start[stars] = at;
            found->end[stars++] = here;
        }
        at = here + literal.len;
        if (end == pattern.len) return at == path.len;
        p = end + 1 + (end + 1 < pattern.len && pattern.ptr[end + 1] == '*');
    }
}

/* The folders before the match, and the English pattern with the stars' text put in. */
static void append_other(bihe_buffer *out, bihe_view english, bihe_view path, size_t lead,
                         const captures *found)
{
    size_t star = 0;
    bihe_buffer_append_view(out, bihe_view_slice(path, 0, lead));
    for (size_t i = 0; i < english.len; i++) {
        if (english.ptr[i] != '*') {
            bihe_buffer_append_byte(out, english.ptr[i]);
            continue;
        }
        i += i + 1 < english.len && english.ptr[i + 1] == '*';
        bihe_buffer_append_view(out, bihe_view_slice(path, found->start[star], found->end[star]));
        star++;
    }
}

bihe_view bihe_name_other(const bihe_name_pattern *pattern, bihe_view path, bihe_arena *arena)
{
    const bihe_view chinese = pattern->side[BIHE_ZH];
    captures found;
    size_t lead = 0;
    while (lead < path.len && !match(chinese, path, lead, &found)) {
        /* on to the next folder; a pattern that starts at the root fits there only */
        do {
            lead++;
        } while (lead < path.len && (path.ptr[lead - 1] != '/' || chinese.ptr[0] == '/'));
    }
    if (lead >= path.len) return BIHE_VIEW("");
    bihe_buffer text;
    bihe_buffer_init(&text, &arena->allocator);
    append_other(&text, pattern->side[BIHE_EN], path, lead, &found);
    const bihe_view other =
        text.failed ? (bihe_view){NULL, 0} : bihe_arena_copy(arena, bihe_buffer_view(&text));
    bihe_buffer_clear(&text);
    return other;
}
