/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads SRX in two passes over its elements: the maps say which sets of rules a language has, and
 * they come last in the file. Names of elements are taken without their namespace prefix, as older
 * files have none.
 */
#include "model/srx.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "model/srx_pattern.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <string.h>

enum { MAX_FILE = 16 << 20 };

typedef enum part { NOWHERE, BEFORE, AFTER } part;

typedef struct reader {
    bihe_srx *srx;
    const char *path, *lang;
    bihe_arena *arena;
    bihe_matcher *matcher;
    bool maps; /* the first pass: collect names of rule sets */
    bool cascade;
    bihe_view *names; /* of the sets for the language, in order */
    size_t name_count, name_capacity;
    size_t wanted; /* the second pass: the set being collected */
    bool inside;   /* that set */
    bool breaks;
    part part;
    bihe_buffer text[3]; /* by part */
} reader;

static bihe_status fail(const reader *r, size_t line, const char *message, bihe_error *err)
{
    return bihe_fail_at(err, BIHE_ERROR_INPUT, r->path, line, 0, "%s", message);
}

/* NULL for an empty pattern. */
static bihe_status compile(const reader *r, bihe_view source, bool anchored, size_t line,
                           bihe_pattern **out, bihe_error *err)
{
    *out = NULL;
    if (source.len == 0) return BIHE_OK;
    bihe_buffer translated;
    bihe_buffer_init(&translated, &r->srx->allocator);
    bihe_error why;
    bihe_status status = bihe_srx_translate(&translated, source, &why);
    if (status == BIHE_OK)
        status = bihe_pattern_new(out, bihe_buffer_view(&translated), anchored, &r->srx->allocator,
                                  &why);
    bihe_buffer_clear(&translated);
    if (status == BIHE_ERROR_INPUT) return fail(r, line, why.message, err);
    return status == BIHE_OK ? BIHE_OK : bihe_fail_memory(err);
}

static bihe_status add_rule(reader *r, size_t line, bihe_error *err)
{
    bihe_srx *srx = r->srx;
    void *rules = srx->rules;
    if (r->text[BEFORE].failed || r->text[AFTER].failed ||
        !bihe_array_reserve(&srx->allocator, &rules, &srx->capacity, srx->count + 1,
                            sizeof *srx->rules))
        return bihe_fail_memory(err);
    srx->rules = rules;
    bihe_srx_rule *rule = &srx->rules[srx->count];
    *rule = (bihe_srx_rule){.breaks = r->breaks};
    bihe_status status =
        compile(r, bihe_buffer_view(&r->text[BEFORE]), false, line, &rule->before, err);
    if (status == BIHE_OK)
        status = compile(r, bihe_buffer_view(&r->text[AFTER]), true, line, &rule->after, err);
    /* counted even when half made, so that it is freed */
    srx->count++;
    return status;
}

/* Keeps the name of a set of rules where its map is for our language. */
static bihe_status read_map(reader *r, const char *const *attributes, size_t line, bihe_error *err)
{
    const char *source = bihe_xml_attribute(attributes, "languagepattern");
    const char *name = bihe_xml_attribute(attributes, "languagerulename");
    if (source == NULL || name == NULL) return fail(r, line, "a map without its attributes", err);
    if (r->name_count > 0 && !r->cascade) return BIHE_OK;
    bihe_pattern *pattern;
    bihe_status status = compile(r, bihe_view_of(source), true, line, &pattern, err);
    if (status != BIHE_OK) return status;
    size_t from = 0, to = 0;
    const bihe_view lang = bihe_view_of(r->lang);
    /* the whole tag must match; an empty pattern matches all */
    const bool ours =
        pattern == NULL ||
        (bihe_pattern_find(pattern, r->matcher, lang, 0, &from, &to) && to == lang.len);
    bihe_pattern_free(pattern);
    if (!ours) return BIHE_OK;
    void *names = r->names;
    if (!bihe_array_reserve(&r->srx->allocator, &names, &r->name_capacity, r->name_count + 1,
                            sizeof *r->names))
        return bihe_fail_memory(err);
    r->names = names;
    r->names[r->name_count] = bihe_arena_copy(r->arena, bihe_view_of(name));
    return r->names[r->name_count++].ptr != NULL ? BIHE_OK : bihe_fail_memory(err);
}

static bihe_status on_open(void *user, const char *name, const char *const *attributes, size_t line,
                           bihe_error *err)
{
    reader *r = user;
    if (r->maps) {
        const char *cascade = bihe_xml_attribute(attributes, "cascade");
        if (strcmp(name, "header") == 0)
            r->cascade = cascade != NULL && strcmp(cascade, "yes") == 0;
        return strcmp(name, "languagemap") == 0 ? read_map(r, attributes, line, err) : BIHE_OK;
    }
    if (strcmp(name, "languagerule") == 0) {
        const char *set = bihe_xml_attribute(attributes, "languagerulename");
        r->inside = set != NULL && bihe_view_is(r->names[r->wanted], set);
    } else if (strcmp(name, "rule") == 0) {
        const char *breaks = bihe_xml_attribute(attributes, "break");
        r->breaks = breaks == NULL || strcmp(breaks, "no") != 0;
        r->text[BEFORE].len = r->text[AFTER].len = 0;
    } else if (strcmp(name, "beforebreak") == 0) {
        r->part = BEFORE;
    } else if (strcmp(name, "afterbreak") == 0) {
        r->part = AFTER;
    }
    return BIHE_OK;
}

static bihe_status on_close(void *user, const char *name, size_t line, bihe_error *err)
{
    reader *r = user;
    if (strcmp(name, "beforebreak") == 0 || strcmp(name, "afterbreak") == 0) r->part = NOWHERE;
    if (!r->maps && r->inside && strcmp(name, "rule") == 0) return add_rule(r, line, err);
    if (strcmp(name, "languagerule") == 0) r->inside = false;
    return BIHE_OK;
}

static bihe_status on_text(void *user, bihe_view text, bihe_error *err)
{
    (void)err;
    reader *r = user;
    if (r->part != NOWHERE) bihe_buffer_append_view(&r->text[r->part], text);
    return BIHE_OK;
}

static bihe_status read_srx(reader *r, bihe_view bytes, bihe_error *err)
{
    const bihe_xml_reader handlers = {&r->srx->allocator, on_open, on_close, on_text};
    r->maps = true;
    bihe_status status = bihe_xml_parse(bytes, r->path, &handlers, r, err);
    r->maps = false;
    for (r->wanted = 0; status == BIHE_OK && r->wanted < r->name_count; r->wanted++) {
        r->inside = false;
        r->part = NOWHERE;
        status = bihe_xml_parse(bytes, r->path, &handlers, r, err);
    }
    return status;
}

static bihe_status load(bihe_srx *srx, const char *path, const char *lang, bihe_error *err)
{
    bihe_buffer bytes;
    bihe_arena arena;
    reader r = {.srx = srx, .path = path, .lang = lang, .arena = &arena};
    bihe_buffer_init(&bytes, &srx->allocator);
    bihe_arena_init(&arena, &srx->allocator);
    for (size_t i = 0; i < sizeof r.text / sizeof r.text[0]; i++)
        bihe_buffer_init(&r.text[i], &srx->allocator);
    bihe_status status = bihe_matcher_new(&r.matcher, &srx->allocator, err);
    if (status == BIHE_OK) status = bihe_file_read(path, MAX_FILE, &bytes, err);
    if (status == BIHE_OK) status = read_srx(&r, bihe_buffer_view(&bytes), err);
    for (size_t i = 0; i < sizeof r.text / sizeof r.text[0]; i++)
        bihe_buffer_clear(&r.text[i]);
    bihe_mem_free(&srx->allocator, r.names);
    bihe_matcher_free(r.matcher);
    bihe_arena_clear(&arena);
    bihe_buffer_clear(&bytes);
    return status;
}

bihe_status bihe_srx_load(bihe_srx **out, const char *path, const char *lang,
                          const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_srx *srx = bihe_mem_new0(allocator, 1, sizeof *srx);
    if (srx == NULL) return bihe_fail_memory(err);
    srx->allocator = *allocator;
    const bihe_status status = load(srx, path, lang, err);
    if (status != BIHE_OK || srx->count == 0)
        bihe_srx_free(srx);
    else
        *out = srx;
    return status;
}

void bihe_srx_free(bihe_srx *srx)
{
    if (srx == NULL) return;
    for (size_t i = 0; i < srx->count; i++) {
        bihe_pattern_free(srx->rules[i].before);
        bihe_pattern_free(srx->rules[i].after);
    }
    const bihe_allocator allocator = srx->allocator;
    bihe_mem_free(&allocator, srx->rules);
    bihe_mem_free(&allocator, srx);
}
