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
 * they were. `result->text` and its edits are not set; the counts and status are. `model` gives
 * the character model where it has one; it may be NULL. */
bihe_status bihe_repair_text(const bihe_model *model, bihe_view text, bihe_buffer *out,
                             bihe_repair_result *result, bihe_error *err);

typedef struct bihe_repair_request {
    const bihe_charlm *chars; /* NULL: damaged characters with lost bytes become U+FFFD */
    uint64_t lost;            /* bit k: the damage lost the byte 0x80 + k; 0: find out */
    bool edits;               /* list them; free result->edits with `out`'s allocator */
} bihe_repair_request;

/* The same with every choice open. */
bihe_status bihe_repair_run(const bihe_repair_request *request, bihe_view text, bihe_buffer *out,
                            bihe_repair_result *result, bihe_error *err);

#endif
