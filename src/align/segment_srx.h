/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting a passage by SRX rules.
 */
#ifndef BIHE_ALIGN_SEGMENT_SRX_H
#define BIHE_ALIGN_SEGMENT_SRX_H

#include "model/srx.h"

/* What the rules say of a place. */
typedef enum bihe_srx_place { BIHE_SRX_OPEN, BIHE_SRX_BREAK, BIHE_SRX_NO_BREAK } bihe_srx_place;

/* Fills places[0 .. text.len] (one byte a place; zeroed by the caller). Each rule's `before` is
 * looked for from left to right, matches not overlapping, as translation programs do; where one
 * ends and `after` matches, the first rule decides. */
void bihe_srx_mark(const bihe_srx *srx, bihe_matcher *matcher, bihe_view text,
                   unsigned char *places);

#endif
