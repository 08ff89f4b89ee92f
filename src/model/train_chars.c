/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `bihe train chars`: reads texts, word lists and dictionaries line by line, counts characters,
 * pairs, triples and words, and has the model estimated and written.
 *
 * Counting order: dictionaries first (they say which characters are Traditional), then word lists,
 * then the texts twice: once for the counts, once to cut them into the words of the lists.
 */
#include "base/error.h"
#include "base/file.h"
#include "model/train_parts.h"
#include "text/utf8.h"

#include <string.h>

/* Measured on dev.jsonl's damaged lines of unseen genres: what a word of a list counts for as text.
 * More lets the lists drown the text, less leaves their words unknown. */
enum {
    LIST_COUNT = 1,          /* occurrences that a list's word counts for, however frequent */
    DICTIONARY_COUNT = 2,    /* occurrences that a dictionary's word counts for */
    DICTIONARY_LISTED = 300, /* frequency of a dictionary's word that no list has */
    DEFAULT_MAX_BYTES = 10 * 1000 * 1000,
    SMALLEST_MAX_BYTES = 1 << 20,
};

typedef struct trainer {
    bihe_char_counts counts;
    bihe_count_table variants; /* key: Traditional << 16 | Simplified, from the dictionaries */
    uint16_t *line;            /* codes of one line */
    size_t line_capacity;
    size_t characters;
    bihe_error *err;
} trainer;

typedef bihe_status (*line_fn)(trainer *t, bihe_view line);

/* Calls `fn` for each line of the file. */
static bihe_status each_line(trainer *t, const char *path, line_fn fn)
{
    bihe_map map;
    bihe_status status = bihe_map_open(&map, path, t->err);
    if (status != BIHE_OK) return status;
    const bihe_view text = {(const char *)map.ptr, map.len};
    size_t number = 1;
    for (size_t start = 0; start < text.len && status == BIHE_OK; number++) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        const size_t next = end + 1;
        if (end > start && text.ptr[end - 1] == '\r') end--;
        status = fn(t, bihe_view_slice(text, start, end));
        if (status == BIHE_ERROR_INPUT && t->err != NULL)
            (void)bihe_fail_at(t->err, status, path, number, 0, "expected a word and a count");
        start = next;
    }
    bihe_map_close(&map);
    return status;
}

/* Codes of a text into t->line, after `start`; *n gets where they end. Latin letters in a row are
 * one code, digits too; white space, controls and characters beyond the BMP are none. */
static bihe_status read_codes(trainer *t, bihe_view text, size_t start, size_t *n)
{
    void *line = t->line;
    if (!bihe_array_reserve(t->counts.allocator, &line, &t->line_capacity, start + text.len + 1,
                            sizeof *t->line))
        return bihe_fail_memory(t->err);
    t->line = line;
    *n = start;
    for (size_t pos = 0; pos < text.len;) {
        const int32_t c = bihe_utf8_next(text, &pos);
        uint16_t code;
        if (c < 0x20 || c > 0xFFFF || c == BIHE_REPLACEMENT || bihe_char_is_space(c) ||
            (c >= 0x7F && c < 0xA0) || c == 0xFEFF)
            continue;
        if (bihe_char_is_latin(c))
            code = BIHE_TOKEN_LATIN;
        else if (bihe_char_is_digit(c))
            code = BIHE_TOKEN_DIGIT;
        else
            code = t->counts.fold[c];
        if (code<BIHE_TOKEN_FIRST && * n> start && t->line[*n - 1] == code) continue;
        t->line[(*n)++] = code;
    }
    return BIHE_OK;
}

static uint64_t pair_key(uint16_t a, uint16_t b)
{
    return (uint64_t)a << 16 | b;
}

static bool add(bihe_count_table *table, uint64_t key, uint32_t n)
{
    bihe_count *slot = bihe_count_table_at(table, key);
    if (slot == NULL) return false;
    slot->count = slot->count > UINT32_MAX - n ? UINT32_MAX : slot->count + n;
    return true;
}

/* Counts codes as seen `times` times. */
static bihe_status count_codes(trainer *t, size_t n, uint32_t times)
{
    const uint16_t *const s = t->line;
    bihe_char_counts *c = &t->counts;
    for (size_t i = 0; i < n; i++) {
        c->single[s[i]] += times;
        if (i >= 1 && !add(&c->bigrams, pair_key(s[i - 1], s[i]), times))
            return bihe_fail_memory(t->err);
        if (i >= 2 &&
            !add(&c->trigrams, (uint64_t)s[i - 2] << 32 | pair_key(s[i - 1], s[i]), times))
            return bihe_fail_memory(t->err);
    }
    return BIHE_OK;
}

/* Counts a word of a list; what follows it is unknown, which `ends` remembers. */
static bihe_status count_word(trainer *t, size_t n, uint32_t times)
{
    bihe_char_counts *c = &t->counts;
    c->single_end[t->line[n - 1]] += times;
    if (n >= 2 && !add(&c->ends, pair_key(t->line[n - 2], t->line[n - 1]), times))
        return bihe_fail_memory(t->err);
    return count_codes(t, n, times);
}

/* Makes or finds a word; *node 0 for one too long to be kept. */
static bihe_status list_word(trainer *t, size_t n, uint32_t *node)
{
    *node = 0;
    if (n > BIHE_WORD_MAX) return BIHE_OK;
    *node = bihe_word_tree_add(&t->counts.words, t->line, n);
    return *node == 0 ? bihe_fail_memory(t->err) : BIHE_OK;
}

/* The first field of a TSV line; `rest` gets what follows it. */
static bihe_view first_field(bihe_view line, bihe_view *rest)
{
    const char *tab = line.len > 0 ? memchr(line.ptr, '\t', line.len) : NULL;
    const size_t end = tab != NULL ? (size_t)(tab - line.ptr) : line.len;
    *rest = bihe_view_slice(line, end + (tab != NULL), line.len);
    return bihe_view_slice(line, 0, end);
}

/* Pairs the characters of a word with their Traditional forms. */
static bihe_status read_variants(trainer *t, bihe_view line)
{
    bihe_view rest;
    const bihe_view simplified = first_field(line, &rest);
    const bihe_view traditional = first_field(rest, &rest);
    if (bihe_utf8_count(simplified) != bihe_utf8_count(traditional)) return BIHE_OK;
    for (size_t i = 0, j = 0; i < simplified.len;) {
        const int32_t s = bihe_utf8_next(simplified, &i), c = bihe_utf8_next(traditional, &j);
        if (bihe_char_is_han(s) && bihe_char_is_han(c) && s <= 0xFFFF && c <= 0xFFFF &&
            !add(&t->variants, pair_key((uint16_t)c, (uint16_t)s), 1))
            return bihe_fail_memory(t->err);
    }
    return BIHE_OK;
}

/* A character is of one script only where at least four in five of its words say so. */
static bihe_status find_variants(trainer *t)
{
    bihe_char_counts *c = &t->counts;
    uint32_t *tables = bihe_mem_new0(c->allocator, 4 * (size_t)BIHE_TRAIN_CODES, sizeof *tables);
    if (tables == NULL) return bihe_fail_memory(t->err);
    uint32_t *const same = tables, *const changed = same + BIHE_TRAIN_CODES;
    uint32_t *const came = changed + BIHE_TRAIN_CODES, *const most = came + BIHE_TRAIN_CODES;
    bihe_count_table_sort(&t->variants);
    for (size_t i = 0; i < t->variants.used; i++) {
        const bihe_count *v = &t->variants.slots[i];
        const uint16_t from = (uint16_t)(v->key >> 16), to = (uint16_t)v->key;
        if (from == to) {
            same[from] = v->count;
            continue;
        }
        changed[from] += v->count;
        came[to] += v->count;
        if (v->count > most[from]) {
            most[from] = v->count;
            c->fold[from] = to;
        }
    }
    for (size_t k = 0; k < BIHE_TRAIN_CODES; k++) {
        const bool traditional = changed[k] > 4 * same[k];
        if (!traditional) c->fold[k] = (uint16_t)k;
        if (traditional)
            c->script[k] = BIHE_SCRIPT_TRADITIONAL;
        else if (came[k] > 4 * same[k])
            c->script[k] = BIHE_SCRIPT_SIMPLIFIED;
    }
    bihe_mem_free(c->allocator, tables);
    return BIHE_OK;
}

static bihe_status read_dictionary(trainer *t, bihe_view line)
{
    bihe_view rest;
    size_t n;
    uint32_t node;
    bihe_status status = read_codes(t, first_field(line, &rest), 0, &n);
    if (status != BIHE_OK || n == 0) return status;
    status = count_word(t, n, DICTIONARY_COUNT);
    if (status == BIHE_OK) status = list_word(t, n, &node);
    if (status == BIHE_OK && node != 0 && t->counts.words.listed[node] < DICTIONARY_LISTED)
        t->counts.words.listed[node] = DICTIONARY_LISTED;
    return status;
}

/* "word 123" */
static bihe_status read_word(trainer *t, bihe_view line)
{
    size_t gap = line.len, n;
    uint32_t frequency = 0, node;
    while (gap > 0 && line.ptr[gap - 1] >= '0' && line.ptr[gap - 1] <= '9')
        gap--;
    for (size_t i = gap; i < line.len; i++) {
        if (frequency > (UINT32_MAX - 9) / 10) return BIHE_ERROR_INPUT;
        frequency = 10 * frequency + (uint32_t)(line.ptr[i] - '0');
    }
    if (gap == line.len || gap == 0 || (line.ptr[gap - 1] != ' ' && line.ptr[gap - 1] != '\t'))
        return BIHE_ERROR_INPUT;
    bihe_status status = read_codes(t, bihe_view_slice(line, 0, gap), 0, &n);
    if (status != BIHE_OK || n == 0) return status;
    status = count_word(t, n, LIST_COUNT);
    if (status == BIHE_OK) status = list_word(t, n, &node);
    if (status == BIHE_OK && node != 0) t->counts.words.listed[node] += frequency;
    return status;
}

/* Lead bytes of U+4000 .. U+9FFF. */
static size_t count_han(bihe_view text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += (unsigned char)text.ptr[i] >= 0xE4 && (unsigned char)text.ptr[i] <= 0xE9;
    return n;
}

/* The Chinese field of a line, empty where there is none. */
static bihe_view chinese_field(bihe_view line)
{
    bihe_view best = {NULL, 0}, rest = line;
    size_t most = 0;
    while (rest.len > 0) {
        const bihe_view field = first_field(rest, &rest);
        const size_t han = count_han(field);
        if (han > most) {
            most = han;
            best = field;
        }
    }
    return best;
}

/* The codes of a line of text between BIHE_TOKEN_START and BIHE_TOKEN_END; *n 0 for none. */
static bihe_status read_sentence(trainer *t, bihe_view line, size_t *n)
{
    const bihe_view text = chinese_field(line);
    *n = 0;
    if (text.len == 0) return BIHE_OK;
    const bihe_status status = read_codes(t, text, 1, n);
    if (status != BIHE_OK) return status;
    t->line[0] = BIHE_TOKEN_START;
    t->line[(*n)++] = BIHE_TOKEN_END;
    return BIHE_OK;
}

static bihe_status count_text(trainer *t, bihe_view line)
{
    size_t n;
    const bihe_status status = read_sentence(t, line, &n);
    if (status != BIHE_OK || n == 0) return status;
    t->characters += n - 2;
    return count_codes(t, n, 1);
}

static bihe_status segment_text(trainer *t, bihe_view line)
{
    size_t n;
    const bihe_status status = read_sentence(t, line, &n);
    if (status != BIHE_OK || n == 0) return status;
    return bihe_word_tree_segment(&t->counts.words, t->line + 1, n - 2) ? BIHE_OK
                                                                        : bihe_fail_memory(t->err);
}

static bihe_status each_file(trainer *t, const bihe_train_file *files, size_t count,
                             bihe_train_kind kind, line_fn fn)
{
    bihe_status status = BIHE_OK;
    for (size_t i = 0; i < count && status == BIHE_OK; i++)
        if (files[i].kind == kind) status = each_line(t, files[i].path, fn);
    return status;
}

static bihe_status count_files(trainer *t, const bihe_train_file *files, size_t count)
{
    bihe_status status = each_file(t, files, count, BIHE_TRAIN_DICTIONARY, read_variants);
    if (status == BIHE_OK) status = find_variants(t);
    if (status == BIHE_OK)
        status = each_file(t, files, count, BIHE_TRAIN_DICTIONARY, read_dictionary);
    if (status == BIHE_OK) status = each_file(t, files, count, BIHE_TRAIN_WORDS, read_word);
    if (status == BIHE_OK) status = each_file(t, files, count, BIHE_TRAIN_TEXT, count_text);
    if (status != BIHE_OK) return status;
    bihe_word_tree_weigh(&t->counts.words);
    return each_file(t, files, count, BIHE_TRAIN_TEXT, segment_text);
}

static bihe_status trainer_init(trainer *t, const bihe_allocator *allocator)
{
    bihe_char_counts *c = &t->counts;
    c->allocator = allocator;
    c->trigrams.allocator = c->bigrams.allocator = c->ends.allocator = allocator;
    t->variants.allocator = allocator;
    c->single = bihe_mem_new0(allocator, BIHE_TRAIN_CODES, sizeof *c->single);
    c->single_end = bihe_mem_new0(allocator, BIHE_TRAIN_CODES, sizeof *c->single_end);
    c->fold = bihe_mem_new(allocator, BIHE_TRAIN_CODES, sizeof *c->fold);
    c->script = bihe_mem_new0(allocator, BIHE_TRAIN_CODES, sizeof *c->script);
    if (!bihe_word_tree_init(&c->words, allocator) || c->single == NULL || c->single_end == NULL ||
        c->fold == NULL || c->script == NULL)
        return bihe_fail_memory(t->err);
    for (size_t k = 0; k < BIHE_TRAIN_CODES; k++)
        c->fold[k] = (uint16_t)k;
    return BIHE_OK;
}

static void trainer_clear(trainer *t)
{
    bihe_char_counts *c = &t->counts;
    bihe_count_table_clear(&c->trigrams);
    bihe_count_table_clear(&c->bigrams);
    bihe_count_table_clear(&c->ends);
    bihe_count_table_clear(&t->variants);
    bihe_word_tree_clear(&c->words);
    bihe_mem_free(c->allocator, c->single);
    bihe_mem_free(c->allocator, c->single_end);
    bihe_mem_free(c->allocator, c->fold);
    bihe_mem_free(c->allocator, c->script);
    bihe_mem_free(c->allocator, t->line);
}

bihe_status bihe_train_chars(const char *path, const bihe_train_file *files, size_t count,
                             const bihe_train_chars_options *options,
                             bihe_train_chars_report *report, bihe_error *err)
{
    const bihe_allocator a = options != NULL && options->allocator != NULL
                                 ? *options->allocator
                                 : bihe_allocator_default();
    const size_t max_bytes =
        options != NULL && options->max_bytes > 0 ? options->max_bytes : DEFAULT_MAX_BYTES;
    if (max_bytes < SMALLEST_MAX_BYTES)
        return bihe_fail(err, BIHE_ERROR_OPTION, "max_bytes must be at least %d",
                         SMALLEST_MAX_BYTES);
    bihe_train_chars_report unread;
    trainer t = {.err = err};
    bihe_status status = trainer_init(&t, &a);
    if (status == BIHE_OK) status = count_files(&t, files, count);
    if (status == BIHE_OK) {
        if (report == NULL) report = &unread;
        *report = (bihe_train_chars_report){.characters = t.characters};
        status = bihe_char_counts_write(&t.counts, path, max_bytes, report, err);
    }
    trainer_clear(&t);
    return status;
}
