/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/unit.h"

#include "bihe/bihe.h"

static void bead_texts_are_found_from_copies(void **state)
{
    (void)state;
    bihe_model *model;
    bihe_context *context;
    bihe_document *document;
    bihe_options options;
    bihe_error err;
    bihe_options_init(&options);
    assert_int_equal(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_context_new(&context, model, &options, NULL, &err), BIHE_OK);
    const bihe_view text = BIHE_VIEW("雨停了。我们走回家。\n\nThe rain stopped. We walked home.\n");
    assert_int_equal(bihe_document_parse(&document, context, "rain", text, &err), BIHE_OK);

    size_t count;
    const bihe_bead *beads = bihe_document_beads(document, &count);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++) {
        const bihe_bead copy = beads[i];
        for (int side = 0; side < 2; side++)
            assert_ptr_equal(bihe_document_bead_text(document, &copy, side).ptr,
                             bihe_document_bead_text(document, &beads[i], side).ptr);
    }
    const bihe_bead second = beads[1];
    assert_view(bihe_document_bead_text(document, &second, BIHE_EN), "We walked home.");
    const bihe_bead strange = {.first = {7, 7}, .count = {1, 1}};
    assert_int_equal(bihe_document_bead_text(document, &strange, BIHE_ZH).len, 0);
    const bihe_bead longer = {.first = {1, 1}, .count = {2, 1}};
    assert_int_equal(bihe_document_bead_text(document, &longer, BIHE_ZH).len, 0);

    bihe_document_free(document);
    bihe_context_free(context);
    bihe_model_free(model);
}

/* Sentences of several passages: each joint is counted from its own sentence. */
static void sentences_have_their_optional_joints(void **state)
{
    (void)state;
    bihe_model *model;
    bihe_context *context;
    bihe_document *document;
    bihe_options options;
    bihe_error err;
    bihe_options_init(&options);
    assert_int_equal(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_context_new(&context, model, &options, NULL, &err), BIHE_OK);
    const bihe_view text =
        BIHE_VIEW("看。她一来，美军的基地就关闭了。\n\n雨停了。\n\n"
                  "Look. She came to the U.S. Army bases closed.\n\nThe rain stopped.\n");
    assert_int_equal(bihe_document_parse(&document, context, "rain", text, &err), BIHE_OK);

    size_t count;
    const bihe_sentence *sentences = bihe_document_sentences(document, BIHE_EN, &count);
    assert_int_equal(count, 3);
    assert_int_equal(sentences[0].joint_count, 0);
    assert_int_equal(sentences[1].joint_count, 1);
    const bihe_optional_joint joint = sentences[1].joints[0];
    assert_view(bihe_view_slice(sentences[1].text, 0, joint.end), "She came to the U.S.");
    assert_view(bihe_view_slice(sentences[1].text, joint.next, sentences[1].text.len),
                "Army bases closed.");
    assert_true(joint.margin <= 0 && joint.margin > -BIHE_DOUBTFUL_MARGIN);
    assert_int_equal(sentences[2].joint_count, 0);

    bihe_document_free(document);
    bihe_context_free(context);
    bihe_model_free(model);
}

static void bytes_that_are_no_text_are_lost(void **state)
{
    (void)state;
    bihe_model *model;
    bihe_context *context;
    bihe_options options;
    bihe_repair_result result;
    bihe_error err;
    bihe_options_init(&options);
    assert_int_equal(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_context_new(&context, model, &options, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_repair(context, BIHE_VIEW("plain \xFF text"), &result, &err), BIHE_OK);
    assert_view(result.text, "plain \xEF\xBF\xBD text");
    assert_int_not_equal(result.status, BIHE_REPAIR_CLEAN);
    assert_true(result.lost >= 1);
    bihe_repair_result_clear(context, &result);
    bihe_context_free(context);
    bihe_model_free(model);
}

static void anchors_of_a_request_are_checked(void **state)
{
    (void)state;
    bihe_model *model;
    bihe_context *context;
    bihe_error err;
    assert_int_equal(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_context_new(&context, model, NULL, NULL, &err), BIHE_OK);
    const bihe_view zh[] = {BIHE_VIEW("雨停了。"), BIHE_VIEW("我们走回家。")};
    const bihe_view en[] = {BIHE_VIEW("The rain stopped."), BIHE_VIEW("We walked home.")};
    bihe_anchor anchors[2] = {{{1, 0}}, {{1, 1}}};
    bihe_align_request request = {{zh, en}, {2, 2}, anchors, 1};
    bihe_bead *beads;
    size_t count;
    assert_int_equal(bihe_align_anchored(context, &request, &beads, &count, &err), BIHE_OK);
    assert_int_equal(beads[0].count[0], 1);
    assert_int_equal(beads[0].count[1], 0);
    bihe_beads_free(context, beads);
    request.anchor_count = 2;
    assert_int_equal(bihe_align_anchored(context, &request, &beads, &count, &err),
                     BIHE_ERROR_INPUT);
    assert_int_equal(err.line, 2);
    assert_null(beads);
    anchors[0].at[1] = 2;
    assert_int_equal(bihe_align_anchored(context, &request, &beads, &count, &err),
                     BIHE_ERROR_INPUT);
    assert_int_equal(err.line, 1);
    bihe_context_free(context);
    bihe_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anchors_of_a_request_are_checked),
        cmocka_unit_test(bead_texts_are_found_from_copies),
        cmocka_unit_test(sentences_have_their_optional_joints),
        cmocka_unit_test(bytes_that_are_no_text_are_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
