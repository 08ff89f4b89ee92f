/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a character model lies in its file; shared by charlm.c, which reads it, and train_write.c.
 *
 * A header of 64 bytes, then the sections in the order of the enum, each starting at a multiple of
 * eight. All numbers are little-endian. A list of ascending offsets ("runs") is kept as a base of
 * four bytes for every 32 entries and two bytes an entry.
 *
 *     offset  0  magic, 8 bytes
 *             8  version, 4 bytes
 *            12  zero, 4 bytes
 *            16  checksum of everything from offset 24 on, 8 bytes
 *            24  tokens, bigrams, trigrams, word nodes: 4 bytes each
 *            40  zeros up to 64
 */
#ifndef BIHE_MODEL_CHARLM_FILE_H
#define BIHE_MODEL_CHARLM_FILE_H

#include <stddef.h>
#include <stdint.h>

#define BIHE_CHARLM_MAGIC "BIHECHAR"

enum {
    BIHE_CHARLM_VERSION = 2,
    BIHE_CHARLM_HEADER = 64,
    BIHE_CHARLM_CHECKED = 24, /* where the checksum starts to count */
    BIHE_CHARLM_BLOCK = 32,   /* entries for one base of a list of runs */
    BIHE_CHARLM_TOKENS = 1 << 14,
    BIHE_CHARLM_NO_WORD = 255, /* in place of a cost: no word ends here */
    BIHE_CHARLM_MAX_COST = 254,
};

typedef enum bihe_charlm_section {
    BIHE_CHARLM_MAP,         /* u16 a BMP character: token, script in the two high bits */
    BIHE_CHARLM_SINGLE,      /* u8 a token: cost without context */
    BIHE_CHARLM_LEAVE,       /* u8 a token: cost of leaving it as a context */
    BIHE_CHARLM_BIGRAM_RUN,  /* u32 a token and one more: where its bigrams start */
    BIHE_CHARLM_BIGRAM_NEXT, /* u16 a bigram: second token, ascending in a run */
    BIHE_CHARLM_BIGRAM_COST, /* u8 a bigram */
    BIHE_CHARLM_BIGRAM_LEAVE,
    BIHE_CHARLM_TRIGRAM_BASE, /* runs of trigrams, one a bigram and one more */
    BIHE_CHARLM_TRIGRAM_RUN,
    BIHE_CHARLM_TRIGRAM_NEXT, /* u16 a trigram: third token, ascending in a run */
    BIHE_CHARLM_TRIGRAM_COST,
    BIHE_CHARLM_WORD_COST,  /* u8 a node; the tokens are the first nodes */
    BIHE_CHARLM_WORD_CLASS, /* u8 a node */
    BIHE_CHARLM_CLASS_COST, /* u8 a pair of classes, by the first; then one after nothing known */
    BIHE_CHARLM_WORD_BASE,  /* runs of children, one a node and one more */
    BIHE_CHARLM_WORD_RUN,
    BIHE_CHARLM_WORD_NEXT, /* u16 a node after the tokens: its token, ascending in a run */
    BIHE_CHARLM_SECTIONS,
} bihe_charlm_section;

typedef struct bihe_charlm_sizes {
    uint32_t tokens, bigrams, trigrams, nodes; /* nodes: without the tokens */
} bihe_charlm_sizes;

/* Where each section starts; at[BIHE_CHARLM_SECTIONS] is the size of the file. */
typedef struct bihe_charlm_layout {
    uint64_t at[BIHE_CHARLM_SECTIONS + 1];
} bihe_charlm_layout;

bihe_charlm_layout bihe_charlm_lay_out(const bihe_charlm_sizes *sizes);

/* FNV-1a over words of eight bytes (the last one filled with zeros), which is fast enough to check
 * a model each time it is opened. */
uint64_t bihe_charlm_checksum(const unsigned char *bytes, size_t len);

#endif
