/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX of any tool (1.1 to 1.4), one unit in memory at a time. Of each of our two languages the
 * first variant counts, whatever its region. Codes of inline elements (bpt, ept, it, ph, ut) are
 * left out of the text, that of hi stays. Props and notes are metadata; those that our writer makes
 * go back to where they came from.
 */
#include "import/reader.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"
#include "text/xml.h"
#include "write/tmx.h"

#include <string.h>

/* What the text that comes belongs to. */
typedef enum capture {
    CAPTURE_NOTHING,
    CAPTURE_SEGMENT,
    CAPTURE_PROP,
} capture;

typedef struct tmx_state {
    bihe_xml *xml;
    bihe_buffer piece; /* of the file */
    bihe_buffer text;  /* of the element captured */
    capture capture;
    size_t codes;  /* depth of inline codes */
    size_t inside; /* open elements inside what is captured, other than those */
    bool in_unit, in_variant;
    int side;       /* of the variant; -1: neither, or there already */
    bool has[2];    /* the unit has a variant of the side */
    bihe_view prop; /* type of the prop */
    size_t size;    /* bytes of texts in the unit */
    bool complete;  /* a unit is ready */
    bool ended;     /* the file is */
    size_t foreign; /* units in neither of the languages */
} tmx_state;

static bool is(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

static bool is_code(const char *name)
{
    return is(name, "bpt") || is(name, "ept") || is(name, "it") || is(name, "ph") || is(name, "ut");
}

/* Whether the tag's language, its first part, is `lang`; "cmn" is Chinese too. */
static bool speaks(const char *tag, const char *lang)
{
    if (is(lang, "zh") && (tag[0] | 0x20) == 'c') lang = "cmn";
    const size_t len = strlen(lang);
    for (size_t i = 0; i < len; i++) {
        if ((tag[i] | 0x20) != lang[i]) return false;
    }
    return tag[len] == '\0' || tag[len] == '-' || tag[len] == '_';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The tag as BCP 47 writes it (2.1.1): zh-Hans-CN, whatever the case, '_' for '-' too. */
static bihe_view keep_tag(bihe_reader *reader, const char *tag)
{
    bihe_buffer *out = &((tmx_state *)reader->own)->text;
    out->len = 0;
    for (const char *part = tag; *part != '\0';) {
        const size_t len = strcspn(part, "-_");
        for (size_t i = 0; i < len; i++) {
            const bool upper = part != tag && (len == 2 || (len == 4 && i == 0));
            const char c = lower(part[i]);
            bihe_buffer_append_byte(out, upper && c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : c);
        }
        part += len;
        if (*part == '\0') break;
        bihe_buffer_append_byte(out, '-');
        part++;
    }
    return bihe_reader_keep(reader, bihe_buffer_view(out));
}

static void start_variant(bihe_reader *reader, const char *const *attributes)
{
    tmx_state *state = reader->own;
    const char *tag = bihe_xml_attribute(attributes, "xml:lang");
    if (tag == NULL) tag = bihe_xml_attribute(attributes, "lang"); /* TMX 1.1 */
    state->in_variant = true;
    state->side = -1;
    for (int side = 0; side < 2 && tag != NULL; side++) {
        if (state->has[side] || !speaks(tag, bihe_model_lang(reader->context->model, side)))
            continue;
        state->has[side] = true;
        state->side = side;
        /* zh and en alone say no more than the writer's default */
        if (strpbrk(tag, "-_") != NULL) reader->unit.lang[side] = keep_tag(reader, tag);
        break;
    }
}

static void start_unit(bihe_reader *reader, const char *const *attributes)
{
    static const char *const kept[] = {"tuid", "creationdate", "creationid", "changedate",
                                       "changeid"};
    tmx_state *state = reader->own;
    bihe_reader_clear(reader);
    state->in_unit = true;
    state->in_variant = state->has[0] = state->has[1] = false;
    state->size = 0;
    for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
        const char *value = bihe_xml_attribute(attributes, kept[k]);
        if (value != NULL) bihe_reader_add_meta(reader, bihe_view_of(kept[k]), bihe_view_of(value));
    }
}

static void start_prop(bihe_reader *reader, const char *name, const char *const *attributes)
{
    tmx_state *state = reader->own;
    const char *type = is(name, "prop") ? bihe_xml_attribute(attributes, "type") : NULL;
    state->prop = bihe_reader_keep(reader, bihe_view_of(type != NULL ? type : name));
    state->capture = CAPTURE_PROP;
    state->text.len = 0;
}

static void on_start(void *user, const char *name, const char *const *attributes)
{
    bihe_reader *reader = user;
    tmx_state *state = reader->own;
    if (state->codes > 0 || is_code(name)) {
        state->codes++;
    } else if (state->capture != CAPTURE_NOTHING) {
        state->inside++; /* its text counts, what it is does not, be it a <tuv> */
    } else if (is(name, "tu")) {
        start_unit(reader, attributes);
    } else if (state->in_unit && is(name, "tuv")) {
        start_variant(reader, attributes);
    } else if (state->in_variant && state->side >= 0 && is(name, "seg")) {
        state->capture = CAPTURE_SEGMENT;
        state->text.len = 0;
    } else if (state->in_unit && !state->in_variant && (is(name, "prop") || is(name, "note"))) {
        start_prop(reader, name, attributes);
    }
}

static void on_text(void *user, bihe_view text)
{
    bihe_reader *reader = user;
    tmx_state *state = reader->own;
    if (state->capture == CAPTURE_NOTHING || state->codes > 0) return;
    state->size += text.len;
    if (state->size > BIHE_READ_UNIT_LIMIT)
        bihe_xml_refuse(state->xml, "a unit is too large");
    else
        bihe_buffer_append_view(&state->text, text);
}

/* A line break with the white space around it is one space: segments may come indented. */
static bihe_view fold(bihe_buffer *text)
{
    size_t to = 0;
    for (size_t i = 0; i < text->len;) {
        const char *run = text->ptr + i;
        size_t end = i;
        while (end < text->len && strchr(" \t\r\n", text->ptr[end]) != NULL &&
               text->ptr[end] != '\0')
            end++;
        const size_t len = end - i;
        const bool broken =
            len > 0 && (memchr(run, '\n', len) != NULL || memchr(run, '\r', len) != NULL);
        if (broken) {
            text->ptr[to++] = ' ';
        } else {
            const size_t copied = len > 0 ? len : 1;
            memmove(text->ptr + to, run, copied);
            to += copied;
        }
        i += len > 0 ? len : 1;
    }
    text->len = to;
    return bihe_utf8_trim(bihe_buffer_view(text));
}

static bool is_own(bihe_view name)
{
    for (const char *const *own = bihe_tmx_props; *own != NULL; own++) {
        if (bihe_view_is(name, *own)) return true;
    }
    return false;
}

static bool take_prefix(bihe_view *name, const char *prefix)
{
    const size_t len = strlen(prefix);
    if (name->len <= len || memcmp(name->ptr, prefix, len) != 0) return false;
    *name = bihe_view_slice(*name, len, name->len);
    return true;
}

static void end_prop(bihe_reader *reader)
{
    tmx_state *state = reader->own;
    const bihe_view value = fold(&state->text);
    bihe_view name = state->prop;
    const bool ours = take_prefix(&name, "x-");
    if (ours && bihe_view_is(name, "post")) {
        reader->unit.post = bihe_reader_keep(reader, value);
    } else if (ours && bihe_view_is(name, "url")) {
        bihe_reader_add_meta(reader, BIHE_VIEW("tourl"), value);
    } else if (!ours || !bihe_reader_set_fact(reader, name, value)) {
        bihe_view key = name;
        if (ours && take_prefix(&key, "meta-") && is_own(key)) name = key;
        bihe_reader_add_meta(reader, name, value);
    }
}

static void end_unit(tmx_state *state)
{
    state->in_unit = false;
    if (!state->has[0] && !state->has[1]) {
        state->foreign++;
        return;
    }
    state->complete = true;
    bihe_xml_pause(state->xml);
}

static void on_end(void *user, const char *name)
{
    bihe_reader *reader = user;
    tmx_state *state = reader->own;
    if (state->codes > 0) {
        state->codes--;
    } else if (state->inside > 0) {
        state->inside--;
    } else if (is(name, "tu")) {
        if (state->in_unit) end_unit(state);
    } else if (is(name, "tuv")) {
        state->in_variant = false;
    } else if (state->capture == CAPTURE_SEGMENT && is(name, "seg")) {
        reader->unit.text[state->side] = bihe_reader_keep(reader, fold(&state->text));
        state->capture = CAPTURE_NOTHING;
    } else if (state->capture == CAPTURE_PROP && (is(name, "prop") || is(name, "note"))) {
        end_prop(reader);
        state->capture = CAPTURE_NOTHING;
    }
}

/* Parses on until a unit is complete or the file ends. */
static bihe_status next(bihe_reader *reader, bool *found, bihe_error *err)
{
    tmx_state *state = reader->own;
    bihe_status status = BIHE_OK;
    state->complete = false;
    if (bihe_xml_is_paused(state->xml)) status = bihe_xml_resume(state->xml, err);
    while (status == BIHE_OK && !state->complete && !state->ended) {
        state->piece.len = 0;
        status = bihe_input_read(&reader->input, &state->piece, err);
        if (status != BIHE_OK) break;
        state->ended = state->piece.len == 0;
        status = bihe_xml_feed(state->xml, bihe_buffer_view(&state->piece), state->ended, err);
    }
    if (state->text.failed) return bihe_fail_memory(err);
    *found = status == BIHE_OK && state->complete;
    if (status == BIHE_OK && !*found && state->foreign > 0) {
        bihe_context_report(reader->context, BIHE_LOSS, reader->path, 0, 0,
                            "%zu unit%s in neither %s nor %s passed over", state->foreign,
                            state->foreign == 1 ? "" : "s",
                            bihe_model_lang(reader->context->model, 0),
                            bihe_model_lang(reader->context->model, 1));
        state->foreign = 0;
    }
    return status;
}

static bihe_status open(bihe_reader *reader, bihe_error *err)
{
    tmx_state *state = bihe_mem_new0(&reader->allocator, 1, sizeof *state);
    if (state == NULL) return bihe_fail_memory(err);
    bihe_buffer_init(&state->piece, &reader->allocator);
    bihe_buffer_init(&state->text, &reader->allocator);
    state->side = -1;
    reader->own = state;
    const bihe_xml_events events = {reader, on_start, on_text, on_end};
    return bihe_xml_new(&state->xml, &events, &reader->allocator, err);
}

static void close(bihe_reader *reader)
{
    tmx_state *state = reader->own;
    bihe_xml_free(state->xml);
    bihe_buffer_clear(&state->piece);
    bihe_buffer_clear(&state->text);
    bihe_mem_free(&reader->allocator, state);
}

const bihe_read_format bihe_read_tmx = {.name = "tmx", .open = open, .next = next, .close = close};
