/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a lexicon lies in its file; shared by lexicon.c, which reads it, and lexicon_write.c.
 *
 * A header of 64 bytes, then the sections in the order of the enum, each starting at a multiple of
 * eight. All numbers are little-endian.
 *
 *     offset  0  magic, 8 bytes
 *             8  version, 4 bytes
 *            12  zero, 4 bytes
 *            16  checksum of everything from offset 24 on, 8 bytes
 *            24  Chinese words, English words, translations, bytes of text, readings: 4 bytes each
 *            44  codes of the shares of unknown words of both sides, 1 byte each
 *            46  cost of an unknown character, 1 byte
 *            47  1 where there is a map of variants
 *            48  zeros up to 64
 */
#ifndef BIHE_MODEL_LEXICON_FILE_H
#define BIHE_MODEL_LEXICON_FILE_H

#include "base/buffer.h"

#define BIHE_LEXICON_MAGIC "BIHELEXI"

enum {
    BIHE_LEXICON_VERSION = 1,
    BIHE_LEXICON_HEADER = 64,
    BIHE_LEXICON_CHECKED = 24,     /* where the checksum starts to count */
    BIHE_LEXICON_SHARE_STEPS = 12, /* a nat, of shares */
    BIHE_LEXICON_GIVEN_STEPS = 32, /* a nat, of probabilities */
    BIHE_LEXICON_IMPOSSIBLE = 255, /* in place of a probability: it is too low */
    BIHE_LEXICON_NUMBER_BITS = 20, /* of a slot: the word's number + 1; the rest is of its hash */
    BIHE_LEXICON_ENTRY = 5,        /* bytes: word, 3, probabilities, 1 each */
    BIHE_LEXICON_RECORD = 8,       /* bytes of a reading: character, 2, syllable, 6 */
    BIHE_LEXICON_FIRST_VARIANT = 0x2E80, /* the map of variants: characters from here */
    BIHE_LEXICON_VARIANTS = 0xFB00 - 0x2E80,
};

typedef enum bihe_lexicon_section {
    BIHE_LEXICON_TEXT_AT, /* u32 a word of side 0, of side 1, and one more: where its text starts */
    BIHE_LEXICON_SHARE,   /* u8 a word of either side */
    BIHE_LEXICON_CODE,    /* u8 a word: see bihe_lexicon_word */
    BIHE_LEXICON_REACH,   /* u8 a word of side 0: characters of the longest word it begins */
    BIHE_LEXICON_SLOTS_ZH, /* u32 a slot of the hash tables; 0 is empty */
    BIHE_LEXICON_SLOTS_EN,
    BIHE_LEXICON_ROW,     /* u32 a word of side 0 and one more: where its translations start */
    BIHE_LEXICON_ENTRIES, /* ascending in a row */
    BIHE_LEXICON_VARIANT, /* u16 a character of the map: its Simplified form or 0 */
    BIHE_LEXICON_READING, /* ascending by character */
    BIHE_LEXICON_TEXT,
    BIHE_LEXICON_SECTIONS,
} bihe_lexicon_section;

typedef struct bihe_lexicon_sizes {
    uint32_t words[2], entries, text, readings;
    bool variants;
} bihe_lexicon_sizes;

/* Where each section starts; at[BIHE_LEXICON_SECTIONS] is the size of the file. */
typedef struct bihe_lexicon_layout {
    uint64_t at[BIHE_LEXICON_SECTIONS + 1];
} bihe_lexicon_layout;

bihe_lexicon_layout bihe_lexicon_lay_out(const bihe_lexicon_sizes *sizes);

/* Slots of the hash table of `words` words: a power of two, at most two of three taken. */
uint32_t bihe_lexicon_slots(uint32_t words);

/* FNV-1a, byte by byte, from BIHE_LEXICON_HASH; and what places the word: its low bits say the
 * slot, its high bits are kept there. */
#define BIHE_LEXICON_HASH UINT64_C(0xCBF29CE484222325)
static inline uint64_t bihe_lexicon_hash_on(uint64_t hash, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    return hash;
}
static inline uint64_t bihe_lexicon_mix(uint64_t hash)
{
    hash = (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}
/* The bits of a slot that are of the hash. */
static inline uint32_t bihe_lexicon_tag(uint64_t mixed)
{
    return (uint32_t)(mixed >> 32) & ~((UINT32_C(1) << BIHE_LEXICON_NUMBER_BITS) - 1);
}

#endif
