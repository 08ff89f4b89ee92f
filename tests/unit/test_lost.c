/* SPDX-License-Identifier: Apache-2.0 */
/* Ends of lines that were lost: where English shows them, and where it does not. */
#include "unit/unit.h"

#include "align/lost.h"

#include <string.h>

static bihe_model *model;

static int load(void **state)
{
    (void)state;
    bihe_error err;
    return bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err) == BIHE_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    bihe_model_free(model);
    return 0;
}

/* A document of one English sentence and, maybe, other text. */
typedef struct fixture {
    bihe_allocator allocator;
    bihe_lost_text text;
    bihe_notes notes;
    bihe_lost_list places;
} fixture;

static void look(fixture *f, const char *english, const char *other)
{
    *f = (fixture){.allocator = bihe_allocator_default()};
    f->text.runs.allocator = &f->allocator;
    f->notes.allocator = f->allocator;
    assert_true(bihe_lost_text_add(&f->text, bihe_view_of(english)));
    assert_true(bihe_lost_text_add(&f->text, bihe_view_of(other)));
    assert_true(bihe_notes_add(&f->notes, bihe_view_of(english)));
    const bihe_sentence sentence = {.text = bihe_view_of(english)};
    const bihe_align_side side = {&sentence, 1};
    const bihe_align_sources sources = {model, NULL};
    const bihe_lost_input input = {&sources, NULL, &f->text, &f->notes, &f->allocator};
    bihe_error err;
    assert_int_equal(bihe_lost_see(&input, &side, &f->places, &err), BIHE_OK);
}

static void forget(fixture *f)
{
    bihe_lost_text_clear(&f->text);
    bihe_notes_clear(&f->notes);
    bihe_mem_free(&f->allocator, f->places.items);
}

/* The only place is before `next`, past a space; NULL: there is none. */
static void expect(const char *english, const char *other, const char *next)
{
    fixture f;
    look(&f, english, other);
    assert_int_equal(f.places.count, next != NULL);
    if (next != NULL) {
        const bihe_lost *place = &f.places.items[0];
        const size_t at = (size_t)(strstr(english, next) - english);
        assert_int_equal(place->next, at);
        assert_int_equal(place->end, english[at - 1] == ' ' ? at - 1 : at);
        assert_true(place->margin < 0 && place->margin > -BIHE_DOUBTFUL_MARGIN);
    }
    forget(&f);
}

/* Glued stops, so that places are looked for. */
static const char glued[] = "It rains.The road is wet.We stay.";

static void line_ends_show(void **state)
{
    (void)state;
    expect("A new bridge for the townThe mayor opens it today", glued, "The mayor");
    expect("What the council spent in 2015Most of it went to schools", glued, "Most of it");
    expect("Choose one of these:The first is free", glued, "The first");
    expect("A letter (in full)The editor answers", glued, "The editor");
    expect("They called it \"a reverse\"The season went on", glued, "The season");
    expect("The year of the harvest\"Rain fell all night", glued, "\"Rain");
    expect("see the settings page.first open it", glued, "first open");
    expect("the news from the village.#garden", glued, "#garden");
    expect("HTMLThe language of pages", glued, "The language");
    expect("What the council spent on schools However it was paid", glued, "However");
}

static void names_are_left_alone(void **state)
{
    (void)state;
    expect("The iPhone of my aunt", glued, NULL);
    expect("It is written in JavaScript", glued, NULL);
    expect("The members of OpenGarden met", "OpenGarden", NULL);
    expect("The letter came from MrT", glued, NULL);
    expect("Look at docs.example.org today", "docs.example.org", NULL);
    expect("Open http://town.example/newBridge now", glued, NULL);
    expect("They finished in 3:51 and won", glued, NULL);
    expect("The letter came from Martha", glued, NULL);
    expect("How To Mend However It Was Broken", glued, NULL);
    expect("The value of max_roadWidth is 3", glued, NULL);
}

/* Text that has its spaces has its line ends. */
static void spaces_tell(void **state)
{
    (void)state;
    expect("A new bridge for the townThe mayor opens it today", "It rains. The road is wet.", NULL);
    expect("A new bridge for the townThe mayor opens it today", "", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends_show),
        cmocka_unit_test(names_are_left_alone),
        cmocka_unit_test(spaces_tell),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
