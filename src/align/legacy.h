/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which byte a character stands for when UTF-8 was read in a one-byte encoding.
 */
#ifndef BIHE_ALIGN_LEGACY_H
#define BIHE_ALIGN_LEGACY_H

#include <stdbool.h>
#include <stdint.h>

/* The byte that Windows-1252 (as the WHATWG encoding standard has it: the five unassigned bytes are
 * C1 controls) or Latin-1 reads as `c`; -1 where none does. */
int bihe_legacy_byte(int32_t c);

/* The character that Windows-1252 (WHATWG) reads from `byte`. */
int32_t bihe_legacy_char(uint8_t byte);

/* A list of trail bytes of UTF-8 in hexadecimal, "81,8d,9d", as bits (bit k: 0x80 + k); false where
 * it is no such list. NULL is the empty list. */
bool bihe_lost_bytes_parse(const char *list, uint64_t *lost);

#endif
