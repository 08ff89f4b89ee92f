/* SPDX-License-Identifier: Apache-2.0 */
/* Clues, the chain of seeds and the corridor along it, on texts made of names. */
#include "unit/unit.h"

#include "align/agree.h"
#include "align/anchor.h"
#include "align/chain.h"

#include <stdio.h>
#include <stdlib.h>

/* A text of sentences that hold names; sentence k of the whole is about subject k. */
typedef struct made {
    bihe_sentence *side[2];
    size_t count[2];
} made;

static made new_text(size_t room)
{
    made m = {.count = {0, 0}};
    for (int s = 0; s < 2; s++) {
        m.side[s] = calloc(room, sizeof *m.side[s]);
        assert_non_null(m.side[s]);
    }
    return m;
}

static void free_text(made *m)
{
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < m->count[s]; i++)
            free((char *)(uintptr_t)m->side[s][i].text.ptr);
        free(m->side[s]);
    }
}

/* Sentences about subjects [from, to): a name of their own every third, one of few by chance. */
static void add(made *m, int side, size_t from, size_t to)
{
    static const char *const about[2] = {"关于", "This is about "};
    for (size_t k = from; k < to; k++) {
        char text[128];
        const int n = k % 3 == 0 ? snprintf(text, sizeof text, "%sName%zu and Place%zu %d.",
                                            about[side], k, (k * 7919) % 97, side)
                                 : snprintf(text, sizeof text, "%s no %s in it.", about[side],
                                            k % 2 ? "name" : "place and no street");
        m->side[side][m->count[side]++] = (bihe_sentence){.text = {strdup(text), (size_t)n}};
    }
}

/* A model without a lexicon: only what is written alike is a clue. */
static bihe_model plain_model(void)
{
    bihe_model model = {.lang = {"zh", "en"}};
    bihe_error err;
    assert_int_equal(bihe_config_align(NULL, &model.align, "model.yaml", &err), BIHE_OK);
    return model;
}

static void find_clues(bihe_clues *clues, const bihe_align_side sides[2])
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_model model = plain_model();
    bihe_terms terms;
    bihe_error err;
    const bihe_align_sources plain = {&model, NULL};
    assert_int_equal(bihe_terms_init(&terms, &plain, sides, &a, &err), BIHE_OK);
    assert_int_equal(bihe_clues_init(clues, &terms, &a, &err), BIHE_OK);
    bihe_terms_clear(&terms);
}

static void find(const made *m, bihe_seed_list *chain)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_align_side sides[2] = {{m->side[0], m->count[0]}, {m->side[1], m->count[1]}};
    const bihe_box all = {{0, 0}, {m->count[0], m->count[1]}};
    bihe_clues clues;
    bihe_error err;
    *chain = (bihe_seed_list){NULL, 0, 0};
    find_clues(&clues, sides);
    assert_int_equal(bihe_chain_find(&clues, &all, 1, chain, &a, &err), BIHE_OK);
    for (size_t k = 1; k < chain->count; k++) {
        assert_true(chain->items[k - 1].at[0] < chain->items[k].at[0]);
        assert_true(chain->items[k - 1].at[1] < chain->items[k].at[1]);
    }
    bihe_clues_clear(&clues, &a);
}

/* Sentences [from, to) of side 0 whose subjects side 1 has so many sentences later. */
typedef struct stretch {
    size_t from, to;
    ptrdiff_t later;
} stretch;

static size_t matching(const bihe_seed_list *chain, const stretch *x)
{
    size_t count = 0;
    for (size_t k = 0; k < chain->count; k++) {
        const uint32_t *at = chain->items[k].at;
        count +=
            at[0] >= x->from && at[0] < x->to && (ptrdiff_t)at[1] - (ptrdiff_t)at[0] == x->later;
    }
    return count;
}

/* The chain of the text, which is released, has a seed for each name of the stretches but for a
 * few, and hardly any other. */
static void expect_chain(made *m, const stretch *stretches, size_t count)
{
    bihe_seed_list chain;
    size_t right = 0;
    find(m, &chain);
    for (size_t k = 0; k < count; k++) {
        const size_t names = (stretches[k].to - stretches[k].from) / 3;
        const size_t found = matching(&chain, &stretches[k]);
        assert_true(found + 10 > names);
        right += found;
    }
    assert_true(right + 10 > chain.count);
    free(chain.items);
    free_text(m);
}

static void clues_are_what_both_texts_write_alike(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    const bihe_sentence zh[2] = {{.text = BIHE_VIEW("ＡＢＣ公司在1984年")},
                                 {.text = BIHE_VIEW("没有名字")}};
    const bihe_sentence en[2] = {{.text = BIHE_VIEW("In 1984 there was abc, Abc and in")},
                                 {.text = BIHE_VIEW("no name here")}};
    const bihe_align_side sides[2] = {{zh, 2}, {en, 2}};
    bihe_clues clues;
    find_clues(&clues, sides);
    for (int s = 0; s < 2; s++) {
        assert_int_equal(clues.side[s].first[0], 0);
        assert_int_equal(clues.side[s].first[1], 2);
        assert_int_equal(clues.side[s].first[2], 2);
    }
    bihe_clues_clear(&clues, &a);
    const bihe_align_side none[2] = {{NULL, 0}, {NULL, 0}};
    find_clues(&clues, none);
    assert_int_equal(clues.side[0].first[0], 0);
    bihe_clues_clear(&clues, &a);
}

static void a_chain_goes_over_long_omissions(void **state)
{
    (void)state;
    const stretch both[] = {{0, 500, 0}, {1400, 2000, -900}};
    made m = new_text(2000);
    add(&m, 0, 0, 2000);
    add(&m, 1, 0, 500);
    add(&m, 1, 1400, 2000);
    expect_chain(&m, both, 2);
}

static void paragraphs_that_come_twice_do_not_lead_astray(void **state)
{
    (void)state;
    const stretch all[] = {{0, 1230, 0}};
    made m = new_text(2000);
    for (int s = 0; s < 2; s++) {
        add(&m, s, 0, 600);
        add(&m, s, 300, 330);
        add(&m, s, 600, 1200);
    }
    expect_chain(&m, all, 1);
}

static void of_swapped_chapters_the_longer_is_kept(void **state)
{
    (void)state;
    const stretch longer[] = {{300, 900, -300}};
    made m = new_text(1000);
    add(&m, 0, 0, 900);
    add(&m, 1, 300, 900);
    add(&m, 1, 0, 300);
    expect_chain(&m, longer, 1);
}

/* Free it with bihe_corridor_clear. */
static void find_corridor(const made *m, bihe_corridor *corridor)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_align_side sides[2] = {{m->side[0], m->count[0]}, {m->side[1], m->count[1]}};
    const bihe_options options = {.max_bead = {4, 5}, .max_bead_sum = 6};
    const bihe_model model = plain_model();
    bihe_cost cost;
    bihe_clues clues;
    bihe_error err;
    assert_int_equal(bihe_cost_init(&cost, &model, &options, sides, &a, &err), BIHE_OK);
    find_clues(&clues, sides);
    assert_int_equal(bihe_anchor_corridor(&cost, &clues, corridor, &a, &err), BIHE_OK);
    bihe_clues_clear(&clues, &a);
    bihe_cost_clear(&cost, &a);
}

static size_t cells(const made *m, bool *holds_all)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_corridor corridor;
    find_corridor(m, &corridor);
    *holds_all = true;
    for (size_t i = 0; i < m->count[0] && i < m->count[1]; i++)
        *holds_all = *holds_all && bihe_corridor_has(&corridor, i, i);
    const size_t count = corridor.offset[corridor.rows];
    bihe_corridor_clear(&corridor, &a);
    return count;
}

/* Half of a text left out on side `side`: both stretches that are left stay inside, in little
 * more than the corridor of the whole text. */
static void leave_out(int side)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_corridor corridor;
    made m = new_text(4000);
    add(&m, 1 - side, 0, 4000);
    add(&m, side, 0, 1000);
    add(&m, side, 3000, 4000);
    find_corridor(&m, &corridor);
    for (size_t k = 0; k <= 2000; k++) {
        const size_t other = k <= 1000 ? k : k + 2000;
        assert_true(bihe_corridor_has(&corridor, side == 0 ? k : other, side == 0 ? other : k));
    }
    assert_true(corridor.offset[corridor.rows] < (size_t)4000 * 60);
    bihe_corridor_clear(&corridor, &a);
    free_text(&m);
}

static void a_long_omission_is_crossed_where_clues_say(void **state)
{
    (void)state;
    leave_out(0);
    leave_out(1);
}

static void the_corridor_grows_with_the_text(void **state)
{
    (void)state;
    size_t count[2];
    for (size_t n = 0; n < 2; n++) {
        bool holds_all;
        made m = new_text(8000);
        add(&m, 0, 0, n == 0 ? 2000 : 8000);
        add(&m, 1, 0, n == 0 ? 2000 : 8000);
        count[n] = cells(&m, &holds_all);
        assert_true(holds_all);
        free_text(&m);
    }
    assert_true(count[0] < 2000 * 40);
    assert_true(count[1] < count[0] * 9 / 2);
}

/* --- agreement ---------------------------------------------------------------------------- */

/* Beads 1-1 of all sentences, scored 1; agreement lowers the scores. */
static bihe_bead_list judged(const made *m, double *related)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_align_side sides[2] = {{m->side[0], m->count[0]}, {m->side[1], m->count[1]}};
    const bihe_model model = plain_model();
    bihe_bead_list beads = {bihe_mem_new(&a, m->count[0], sizeof(bihe_bead)), 0, 0};
    bihe_error err;
    assert_non_null(beads.items);
    assert_int_equal(m->count[0], m->count[1]);
    for (; beads.count < m->count[0]; beads.count++)
        beads.items[beads.count] =
            (bihe_bead){.first = {beads.count, beads.count}, .count = {1, 1}, .score = 1};
    assert_int_equal(bihe_agree(&model, sides, &beads, related, &a, &err), BIHE_OK);
    return beads;
}

static void release(made *m, bihe_bead_list *beads)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_mem_free(&a, beads->items);
    free_text(m);
}

static void translations_keep_their_scores(void **state)
{
    (void)state;
    double related;
    made m = new_text(120);
    add(&m, 0, 0, 120);
    add(&m, 1, 0, 120);
    bihe_bead_list beads = judged(&m, &related);
    assert_true(related > 0.99);
    for (size_t k = 0; k < beads.count; k++)
        assert_true(beads.items[k].score > 0.99);
    release(&m, &beads);
}

/* The same names in another order. */
static void texts_that_do_not_agree_get_low_scores(void **state)
{
    (void)state;
    double related;
    made m = new_text(120);
    add(&m, 0, 0, 120);
    for (size_t k = 0; k < 8; k++)
        add(&m, 1, (k * 5 + 2) % 8 * 15, (k * 5 + 2) % 8 * 15 + 15);
    bihe_bead_list beads = judged(&m, &related);
    assert_true(related < 0.5);
    for (size_t k = 0; k < beads.count; k++)
        assert_true(beads.items[k].score < 0.5);
    release(&m, &beads);
}

/* Sixty sentences in the middle are paired with others. */
static void only_the_part_that_does_not_agree_gets_low_scores(void **state)
{
    (void)state;
    double related;
    made m = new_text(400);
    add(&m, 0, 0, 400);
    add(&m, 1, 0, 170);
    add(&m, 1, 201, 230);
    add(&m, 1, 170, 201);
    add(&m, 1, 230, 400);
    bihe_bead_list beads = judged(&m, &related);
    assert_true(related > 0.99);
    for (size_t k = 0; k < beads.count; k++) {
        if (k < 150 || k >= 250) assert_true(beads.items[k].score > 0.99);
        if (k >= 190 && k < 210) assert_true(beads.items[k].score < 0.5);
    }
    release(&m, &beads);
}

static void a_text_that_tells_nothing_is_believed(void **state)
{
    (void)state;
    double related;
    made m = new_text(1);
    m.side[0][m.count[0]++] = (bihe_sentence){.text = {strdup("雨停了。"), 12}};
    m.side[1][m.count[1]++] = (bihe_sentence){.text = {strdup("The rain stopped."), 17}};
    bihe_bead_list beads = judged(&m, &related);
    assert_true(related > 0.99);
    assert_true(beads.items[0].score > 0.99);
    release(&m, &beads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clues_are_what_both_texts_write_alike),
        cmocka_unit_test(a_chain_goes_over_long_omissions),
        cmocka_unit_test(paragraphs_that_come_twice_do_not_lead_astray),
        cmocka_unit_test(of_swapped_chapters_the_longer_is_kept),
        cmocka_unit_test(the_corridor_grows_with_the_text),
        cmocka_unit_test(a_long_omission_is_crossed_where_clues_say),
        cmocka_unit_test(translations_keep_their_scores),
        cmocka_unit_test(texts_that_do_not_agree_get_low_scores),
        cmocka_unit_test(only_the_part_that_does_not_agree_gets_low_scores),
        cmocka_unit_test(a_text_that_tells_nothing_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
