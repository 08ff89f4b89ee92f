/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Splits a post into its two languages, by script first and by position where script cannot tell.
 *
 *   blocks -> pieces (lines of one language inside a block) -> layout -> passages and sections
 *
 * Weights are those of piece.h: two complete halves weigh about the same. Pieces that are known to
 * translate each other (a bilingual line, two headings in a row) make a section of their own.
 */
#include "post/split.h"

#include "base/error.h"
#include "post/piece.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* a language that weighs less than this beside the other is quotation, not translation */
#define MINOR_SHARE   0.1
/* share of the weight on its own side of one switch point that makes two halves */
#define HALVES_SHARE  0.9
/* comments are a half of the post only when most of their language's text is in them */
#define COMMENT_SHARE 0.5

typedef struct splitter {
    bihe_sides *sides;
    bihe_arena *arena;
    bihe_piece_mode mode;
    bihe_piece_list pieces;
} splitter;

/* --- pieces ------------------------------------------------------------------------------ */

/* Whether comments hold most of the English (or Chinese) text; else they are remarks, not text. */
static void comment_sides(const bihe_post *post, bool keep[2])
{
    double all[2] = {0, 0}, inside[2] = {0, 0};
    for (size_t i = 0; i < post->block_count; i++) {
        double weight[2] = {0, 0};
        bihe_weigh_scripts(post->blocks[i].text, weight);
        const int side = bihe_side_of_weights(weight);
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
        if (!bihe_pieces_of_block(&s->pieces, block, s->mode, &s->arena->allocator)) return false;
    }
    return true;
}

/* A piece without letters (numbers, signs) takes the side of its neighbour: the one before it, at
 * the start the one after it. */
static void settle_neutral(bihe_piece_list *pieces)
{
    int side = -1;
    for (size_t i = 0; i < pieces->count && side < 0; i++)
        side = pieces->items[i].side;
    for (size_t i = 0; i < pieces->count; i++) {
        if (pieces->items[i].side < 0) pieces->items[i].side = side;
        side = pieces->items[i].side;
    }
}

/* Two headings of one level in a row, one in each language, are one heading twice. */
static void pair_headings(bihe_piece_list *pieces)
{
    for (size_t i = 0; i + 1 < pieces->count; i++) {
        bihe_piece *a = &pieces->items[i];
        const bihe_piece *b = &pieces->items[i + 1];
        if (a->paired) {
            i++;
            continue;
        }
        if (a->block->kind == BIHE_BLOCK_HEADING && b->block->kind == BIHE_BLOCK_HEADING &&
            a->block != b->block && a->block->level == b->block->level && a->side != b->side &&
            !b->paired) {
            a->paired = true;
            i++;
        }
    }
}

/* --- layout ------------------------------------------------------------------------------ */

/* Letters of the piece's own language; 0 for pieces that are paired and so say nothing of the
 * layout. */
static double own_weight(const bihe_piece_list *pieces, size_t i)
{
    const bihe_piece *p = &pieces->items[i];
    if (p->paired || (i > 0 && pieces->items[i - 1].paired)) return 0;
    return p->weight[p->side];
}

/* The switch point and order under which most weight stands on its own side. */
typedef struct halves {
    size_t at;    /* first piece of the second half */
    int first;    /* side of the first half */
    double share; /* of the weight that fits */
} halves;

static halves best_halves(const bihe_piece_list *pieces)
{
    double total[2] = {0, 0}, before[2] = {0, 0};
    for (size_t i = 0; i < pieces->count; i++)
        total[pieces->items[i].side] += own_weight(pieces, i);
    halves best = {0, BIHE_ZH, 0};
    const double all = total[0] + total[1];
    for (size_t i = 0; i <= pieces->count && all > 0; i++) {
        for (int first = 0; first < 2; first++) {
            const double fits = before[first] + total[1 - first] - before[1 - first];
            if (fits > best.share * all) best = (halves){i, first, fits / all};
        }
        if (i < pieces->count) before[pieces->items[i].side] += own_weight(pieces, i);
    }
    return best;
}

/* The side that has text, where the other has hardly any; -1 for both. */
static int only_side(const bihe_piece_list *pieces)
{
    double total[2] = {0, 0};
    for (size_t i = 0; i < pieces->count; i++)
        total[pieces->items[i].side] += pieces->items[i].weight[pieces->items[i].side];
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

static bool join_piece(const bihe_piece *p, bihe_arena *arena, bihe_passage *passage)
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

static bool add_passage(splitter *s, const bihe_piece *p, int side)
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

/* Piece i and the one after it, which translate each other, as a section. */
static bool add_pair(splitter *s, size_t i)
{
    size_t start[2];
    memcpy(start, s->sides->count, sizeof start);
    for (size_t k = i; k < i + 2; k++) {
        const bihe_piece *p = &s->pieces.items[k];
        if (!add_passage(s, p, p->side)) return false;
    }
    add_section(s, start);
    return true;
}

/* Two halves are one section, after the pairs that stand among them. Latin text inside the Chinese
 * half is a name or a line left as it was: it stays where it stands, so that the order of the half
 * is kept. */
static bool lay_halves(splitter *s, const halves *h)
{
    for (size_t i = 0; i < s->pieces.count; i++) {
        if (!s->pieces.items[i].paired) continue;
        if (!add_pair(s, i)) return false;
        i++;
    }
    size_t start[2];
    memcpy(start, s->sides->count, sizeof start);
    for (size_t i = 0; i < s->pieces.count; i++) {
        const bihe_piece *p = &s->pieces.items[i];
        if (p->paired) {
            i++;
            continue;
        }
        const int here = i < h->at ? h->first : 1 - h->first;
        if (!add_passage(s, p, p->side == BIHE_EN ? here : p->side)) return false;
    }
    add_section(s, start);
    return true;
}

/* Whether a section starts at piece i where sections start with runs of side `first`. */
static bool starts_section(const bihe_piece_list *pieces, size_t i, int first)
{
    if (i == 0 || pieces->items[i].paired || (i > 1 && pieces->items[i - 2].paired)) return true;
    return pieces->items[i].side == first && pieces->items[i - 1].side != first &&
           !pieces->items[i - 1].paired;
}

/* How badly the runs fit when each section starts with a run of side `first`: the log ratio of the
 * weights of its two sides, weighed by its size. */
static double misfit(const bihe_piece_list *pieces, int first)
{
    double sum = 0, weight[2] = {0, 0};
    for (size_t i = 0; i <= pieces->count; i++) {
        if (i == pieces->count || starts_section(pieces, i, first)) {
            const double ratio = fabs(log((weight[0] + 20) / (weight[1] + 20)));
            sum += ratio * (weight[0] + weight[1]);
            weight[0] = weight[1] = 0;
        }
        if (i < pieces->count) weight[pieces->items[i].side] += own_weight(pieces, i);
    }
    return sum;
}

/* One section for each run of one language and the run of the other that follows it. */
static bool lay_alternating(splitter *s)
{
    const bihe_piece_list *pieces = &s->pieces;
    const int first = misfit(pieces, BIHE_ZH) < misfit(pieces, BIHE_EN) ? BIHE_ZH : BIHE_EN;
    size_t start[2] = {0, 0};
    for (size_t i = 0; i < pieces->count; i++) {
        const bihe_piece *p = &pieces->items[i];
        if (starts_section(pieces, i, first)) {
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
    for (size_t i = 0; i < s->pieces.count; i++) {
        if (!add_passage(s, &s->pieces.items[i], side)) return false;
    }
    add_section(s, (size_t[2]){0, 0});
    return true;
}

static bool lay_out(splitter *s, bihe_layout wanted)
{
    bihe_sides *sides = s->sides;
    sides->only_side = -1;
    if (s->pieces.count == 0 || s->pieces.items[0].side < 0) {
        sides->layout = BIHE_LAYOUT_SINGLE;
        return true;
    }
    const int only = only_side(&s->pieces);
    if (only >= 0) {
        sides->layout = BIHE_LAYOUT_SINGLE;
        sides->only_side = only;
        return lay_single(s, only);
    }
    const halves h = best_halves(&s->pieces);
    const bool two =
        wanted == BIHE_LAYOUT_AUTO ? h.share >= HALVES_SHARE : wanted == BIHE_LAYOUT_HALVES;
    sides->layout = two ? BIHE_LAYOUT_HALVES : BIHE_LAYOUT_ALTERNATING;
    return two ? lay_halves(s, &h) : lay_alternating(s);
}

/* No side gets more passages, and there are no more sections, than there are pieces. */
static bool make_room(splitter *s)
{
    for (int side = 0; side < 2; side++) {
        s->sides->passages[side] = bihe_arena_new(s->arena, s->pieces.count, sizeof(bihe_passage));
        if (s->sides->passages[side] == NULL) return false;
    }
    s->sides->sections = bihe_arena_new(s->arena, s->pieces.count + 1, sizeof(bihe_section));
    return s->sides->sections != NULL;
}

bihe_status bihe_split(bihe_sides *sides, const bihe_post *post, bihe_layout wanted, bool by_line,
                       bihe_arena *arena, bihe_error *err)
{
    *sides = (bihe_sides){.only_side = -1};
    splitter s = {.sides = sides,
                  .arena = arena,
                  .mode = by_line ? BIHE_PIECES_LINES : BIHE_PIECES_LANGUAGES};
    bool done = cut_post(&s, post);
    if (done) {
        settle_neutral(&s.pieces);
        pair_headings(&s.pieces);
        done = make_room(&s) && lay_out(&s, wanted);
    }
    bihe_mem_free(&arena->allocator, s.pieces.items);
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
        first_of_english = s.pieces.count;
        for (size_t i = 0; i < posts[side].block_count && done; i++) {
            if (posts[side].blocks[i].kind != BIHE_BLOCK_COMMENT)
                done = bihe_pieces_of_block(&s.pieces, &posts[side].blocks[i], BIHE_PIECES_WHOLE,
                                            &arena->allocator);
        }
    }
    done = done && make_room(&s);
    for (size_t i = 0; i < s.pieces.count && done; i++)
        done = add_passage(&s, &s.pieces.items[i], i < first_of_english ? BIHE_ZH : BIHE_EN);
    if (done) add_section(&s, (size_t[2]){0, 0});
    bihe_mem_free(&arena->allocator, s.pieces.items);
    return done ? BIHE_OK : bihe_fail_memory(err);
}
