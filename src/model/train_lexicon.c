/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `bihe train lexicon`: word lists and dictionaries give a vocabulary, which cuts the parallel
 * text into words; what translates what is learned from it and written with the vocabulary.
 */
#include "base/error.h"
#include "base/file.h"
#include "model/train_pairs.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEFAULT_MAX_BYTES = 16 * 1000 * 1000,
    SMALLEST_MAX_BYTES = 1 << 20,
    LARGEST_COST = 255,
};

static const double UNLISTED = 1;   /* times a dictionary's word counts as met that no list has */
static const double UNKNOWN = 0.3;  /* the same of a character that is no word */
static const double UNSEEN = 0.5;   /* the same in text of a word that it does not have */
static const float STRICTER = 1.1F; /* steps of the least probability, where a file is too large */

typedef struct variant_list {
    bihe_lexicon_variant *items;
    size_t count, capacity;
} variant_list;

typedef struct reading_list {
    bihe_lexicon_reading *items;
    size_t count, capacity;
} reading_list;

typedef struct trainer {
    bihe_allocator allocator;
    bihe_arena arena;
    bihe_interner listed[2]; /* words of lists and dictionaries; counts are the lists' */
    size_t known[2];         /* of them; further ones were only met in text */
    double listed_total;     /* of Chinese */
    bool *is_word;           /* of listed[0]: in a dictionary, so that cutting looks for it */
    size_t is_word_capacity;
    variant_list variants;
    variant_list simplified; /* characters that Simplified writing uses */
    reading_list readings;
    bihe_train_pairs pairs;
    bihe_buffer vocabulary; /* the first file: words without translations */
} trainer;

/* --- vocabulary -------------------------------------------------------------------------- */

static bool all_han(bihe_view word, size_t *count)
{
    *count = 0;
    for (size_t pos = 0; pos < word.len; ++*count) {
        if (!bihe_char_is_han(bihe_utf8_next(word, &pos))) return false;
    }
    return *count > 0;
}

/* "word count" of a list in either language. */
static bihe_status read_count(void *user, bihe_view line, bihe_error *err)
{
    trainer *t = user;
    size_t end = 0, chars;
    double count = 0;
    while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != '\t')
        end++;
    size_t digits = end + 1;
    for (; digits < line.len && line.ptr[digits] >= '0' && line.ptr[digits] <= '9'; digits++)
        count = count * 10 + (line.ptr[digits] - '0');
    if (end == 0 || digits <= end + 1 || digits < line.len)
        return bihe_fail(err, BIHE_ERROR_INPUT, "expected a word and a count");
    const bihe_view word = bihe_view_slice(line, 0, end);
    const int side = all_han(word, &chars) ? 0 : 1;
    const uint32_t number = bihe_intern(&t->listed[side], word);
    if (number == BIHE_NO_WORD) return bihe_fail_memory(err);
    t->listed[side].counts[number] += count;
    if (side == 0) t->listed_total += count;
    return BIHE_OK;
}

static bihe_status add_variant(trainer *t, variant_list *list, int32_t a, int32_t b,
                               bihe_error *err)
{
    void *ptr = list->items;
    if (!bihe_array_reserve(&t->allocator, &ptr, &list->capacity, list->count + 1,
                            sizeof *list->items))
        return bihe_fail_memory(err);
    list->items = ptr;
    list->items[list->count++] = (bihe_lexicon_variant){(uint32_t)a, (uint32_t)b};
    return BIHE_OK;
}

/* The characters of a word in both ways of writing, one by one. */
static bihe_status read_variants(trainer *t, bihe_view simplified, bihe_view traditional,
                                 bihe_error *err)
{
    if (bihe_utf8_count(simplified) != bihe_utf8_count(traditional)) return BIHE_OK;
    bihe_status status = BIHE_OK;
    for (size_t i = 0, j = 0; i < simplified.len && status == BIHE_OK;) {
        const int32_t a = bihe_utf8_next(simplified, &i), b = bihe_utf8_next(traditional, &j);
        status = add_variant(t, &t->simplified, a, a, err);
        if (status == BIHE_OK && a != b) status = add_variant(t, &t->variants, b, a, err);
    }
    return status;
}

/* A syllable of a dictionary, "Xing1" or "lu:4", without case and tone; "" where it is none. */
static void plain_syllable(bihe_view text, char out[BIHE_LEXICON_SYLLABLE + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] + 'a' - 'A')
                                                                : text.ptr[i];
        if (c == ':' || (c >= '0' && c <= '9')) continue;
        if (c < 'a' || c > 'z' || n == BIHE_LEXICON_SYLLABLE) {
            n = 0;
            break;
        }
        out[n++] = c;
    }
    memset(out + n, 0, BIHE_LEXICON_SYLLABLE + 1 - n);
}

/* How the characters of a word are read, where the syllables are as many. */
static bihe_status read_syllables(trainer *t, bihe_view word, bihe_view pinyin, bihe_error *err)
{
    reading_list *list = &t->readings;
    size_t syllables = pinyin.len > 0 ? 1 : 0;
    for (size_t i = 0; i < pinyin.len; i++)
        syllables += pinyin.ptr[i] == ' ';
    if (syllables != bihe_utf8_count(word)) return BIHE_OK;
    void *ptr = list->items;
    if (!bihe_array_reserve(&t->allocator, &ptr, &list->capacity, list->count + syllables,
                            sizeof *list->items))
        return bihe_fail_memory(err);
    list->items = ptr;
    for (size_t i = 0, at = 0; i < word.len;) {
        bihe_lexicon_reading *reading = &list->items[list->count];
        size_t end = at;
        while (end < pinyin.len && pinyin.ptr[end] != ' ')
            end++;
        reading->character = (uint32_t)bihe_utf8_next(word, &i);
        plain_syllable(bihe_view_slice(pinyin, at, end), reading->syllable);
        /* the syllable of a suffix that is no syllable, and of an unknown reading */
        const bool none =
            strcmp(reading->syllable, "r") == 0 || strcmp(reading->syllable, "xx") == 0;
        if (reading->syllable[0] != '\0' && !none && reading->character <= UINT16_MAX)
            list->count++;
        at = end + 1;
    }
    return BIHE_OK;
}

static int compare_readings(const void *left, const void *right)
{
    const bihe_lexicon_reading *a = left, *b = right;
    if (a->character != b->character) return a->character < b->character ? -1 : 1;
    return strcmp(a->syllable, b->syllable);
}

/* Sorts the readings and keeps one of each. */
static void settle_readings(trainer *t)
{
    reading_list *r = &t->readings;
    size_t kept = 0;
    if (r->count > 0) qsort(r->items, r->count, sizeof *r->items, compare_readings);
    for (size_t i = 0; i < r->count; i++) {
        if (kept == 0 || compare_readings(&r->items[kept - 1], &r->items[i]) != 0)
            r->items[kept++] = r->items[i];
    }
    r->count = kept;
}

static bihe_status read_headword(void *user, bihe_view line, bihe_error *err)
{
    trainer *t = user;
    size_t at = 0, chars;
    const bihe_view simplified = bihe_train_field(line, &at);
    const bihe_view traditional = bihe_train_field(line, &at);
    const bihe_view pinyin = bihe_train_field(line, &at);
    bihe_status status = read_variants(t, simplified, traditional, err);
    if (status != BIHE_OK || !all_han(simplified, &chars)) return status;
    status = read_syllables(t, simplified, pinyin, err);
    if (status != BIHE_OK || chars > BIHE_LEXICON_LONGEST) return status;
    const uint32_t number = bihe_intern(&t->listed[0], simplified);
    if (number == BIHE_NO_WORD) return bihe_fail_memory(err);
    void *ptr = t->is_word;
    const size_t before = t->is_word_capacity;
    if (!bihe_array_reserve(&t->allocator, &ptr, &t->is_word_capacity, t->listed[0].count,
                            sizeof *t->is_word))
        return bihe_fail_memory(err);
    t->is_word = ptr;
    for (size_t k = before; k < t->is_word_capacity; k++)
        t->is_word[k] = false;
    t->is_word[number] = true;
    return BIHE_OK;
}

static int compare_variants(const void *left, const void *right)
{
    const bihe_lexicon_variant *a = left, *b = right;
    if (a->traditional != b->traditional) return a->traditional < b->traditional ? -1 : 1;
    return a->simplified < b->simplified ? -1 : a->simplified > b->simplified;
}

/* Keeps, of each character that Simplified writing never uses, the form it has most often. */
static void settle_variants(trainer *t)
{
    variant_list *v = &t->variants, *s = &t->simplified;
    if (v->count == 0) return;
    qsort(v->items, v->count, sizeof *v->items, compare_variants);
    qsort(s->items, s->count, sizeof *s->items, compare_variants);
    size_t kept = 0, k = 0;
    for (size_t i = 0; i < v->count;) {
        bihe_lexicon_variant best = v->items[i];
        size_t most = 0, end = i;
        while (end < v->count && v->items[end].traditional == best.traditional) {
            size_t run = end;
            while (run < v->count && compare_variants(&v->items[run], &v->items[end]) == 0)
                run++;
            if (run - end > most) {
                most = run - end;
                best = v->items[end];
            }
            end = run;
        }
        while (k < s->count && s->items[k].traditional < best.traditional)
            k++;
        const bool used = k < s->count && s->items[k].traditional == best.traditional;
        if (!used) v->items[kept++] = best;
        i = end;
    }
    v->count = kept;
}

static unsigned cost_of(double share)
{
    return (unsigned)lround(fmin(fmax(-log(share) * BIHE_LEXICON_COST_STEPS, 1), LARGEST_COST));
}

/* What cutting pays for word `k` of listed[0]; 0 for one that is in no dictionary. */
static unsigned cut_cost(const trainer *t, size_t k)
{
    if (k >= t->is_word_capacity || !t->is_word[k]) return 0;
    return cost_of((t->listed[0].counts[k] + UNLISTED) / (t->listed_total + UNLISTED));
}

static unsigned form_code(const trainer *t, size_t k)
{
    const double count = t->listed[1].counts[k];
    if (count < 1) return 0;
    return (unsigned)lround(fmin(1 + BIHE_LEXICON_FORM_STEPS * log(count), LARGEST_COST));
}

static bihe_lexicon_parts common_parts(const trainer *t)
{
    return (bihe_lexicon_parts){
        .unknown_share = {1e-7, 1e-7},
        .unknown_cost = cost_of(UNKNOWN / (t->listed_total + 1)),
        .variants = t->variants.items,
        .variant_count = t->variants.count,
        .readings = t->readings.items,
        .reading_count = t->readings.count,
    };
}

/* The first file: all listed words. */
static bihe_status write_vocabulary(trainer *t, bihe_error *err)
{
    bihe_lexicon_parts parts = common_parts(t);
    bihe_lexicon_word *words[2] = {NULL, NULL};
    bihe_status status = BIHE_OK;
    for (int s = 0; s < 2; s++) {
        words[s] = bihe_mem_new(&t->allocator, t->listed[s].count, sizeof *words[s]);
        if (words[s] == NULL) status = bihe_fail_memory(err);
        for (size_t k = 0; k < t->listed[s].count && status == BIHE_OK; k++)
            words[s][k] = (bihe_lexicon_word){t->listed[s].words[k], 1e-7,
                                              s == 0 ? cut_cost(t, k) : form_code(t, k)};
        parts.words[s] = words[s];
        parts.count[s] = t->listed[s].count;
    }
    if (status == BIHE_OK) status = bihe_lexicon_append(&t->vocabulary, &parts, err);
    bihe_mem_free(&t->allocator, words[0]);
    bihe_mem_free(&t->allocator, words[1]);
    return status;
}

static bihe_status read_vocabulary(trainer *t, const bihe_train_file *files, size_t count,
                                   bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t i = 0; i < count && status == BIHE_OK; i++) {
        if (files[i].kind == BIHE_TRAIN_WORDS)
            status = bihe_train_each_line(files[i].path, read_count, t, err);
        else if (files[i].kind == BIHE_TRAIN_DICTIONARY)
            status = bihe_train_each_line(files[i].path, read_headword, t, err);
    }
    if (status != BIHE_OK) return status;
    settle_variants(t);
    settle_readings(t);
    for (int s = 0; s < 2; s++)
        t->known[s] = t->listed[s].count;
    return write_vocabulary(t, err);
}

/* --- the lexicon ------------------------------------------------------------------------- */

/* The lexicon with the translations that are likely enough in a direction. */
typedef struct selection {
    float least;
    bihe_lexicon_word *words[2];
    uint32_t *number[2]; /* of each word of the pairs in the file; BIHE_NO_WORD: not in it */
    size_t count[2];
    bihe_lexicon_entry *entries;
    size_t entry_count;
} selection;

static bool is_likely(const bihe_lexicon_entry *entry, float least)
{
    return entry->given[0] >= least || entry->given[1] >= least;
}

/* Words in the order they were met: those with translations, and those that cutting or lemmas
 * need. */
static bihe_status choose_words(trainer *t, int side, const bihe_translation_list *list,
                                selection *out, bihe_error *err)
{
    const bihe_interner *met = &t->pairs.words[side];
    double total = 0;
    out->words[side] = bihe_mem_new(&t->allocator, met->count, sizeof *out->words[side]);
    uint32_t *number = bihe_mem_new0(&t->allocator, met->count, sizeof *number);
    out->number[side] = number;
    if (out->words[side] == NULL || number == NULL) return bihe_fail_memory(err);
    for (size_t k = 0; k < met->count; k++)
        total += met->counts[k];
    for (size_t k = 0; k < list->count; k++)
        if (is_likely(&list->items[k], out->least)) number[list->items[k].word[side]] = 1;
    for (size_t k = 0; k < met->count; k++) {
        const uint32_t place = bihe_intern(&t->listed[side], met->words[k]);
        if (place == BIHE_NO_WORD) return bihe_fail_memory(err);
        unsigned code = 0;
        if (place < t->known[side]) code = side == 0 ? cut_cost(t, place) : form_code(t, place);
        const bool wanted = number[k] != 0 || code != 0;
        number[k] = wanted ? (uint32_t)out->count[side] : BIHE_NO_WORD;
        if (!wanted) continue;
        const double share = (met->counts[k] + UNSEEN) / (total + 1);
        out->words[side][out->count[side]++] = (bihe_lexicon_word){met->words[k], share, code};
    }
    return BIHE_OK;
}

static bihe_status choose_entries(const trainer *t, const bihe_translation_list *list,
                                  selection *out, bihe_error *err)
{
    out->entries = bihe_mem_new(&t->allocator, list->count, sizeof *out->entries);
    if (out->entries == NULL) return bihe_fail_memory(err);
    for (size_t k = 0; k < list->count; k++) {
        if (!is_likely(&list->items[k], out->least)) continue;
        bihe_lexicon_entry *entry = &out->entries[out->entry_count++];
        *entry = list->items[k]; /* new numbers ascend as the old ones do */
        for (int s = 0; s < 2; s++)
            entry->word[s] = out->number[s][entry->word[s]];
    }
    return BIHE_OK;
}

/* The file without the translations below `least`, into `bytes`. */
static bihe_status build(trainer *t, const bihe_translation_list *list, float least,
                         bihe_buffer *bytes, bihe_train_lexicon_report *report, bihe_error *err)
{
    selection chosen = {.least = least};
    bihe_status status = choose_words(t, 0, list, &chosen, err);
    if (status == BIHE_OK) status = choose_words(t, 1, list, &chosen, err);
    if (status == BIHE_OK) status = choose_entries(t, list, &chosen, err);
    if (status == BIHE_OK) {
        bihe_lexicon_parts parts = common_parts(t);
        parts.entries = chosen.entries;
        parts.entry_count = report->entries = chosen.entry_count;
        for (int s = 0; s < 2; s++) {
            double total = 1;
            for (size_t k = 0; k < t->pairs.words[s].count; k++)
                total += t->pairs.words[s].counts[k];
            parts.words[s] = chosen.words[s];
            parts.count[s] = report->words[s] = chosen.count[s];
            parts.unknown_share[s] = UNSEEN / total;
        }
        bytes->len = 0;
        status = bihe_lexicon_append(bytes, &parts, err);
        report->bytes = bytes->len;
    }
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(&t->allocator, chosen.words[s]);
        bihe_mem_free(&t->allocator, chosen.number[s]);
    }
    bihe_mem_free(&t->allocator, chosen.entries);
    return status;
}

/* Leaves unlikely translations out, more and more, until the file fits. */
static bihe_status fit(trainer *t, const bihe_translation_list *list, size_t max_bytes,
                       bihe_buffer *bytes, bihe_train_lexicon_report *report, bihe_error *err)
{
    for (int s = 0; s < 2; s++) {
        for (size_t k = 0; k < t->known[s]; k++)
            if (bihe_intern(&t->pairs.words[s], t->listed[s].words[k]) == BIHE_NO_WORD)
                return bihe_fail_memory(err);
    }
    for (float least = BIHE_TRAIN_WORTH_KEEPING; least < 1; least *= STRICTER) {
        const bihe_status status = build(t, list, least, bytes, report, err);
        if (status != BIHE_OK || bytes->len <= max_bytes) return status;
    }
    return bihe_fail(err, BIHE_ERROR_LIMIT, "no lexicon fits into %zu bytes", max_bytes);
}

static bihe_status save(const char *path, const bihe_buffer *bytes, bihe_error *err)
{
    bihe_output file;
    bihe_status status = bihe_output_open(&file, path, &bytes->allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_output_write(&file, bihe_buffer_view(bytes), err);
    if (status == BIHE_OK) return bihe_output_close(&file, err);
    bihe_output_abandon(&file);
    return status;
}

/* What of the files goes into the pairs, and what the pairs tell. */
static bihe_status learn(trainer *t, const bihe_train_file *files, size_t count,
                         bihe_translation_list *list, bihe_error *err)
{
    bihe_lexicon *vocabulary;
    bihe_status status = read_vocabulary(t, files, count, err);
    if (status != BIHE_OK) return status;
    status = bihe_lexicon_view(&vocabulary, bihe_buffer_view(&t->vocabulary), "vocabulary",
                               &t->allocator, err);
    if (status != BIHE_OK) return status;
    bihe_pair_maker maker;
    bihe_pair_maker_init(&maker, &t->pairs, vocabulary);
    for (size_t i = 0; i < count && status == BIHE_OK; i++)
        status = bihe_pair_maker_read(&maker, &files[i], err);
    bihe_pair_maker_clear(&maker);
    bihe_lexicon_free(vocabulary);
    bihe_buffer_clear(&t->vocabulary);
    if (status == BIHE_OK) status = bihe_train_translate(&t->pairs, list, &t->allocator, err);
    return status;
}

static bihe_status run(trainer *t, const char *path, const bihe_train_file *files, size_t count,
                       size_t max_bytes, bihe_train_lexicon_report *report, bihe_error *err)
{
    bihe_translation_list list = {NULL, 0};
    bihe_buffer bytes;
    bihe_buffer_init(&bytes, &t->allocator);
    bihe_status status = learn(t, files, count, &list, err);
    if (status == BIHE_OK) status = fit(t, &list, max_bytes, &bytes, report, err);
    if (status == BIHE_OK) status = save(path, &bytes, err);
    report->pairs = t->pairs.sentences;
    report->senses = t->pairs.senses;
    bihe_mem_free(&t->allocator, list.items);
    bihe_buffer_clear(&bytes);
    return status;
}

bihe_status bihe_train_lexicon(const char *path, const bihe_train_file *files, size_t count,
                               const bihe_train_lexicon_options *options,
                               bihe_train_lexicon_report *report, bihe_error *err)
{
    const bihe_train_lexicon_options o =
        options != NULL ? *options : (bihe_train_lexicon_options){.max_bytes = 0};
    const size_t max_bytes = o.max_bytes > 0 ? o.max_bytes : DEFAULT_MAX_BYTES;
    if (max_bytes < SMALLEST_MAX_BYTES)
        return bihe_fail(err, BIHE_ERROR_OPTION, "max_bytes must be at least %d",
                         SMALLEST_MAX_BYTES);
    trainer t = {.allocator = o.allocator != NULL ? *o.allocator : bihe_allocator_default()};
    bihe_arena_init(&t.arena, &t.allocator);
    bihe_buffer_init(&t.vocabulary, &t.allocator);
    for (int s = 0; s < 2; s++) {
        t.listed[s] = (bihe_interner){.arena = &t.arena, .allocator = &t.allocator};
        t.pairs.words[s] = (bihe_interner){.arena = &t.arena, .allocator = &t.allocator};
    }
    bihe_train_lexicon_report done = {0};
    const bihe_status status = run(&t, path, files, count, max_bytes, &done, err);
    if (report != NULL) *report = done;
    for (int s = 0; s < 2; s++)
        bihe_interner_clear(&t.listed[s]);
    bihe_train_pairs_clear(&t.pairs);
    bihe_mem_free(&t.allocator, t.is_word);
    bihe_mem_free(&t.allocator, t.variants.items);
    bihe_mem_free(&t.allocator, t.simplified.items);
    bihe_mem_free(&t.allocator, t.readings.items);
    bihe_buffer_clear(&t.vocabulary);
    bihe_arena_clear(&t.arena);
    return status;
}
