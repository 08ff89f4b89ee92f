/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files to posts. Each way of pairing makes a list of candidates {key, side, file} from the files
 * still alone, sorts it by key, and settles the groups of equal keys; so no way costs more than
 * sorting does.
 */
#include "bihe/pairs.h"

#include "base/error.h"
#include "bihe/document.h"
#include "bihe/options.h"
#include "post/names.h"
#include "post/peek.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Keys of front matter that two translations of one post share, the surest first; each stands for
 * its spellings with '_', '-' and capitals. `lang` and its kin tell the language. */
static const char *const front_keys[] = {
    "lang",     "language", "locale",  "translationKey", "translation_id", "translation",
    "lang_ref", "ref",      "page_id", "permalink",      "tourl",          "url"};
enum { LANGUAGE_KEYS = 3, FRONT_KEYS = sizeof front_keys / sizeof *front_keys };

enum { SIDE_BARE = -1, SIDE_UNKNOWN = -2 };

/* A value of the front matter. */
typedef struct front_value {
    size_t key; /* its number */
    bihe_view text;
} front_value;

typedef struct file_facts {
    const char *path;    /* as given, a copy */
    bihe_view name;      /* normal form */
    int side;            /* of its name, or in its pair; SIDE_BARE */
    int content;         /* of bihe_peek_side, SIDE_UNKNOWN before it was asked */
    front_value *values; /* those that are there */
    size_t value_count;
    size_t partner;  /* SIZE_MAX: none */
    const char *why; /* it has one */
    bool settled;    /* paired, or known to stand alone */
} file_facts;

typedef struct candidate {
    bihe_view key;
    int side;
    size_t file;
} candidate;

typedef struct pairer {
    const bihe_pairs_options *options;
    bihe_allocator allocator;
    bihe_arena *arena;
    file_facts *files;
    size_t file_count;
    candidate *candidates;
    size_t candidate_count;
    size_t skip; /* bytes of all names up to the last folder they share */
} pairer;

struct bihe_pairs {
    bihe_allocator allocator;
    bihe_arena arena;
    bihe_post_files *posts;
    size_t count;
};

/* --- messages ---------------------------------------------------------------------------- */

static void say(const pairer *p, bihe_severity severity, size_t file, const char *message)
{
    const bihe_diagnostic d = {severity, message, p->files[file].path, 0, 0};
    if (p->options->diagnose != NULL) p->options->diagnose(p->options->user, &d);
}

enum { MESSAGE_SIZE = 512 };

/* A group of three or more, several of one side: all stand alone. */
static void leave_alone(pairer *p, const candidate *group, size_t count)
{
    char message[MESSAGE_SIZE];
    (void)snprintf(message, sizeof message, "could be one post with %s%s%s: each is read alone",
                   p->files[group[1].file].path,
                   count > 3 ? ", with others and with " : " and with ",
                   p->files[group[2].file].path);
    say(p, BIHE_WARNING, group[0].file, message);
    for (size_t i = 0; i < count; i++)
        p->files[group[i].file].settled = true;
}

static void note_halves(const pairer *p)
{
    static const char *const messages[] = {"no English file goes with it: read alone",
                                           "no Chinese file goes with it: read alone"};
    for (size_t i = 0; i < p->file_count; i++) {
        if (!p->files[i].settled && p->files[i].side >= 0)
            say(p, BIHE_NOTE, i, messages[p->files[i].side]);
    }
}

/* --- groups ------------------------------------------------------------------------------ */

static void join(pairer *p, size_t zh, size_t en, const char *why)
{
    file_facts *a = &p->files[zh], *b = &p->files[en];
    a->partner = en;
    b->partner = zh;
    a->settled = b->settled = true;
    a->side = BIHE_ZH;
    b->side = BIHE_EN;
    a->why = b->why = why;
}

static bool content_of(pairer *p, size_t file, int *side)
{
    file_facts *f = &p->files[file];
    if (f->content == SIDE_UNKNOWN &&
        !bihe_peek_side(f->path, p->options->max_bytes, &p->allocator, &f->content))
        return false;
    *side = f->content;
    return true;
}

/* How many candidates of each side a group has, and the first of each; index 2: bare names. */
typedef struct tally {
    size_t count[3], file[3];
} tally;

static tally tally_group(const pairer *p, const candidate *group, size_t count)
{
    tally t = {{0, 0, 0}, {0, 0, 0}};
    for (size_t i = 0; i < count; i++) {
        const size_t k = group[i].side == SIDE_BARE ? 2 : (size_t)group[i].side;
        if (p->files[group[i].file].settled) continue;
        if (t.count[k]++ == 0) t.file[k] = group[i].file;
    }
    return t;
}

/* One name with a language and one without: the second may be the other half. */
static bool settle_bare(pairer *p, const tally *t, const candidate *group, size_t count,
                        const char *why)
{
    const int tagged = t->count[BIHE_ZH] > 0 ? BIHE_ZH : BIHE_EN;
    int side;
    if (t->count[2] != 1 || t->count[tagged] == 0) return true;
    if (!content_of(p, t->file[2], &side)) return false;
    if (side == BIHE_PEEK_BOTH) say(p, BIHE_NOTE, t->file[2], "holds both languages: read alone");
    if (side != 1 - tagged) return true;
    if (t->count[tagged] > 1)
        leave_alone(p, group, count);
    else
        join(p, tagged == BIHE_ZH ? t->file[tagged] : t->file[2],
             tagged == BIHE_ZH ? t->file[2] : t->file[tagged], why);
    return true;
}

/* Settles the files of one key; false when out of memory. */
static bool settle(pairer *p, const candidate *group, size_t count, const char *why)
{
    const tally t = tally_group(p, group, count);
    if (t.count[0] == 1 && t.count[1] == 1) {
        join(p, t.file[0], t.file[1], why);
    } else if (t.count[0] == 0 || t.count[1] == 0) {
        return settle_bare(p, &t, group, count, why);
    } else {
        leave_alone(p, group, count);
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    const size_t shorter = x->key.len < y->key.len ? x->key.len : y->key.len;
    const int order = shorter > 0 ? memcmp(x->key.ptr, y->key.ptr, shorter) : 0;
    if (order != 0) return order;
    if (x->key.len != y->key.len) return x->key.len < y->key.len ? -1 : 1;
    return x->file < y->file ? -1 : x->file > y->file;
}

static void add_candidate(pairer *p, bihe_view key, int side, size_t file)
{
    p->candidates[p->candidate_count++] = (candidate){key, side, file};
}

/* The candidates from `start` on with the key of the first of them. */
static size_t group_end(const pairer *p, size_t start)
{
    size_t end = start + 1;
    while (end < p->candidate_count &&
           bihe_view_equal(p->candidates[start].key, p->candidates[end].key))
        end++;
    return end;
}

static void sort_candidates(pairer *p)
{
    if (p->candidate_count > 0)
        qsort(p->candidates, p->candidate_count, sizeof *p->candidates, by_key);
}

/* Settles all groups of names. */
static bool settle_names(pairer *p, const char *why)
{
    bool done = true;
    sort_candidates(p);
    for (size_t start = 0; start < p->candidate_count && done;) {
        const size_t end = group_end(p, start);
        if (end - start > 1) done = settle(p, p->candidates + start, end - start, why);
        start = end;
    }
    return done;
}

/* --- by name ----------------------------------------------------------------------------- */

static bool pair_beside(pairer *p)
{
    p->candidate_count = 0;
    for (size_t i = 0; i < p->file_count; i++) {
        if (p->files[i].settled || strcmp(p->files[i].path, "-") == 0) continue;
        const bihe_name name = bihe_name_beside(p->files[i].name, p->arena);
        if (name.key.ptr == NULL) return false;
        add_candidate(p, name.key, name.side, i);
    }
    return settle_names(p, "names");
}

static bool pair_across(pairer *p)
{
    p->candidate_count = 0;
    for (size_t i = 0; i < p->file_count; i++) {
        if (p->files[i].settled || strcmp(p->files[i].path, "-") == 0) continue;
        const bihe_name name = bihe_name_across(p->files[i].name, p->skip, p->arena);
        if (name.key.ptr == NULL) return false;
        p->files[i].side = name.side;
        add_candidate(p, name.key, name.side, i);
    }
    return settle_names(p, "folders");
}

/* --- by front matter --------------------------------------------------------------------- */

static bihe_view value_of(const file_facts *f, size_t key)
{
    for (size_t i = 0; i < f->value_count; i++) {
        if (f->values[i].key == key) return f->values[i].text;
    }
    return (bihe_view){NULL, 0};
}

static bool keep_values(file_facts *f, const bihe_view *values, size_t count, bihe_arena *arena)
{
    f->value_count = 0;
    for (size_t k = 0; k < count; k++)
        f->value_count += values[k].len > 0;
    if (f->value_count == 0) return true;
    f->values = bihe_arena_new(arena, f->value_count, sizeof *f->values);
    if (f->values == NULL) return false;
    for (size_t k = 0, n = 0; k < count; k++) {
        if (values[k].len > 0) f->values[n++] = (front_value){k, values[k]};
    }
    return true;
}

/* Looks at the front matter of the files still alone; at most FRONT_KEYS keys. */
static bool peek_all(pairer *p, const char *const *keys, size_t count)
{
    bihe_view values[FRONT_KEYS];
    for (size_t i = 0; i < p->file_count; i++) {
        file_facts *f = &p->files[i];
        if (f->settled) continue;
        if (!bihe_peek_front(f->path, keys, count, values, p->arena) ||
            !keep_values(f, values, count, p->arena))
            return false;
    }
    return true;
}

/* By the front matter's `lang`, the value the files share, the name, the text; a file in both
 * languages is a post of its own (BIHE_PEEK_BOTH). */
static bool side_of_file(pairer *p, size_t file, int of_value, int *side)
{
    int content;
    *side = SIDE_BARE;
    for (size_t k = 0; k < LANGUAGE_KEYS && *side < 0; k++)
        *side = bihe_name_language(value_of(&p->files[file], k));
    if (*side < 0) *side = of_value;
    if (*side < 0) *side = p->files[file].side;
    if (!content_of(p, file, &content)) return false;
    if (*side < 0 || content == BIHE_PEEK_BOTH) *side = content;
    return true;
}

static const char *why_front(pairer *p, const char *key, bihe_view value)
{
    bihe_buffer text;
    bihe_buffer_init(&text, &p->allocator);
    bihe_buffer_append_text(&text, key);
    bihe_buffer_append_text(&text, ": ");
    bihe_buffer_append_view(&text, value);
    const char *why = text.failed ? NULL : bihe_arena_copy(p->arena, bihe_buffer_view(&text)).ptr;
    bihe_buffer_clear(&text);
    return why;
}

/* Settles the files that share one value: group[0, count), whose sides are those of the value. */
static bool settle_value(pairer *p, candidate *group, size_t count, size_t k, const char *key)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        int side;
        if (!side_of_file(p, group[i].file, group[i].side, &side)) return false;
        if (side != BIHE_ZH && side != BIHE_EN) continue;
        group[kept] = group[i];
        group[kept++].side = side;
    }
    if (kept < 2) return true;
    const char *why = why_front(p, key, value_of(&p->files[group[0].file], k));
    return why != NULL && settle(p, group, kept, why);
}

/* Pairs by the value of key k, whose marks of a language ("/en/trip/") do not count. */
static bool pair_value(pairer *p, size_t k, const char *key)
{
    p->candidate_count = 0;
    for (size_t i = 0; i < p->file_count; i++) {
        const file_facts *f = &p->files[i];
        const bihe_view value = value_of(f, k);
        if (f->settled || value.len == 0) continue;
        const bihe_name name = bihe_name_across(value, 0, p->arena);
        if (name.key.ptr == NULL) return false;
        add_candidate(p, name.key, name.side, i);
    }
    bool done = true;
    sort_candidates(p);
    for (size_t start = 0; start < p->candidate_count && done;) {
        const size_t end = group_end(p, start);
        if (end - start > 1) done = settle_value(p, p->candidates + start, end - start, k, key);
        start = end;
    }
    return done;
}

static bool pair_front(pairer *p)
{
    bool done = peek_all(p, front_keys, FRONT_KEYS);
    for (size_t k = LANGUAGE_KEYS; k < FRONT_KEYS && done; k++)
        done = pair_value(p, k, front_keys[k]);
    return done;
}

/* --- by pattern -------------------------------------------------------------------------- */

static bool pair_key(pairer *p, const char *key)
{
    const char *keys[LANGUAGE_KEYS + 1];
    memcpy(keys, front_keys, LANGUAGE_KEYS * sizeof *keys);
    keys[LANGUAGE_KEYS] = key;
    return peek_all(p, keys, LANGUAGE_KEYS + 1) && pair_value(p, LANGUAGE_KEYS, key);
}

/* Every file may be the Chinese one, whose key is the path of its other half, or the English one.
 */
static bool pair_matching(pairer *p, const bihe_name_pattern *pattern, const char *text)
{
    p->candidate_count = 0;
    for (size_t i = 0; i < p->file_count; i++) {
        if (p->files[i].settled) continue;
        const bihe_view other = bihe_name_other(pattern, p->files[i].name, p->arena);
        if (other.ptr == NULL) return false;
        if (other.len > 0) add_candidate(p, other, BIHE_ZH, i);
        add_candidate(p, p->files[i].name, BIHE_EN, i);
    }
    const char *why = bihe_arena_copy(p->arena, bihe_view_of(text)).ptr;
    return why != NULL && settle_names(p, why);
}

static size_t count_settled(const pairer *p)
{
    size_t settled = 0;
    for (size_t i = 0; i < p->file_count; i++)
        settled += p->files[i].settled;
    return settled;
}

static void warn_unused(const pairer *p, const char *pattern)
{
    char message[MESSAGE_SIZE];
    (void)snprintf(message, sizeof message, "pair '%s' fits no two of the files", pattern);
    const bihe_diagnostic d = {BIHE_WARNING, message, "", 0, 0};
    if (p->options->diagnose != NULL) p->options->diagnose(p->options->user, &d);
}

static bihe_status pair_by_patterns(pairer *p, bihe_error *err)
{
    for (size_t k = 0; k < p->options->pattern_count; k++) {
        bihe_name_pattern pattern;
        const char *text = p->options->patterns[k];
        const bihe_status status = bihe_name_pattern_parse(&pattern, text, err);
        if (status != BIHE_OK) return status;
        const size_t before = count_settled(p);
        if (!(pattern.key.len > 0 ? pair_key(p, text) : pair_matching(p, &pattern, text)))
            return bihe_fail_memory(err);
        if (count_settled(p) == before) warn_unused(p, text);
    }
    return BIHE_OK;
}

/* --- all --------------------------------------------------------------------------------- */

/* The names' common start up to its last '/'. */
static size_t common_folder(const file_facts *files, size_t count)
{
    size_t len = count > 0 ? files[0].name.len : 0, folder = 0;
    for (size_t i = 1; i < count; i++) {
        size_t same = 0;
        while (same < len && same < files[i].name.len &&
               files[0].name.ptr[same] == files[i].name.ptr[same])
            same++;
        len = same;
    }
    for (size_t i = 0; i < len; i++) {
        if (files[0].name.ptr[i] == '/') folder = i + 1;
    }
    return folder;
}

/* A file that is given twice is no other half of anything the second time. */
static void settle_repeated(pairer *p)
{
    p->candidate_count = 0;
    for (size_t i = 0; i < p->file_count; i++)
        add_candidate(p, p->files[i].name, SIDE_BARE, i);
    sort_candidates(p);
    for (size_t i = 1; i < p->candidate_count; i++) {
        if (bihe_view_equal(p->candidates[i - 1].key, p->candidates[i].key))
            p->files[p->candidates[i].file].settled = true;
    }
}

static bool take_files(pairer *p, const char *const *paths, size_t count)
{
    p->files = bihe_mem_new0(&p->allocator, count, sizeof *p->files);
    /* a pattern makes two candidates of a file */
    p->candidates = bihe_mem_new(&p->allocator, count, 2 * sizeof *p->candidates);
    if (p->files == NULL || p->candidates == NULL) return false;
    p->file_count = count;
    for (size_t i = 0; i < count; i++) {
        const bihe_view path = bihe_arena_copy(p->arena, bihe_view_of(paths[i]));
        if (path.ptr == NULL) return false;
        const bihe_view name = bihe_name_normal(path, p->arena);
        if (name.ptr == NULL) return false;
        p->files[i] = (file_facts){.path = path.ptr,
                                   .name = name,
                                   .content = SIDE_UNKNOWN,
                                   .partner = SIZE_MAX,
                                   .side = SIDE_BARE};
    }
    p->skip = common_folder(p->files, count);
    settle_repeated(p);
    return true;
}

static bool make_posts(bihe_pairs *pairs, const pairer *p)
{
    pairs->posts = bihe_arena_new(&pairs->arena, p->file_count, sizeof *pairs->posts);
    if (pairs->posts == NULL) return false;
    for (size_t i = 0; i < p->file_count; i++) {
        const file_facts *f = &p->files[i];
        if (f->partner == SIZE_MAX) {
            pairs->posts[pairs->count++] = (bihe_post_files){f->path, NULL, NULL};
        } else if (i < f->partner) {
            const file_facts *other = &p->files[f->partner];
            const bool zh = f->side == BIHE_ZH;
            pairs->posts[pairs->count++] =
                (bihe_post_files){zh ? f->path : other->path, zh ? other->path : f->path, f->why};
        }
    }
    return true;
}

static bihe_status find(pairer *p, bihe_error *err)
{
    if (p->options->none) return BIHE_OK;
    if (p->options->pattern_count > 0) {
        const bihe_status status = pair_by_patterns(p, err);
        if (status != BIHE_OK) return status;
    } else if (!pair_beside(p) || !pair_across(p) || !pair_front(p)) {
        return bihe_fail_memory(err);
    }
    note_halves(p);
    return BIHE_OK;
}

bihe_status bihe_pairs_check(const char *pattern, bihe_error *err)
{
    bihe_name_pattern parsed;
    return bihe_name_pattern_parse(&parsed, pattern, err);
}

bihe_status bihe_pairs_find(bihe_pairs **out, const char *const *paths, size_t count,
                            const bihe_pairs_options *options, bihe_error *err)
{
    const bihe_allocator allocator =
        options->allocator != NULL ? *options->allocator : bihe_allocator_default();
    bihe_pairs *pairs = bihe_mem_new0(&allocator, 1, sizeof *pairs);
    *out = NULL;
    if (pairs == NULL) return bihe_fail_memory(err);
    pairs->allocator = allocator;
    bihe_arena_init(&pairs->arena, &allocator);
    pairer p = {.options = options, .allocator = allocator, .arena = &pairs->arena};
    bihe_status status = take_files(&p, paths, count) ? find(&p, err) : bihe_fail_memory(err);
    if (status == BIHE_OK && !make_posts(pairs, &p)) status = bihe_fail_memory(err);
    bihe_mem_free(&allocator, p.files);
    bihe_mem_free(&allocator, p.candidates);
    if (status == BIHE_OK)
        *out = pairs;
    else
        bihe_pairs_free(pairs);
    return status;
}

const bihe_post_files *bihe_pairs_posts(const bihe_pairs *pairs, size_t *count)
{
    *count = pairs->count;
    return pairs->posts;
}

void bihe_pairs_free(bihe_pairs *pairs)
{
    if (pairs == NULL) return;
    const bihe_allocator allocator = pairs->allocator;
    bihe_arena_clear(&pairs->arena);
    bihe_mem_free(&allocator, pairs);
}
