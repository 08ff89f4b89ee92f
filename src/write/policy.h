/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Content Security Policy of the pages we write: styles and scripts are allowed by their hash.
 */
#ifndef BIHE_WRITE_POLICY_H
#define BIHE_WRITE_POLICY_H

#include "base/buffer.h"

/* Appends the source expression `'sha256-…'` (W3C CSP 3, 2.3.1) of the text of a style or script
 * element. */
void bihe_policy_append_hash(bihe_buffer *out, bihe_view text);

#endif
