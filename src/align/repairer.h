/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Undoing wrong decodings (mojibake) in a text, run by run.
 */
#ifndef BIHE_ALIGN_REPAIRER_H
#define BIHE_ALIGN_REPAIRER_H

#include "base/buffer.h"
#include "bihe/align.h"
#include "model/model.h"

/* Appends `text` (valid UTF-8), repaired, to `out`; healthy text byte for byte, line ends where
 * they were. `result->text` is not set; the counts and status are. `model` gives the character
 * model where it has one. */
bihe_status bihe_repair_text(const bihe_model *model, bihe_view text, bihe_buffer *out,
                             bihe_repair_result *result, bihe_error *err);

#endif
