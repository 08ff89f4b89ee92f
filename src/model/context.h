/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside a context.
 */
#ifndef BIHE_CONTEXT_INTERNAL_H
#define BIHE_CONTEXT_INTERNAL_H

#include "bihe/context.h"
#include "model/anchors.h"
#include "model/glossary.h"
#include "model/model.h"

struct bihe_context {
    bihe_allocator allocator;
    const bihe_model *model;
    bihe_options options;
    bihe_diagnostic_fn diagnose; /* NULL: dropped */
    void *diagnose_user;
    bihe_matcher *matcher;
    const bihe_rules *rules[2];    /* of each side: the model's, or the user's on top of them */
    bihe_rules *own[2];            /* the user's; NULL */
    const bihe_glossary *glossary; /* the user's; NULL */
    bihe_glossary *own_glossary;   /* the same, where it is not another context's */
    bihe_anchor_file anchors;      /* hard anchors; none */
};

/* Where an alignment finds what words mean. */
bihe_align_sources bihe_context_sources(const bihe_context *context);

/* Sends a formatted diagnostic. */
void bihe_context_report(const bihe_context *context, bihe_severity severity, const char *file,
                         size_t line, size_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Warns where patterns of the rules were given up since `before` (bihe_matcher_gave_up). */
void bihe_context_report_limits(const bihe_context *context, const char *file, size_t before);

#endif
