/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which side each piece of a post is on. Scripts tell it for text; a name, a code or a label of few
 * letters is told by where it stands: where comments or quotes hold one language and hardly any of
 * the other, that is what is in them, and the other is what is outside.
 */
#include "post/piece.h"

#include "bihe/document.h"
#include "post/remark.h"
#include "post/split.h"
#include "text/utf8.h"

/* comments are a half of the post only when most of their language's text is in them */
#define COMMENT_SHARE   0.5
/* comments or quotes hold one language when they hold this share of it, and no more than the rest
 * of the other */
#define CONTAINER_SHARE 0.8
/* a piece of more Latin letters than this is what its script says, wherever it stands */
#define FEW_LETTERS     60.0

/* Weights of the text inside the blocks of one kind, and of all. */
typedef struct weights {
    double all[2], inside[2];
} weights;

static bool is_inside(const bihe_block *block, bihe_block_kind kind)
{
    return kind == BIHE_BLOCK_QUOTE ? block->quoted : block->kind == kind;
}

/* Headings stand outside of quotes in either language. */
static bool tells(const bihe_block *block, bihe_block_kind kind)
{
    return kind == BIHE_BLOCK_COMMENT || block->kind != BIHE_BLOCK_HEADING;
}

static weights weigh_kind(const bihe_post *post, bihe_block_kind kind)
{
    weights c = {{0, 0}, {0, 0}};
    for (size_t i = 0; i < post->block_count; i++) {
        double weight[2] = {0, 0};
        if (!tells(&post->blocks[i], kind)) continue;
        bihe_weigh_scripts(post->blocks[i].text, weight);
        const int side = bihe_side_of_weights(weight);
        if (side < 0) continue;
        c.all[side] += weight[side];
        if (is_inside(&post->blocks[i], kind)) c.inside[side] += weight[side];
    }
    return c;
}

/* The side whose text is inside the blocks of a kind while the other's is outside; -1: none. */
static int side_inside(const weights *c)
{
    for (int side = 0; side < 2; side++) {
        if (c->inside[side] > 0 && c->all[1 - side] > 0 &&
            c->inside[side] >= CONTAINER_SHARE * c->all[side] &&
            c->inside[1 - side] <= (1 - CONTAINER_SHARE) * c->all[1 - side])
            return side;
    }
    return -1;
}

/* Whether a piece may be in the language of its place rather than in that of its script. A
 * paragraph in English outside of quotes may have its translation right behind it. */
static bool is_label(const bihe_piece *p, bihe_block_kind kind, int place)
{
    if (p->side < 0) return true;
    if (place == BIHE_EN) return false; /* Han is never English */
    const bihe_view text = bihe_view_slice(p->block->text, p->start, p->end);
    const bool listed =
        p->block->kind == BIHE_BLOCK_LIST_ITEM || p->block->kind == BIHE_BLOCK_TABLE_CELL;
    return p->weight[BIHE_ZH] > 0 ||
           ((kind == BIHE_BLOCK_COMMENT || listed) && p->weight[BIHE_EN] <= FEW_LETTERS &&
            !bihe_ends_sentence(text));
}

/* Gives labels the language of their place. `inside` is the side of what is in blocks of `kind`. */
static void settle_labels(bihe_piece_list *pieces, bihe_block_kind kind, int inside)
{
    for (size_t i = 0; i < pieces->count; i++) {
        bihe_piece *p = &pieces->items[i];
        const bool second = i > 0 && pieces->items[i - 1].paired;
        if (p->paired || second || !tells(p->block, kind)) continue;
        const int place = is_inside(p->block, kind) ? inside : 1 - inside;
        if (p->side != place && is_label(p, kind, place)) p->side = place;
    }
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

/* --- headings ----------------------------------------------------------------------------- */

static bool are_twins(const bihe_block *a, const bihe_block *b)
{
    if (a->kind != BIHE_BLOCK_HEADING || b->kind != BIHE_BLOCK_HEADING || a->level != b->level)
        return false;
    double weight[2][2] = {{0, 0}, {0, 0}};
    bihe_weigh_scripts(a->text, weight[0]);
    bihe_weigh_scripts(b->text, weight[1]);
    return (weight[0][BIHE_ZH] > 0) != (weight[1][BIHE_ZH] > 0);
}

/* Whether a heading stands beside one of its level in English alone (or Chinese): then what it has
 * in brackets is no second heading. */
static bool has_twin(const bihe_post *post, size_t i)
{
    const bihe_block *block = &post->blocks[i];
    return (i > 0 && are_twins(block - 1, block)) ||
           (i + 1 < post->block_count && are_twins(block, block + 1));
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

/* --- tables ------------------------------------------------------------------------------- */

/* Share of the rows of two cells with letters that must be in both languages, so that a table is
 * one of translations and not of commands with what they do */
#define BOTH_SHARE 0.7
/* and how much one cell may outweigh the other */
#define CELL_RATIO 4.0

static bool same_row(const bihe_piece *a, const bihe_piece *b)
{
    return a->block->row > 0 && a->block->row == b->block->row;
}

/* Whether the pieces at `i` are a row of two cells with letters, the numbers around them aside. */
static bool is_row_of_two(const bihe_piece_list *pieces, size_t i)
{
    const bihe_piece *p = pieces->items + i;
    if (i + 1 >= pieces->count || p[0].side < 0 || p[1].side < 0 || !same_row(&p[0], &p[1]))
        return false;
    const bool before = i > 0 && same_row(&p[-1], &p[0]) && p[-1].side >= 0;
    const bool after = i + 2 < pieces->count && same_row(&p[2], &p[0]) && p[2].side >= 0;
    return !before && !after && !p[0].paired && !p[1].paired;
}

static bool are_translations(const bihe_piece *a, const bihe_piece *b)
{
    const double x = a->weight[0] + a->weight[1], y = b->weight[0] + b->weight[1];
    return a->side != b->side && x <= CELL_RATIO * y && y <= CELL_RATIO * x;
}

/* The rows of tables that hold a text and its translation, where most rows do. */
static void pair_cells(bihe_piece_list *pieces)
{
    size_t rows = 0, both = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        if (!is_row_of_two(pieces, i)) continue;
        rows++;
        both += are_translations(&pieces->items[i], &pieces->items[i + 1]);
    }
    if (both == 0 || (double)both < BOTH_SHARE * (double)rows) return;
    for (size_t i = 0; i < pieces->count; i++) {
        if (is_row_of_two(pieces, i) && are_translations(&pieces->items[i], &pieces->items[i + 1]))
            pieces->items[i].paired = true;
    }
}

/* --- all ---------------------------------------------------------------------------------- */

static bool cut_post(bihe_piece_list *pieces, const bihe_post *post, bihe_piece_mode mode,
                     const bool keep[2], const bihe_allocator *allocator)
{
    for (size_t i = 0; i < post->block_count; i++) {
        const bihe_block *block = &post->blocks[i];
        if (block->kind == BIHE_BLOCK_COMMENT) {
            const int side = bihe_side_of(block->text);
            if (side < 0 || !keep[side]) continue;
        }
        const bool whole = mode == BIHE_PIECES_LANGUAGES && has_twin(post, i);
        if (!bihe_pieces_of_block(pieces, block, whole ? BIHE_PIECES_WHOLE : mode, allocator))
            return false;
    }
    return true;
}

static void mark_remarks(bihe_piece_list *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        bihe_piece *p = &pieces->items[i];
        const bihe_view text = bihe_view_slice(p->block->text, p->start, p->end);
        p->aside = !p->paired && !(i > 0 && pieces->items[i - 1].paired) &&
                   (bihe_remark_is_whole(text) || bihe_remark_is_credit(text));
    }
}

/* A caption in one language. */
static bool is_caption(const bihe_piece_list *pieces, size_t i)
{
    const bihe_piece *p = &pieces->items[i];
    return p->block->caption && p->side >= 0 && !p->paired &&
           !(i > 0 && pieces->items[i - 1].paired);
}

void bihe_pieces_part_captions(bihe_piece_list *pieces)
{
    size_t count[2] = {0, 0};
    for (size_t i = 0; i < pieces->count; i++) {
        if (is_caption(pieces, i)) count[pieces->items[i].side]++;
    }
    for (size_t i = 0; i < pieces->count && count[0] != count[1]; i++) {
        if (is_caption(pieces, i)) pieces->items[i].aside = true;
    }
}

bool bihe_pieces_of_post(bihe_piece_list *pieces, const bihe_post *post, bihe_piece_mode mode,
                         bihe_container *container, const bihe_allocator *allocator)
{
    static const bihe_block_kind kinds[] = {BIHE_BLOCK_COMMENT, BIHE_BLOCK_QUOTE};
    const weights comments = weigh_kind(post, BIHE_BLOCK_COMMENT);
    bool keep[2];
    for (int side = 0; side < 2; side++)
        keep[side] =
            comments.all[side] > 0 && comments.inside[side] >= COMMENT_SHARE * comments.all[side];
    if (!cut_post(pieces, post, mode, keep, allocator)) return false;
    *container = (bihe_container){.side = -1};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && container->side < 0; k++) {
        const weights w = weigh_kind(post, kinds[k]);
        *container = (bihe_container){kinds[k], side_inside(&w)};
    }
    if (container->side >= 0)
        settle_labels(pieces, container->kind, container->side);
    else if (mode == BIHE_PIECES_LANGUAGES)
        pair_cells(pieces);
    settle_neutral(pieces);
    pair_headings(pieces);
    mark_remarks(pieces);
    bihe_pieces_part_captions(pieces);
    return true;
}
