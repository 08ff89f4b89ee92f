/* SPDX-License-Identifier: Apache-2.0 */
/* Reading of documents whose beads are known. */
#include "align/train_gold.h"

#include "base/error.h"
#include "base/file.h"
#include "text/utf8.h"

#include <string.h>

enum { FILE_LIMIT = 1 << 28 };

/* One bead in THINNED loses a side. Where its neighbour lost the other, so that one sentence stood
 * for another, novels, which are translated freely, came out worse (strict F1 .943 for .952). */
enum { THINNED = 25, NEITHER = 2 /* for a side */ };

/* One pair in SWAPPED changes its English with another one, at least APART beads away. */
enum { SWAPPED = 8, APART = 5 };

static bihe_status read_text(bihe_gold *r, int side, const char *path, bihe_error *err)
{
    const bihe_status status = bihe_file_read(path, FILE_LIMIT, &r->text[side], err);
    if (status != BIHE_OK) return status;
    const bihe_view text = bihe_buffer_view(&r->text[side]);
    if (bihe_utf8_valid_prefix(text) < text.len)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, path, 0, 0, "not valid UTF-8");
    size_t capacity = 0;
    for (size_t start = 0; start < text.len;) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        void *sentences = r->sentences[side];
        if (!bihe_array_reserve(r->allocator, &sentences, &capacity, r->count[side] + 1,
                                sizeof *r->sentences[side]))
            return bihe_fail_memory(err);
        r->sentences[side] = sentences;
        r->sentences[side][r->count[side]++] =
            (bihe_sentence){.text = bihe_utf8_trim(bihe_view_slice(text, start, end))};
        start = end + 1;
    }
    return BIHE_OK;
}

/* Reads "[4,5]" whose numbers go on from `next`; false where they do not. */
static bool take_run(bihe_view line, size_t *at, size_t next, size_t *count)
{
    *count = 0;
    if (*at >= line.len || line.ptr[*at] != '[') return false;
    for (++*at; *at < line.len && line.ptr[*at] != ']';) {
        size_t value = 0, digits = 0;
        for (; *at < line.len && line.ptr[*at] >= '0' && line.ptr[*at] <= '9'; ++*at, digits++)
            value = value * 10 + (size_t)(line.ptr[*at] - '0');
        if (digits == 0 || digits > 9 || value != next + *count) return false;
        ++*count;
        while (*at < line.len && (line.ptr[*at] == ',' || line.ptr[*at] == ' '))
            ++*at;
    }
    if (*at >= line.len) return false;
    ++*at;
    return true;
}

static bihe_status add_bead(bihe_gold *r, const size_t first[2], const size_t count[2],
                            bihe_error *err)
{
    void *items = r->beads.items;
    if (!bihe_array_reserve(r->allocator, &items, &r->beads.capacity, r->beads.count + 1,
                            sizeof *r->beads.items))
        return bihe_fail_memory(err);
    r->beads.items = items;
    r->beads.items[r->beads.count++] = (bihe_bead){{first[0], first[1]}, {count[0], count[1]}, 0};
    return BIHE_OK;
}

/* Sentences without counterpart are beads of their own. */
static bihe_status add_beads(bihe_gold *r, size_t next[2], const size_t count[2], bihe_error *err)
{
    bihe_status status = BIHE_OK;
    if (count[0] > 0 && count[1] > 0) {
        status = add_bead(r, next, count, err);
        next[0] += count[0];
        next[1] += count[1];
        return status;
    }
    for (int s = 0; s < 2; s++) {
        for (size_t k = 0; k < count[s] && status == BIHE_OK; k++, next[s]++)
            status = add_bead(r, next, (size_t[2]){s == 0, s == 1}, err);
    }
    return status;
}

static bihe_status read_beads(bihe_gold *r, const char *path, bihe_error *err)
{
    bihe_buffer bytes;
    bihe_buffer_init(&bytes, r->allocator);
    bihe_status status = bihe_file_read(path, FILE_LIMIT, &bytes, err);
    const bihe_view text = bihe_buffer_view(&bytes);
    size_t next[2] = {0, 0}, number = 1;
    for (size_t start = 0; start < text.len && status == BIHE_OK; number++) {
        const char *newline = memchr(text.ptr + start, '\n', text.len - start);
        const size_t end = newline != NULL ? (size_t)(newline - text.ptr) : text.len;
        const bihe_view line = bihe_utf8_trim(bihe_view_slice(text, start, end));
        size_t at = 0, count[2] = {0, 0};
        start = end + 1;
        if (line.len == 0) continue;
        const bool good = take_run(line, &at, next[0], &count[0]) && at < line.len &&
                          line.ptr[at++] == ':' && take_run(line, &at, next[1], &count[1]);
        if (!good || next[0] + count[0] > r->count[0] || next[1] + count[1] > r->count[1])
            status = bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0,
                                  "beads must hold the sentences of both files in order");
        if (status == BIHE_OK && (count[0] > BIHE_GOLD_LARGEST || count[1] > BIHE_GOLD_LARGEST))
            status = bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0,
                                  "beads of more than %d sentences a side cannot be learned from",
                                  BIHE_GOLD_LARGEST);
        if (status == BIHE_OK) status = add_beads(r, next, count, err);
    }
    if (status == BIHE_OK && (next[0] != r->count[0] || next[1] != r->count[1]))
        status = bihe_fail_at(err, BIHE_ERROR_INPUT, path, number, 0,
                              "sentences are missing: %zu and %zu of %zu and %zu", next[0], next[1],
                              r->count[0], r->count[1]);
    bihe_buffer_clear(&bytes);
    return status;
}

bihe_status bihe_gold_read(bihe_gold *gold, const bihe_train_gold *paths,
                           const bihe_allocator *allocator, bihe_error *err)
{
    *gold = (bihe_gold){.allocator = allocator};
    bihe_buffer_init(&gold->text[0], allocator);
    bihe_buffer_init(&gold->text[1], allocator);
    bihe_status status = read_text(gold, 0, paths->zh, err);
    if (status == BIHE_OK) status = read_text(gold, 1, paths->en, err);
    if (status == BIHE_OK) status = read_beads(gold, paths->beads, err);
    return status;
}

void bihe_gold_clear(bihe_gold *gold)
{
    for (int s = 0; s < 2; s++) {
        bihe_buffer_clear(&gold->text[s]);
        bihe_mem_free(gold->allocator, gold->sentences[s]);
    }
    bihe_mem_free(gold->allocator, gold->beads.items);
}

/* A small repeatable generator (Numerical Recipes' LCG). */
static unsigned draw(uint32_t *state, unsigned below)
{
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % below;
}

/* Appends the sentences of a bead without those of side `lost`. */
static bihe_status copy_bead(bihe_gold *out, const bihe_gold *gold, const bihe_bead *bead,
                             unsigned lost, bihe_error *err)
{
    size_t next[2], count[2];
    for (unsigned s = 0; s < 2; s++) {
        next[s] = out->count[s];
        count[s] = s == lost ? 0 : bead->count[s];
        if (count[s] > 0)
            memcpy(out->sentences[s] + next[s], gold->sentences[s] + bead->first[s],
                   count[s] * sizeof *out->sentences[s]);
        out->count[s] += count[s];
    }
    return add_beads(out, next, count, err);
}

/* An empty copy with room for all sentences. */
static bihe_status start_copy(bihe_gold *copy, const bihe_gold *gold, bihe_error *err)
{
    *copy = (bihe_gold){.allocator = gold->allocator};
    bool done = true;
    for (int s = 0; s < 2; s++) {
        bihe_buffer_init(&copy->text[s], gold->allocator);
        copy->sentences[s] =
            bihe_mem_new(gold->allocator, gold->count[s], sizeof *copy->sentences[s]);
        done = done && copy->sentences[s] != NULL;
    }
    return done ? BIHE_OK : bihe_fail_memory(err);
}

bihe_status bihe_gold_thin(bihe_gold *thin, const bihe_gold *gold, uint32_t seed, bihe_error *err)
{
    bihe_status status = start_copy(thin, gold, err);
    for (size_t k = 0; k < gold->beads.count && status == BIHE_OK; k++) {
        const unsigned lost = draw(&seed, THINNED) == 0 ? draw(&seed, 2) : NEITHER;
        status = copy_bead(thin, gold, &gold->beads.items[k], lost, err);
    }
    return status;
}

/* Draws which bead's English stands in the place of each. */
static void draw_swaps(const bihe_bead_list *beads, uint32_t seed, size_t *english)
{
    size_t waiting = beads->count;
    for (size_t k = 0; k < beads->count; k++) {
        const bihe_bead *bead = &beads->items[k];
        english[k] = k;
        if (!bihe_bead_is_pair(bead) || draw(&seed, SWAPPED) > 0) continue;
        if (waiting < beads->count && k - waiting >= APART) {
            english[k] = waiting;
            english[waiting] = k;
            waiting = beads->count;
        } else {
            waiting = k;
        }
    }
}

bihe_status bihe_gold_swap(bihe_gold *swapped, const bihe_gold *gold, uint32_t seed,
                           bihe_error *err)
{
    bihe_status status = start_copy(swapped, gold, err);
    size_t *english = bihe_mem_new(gold->allocator, gold->beads.count, sizeof *english);
    if (status == BIHE_OK && english == NULL) status = bihe_fail_memory(err);
    if (status == BIHE_OK) draw_swaps(&gold->beads, seed, english);
    for (size_t k = 0; k < gold->beads.count && status == BIHE_OK; k++) {
        const bihe_bead *bead = &gold->beads.items[k];
        if (english[k] == k) {
            status = copy_bead(swapped, gold, bead, NEITHER, err);
            continue;
        }
        status = copy_bead(swapped, gold, bead, 1, err);
        if (status == BIHE_OK)
            status = copy_bead(swapped, gold, &gold->beads.items[english[k]], 0, err);
    }
    bihe_mem_free(gold->allocator, english);
    return status;
}
