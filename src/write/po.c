/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A compendium: a gettext catalogue (GNU gettext manual, "The Format of PO Files") that msgmerge -C
 * takes translations from. A msgid may stand in it once: of units with the same source the one with
 * the best score stays, the first of equals. So the units are kept until the file is complete; this
 * is the one format that needs memory for all of them.
 *
 * Score and place are extracted comments (#.), which msgmerge does not copy into the catalogues
 * that it fills.
 */
#include "base/arena.h"
#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"
#include "write/writer.h"

#include <string.h>
#include <time.h>

static const char *const extensions[] = {".po", NULL};

enum { FIRST_SLOTS = 1024 }; /* a power of two */

typedef struct po_entry {
    bihe_view source, target, comment;
    uint64_t hash; /* of the source */
    double score;
} po_entry;

typedef struct po_state {
    bihe_arena arena; /* texts */
    po_entry *entries;
    size_t count, capacity;
    size_t *slots; /* open addressing: number of an entry and 1, 0 where free */
    size_t slot_count;
} po_state;

/* --- entries by source --------------------------------------------------------------------- */

/* FNV-1a (Fowler, Noll, Vo). */
static uint64_t hash_of(bihe_view text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (uint8_t)text.ptr[i]) * UINT64_C(1099511628211);
    return hash;
}

/* The slot of the entry with this source, or the free one where it belongs. */
static size_t *find_slot(const po_state *state, bihe_view source, uint64_t hash)
{
    size_t k = (size_t)hash & (state->slot_count - 1);
    for (; state->slots[k] > 0; k = (k + 1) & (state->slot_count - 1)) {
        const po_entry *entry = &state->entries[state->slots[k] - 1];
        if (entry->hash == hash && bihe_view_equal(entry->source, source)) break;
    }
    return &state->slots[k];
}

/* Room for one entry more, with at most half of the slots in use. */
static bool make_room(bihe_writer *writer)
{
    po_state *state = writer->own;
    void *entries = state->entries;
    if (!bihe_array_reserve(&writer->allocator, &entries, &state->capacity, state->count + 1,
                            sizeof *state->entries))
        return false;
    state->entries = entries;
    if (2 * state->count < state->slot_count) return true;
    const size_t before = state->slot_count;
    const size_t slot_count = before == 0 ? FIRST_SLOTS : 2 * before;
    size_t *slots = bihe_mem_new0(&writer->allocator, slot_count, sizeof *slots);
    if (slots == NULL) return false;
    bihe_mem_free(&writer->allocator, state->slots);
    state->slots = slots;
    state->slot_count = slot_count;
    for (size_t k = 0; k < state->count; k++)
        *find_slot(state, state->entries[k].source, state->entries[k].hash) = k + 1;
    return true;
}

static bihe_status add_entry(bihe_writer *writer, bihe_view source, bihe_error *err)
{
    po_state *state = writer->own;
    if (!make_room(writer)) return bihe_fail_memory(err);
    po_entry entry = {.hash = hash_of(source)};
    size_t *slot = find_slot(state, source, entry.hash);
    entry.source = bihe_arena_copy(&state->arena, source);
    if (entry.source.ptr == NULL) return bihe_fail_memory(err);
    state->entries[state->count++] = entry;
    *slot = state->count;
    bihe_writer_count(writer);
    return BIHE_OK;
}

/* --- units --------------------------------------------------------------------------------- */

static bihe_status begin(bihe_writer *writer, const bihe_unit *first, bihe_error *err)
{
    po_state *state = writer->own;
    bihe_writer_keep_langs(writer, first);
    if (state == NULL) {
        state = bihe_mem_new0(&writer->allocator, 1, sizeof *state);
        if (state == NULL) return bihe_fail_memory(err);
        writer->own = state;
    } else {
        bihe_arena_clear(&state->arena);
        state->count = 0;
        memset(state->slots, 0, state->slot_count * sizeof *state->slots);
    }
    bihe_arena_init(&state->arena, &writer->allocator);
    return BIHE_OK;
}

/* `score 0.9877; type 2-1; lines zh:8-9 en:20; post.md`, what is known of it; in work[1]. */
static bihe_status describe(bihe_writer *writer, const bihe_unit *unit, bihe_view *out,
                            bihe_error *err)
{
    bihe_buffer *text = &writer->scratch;
    const char *name;
    text->len = 0;
    for (size_t k = 0; (name = bihe_writer_fact(writer, unit, k)) != NULL; k++) {
        if (writer->work[0].len == 0) continue;
        bihe_buffer_append_format(text, "%s%s ", text->len > 0 ? "; " : "", name);
        bihe_buffer_append_view(text, bihe_buffer_view(&writer->work[0]));
    }
    if (text->len > 0 && unit->post.len > 0) bihe_buffer_append_text(text, "; ");
    bihe_buffer_append_view(text, unit->post);
    return bihe_writer_clean(writer, bihe_buffer_view(text), out, err);
}

/* Gives the entry the unit's translation. */
static bihe_status set_entry(bihe_writer *writer, po_entry *entry, const bihe_unit *unit,
                             bihe_error *err)
{
    po_state *state = writer->own;
    bihe_view text;
    bihe_status status =
        bihe_writer_clean(writer, unit->text[1 - writer->options->source_side], &text, err);
    if (status != BIHE_OK) return status;
    entry->target = bihe_arena_copy(&state->arena, text);
    entry->score = unit->score;
    if (entry->target.ptr == NULL) return bihe_fail_memory(err);
    status = describe(writer, unit, &text, err);
    if (status != BIHE_OK) return status;
    entry->comment = bihe_arena_copy(&state->arena, text);
    return entry->comment.ptr == NULL ? bihe_fail_memory(err) : BIHE_OK;
}

/* An empty msgid is the catalogue's head, an empty msgstr no translation: neither can be had. */
static bihe_status take_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    po_state *state = writer->own;
    bihe_view source;
    if (unit->text[0].len == 0 || unit->text[1].len == 0) {
        writer->stats.one_sided++;
        return BIHE_OK;
    }
    bihe_status status =
        bihe_writer_clean(writer, unit->text[writer->options->source_side], &source, err);
    if (status != BIHE_OK || source.len == 0) return status;
    const size_t *slot = state->slot_count > 0 ? find_slot(state, source, hash_of(source)) : NULL;
    if (slot == NULL || *slot == 0) {
        status = add_entry(writer, source, err);
        if (status != BIHE_OK) return status;
        return set_entry(writer, &state->entries[state->count - 1], unit, err);
    }
    writer->stats.duplicates++;
    po_entry *entry = &state->entries[*slot - 1];
    return unit->score > entry->score ? set_entry(writer, entry, unit, err) : BIHE_OK;
}

/* --- the file ------------------------------------------------------------------------------ */

static const char *escape_of(char c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\t': return "\\t";
    default: return NULL;
    }
}

static void append_string(bihe_buffer *out, const char *keyword, bihe_view text)
{
    bihe_buffer_append_text(out, keyword);
    bihe_buffer_append_text(out, " \"");
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *escape = escape_of(text.ptr[i]);
        if (escape == NULL) continue;
        bihe_buffer_append_view(out, bihe_view_slice(text, run, i));
        bihe_buffer_append_text(out, escape);
        run = i + 1;
    }
    bihe_buffer_append_view(out, bihe_view_slice(text, run, text.len));
    bihe_buffer_append_text(out, "\"\n");
}

/* gettext's name of a language: zh-Hans-CN is zh_CN there. */
static void append_locale(bihe_buffer *out, const char *tag)
{
    const size_t language = strcspn(tag, "-");
    bihe_buffer_append(out, tag, language);
    for (const char *at = tag + language; *at == '-'; at += strcspn(at, "-")) {
        at++;
        if (strcspn(at, "-") != 2) continue;
        bihe_buffer_append_byte(out, '_');
        bihe_buffer_append(out, at, 2);
        return;
    }
}

static void append_date(bihe_buffer *out, int64_t seconds)
{
    const time_t when = (time_t)seconds;
    struct tm t;
    char text[32];
    if (seconds < 0 || gmtime_r(&when, &t) == NULL || t.tm_year > 9999 - 1900) return;
    (void)strftime(text, sizeof text, "%Y-%m-%d %H:%M+0000", &t);
    bihe_buffer_append_text(out, "\"PO-Revision-Date: ");
    bihe_buffer_append_text(out, text);
    bihe_buffer_append_text(out, "\\n\"\n");
}

static void append_head(bihe_writer *writer)
{
    bihe_buffer *out = &writer->text[0];
    bihe_buffer_append_text(out, "msgid \"\"\nmsgstr \"\"\n"
                                 "\"Project-Id-Version: bihe\\n\"\n");
    append_date(out, writer->options->source_date);
    bihe_buffer_append_text(out, "\"Last-Translator: bihe\\n\"\n\"Language-Team: none\\n\"\n"
                                 "\"Language: ");
    append_locale(out, writer->head_lang[1 - writer->options->source_side]);
    bihe_buffer_append_text(out, "\\n\"\n\"MIME-Version: 1.0\\n\"\n"
                                 "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                                 "\"Content-Transfer-Encoding: 8bit\\n\"\n"
                                 "\"X-Generator: bihe " BIHE_VERSION "\\n\"\n");
}

static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    const po_state *state = writer->own;
    bihe_buffer *out = &writer->text[0];
    append_head(writer);
    for (size_t k = 0; k < state->count; k++) {
        const po_entry *entry = &state->entries[k];
        bihe_buffer_append_text(out, entry->comment.len > 0 ? "\n#. " : "");
        bihe_buffer_append_view(out, entry->comment);
        bihe_buffer_append_byte(out, '\n');
        append_string(out, "msgid", entry->source);
        append_string(out, "msgstr", entry->target);
        const bihe_status status = bihe_writer_flush(writer, err);
        if (status != BIHE_OK) return status;
    }
    return BIHE_OK;
}

static void release(bihe_writer *writer)
{
    po_state *state = writer->own;
    bihe_arena_clear(&state->arena);
    bihe_mem_free(&writer->allocator, state->entries);
    bihe_mem_free(&writer->allocator, state->slots);
    bihe_mem_free(&writer->allocator, state);
}

const bihe_format bihe_format_po = {
    .name = "po",
    .extensions = extensions,
    .begin = begin,
    .unit = take_unit,
    .end = end,
    .release = release,
};
