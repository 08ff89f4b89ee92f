/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The segmentation rules of one language: a YAML file compiled once, shared by all threads.
 * What the rules mean is in align/segment.c, which applies them; how a file looks is said in
 * models/zh-en/segment-en.yaml.
 */
#ifndef BIHE_MODEL_RULES_H
#define BIHE_MODEL_RULES_H

#include "text/pattern.h"

typedef struct bihe_rules bihe_rules;

/* BIHE_ERROR_MODEL names file and line. */
bihe_status bihe_rules_load(bihe_rules **out, const char *path, const bihe_allocator *allocator,
                            bihe_error *err);
void bihe_rules_free(bihe_rules *rules);

#endif
