/* SPDX-License-Identifier: Apache-2.0 */
/* The dynamic programme and its posteriors against all paths of tiny texts, the corridor, and the
 * promises of bihe_aligner_run. */
#include "unit/unit.h"

#include "align/anchor.h"
#include "align/fence.h"
#include "align/graph.h"
#include "model/glossary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 8 };

static bihe_options small_options(void)
{
    return (bihe_options){.max_bead = {4, 5}, .max_bead_sum = 6};
}

static bihe_model test_model(void)
{
    bihe_model model = {.lang = {"zh", "en"}};
    bihe_error err;
    assert_int_equal(bihe_config_align(NULL, &model.align, "model.yaml", &err), BIHE_OK);
    bihe_align_weights_default(&model.weights, &model.align);
    return model;
}

/* A small repeatable generator (Numerical Recipes' LCG). */
static unsigned draw(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

static const char *const letters = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";

static void random_side(bihe_sentence *sentences, size_t count, unsigned longest, unsigned *seed)
{
    for (size_t i = 0; i < count; i++)
        sentences[i] = (bihe_sentence){.text = {letters, 1 + draw(seed, longest)}};
}

static void align(const bihe_model *model, const bihe_options *options, const bihe_sentence *zh,
                  size_t zh_count, const bihe_sentence *en, size_t en_count, bihe_bead_list *beads)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_align_side sides[2] = {{zh, zh_count}, {en, en_count}};
    bihe_error err;
    *beads = (bihe_bead_list){0};
    const bihe_align_sources sources = {model, NULL};
    assert_int_equal(bihe_aligner_run(&sources, options, sides, beads, &a, &err), BIHE_OK);
}

static void release(bihe_bead_list *beads)
{
    const bihe_allocator a = bihe_allocator_default();
    bihe_mem_free(&a, beads->items);
}

/* Every sentence once, in order, scores within range. */
static void assert_complete(const bihe_bead_list *beads, size_t zh_count, size_t en_count)
{
    size_t at[2] = {0, 0};
    for (size_t k = 0; k < beads->count; k++) {
        for (int s = 0; s < 2; s++) {
            assert_int_equal(beads->items[k].first[s], at[s]);
            at[s] += beads->items[k].count[s];
        }
        assert_true(beads->items[k].score >= 0 && beads->items[k].score <= 1);
    }
    assert_int_equal(at[0], zh_count);
    assert_int_equal(at[1], en_count);
}

/* --- brute force -------------------------------------------------------------------------- */

/* All paths of a tiny matrix: the best one's value, the sum over all, and the share of each bead
 * in it. alone[s][i] is that of sentence i of side s standing alone. */
typedef struct all_paths {
    const bihe_cost *cost;
    double best, sum;
    double bead[MOST + 1][MOST + 1][BIHE_SHAPE_LIMIT]; /* by end and shape */
    size_t shape[2 * MOST];                            /* of the path so far */
    size_t depth;
} all_paths;

static void add_path(all_paths *p, double value)
{
    size_t i = 0, j = 0;
    p->best = fmax(p->best, value);
    p->sum += exp(value);
    for (size_t d = 0; d < p->depth; d++) {
        i += p->cost->shapes[p->shape[d]].n[0];
        j += p->cost->shapes[p->shape[d]].n[1];
        p->bead[i][j][p->shape[d]] += exp(value);
    }
}

static void walk(all_paths *p, size_t i, size_t j, double value)
{
    if (i == p->cost->count[0] && j == p->cost->count[1]) add_path(p, value);
    for (size_t k = 0; k < p->cost->shape_count; k++) {
        const size_t i2 = i + p->cost->shapes[k].n[0], j2 = j + p->cost->shapes[k].n[1];
        if (i2 > p->cost->count[0] || j2 > p->cost->count[1]) continue;
        p->shape[p->depth++] = k;
        walk(p, i2, j2, value + bihe_cost_bead(p->cost, k, i2, j2));
        p->depth--;
    }
}

static double alone(const all_paths *p, int side, size_t sentence)
{
    double sum = 0;
    for (size_t other = 0; other <= MOST; other++)
        sum += side == 0 ? p->bead[sentence + 1][other][BIHE_SHAPE_OMIT_0]
                         : p->bead[other][sentence + 1][BIHE_SHAPE_OMIT_1];
    return sum / p->sum;
}

static size_t shape_of(const bihe_cost *cost, const bihe_bead *bead)
{
    for (size_t k = 0; k < cost->shape_count; k++) {
        if (cost->shapes[k].n[0] == bead->count[0] && cost->shapes[k].n[1] == bead->count[1])
            return k;
    }
    fail_msg("a bead of %zu-%zu", bead->count[0], bead->count[1]);
    return 0;
}

static void check_beads(const all_paths *p, const bihe_bead_list *beads)
{
    double value = 0;
    for (size_t n = 0; n < beads->count; n++) {
        const bihe_bead *bead = &beads->items[n];
        const size_t k = shape_of(p->cost, bead);
        const size_t i = bead->first[0] + bead->count[0], j = bead->first[1] + bead->count[1];
        value += bihe_cost_bead(p->cost, k, i, j);
        double expected = p->bead[i][j][k] / p->sum;
        if (bead->count[1] == 0) expected = alone(p, 0, bead->first[0]);
        if (bead->count[0] == 0) expected = alone(p, 1, bead->first[1]);
        assert_near(bead->score, expected, 1e-5);
    }
    assert_near(value, p->best, 1e-4);
}

/* The best path of the graph that leaves no bead out, with its scores. */
static void best_of_all(const bihe_cost *cost, const bihe_corridor *corridor, bihe_bead_list *beads)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_graph_options all = {.temperature = 1, .least = 0};
    bihe_graph graph;
    bihe_error err;
    assert_int_equal(bihe_graph_build(&graph, cost, corridor, &all, &a, &err), BIHE_OK);
    float *values = bihe_mem_new(&a, graph.count, sizeof *values);
    float *posterior = bihe_mem_new(&a, graph.count, sizeof *posterior);
    assert_true(values != NULL && posterior != NULL);
    for (size_t k = 0; k < graph.count; k++) {
        const bihe_arc *arc = &graph.arcs[k];
        values[k] = (float)bihe_cost_bead(cost, arc->shape, arc->end[0], arc->end[1]);
    }
    assert_int_equal(bihe_graph_best(&graph, values, beads, &a, &err), BIHE_OK);
    assert_int_equal(bihe_graph_posterior(&graph, values, posterior, NULL, &a, &err), BIHE_OK);
    assert_int_equal(bihe_graph_score(&graph, posterior, beads->items, beads->count, &a, &err),
                     BIHE_OK);
    bihe_mem_free(&a, values);
    bihe_mem_free(&a, posterior);
    bihe_graph_clear(&graph, &a);
}

static void the_path_is_the_best_of_all(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_model model = test_model();
    model.align.omission = -4; /* likely enough to be seen */
    const bihe_options options = small_options();
    unsigned seed = 3;
    all_paths *p = bihe_mem_new(&a, 1, sizeof *p);
    assert_non_null(p);
    for (int round = 0; round < 60; round++) {
        bihe_sentence zh[MOST], en[MOST];
        const size_t zh_count = draw(&seed, 6), en_count = draw(&seed, 6);
        random_side(zh, zh_count, 12, &seed);
        random_side(en, en_count, 40, &seed);
        const bihe_align_side sides[2] = {{zh, zh_count}, {en, en_count}};
        bihe_cost cost;
        bihe_error err;
        assert_int_equal(bihe_cost_init(&cost, &model, &options, sides, &a, &err), BIHE_OK);
        bihe_corridor corridor = {0};
        bihe_terms terms;
        bihe_clues clues;
        const bihe_align_sources plain = {&model, NULL};
        assert_int_equal(bihe_terms_init(&terms, &plain, sides, &a, &err), BIHE_OK);
        assert_int_equal(bihe_clues_init(&clues, &terms, &a, &err), BIHE_OK);
        assert_int_equal(bihe_anchor_corridor(&cost, &clues, &corridor, &a, &err), BIHE_OK);
        *p = (all_paths){.cost = &cost, .best = -INFINITY};
        walk(p, 0, 0, 0);
        bihe_bead_list beads = {0};
        best_of_all(&cost, &corridor, &beads);
        assert_complete(&beads, zh_count, en_count);
        check_beads(p, &beads);
        release(&beads);
        bihe_clues_clear(&clues, &a);
        bihe_terms_clear(&terms);
        bihe_corridor_clear(&corridor, &a);
        bihe_cost_clear(&cost, &a);
    }
    bihe_mem_free(&a, p);
}

/* --- promises ----------------------------------------------------------------------------- */

static void an_empty_side_gives_single_sentences(void **state)
{
    (void)state;
    const bihe_model model = test_model();
    const bihe_options options = small_options();
    const bihe_sentence three[3] = {
        {.text = {letters, 3}}, {.text = {letters, 0}}, {.text = {letters, 9}}};
    bihe_bead_list beads;
    align(&model, &options, three, 3, NULL, 0, &beads);
    assert_complete(&beads, 3, 0);
    assert_int_equal(beads.count, 3);
    assert_near(beads.items[1].score, 1, 1e-5);
    release(&beads);
    align(&model, &options, NULL, 0, three, 3, &beads);
    assert_complete(&beads, 0, 3);
    assert_int_equal(beads.count, 3);
    release(&beads);
    align(&model, &options, NULL, 0, NULL, 0, &beads);
    assert_int_equal(beads.count, 0);
    release(&beads);
}

static void beads_keep_within_the_options(void **state)
{
    (void)state;
    const bihe_model model = test_model();
    const bihe_options options = {.max_bead = {2, 1}, .max_bead_sum = 3};
    bihe_sentence zh[40], en[7];
    unsigned seed = 3;
    random_side(zh, 40, 20, &seed);
    random_side(en, 7, 50, &seed);
    bihe_bead_list beads;
    align(&model, &options, zh, 40, en, 7, &beads);
    assert_complete(&beads, 40, 7);
    for (size_t k = 0; k < beads.count; k++)
        assert_true(beads.items[k].count[0] <= 2 && beads.items[k].count[1] <= 1);
    release(&beads);
}

/* The model of the same languages the other way round. */
static bihe_model mirror_of(const bihe_model *model)
{
    bihe_model mirrored = *model;
    mirrored.align.ratio = 1 / model->align.ratio;
    mirrored.align.variance = model->align.variance / model->align.ratio;
    for (int side = 0; side < 2; side++)
        mirrored.align.word_weight[side] = model->align.word_weight[1 - side];
    bihe_align_weights_default(&mirrored.weights, &mirrored.align);
    return mirrored;
}

static void assert_mirrored(const bihe_model *model, const bihe_model *mirrored,
                            const bihe_align_side sides[2], double tolerance)
{
    const bihe_options options = small_options();
    const bihe_options turned = {.max_bead = {5, 4}, .max_bead_sum = 6};
    const bihe_sentence *zh = sides[0].sentences, *en = sides[1].sentences;
    bihe_bead_list there, back;
    align(model, &options, zh, sides[0].count, en, sides[1].count, &there);
    align(mirrored, &turned, en, sides[1].count, zh, sides[0].count, &back);
    assert_int_equal(there.count, back.count);
    for (size_t k = 0; k < there.count; k++) {
        for (int s = 0; s < 2; s++) {
            assert_int_equal(there.items[k].first[s], back.items[k].first[1 - s]);
            assert_int_equal(there.items[k].count[s], back.items[k].count[1 - s]);
        }
        assert_near(there.items[k].score, back.items[k].score, tolerance);
    }
    release(&there);
    release(&back);
}

static void swapped_sides_give_the_mirror(void **state)
{
    (void)state;
    const bihe_model model = test_model();
    const bihe_model mirrored = mirror_of(&model);
    unsigned seed = 11;
    for (int round = 0; round < 20; round++) {
        bihe_sentence zh[30], en[37];
        random_side(zh, 30, 14, &seed);
        random_side(en, 37, 50, &seed);
        const bihe_align_side sides[2] = {{zh, 30}, {en, 37}};
        assert_mirrored(&model, &mirrored, sides, 1e-3);
    }
}

/* Long texts are aligned within a corridor: it must hold the same path from both sides. */
static void swapped_long_texts_give_the_mirror(void **state)
{
    (void)state;
    enum { BEADS = 650, LONGEST = 64 };
    const bihe_model model = test_model();
    const bihe_model mirrored = mirror_of(&model);
    static char texts[2][BEADS][LONGEST];
    static bihe_sentence sentences[2][BEADS];
    unsigned seed = 3;
    size_t count[2] = {0, 0};
    for (size_t k = 0; k < BEADS; k++) {
        /* words of a few that come again and again, of three letters and of seven, and names, which
         * both sides write alike; now and then a side is left out */
        const unsigned left_out = draw(&seed, 12), words = 2 + draw(&seed, 5);
        size_t at[2] = {0, 0};
        for (unsigned w = 0; w < words; w++) {
            const bool name = draw(&seed, 4) == 0;
            const unsigned word = name ? (unsigned)k : draw(&seed, 40);
            const char letters_of[] = {(char)('a' + word % 26), (char)('a' + word / 26), '\0'};
            for (int s = 0; s < 2; s++)
                at[s] += (size_t)snprintf(texts[s][k] + at[s], LONGEST - at[s], "%s%s ", letters_of,
                                          name     ? "name"
                                          : s == 0 ? "z"
                                                   : "quiet");
        }
        for (unsigned s = 0; s < 2; s++)
            if (left_out != s) sentences[s][count[s]++].text = bihe_view_of(texts[s][k]);
    }
    const bihe_align_side sides[2] = {{sentences[0], count[0]}, {sentences[1], count[1]}};
    /* what lies outside has a little probability, which is another on each side */
    assert_mirrored(&model, &mirrored, sides, 5e-3);
}

/* --- the corridor -------------------------------------------------------------------------- */

static void a_corridor_always_has_a_path(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    unsigned seed = 3;
    for (int round = 0; round < 200; round++) {
        const size_t count[2] = {draw(&seed, 12), draw(&seed, 12)};
        bihe_corridor c;
        bihe_error err;
        assert_int_equal(bihe_corridor_init(&c, count, &a, &err), BIHE_OK);
        for (size_t i = 0; i < c.rows; i++) {
            c.from[i] = draw(&seed, 16);
            c.to[i] = draw(&seed, 16);
        }
        bihe_corridor_finish(&c);
        assert_true(bihe_corridor_has(&c, 0, 0));
        assert_true(bihe_corridor_has(&c, count[0], count[1]));
        for (size_t i = 0; i < c.rows; i++) {
            assert_true(c.from[i] < c.to[i] && c.to[i] <= c.columns);
            assert_int_equal(c.offset[i + 1] - c.offset[i], c.to[i] - c.from[i]);
            if (i == 0) continue;
            assert_true(c.from[i - 1] <= c.from[i] && c.to[i - 1] <= c.to[i]);
            assert_true(c.from[i] < c.to[i - 1]);
        }
        bihe_corridor_clear(&c, &a);
    }
}

typedef struct meter {
    size_t now, most;
} meter;

/* malloc's with the size kept in front of each block. */
static void *metered_resize(void *user, void *ptr, size_t size)
{
    meter *m = user;
    max_align_t *old = ptr == NULL ? NULL : (max_align_t *)ptr - 1;
    const size_t before = old == NULL ? 0 : *(size_t *)old;
    m->now += size - before;
    if (m->now > m->most) m->most = m->now;
    if (size == 0) {
        free(old);
        return NULL;
    }
    max_align_t *block = realloc(old, size + sizeof *block);
    assert_non_null(block);
    *(size_t *)block = size;
    return block + 1;
}

static void long_texts_do_not_take_the_matrix(void **state)
{
    (void)state;
    enum { ZH = 1200, EN = 1700 };
    meter m = {0, 0};
    const bihe_allocator a = {metered_resize, &m};
    const bihe_model model = test_model();
    const bihe_options options = small_options();
    bihe_sentence *zh = bihe_mem_new(&a, ZH, sizeof *zh), *en = bihe_mem_new(&a, EN, sizeof *en);
    unsigned seed = 1;
    random_side(zh, ZH, 20, &seed);
    random_side(en, EN, 48, &seed);
    const size_t texts = m.now;
    const bihe_align_side sides[2] = {{zh, ZH}, {en, EN}};
    bihe_bead_list beads = {0};
    bihe_error err;
    const bihe_align_sources sources = {&model, NULL};
    assert_int_equal(bihe_aligner_run(&sources, &options, sides, &beads, &a, &err), BIHE_OK);
    assert_complete(&beads, ZH, EN);
    /* half of what a table of all cells would take */
    assert_true(m.most - texts < (size_t)ZH * EN * 130 / 2);
    bihe_mem_free(&a, beads.items);
    bihe_mem_free(&a, zh);
    bihe_mem_free(&a, en);
    assert_int_equal(m.now, 0);
}

/* A paragraph left out on one side stays by itself; without the paragraphs it would be joined. */
static void beads_keep_within_passages(void **state)
{
    (void)state;
    const size_t zh_lengths[] = {20, 8, 22}, en_lengths[] = {68, 75};
    bihe_sentence zh[3], en[2];
    char text[80]; /* only lengths matter */
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < 3; i++)
        zh[i] = (bihe_sentence){.text = {text, zh_lengths[i]}, .passage = i};
    for (size_t i = 0; i < 2; i++)
        en[i] = (bihe_sentence){.text = {text, en_lengths[i]}, .passage = i};
    bihe_model model = test_model();
    model.align.passage_penalty = -20;
    const bihe_options options = small_options();
    bihe_bead_list beads;
    align(&model, &options, zh, 3, en, 2, &beads);
    assert_int_equal(beads.count, 3);
    assert_int_equal(beads.items[1].count[0], 1);
    assert_int_equal(beads.items[1].count[1], 0);
    release(&beads);
    bihe_options lines = options;
    lines.presegmented = true;
    align(&model, &lines, zh, 3, en, 2, &beads);
    assert_int_equal(beads.count, 2);
    release(&beads);
}

/* A bead is allowed where it lies, on both sides, all before or all after each anchor. */
static void no_bead_crosses_an_anchor(void **state)
{
    (void)state;
    enum { N = 6 };
    const bihe_allocator a = bihe_allocator_default();
    static const size_t at[2][2] = {{2, 1}, {3, 4}};
    bihe_sentence sentences[2][N] = {{{.anchored = false}}};
    for (int s = 0; s < 2; s++) {
        for (size_t k = 0; k < 2; k++)
            sentences[s][at[k][s]].anchored = true;
    }
    const bihe_align_side sides[2] = {{sentences[0], N}, {sentences[1], N}};
    bihe_fence fence;
    bihe_error err;
    assert_int_equal(bihe_fence_init(&fence, sides, &a, &err), BIHE_OK);
    for (size_t n = 0; n < 7 * 7 * 7 * 7; n++) {
        const size_t from[2] = {n % 7, n / 7 % 7}, to[2] = {n / 49 % 7, n / 343};
        if (from[0] > to[0] || from[1] > to[1]) continue;
        bool expected = true;
        for (size_t k = 0; k < 2; k++)
            expected = expected && ((to[0] <= at[k][0] && to[1] <= at[k][1]) ||
                                    (from[0] >= at[k][0] && from[1] >= at[k][1]));
        assert_int_equal(bihe_fence_allows(&fence, from, to), expected);
    }
    bihe_fence_clear(&fence, &a);
    sentences[0][2].anchored = false;
    assert_int_equal(bihe_fence_init(&fence, sides, &a, &err), BIHE_ERROR_INPUT);
}

static void every_path_passes_the_anchors(void **state)
{
    (void)state;
    const bihe_model model = test_model();
    const bihe_options options = small_options();
    unsigned seed = 23;
    for (int round = 0; round < 40; round++) {
        bihe_sentence zh[6], en[6];
        random_side(zh, 6, 12, &seed);
        random_side(en, 6, 40, &seed);
        const size_t at[2] = {draw(&seed, 6), draw(&seed, 6)};
        zh[at[0]].anchored = en[at[1]].anchored = true;
        bihe_bead_list beads;
        align(&model, &options, zh, 6, en, 6, &beads);
        assert_complete(&beads, 6, 6);
        bool passed = false;
        for (size_t k = 0; k < beads.count; k++)
            passed |= beads.items[k].first[0] == at[0] && beads.items[k].first[1] == at[1];
        assert_true(passed);
        release(&beads);
    }
}

/* Long texts of nothing but lengths, with anchors far from the diagonal. */
static void anchors_lead_the_corridor(void **state)
{
    (void)state;
    enum { ZH = 1500, EN = 1500 };
    static const size_t at[3][2] = {{100, 700}, {101, 701}, {800, 900}};
    const bihe_model model = test_model();
    const bihe_options options = small_options();
    bihe_sentence *zh = calloc(ZH, sizeof *zh), *en = calloc(EN, sizeof *en);
    unsigned seed = 2;
    assert_true(zh != NULL && en != NULL);
    random_side(zh, ZH, 20, &seed);
    random_side(en, EN, 48, &seed);
    for (size_t k = 0; k < 3; k++)
        zh[at[k][0]].anchored = en[at[k][1]].anchored = true;
    bihe_bead_list beads;
    align(&model, &options, zh, ZH, en, EN, &beads);
    assert_complete(&beads, ZH, EN);
    size_t passed = 0;
    for (size_t k = 0; k < beads.count; k++) {
        for (size_t n = 0; n < 3; n++)
            passed += beads.items[k].first[0] == at[n][0] && beads.items[k].first[1] == at[n][1];
    }
    assert_int_equal(passed, 3);
    release(&beads);
    free(zh);
    free(en);
}

/* Lengths alone would pair them in order; the names and numbers say otherwise. */
static void names_and_numbers_bind(void **state)
{
    (void)state;
    static const char *const zh_texts[] = {
        "天气很好，我们都出门了。", "他是 1984 年生的，名叫 Marek。", "那里的河很宽，水很清。"};
    static const char *const en_texts[] = {"He was born in 1984 and his name is Marek.",
                                           "The river there is wide, its water is clear."};
    bihe_sentence zh[3], en[2];
    for (size_t i = 0; i < 3; i++)
        zh[i] = (bihe_sentence){.text = bihe_view_of(zh_texts[i]), .passage = i};
    for (size_t i = 0; i < 2; i++)
        en[i] = (bihe_sentence){.text = bihe_view_of(en_texts[i]), .passage = i};
    bihe_model model = test_model();
    model.align.passage_penalty = -20;
    const bihe_options options = small_options();
    bihe_bead_list beads;
    align(&model, &options, zh, 3, en, 2, &beads);
    assert_int_equal(beads.count, 3);
    assert_int_equal(beads.items[0].count[1], 0);
    assert_int_equal(beads.items[1].first[0], 1);
    assert_int_equal(beads.items[1].first[1], 0);
    release(&beads);
}

/* Of two equal sentences one is left over; the kind of its block says which. */
static void blocks_of_a_kind_bind(void **state)
{
    (void)state;
    bihe_model model = test_model();
    model.align.passage_penalty = -20; /* nothing is joined */
    const bihe_options options = small_options();
    for (uint8_t left = 0; left < 2; left++) {
        const bihe_sentence zh[2] = {{.text = {letters, 12}, .passage = 0, .kind = left},
                                     {.text = {letters, 12}, .passage = 1, .kind = !left}};
        const bihe_sentence en[1] = {{.text = {letters, 41}, .kind = 0}};
        bihe_bead_list beads;
        align(&model, &options, zh, 2, en, 1, &beads);
        for (size_t k = 0; k < beads.count; k++)
            if (beads.items[k].count[1] > 0) assert_int_equal(beads.items[k].first[0], left);
        release(&beads);
    }
}

/* Three sentences for two, in paragraphs of two and one for one and one. */
static void beads_end_where_passages_do(void **state)
{
    (void)state;
    const bihe_model model = test_model();
    const bihe_options options = small_options();
    for (size_t first = 1; first < 3; first++) {
        bihe_sentence zh[3], en[2];
        for (size_t i = 0; i < 3; i++)
            zh[i] = (bihe_sentence){.text = {letters, 10}, .passage = i >= first};
        for (size_t i = 0; i < 2; i++)
            en[i] = (bihe_sentence){.text = {letters, 51}, .passage = i};
        bihe_bead_list beads;
        align(&model, &options, zh, 3, en, 2, &beads);
        assert_int_equal(beads.count, 2);
        assert_int_equal(beads.items[0].count[0], first);
        release(&beads);
    }
}

/* Lengths would pair the sentences in order; the user's glossary says that the second of the
 * Chinese ones is the first of the English ones. */
static void a_glossary_binds(void **state)
{
    (void)state;
    static const char *const zh_texts[] = {"天气很好，我们都出门了。", "赤溪的青鹭回来了。",
                                           "那里的河很宽，水很清。"};
    static const char *const en_texts[] = {"The heron of Akatani has come back to us now.",
                                           "It is wide there and quite clear."};
    const bihe_allocator a = bihe_allocator_default();
    bihe_sentence zh[3], en[2];
    for (size_t i = 0; i < 3; i++)
        zh[i] = (bihe_sentence){.text = bihe_view_of(zh_texts[i]), .passage = i};
    for (size_t i = 0; i < 2; i++)
        en[i] = (bihe_sentence){.text = bihe_view_of(en_texts[i]), .passage = i};
    bihe_glossary *glossary;
    bihe_error err;
    assert_int_equal(bihe_glossary_new(&glossary, NULL, &a, &err), BIHE_OK);
    const bihe_view terms[][2] = {{BIHE_VIEW("赤溪"), BIHE_VIEW("Akatani")},
                                  {BIHE_VIEW("青鹭"), BIHE_VIEW("heron")}};
    for (size_t k = 0; k < 2; k++)
        assert_int_equal(bihe_glossary_add(glossary, terms[k], &err), BIHE_OK);
    assert_int_equal(bihe_glossary_finish(glossary, &err), BIHE_OK);
    bihe_model model = test_model();
    model.align.passage_penalty = -20;
    const bihe_options options = small_options();
    const bihe_align_side sides[2] = {{zh, 3}, {en, 2}};
    size_t partner[2];
    for (int with = 0; with < 2; with++) {
        const bihe_align_sources sources = {&model, with ? bihe_glossary_lexicon(glossary) : NULL};
        bihe_bead_list beads = {0};
        assert_int_equal(bihe_aligner_run(&sources, &options, sides, &beads, &a, &err), BIHE_OK);
        for (size_t k = 0; k < beads.count; k++)
            if (beads.items[k].count[1] > 0 && beads.items[k].first[1] == 0)
                partner[with] = beads.items[k].first[0];
        release(&beads);
    }
    assert_int_equal(partner[0], 0);
    assert_int_equal(partner[1], 1);
    bihe_glossary_free(glossary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path_is_the_best_of_all),
        cmocka_unit_test(an_empty_side_gives_single_sentences),
        cmocka_unit_test(beads_keep_within_the_options),
        cmocka_unit_test(swapped_sides_give_the_mirror),
        cmocka_unit_test(swapped_long_texts_give_the_mirror),
        cmocka_unit_test(a_corridor_always_has_a_path),
        cmocka_unit_test(long_texts_do_not_take_the_matrix),
        cmocka_unit_test(beads_keep_within_passages),
        cmocka_unit_test(no_bead_crosses_an_anchor),
        cmocka_unit_test(every_path_passes_the_anchors),
        cmocka_unit_test(anchors_lead_the_corridor),
        cmocka_unit_test(names_and_numbers_bind),
        cmocka_unit_test(a_glossary_binds),
        cmocka_unit_test(blocks_of_a_kind_bind),
        cmocka_unit_test(beads_end_where_passages_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
