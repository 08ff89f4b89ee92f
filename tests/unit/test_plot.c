/* SPDX-License-Identifier: Apache-2.0 */
/* Charts of figures that do not fit: many rows, many parts, long labels, large numbers. */
#include "unit/unit.h"

#include "corpus/plot.h"

#include <stdio.h>

enum { MOST = 100 };

typedef struct chart {
    bihe_figure rows[MOST];
    char labels[MOST][8];
    bihe_buffer out;
} chart;

static const bihe_table counts = {"things", BIHE_TABLE_COUNTS}, steps = {"steps", BIHE_TABLE_STEPS},
                        parts = {"parts", BIHE_TABLE_PARTS};

static int set_up(void **state)
{
    static chart c;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer_init(&c.out, &a);
    for (size_t i = 0; i < MOST; i++) {
        (void)snprintf(c.labels[i], sizeof c.labels[i], "r%zu", i);
        c.rows[i] = (bihe_figure){.label = bihe_view_of(c.labels[i]), .count = (int64_t)i};
    }
    *state = &c;
    return 0;
}

static int tear_down(void **state)
{
    chart *c = *state;
    bihe_buffer_clear(&c->out);
    return 0;
}

/* Draws the first `count` rows; the text lives until the next call. */
static const char *draw(chart *c, const bihe_table *table, size_t count)
{
    const bihe_figures figures = {.rows = c->rows, .count = count};
    c->out.len = 0;
    bihe_plot_append(&c->out, table, &figures);
    bihe_buffer_append_byte(&c->out, '\0');
    assert_false(c->out.failed);
    return c->out.ptr;
}

static size_t times(const char *text, const char *what)
{
    size_t count = 0;
    while ((text = strstr(text, what)) != NULL) {
        text += strlen(what);
        count++;
    }
    return count;
}

static void many_rows_are_cut(void **state)
{
    chart *c = *state;
    assert_int_equal(times(draw(c, &counts, 5), "<rect"), 5);
    assert_int_equal(times(draw(c, &counts, MOST), "<rect"), 60);
    assert_int_equal(times(draw(c, &steps, MOST), "<rect"), MOST);
    /* standing bars have only as many labels as have room, and the first of them */
    const size_t labels = times(c->out.ptr, "class=\"middle\"");
    assert_in_range(labels, 10, 30);
    assert_non_null(strstr(c->out.ptr, ">r0</text>"));
}

static void long_labels_are_cut(void **state)
{
    chart *c = *state;
    c->rows[0].label = BIHE_VIEW("一二三四五六七八九十一二三四五六七八九十");
    assert_non_null(strstr(draw(c, &counts, 1), ">一二三四五六七八九十一二三四五六…</text>"));
    c->rows[0].label = BIHE_VIEW("a <b> & \"c\"\x01\xff");
    assert_non_null(strstr(draw(c, &counts, 1), ">a &lt;b&gt; &amp; \"c\"\xEF\xBF\xBD</text>"));
    c->rows[0].label = (bihe_view){NULL, 0};
    assert_int_equal(times(draw(c, &steps, 1), "<rect"), 1);
}

static void parts_are_stacked(void **state)
{
    chart *c = *state;
    for (size_t i = 0; i < 24; i++) {
        c->rows[i].label = bihe_view_of(i < 12 ? "2020" : "2021");
        c->rows[i].detail = bihe_view_of(c->labels[i % 12]);
        c->rows[i].count = 10;
    }
    const char *text = draw(c, &parts, 24);
    assert_int_equal(times(text, "class=\"middle\""), 2);
    /* eight colours in the legend, the last for all others */
    assert_int_equal(times(text, "<span>"), 8);
    assert_int_equal(times(text, "</svg> others</span>"), 1);
    assert_int_equal(times(text, "<rect class=\"s0\" x="), 2);
    assert_int_equal(times(text, "<rect class=\"s7\" x="), 10);
    assert_null(strstr(text, "class=\"s8\""));
    /* the highest column has 120: the axis goes to 150 in steps of 50 */
    assert_non_null(strstr(text, ">150</text>"));
    assert_null(strstr(text, ">200</text>"));
}

static void axes_end_in_round_numbers(void **state)
{
    static const struct {
        int64_t most;
        const char *top, *beyond;
    } cases[] = {{0, ">1</text>", ">2</text>"},
                 {5, ">5</text>", ">6</text>"},
                 {6, ">6</text>", ">8</text>"},
                 {11, ">15</text>", ">20</text>"},
                 {72596, ">80000</text>", ">100000</text>"},
                 {INT64_C(4000000000000), ">4000000000000</text>", ">5000000000000</text>"}};
    chart *c = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        c->rows[0].count = cases[i].most;
        const char *text = draw(c, &steps, 1);
        assert_non_null(strstr(text, cases[i].top));
        assert_null(strstr(text, cases[i].beyond));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_rows_are_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_labels_are_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_are_stacked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(axes_end_in_round_numbers, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
