/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where edits fit: each side's text is searched among the document's sentences, joined without
 * white space, from the start of a sentence to the end of one. A post may have been cut into other
 * sentences since, or grown; an edit still fits where its text is. Of several places the one
 * nearest to where the edit was made counts, moved along as the edit's other side was.
 */
#include "edits.h"

#include "base/error.h"
#include "model/context.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One side of the document. */
typedef struct side_text {
    bihe_buffer text; /* all sentences without white space */
    size_t *start;    /* of each sentence in it, and its length at the end */
    bool *taken;      /* by an edit, each sentence */
    size_t count;
} side_text;

typedef struct fitter {
    const bihe_allocator *allocator;
    const bihe_document *document;
    const bihe_context *context;
    const bihe_edits *edits;
    side_text side[2];
    bihe_settled_list *out;
    bihe_edit_counts *counts;
} fitter;

/* A run of sentences. */
typedef struct run {
    size_t first, count;
} run;

static bihe_status join_side(fitter *f, int side, bihe_error *err)
{
    side_text *s = &f->side[side];
    const bihe_sentence *sentences = bihe_document_sentences(f->document, side, &s->count);
    bihe_buffer_init(&s->text, f->allocator);
    s->start = bihe_mem_new(f->allocator, s->count + 1, sizeof *s->start);
    s->taken = bihe_mem_new0(f->allocator, s->count + 1, sizeof *s->taken);
    if (s->start == NULL || s->taken == NULL) return bihe_fail_memory(err);
    for (size_t i = 0; i < s->count; i++) {
        s->start[i] = s->text.len;
        bihe_edits_squeeze(&s->text, sentences[i].text);
    }
    s->start[s->count] = s->text.len;
    return s->text.failed ? bihe_fail_memory(err) : BIHE_OK;
}

static void clear(fitter *f)
{
    for (int side = 0; side < 2; side++) {
        bihe_buffer_clear(&f->side[side].text);
        bihe_mem_free(f->allocator, f->side[side].start);
        bihe_mem_free(f->allocator, f->side[side].taken);
    }
}

/* --- finding ------------------------------------------------------------------------------- */

/* The sentence that ends at byte `end` of the joined text, counted past it; 0 when none does. */
static size_t sentence_end(const side_text *s, size_t end)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->start[middle + 1] < end)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->count && s->start[low + 1] == end ? low + 1 : 0;
}

static bool is_free(const side_text *s, run r)
{
    for (size_t i = r.first; i < r.first + r.count; i++) {
        if (s->taken[i]) return false;
    }
    return true;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

/* Finds `text` nearest to sentence `near`. *taken says that the only places are another edit's. */
static bool find(const side_text *s, bihe_view text, size_t near, run *out, bool *taken)
{
    bool found = false;
    *taken = false;
    for (size_t i = 0; i < s->count && s->start[i] + text.len <= s->text.len; i++) {
        if (memcmp(s->text.ptr + s->start[i], text.ptr, text.len) != 0) continue;
        const size_t end = sentence_end(s, s->start[i] + text.len);
        if (end <= i) continue;
        const run r = {i, end - i};
        if (!is_free(s, r))
            *taken = true;
        else if (!found || distance(i, near) < distance(out->first, near))
            *out = r, found = true;
    }
    if (found) *taken = false;
    return found;
}

/* Where a side should be when the other, said to be at at[1 - side], was found at `other`. */
static size_t moved(const bihe_edit *edit, int side, size_t other)
{
    const size_t at = edit->at[side], was = edit->at[1 - side];
    if (at == SIZE_MAX || was == SIZE_MAX) return other;
    if (other >= was) return at + (other - was);
    return at > was - other ? at - (was - other) : 0;
}

/* --- settling ------------------------------------------------------------------------------ */

static size_t end_of(const bihe_settled *s, int side)
{
    return s->first[side] + s->count[side];
}

static bool insert(fitter *f, size_t at, const bihe_settled *settled)
{
    bihe_settled_list *list = f->out;
    void *items = list->items;
    if (!bihe_array_reserve(f->allocator, &items, &list->capacity, list->count + 1,
                            sizeof *list->items))
        return false;
    list->items = items;
    memmove(list->items + at + 1, list->items + at, (list->count - at) * sizeof *list->items);
    list->items[at] = *settled;
    list->count++;
    return true;
}

/* The first settled bead that does not start before sentence `sentence` of a side. */
static size_t place_of(const bihe_settled_list *list, int side, size_t sentence)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list->items[middle].first[side] < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void take(fitter *f, int side, run r)
{
    memset(f->side[side].taken + r.first, true, r.count * sizeof(bool));
}

/* The first words of what an edit is about. */
static void report_unfit(fitter *f, const bihe_edit *edit, const char *reason, bool newer)
{
    enum { SHOWN = 48 };
    const int side = edit->shown[0].len > 0 ? 0 : 1;
    bihe_view text = edit->shown[side];
    size_t end = 0;
    while (end < text.len && end < SHOWN)
        (void)bihe_utf8_next(text, &end);
    const char *name = bihe_document_name(f->document);
    f->counts->unfit += !newer;
    bihe_context_report(
        f->context, newer ? BIHE_NOTE : BIHE_WARNING, edit->file[0] != '\0' ? edit->file : name,
        edit->line, 0, "the edit about \"%.*s%s\" does not fit %s: %s", (int)end, text.ptr,
        end < text.len ? "…" : "", edit->file[0] != '\0' ? name : "any more", reason);
}

/* Finds the sides that have text; false, reported, where one is not there. */
static bool find_sides(fitter *f, const bihe_edit *edit, run runs[2])
{
    /* the longer text is surer of its place */
    const int sure = edit->text[0].len >= edit->text[1].len ? 0 : 1;
    for (int k = 0; k < 2; k++) {
        const int side = k == 0 ? sure : 1 - sure;
        bool taken;
        runs[side] = (run){0, 0};
        if (edit->text[side].len == 0) continue;
        const size_t at = edit->at[side] == SIZE_MAX ? 0 : edit->at[side];
        const size_t near = k == 0 ? at : moved(edit, side, runs[sure].first);
        if (find(&f->side[side], edit->text[side], near, &runs[side], &taken)) continue;
        char reason[80] = "a newer edit has its sentences";
        if (!taken)
            (void)snprintf(reason, sizeof reason, "its %s text is not there as whole sentences",
                           f->edits->lang[side]);
        report_unfit(f, edit, reason, taken);
        return false;
    }
    return true;
}

/* An edit of both sides; one that would cross another is reported. False when out of memory. */
static bool settle_pair(fitter *f, const bihe_edit *edit, const run r[2])
{
    const bihe_settled_list *list = f->out;
    const bihe_settled s = {{r[0].first, r[1].first}, {r[0].count, r[1].count}, edit->verdict};
    const size_t at = place_of(list, 0, s.first[0]);
    const bool crosses = (at > 0 && end_of(&list->items[at - 1], 1) > s.first[1]) ||
                         (at < list->count && list->items[at].first[1] < end_of(&s, 1));
    if (crosses && edit->verdict != BIHE_VERDICT_WITHDRAWN) {
        report_unfit(f, edit, "it crosses another edit", false);
        return true;
    }
    take(f, 0, r[0]);
    take(f, 1, r[1]);
    f->counts->applied++;
    return edit->verdict == BIHE_VERDICT_WITHDRAWN || insert(f, at, &s);
}

/* Where the aligner went on with the other side at a sentence. */
static size_t across(const bihe_document *document, int side, size_t sentence)
{
    size_t count, low = 0;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (beads[middle].first[side] + beads[middle].count[side] <= sentence)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count) return 0;
    const bool starts = beads[low].first[side] == sentence;
    return beads[low].first[1 - side] + (starts ? 0 : beads[low].count[1 - side]);
}

/* A bead of one side, of no width on the other: put where the aligner had it as far as what is
 * settled allows. False when out of memory. */
static bool settle_one(fitter *f, const bihe_edit *edit, run r)
{
    const int side = edit->text[0].len > 0 ? 0 : 1, other = 1 - side;
    bihe_settled s = {.verdict = edit->verdict};
    s.first[side] = r.first;
    s.count[side] = r.count;
    const bihe_settled_list *list = f->out;
    const size_t at = place_of(list, side, s.first[side]);
    /* beads of no width among its sentences come after it */
    for (size_t k = at; k < list->count && list->items[k].first[side] < end_of(&s, side); k++)
        list->items[k].first[side] = end_of(&s, side);
    const size_t least = at > 0 ? end_of(&list->items[at - 1], other) : 0;
    const size_t most = at < list->count ? list->items[at].first[other] : f->side[other].count;
    const size_t wish = across(f->document, side, s.first[side]);
    s.first[other] = wish < least ? least : wish > most ? most : wish;
    return insert(f, at, &s);
}

/* A rejected pair is two beads, one after the other. */
static bool part_rejected(fitter *f)
{
    for (size_t k = 0; k < f->out->count; k++) {
        bihe_settled *s = &f->out->items[k];
        if (s->verdict != BIHE_VERDICT_REJECTED || s->count[0] == 0 || s->count[1] == 0) continue;
        const bihe_settled second = {
            {end_of(s, 0), s->first[1]}, {0, s->count[1]}, BIHE_VERDICT_REJECTED};
        s->count[1] = 0;
        if (!insert(f, k + 1, &second)) return false;
    }
    return true;
}

/* --- all edits of the post ----------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
    const size_t x = (*(const bihe_edit *const *)a)->order;
    const size_t y = (*(const bihe_edit *const *)b)->order;
    return x > y ? -1 : x < y;
}

/* The edits of the document's post; *out, to be freed, holds *count of them. */
static bihe_status choose(const fitter *f, const bihe_edit ***out, size_t *count, bihe_error *err)
{
    const bihe_edits *edits = f->edits;
    const char *name = bihe_document_name(f->document);
    size_t capacity = 0;
    *out = NULL;
    *count = 0;
    for (size_t g = 0; g < edits->group_count; g++) {
        const bihe_edit_group *group = &edits->groups[g];
        if (!bihe_edits_match(edits->items[group->first].post.ptr, name)) continue;
        void *list = (void *)*out;
        if (!bihe_array_reserve(f->allocator, &list, &capacity, *count + group->count,
                                sizeof **out))
            return bihe_fail_memory(err);
        *out = list;
        for (size_t k = 0; k < group->count; k++)
            (*out)[(*count)++] = &edits->items[group->first + k];
    }
    if (*count > 0) qsort((void *)*out, *count, sizeof **out, newest_first);
    return BIHE_OK;
}

/* Newer edits take their sentences first; `ones`, with room for all, gets those of one side, which
 * are settled last: the pairs tell where they can be. */
static bool settle_all(fitter *f, const bihe_edit *const *edits, size_t count, run *ones)
{
    for (size_t k = 0; k < count; k++) {
        const bihe_edit *edit = edits[k];
        run r[2];
        ones[k] = (run){0, 0};
        if (!find_sides(f, edit, r)) continue;
        if (r[0].count > 0 && r[1].count > 0) {
            if (!settle_pair(f, edit, r)) return false;
            continue;
        }
        const int side = r[0].count > 0 ? 0 : 1;
        take(f, side, r[side]);
        f->counts->applied++;
        if (edit->verdict != BIHE_VERDICT_WITHDRAWN) ones[k] = r[side];
    }
    for (size_t k = 0; k < count; k++) {
        if (ones[k].count > 0 && !settle_one(f, edits[k], ones[k])) return false;
    }
    return part_rejected(f);
}

static bihe_status settle_chosen(fitter *f, const bihe_edit *const *edits, size_t count,
                                 bihe_error *err)
{
    run *ones = bihe_mem_new(f->allocator, count, sizeof *ones);
    bihe_status status = ones == NULL ? bihe_fail_memory(err) : join_side(f, 0, err);
    if (status == BIHE_OK) status = join_side(f, 1, err);
    if (status == BIHE_OK && !settle_all(f, edits, count, ones)) status = bihe_fail_memory(err);
    bihe_mem_free(f->allocator, ones);
    clear(f);
    return status;
}

bihe_status bihe_edits_settle(const bihe_edits *edits, const bihe_document *document,
                              const bihe_context *context, bihe_settled_list *out,
                              bihe_edit_counts *counts, bihe_error *err)
{
    fitter f = {.allocator = &context->allocator,
                .document = document,
                .context = context,
                .edits = edits,
                .out = out,
                .counts = counts};
    const bihe_edit **chosen;
    size_t count;
    *out = (bihe_settled_list){NULL, 0, 0};
    *counts = (bihe_edit_counts){0, 0};
    bihe_status status = choose(&f, &chosen, &count, err);
    if (status == BIHE_OK && count > 0) status = settle_chosen(&f, chosen, count, err);
    bihe_mem_free(f.allocator, (void *)chosen);
    return status;
}
