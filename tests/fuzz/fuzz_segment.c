/* SPDX-License-Identifier: Apache-2.0 */
/* Text to sentences, in the language that the first byte chooses; what segment.h promises of the
 * ranges is checked. */
#include "fuzz.h"

#include "align/segment.h"
#include "model/model.h"
#include "text/utf8.h"

#include <stdlib.h>

static void check(bool holds)
{
    if (!holds) abort();
}

/* Nothing but white space (and zero-width marks) in [start, end). */
static bool is_blank(bihe_view text, size_t start, size_t end)
{
    return bihe_utf8_trim(bihe_view_slice(text, start, end)).len == 0;
}

/* Joints lie in order inside their sentence, between characters, and something is on both sides. */
static void check_joints(bihe_view sentence, const bihe_cut *cut)
{
    size_t last = 0;
    for (size_t i = 0; i < cut->joint_count; i++) {
        const bihe_optional_joint *joint = &cut->joints[i];
        check(joint->end > last && joint->next >= joint->end && joint->next < sentence.len);
        check(is_blank(sentence, joint->end, joint->next));
        check(bihe_utf8_valid_prefix(bihe_view_slice(sentence, 0, joint->end)) == joint->end);
        check(joint->margin <= 0 && joint->margin > -BIHE_DOUBTFUL_MARGIN);
        last = joint->end;
    }
}

static void check_cuts(bihe_view text, const bihe_cut_list *cuts)
{
    size_t end = 0;
    for (size_t i = 0; i < cuts->count; i++) {
        const bihe_cut *cut = &cuts->items[i];
        check(cut->start >= end && cut->start < cut->end && cut->end <= text.len);
        check(is_blank(text, end, cut->start));
        const bihe_view sentence = bihe_view_slice(text, cut->start, cut->end);
        check(bihe_utf8_trim(sentence).len == sentence.len);
        check(bihe_utf8_valid_prefix(sentence) == sentence.len);
        check(cut->margin > 0);
        check_joints(sentence, cut);
        end = cut->end;
    }
    check(is_blank(text, end, text.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bihe_model *model;
    static bihe_matcher *matcher;
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_error err;
    if (model == NULL) {
        check(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err) == BIHE_OK);
        check(bihe_matcher_new(&matcher, &allocator, &err) == BIHE_OK);
    }
    if (size == 0) return 0;
    bihe_view text = {(const char *)data + 1, size - 1};
    text.len = bihe_utf8_valid_prefix(text);
    bihe_cut_list cuts = {.items = NULL};
    check(bihe_segment_passage(model->rules[data[0] & 1], matcher, text, &cuts, &allocator, &err) ==
          BIHE_OK);
    bihe_cut_list_link(&cuts);
    check_cuts(text, &cuts);
    bihe_cut_list_clear(&cuts, &allocator);
    return 0;
}
