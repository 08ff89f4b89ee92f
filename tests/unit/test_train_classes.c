/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Classes of words: those in like company come together, those in different company stay apart.
 */
#include "model/train_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Codes of an invented language, in whose lines each word of one kind is followed by `LINK` and one
 * of the other kind. */
enum {
    KIND = 200, /* words of a kind */
    NOUN = 0x4E00,
    VERB = NOUN + KIND,
    LINK = VERB + KIND,
    RARE, /* seen once, in a word that ends like VERB */
    TURNS = 12,
};

static uint32_t child(const bihe_word_tree *tree, uint32_t parent, uint16_t code)
{
    for (size_t i = 0; i < tree->edges.used; i++)
        if (tree->edges.slots[i].key == ((uint64_t)parent << 16 | code))
            return tree->edges.slots[i].count;
    fail_msg("no such word");
    return 0;
}

typedef struct language {
    bihe_allocator allocator;
    bihe_word_tree tree;
    uint8_t *classes;
    uint32_t *pairs;
} language;

static int setup(void **state)
{
    static language made;
    bihe_word_tree *tree = &made.tree;
    made.allocator = bihe_allocator_default();
    assert_true(bihe_word_tree_init(tree, &made.allocator));
    for (uint16_t code = NOUN; code <= LINK; code++)
        tree->listed[bihe_word_tree_add(tree, &code, 1)] = 10;
    const uint16_t rare[] = {RARE, VERB};
    tree->listed[bihe_word_tree_add(tree, rare, 2)] = 1;
    bihe_word_tree_weigh(tree);
    for (unsigned k = 0; k < TURNS * KIND; k++) {
        const uint16_t line[] = {(uint16_t)(NOUN + k % KIND), LINK,
                                 (uint16_t)(VERB + k * 7 % KIND)};
        assert_true(bihe_word_tree_segment(tree, line, 3));
    }
    bihe_count_table_sort(&tree->edges);
    bihe_count_table_sort(&tree->pairs);
    made.classes = bihe_mem_new0(&made.allocator, tree->count, 1);
    made.pairs = bihe_mem_new0(&made.allocator, (size_t)BIHE_WORD_CLASSES * BIHE_WORD_CLASSES, 4);
    assert_true(bihe_word_classes_make(tree, made.classes, made.pairs));
    *state = &made;
    return 0;
}

static int teardown(void **state)
{
    language *made = *state;
    bihe_mem_free(&made->allocator, made->classes);
    bihe_mem_free(&made->allocator, made->pairs);
    bihe_word_tree_clear(&made->tree);
    return 0;
}

static void keeps_company(void **state)
{
    const language *made = *state;
    int kinds[BIHE_WORD_CLASSES] = {0}; /* bit 0: has nouns, bit 1: verbs, bit 2: the link */
    for (uint16_t code = NOUN; code <= LINK; code++) {
        const uint8_t class = made->classes[child(&made->tree, 0, code)];
        assert_in_range(class, 1, BIHE_WORD_CLASSES - 1);
        kinds[class] |= code < VERB ? 1 : code < LINK ? 2 : 4;
    }
    for (size_t k = 1; k < BIHE_WORD_CLASSES; k++)
        assert_true(kinds[k] == 0 || kinds[k] == 1 || kinds[k] == 2 || kinds[k] == 4);
}

static void counts_what_follows(void **state)
{
    const language *made = *state;
    const size_t link = made->classes[child(&made->tree, 0, LINK)];
    size_t before = 0, after = 0, ends = 0, lines = 0;
    for (size_t k = 0; k < BIHE_WORD_CLASSES; k++) {
        before += made->pairs[k * BIHE_WORD_CLASSES + link];
        after += made->pairs[link * BIHE_WORD_CLASSES + k];
        ends += made->pairs[k * BIHE_WORD_CLASSES];
        lines += made->pairs[k];
    }
    assert_int_equal(before, TURNS * KIND);
    assert_int_equal(after, TURNS * KIND);
    assert_int_equal(ends, TURNS * KIND);
    assert_int_equal(lines, TURNS * KIND);
}

/* A word that the text has not enough of goes where words that end like it are. */
static void rare_words_follow_their_ending(void **state)
{
    const language *made = *state;
    const uint32_t first = child(&made->tree, 0, RARE);
    assert_int_equal(made->classes[child(&made->tree, first, VERB)],
                     made->classes[child(&made->tree, 0, VERB)]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_company),
        cmocka_unit_test(counts_what_follows),
        cmocka_unit_test(rare_words_follow_their_ending),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
