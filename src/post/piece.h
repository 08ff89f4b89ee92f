/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks cut into pieces of one language: the first step of splitting a post.
 */
#ifndef BIHE_POST_PIECE_H
#define BIHE_POST_PIECE_H

#include "post/post.h"

/* Lines of one language inside one block; a hard break ends a piece. */
typedef struct bihe_piece {
    const bihe_block *block;
    size_t start, end; /* in the block's text */
    double weight[2];  /* letters of each script; a Han character weighs as much as three Latin */
    int side;          /* BIHE_ZH or BIHE_EN; -1: no letters */
    bool paired;       /* this piece and the next translate each other */
    bool aside;        /* a note of the translator, or of the wrong language: translates nothing */
} bihe_piece;

/* A growing list; zero it first, free items with bihe_mem_free. */
typedef struct bihe_piece_list {
    bihe_piece *items;
    size_t count, capacity;
} bihe_piece_list;

/* Adds to weight[] the letters of a text, those of addresses (URLs, e-mail) aside. */
void bihe_weigh_scripts(bihe_view text, double weight[2]);

/* The side of a text with these weights; -1 with no letters. */
int bihe_side_of_weights(const double weight[2]);

typedef enum bihe_piece_mode {
    BIHE_PIECES_LANGUAGES, /* neighbouring lines of one language */
    BIHE_PIECES_LINES,     /* every line */
    BIHE_PIECES_WHOLE,     /* everything between two hard breaks: the language is known */
} bihe_piece_mode;

/* Appends the pieces of a block. False when out of memory. */
bool bihe_pieces_of_block(bihe_piece_list *pieces, const bihe_block *block, bihe_piece_mode mode,
                          const bihe_allocator *allocator);

/* Where blocks of one kind hold one language, and what is outside is the other. */
typedef struct bihe_container {
    bihe_block_kind kind;
    int side; /* inside; -1: no kind does */
} bihe_container;

/* settle.c: appends the pieces of a post, each with its side (-1 where the post has no letters),
 * those that pair marked, and finds out which container divides the languages. Comments that hold
 * no half of the post are left out. False when out of memory. */
bool bihe_pieces_of_post(bihe_piece_list *pieces, const bihe_post *post, bihe_piece_mode mode,
                         bihe_container *container, const bihe_allocator *allocator);

/* settle.c: sets captions aside that only one language has, or not as many as the other. */
void bihe_pieces_part_captions(bihe_piece_list *pieces);

/* mixed.c: whether a text ends with a sentence's end mark, closing quotes aside. */
bool bihe_ends_sentence(bihe_view text);

/* mixed.c: where one line holds a text and its translation (`中文 (English)` in a heading, `English
 * | 中文`, `中文。English.`), sets part[0] and part[1] to the byte ranges of the two. */
bool bihe_mixed_line(bihe_view line, bihe_block_kind kind, size_t part[2][2]);

#endif
