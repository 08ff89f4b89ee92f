/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A line as repair looks at it: characters, and the bytes they may stand for. Reading a line anew
 * (a second wrong decoding) gives symbols again, so that every later step is the same at any depth.
 */
#ifndef BIHE_ALIGN_SYMBOL_H
#define BIHE_ALIGN_SYMBOL_H

#include "base/memory.h"
#include "text/gbk.h"

/* One character, or one byte of it where the line was read as GBK. */
typedef struct bihe_symbol {
    uint64_t trail;   /* bit k: it may stand for the byte 0x80 + k */
    uint32_t at, end; /* the bytes of the line it came from; empty for the second of two bytes */
    int32_t c;        /* the character as read; -1 for one that is not known any more */
    int16_t byte;     /* the byte it stands for, -1 for none or several */
} bihe_symbol;

typedef struct bihe_symbols {
    const bihe_allocator *allocator;
    bihe_symbol *items;
    size_t count, capacity;
} bihe_symbols;

/* What the damage did to bytes. */
typedef struct bihe_profile {
    uint64_t lost;    /* bit k: the byte 0x80 + k does not survive */
    bool question;    /* a lost byte became '?' */
    bool space;       /* 0xA0 became a space */
    bool maybe_space; /* it may have */
} bihe_profile;

/* symbols[from .. to) as one character in UTF-8. */
typedef struct bihe_sequence {
    size_t from, to;
    int32_t c;      /* the character; -1 where bytes are lost or make none */
    uint8_t need;   /* bytes of the character */
    uint8_t trails; /* trail bytes there, holes and spaces included */
    uint8_t known;  /* trail bytes that are there themselves */
} bihe_sequence;

/* Each replaces what `to` held. */

/* The characters of a line (shorter than 4 GiB) with the bytes that Windows-1252 or Latin-1 give
 * them. */
bihe_status bihe_symbols_read(bihe_symbols *to, bihe_view line, bihe_error *err);

/* The bytes of a line's characters in GBK; U+FFFD is a trail byte that made no pair. */
bihe_status bihe_symbols_read_gbk(bihe_symbols *to, bihe_view line, const bihe_gbk *gbk,
                                  bihe_error *err);

/* Undoes one reading, whose damage is `profile`: sequences become the symbols of the characters
 * they encode. `lost_before`: bytes that are not likely to have come through the readings before.
 */
bihe_status bihe_symbols_undo(bihe_symbols *to, const bihe_symbols *from,
                              const bihe_profile *profile, uint64_t lost_before, bihe_error *err);

/* Whether symbols[from .. to) stand between quotation marks. */
bool bihe_symbols_quoted(const bihe_symbols *symbols, size_t from, size_t to);

void bihe_symbols_clear(bihe_symbols *symbols);

/* The sequence whose lead byte is at symbols[from]; false where there is none. */
bool bihe_sequence_read(const bihe_symbols *symbols, size_t from, const bihe_profile *profile,
                        bihe_sequence *out);

/* The trail bytes that trail symbol `k` of the sequence may be. */
uint64_t bihe_sequence_trail(const bihe_symbols *symbols, const bihe_sequence *sequence, size_t k,
                             const bihe_profile *profile);

/* Whether `bytes` (need - 1 trail bytes) may have become what is left in the sequence. */
bool bihe_sequence_fits(const bihe_symbols *symbols, const bihe_sequence *sequence,
                        const uint8_t *bytes, const bihe_profile *profile);

#endif
