/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Translator's notes: text of one side that translates nothing on the other.
 */
#ifndef BIHE_POST_REMARK_H
#define BIHE_POST_REMARK_H

#include "base/memory.h"

/* Bytes [start, end) of a text to leave out; the note itself begins at `note`, behind the comma
 * that may lead to it. */
typedef struct bihe_remark {
    size_t start, note, end;
} bihe_remark;

/* The next note at or after byte `from`: in brackets of its own "（译者注：…）", or the rest of
 * what stands in brackets "（…，译者注，…）". False where there is none. */
bool bihe_remark_next(bihe_view text, size_t from, bihe_remark *remark);

/* Whether a text is a note from its start: "译者注：…", "Translator's note: …". */
bool bihe_remark_is_whole(bihe_view text);

/* Whether every line of a text is a label with a name, and one of them names the translator:
 * "作者：…", "译者：…"; or the text claims a translation that is being made: "translating---Ann".
 */
bool bihe_remark_is_credit(bihe_view text);

#endif
