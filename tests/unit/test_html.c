/* SPDX-License-Identifier: Apache-2.0 */
/* The review page and the plot as files; what it does in a browser is tested in tests/review. */
#include "unit/writing.h"

#include "write/drawing.h"

#include <string.h>

/* The first block of `out` that holds a post's data, cut out of it. */
static const char *post_data(bihe_buffer *out)
{
    static const char head[] = "<script type=\"application/json\" class=\"post-data\">";
    char *start = strstr(out->ptr, head);
    assert_non_null(start);
    char *end = strstr(start, "</script>");
    assert_non_null(end);
    *end = '\0';
    return start + strlen(head);
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
        count++;
    return count;
}

static void a_page_holds_every_bead_with_its_sentences(void **state)
{
    world *w = *state;
    maker m;
    bihe_buffer out;
    make_sample(&m, w);
    w->context.options.min_score = 0.5;
    write_documents(w, "html", (maker *[]){&m}, 1, &out);
    assert_string_equal(
        post_data(&out),
        "{\"title\":\"喝茶 \\u0026 tea\",\"url\":\"https://example.org/tea?a=1\\u0026b=2\","
        "\"date\":\"2024-05-01\",\"post\":\"posts/tea.md\",\"tags\":[\"zh-CN\",\"en\"],"
        "\"beads\":[\n"
        "[[[\"水开了。\",8,8],[\"茶还没泡。\",8,9]],"
        "[[\"The water boils, the tea is not made.\",20,20]],0.9877],\n"
        "[[[\"请坐。\",10,10]],[[\"Have a seat.\",21,21]],0.2500],\n"
        "[[[\"（完）\",12,12]],[],0.9000]]}");
    assert_int_equal(w->stats.units, 3);
    bihe_buffer_clear(&out);
}

static void text_of_posts_is_never_markup(void **state)
{
    world *w = *state;
    maker m;
    bihe_buffer out;
    make(&m, w, "</script><script>alert(1)</script>.md");
    meta(&m, "title", "<!-- <script> ]]>");
    meta(&m, "url", "javascript:alert(1)");
    pair(&m, "</script><!--", "\xe2\x80\xa8 & <img src=x onerror=alert(1)> \x01 \xff");
    write_documents(w, "html", (maker *[]){&m}, 1, &out);
    assert_int_equal(count_of(out.ptr, "<script"), 3);
    assert_int_equal(count_of(out.ptr, "</script"), 3);
    assert_int_equal(count_of(out.ptr, "<!--"), 0);
    assert_int_equal(count_of(out.ptr, "<img"), 0);
    assert_non_null(strstr(post_data(&out), "\"\\u2028 \\u0026 \\u003cimg src=x "
                                            "onerror=alert(1)\\u003e \\u0001 \xef\xbf\xbd\""));
    bihe_buffer_clear(&out);
}

static void nothing_but_the_page_s_own_script_may_run(void **state)
{
    world *w = *state;
    bihe_buffer out;
    write_documents(w, "html", NULL, 0, &out);
    const char *policy = strstr(out.ptr, "content=\"default-src 'none';");
    assert_non_null(policy);
    assert_non_null(strstr(policy, "script-src 'sha256-"));
    assert_non_null(strstr(policy, "style-src 'sha256-"));
    assert_int_equal(count_of(out.ptr, "unsafe-"), 0);
    assert_int_equal(count_of(out.ptr, " style=\""), 0);
    assert_int_equal(count_of(out.ptr, "http://www.w3.org/2000/svg"), count_of(out.ptr, "://"));
    bihe_buffer_clear(&out);
}

/* That they are the right ones, a browser tells: it runs nothing else. */
static void the_policy_names_the_hashes_of_script_and_style(void **state)
{
    world *w = *state;
    bihe_buffer out;
    write_documents(w, "html", NULL, 0, &out);
    const char *hash = strstr(out.ptr, "script-src 'sha256-");
    assert_non_null(hash);
    hash += strlen("script-src 'sha256-");
    /* 32 bytes are 43 digits and one '=' */
    assert_int_equal(strcspn(hash, "'"), 44);
    assert_int_equal(hash[43], '=');
    bihe_buffer_clear(&out);
}

static void units_without_their_posts_become_a_page_too(void **state)
{
    world *w = *state;
    bihe_writer *writer;
    bihe_error err;
    bihe_buffer out;
    const bihe_unit units[] = {
        {.post = {"a", 1},
         .text = {{"一二。", 9}, {"One. Two.", 9}},
         .score = 0.5,
         .count = {1, 2}},
        {.post = {"a", 1}, .text = {{"三。", 6}, {NULL, 0}}, .score = -1, .line = {{3, 4}, {0, 0}}},
        {.post = {"b", 1}, .text = {{NULL, 0}, {"Four.", 5}}, .score = 1, .doubtful = 2},
    };
    assert_int_equal(bihe_writer_new(&writer, &w->context, "html", w->path, &err), BIHE_OK);
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        assert_int_equal(bihe_writer_add_unit(writer, &units[k], &err), BIHE_OK);
    assert_int_equal(bihe_writer_get_stats(writer)->units, 3);
    assert_int_equal(bihe_writer_finish(writer, &err), BIHE_OK);
    bihe_buffer_init(&out, &w->context.allocator);
    take_file(w, "out", &out);
    assert_non_null(strstr(out.ptr, "{\"post\":\"b\",\"tags\":[\"zh-CN\",\"en\"],\"beads\":[\n"
                                    "[[],[[\"Four.\",0,0,1,2]],1.0000]]}</script>"));
    assert_string_equal(post_data(&out), "{\"post\":\"a\",\"tags\":[\"zh-CN\",\"en\"],\"beads\":[\n"
                                         "[[[\"一二。\"]],[[\"One. Two.\",0,0,2]],0.5000],\n"
                                         "[[[\"三。\",3,4]],[],-1]]}");
    bihe_buffer_clear(&out);
}

/* --- plots --------------------------------------------------------------------------------- */

/* Two beads of 10 and 10 characters: the path goes by the middle, past sure and doubtful. */
static void a_plot_draws_the_beads_as_a_path(void **state)
{
    world *w = *state;
    maker m;
    bihe_buffer out;
    make(&m, w, "<posts>&/tea.md");
    sentence(&m, BIHE_ZH, "一二三四五六七八九十", 1, 1);
    sentence(&m, BIHE_EN, "0123456789", 2, 2);
    bead(&m, 1, 1, 0.95);
    sentence(&m, BIHE_ZH, "一二三四五", 3, 3);
    sentence(&m, BIHE_ZH, "六七八九十", 3, 3);
    sentence(&m, BIHE_EN, "01234", 4, 4);
    bead(&m, 1, 1, 0.3);
    sentence(&m, BIHE_EN, "56789", 4, 4);
    bead(&m, 1, 0, 0.7);
    bead(&m, 0, 1, 0.7);
    write_documents(w, "svg", (maker *[]){&m}, 1, &out);
    assert_non_null(strstr(out.ptr, "<text x=\"4\" y=\"18\" font-size=\"14\">"
                                    "&lt;posts&gt;&amp;/tea.md</text>"));
    assert_non_null(strstr(out.ptr, "stroke=\"#2a9d66\" stroke-width=\"2\" "
                                    "d=\"M60.0 44.0L270.0 254.0\""));
    assert_non_null(strstr(out.ptr, "stroke=\"#d0433a\" stroke-width=\"5\" "
                                    "d=\"M270.0 254.0L375.0 359.0\""));
    assert_non_null(strstr(out.ptr, "stroke-dasharray=\"2 2\" "
                                    "d=\"M375.0 359.0L480.0 359.0L480.0 464.0\""));
    assert_int_equal(w->stats.units, 4);
    bihe_buffer_clear(&out);
}

static void plots_of_several_posts_stand_below_each_other(void **state)
{
    world *w = *state;
    maker m[2];
    bihe_buffer out;
    for (size_t k = 0; k < 2; k++)
        make_sample(&m[k], w);
    write_documents(w, "svg", (maker *[]){&m[0], &m[1]}, 2, &out);
    assert_int_equal(count_of(out.ptr, "<svg"), 3);
    assert_non_null(strstr(out.ptr, "height=\"1120\""));
    assert_non_null(strstr(out.ptr, "<svg y=\"560\""));
    bihe_buffer_clear(&out);
}

/* Names and numbers that both sides write alike are anchors; a long text has a corridor. */
static void a_plot_shows_anchors_and_corridor(void **state)
{
    world *w = *state;
    bihe_model *model;
    bihe_context *context;
    bihe_document *document;
    bihe_drawing drawing;
    bihe_buffer text;
    bihe_error err;
    bihe_options options;
    bihe_options_init(&options);
    options.presegmented = true;
    bihe_buffer_init(&text, &w->context.allocator);
    for (int k = 0; k < 400; k++)
        bihe_buffer_append_format(&text, "第%d句话是说天气的，下午有雨。\n\n", 1000 + 7 * k);
    for (int k = 0; k < 400; k++)
        bihe_buffer_append_format(&text, "Sentence %d is on the weather, with rain.\n\n",
                                  1000 + 7 * k);
    assert_int_equal(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_context_new(&context, model, &options, NULL, &err), BIHE_OK);
    assert_int_equal(bihe_document_parse(&document, context, "long", bihe_buffer_view(&text), &err),
                     BIHE_OK);
    bihe_drawing_init(&drawing, &w->context.allocator);
    assert_int_equal(bihe_drawing_document(&drawing, document, context, &err), BIHE_OK);
    assert_true(drawing.anchor_count > 100);
    assert_true(drawing.rows > 100);
    for (size_t k = 0; k < drawing.rows; k++) {
        const double *row = drawing.corridor[k];
        assert_true(row[1] <= row[2] && row[0] >= row[1] - 0.1 && row[0] <= row[2] + 0.1);
    }
    bihe_drawing_clear(&drawing);
    bihe_buffer_clear(&text);
    bihe_document_free(document);
    bihe_context_free(context);
    bihe_model_free(model);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_holds_every_bead_with_its_sentences),
        TEST(text_of_posts_is_never_markup),
        TEST(nothing_but_the_page_s_own_script_may_run),
        TEST(the_policy_names_the_hashes_of_script_and_style),
        TEST(units_without_their_posts_become_a_page_too),
        TEST(a_plot_draws_the_beads_as_a_path),
        TEST(plots_of_several_posts_stand_below_each_other),
        TEST(a_plot_shows_anchors_and_corridor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
