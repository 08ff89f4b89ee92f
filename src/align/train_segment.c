/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trains the segmenter's cues: parallel lines are read and labelled by what their two sides say of
 * each other, words are counted, passages are made of them, and weights are learned on top of the
 * rules.
 */
#include "align/train_parts.h"
#include "base/error.h"
#include "base/file.h"
#include "bihe/document.h"
#include "bihe/train.h"
#include "model/model.h"
#include "text/utf8.h"

#include <string.h>

enum { MAX_FILE = 1 << 30, FILES = 64 };

typedef struct trainer {
    bihe_allocator allocator;
    bihe_arena arena; /* lines' boundaries, keys of the tallies */
    bihe_buffer files[FILES];
    bihe_train_corpus corpus;
    bihe_segmenter segmenters[2];
    bihe_model *model;
    bihe_matcher *matcher;
    bihe_tallies tallies;
    bihe_train_examples examples;
    bihe_cues *cues;
    bihe_buffer image; /* a file of cues: without weights at first, then the result */
    bihe_train_segment_report report;
} trainer;

static bihe_status add_pair(trainer *t, bihe_view line, const char *path, size_t number,
                            bihe_error *err)
{
    bihe_train_corpus *c = &t->corpus;
    const char *tab = memchr(line.ptr, '\t', line.len);
    if (tab == NULL)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0, "a line needs two columns");
    if (bihe_utf8_valid_prefix(line) < line.len)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0, "not valid UTF-8");
    const size_t first = (size_t)(tab - line.ptr);
    const bihe_view rest = bihe_view_slice(line, first + 1, line.len);
    const char *end = rest.len > 0 ? memchr(rest.ptr, '\t', rest.len) : NULL;
    const size_t second = end != NULL ? (size_t)(end - rest.ptr) : rest.len;
    void *pairs = c->pairs;
    if (!bihe_array_reserve(&t->allocator, &pairs, &c->capacity, c->count + 1, sizeof *c->pairs))
        return bihe_fail_memory(err);
    c->pairs = pairs;
    bihe_train_pair *pair = &c->pairs[c->count++];
    memset(pair, 0, sizeof *pair);
    pair->side[BIHE_EN].text = bihe_utf8_trim(bihe_view_slice(line, 0, first));
    pair->side[BIHE_ZH].text = bihe_utf8_trim(bihe_view_slice(rest, 0, second));
    return BIHE_OK;
}

static bihe_status read_pairs(trainer *t, bihe_buffer *file, const char *path, bihe_error *err)
{
    bihe_status status = bihe_file_read(path, MAX_FILE, file, err);
    size_t number = 0;
    for (size_t start = 0; status == BIHE_OK && start < file->len;) {
        const char *from = file->ptr + start;
        const char *newline = memchr(from, '\n', file->len - start);
        const size_t len = newline != NULL ? (size_t)(newline - from) : file->len - start;
        number++;
        if (len > 0) status = add_pair(t, (bihe_view){from, len}, path, number, err);
        start += len + 1;
    }
    return status;
}

static bihe_status load_rules(trainer *t, const char *model, bihe_error *err)
{
    bihe_status status = bihe_matcher_new(&t->matcher, &t->allocator, err);
    if (status == BIHE_OK) status = bihe_model_load_untrained(&t->model, model, &t->allocator, err);
    for (int side = 0; side < 2 && status == BIHE_OK; side++)
        t->segmenters[side] =
            (bihe_segmenter){t->model->rules[side], t->matcher, NULL, &t->allocator};
    return status;
}

static bihe_status count_words(trainer *t, bihe_error *err)
{
    t->tallies.arena = &t->arena;
    bihe_status status = bihe_train_tally(&t->tallies, &t->corpus, err);
    if (status == BIHE_OK)
        status = bihe_train_cues(&t->tallies, NULL, &t->image, &t->report.words, err);
    if (status == BIHE_OK)
        status = bihe_cues_view(&t->cues, bihe_buffer_view(&t->image), "", &t->allocator, err);
    for (int side = 0; side < 2 && status == BIHE_OK; side++)
        t->model->rules[side]->cues = t->cues;
    return status;
}

static void count_wrong(trainer *t, const int16_t *weights)
{
    for (size_t i = 0; i < t->examples.count; i++) {
        const bihe_train_example *e = &t->examples.items[i];
        double odds = e->judged;
        t->report.wrong[0] += (odds > 0) != e->ends;
        for (size_t k = 0; k < e->count && e->features[k].index < BIHE_CUES_WEIGHTS; k++)
            odds += weights[e->features[k].index] * e->features[k].value / BIHE_CUE_WEIGHT_UNIT;
        t->report.wrong[1] += (odds > 0) != e->ends;
    }
}

static bihe_status learn(trainer *t, bihe_error *err)
{
    int16_t weights[BIHE_CUES_WEIGHTS];
    bihe_status status = bihe_train_learn(&t->examples, weights, &t->allocator, err);
    if (status != BIHE_OK) return status;
    count_wrong(t, weights);
    /* the view of the first image ends here */
    bihe_cues_free(t->cues);
    t->cues = NULL;
    t->image.len = 0;
    return bihe_train_cues(&t->tallies, weights, &t->image, &t->report.words, err);
}

static bihe_status save(trainer *t, const char *path, bihe_error *err)
{
    bihe_output out;
    bihe_status status = bihe_output_open(&out, path, &t->allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_output_write(&out, bihe_buffer_view(&t->image), err);
    if (status != BIHE_OK) {
        bihe_output_abandon(&out);
        return status;
    }
    t->report.bytes = t->image.len;
    return bihe_output_close(&out, err);
}

static void fill_report(trainer *t)
{
    t->report.pairs = t->corpus.count;
    t->report.examples = t->examples.count;
    for (size_t i = 0; i < t->corpus.count; i++) {
        for (int side = 0; side < 2; side++)
            t->report.trusted[side] += t->corpus.pairs[i].side[side].trusted;
    }
}

static void clear(trainer *t)
{
    bihe_cues_free(t->cues);
    bihe_model_free(t->model);
    bihe_matcher_free(t->matcher);
    for (size_t i = 0; i < FILES; i++)
        bihe_buffer_clear(&t->files[i]);
    bihe_buffer_clear(&t->image);
    bihe_mem_free(&t->allocator, t->corpus.pairs);
    bihe_mem_free(&t->allocator, t->tallies.slots);
    bihe_mem_free(&t->allocator, t->examples.items);
    bihe_arena_clear(&t->arena);
}

bihe_status bihe_train_segment(const char *path, const char *model, const char *const *pairs,
                               size_t count, const bihe_allocator *allocator,
                               bihe_train_segment_report *report, bihe_error *err)
{
    const bihe_allocator a = allocator != NULL ? *allocator : bihe_allocator_default();
    if (count > FILES)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "more than %d files to learn from", FILES);
    trainer *t = bihe_mem_new0(&a, 1, sizeof *t);
    if (t == NULL) return bihe_fail_memory(err);
    t->allocator = a;
    bihe_arena_init(&t->arena, &a);
    bihe_buffer_init(&t->image, &a);
    for (size_t i = 0; i < FILES; i++)
        bihe_buffer_init(&t->files[i], &a);
    t->corpus.arena = &t->arena;
    bihe_status status = load_rules(t, model, err);
    for (size_t i = 0; i < count && status == BIHE_OK; i++)
        status = read_pairs(t, &t->files[i], pairs[i], err);
    if (status == BIHE_OK) status = bihe_train_label(&t->corpus, t->segmenters, err);
    if (status == BIHE_OK) status = count_words(t, err);
    if (status == BIHE_OK)
        status = bihe_train_examples_make(&t->examples, &t->corpus, t->segmenters, err);
    if (status == BIHE_OK) status = learn(t, err);
    if (status == BIHE_OK) status = save(t, path, err);
    if (status == BIHE_OK) fill_report(t);
    if (status == BIHE_OK && report != NULL) *report = t->report;
    clear(t);
    bihe_mem_free(&a, t);
    return status;
}
