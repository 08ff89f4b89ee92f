/* SPDX-License-Identifier: Apache-2.0 */
/* Our TSV read back (see write/tsv.c): a header line names the columns, in any order; those it does
 * not know are metadata. */
#include "import/rows.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

typedef enum column_kind {
    COLUMN_META,
    COLUMN_POST,
    COLUMN_TEXT,
    COLUMN_LINES,
    COLUMN_FACT,
    COLUMN_DOUBTFUL,
} column_kind;

typedef struct column {
    column_kind kind;
    int side;       /* TEXT and LINES */
    bihe_view name; /* META and FACT */
} column;

typedef struct tsv_state {
    bihe_rows rows;
    bihe_arena arena; /* names of columns */
    column *columns;
    size_t count, capacity;
    bihe_buffer field;
} tsv_state;

static column classify(const bihe_reader *reader, bihe_view name)
{
    column c = {.kind = COLUMN_META, .name = name};
    const bihe_view prefix = BIHE_VIEW("lines_");
    const bool lines =
        name.len > prefix.len && bihe_view_equal(bihe_view_slice(name, 0, prefix.len), prefix);
    const bihe_view lang = lines ? bihe_view_slice(name, prefix.len, name.len) : name;
    for (int side = 0; side < 2; side++) {
        if (!bihe_view_is(lang, bihe_model_lang(reader->context->model, side))) continue;
        c.kind = lines ? COLUMN_LINES : COLUMN_TEXT;
        c.side = side;
    }
    if (bihe_view_is(name, "post")) c.kind = COLUMN_POST;
    if (bihe_view_is(name, "score") || bihe_view_is(name, "type") || bihe_view_is(name, "repaired"))
        c.kind = COLUMN_FACT;
    if (bihe_view_is(name, "doubtful")) c.kind = COLUMN_DOUBTFUL;
    return c;
}

/* "meta-zh" is the key "zh", which a column of ours would hide. */
static column column_of(const bihe_reader *reader, bihe_view name)
{
    const column c = classify(reader, name);
    const bihe_view prefix = BIHE_VIEW("meta-");
    if (name.len <= prefix.len || !bihe_view_equal(bihe_view_slice(name, 0, prefix.len), prefix))
        return c;
    const bihe_view key = bihe_view_slice(name, prefix.len, name.len);
    return classify(reader, key).kind == COLUMN_META ? c : (column){.name = key};
}

/* Takes the next field off a line, unescaped, into state->field. */
static bihe_view take_field(tsv_state *state, bihe_view *line)
{
    const char *tab = line->len > 0 ? memchr(line->ptr, '\t', line->len) : NULL;
    const size_t len = tab != NULL ? (size_t)(tab - line->ptr) : line->len;
    bihe_buffer *out = &state->field;
    out->len = 0;
    for (size_t i = 0; i < len; i++) {
        char c = line->ptr[i];
        if (c == '\\' && i + 1 < len) {
            const char next = line->ptr[++i];
            c = (char)(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
        }
        bihe_buffer_append_byte(out, c);
    }
    *line = bihe_view_slice(*line, tab != NULL ? len + 1 : len, line->len);
    return bihe_buffer_view(out);
}

static size_t count_fields(bihe_view line)
{
    size_t count = 1;
    for (size_t i = 0; i < line.len; i++)
        count += line.ptr[i] == '\t';
    return count;
}

static bihe_status read_header(bihe_reader *reader, bihe_view line, bihe_error *err)
{
    tsv_state *state = reader->own;
    bool sides[2] = {false, false};
    const size_t count = count_fields(line);
    state->columns = bihe_mem_new(&reader->allocator, count, sizeof *state->columns);
    if (state->columns == NULL) return bihe_fail_memory(err);
    for (size_t k = 0; k < count; k++) {
        const bihe_view name = bihe_arena_copy(&state->arena, take_field(state, &line));
        if (name.ptr == NULL || state->field.failed) return bihe_fail_memory(err);
        state->columns[k] = column_of(reader, name);
        if (state->columns[k].kind == COLUMN_TEXT) sides[state->columns[k].side] = true;
    }
    state->count = count;
    if (!sides[0] || !sides[1])
        return bihe_fail_at(err, BIHE_ERROR_INPUT, reader->path, state->rows.number, 0,
                            "the first line does not name columns %s and %s",
                            bihe_model_lang(reader->context->model, 0),
                            bihe_model_lang(reader->context->model, 1));
    return BIHE_OK;
}

static void set_field(bihe_reader *reader, const column *c, bihe_view value)
{
    bihe_unit *unit = &reader->unit;
    switch (c->kind) {
    case COLUMN_META: bihe_reader_add_meta(reader, c->name, value); break;
    case COLUMN_POST: unit->post = bihe_reader_keep(reader, value); break;
    case COLUMN_TEXT: unit->text[c->side] = bihe_reader_keep(reader, value); break;
    case COLUMN_LINES:
        if (!bihe_parse_range(value, unit->line[c->side]))
            unit->line[c->side][0] = unit->line[c->side][1] = 0;
        break;
    case COLUMN_FACT: {
        const size_t doubtful = unit->doubtful; /* a column of its own here */
        (void)bihe_reader_set_fact(reader, c->name, value);
        unit->doubtful = doubtful;
        break;
    }
    case COLUMN_DOUBTFUL: (void)bihe_parse_size(value, &unit->doubtful); break;
    }
}

static bihe_status next(bihe_reader *reader, bool *found, bihe_error *err)
{
    tsv_state *state = reader->own;
    for (;;) {
        bihe_view line;
        bihe_status status = bihe_rows_next(&state->rows, reader, found, &line, err);
        if (status != BIHE_OK || !*found) return status;
        if (state->columns == NULL) {
            status = read_header(reader, line, err);
            if (status != BIHE_OK) return status;
            continue;
        }
        if (line.len == 0) continue;
        const size_t count = count_fields(line);
        if (count != state->count) {
            bihe_context_report(reader->context, BIHE_LOSS, reader->path, state->rows.number, 0,
                                "passed over: fields: %zu, in the first line: %zu", count,
                                state->count);
            continue;
        }
        for (size_t k = 0; k < count; k++)
            set_field(reader, &state->columns[k], take_field(state, &line));
        return state->field.failed ? bihe_fail_memory(err) : BIHE_OK;
    }
}

static bihe_status open(bihe_reader *reader, bihe_error *err)
{
    tsv_state *state = bihe_mem_new0(&reader->allocator, 1, sizeof *state);
    if (state == NULL) return bihe_fail_memory(err);
    bihe_rows_init(&state->rows, &reader->allocator);
    bihe_arena_init(&state->arena, &reader->allocator);
    bihe_buffer_init(&state->field, &reader->allocator);
    reader->own = state;
    return BIHE_OK;
}

static void close(bihe_reader *reader)
{
    tsv_state *state = reader->own;
    bihe_rows_clear(&state->rows);
    bihe_arena_clear(&state->arena);
    bihe_buffer_clear(&state->field);
    bihe_mem_free(&reader->allocator, state->columns);
    bihe_mem_free(&reader->allocator, state);
}

const bihe_read_format bihe_read_tsv = {.name = "tsv", .open = open, .next = next, .close = close};
