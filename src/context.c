/* SPDX-License-Identifier: Apache-2.0 */
/* A context: checked options, a borrowed model, where diagnostics go. */
#include "model/context.h"

#include "base/error.h"
#include "glossary.h"

#include <stdarg.h>
#include <stdio.h>

/* The rules the context segments by: the model's, with the user's on top. */
static bihe_status load_rules(bihe_context *context, bihe_error *err)
{
    const bihe_options *o = &context->options;
    for (int side = 0; side < 2; side++) {
        const bihe_rules *base = context->model->rules[side];
        const bihe_rules_extra extra = {o->rules, o->srx, context->model->lang[side]};
        context->rules[side] = base;
        if (o->rules == NULL && o->srx == NULL) continue;
        const bihe_status status =
            bihe_rules_add(&context->own[side], base, &extra, &context->allocator, err);
        if (status != BIHE_OK) return status;
        context->rules[side] = context->own[side];
    }
    if (o->srx != NULL && context->own[0]->srx == NULL && context->own[1]->srx == NULL)
        return bihe_fail_at(err, BIHE_ERROR_INPUT, o->srx, 0, 0, "no rules for '%s' or '%s'",
                            context->model->lang[0], context->model->lang[1]);
    return BIHE_OK;
}

/* `other`, which may be NULL, has read the glossaries already. */
static bihe_status make(bihe_context **out, const bihe_model *model, const bihe_options *options,
                        const bihe_allocator *allocator, const bihe_context *other, bihe_error *err)
{
    *out = NULL;
    const bihe_allocator a = allocator != NULL ? *allocator : bihe_allocator_default();
    bihe_context *context = bihe_mem_new0(&a, 1, sizeof *context);
    if (context == NULL) return bihe_fail_memory(err);
    context->allocator = a;
    context->model = model;
    if (other != NULL) context->glossary = other->glossary;
    bihe_options_init(&context->options);
    if (options != NULL) context->options = *options;
    bihe_status status = bihe_options_check(&context->options, err);
    if (status == BIHE_OK) status = bihe_matcher_new(&context->matcher, &context->allocator, err);
    if (status == BIHE_OK) status = load_rules(context, err);
    if (status == BIHE_OK && context->options.anchors != NULL)
        status = bihe_anchor_file_read(&context->anchors, context->options.anchors,
                                       &context->allocator, err);
    if (status == BIHE_OK && other == NULL) status = bihe_context_read_glossaries(context, err);
    if (status != BIHE_OK) {
        bihe_context_free(context);
        return status;
    }
    *out = context;
    return BIHE_OK;
}

bihe_status bihe_context_new(bihe_context **out, const bihe_model *model,
                             const bihe_options *options, const bihe_allocator *allocator,
                             bihe_error *err)
{
    return make(out, model, options, allocator, NULL, err);
}

bihe_status bihe_context_new_beside(bihe_context **out, const bihe_context *other, bihe_error *err)
{
    return make(out, other->model, &other->options, &other->allocator, other, err);
}

size_t bihe_context_glossary_entries(const bihe_context *context)
{
    return context->glossary != NULL ? bihe_glossary_entries(context->glossary) : 0;
}

void bihe_context_free(bihe_context *context)
{
    if (context == NULL) return;
    bihe_matcher_free(context->matcher);
    bihe_rules_free(context->own[0]);
    bihe_rules_free(context->own[1]);
    bihe_anchor_file_clear(&context->anchors, &context->allocator);
    bihe_glossary_free(context->own_glossary);
    const bihe_allocator allocator = context->allocator;
    bihe_mem_free(&allocator, context);
}

void bihe_context_on_diagnostic(bihe_context *context, bihe_diagnostic_fn fn, void *user)
{
    context->diagnose = fn;
    context->diagnose_user = user;
}

const bihe_options *bihe_context_options(const bihe_context *context)
{
    return &context->options;
}

void bihe_context_report(const bihe_context *context, bihe_severity severity, const char *file,
                         size_t line, size_t column, const char *format, ...)
{
    if (context->diagnose == NULL) return;
    char message[256];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    const bihe_diagnostic diagnostic = {severity, message, file != NULL ? file : "", line, column};
    context->diagnose(context->diagnose_user, &diagnostic);
}

void bihe_context_report_limits(const bihe_context *context, const char *file, size_t before)
{
    const size_t count = bihe_matcher_gave_up(context->matcher) - before;
    if (count > 0)
        bihe_context_report(context, BIHE_WARNING, file, 0, 0,
                            "a pattern of the segmentation rules took too long at %zu places and "
                            "counts as not matching there",
                            count);
}

bihe_align_sources bihe_context_sources(const bihe_context *context)
{
    const bihe_glossary *glossary = context->glossary;
    return (bihe_align_sources){context->model,
                                glossary != NULL ? bihe_glossary_lexicon(glossary) : NULL};
}
