/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Splits a post into its two languages, by script first and by position where script cannot tell.
 *
 *   blocks -> pieces (lines of one language inside a block) -> layout -> passages and sections
 *
 * A Han character weighs as much as three Latin letters: that is what its translation takes, so
 * that two complete halves weigh about the same.
 */
#include "post/split.h"

#include "base/error.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* Latin letters in the translation of one Han character; measured ratios run from 2.4 in
 * documentation to 3.8 in news, and 3 serves both */
#define HAN_WEIGHT    3.0
/* a line is Chinese from this share of Han weight on: Chinese about software may be half Latin
 * names, English that quotes a Chinese word stays well below */
#define HAN_SHARE     0.3
/* a language that weighs less than this beside the other is quotation, not translation */
#define MINOR_SHARE   0.1
/* share of the weight on its own side of one switch point that makes two halves */
#define HALVES_SHARE  0.9
/* comments are a half of the post only when most of their language's text is in them */
#define COMMENT_SHARE 0.5

/* Lines of one language inside one block; a hard break ends a piece. */
typedef struct piece {
    const bihe_block *block;
    size_t start, end; /* in the block's text */
    double weight[2];  /* letters of each script, weighed */
    int side;          /* -1: no letters */
} piece;

typedef struct splitter {
    bihe_sides *sides;
    bihe_arena *arena;
    bool by_line; /* every line is a piece of its own */
    piece *pieces;
    size_t count, capacity;
} splitter;

static int side_of_weights(const double weight[2])
{
    const double total = weight[0] + weight[1];
    if (total <= 0) return -1;
    return weight[BIHE_ZH] / total >= HAN_SHARE ? BIHE_ZH : BIHE_EN;
}

static void weigh(bihe_view text, double weight[2])
{
    bihe_script_counts counts = {0, 0, 0};
    bihe_script_count(text, &counts);
    weight[BIHE_ZH] = HAN_WEIGHT * (double)counts.han;
    weight[BIHE_EN] = (double)counts.latin;
}

int bihe_side_of(bihe_view text)
{
    double weight[2];
    weigh(text, weight);
    return side_of_weights(weight);
}

/* --- pieces ------------------------------------------------------------------------------ */

/* Takes pieces out of the array through plain allocation; freed by bihe_split. */
static bool add_piece(splitter *s, const piece *p)
{
    void *ptr = s->pieces;
    if (!bihe_array_reserve(&s->arena->allocator, &ptr, &s->capacity, s->count + 1,
                            sizeof *s->pieces))
        return false;
    s->pieces = ptr;
    s->pieces[s->count++] = *p;
    return true;
}

/* Adds a line to the piece under way, or starts one where the language changes. A line without
 * letters goes with the line before it. */
static bool add_line(splitter *s, const bihe_block *block, size_t start, size_t end, bool fresh)
{
    piece line = {.block = block, .start = start, .end = end};
    weigh(bihe_view_slice(block->text, start, end), line.weight);
    line.side = side_of_weights(line.weight);
    piece *last = s->count > 0 && !fresh ? &s->pieces[s->count - 1] : NULL;
    if (last == NULL || (line.side >= 0 && last->side >= 0 && line.side != last->side))
        return add_piece(s, &line);
    last->end = end;
    last->weight[0] += line.weight[0];
    last->weight[1] += line.weight[1];
    if (last->side < 0) last->side = line.side;
    return true;
}

static bool cut_block(splitter *s, const bihe_block *block)
{
    bool fresh = true;
    for (size_t start = 0; start <= block->text.len;) {
        size_t end = start;
        while (end < block->text.len && block->text.ptr[end] != BIHE_SOFT_BREAK &&
               block->text.ptr[end] != BIHE_HARD_BREAK)
            end++;
        if (end > start) {
            if (!add_line(s, block, start, end, fresh)) return false;
            fresh = s->by_line;
        }
        if (end < block->text.len && block->text.ptr[end] == BIHE_HARD_BREAK) fresh = true;
        start = end + 1;
    }
    return true;
}

/* Whether comments hold most of the English (or Chinese) text; else they are remarks, not text. */
static void comment_sides(const bihe_post *post, bool keep[2])
{
    double all[2] = {0, 0}, inside[2] = {0, 0};
    for (size_t i = 0; i < post->block_count; i++) {
        double weight[2];
        weigh(post->blocks[i].text, weight);
        const int side = side_of_weights(weight);
        if (side < 0) continue;
        all[side] += weight[side];
        if (post->blocks[i].kind == BIHE_BLOCK_COMMENT) inside[side] += weight[side];
    }
    for (int side = 0; side < 2; side++)
        keep[side] = all[side] > 0 && inside[side] >= COMMENT_SHARE * all[side];
}

static bool cut_post(splitter *s, const bihe_post *post)
{
    bool keep[2];
    comment_sides(post, keep);
    for (size_t i = 0; i < post->block_count; i++) {
        const bihe_block *block = &post->blocks[i];
        if (block->kind == BIHE_BLOCK_COMMENT) {
            const int side = bihe_side_of(block->text);
            if (side < 0 || !keep[side]) continue;
        }
        if (!cut_block(s, block)) return false;
    }
    return true;
}

/* A piece without letters (numbers, signs) takes the side of its neighbour: the one before it, at
 * the start the one after it. */
static void settle_neutral(splitter *s)
{
    int side = -1;
    for (size_t i = 0; i < s->count && side < 0; i++)
        side = s->pieces[i].side;
    for (size_t i = 0; i < s->count; i++) {
        if (s->pieces[i].side < 0) s->pieces[i].side = side;
        side = s->pieces[i].side;
    }
}

/* --- layout ------------------------------------------------------------------------------ */

/* The switch point and order under which most weight stands on its own side. */
typedef struct halves {
    size_t at;    /* first piece of the second half */
    int first;    /* side of the first half */
    double share; /* of the weight that fits */
} halves;

static halves best_halves(const splitter *s)
{
    double total[2] = {0, 0}, before[2] = {0, 0};
    for (size_t i = 0; i < s->count; i++)
        total[s->pieces[i].side] += s->pieces[i].weight[s->pieces[i].side];
    halves best = {0, BIHE_ZH, -1};
    const double all = total[0] + total[1];
    for (size_t i = 0; i <= s->count; i++) {
        for (int first = 0; first < 2; first++) {
            const double fits = before[first] + total[1 - first] - before[1 - first];
            if (fits > best.share * all) best = (halves){i, first, fits / all};
        }
        if (i < s->count) before[s->pieces[i].side] += s->pieces[i].weight[s->pieces[i].side];
    }
    return best;
}

/* The side that has text, where the other has hardly any; -1 for both. */
static int only_side(const splitter *s)
{
    double total[2] = {0, 0};
    for (size_t i = 0; i < s->count; i++)
        total[s->pieces[i].side] += s->pieces[i].weight[s->pieces[i].side];
    for (int side = 0; side < 2; side++) {
        if (total[1 - side] <= MINOR_SHARE * total[side]) return side;
    }
    return -1;
}

/* --- passages ---------------------------------------------------------------------------- */

/* Text and spans of a passage under construction, both sized beforehand. */
typedef struct joined {
    char *text;
    size_t len;
    bihe_span *spans;
    size_t span_count;
} joined;

/* Copies block text [start, end) and the spans over it. */
static void join_line(joined *out, const bihe_block *block, size_t start, size_t end)
{
    for (size_t k = bihe_span_at(block->spans, block->span_count, start);
         k < block->span_count && block->spans[k].text < end; k++) {
        const size_t from = block->spans[k].text > start ? block->spans[k].text : start;
        out->spans[out->span_count++] = (bihe_span){
            out->len + from - start, block->spans[k].source + from - block->spans[k].text};
    }
    memcpy(out->text + out->len, block->text.ptr + start, end - start);
    out->len += end - start;
}

static bool join_piece(const piece *p, bihe_arena *arena, bihe_passage *passage)
{
    const bihe_block *block = p->block;
    size_t lines = 1;
    for (size_t i = p->start; i < p->end; i++)
        lines += block->text.ptr[i] == BIHE_SOFT_BREAK;
    const size_t spans = bihe_span_at(block->spans, block->span_count, p->end) -
                         bihe_span_at(block->spans, block->span_count, p->start) + 1 + lines;
    joined out = {.text = bihe_arena_new(arena, p->end - p->start + 1, 1),
                  .spans = bihe_arena_new(arena, spans, sizeof(bihe_span))};
    if (out.text == NULL || out.spans == NULL) return false;
    for (size_t start = p->start; start < p->end;) {
        size_t end = start;
        while (end < p->end && block->text.ptr[end] != BIHE_SOFT_BREAK)
            end++;
        if (bihe_joint_needs_space((bihe_view){out.text, out.len},
                                   bihe_view_slice(block->text, start, end)))
            out.text[out.len++] = ' ';
        if (end > start) join_line(&out, block, start, end);
        start = end + 1;
    }
    *passage = (bihe_passage){.text = {out.text, out.len},
                              .spans = out.spans,
                              .span_count = out.span_count,
                              .kind = block->kind,
                              .level = block->level};
    return true;
}

static bool add_passage(splitter *s, const piece *p, int side)
{
    bihe_sides *sides = s->sides;
    bihe_passage *passage = &sides->passages[side][sides->count[side]];
    if (!join_piece(p, s->arena, passage)) return false;
    sides->count[side]++;
    return true;
}

static void add_section(splitter *s, const size_t first[2])
{
    bihe_sides *sides = s->sides;
    bihe_section section = {{first[0], first[1]}, {0, 0}};
    for (int side = 0; side < 2; side++)
        section.count[side] = sides->count[side] - first[side];
    if (section.count[0] + section.count[1] > 0) sides->sections[sides->section_count++] = section;
}

/* --- the two layouts --------------------------------------------------------------------- */

/* Two halves are one section. Latin text inside the Chinese half is a name or a line left as it
 * was: it stays where it stands, so that the order of the half is kept. */
static bool lay_halves(splitter *s, const halves *h)
{
    for (size_t i = 0; i < s->count; i++) {
        const piece *p = &s->pieces[i];
        const int here = i < h->at ? h->first : 1 - h->first;
        if (!add_passage(s, p, p->side == BIHE_EN ? here : p->side)) return false;
    }
    add_section(s, (size_t[2]){0, 0});
    return true;
}

/* How badly the runs fit when each section starts with a run of side `first`: the log ratio of the
 * weights of its two sides, weighed by its size. */
static double misfit(const splitter *s, int first)
{
    double sum = 0, weight[2] = {0, 0};
    for (size_t i = 0; i <= s->count; i++) {
        const bool starts = i == s->count ||
                            (i > 0 && s->pieces[i].side == first && s->pieces[i - 1].side != first);
        if (starts) {
            const double ratio = fabs(log((weight[0] + 20) / (weight[1] + 20)));
            sum += ratio * (weight[0] + weight[1]);
            weight[0] = weight[1] = 0;
        }
        if (i < s->count) weight[s->pieces[i].side] += s->pieces[i].weight[s->pieces[i].side];
    }
    return sum;
}

/* One section for each run of one language and the run of the other that follows it. */
static bool lay_alternating(splitter *s)
{
    const int first = misfit(s, BIHE_ZH) < misfit(s, BIHE_EN) ? BIHE_ZH : BIHE_EN;
    size_t start[2] = {0, 0};
    for (size_t i = 0; i < s->count; i++) {
        const piece *p = &s->pieces[i];
        if (i > 0 && p->side == first && s->pieces[i - 1].side != first) {
            add_section(s, start);
            memcpy(start, s->sides->count, sizeof start);
        }
        if (!add_passage(s, p, p->side)) return false;
    }
    add_section(s, start);
    return true;
}

static bool lay_single(splitter *s, int side)
{
    for (size_t i = 0; i < s->count; i++) {
        if (!add_passage(s, &s->pieces[i], side)) return false;
    }
    add_section(s, (size_t[2]){0, 0});
    return true;
}

static bool lay_out(splitter *s, bihe_layout wanted)
{
    bihe_sides *sides = s->sides;
    sides->only_side = -1;
    if (s->count == 0 || s->pieces[0].side < 0) {
        sides->layout = BIHE_LAYOUT_SINGLE;
        return true;
    }
    const int only = only_side(s);
    if (only >= 0) {
        sides->layout = BIHE_LAYOUT_SINGLE;
        sides->only_side = only;
        return lay_single(s, only);
    }
    const halves h = best_halves(s);
    const bool two =
        wanted == BIHE_LAYOUT_AUTO ? h.share >= HALVES_SHARE : wanted == BIHE_LAYOUT_HALVES;
    sides->layout = two ? BIHE_LAYOUT_HALVES : BIHE_LAYOUT_ALTERNATING;
    return two ? lay_halves(s, &h) : lay_alternating(s);
}

/* No side gets more passages, and there are no more sections, than there are pieces. */
static bool make_room(splitter *s)
{
    for (int side = 0; side < 2; side++) {
        s->sides->passages[side] = bihe_arena_new(s->arena, s->count, sizeof(bihe_passage));
        if (s->sides->passages[side] == NULL) return false;
    }
    s->sides->sections = bihe_arena_new(s->arena, s->count + 1, sizeof(bihe_section));
    return s->sides->sections != NULL;
}

bihe_status bihe_split(bihe_sides *sides, const bihe_post *post, bihe_layout wanted, bool by_line,
                       bihe_arena *arena, bihe_error *err)
{
    *sides = (bihe_sides){.only_side = -1};
    splitter s = {.sides = sides, .arena = arena, .by_line = by_line};
    bool done = cut_post(&s, post);
    if (done) {
        settle_neutral(&s);
        done = make_room(&s) && lay_out(&s, wanted);
    }
    bihe_mem_free(&arena->allocator, s.pieces);
    return done ? BIHE_OK : bihe_fail_memory(err);
}

bihe_status bihe_split_pair(bihe_sides *sides, const bihe_post posts[2], bihe_arena *arena,
                            bihe_error *err)
{
    *sides = (bihe_sides){.layout = BIHE_LAYOUT_PAIR, .only_side = -1};
    splitter s = {.sides = sides, .arena = arena};
    size_t first_of_english = 0;
    bool done = true;
    for (int side = 0; side < 2 && done; side++) {
        first_of_english = s.count;
        for (size_t i = 0; i < posts[side].block_count && done; i++) {
            if (posts[side].blocks[i].kind != BIHE_BLOCK_COMMENT)
                done = cut_block(&s, &posts[side].blocks[i]);
        }
    }
    done = done && make_room(&s);
    for (size_t i = 0; i < s.count && done; i++)
        done = add_passage(&s, &s.pieces[i], i < first_of_english ? BIHE_ZH : BIHE_EN);
    if (done) add_section(&s, (size_t[2]){0, 0});
    bihe_mem_free(&arena->allocator, s.pieces);
    return done ? BIHE_OK : bihe_fail_memory(err);
}
