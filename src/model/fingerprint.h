/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a model is the one that something was made with.
 */
#ifndef BIHE_MODEL_FINGERPRINT_H
#define BIHE_MODEL_FINGERPRINT_H

#include "base/hash.h"
#include "bihe/model.h"

/* Adds the names and bytes of all files in the model's folder, in the order of their names. */
bihe_status bihe_model_fingerprint(const bihe_model *model, bihe_hash *hash, bihe_error *err);

/* Adds the bytes of one file; an empty one adds nothing. */
bihe_status bihe_file_fingerprint(const char *path, bihe_hash *hash, bihe_error *err);

#endif
