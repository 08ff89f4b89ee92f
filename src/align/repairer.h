/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Undoing wrong decodings (mojibake) in a text, run by run.
 */
#ifndef BIHE_ALIGN_REPAIRER_H
#define BIHE_ALIGN_REPAIRER_H

#include "base/buffer.h"
#include "bihe/align.h"
#include "model/model.h"

typedef struct bihe_repair_request {
    const bihe_charlm *chars; /* NULL: damaged characters with lost bytes become U+FFFD */
    uint64_t lost;            /* bit k: the damage lost the byte 0x80 + k; 0: find out */
    bool edits;               /* list them; result->edits comes from the allocator of `out` */
} bihe_repair_request;

/* What a model and checked options ask for; either may be NULL. No edits. */
bihe_repair_request bihe_repair_request_of(const bihe_model *model, const bihe_options *options);

/* Appends `text` (valid UTF-8), repaired, to `out`; healthy text byte for byte, line ends where
 * they were. result->text is not set. On failure the edits listed so far are the caller's to free
 * all the same. */
bihe_status bihe_repair_run(const bihe_repair_request *request, bihe_view text, bihe_buffer *out,
                            bihe_repair_result *result, bihe_error *err);

#endif
