/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences cut at their optional joints, what the ends cost, and the pieces put together again. */
#include "unit/unit.h"

#include "align/seams.h"
#include "document.h"

#include <math.h>
#include <string.h>

static const char text[] = "One two. Three four: five six; seven";

/* The text as one sentence with three optional joints. */
static bihe_cut_list whole_text(bihe_optional_joint joints[3])
{
    const bihe_allocator a = bihe_allocator_default();
    joints[0] = (bihe_optional_joint){8, 9, -0.5};
    joints[1] = (bihe_optional_joint){20, 21, -2.5};
    joints[2] = (bihe_optional_joint){30, 31, -1};
    bihe_cut_list cuts = {
        .items = bihe_mem_new(&a, 1, sizeof(bihe_cut)), .count = 1, .capacity = 1};
    assert_non_null(cuts.items);
    cuts.items[0] = (bihe_cut){0, strlen(text), BIHE_CERTAIN_MARGIN, joints, 3};
    return cuts;
}

static void cut(bihe_cut_list *cuts)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_error err;
    assert_int_equal(bihe_joints_cut(cuts, &a, &err), BIHE_OK);
}

static void release(bihe_cut_list *cuts)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_mem_free(&a, cuts->items);
}

/* The two likeliest of three joints are cut; the third stays inside its piece. */
static void a_sentence_is_cut_at_its_likeliest_joints(void **state)
{
    (void)state;
    bihe_optional_joint joints[3];
    bihe_cut_list cuts = whole_text(joints);
    cut(&cuts);
    assert_int_equal(cuts.count, 3);
    static const size_t ends[3][2] = {{0, 8}, {9, 30}, {31, 36}};
    for (size_t k = 0; k < 3; k++) {
        assert_int_equal(cuts.items[k].start, ends[k][0]);
        assert_int_equal(cuts.items[k].end, ends[k][1]);
        assert_int_equal(cuts.items[k].joint_count, k == 1);
        assert_true(k == 2 ? cuts.items[k].margin > 0 : cuts.items[k].margin < 0);
    }
    release(&cuts);
}

/* --- gluing ------------------------------------------------------------------------------- */

/* Pieces of two copies of the text as English sentences, with as many Chinese ones as are wanted.
 */
typedef struct fixture {
    bihe_document document;
    bihe_sentence zh[8], en[8];
    bihe_bead beads[8];
    bihe_optional_joint joints[2][3];
} fixture;

static void set_up(fixture *f)
{
    *f = (fixture){.document = {.allocator = bihe_allocator_default()}};
    size_t n = 0;
    for (size_t copy = 0; copy < 2; copy++) {
        bihe_cut_list cuts = whole_text(f->joints[copy]);
        cut(&cuts);
        for (size_t k = 0; k < cuts.count; k++, n++) {
            const bihe_cut *c = &cuts.items[k];
            f->en[n] = (bihe_sentence){.text = {text + c->start, c->end - c->start},
                                       .line = {n + 1, n + 1},
                                       .margin = c->margin,
                                       .joints = c->joints,
                                       .joint_count = c->joint_count};
        }
        release(&cuts);
    }
    f->document.sentences[BIHE_ZH] = f->zh;
    f->document.sentences[BIHE_EN] = f->en;
    f->document.stats.sentences[BIHE_EN] = n;
    f->document.beads.items = f->beads;
}

/* Adds a bead of so many sentences of each side. */
static void add_bead(fixture *f, size_t zh, size_t en, double score)
{
    bihe_bead_list *beads = &f->document.beads;
    bihe_bead bead = {.count = {zh, en}, .score = score};
    if (beads->count > 0) {
        const bihe_bead *last = &beads->items[beads->count - 1];
        for (int s = 0; s < 2; s++)
            bead.first[s] = last->first[s] + last->count[s];
    }
    for (size_t k = 0; k < zh; k++)
        f->zh[bead.first[0] + k] = (bihe_sentence){.text = BIHE_VIEW("字"), .margin = 30};
    beads->items[beads->count++] = bead;
}

static void glue(fixture *f)
{
    const size_t first[2] = {0, 0};
    bihe_document_glue(&f->document, first, 0);
    size_t at[2] = {0, 0};
    for (size_t k = 0; k < f->document.beads.count; k++) {
        for (int s = 0; s < 2; s++) {
            assert_int_equal(f->beads[k].first[s], at[s]);
            at[s] += f->beads[k].count[s];
        }
    }
    assert_int_equal(at[0], f->document.stats.sentences[0]);
    assert_int_equal(at[1], f->document.stats.sentences[1]);
}

static void pieces_in_one_bead_are_the_sentence_again(void **state)
{
    (void)state;
    fixture f;
    set_up(&f);
    add_bead(&f, 1, 3, 0.9);
    add_bead(&f, 2, 3, 0.8);
    glue(&f);
    assert_int_equal(f.document.stats.sentences[BIHE_EN], 2);
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(f.beads[k].count[BIHE_EN], 1);
        assert_true(bihe_view_is(f.en[k].text, text));
        assert_int_equal(f.en[k].line[0], 3 * k + 1);
        assert_int_equal(f.en[k].line[1], 3 * k + 3);
        assert_true(f.en[k].margin > 0);
        assert_int_equal(f.en[k].joint_count, 3);
        assert_int_equal(f.en[k].joints[0].end, 8);
        assert_int_equal(f.en[k].joints[1].next, 21);
        assert_int_equal(f.en[k].joints[2].end, 30);
    }
}

static void pieces_in_two_beads_stay_apart(void **state)
{
    (void)state;
    fixture f;
    set_up(&f);
    add_bead(&f, 1, 1, 0.9);
    add_bead(&f, 1, 2, 0.8);
    add_bead(&f, 1, 3, 0.8);
    glue(&f);
    assert_int_equal(f.document.stats.sentences[BIHE_EN], 3);
    assert_true(bihe_view_is(f.en[0].text, "One two."));
    assert_true(bihe_view_is(f.en[1].text, "Three four: five six; seven"));
    assert_int_equal(f.en[1].joint_count, 2);
    assert_int_equal(f.en[1].joints[0].end, 11);
    assert_int_equal(f.en[1].joints[1].next, 22);
    assert_true(bihe_view_is(f.en[2].text, text));
}

static void pieces_left_alone_are_one_sentence(void **state)
{
    (void)state;
    fixture f;
    set_up(&f);
    for (size_t k = 0; k < 6; k++)
        add_bead(&f, 0, 1, k == 1 ? 0.25 : 0.75);
    add_bead(&f, 1, 0, 0.5);
    glue(&f);
    assert_int_equal(f.document.beads.count, 3);
    assert_int_equal(f.document.stats.sentences[BIHE_EN], 2);
    assert_true(f.beads[0].score < 0.3);
    assert_true(f.beads[1].score > 0.7);
    assert_int_equal(f.beads[2].count[BIHE_ZH], 1);
}

/* --- what ends cost ----------------------------------------------------------------------- */

static void doubtful_ends_cost_more_and_are_joined_for_less(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    const bihe_sentence given[4] = {{.margin = 30}, {.margin = 2}, {.margin = -1}, {.margin = 0}};
    const bihe_align_side sides[2] = {{given, 4}, {NULL, 0}};
    bihe_seams seams;
    bihe_error err;
    assert_int_equal(bihe_seams_init(&seams, sides, -1.2, &a, &err), BIHE_OK);
    assert_null(seams.end[1]);
    const double certain = bihe_seams_term(&seams, 0, 0, 1);
    const double doubtful = bihe_seams_term(&seams, 0, 1, 2);
    const double unlikely = bihe_seams_term(&seams, 0, 2, 3);
    assert_true(fabs(certain) < 1e-9);
    assert_true(doubtful < certain && unlikely < doubtful);
    assert_true(fabs(bihe_seams_term(&seams, 0, 3, 4)) < 1e-9); /* nothing is known */
    /* joining all costs what the last end costs, and gives some of the merge penalty back */
    const double all = bihe_seams_term(&seams, 0, 0, 4);
    assert_true(all > 0 && all < 2 * 1.2);
    assert_true(bihe_seams_term(&seams, 0, 2, 4) > bihe_seams_term(&seams, 0, 1, 3) - unlikely);
    bihe_seams_clear(&seams, &a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_cut_at_its_likeliest_joints),
        cmocka_unit_test(pieces_in_one_bead_are_the_sentence_again),
        cmocka_unit_test(pieces_in_two_beads_stay_apart),
        cmocka_unit_test(pieces_left_alone_are_one_sentence),
        cmocka_unit_test(doubtful_ends_cost_more_and_are_joined_for_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
