/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strict and lax scores of an alignment against a reference (Sennrich and Volk 2011). A tried bead
 * is a strict hit when the reference has the same bead, a lax hit when it shares a link (a sentence
 * of each side in one bead) with a bead of the reference.
 */
#include "base/error.h"
#include "base/file.h"
#include "bihe/align.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 1 << 30, INDEX_LIMIT = 1000000000 };

/* Sentences index[0 .. count[0]) of the left side, then count[1] of the right. */
typedef struct link {
    const uint32_t *index;
    uint32_t count[2];
} link;

/* A sentence and the bead of the reference that holds it. */
typedef struct place {
    uint32_t sentence, bead;
} place;

typedef struct bead_file {
    bihe_allocator allocator;
    link *beads; /* sorted, each once, none without sentences */
    size_t count, capacity;
    uint32_t *index; /* of all beads, in the file's order */
    size_t index_count, index_capacity;
    place *places[2]; /* sorted by sentence */
    size_t place_count[2];
    uint32_t *mark; /* one a bead, for the last tried bead that touched it */
} bead_file;

/* --- reading ----------------------------------------------------------------------------- */

static bool append_index(bead_file *f, uint32_t value)
{
    void *ptr = f->index;
    if (!bihe_array_reserve(&f->allocator, &ptr, &f->index_capacity, f->index_count + 1,
                            sizeof *f->index))
        return false;
    f->index = ptr;
    f->index[f->index_count++] = value;
    return true;
}

static void skip_blanks(bihe_view line, size_t *at)
{
    while (*at < line.len && (line.ptr[*at] == ' ' || line.ptr[*at] == '\t'))
        ++*at;
}

static bool take(bihe_view line, size_t *at, char c)
{
    skip_blanks(line, at);
    if (*at >= line.len || line.ptr[*at] != c) return false;
    ++*at;
    return true;
}

/* Reads "12"; false when there is no number or it is out of range. */
static bool take_number(bihe_view line, size_t *at, uint32_t *value)
{
    skip_blanks(line, at);
    const size_t start = *at;
    *value = 0;
    for (; *at < line.len && line.ptr[*at] >= '0' && line.ptr[*at] <= '9'; ++*at) {
        *value = *value * 10 + (uint32_t)(line.ptr[*at] - '0');
        if (*value > INDEX_LIMIT) return false;
    }
    return *at > start;
}

/* Reads "[0, 1]" or "[]"; *good tells whether it was one. */
static bihe_status read_list(bead_file *f, bihe_view line, size_t *at, uint32_t *count, bool *good,
                             bihe_error *err)
{
    *count = 0;
    *good = take(line, at, '[');
    if (!*good || take(line, at, ']')) return BIHE_OK;
    do {
        uint32_t value;
        *good = take_number(line, at, &value);
        if (!*good) return BIHE_OK;
        if (!append_index(f, value)) return bihe_fail_memory(err);
        ++*count;
        take(line, at, ',');
    } while (!take(line, at, ']'));
    return BIHE_OK;
}

static bihe_status append_bead(bead_file *f, link bead, bihe_error *err)
{
    void *ptr = f->beads;
    if (!bihe_array_reserve(&f->allocator, &ptr, &f->capacity, f->count + 1, sizeof *f->beads))
        return bihe_fail_memory(err);
    f->beads = ptr;
    f->beads[f->count++] = bead;
    return BIHE_OK;
}

static bihe_status read_line(bead_file *f, bihe_view line, const char *path, size_t number,
                             bihe_error *err)
{
    link bead = {0};
    size_t at = 0;
    bool good;
    bihe_status status = read_list(f, line, &at, &bead.count[0], &good, err);
    if (status != BIHE_OK) return status;
    good = good && take(line, &at, ':');
    if (good) status = read_list(f, line, &at, &bead.count[1], &good, err);
    if (status != BIHE_OK) return status;
    skip_blanks(line, &at);
    /* some aligners write a score after a second colon */
    if (!good || (at < line.len && line.ptr[at] != ':'))
        return bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, at + 1,
                            "no bead: [0,1]:[2] is expected");
    return bead.count[0] + bead.count[1] > 0 ? append_bead(f, bead, err) : BIHE_OK;
}

static bihe_status read_lines(bead_file *f, bihe_view text, const char *path, bihe_error *err)
{
    size_t number = 1;
    for (size_t start = 0; start < text.len; number++) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = newline == NULL ? text.len : (size_t)(newline - text.ptr);
        const bihe_view line = bihe_utf8_trim(bihe_view_slice(text, start, end));
        if (line.len > 0) {
            const bihe_status status = read_line(f, line, path, number, err);
            if (status != BIHE_OK) return status;
        }
        start = end + 1;
    }
    return BIHE_OK;
}

/* --- look-up ----------------------------------------------------------------------------- */

static int compare_beads(const void *left, const void *right)
{
    const link *a = left, *b = right;
    for (int s = 0; s < 2; s++) {
        if (a->count[s] != b->count[s]) return a->count[s] < b->count[s] ? -1 : 1;
    }
    for (size_t k = 0; k < (size_t)a->count[0] + a->count[1]; k++) {
        if (a->index[k] != b->index[k]) return a->index[k] < b->index[k] ? -1 : 1;
    }
    return 0;
}

static int compare_places(const void *left, const void *right)
{
    const place *a = left, *b = right;
    if (a->sentence != b->sentence) return a->sentence < b->sentence ? -1 : 1;
    return a->bead < b->bead ? -1 : a->bead > b->bead;
}

/* Sorts the beads and drops repeated ones. */
static void sort_beads(bead_file *f)
{
    const uint32_t *index = f->index;
    for (size_t k = 0; k < f->count; k++) {
        f->beads[k].index = index;
        index += (size_t)f->beads[k].count[0] + f->beads[k].count[1];
    }
    if (f->count == 0) return;
    qsort(f->beads, f->count, sizeof *f->beads, compare_beads);
    size_t kept = 1;
    for (size_t k = 1; k < f->count; k++) {
        if (compare_beads(&f->beads[kept - 1], &f->beads[k]) != 0) f->beads[kept++] = f->beads[k];
    }
    f->count = kept;
}

static bihe_status list_places(bead_file *f, int side, bihe_error *err)
{
    place *places = bihe_mem_new(&f->allocator, f->index_count, sizeof *places);
    if (places == NULL) return bihe_fail_memory(err);
    f->places[side] = places;
    size_t count = 0;
    for (size_t k = 0; k < f->count; k++) {
        const link *bead = &f->beads[k];
        const uint32_t *index = bead->index + (side == 0 ? 0 : bead->count[0]);
        for (size_t m = 0; m < bead->count[side]; m++)
            places[count++] = (place){index[m], (uint32_t)k};
    }
    if (count > 0) qsort(places, count, sizeof *places, compare_places);
    f->place_count[side] = count;
    return BIHE_OK;
}

/* The first place of a sentence, or where it would be. */
static size_t find_place(const bead_file *f, int side, uint32_t sentence)
{
    size_t low = 0, high = f->place_count[side];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (f->places[side][middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void bead_file_clear(bead_file *f)
{
    bihe_mem_free(&f->allocator, f->beads);
    bihe_mem_free(&f->allocator, f->index);
    bihe_mem_free(&f->allocator, f->places[0]);
    bihe_mem_free(&f->allocator, f->places[1]);
    bihe_mem_free(&f->allocator, f->mark);
}

/* Reads and indexes a file; `f` is to be cleared in any case. */
static bihe_status bead_file_read(bead_file *f, const char *path, bihe_error *err)
{
    bihe_buffer text;
    bihe_buffer_init(&text, &f->allocator);
    bihe_status status = bihe_file_read(path, FILE_LIMIT, &text, err);
    if (status == BIHE_OK) status = read_lines(f, bihe_buffer_view(&text), path, err);
    bihe_buffer_clear(&text);
    if (status != BIHE_OK) return status;
    sort_beads(f);
    for (int s = 0; s < 2 && status == BIHE_OK; s++)
        status = list_places(f, s, err);
    if (status != BIHE_OK) return status;
    f->mark = bihe_mem_new0(&f->allocator, f->count, sizeof *f->mark);
    return f->mark == NULL ? bihe_fail_memory(err) : BIHE_OK;
}

/* --- comparing --------------------------------------------------------------------------- */

static bool same_bead(const bead_file *reference, const link *bead)
{
    return reference->count > 0 && bsearch(bead, reference->beads, reference->count,
                                           sizeof *reference->beads, compare_beads) != NULL;
}

/* Whether a bead of the reference holds a sentence of each side of `bead`; `stamp` is new for each
 * call. */
static bool shares_link(const bead_file *reference, const link *bead, uint32_t stamp)
{
    for (int s = 0; s < 2; s++) {
        const uint32_t *index = bead->index + (s == 0 ? 0 : bead->count[0]);
        for (size_t m = 0; m < bead->count[s]; m++) {
            size_t p = find_place(reference, s, index[m]);
            for (; p < reference->place_count[s] && reference->places[s][p].sentence == index[m];
                 p++) {
                uint32_t *mark = &reference->mark[reference->places[s][p].bead];
                if (s == 1 && *mark == stamp) return true;
                if (s == 0) *mark = stamp;
            }
        }
    }
    return false;
}

/* Adds the beads of `tried` and those found in `reference`; `pairs`: only beads with both sides. */
static void count_hits(const bead_file *reference, const bead_file *tried, bool pairs,
                       size_t *total, size_t *strict, size_t *lax)
{
    memset(reference->mark, 0, reference->count * sizeof *reference->mark);
    for (size_t k = 0; k < tried->count; k++) {
        const link *bead = &tried->beads[k];
        if (pairs && (bead->count[0] == 0 || bead->count[1] == 0)) continue;
        const bool same = same_bead(reference, bead);
        *total += 1;
        *strict += same;
        *lax += same || shares_link(reference, bead, (uint32_t)k + 1);
    }
}

bihe_status bihe_eval_files(const char *gold, const char *test, const bihe_allocator *allocator,
                            bihe_eval_counts *counts, bihe_error *err)
{
    bead_file g = {.allocator = allocator != NULL ? *allocator : bihe_allocator_default()};
    bead_file t = g;
    bihe_status status = bead_file_read(&g, gold, err);
    if (status == BIHE_OK) status = bead_file_read(&t, test, err);
    if (status == BIHE_OK) {
        count_hits(&g, &t, false, &counts->tried, &counts->tried_strict, &counts->tried_lax);
        count_hits(&t, &g, true, &counts->gold, &counts->gold_strict, &counts->gold_lax);
    }
    bead_file_clear(&g);
    bead_file_clear(&t);
    return status;
}

static double share(size_t part, size_t whole)
{
    return whole == 0 ? 0 : (double)part / (double)whole;
}

static double harmonic(double p, double r)
{
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

bihe_eval_scores bihe_eval(const bihe_eval_counts *counts)
{
    bihe_eval_scores scores = {
        .precision_strict = share(counts->tried_strict, counts->tried),
        .recall_strict = share(counts->gold_strict, counts->gold),
        .precision_lax = share(counts->tried_lax, counts->tried),
        .recall_lax = share(counts->gold_lax, counts->gold),
    };
    scores.f_strict = harmonic(scores.precision_strict, scores.recall_strict);
    scores.f_lax = harmonic(scores.precision_lax, scores.recall_lax);
    return scores;
}
