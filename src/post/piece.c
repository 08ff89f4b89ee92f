/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks to pieces. A line of its own may tell its language by its script; a line of a wrapped
 * paragraph may not: Chinese about software has lines of nothing but Latin names. So the block is
 * judged first, and inside it the language changes only where the lines are of two languages in
 * comparable measure, or where a sentence has ended.
 */
#include "post/piece.h"

#include "bihe/document.h"
#include "post/split.h"
#include "text/utf8.h"

#include <string.h>

/* Latin letters in the translation of one Han character: measured ratios run from 2.4 in
 * documentation to 3.8 in news, and 3 serves both */
#define HAN_WEIGHT    3.0
/* a text is Chinese from this share of Han weight on: Chinese about software may be half Latin
 * names, English that quotes a Chinese word stays well below */
#define HAN_SHARE     0.3
/* lines of two languages in one block translate each other from this ratio of weights on */
#define TWO_LANGUAGES 0.3
/* a Latin line shorter than this between two Chinese ones may be a name at a line's turn */
#define SHORT_LINE    40.0

static bool is_address_byte(char c)
{
    return c > ' ' && (unsigned char)c < 0x7F && strchr("<>()[]\"'`", c) == NULL;
}

/* The address around byte `at`, the ':' of "://" or an '@': [*start, *end). */
static void find_address(bihe_view text, size_t at, size_t *start, size_t *end)
{
    *start = *end = at;
    while (*start > 0 && is_address_byte(text.ptr[*start - 1]))
        (*start)--;
    while (*end < text.len && is_address_byte(text.ptr[*end]))
        (*end)++;
}

static bool is_address_mark(bihe_view text, size_t at)
{
    const char c = text.ptr[at];
    if (c == ':') return text.len - at > 3 && memcmp(text.ptr + at, "://", 3) == 0;
    return c == '@' && at > 0 && at + 1 < text.len && is_address_byte(text.ptr[at - 1]) &&
           is_address_byte(text.ptr[at + 1]);
}

/* Their letters are of no language. */
static size_t letters_of_addresses(bihe_view text)
{
    bihe_script_counts counts = {0, 0, 0};
    for (size_t at = 0; at < text.len; at++) {
        size_t start, end;
        if (!is_address_mark(text, at)) continue;
        find_address(text, at, &start, &end);
        bihe_script_count(bihe_view_slice(text, start, end), &counts);
        at = end;
    }
    return counts.latin;
}

void bihe_weigh_scripts(bihe_view text, double weight[2])
{
    bihe_script_counts counts = {0, 0, 0};
    bihe_script_count(text, &counts);
    weight[BIHE_ZH] += HAN_WEIGHT * (double)counts.han;
    weight[BIHE_EN] += (double)(counts.latin - letters_of_addresses(text));
}

int bihe_side_of_weights(const double weight[2])
{
    const double total = weight[0] + weight[1];
    if (total <= 0) return -1;
    return weight[BIHE_ZH] / total >= HAN_SHARE ? BIHE_ZH : BIHE_EN;
}

int bihe_side_of(bihe_view text)
{
    double weight[2] = {0, 0};
    bihe_weigh_scripts(text, weight);
    return bihe_side_of_weights(weight);
}

/* A line is a piece that has not been joined with its neighbours yet. */
static bool add(bihe_piece_list *list, const bihe_piece *piece, const bihe_allocator *allocator)
{
    void *ptr = list->items;
    if (!bihe_array_reserve(allocator, &ptr, &list->capacity, list->count + 1, sizeof *list->items))
        return false;
    list->items = ptr;
    list->items[list->count++] = *piece;
    return true;
}

static bool starts_with_han(bihe_view text)
{
    for (size_t i = 0; i < text.len;) {
        const int32_t c = bihe_utf8_next(text, &i);
        if (bihe_char_is_letter(c)) return bihe_char_is_han(c);
    }
    return false;
}

/* Signs that only Chinese writes: full-width commas, colons, brackets. */
static bool has_wide_sign(bihe_view text)
{
    for (size_t i = 0; i < text.len;) {
        const int32_t c = bihe_utf8_next(text, &i);
        const bool wide = (c > 0x3000 && c <= 0x3011) || (c > 0xFF00 && c <= 0xFF1F);
        if (wide && bihe_char_is_punct(c)) return true;
    }
    return false;
}

/* A line that starts in Chinese is Chinese, however long the names in it (a byline, a credit); so
 * is one of nothing but names with a sign of Chinese between them. */
static bihe_piece make_line(const bihe_block *block, size_t start, size_t end)
{
    const bihe_view text = bihe_view_slice(block->text, start, end);
    bihe_piece line = {.block = block, .start = start, .end = end};
    bihe_weigh_scripts(text, line.weight);
    line.side = bihe_side_of_weights(line.weight);
    if (line.side == BIHE_EN && (starts_with_han(text) || has_wide_sign(text))) line.side = BIHE_ZH;
    return line;
}

static bihe_view text_of(const bihe_piece *piece)
{
    return bihe_view_slice(piece->block->text, piece->start, piece->end);
}

/* Whether the lines hold both languages in comparable measure. */
static bool two_languages(const bihe_piece *lines, size_t count)
{
    double sum[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        const bihe_piece *line = &lines[i];
        if (line->side == BIHE_ZH || (line->side == BIHE_EN && line->weight[BIHE_ZH] <= 0))
            sum[line->side] += line->weight[line->side];
    }
    return sum[0] >= TWO_LANGUAGES * sum[1] && sum[1] >= TWO_LANGUAGES * sum[0];
}

/* A line in English by its script that goes on with the Chinese line before it. */
static bool goes_on_in_chinese(const bihe_piece *lines, size_t count, size_t i)
{
    const bihe_piece *line = &lines[i];
    if (line->side != BIHE_EN || i == 0 || lines[i - 1].side != BIHE_ZH) return false;
    if (bihe_ends_sentence(text_of(&lines[i - 1]))) return false;
    if (line->weight[BIHE_ZH] > 0) return true;
    return i + 1 < count && lines[i + 1].side == BIHE_ZH && line->weight[BIHE_EN] < SHORT_LINE;
}

/* A line of the other language that stands by itself: after a sentence, and itself one. */
static bool stands_alone(const bihe_piece *lines, size_t i)
{
    const bihe_piece *line = &lines[i];
    if (line->weight[1 - line->side] > 0) return false;
    return (i == 0 || bihe_ends_sentence(text_of(&lines[i - 1]))) &&
           bihe_ends_sentence(text_of(line));
}

/* Settles the sides of the lines of one paragraph. */
static void judge_lines(bihe_piece *lines, size_t count)
{
    double weight[2] = {0, 0}, of_side[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        weight[0] += lines[i].weight[0];
        weight[1] += lines[i].weight[1];
        if (lines[i].side >= 0) of_side[lines[i].side] += lines[i].weight[0] + lines[i].weight[1];
    }
    const int whole = of_side[BIHE_ZH] > of_side[BIHE_EN] ? BIHE_ZH : bihe_side_of_weights(weight);
    const bool two = two_languages(lines, count);
    for (size_t i = 0; i < count; i++) {
        bihe_piece *line = &lines[i];
        if (line->side < 0 || line->side == whole) continue;
        if (two ? goes_on_in_chinese(lines, count, i) : !stands_alone(lines, i))
            line->side = two ? BIHE_ZH : whole;
    }
}

/* Joins neighbouring lines of one language from `first` on; a line without letters goes with the
 * line before it. */
static void join_lines(bihe_piece_list *list, size_t first)
{
    size_t out = first;
    for (size_t i = first + 1; i < list->count; i++) {
        bihe_piece *last = &list->items[out];
        const bihe_piece *line = &list->items[i];
        if (line->side >= 0 && last->side >= 0 && line->side != last->side) {
            list->items[++out] = *line;
            continue;
        }
        last->end = line->end;
        last->weight[0] += line->weight[0];
        last->weight[1] += line->weight[1];
        if (last->side < 0) last->side = line->side;
    }
    list->count = out + 1;
}

/* Puts the two parts of a line that holds both languages in its place at the end of the list. */
static bool add_parts(bihe_piece_list *list, const bihe_block *block, size_t start,
                      size_t part[2][2], const bihe_allocator *allocator)
{
    bihe_piece pieces[2];
    for (int k = 0; k < 2; k++)
        pieces[k] = make_line(block, start + part[k][0], start + part[k][1]);
    pieces[0].side = pieces[0].weight[BIHE_ZH] > 0 ? BIHE_ZH : BIHE_EN;
    pieces[1].side = 1 - pieces[0].side;
    pieces[0].paired = true;
    return add(list, &pieces[0], allocator) && add(list, &pieces[1], allocator);
}

/* The lines between two hard breaks. */
static bool cut_lines(bihe_piece_list *list, const bihe_block *block, size_t start, size_t end,
                      bihe_piece_mode mode, const bihe_allocator *allocator)
{
    size_t first = list->count;
    for (size_t at = start; at < end;) {
        size_t stop = at, part[2][2];
        while (stop < end && block->text.ptr[stop] != BIHE_SOFT_BREAK)
            stop++;
        const bihe_view line = bihe_view_slice(block->text, at, stop);
        if (mode == BIHE_PIECES_LANGUAGES && bihe_mixed_line(line, block->kind, part)) {
            /* what came before is settled first, so that the two parts stay by themselves */
            if (list->count > first) {
                judge_lines(list->items + first, list->count - first);
                join_lines(list, first);
            }
            if (!add_parts(list, block, at, part, allocator)) return false;
            first = list->count;
        } else if (stop > at) {
            const bihe_piece piece = make_line(block, at, stop);
            if (!add(list, &piece, allocator)) return false;
        }
        at = stop + 1;
    }
    if (mode == BIHE_PIECES_LINES || list->count == first) return true;
    judge_lines(list->items + first, list->count - first);
    join_lines(list, first);
    return true;
}

/* The lines between two hard breaks as one. */
static bool take_whole(bihe_piece_list *list, const bihe_block *block, size_t start, size_t end,
                       const bihe_allocator *allocator)
{
    const bihe_piece piece = make_line(block, start, end);
    return add(list, &piece, allocator);
}

bool bihe_pieces_of_block(bihe_piece_list *pieces, const bihe_block *block, bihe_piece_mode mode,
                          const bihe_allocator *allocator)
{
    for (size_t start = 0; start < block->text.len;) {
        size_t end = start;
        while (end < block->text.len && block->text.ptr[end] != BIHE_HARD_BREAK)
            end++;
        const bool done = end == start ? true
                          : mode == BIHE_PIECES_WHOLE
                              ? take_whole(pieces, block, start, end, allocator)
                              : cut_lines(pieces, block, start, end, mode, allocator);
        if (!done) return false;
        start = end + 1;
    }
    return true;
}
