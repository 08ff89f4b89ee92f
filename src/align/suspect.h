/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fast first look at a line: whether it may be damaged at all.
 */
#ifndef BIHE_ALIGN_SUSPECT_H
#define BIHE_ALIGN_SUSPECT_H

#include <stddef.h>
#include <stdint.h>

/* BMP characters that UTF-8 taken for GBK is full of. */
typedef struct bihe_suspects {
    uint8_t bits[65536 / 8];
} bihe_suspects;

void bihe_suspects_init(bihe_suspects *set);

#endif
