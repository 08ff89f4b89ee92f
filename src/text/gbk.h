/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GBK's two-byte characters in both directions, taken from ICU's table once.
 */
#ifndef BIHE_TEXT_GBK_H
#define BIHE_TEXT_GBK_H

#include "base/memory.h"

typedef struct bihe_gbk bihe_gbk;

bihe_status bihe_gbk_new(bihe_gbk **out, const bihe_allocator *allocator, bihe_error *err);
/* NULL is ignored. */
void bihe_gbk_free(bihe_gbk *gbk);

/* The character of a byte pair; -1 where GBK has none (the user-defined areas too). */
int32_t bihe_gbk_char(const bihe_gbk *gbk, int lead, int trail);

/* lead << 8 | trail; -1 where the character has no byte pair. */
int32_t bihe_gbk_pair(const bihe_gbk *gbk, int32_t c);

#endif
