/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words translate which: a memory-mapped file made by `bihe train lexicon`, or the same made
 * in memory from a user's glossary. Besides translations it holds what tokens.h needs: the words
 * that Chinese is cut into, Traditional characters' Simplified forms, how common English forms are;
 * and how characters are read. Lookups allocate nothing. Immutable after loading.
 */
#ifndef BIHE_MODEL_LEXICON_H
#define BIHE_MODEL_LEXICON_H

#include "base/buffer.h"
#include "bihe/error.h"

typedef struct bihe_lexicon bihe_lexicon;

enum {
    BIHE_LEXICON_LONGEST = 8,          /* characters of a Chinese word */
    BIHE_LEXICON_SYLLABLE = 6,         /* letters of a reading */
    BIHE_LEXICON_COST_STEPS = 8,       /* a nat, of the cost of a word in cutting */
    BIHE_LEXICON_FORM_STEPS = 14,      /* a nat, of how common a form is */
    BIHE_LEXICON_MOST_WORDS = 1 << 20, /* of a side, and one more */
};
#define BIHE_NO_WORD UINT32_MAX

/* A translation: the English word with both probabilities. */
typedef struct bihe_translation {
    uint32_t word;  /* of side 1 */
    float given[2]; /* P(this | the word of the other side): [0] of the Chinese word given the
                     * English, [1] of the English word given the Chinese; 0: too low to keep */
} bihe_translation;

/* BIHE_ERROR_MODEL where the file is missing, damaged or of another version. */
bihe_status bihe_lexicon_open(bihe_lexicon **out, const char *path, const bihe_allocator *allocator,
                              bihe_error *err);
/* The same over bytes that must outlive it; `name` for errors. */
bihe_status bihe_lexicon_view(bihe_lexicon **out, bihe_view bytes, const char *name,
                              const bihe_allocator *allocator, bihe_error *err);
/* NULL is ignored. */
void bihe_lexicon_free(bihe_lexicon *lexicon);

/* The number of a folded word (see tokens.h), BIHE_NO_WORD where it is unknown. */
uint32_t bihe_lexicon_find(const bihe_lexicon *lexicon, int side, bihe_view word);

/* Words of a side: numbers are below. */
size_t bihe_lexicon_words(const bihe_lexicon *lexicon, int side);

/* The text of a word; borrowed from the lexicon. */
bihe_view bihe_lexicon_text(const bihe_lexicon *lexicon, int side, uint32_t word);

/* Share of a word among all words of its side in the training text, > 0; for BIHE_NO_WORD that of
 * a word seen half a time. */
double bihe_lexicon_share(const bihe_lexicon *lexicon, int side, uint32_t word);

/* Translations of Chinese word `word`: at most `capacity` go to `out`, by word number; the number
 * of all is returned. */
size_t bihe_lexicon_translations(const bihe_lexicon *lexicon, uint32_t word, bihe_translation *out,
                                 size_t capacity);

/* Which words are of interest: bit `word & mask`, mask + 1 a power of two and 64 or more; others
 * may fall through with them. */
typedef struct bihe_lexicon_sieve {
    uint64_t *bits;
    uint32_t mask;
} bihe_lexicon_sieve;

/* Writes the translations whose bit is set, no more than `capacity`; returns their number. */
size_t bihe_lexicon_sift(const bihe_lexicon *lexicon, uint32_t word,
                         const bihe_lexicon_sieve *sieve, bihe_translation *out, size_t capacity);

/* --- for tokens ---------------------------------------------------------------------------- */

/* The costs of the words that `text`, Chinese characters, starts with: cost[k], in
 * 1 / BIHE_LEXICON_COST_STEPS nat, of the word of k + 1 characters, 0 where there is none. The
 * first character always has a cost. Returns the characters looked at, which is how many of cost
 * are set. `text` must not be empty. */
size_t bihe_lexicon_prefixes(const bihe_lexicon *lexicon, bihe_view text,
                             uint8_t cost[BIHE_LEXICON_LONGEST]);

/* How common an English form is: 1 + log of its count in 1 / BIHE_LEXICON_FORM_STEPS nat; 0 where
 * no list has it. */
unsigned bihe_lexicon_form(const bihe_lexicon *lexicon, bihe_view form);

/* The Simplified form of a Traditional character; any other is returned as it is. */
int32_t bihe_lexicon_simplified(const bihe_lexicon *lexicon, int32_t c);

/* How a character is read: pinyin syllables without tones, at most `capacity`. Returns how many
 * there are. Borrowed from the lexicon. */
size_t bihe_lexicon_readings(const bihe_lexicon *lexicon, int32_t c, bihe_view *out,
                             size_t capacity);

/* --- making one ---------------------------------------------------------------------------- */

typedef struct bihe_lexicon_word {
    bihe_view text;
    double share;
    unsigned code; /* side 0: cost in cutting, 0 for none; side 1: how common the form is; <= 255 */
} bihe_lexicon_word;

typedef struct bihe_lexicon_entry {
    uint32_t word[2];
    float given[2]; /* as in bihe_translation */
} bihe_lexicon_entry;

typedef struct bihe_lexicon_variant {
    uint32_t traditional, simplified; /* in the basic plane; others are left out */
} bihe_lexicon_variant;

typedef struct bihe_lexicon_reading {
    uint32_t character; /* in the basic plane; others are left out */
    char syllable[BIHE_LEXICON_SYLLABLE + 1];
} bihe_lexicon_reading;

typedef struct bihe_lexicon_parts {
    const bihe_lexicon_word *words[2]; /* all different on a side */
    size_t count[2];
    const bihe_lexicon_entry *entries; /* ascending by Chinese word, then by English */
    size_t entry_count;
    const bihe_lexicon_variant *variants;
    size_t variant_count;
    const bihe_lexicon_reading *readings; /* ascending by character */
    size_t reading_count;
    double unknown_share[2]; /* of a word that is not in the lexicon */
    unsigned unknown_cost;   /* in cutting, of a character that is no word; 1..255 */
} bihe_lexicon_parts;

/* Appends the lexicon's bytes, the same for the same parts. BIHE_ERROR_LIMIT for more words than
 * BIHE_LEXICON_MOST_WORDS - 1 on a side or 4 GiB of text. */
bihe_status bihe_lexicon_append(bihe_buffer *out, const bihe_lexicon_parts *parts, bihe_error *err);

#endif
