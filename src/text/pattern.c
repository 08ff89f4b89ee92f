/* SPDX-License-Identifier: Apache-2.0 */
/* The only file that sees PCRE2. Memory comes from the caller's allocator through PCRE2's general
 * context; limits keep a hostile text from costing more than a bounded effort a match. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "text/pattern.h"

#include "base/error.h"

#include <pcre2.h>

/* Steps of one match; a sentence rule that needs more is not a rule we want to wait for. */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, GROUPS = 16 };

struct bihe_pattern {
    bihe_allocator allocator;
    pcre2_general_context *general;
    pcre2_code *code;
};

struct bihe_matcher {
    bihe_allocator allocator;
    pcre2_general_context *general;
    pcre2_match_context *limits;
    pcre2_match_data *data;
    size_t gave_up;
};

static void *pcre_malloc(size_t size, void *user)
{
    return bihe_mem_new(user, size, 1);
}

static void pcre_free(void *ptr, void *user)
{
    bihe_mem_free(user, ptr);
}

void bihe_pattern_free(bihe_pattern *pattern)
{
    if (pattern == NULL) return;
    pcre2_code_free(pattern->code);
    pcre2_general_context_free(pattern->general);
    const bihe_allocator allocator = pattern->allocator;
    bihe_mem_free(&allocator, pattern);
}

static bihe_status compile(bihe_pattern *pattern, bihe_view source, bool anchored, bihe_error *err)
{
    pcre2_compile_context *context = pcre2_compile_context_create(pattern->general);
    if (context == NULL) return bihe_fail_memory(err);
    int number = 0;
    PCRE2_SIZE offset = 0;
    const uint32_t flags = PCRE2_UTF | PCRE2_UCP | (anchored ? PCRE2_ANCHORED : 0U);
    pattern->code =
        pcre2_compile((PCRE2_SPTR)source.ptr, source.len, flags, &number, &offset, context);
    pcre2_compile_context_free(context);
    if (pattern->code == NULL) {
        if (number == PCRE2_ERROR_HEAP_FAILED) return bihe_fail_memory(err);
        PCRE2_UCHAR reason[160];
        if (pcre2_get_error_message(number, reason, sizeof reason) < 0) reason[0] = '\0';
        return bihe_fail_at(err, BIHE_ERROR_INPUT, NULL, 0, offset + 1, "bad pattern: %s",
                            (const char *)reason);
    }
    /* without JIT the interpreter gives the same answers, slower */
    (void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
    return BIHE_OK;
}

bihe_status bihe_pattern_new(bihe_pattern **out, bihe_view source, bool anchored,
                             const bihe_allocator *allocator, bihe_error *err)
{
    bihe_pattern *pattern = bihe_mem_new0(allocator, 1, sizeof *pattern);
    if (pattern == NULL) return bihe_fail_memory(err);
    pattern->allocator = *allocator;
    pattern->general = pcre2_general_context_create(pcre_malloc, pcre_free, &pattern->allocator);
    bihe_status status = BIHE_OK;
    if (pattern->general == NULL)
        status = bihe_fail_memory(err);
    else
        status = compile(pattern, source, anchored, err);
    if (status != BIHE_OK) {
        bihe_pattern_free(pattern);
        pattern = NULL;
    }
    *out = pattern;
    return status;
}

bihe_status bihe_matcher_new(bihe_matcher **out, const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    bihe_matcher *matcher = bihe_mem_new0(allocator, 1, sizeof *matcher);
    if (matcher == NULL) return bihe_fail_memory(err);
    matcher->allocator = *allocator;
    matcher->general = pcre2_general_context_create(pcre_malloc, pcre_free, &matcher->allocator);
    if (matcher->general != NULL) {
        matcher->limits = pcre2_match_context_create(matcher->general);
        matcher->data = pcre2_match_data_create(GROUPS, matcher->general);
    }
    if (matcher->limits == NULL || matcher->data == NULL) {
        bihe_matcher_free(matcher);
        return bihe_fail_memory(err);
    }
    pcre2_set_match_limit(matcher->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(matcher->limits, DEPTH_LIMIT);
    *out = matcher;
    return BIHE_OK;
}

void bihe_matcher_free(bihe_matcher *matcher)
{
    if (matcher == NULL) return;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->limits);
    pcre2_general_context_free(matcher->general);
    const bihe_allocator allocator = matcher->allocator;
    bihe_mem_free(&allocator, matcher);
}

bool bihe_pattern_find(const bihe_pattern *pattern, bihe_matcher *matcher, bihe_view text,
                       size_t start, size_t *from, size_t *to)
{
    /* pcre2_match takes the JIT path by itself; NO_UTF_CHECK because the text is known valid */
    const int found =
        pcre2_match(pattern->code, (PCRE2_SPTR)(text.len > 0 ? text.ptr : ""), text.len, start,
                    PCRE2_NO_UTF_CHECK, matcher->data, matcher->limits);
    if (found < 0) {
        matcher->gave_up += found != PCRE2_ERROR_NOMATCH;
        return false;
    }
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(matcher->data);
    if (from != NULL) *from = bounds[0];
    if (to != NULL) *to = bounds[1];
    return true;
}

size_t bihe_matcher_gave_up(const bihe_matcher *matcher)
{
    return matcher->gave_up;
}
