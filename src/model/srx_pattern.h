/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patterns of SRX files, which are ICU's (SRX 2.0, section 4), in the syntax of PCRE2.
 */
#ifndef BIHE_MODEL_SRX_PATTERN_H
#define BIHE_MODEL_SRX_PATTERN_H

#include "base/buffer.h"

/* Appends `source` to `out`. \uHHHH and \UHHHHHHHH become \x{H}; sets within sets, and sets joined
 * by && or taken away by --, become groups with look-ahead. The rest is the same in both, or PCRE2
 * has no such thing and says so. BIHE_ERROR_INPUT for sets nested too deep or not closed. */
bihe_status bihe_srx_translate(bihe_buffer *out, bihe_view source, bihe_error *err);

#endif
