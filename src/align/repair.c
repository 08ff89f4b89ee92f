/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Repair of one text: finds the lines that may be damaged, undoes UTF-8 read as Windows-1252 or
 * Latin-1 in their runs, and leaves everything else byte for byte. The second step of the flow.
 */
#include "align/repairer.h"

#include "align/legacy.h"
#include "base/error.h"
#include "text/utf8.h"

#include <string.h>

/* One character of a line. */
typedef struct mark {
    size_t at;    /* offset in the line */
    int32_t c;    /* the character */
    int16_t byte; /* the byte it stands for, -1 for none */
} mark;

/* One character of the text before it was damaged: marks[from .. to) as a UTF-8 sequence. */
typedef struct sequence {
    size_t from, to;
    int32_t c; /* what it encodes; -1 where bytes are lost */
} sequence;

/* Sequences without anything between them. */
typedef struct chain {
    size_t from, to; /* marks */
    size_t sequences;
    size_t complete, han, partial; /* partial: bytes lost, but a continuation byte survives */
} chain;

typedef struct line_work {
    mark *marks;
    size_t count, capacity;
    const bihe_allocator *allocator;
} line_work;

static size_t sequence_length(int byte)
{
    if (byte >= 0xC2 && byte <= 0xDF) return 2;
    if (byte >= 0xE0 && byte <= 0xEF) return 3;
    return byte >= 0xF0 && byte <= 0xF4 ? 4 : 0;
}

static bool is_continuation(int byte)
{
    return byte >= 0x80 && byte <= 0xBF;
}

/* The sequence that starts at marks[from]; false where no lead byte is there. */
static bool read_sequence(const line_work *line, size_t from, sequence *out)
{
    const size_t need = sequence_length(line->marks[from].byte);
    if (need == 0) return false;
    char bytes[4] = {(char)line->marks[from].byte};
    size_t n = 1;
    while (n < need && from + n < line->count && is_continuation(line->marks[from + n].byte)) {
        bytes[n] = (char)line->marks[from + n].byte;
        n++;
    }
    const bihe_view view = {bytes, n};
    size_t end = 0;
    *out = (sequence){from, from + n, -1};
    if (n == need && bihe_utf8_valid_prefix(view) == n) out->c = bihe_utf8_next(view, &end);
    return true;
}

/* The chain that starts at marks[from], which may be empty. */
static chain read_chain(const line_work *line, size_t from)
{
    chain found = {.from = from, .to = from};
    sequence s;
    while (found.to < line->count && read_sequence(line, found.to, &s)) {
        found.sequences++;
        found.complete += s.c >= 0;
        found.han += s.c >= 0 && bihe_char_is_han(s.c);
        found.partial += s.c < 0 && s.to - s.from > 1;
        found.to = s.to;
    }
    return found;
}

/* Whether a chain shows by itself that Chinese was damaged here: two characters whose bytes are
 * all there. A Latin text has such a sequence by chance at most once. */
static bool is_proof(const chain *c)
{
    return c->han >= 1 && c->complete >= 2;
}

/* In a line with proof: every chain with something of Chinese in it. A lone lead byte between
 * healthy letters ("café") is none. */
static bool is_damaged(const chain *c)
{
    return c->complete > 0 || c->partial > 0;
}

static bool is_quote(int32_t c)
{
    return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0x300C ||
           c == 0x300D;
}

/* A text about wrong decodings quotes them. */
static bool is_quoted(const line_work *line, const chain *c)
{
    return c->from > 0 && c->to < line->count && is_quote(line->marks[c->from - 1].c) &&
           is_quote(line->marks[c->to].c);
}

/* Chains that are proof, not counting a single quoted one. */
static bool line_has_proof(const line_work *line)
{
    size_t open = 0, quoted = 0;
    for (size_t i = 0; i < line->count;) {
        const chain c = read_chain(line, i);
        if (is_proof(&c)) {
            if (is_quoted(line, &c))
                quoted++;
            else
                open++;
        }
        i = c.to > i ? c.to : i + 1;
    }
    return open > 0 || quoted > 1;
}

static void write_chain(const line_work *line, const chain *c, bihe_buffer *out,
                        bihe_repair_result *result)
{
    sequence s;
    for (size_t i = c->from; i < c->to && read_sequence(line, i, &s); i = s.to) {
        bihe_utf8_append(out, s.c >= 0 ? s.c : BIHE_REPLACEMENT);
        if (s.c >= 0)
            result->repaired++;
        else
            result->lost++;
    }
}

static void write_line(const line_work *line, bihe_view text, bihe_buffer *out,
                       bihe_repair_result *result)
{
    for (size_t i = 0; i < line->count;) {
        const chain c = read_chain(line, i);
        if (is_damaged(&c)) {
            write_chain(line, &c, out, result);
            i = c.to;
            continue;
        }
        const size_t end = i + 1 < line->count ? line->marks[i + 1].at : text.len;
        bihe_buffer_append_view(out, bihe_view_slice(text, line->marks[i].at, end));
        i++;
    }
}

static bihe_status read_marks(line_work *line, bihe_view text, bihe_error *err)
{
    line->count = 0;
    if (!bihe_array_reserve(line->allocator, (void **)&line->marks, &line->capacity, text.len,
                            sizeof *line->marks))
        return bihe_fail_memory(err);
    for (size_t pos = 0; pos < text.len;) {
        mark *m = &line->marks[line->count++];
        m->at = pos;
        m->c = bihe_utf8_next(text, &pos);
        m->byte = (int16_t)bihe_legacy_byte(m->c);
    }
    return BIHE_OK;
}

static bihe_status repair_line(line_work *line, bihe_view text, bihe_buffer *out,
                               bihe_repair_result *result, bihe_error *err)
{
    const bihe_status status = read_marks(line, text, err);
    if (status != BIHE_OK) return status;
    if (line_has_proof(line))
        write_line(line, text, out, result);
    else
        bihe_buffer_append_view(out, text);
    return BIHE_OK;
}

/* A damaged Chinese character starts with U+00E3 .. U+00E9, in UTF-8 C3 A3 .. C3 A9; healthy
 * Chinese and English have no byte C3. */
static bool may_be_damaged(bihe_view line)
{
    return line.len > 0 && memchr(line.ptr, 0xC3, line.len) != NULL;
}

static bihe_status repair_lines(line_work *line, bihe_view text, bihe_buffer *out,
                                bihe_repair_result *result, bihe_error *err)
{
    for (size_t start = 0; start < text.len;) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) + 1 : text.len;
        const bihe_view part = bihe_view_slice(text, start, end);
        if (may_be_damaged(part)) {
            const bihe_status status = repair_line(line, part, out, result, err);
            if (status != BIHE_OK) return status;
        } else {
            bihe_buffer_append_view(out, part);
        }
        start = end;
    }
    return out->failed ? bihe_fail_memory(err) : BIHE_OK;
}

static bihe_repair_status status_of(const bihe_repair_result *result)
{
    if (result->lost > 0) return BIHE_REPAIR_PARTLY;
    return result->repaired > 0 ? BIHE_REPAIR_REPAIRED : BIHE_REPAIR_CLEAN;
}

bihe_status bihe_repair_text(const bihe_model *model, bihe_view text, bihe_buffer *out,
                             bihe_repair_result *result, bihe_error *err)
{
    (void)model;
    line_work line = {.allocator = &out->allocator};
    *result = (bihe_repair_result){0};
    if (!may_be_damaged(text)) {
        bihe_buffer_append_view(out, text);
        return out->failed ? bihe_fail_memory(err) : BIHE_OK;
    }
    const bihe_status status = repair_lines(&line, text, out, result, err);
    result->status = status_of(result);
    bihe_mem_free(&out->allocator, line.marks);
    return status;
}

const char *bihe_repair_status_name(bihe_repair_status status)
{
    switch (status) {
    case BIHE_REPAIR_CLEAN: return "clean";
    case BIHE_REPAIR_REPAIRED: return "repaired";
    case BIHE_REPAIR_PARTLY: return "partly";
    case BIHE_REPAIR_UNRECOVERABLE: return "unrecoverable";
    }
    return "unknown";
}
