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
#include "post/field.h"
#include "post/piece.h"
#include "post/remark.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* a language that weighs less than this beside the other is quotation, not translation */
#define MINOR_SHARE  0.1
/* share of the weight on its own side of one switch point that makes two halves */
#define HALVES_SHARE 0.9
/* an English file with a larger share of Chinese is in both languages, or the wrong one of two */
#define BYLINE_SHARE 0.3
/* how much one piece of a block that translates itself may outweigh the other */
#define BLOCK_RATIO  3.0

typedef struct splitter {
    bihe_sides *sides;
    bihe_arena *arena;
    bihe_piece_mode mode;
    bihe_piece_list pieces;
    bihe_piece *asides; /* what translates nothing; at the end of the pieces' array */
    size_t aside_count;
    bihe_field_list fields;
    bihe_front front[2]; /* that the fields are from */
} splitter;

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

/* Copies the lines of block text [from, to), joined as their script wants. */
static void join_lines(joined *out, const bihe_block *block, size_t from, size_t to)
{
    for (size_t start = from; start < to;) {
        size_t end = start;
        while (end < to && block->text.ptr[end] != BIHE_SOFT_BREAK)
            end++;
        if (bihe_joint_needs_space((bihe_view){out->text, out->len},
                                   bihe_view_slice(block->text, start, end)))
            out->text[out->len++] = ' ';
        if (end > start) join_line(out, block, start, end);
        start = end + 1;
    }
}

/* The notes of a piece, which are no part of its passage; none where text is taken by the line. */
static bool next_remark(const splitter *s, const bihe_piece *p, size_t from, bihe_remark *remark)
{
    if (s->mode == BIHE_PIECES_LINES || p->aside) return false;
    const bihe_view text = bihe_view_slice(p->block->text, p->start, p->end);
    if (!bihe_remark_next(text, from - p->start, remark)) return false;
    remark->start += p->start;
    remark->note += p->start;
    remark->end += p->start;
    return true;
}

/* Text and spans for block text [start, end) that is copied in `parts` parts. */
static bool make_joined(joined *out, const bihe_piece *p, size_t parts, bihe_arena *arena)
{
    const bihe_block *block = p->block;
    size_t lines = parts;
    for (size_t i = p->start; i < p->end; i++)
        lines += block->text.ptr[i] == BIHE_SOFT_BREAK;
    const size_t spans = bihe_span_at(block->spans, block->span_count, p->end) -
                         bihe_span_at(block->spans, block->span_count, p->start) + 1 + lines;
    *out = (joined){.text = bihe_arena_new(arena, p->end - p->start + parts, 1),
                    .spans = bihe_arena_new(arena, spans, sizeof(bihe_span))};
    return out->text != NULL && out->spans != NULL;
}

static size_t count_remarks(const splitter *s, const bihe_piece *p)
{
    size_t count = 0;
    bihe_remark remark = {.end = p->start};
    while (next_remark(s, p, remark.end, &remark))
        count++;
    return count;
}

/* The passage of a piece without its notes. */
static bool join_piece(const splitter *s, const bihe_piece *p, bihe_passage *passage)
{
    joined out;
    if (!make_joined(&out, p, 1 + count_remarks(s, p), s->arena)) return false;
    size_t at = p->start;
    for (bihe_remark remark; next_remark(s, p, at, &remark); at = remark.end)
        join_lines(&out, p->block, at, remark.start);
    join_lines(&out, p->block, at, p->end);
    *passage = (bihe_passage){.text = {out.text, out.len},
                              .spans = out.spans,
                              .span_count = out.span_count,
                              .kind = p->block->kind,
                              .level = p->block->level};
    return true;
}

static bool add_passage(splitter *s, const bihe_piece *p, int side)
{
    bihe_sides *sides = s->sides;
    bihe_passage *passage = &sides->passages[side][sides->count[side]];
    if (!join_piece(s, p, passage)) return false;
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

/* A block of two pieces, one in each language and about as much, translates itself, whatever the
 * order of the languages around it. */
static void pair_blocks(bihe_piece_list *pieces)
{
    for (size_t i = 0; i + 1 < pieces->count; i++) {
        bihe_piece *p = pieces->items + i;
        const bihe_block *block = p[0].block;
        const bool two = p[1].block == block && (i == 0 || p[-1].block != block) &&
                         (i + 2 == pieces->count || p[2].block != block);
        if (!two || p[0].side == p[1].side || p[0].paired) continue;
        const double a = p[0].weight[p[0].side], b = p[1].weight[p[1].side];
        p[0].paired = a <= BLOCK_RATIO * b && b <= BLOCK_RATIO * a;
    }
}

/* One section for each run of one language and the run of the other that follows it. */
static bool lay_alternating(splitter *s)
{
    bihe_piece_list *pieces = &s->pieces;
    pair_blocks(pieces);
    const int first = misfit(pieces, BIHE_ZH) < misfit(pieces, BIHE_EN) ? BIHE_ZH : BIHE_EN;
    size_t start[2];
    memcpy(start, s->sides->count, sizeof start);
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
    for (size_t i = 0; i < s->pieces.count + s->aside_count; i++) {
        if (!add_passage(s, &s->pieces.items[i], side)) return false;
    }
    memcpy(s->sides->text_count, s->sides->count, sizeof s->sides->text_count);
    add_section(s, (size_t[2]){0, 0});
    return true;
}

/* --- what translates nothing --------------------------------------------------------------- */

/* Puts what translates nothing behind the other pieces. */
static bool part_asides(splitter *s)
{
    bihe_piece_list *pieces = &s->pieces;
    bihe_piece *asides = bihe_mem_new(&s->arena->allocator, pieces->count, sizeof *asides);
    size_t kept = 0;
    if (asides == NULL) return false;
    for (size_t i = 0; i < pieces->count; i++) {
        if (pieces->items[i].aside)
            asides[s->aside_count++] = pieces->items[i];
        else
            pieces->items[kept++] = pieces->items[i];
    }
    if (s->aside_count > 0) memcpy(pieces->items + kept, asides, s->aside_count * sizeof *asides);
    pieces->count = kept;
    s->asides = s->aside_count > 0 ? pieces->items + kept : NULL;
    bihe_mem_free(&s->arena->allocator, asides);
    return true;
}

/* The notes inside the pieces of a side, each a passage. */
static bool add_remarks(splitter *s, int side)
{
    for (size_t i = 0; i < s->pieces.count; i++) {
        const bihe_piece *p = &s->pieces.items[i];
        if (p->side != side) continue;
        for (bihe_remark remark = {.end = p->start}; next_remark(s, p, remark.end, &remark);) {
            bihe_piece note = *p;
            note.start = remark.note;
            note.end = remark.end;
            note.aside = true;
            if (!add_passage(s, &note, side)) return false;
        }
    }
    return true;
}

/* Notes of both sides, a section for each so that they do not meet. */
static bool lay_asides(splitter *s)
{
    memcpy(s->sides->text_count, s->sides->count, sizeof s->sides->text_count);
    for (int side = 0; side < 2; side++) {
        size_t start[2];
        memcpy(start, s->sides->count, sizeof start);
        for (size_t i = 0; i < s->aside_count; i++) {
            if (s->asides[i].side == side && !add_passage(s, &s->asides[i], side)) return false;
        }
        if (!add_remarks(s, side)) return false;
        add_section(s, start);
    }
    return true;
}

/* --- front matter ------------------------------------------------------------------------- */

static bool add_value(splitter *s, const bihe_field *field, int side)
{
    const bihe_view value = field->text[side];
    const bihe_source *source = s->front[field->front[side]].source;
    char *text = bihe_arena_new(s->arena, value.len, 1);
    bihe_span *span = bihe_arena_new(s->arena, 1, sizeof *span);
    if (text == NULL || span == NULL) return false;
    for (size_t i = 0; i < value.len; i++)
        text[i] = value.ptr[i] == '\n' ? ' ' : value.ptr[i];
    *span = (bihe_span){0, source->line_start[field->line[side] - 1]};
    s->sides->passages[side][s->sides->count[side]++] = (bihe_passage){
        .text = {text, value.len}, .spans = span, .span_count = 1, .kind = BIHE_BLOCK_HEADING};
    return true;
}

/* What the front matter says in both languages, each a section of its own. */
static bool lay_fields(splitter *s)
{
    for (size_t i = 0; i < s->fields.count; i++) {
        size_t start[2];
        memcpy(start, s->sides->count, sizeof start);
        for (int side = 0; side < 2; side++) {
            if (!add_value(s, &s->fields.items[i], side)) return false;
        }
        add_section(s, start);
    }
    return true;
}

/* Two halves or alternating, and how that shows. */
static bool lay_two(splitter *s, bihe_layout wanted)
{
    static const char *const orders[] = {"Chinese first", "English first"};
    bihe_sides *sides = s->sides;
    const halves h = best_halves(&s->pieces);
    const bool two =
        wanted == BIHE_LAYOUT_AUTO ? h.share >= HALVES_SHARE : wanted == BIHE_LAYOUT_HALVES;
    sides->layout = two ? BIHE_LAYOUT_HALVES : BIHE_LAYOUT_ALTERNATING;
    if (two || sides->how == NULL) sides->how = two ? orders[h.first] : "told by script";
    if (!lay_fields(s)) return false;
    return (two ? lay_halves(s, &h) : lay_alternating(s)) && lay_asides(s);
}

/* The one side that has text, -1 for none or both; *letters: whether any has. */
static int single_side(const splitter *s, bool *letters)
{
    const bihe_piece *first = s->pieces.count > 0 ? s->pieces.items : s->asides;
    *letters = first != NULL && first->side >= 0;
    if (!*letters) return -1;
    return s->pieces.count > 0 ? only_side(&s->pieces) : first->side;
}

static bool lay_out(splitter *s, bihe_layout wanted)
{
    bihe_sides *sides = s->sides;
    bool letters;
    const int only = single_side(s, &letters);
    sides->only_side = -1;
    if (letters && only < 0) return lay_two(s, wanted);
    sides->layout = BIHE_LAYOUT_SINGLE;
    sides->how = "one language";
    sides->only_side = only;
    return !letters || lay_single(s, only);
}

/* No side gets more passages, and there are no more sections, than there are pieces, values of
 * front matter and notes; two more sections end the layout. */
static bool make_room(splitter *s)
{
    size_t most = s->pieces.count + s->aside_count + s->fields.count;
    for (size_t i = 0; i < s->pieces.count; i++)
        most += count_remarks(s, &s->pieces.items[i]);
    for (int side = 0; side < 2; side++) {
        s->sides->passages[side] = bihe_arena_new(s->arena, most, sizeof(bihe_passage));
        if (s->sides->passages[side] == NULL) return false;
    }
    s->sides->sections = bihe_arena_new(s->arena, most + 3, sizeof(bihe_section));
    return s->sides->sections != NULL;
}

static bool collect_fields(splitter *s)
{
    const bihe_yaml *const maps[2] = {s->front[0].map, s->front[1].map};
    return bihe_fields_collect(&s->fields, maps, &s->arena->allocator);
}

static bihe_status finish(splitter *s, bool done, bihe_error *err)
{
    bihe_mem_free(&s->arena->allocator, s->pieces.items);
    bihe_mem_free(&s->arena->allocator, s->fields.items);
    return done ? BIHE_OK : bihe_fail_memory(err);
}

bihe_status bihe_split(bihe_sides *sides, const bihe_post *post, bihe_layout wanted, bool by_line,
                       bihe_arena *arena, bihe_error *err)
{
    static const char *const inside[2][2] = {{"Chinese in comments", "English in comments"},
                                             {"Chinese in quotes", "English in quotes"}};
    *sides = (bihe_sides){.only_side = -1};
    splitter s = {.sides = sides,
                  .arena = arena,
                  .mode = by_line ? BIHE_PIECES_LINES : BIHE_PIECES_LANGUAGES,
                  .front = {post->front, post->front_other}};
    bihe_container container;
    const bool done = bihe_pieces_of_post(&s.pieces, post, s.mode, &container, &arena->allocator) &&
                      (by_line || collect_fields(&s)) && part_asides(&s) && make_room(&s);
    if (done && container.side >= 0)
        sides->how = inside[container.kind == BIHE_BLOCK_QUOTE][container.side];
    return finish(&s, done && lay_out(&s, wanted), err);
}

/* The pieces of one file of a pair. What is in the other language there, as a byline of the
 * translator in the original, translates nothing. */
static bool cut_file(splitter *s, const bihe_post *post, int side)
{
    const size_t first = s->pieces.count;
    for (size_t i = 0; i < post->block_count; i++) {
        if (post->blocks[i].kind == BIHE_BLOCK_COMMENT) continue;
        if (!bihe_pieces_of_block(&s->pieces, &post->blocks[i], BIHE_PIECES_WHOLE,
                                  &s->arena->allocator))
            return false;
    }
    double weight[2] = {0, 0};
    for (size_t i = first; i < s->pieces.count; i++) {
        weight[0] += s->pieces.items[i].weight[0];
        weight[1] += s->pieces.items[i].weight[1];
    }
    const bool english = side == BIHE_EN && weight[BIHE_ZH] < BYLINE_SHARE * weight[BIHE_EN];
    for (size_t i = first; i < s->pieces.count; i++) {
        bihe_piece *p = &s->pieces.items[i];
        const bool other = english && p->weight[BIHE_ZH] > p->weight[BIHE_EN];
        p->side = side;
        const bihe_view text = bihe_view_slice(p->block->text, p->start, p->end);
        p->aside = other || bihe_remark_is_whole(text) || bihe_remark_is_credit(text);
    }
    return true;
}

static bihe_view label_of(const bihe_piece *p)
{
    const bihe_view text = bihe_view_slice(p->block->text, p->start, p->end);
    for (size_t at = 0; at < text.len;) {
        const size_t here = at;
        const int32_t c = bihe_utf8_next(text, &at);
        if (c == ':' || c == 0xFF1A || c == BIHE_SOFT_BREAK) return bihe_view_slice(text, 0, here);
    }
    return text;
}

/* Original files with more Chinese in them are no originals. */
enum { MOST_TWINS = 64 };

/* What the original has in Chinese stands in the translation too: a byline, a credit. */
static void set_twins_aside(bihe_piece_list *pieces)
{
    size_t twins[MOST_TWINS], count = 0;
    for (size_t i = 0; i < pieces->count && count < MOST_TWINS; i++) {
        if (pieces->items[i].aside && pieces->items[i].side == BIHE_EN) twins[count++] = i;
    }
    for (size_t i = 0; i < pieces->count && count > 0; i++) {
        bihe_piece *p = &pieces->items[i];
        for (size_t k = 0; k < count && p->side == BIHE_ZH && !p->aside; k++)
            p->aside = bihe_view_equal(label_of(p), label_of(&pieces->items[twins[k]]));
    }
}

bihe_status bihe_split_pair(bihe_sides *sides, const bihe_post posts[2], bihe_arena *arena,
                            bihe_error *err)
{
    *sides = (bihe_sides){.layout = BIHE_LAYOUT_PAIR, .only_side = -1, .how = "two files"};
    splitter s = {.sides = sides, .arena = arena, .front = {posts[0].front, posts[1].front}};
    bool done = cut_file(&s, &posts[BIHE_ZH], BIHE_ZH) && cut_file(&s, &posts[BIHE_EN], BIHE_EN);
    set_twins_aside(&s.pieces);
    bihe_pieces_part_captions(&s.pieces);
    done = done && collect_fields(&s) && part_asides(&s) && make_room(&s) && lay_fields(&s);
    size_t start[2];
    memcpy(start, sides->count, sizeof start);
    for (size_t i = 0; i < s.pieces.count && done; i++)
        done = add_passage(&s, &s.pieces.items[i], s.pieces.items[i].side);
    if (done) add_section(&s, start);
    return finish(&s, done && lay_asides(&s), err);
}
