/* SPDX-License-Identifier: Apache-2.0 */
/* Edits read from files and applied to posts, also to posts that changed since. */
#include "unit/unit.h"

#include "bihe/bihe.h"
#include "document.h"
#include "edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The model, a post and its edits. */
typedef struct world {
    bihe_model *model;
    bihe_context *context;
    bihe_document *document;
    bihe_edits *edits;
    char path[32]; /* of the file of edits */
    bihe_edit_counts counts;
    size_t reports; /* warnings and losses */
    char report[256];
} world;

static const char *const tea[2][6] = {
    {"水开了。", "茶还没泡。", "请坐。", "外面下着大雨。", "请坐。", "我们慢慢聊一聊旧事。"},
    {"The water is boiling.", "The tea is not made yet.", "Have a seat.",
     "It is raining hard outside.", "Have a seat.", "Let us talk about old times slowly."},
};

static void on_diagnostic(void *user, const bihe_diagnostic *d)
{
    world *w = user;
    if (d->severity == BIHE_NOTE) return;
    w->reports++;
    (void)snprintf(w->report, sizeof w->report, "%s:%zu: %s", d->file, d->line, d->message);
}

static int set_up(void **state)
{
    world *w = calloc(1, sizeof *w);
    bihe_error err;
    if (w == NULL) return -1;
    *state = w;
    (void)snprintf(w->path, sizeof w->path, "/tmp/bihe-edits-XXXXXX");
    const int fd = mkstemp(w->path);
    if (fd < 0 || close(fd) != 0) return -1;
    if (bihe_model_load(&w->model, BIHE_TEST_MODELS, NULL, &err) != BIHE_OK) return -1;
    if (bihe_context_new(&w->context, w->model, NULL, NULL, &err) != BIHE_OK) return -1;
    bihe_context_on_diagnostic(w->context, on_diagnostic, w);
    return bihe_edits_new(&w->edits, w->context, &err) == BIHE_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    world *w = *state;
    const int gone = unlink(w->path);
    bihe_document_free(w->document);
    bihe_edits_free(w->edits);
    bihe_context_free(w->context);
    bihe_model_free(w->model);
    free(w);
    return gone;
}

/* The post "posts/tea.md" with sentences [from, to) of `tea`, each in a paragraph. */
static void parse(world *w, size_t from, size_t to)
{
    char text[2048] = "";
    bihe_error err;
    for (int side = 0; side < 2; side++) {
        for (size_t i = from; i < to; i++) {
            strcat(text, tea[side][i]);
            strcat(text, "\n\n");
        }
    }
    assert_int_equal(
        bihe_document_parse(&w->document, w->context, "posts/tea.md", bihe_view_of(text), &err),
        BIHE_OK);
}

static bihe_status read_text(world *w, const char *text, bihe_error *err)
{
    FILE *file = fopen(w->path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return bihe_edits_add_file(w->edits, w->context, w->path, err);
}

static void read_edits(world *w, const char *lines)
{
    char text[2048];
    bihe_error err;
    (void)snprintf(text, sizeof text, "{\"bihe_edits\":1,\"languages\":[\"zh\",\"en\"]}\n%s",
                   lines);
    assert_int_equal(read_text(w, text, &err), BIHE_OK);
}

/* `beads` like "1-1 2-0e": sentences of each side and the verdict's first letter. Also sees that
 * the beads hold every sentence once, in order. */
static void assert_beads(world *w, const char *expected)
{
    char got[256] = "";
    bihe_error err;
    size_t count, sum[2] = {0, 0};
    assert_int_equal(bihe_document_edit(w->document, w->context, w->edits, &w->counts, &err),
                     BIHE_OK);
    const bihe_bead *beads = bihe_document_beads(w->document, &count);
    for (size_t k = 0; k < count; k++) {
        const bihe_verdict verdict =
            w->document->verdicts != NULL ? (bihe_verdict)w->document->verdicts[k] : 0;
        const size_t len = strlen(got);
        (void)snprintf(got + len, sizeof got - len, "%s%zu-%zu%.1s", k > 0 ? " " : "",
                       beads[k].count[0], beads[k].count[1], bihe_verdict_name(verdict));
        for (int side = 0; side < 2; side++) {
            assert_int_equal(beads[k].first[side], sum[side]);
            sum[side] += beads[k].count[side];
        }
        if (verdict != BIHE_VERDICT_NONE) assert_true(beads[k].score == 1);
    }
    assert_string_equal(got, expected);
    for (int side = 0; side < 2; side++)
        assert_int_equal(sum[side], bihe_document_stats(w->document)->sentences[side]);
}

#define EDIT(zh, en, more) "{\"post\":\"tea.md\",\"zh\":[" zh "],\"en\":[" en "]" more "}\n"
#define APPROVED           ",\"status\":\"approved\""
#define EDITED             ",\"status\":\"edited\""
#define REJECTED           ",\"status\":\"rejected\""
#define WITHDRAWN          ",\"status\":\"withdrawn\""

static void edits_take_their_places(void **state)
{
    world *w = *state;
    parse(w, 0, 6);
    assert_beads(w, "1-1 1-1 1-1 1-1 1-1 1-1");
    read_edits(w, EDIT("\"水开了。\"", "\"The water is boiling.\"", APPROVED)
                      EDIT("\"茶还没泡。\",\"请坐。\"",
                           "\"The tea is not made yet.\",\"Have a seat.\"", EDITED)
                          EDIT("\"外面下着大雨。\"", "\"It is raining hard outside.\"", REJECTED));
    assert_beads(w, "1-1a 2-2e 1-0r 0-1r 1-1 1-1");
    assert_int_equal(w->counts.applied, 3);
    assert_int_equal(w->counts.unfit + w->reports, 0);
    size_t count;
    const bihe_bead *beads = bihe_document_beads(w->document, &count);
    assert_view(bihe_document_bead_text(w->document, &beads[1], BIHE_ZH), "茶还没泡。请坐。");
    assert_view(bihe_document_bead_text(w->document, &beads[2], BIHE_EN), "");
}

static void a_changed_post_keeps_edits_that_fit(void **state)
{
    world *w = *state;
    parse(w, 2, 6);
    read_edits(w, EDIT("\"水开了。\"", "\"The water is boiling.\"", ",\"at\":[0,0]" APPROVED) EDIT(
                      "\"外面 下着\",\"大雨。 请坐。\"",
                      "\"It is raining hard\",\"outside. Have a seat.\"", ",\"at\":[3,3]" EDITED));
    assert_beads(w, "1-1 2-2e 1-1");
    assert_int_equal(w->counts.applied, 1);
    assert_int_equal(w->counts.unfit, 1);
    char expected[256];
    (void)snprintf(
        expected, sizeof expected,
        "%s:2: the edit about \"水开了。\" does not fit posts/tea.md: its en text is not "
        "there as whole sentences",
        w->path);
    assert_string_equal(w->report, expected);
}

/* Half a sentence is no place. */
static void edits_fit_whole_sentences(void **state)
{
    world *w = *state;
    parse(w, 0, 4);
    read_edits(w, EDIT("\"水开了。\"", "\"The water is\"", EDITED));
    assert_beads(w, "1-1 1-1 1-1 1-1");
    assert_int_equal(w->counts.unfit, 1);
}

static void the_number_tells_places_with_the_same_text_apart(void **state)
{
    world *w = *state;
    parse(w, 0, 6);
    read_edits(w, EDIT("\"请坐。\"", "", ",\"at\":[4,4]" EDITED)
                      EDIT("", "\"Have a seat.\"", ",\"at\":[5,4]" EDITED));
    assert_beads(w, "1-1 1-1 1-1 1-1 1-0e 0-1e 1-1");
    /* without a number the first place */
    read_edits(w, EDIT("\"请坐。\"", "\"Have a seat.\"", APPROVED));
    assert_beads(w, "1-1 1-1 1-1a 1-1 1-0e 0-1e 1-1");
}

static void what_an_edit_leaves_over_is_aligned_again(void **state)
{
    world *w = *state;
    parse(w, 0, 4);
    read_edits(w, EDIT("\"水开了。\"", "\"The water is boiling.\"", APPROVED)
                      EDIT("\"茶还没泡。\",\"请坐。\"", "\"The tea is not made yet.\"", EDITED));
    assert_beads(w, "1-1a 2-1e 0-1 1-1");
    size_t count;
    const bihe_bead *beads = bihe_document_beads(w->document, &count);
    assert_view(bihe_document_bead_text(w->document, &beads[2], BIHE_EN), "Have a seat.");
}

static void newer_edits_come_first(void **state)
{
    world *w = *state;
    parse(w, 0, 4);
    read_edits(w, EDIT("\"水开了。\",\"茶还没泡。\"",
                       "\"The water is boiling.\",\"The tea is not made yet.\"", EDITED));
    read_edits(w, EDIT("\"水开了。\"", "\"The water is boiling.\"", APPROVED));
    assert_beads(w, "1-1a 1-1 1-1 1-1");
    assert_int_equal(w->counts.applied, 1);
    assert_int_equal(w->counts.unfit, 0);
    assert_int_equal(w->reports, 0);
}

static void withdrawn_edits_are_forgotten(void **state)
{
    world *w = *state;
    parse(w, 0, 4);
    read_edits(w, EDIT("\"水开了。\"", "\"The water is boiling.\"", REJECTED)
                      EDIT("\"茶还没泡。\"", "", EDITED));
    read_edits(w, EDIT("\"水开了。\"", "\"The water is boiling.\"", WITHDRAWN)
                      EDIT("\"茶还没泡。\"", "", WITHDRAWN));
    assert_beads(w, "1-1 1-1 1-1 1-1");
}

static void crossing_edits_are_refused(void **state)
{
    world *w = *state;
    parse(w, 0, 4);
    read_edits(w, EDIT("\"水开了。\"", "\"The tea is not made yet.\"", EDITED)
                      EDIT("\"茶还没泡。\"", "\"The water is boiling.\"", EDITED));
    assert_beads(w, "1-0 1-1e 0-1 1-1 1-1");
    assert_int_equal(w->counts.unfit, 1);
    assert_non_null(strstr(w->report, "does not fit posts/tea.md: it crosses another edit"));
}

static void sentences_that_stand_alone_find_a_place(void **state)
{
    world *w = *state;
    parse(w, 0, 4);
    read_edits(w, EDIT("\"水开了。\",\"茶还没泡。\"", "\"The water is boiling.\"", EDITED)
                      EDIT("\"请坐。\"", "", EDITED) EDIT("", "\"Have a seat.\"", EDITED)
                          EDIT("", "\"The tea is not made yet.\"", EDITED));
    assert_beads(w, "2-1e 1-0e 0-1e 0-1e 1-1");
}

/* --- reading ------------------------------------------------------------------------------- */

static void posts_are_told_by_the_ends_of_their_names(void **state)
{
    (void)state;
    assert_true(bihe_edits_match("posts/tea.md", "posts/tea.md"));
    assert_true(bihe_edits_match("tea.md", "/home/me/posts/tea.md"));
    assert_true(bihe_edits_match("../posts/tea.md", "./posts/tea.md"));
    assert_true(bihe_edits_match("/home/me/posts/tea.md", "posts/tea.md"));
    assert_false(bihe_edits_match("tea.md", "green-tea.md"));
    assert_false(bihe_edits_match("a/tea.md", "b/tea.md"));
    assert_false(bihe_edits_match("", "tea.md"));
}

static void other_files_are_refused(void **state)
{
    world *w = *state;
    bihe_error err;
    assert_int_equal(read_text(w, "", &err), BIHE_ERROR_INPUT);
    assert_int_equal(read_text(w, "{\"post\":\"a\"}\n", &err), BIHE_ERROR_INPUT);
    assert_int_equal(err.line, 1);
    assert_int_equal(read_text(w, "post\tzh\ten\n", &err), BIHE_ERROR_INPUT);
    assert_int_equal(read_text(w, "\n{\"bihe_edits\":2}\n", &err), BIHE_ERROR_INPUT);
    assert_non_null(strstr(err.message, "version"));
    assert_int_equal(err.line, 2);
    assert_int_equal(bihe_edits_count(w->edits), 0);
}

static void lines_that_are_no_edit_are_reported(void **state)
{
    world *w = *state;
    static const char *const bad[] = {
        "nonsense\n",
        "{\"zh\":[\"好\"],\"en\":[\"ok\"],\"status\":\"edited\"}\n",
        EDIT("\"好\"", "\"ok\"", ",\"status\":\"perfect\""),
        EDIT("", "", EDITED),
        EDIT("\" \"", "7", EDITED),
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        w->reports = 0;
        read_edits(w, bad[k]);
        assert_int_equal(w->reports, 1);
        assert_non_null(strstr(w->report, ":2: passed over: "));
    }
    assert_int_equal(bihe_edits_count(w->edits), 0);
    assert_null(bihe_edits_post(w->edits, 0));
    read_edits(w,
               EDIT("\"好\"", "\"ok\"",
                    EDITED) "{\"bihe_edits\":1}\n\n"
                            "{\"post\":\"a.md\",\"zh\":[\"好\"],\"en\":[],\"status\":\"edited\"}");
    assert_int_equal(bihe_edits_count(w->edits), 2);
    assert_string_equal(bihe_edits_post(w->edits, 0), "a.md");
    assert_string_equal(bihe_edits_post(w->edits, 1), "tea.md");
}

/* --- whatever a person does ---------------------------------------------------------------- */

static size_t draw(uint32_t *seed, size_t below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (size_t)((uint64_t)(*seed >> 8) * below >> 24);
}

/* The texts of sentences [first, first + count) of `tea` as JSON. */
static void append_list(char *out, size_t size, int side, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        const size_t len = strlen(out);
        (void)snprintf(out + len, size - len, "%s\"%s\"", i > first ? "," : "", tea[side][i]);
    }
}

/* Edits at random, crossing and overlapping: beads still hold every sentence once, and each edit is
 * applied, refused with a reason, or less new than another. */
static void any_edits_leave_a_whole_document(void **state)
{
    world *w = *state;
    static const char *const verdicts[] = {APPROVED, EDITED, REJECTED, WITHDRAWN};
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        char lines[2048] = "";
        bihe_error err;
        const size_t edits = 1 + draw(&seed, 5);
        for (size_t k = 0; k < edits; k++) {
            char list[2][512] = {"", ""}, line[2048];
            for (int side = 0; side < 2; side++) {
                const size_t first = draw(&seed, 6);
                append_list(list[side], sizeof list[side], side, first, draw(&seed, 7 - first));
            }
            if (list[0][0] == '\0' && list[1][0] == '\0') append_list(list[0], 512, 0, 1, 1);
            (void)snprintf(line, sizeof line, EDIT("%s", "%s", "%s"), list[0], list[1],
                           verdicts[draw(&seed, 4)]);
            if (strlen(lines) + strlen(line) < 1900) strcat(lines, line);
        }
        bihe_edits_free(w->edits);
        assert_int_equal(bihe_edits_new(&w->edits, w->context, &err), BIHE_OK);
        bihe_document_free(w->document);
        parse(w, 0, 6);
        read_edits(w, lines);
        assert_int_equal(bihe_document_edit(w->document, w->context, w->edits, &w->counts, &err),
                         BIHE_OK);
        assert_in_range(w->counts.applied + w->counts.unfit, 1, bihe_edits_count(w->edits));
        size_t count, sum[2] = {0, 0};
        const bihe_bead *beads = bihe_document_beads(w->document, &count);
        for (size_t k = 0; k < count; k++) {
            assert_true(beads[k].count[0] + beads[k].count[1] > 0);
            for (int side = 0; side < 2; side++) {
                assert_int_equal(beads[k].first[side], sum[side]);
                sum[side] += beads[k].count[side];
            }
        }
        assert_int_equal(sum[0], 6);
        assert_int_equal(sum[1], 6);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(edits_take_their_places),
        TEST(a_changed_post_keeps_edits_that_fit),
        TEST(edits_fit_whole_sentences),
        TEST(the_number_tells_places_with_the_same_text_apart),
        TEST(what_an_edit_leaves_over_is_aligned_again),
        TEST(newer_edits_come_first),
        TEST(withdrawn_edits_are_forgotten),
        TEST(crossing_edits_are_refused),
        TEST(sentences_that_stand_alone_find_a_place),
        TEST(posts_are_told_by_the_ends_of_their_names),
        TEST(other_files_are_refused),
        TEST(lines_that_are_no_edit_are_reported),
        TEST(any_edits_leave_a_whole_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
