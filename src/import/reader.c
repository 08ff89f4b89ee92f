/* SPDX-License-Identifier: Apache-2.0 */
/* The table of readable formats, and units under construction. */
#include "import/reader.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

static const bihe_read_format *const formats[] = {&bihe_read_tmx, &bihe_read_tsv, &bihe_read_jsonl};

static const bihe_read_format *find(const char *name)
{
    for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) {
        if (strcmp(formats[k]->name, name) == 0) return formats[k];
    }
    return NULL;
}

bool bihe_format_is_readable(const char *format)
{
    return find(format) != NULL;
}

/* --- units under construction -------------------------------------------------------------- */

void bihe_reader_clear(bihe_reader *reader)
{
    bihe_arena_clear(&reader->arena);
    reader->unit = (bihe_unit){.score = -1};
}

bihe_view bihe_reader_keep(bihe_reader *reader, bihe_view text)
{
    bihe_buffer valid;
    bihe_buffer_init(&valid, &reader->allocator);
    if (bihe_utf8_valid_prefix(text) < text.len) {
        bihe_utf8_append_valid(&valid, text);
        text = bihe_buffer_view(&valid);
    }
    bihe_view kept = {NULL, 0};
    if (!valid.failed) kept = bihe_arena_copy(&reader->arena, text);
    if (kept.ptr == NULL) reader->out_of_memory = true;
    bihe_buffer_clear(&valid);
    return kept;
}

/* "BEFORE, VALUE" */
static bihe_view join(bihe_reader *reader, bihe_view before, bihe_view value)
{
    bihe_buffer text;
    bihe_buffer_init(&text, &reader->allocator);
    bihe_buffer_append_view(&text, before);
    bihe_buffer_append_text(&text, ", ");
    bihe_buffer_append_view(&text, value);
    bihe_view kept = {NULL, 0};
    if (text.failed)
        reader->out_of_memory = true;
    else
        kept = bihe_reader_keep(reader, bihe_buffer_view(&text));
    bihe_buffer_clear(&text);
    return kept;
}

void bihe_reader_add_meta(bihe_reader *reader, bihe_view key, bihe_view value)
{
    if (key.len == 0 || value.len == 0) return;
    bihe_unit *unit = &reader->unit;
    for (size_t k = 0; k < unit->meta_count; k++) {
        if (!bihe_view_equal(reader->meta[k].key, key)) continue;
        reader->meta[k].value = join(reader, reader->meta[k].value, value);
        return;
    }
    void *meta = reader->meta;
    if (!bihe_array_reserve(&reader->allocator, &meta, &reader->meta_capacity, unit->meta_count + 1,
                            sizeof *reader->meta)) {
        reader->out_of_memory = true;
        return;
    }
    reader->meta = meta;
    unit->meta = meta;
    reader->meta[unit->meta_count++] =
        (bihe_meta){bihe_reader_keep(reader, key), bihe_reader_keep(reader, value)};
}

bool bihe_parse_size(bihe_view text, size_t *out)
{
    size_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c < '0' || c > '9' || value > (SIZE_MAX - 9) / 10) return false;
        value = value * 10 + (size_t)(c - '0');
    }
    *out = value;
    return text.len > 0;
}

bool bihe_parse_fraction(bihe_view text, double *out)
{
    double value = 0, scale = 1;
    bool point = false, digits = false;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return false;
        digits = true;
        value = value * 10 + (c - '0');
        if (point) scale *= 10;
    }
    *out = value / scale;
    return digits;
}

/* Where `mark` stands in the text; its length: nowhere. */
static size_t find_byte(bihe_view text, char mark)
{
    size_t i = 0;
    while (i < text.len && text.ptr[i] != mark)
        i++;
    return i;
}

/* Two whole numbers with `mark` between, or one alone, which stands for both. */
static bool parse_two(bihe_view text, char mark, size_t out[2])
{
    const size_t at = find_byte(text, mark);
    if (!bihe_parse_size(bihe_view_slice(text, 0, at), &out[0])) return false;
    out[1] = out[0];
    return at == text.len || bihe_parse_size(bihe_view_slice(text, at + 1, text.len), &out[1]);
}

bool bihe_parse_range(bihe_view text, size_t out[2])
{
    return parse_two(text, '-', out);
}

/* `zh:8-9 en:41`, either or both. */
static void set_lines(bihe_reader *reader, bihe_view text)
{
    while (text.len > 0) {
        const size_t end = find_byte(text, ' ');
        const bihe_view item = bihe_view_slice(text, 0, end);
        const size_t colon = find_byte(item, ':');
        for (int side = 0; side < 2 && colon < item.len; side++) {
            size_t range[2];
            if (bihe_view_is(bihe_view_slice(item, 0, colon),
                             bihe_model_lang(reader->context->model, side)) &&
                bihe_parse_range(bihe_view_slice(item, colon + 1, item.len), range))
                memcpy(reader->unit.line[side], range, sizeof range);
        }
        text = bihe_view_slice(text, end < text.len ? end + 1 : end, text.len);
    }
}

bool bihe_reader_set_fact(bihe_reader *reader, bihe_view name, bihe_view value)
{
    bihe_unit *unit = &reader->unit;
    size_t two[2];
    double score;
    if (bihe_view_is(name, "score")) {
        if (bihe_parse_fraction(value, &score) && score <= 1) unit->score = score;
    } else if (bihe_view_is(name, "type")) {
        if (find_byte(value, '-') < value.len && parse_two(value, '-', two))
            memcpy(unit->count, two, sizeof two);
    } else if (bihe_view_is(name, "lines")) {
        set_lines(reader, value);
    } else if (bihe_view_is(name, "repaired")) {
        if (!parse_two(value, ' ', two)) return true;
        unit->repaired = two[0];
        unit->doubtful = find_byte(value, ' ') < value.len ? two[1] : 0;
    } else {
        return false;
    }
    return true;
}

/* --- the reader ---------------------------------------------------------------------------- */

void bihe_reader_free(bihe_reader *reader)
{
    if (reader == NULL) return;
    if (reader->own != NULL) reader->format->close(reader);
    if (reader->input.fd >= 0) bihe_input_close(&reader->input);
    bihe_arena_clear(&reader->arena);
    const bihe_allocator allocator = reader->allocator;
    bihe_mem_free(&allocator, reader->meta);
    bihe_mem_free(&allocator, reader->path);
    bihe_mem_free(&allocator, reader);
}

bihe_status bihe_reader_new(bihe_reader **out, bihe_context *context, const char *format,
                            const char *path, bihe_error *err)
{
    *out = NULL;
    const bihe_read_format *found = find(format);
    if (found == NULL)
        return bihe_fail_at(err, BIHE_ERROR_UNSUPPORTED, path, 0, 0,
                            "%s cannot be read (tmx, tsv and jsonl can)", format);
    const size_t size = strlen(path) + 1;
    bihe_reader *reader = bihe_mem_new0(&context->allocator, 1, sizeof *reader);
    if (reader == NULL) return bihe_fail_memory(err);
    reader->allocator = context->allocator;
    reader->context = context;
    reader->format = found;
    reader->input.fd = -1;
    bihe_arena_init(&reader->arena, &reader->allocator);
    reader->path = bihe_mem_new(&reader->allocator, size, 1);
    bihe_status status = BIHE_OK;
    if (reader->path == NULL) {
        status = bihe_fail_memory(err);
    } else {
        memcpy(reader->path, path, size);
        status = bihe_input_open(&reader->input, reader->path, &reader->allocator, err);
    }
    if (status == BIHE_OK) status = found->open(reader, err);
    if (status != BIHE_OK)
        bihe_reader_free(reader);
    else
        *out = reader;
    return status;
}

bihe_status bihe_reader_next(bihe_reader *reader, const bihe_unit **out, bihe_error *err)
{
    bool found = false;
    bihe_error cause;
    *out = NULL;
    bihe_reader_clear(reader);
    bihe_status status = reader->format->next(reader, &found, &cause);
    if (status == BIHE_OK && reader->out_of_memory) status = bihe_fail_memory(&cause);
    if (status == BIHE_OK && found) *out = &reader->unit;
    if (status != BIHE_OK && err != NULL) {
        const char *file = cause.file[0] == '\0' ? reader->path : cause.file;
        (void)bihe_fail_at(err, cause.code, file, cause.line, cause.column, "%s", cause.message);
    }
    return status;
}
