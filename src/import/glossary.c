/* SPDX-License-Identifier: Apache-2.0 */
/* Glossary files: lines of four forms, told apart one by one, and TMX through its reader. */
#include "import/glossary.h"

#include "base/error.h"
#include "base/input.h"
#include "bihe/read.h"
#include "model/context.h"
#include "text/utf8.h"

#include <string.h>

enum {
    MOST_COLUMNS = 64,
    MOST_SENSES = 64,
    LONGEST_LINE = 1 << 20, /* bytes */
};

typedef struct line_reader {
    bihe_glossary *glossary;
    const char *lang[2];
    int column[2]; /* of TSV, by the header; -1: the first two, whichever way round */
    size_t number; /* of the line */
} line_reader;

/* Cuts `text` at each `mark`; the parts beyond `most` are left out. */
static size_t divide(bihe_view text, char mark, bihe_view *parts, size_t most)
{
    size_t count = 0;
    for (size_t start = 0; start <= text.len && count < most;) {
        const char *next =
            start < text.len ? memchr(text.ptr + start, mark, text.len - start) : NULL;
        const size_t end = next != NULL ? (size_t)(next - text.ptr) : text.len;
        parts[count++] = bihe_utf8_trim(bihe_view_slice(text, start, end));
        start = end + 1;
    }
    return count;
}

/* Han characters among the letters, in percent. */
static size_t han_share(bihe_view text)
{
    bihe_script_counts n = {0, 0, 0};
    bihe_script_count(text, &n);
    const size_t letters = n.han + n.latin + n.other;
    return letters > 0 ? n.han * 100 / letters : 0;
}

static bool has_han(bihe_view text)
{
    return han_share(text) > 0;
}

/* Two texts whose order their script tells. */
static bihe_status add_pair(const line_reader *r, bihe_view a, bihe_view b, bihe_error *err)
{
    const bool turned = han_share(b) > han_share(a);
    const bihe_view text[2] = {turned ? b : a, turned ? a : b};
    return bihe_glossary_add(r->glossary, text, err);
}

static bihe_status add_senses(const line_reader *r, bihe_view headword, const bihe_view *senses,
                              size_t count, bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t k = 0; k < count && status == BIHE_OK; k++)
        status = bihe_glossary_add_sense(r->glossary, headword, senses[k], count, err);
    return status;
}

/* --- forms of lines ------------------------------------------------------------------------ */

/* "Traditional Simplified [pinyin] /sense/sense/": cuts it up; false where the line is none. */
static bool cut_cedict(bihe_view line, bihe_view *headword, bihe_view *senses)
{
    const char *space = memchr(line.ptr, ' ', line.len);
    const char *bracket = memchr(line.ptr, '[', line.len);
    if (space == NULL || bracket == NULL || bracket < space + 2 || bracket[-1] != ' ') return false;
    const char *const end = line.ptr + line.len;
    const char *close = memchr(bracket, ']', (size_t)(end - bracket));
    if (close == NULL || end - close < 4 || close[1] != ' ' || close[2] != '/' || end[-1] != '/')
        return false;
    *headword = (bihe_view){space + 1, (size_t)(bracket - 1 - (space + 1))};
    *senses = (bihe_view){close + 3, (size_t)(end - 1 - (close + 3))};
    return headword->len > 0 && memchr(headword->ptr, ' ', headword->len) == NULL;
}

/* "words @ words" */
static bool cut_dic(bihe_view line, bihe_view parts[2])
{
    for (size_t i = 1; i + 1 < line.len; i++) {
        if (line.ptr[i] != '@' || line.ptr[i - 1] != ' ' || line.ptr[i + 1] != ' ') continue;
        parts[0] = bihe_utf8_trim(bihe_view_slice(line, 0, i));
        parts[1] = bihe_utf8_trim(bihe_view_slice(line, i + 1, line.len));
        return parts[0].len > 0 && parts[1].len > 0;
    }
    return false;
}

/* Whether the first line names the columns of our languages, and if so, which they are. */
static bool read_header(line_reader *r, const bihe_view *columns, size_t count)
{
    for (int side = 0; side < 2; side++) {
        r->column[side] = -1;
        for (size_t k = 0; k < count; k++)
            if (bihe_view_is(columns[k], r->lang[side])) r->column[side] = (int)k;
    }
    if (r->column[0] >= 0 && r->column[1] >= 0) return true;
    r->column[0] = r->column[1] = -1;
    return false;
}

static bihe_status read_columns(line_reader *r, bihe_view line, bihe_error *err)
{
    bihe_view columns[MOST_COLUMNS], senses[MOST_SENSES];
    const size_t count = divide(line, '\t', columns, MOST_COLUMNS);
    if (r->number == 1 && read_header(r, columns, count)) return BIHE_OK;
    if (r->column[0] >= 0) {
        if (count <= (size_t)r->column[0] || count <= (size_t)r->column[1])
            return bihe_fail(err, BIHE_ERROR_INPUT, "fewer columns than the header line names");
        const bihe_view text[2] = {columns[r->column[0]], columns[r->column[1]]};
        return bihe_glossary_add(r->glossary, text, err);
    }
    /* both ways of writing come first in a dictionary */
    if (count >= 4 && has_han(columns[0]) && has_han(columns[1]) && !has_han(columns[2])) {
        const size_t n = divide(columns[3], ';', senses, MOST_SENSES);
        return add_senses(r, columns[0], senses, n, err);
    }
    return add_pair(r, columns[0], columns[1], err);
}

static bihe_status read_line(line_reader *r, bihe_view line, bihe_error *err)
{
    bihe_view headword, parts[2], senses[MOST_SENSES];
    line = bihe_utf8_trim(line);
    if (line.len == 0 || line.ptr[0] == '#') return BIHE_OK;
    if (bihe_utf8_valid_prefix(line) < line.len)
        return bihe_fail(err, BIHE_ERROR_INPUT, "not valid UTF-8");
    if (r->column[0] >= 0 || memchr(line.ptr, '\t', line.len) != NULL)
        return read_columns(r, line, err);
    if (cut_cedict(line, &headword, &parts[1])) {
        const size_t n = divide(parts[1], '/', senses, MOST_SENSES);
        return add_senses(r, headword, senses, n, err);
    }
    if (cut_dic(line, parts)) return add_pair(r, parts[0], parts[1], err);
    return bihe_fail(err, BIHE_ERROR_INPUT,
                     "expected a term and its translation with a tab between, a line of CC-CEDICT, "
                     "or words @ words");
}

/* --- files --------------------------------------------------------------------------------- */

/* Reads the whole lines of `text`, all of it at the end; returns the bytes done with in *done. */
static bihe_status read_lines(line_reader *r, bihe_view text, bool ended, size_t *done,
                              bihe_error *err)
{
    bihe_status status = BIHE_OK;
    *done = 0;
    while (*done < text.len && status == BIHE_OK) {
        const char *newline = memchr(text.ptr + *done, '\n', text.len - *done);
        if (newline == NULL && !ended) break;
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        r->number++;
        status = read_line(r, bihe_view_slice(text, *done, end), err);
        *done = newline != NULL ? end + 1 : end;
    }
    return status;
}

static bihe_status read_text(bihe_glossary *glossary, const bihe_context *context, const char *path,
                             bihe_error *err)
{
    const bihe_allocator *allocator = &context->allocator;
    line_reader r = {.glossary = glossary, .column = {-1, -1}};
    bihe_input input;
    bihe_buffer text;
    for (int side = 0; side < 2; side++)
        r.lang[side] = bihe_model_lang(context->model, side);
    bihe_status status = bihe_input_open(&input, path, allocator, err);
    if (status != BIHE_OK) return status;
    bihe_buffer_init(&text, allocator);
    for (bool ended = false; !ended && status == BIHE_OK;) {
        const size_t before = text.len;
        size_t done = 0;
        status = bihe_input_read(&input, &text, err);
        ended = text.len == before;
        if (status != BIHE_OK) break;
        status = read_lines(&r, bihe_buffer_view(&text), ended, &done, err);
        if (status == BIHE_OK && text.len - done > LONGEST_LINE) {
            r.number++;
            status = bihe_fail(err, BIHE_ERROR_INPUT, "the line is too long");
        }
        if (status == BIHE_ERROR_INPUT && err != NULL) {
            const bihe_error what = *err;
            (void)bihe_fail_at(err, status, path, r.number, 0, "%s", what.message);
        }
        if (done > 0) memmove(text.ptr, text.ptr + done, text.len - done);
        text.len -= done;
    }
    bihe_buffer_clear(&text);
    bihe_input_close(&input);
    return status;
}

static bihe_status read_tmx(bihe_glossary *glossary, bihe_context *context, const char *path,
                            bihe_error *err)
{
    bihe_reader *reader;
    bihe_status status = bihe_reader_new(&reader, context, "tmx", path, err);
    if (status != BIHE_OK) return status;
    for (;;) {
        const bihe_unit *unit;
        status = bihe_reader_next(reader, &unit, err);
        if (status != BIHE_OK || unit == NULL) break;
        const bihe_view text[2] = {unit->text[0], unit->text[1]};
        status = bihe_glossary_add(glossary, text, err);
        if (status != BIHE_OK) break;
    }
    bihe_reader_free(reader);
    return status;
}

static bool is_tmx(const char *path)
{
    size_t len = strlen(path);
    if (len > 3 && strcmp(path + len - 3, ".gz") == 0) len -= 3;
    return len >= 4 &&
           (memcmp(path + len - 4, ".tmx", 4) == 0 || memcmp(path + len - 4, ".TMX", 4) == 0);
}

bihe_status bihe_glossary_read(bihe_glossary *glossary, bihe_context *context, const char *path,
                               bihe_error *err)
{
    return is_tmx(path) ? read_tmx(glossary, context, path, err)
                        : read_text(glossary, context, path, err);
}
