/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segmentation rules in SRX 2.0 (LISA, 2008), as translation programs exchange them: a text is then
 * cut where they say and nowhere else.
 */
#ifndef BIHE_MODEL_SRX_H
#define BIHE_MODEL_SRX_H

#include "base/arena.h"
#include "text/pattern.h"

typedef struct bihe_srx_rule {
    bihe_pattern *before; /* NULL: matches everywhere */
    bihe_pattern *after;  /* anchored; NULL: matches everywhere */
    bool breaks;
} bihe_srx_rule;

/* The rules for one language, in order: the first that holds at a place decides. */
typedef struct bihe_srx {
    bihe_allocator allocator;
    bihe_srx_rule *rules;
    size_t count, capacity;
} bihe_srx;

/* Reads the rules that the file maps to the language tag `lang` ("en", "zh"), all of them where its
 * header says to cascade; NULL where it has none. What ICU's patterns have is translated
 * (srx_pattern.h) or an error. BIHE_ERROR_INPUT names file and line. */
bihe_status bihe_srx_load(bihe_srx **out, const char *path, const char *lang,
                          const bihe_allocator *allocator, bihe_error *err);
void bihe_srx_free(bihe_srx *srx);

#endif
