/* SPDX-License-Identifier: Apache-2.0 */
/* XML in, SRX rules, and rules on top of rules. */
#include "unit/unit.h"

#include "align/segment.h"
#include "model/rules.h"
#include "model/srx_pattern.h"
#include "text/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What a parse told, in one line. */
static bihe_status note_open(void *user, const char *name, const char *const *attributes,
                             size_t line, bihe_error *err)
{
    (void)err;
    const char *value = bihe_xml_attribute(attributes, "k");
    bihe_buffer_append_format(user, "<%s %s %zu>", name, value != NULL ? value : "-", line);
    return BIHE_OK;
}

static bihe_status note_close(void *user, const char *name, size_t line, bihe_error *err)
{
    if (strcmp(name, "stop") == 0) return bihe_fail(err, BIHE_ERROR_LIMIT, "stopped at %zu", line);
    bihe_buffer_append_format(user, "</%s>", name);
    return BIHE_OK;
}

static bihe_status note_text(void *user, bihe_view text, bihe_error *err)
{
    (void)err;
    bihe_buffer_append_view(user, text);
    return BIHE_OK;
}

static bihe_status parse(bihe_view text, bihe_buffer *told, bihe_error *err)
{
    const bihe_allocator a = bihe_allocator_default();
    const bihe_xml_reader notes = {&a, note_open, note_close, note_text};
    return bihe_xml_parse(text, "x", &notes, told, err);
}

static void xml_is_told_in_order(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer told;
    bihe_error err;
    bihe_buffer_init(&told, &a);
    const bihe_view text = BIHE_VIEW("<?xml version='1.0'?>\n<a k='v&amp;w'>x &lt; \n<b/>中</a>");
    assert_int_equal(parse(text, &told, &err), BIHE_OK);
    assert_view(bihe_buffer_view(&told), "<a v&w 2>x < \n<b - 3></b>中</a>");
    bihe_buffer_clear(&told);
}

static void bad_xml_is_named(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    static const struct {
        const char *text;
        bihe_status status;
        size_t line;
    } CASES[] = {
        {"", BIHE_ERROR_INPUT, 1},
        {"<a>\n<b></a>", BIHE_ERROR_INPUT, 2},
        {"<a>\n\n\xFF</a>", BIHE_ERROR_INPUT, 3},
        {"<a><stop/><b/></a>", BIHE_ERROR_LIMIT, 0},
        {"<!DOCTYPE a [<!ENTITY x SYSTEM '/etc/passwd'>]><a>&x;</a>", BIHE_ERROR_LIMIT, 1},
        {"<a>&x;</a>", BIHE_ERROR_INPUT, 1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        bihe_buffer told;
        bihe_error err = {.line = 0};
        bihe_buffer_init(&told, &a);
        assert_int_equal(parse(bihe_view_of(CASES[i].text), &told, &err), CASES[i].status);
        assert_int_equal(err.line, CASES[i].line);
        bihe_buffer_clear(&told);
    }
}

/* Entities that double thirty times are refused before they fill the memory. */
static void entities_do_not_explode(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text, told;
    bihe_error err;
    bihe_buffer_init(&text, &a);
    bihe_buffer_init(&told, &a);
    bihe_buffer_append_text(&text, "<!DOCTYPE a [<!ENTITY e0 \"ha ha ha \">");
    for (int i = 1; i <= 30; i++)
        bihe_buffer_append_format(&text, "<!ENTITY e%d \"&e%d;&e%d;\">", i, i - 1, i - 1);
    bihe_buffer_append_text(&text, "]><a>&e30;</a>");
    assert_int_equal(parse(bihe_buffer_view(&text), &told, &err), BIHE_ERROR_LIMIT);
    bihe_buffer_clear(&text);
    bihe_buffer_clear(&told);
}

static void write_file(char path[32], const char *text)
{
    (void)snprintf(path, 32, "/tmp/bihe-srx-XXXXXX");
    FILE *file = fdopen(mkstemp(path), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

#define SRX(rules)                                                                                 \
    "<srx:srx xmlns:srx='http://www.lisa.org/srx20' version='2.0'><srx:header "                    \
    "segmentsubflows='yes' cascade='no'/><srx:body><srx:languagerules><srx:languagerule "          \
    "languagerulename='X'>" rules                                                                  \
    "</srx:languagerule></srx:languagerules><srx:maprules><srx:languagemap languagepattern='en' "  \
    "languagerulename='X'/></srx:maprules></srx:body></srx:srx>"

#define RULE(kind, before, after)                                                                  \
    "<srx:rule break='" kind "'><srx:beforebreak>" before                                          \
    "</srx:beforebreak><srx:afterbreak>" after "</srx:afterbreak></srx:rule>"

/* The places of `text` where SRX rules break, as marks put into it. */
static void check_srx(const char *srx_text, const char *text, const char *expected)
{
    const bihe_allocator a = bihe_allocator_default();
    char path[32];
    bihe_rules *rules;
    bihe_rules base = {.allocator = a};
    bihe_matcher *matcher;
    bihe_error err;
    bihe_buffer found;
    bihe_cut_list cuts = {.items = NULL};
    write_file(path, srx_text);
    const bihe_rules_extra extra = {NULL, path, "en"};
    assert_int_equal(bihe_rules_add(&rules, &base, &extra, &a, &err), BIHE_OK);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(bihe_matcher_new(&matcher, &a, &err), BIHE_OK);
    assert_int_equal(bihe_segment_passage(rules, matcher, bihe_view_of(text), &cuts, &a, &err),
                     BIHE_OK);
    bihe_buffer_init(&found, &a);
    for (size_t i = 0; i < cuts.count; i++) {
        if (i > 0) bihe_buffer_append_byte(&found, '|');
        bihe_buffer_append(&found, text + cuts.items[i].start,
                           cuts.items[i].end - cuts.items[i].start);
    }
    assert_view(bihe_buffer_view(&found), expected);
    bihe_buffer_clear(&found);
    bihe_cut_list_clear(&cuts, &a);
    bihe_matcher_free(matcher);
    bihe_rules_free(rules);
}

static void srx_decides(void **state)
{
    (void)state;
    check_srx(SRX(RULE("no", "Mr\\.", "\\s") RULE("yes", "\\.", "\\s")), "A. Mr. B. C.d",
              "A.|Mr. B.|C.d");
    check_srx(SRX(RULE("yes", "", "- ")), "a - b - c", "a|- b|- c");
    check_srx(SRX(RULE("yes", "\\n", "")), "a\nb\n\nc", "a|b|c");
    /* the order of the rules counts, not their length */
    check_srx(SRX(RULE("yes", "\\.", "") RULE("no", "Mr\\.", "")), "Mr. A. B", "Mr.|A.|B");
    check_srx(SRX(RULE("no", "x", "")), "One. Two.", "One. Two.");
}

/* What ICU has and PCRE2 has not: sets as operands, and its escapes. */
static void icu_patterns_are_translated(void **state)
{
    (void)state;
    static const struct {
        const char *source, *translated;
    } CASES[] = {
        {"[a-z]+\\.", "[a-z]+\\."},
        {"[\\p{L}&&[^a]]", "(?:(?=[\\p{L}])(?:[^a]))"},
        {"[a-z--[aeiou]]", "(?:(?!(?:[aeiou]))[a-z])"},
        {"[[ab][cd]]x", "(?:[ab]|[cd])x"},
        {"[x[ab]&&[a]&&b]", "(?:(?=(?:(?=(?:[x]|[ab]))(?:[a])))[b])"},
        {"[^[ab]c]", "(?:(?!(?:[c]|[ab]))(?s:.))"},
        {"[[:alpha:]&&[a-f]]", "(?:(?=[[:alpha:]])(?:[a-f]))"},
        {"\\u3002[\\U0000FF01]", "\\x{3002}[\\x{0000FF01}]"},
        {"[+--]", "[+--]"},
        {"[]a][^]b]", "[\\]a][^\\]b]"},
        {"\\[a[b]\\Q[&&]\\E[&]", "\\[a[b]\\Q[&&]\\E[&]"},
    };
    const bihe_allocator a = bihe_allocator_default();
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        bihe_buffer out;
        bihe_error err;
        bihe_buffer_init(&out, &a);
        assert_int_equal(bihe_srx_translate(&out, bihe_view_of(CASES[i].source), &err), BIHE_OK);
        assert_view(bihe_buffer_view(&out), CASES[i].translated);
        bihe_buffer_clear(&out);
    }
    check_srx(SRX(RULE("yes", "[\\p{L}&amp;&amp;[^a-m]]\\.", "\\s")), "m. n. o. a. z.",
              "m. n.|o.|a. z.");
    check_srx(SRX(RULE("yes", "[^[.][,]]!", "")), ".! a! ,! b!", ".! a!|,! b!");
}

/* Stretches of a long passage are looked at one after the other; nothing is lost between them. */
static void long_passages_are_cut_throughout(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    bihe_buffer text, expected;
    bihe_buffer_init(&text, &a);
    bihe_buffer_init(&expected, &a);
    for (int i = 0; i < 3000; i++) {
        bihe_buffer_append_text(&text, i > 0 ? " 中文 Mr. Li." : "中文 Mr. Li.");
        bihe_buffer_append_text(&expected, i > 0 ? "|中文 Mr. Li." : "中文 Mr. Li.");
    }
    bihe_buffer_append_byte(&text, '\0');
    bihe_buffer_append_byte(&expected, '\0');
    check_srx(SRX(RULE("no", "Mr\\.", "\\s") RULE("yes", "\\.", "\\s")), text.ptr, expected.ptr);
    bihe_buffer_clear(&text);
    bihe_buffer_clear(&expected);
}

/* A pattern that runs to the end from every place. */
static void hostile_srx_is_bounded(void **state)
{
    (void)state;
    enum { SIZE = 200000 };
    char *text = malloc(SIZE + 1);
    assert_non_null(text);
    memset(text, 'a', SIZE);
    text[SIZE] = '\0';
    check_srx(SRX(RULE("yes", "a+b", "")), text, text);
    free(text);
}

static void bad_srx_is_named(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    static const struct {
        const char *text, *message;
    } CASES[] = {
        {SRX(RULE("yes", "(", "")), "bad pattern"},
        {SRX(RULE("yes", "", "[a")), "not closed"},
        {SRX(RULE("yes", "[[[[[[[[[a]]]]]]]]]", "")), "more than 8 deep"},
        {SRX(RULE("yes", "\\p{NoSuchScript}", "")), "unknown property"},
        {SRX(RULE("yes", "(?w)a", "")), "unrecognized character"},
        {SRX(RULE("yes", "(?&lt;=a+)b", "")), "lookbehind"},
        {"<srx><body><maprules><languagemap languagepattern='en'/></maprules></body></srx>",
         "without its attributes"},
        {"<srx>", "no element found"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char path[32];
        bihe_srx *srx;
        bihe_error err;
        write_file(path, CASES[i].text);
        assert_int_equal(bihe_srx_load(&srx, path, "en", &a, &err), BIHE_ERROR_INPUT);
        assert_null(srx);
        assert_non_null(strstr(err.message, CASES[i].message));
        assert_string_equal(err.file, path);
        assert_int_equal(err.line, 1);
        assert_int_equal(unlink(path), 0);
    }
}

static void srx_of_another_language_is_left(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    char path[32];
    bihe_srx *srx;
    bihe_error err;
    write_file(path, SRX(RULE("yes", "\\.", "")));
    assert_int_equal(bihe_srx_load(&srx, path, "zh", &a, &err), BIHE_OK);
    assert_null(srx);
    assert_int_equal(unlink(path), 0);
}

static void words_on_top_hide_those_below(void **state)
{
    (void)state;
    const bihe_allocator a = bihe_allocator_default();
    char path[2][32];
    bihe_rules *base, *own;
    bihe_error err;
    write_file(path[0], "words:\n- {kind: title, why: test, words: [Dr, Mr]}\n");
    write_file(path[1], "words:\n- {kind: plain, why: test, words: [Mr]}\n"
                        "- {kind: inner, why: test, words: [Dr]}\n");
    assert_int_equal(bihe_rules_load(&base, path[0], &a, &err), BIHE_OK);
    const bihe_rules_extra extra = {path[1], NULL, "en"};
    assert_int_equal(bihe_rules_add(&own, base, &extra, &a, &err), BIHE_OK);
    const bihe_folded mr = bihe_word_fold(BIHE_VIEW("Mr")), dr = bihe_word_fold(BIHE_VIEW("Dr"));
    assert_int_equal(bihe_rules_classes(base, &mr), BIHE_WORD_TITLE);
    assert_int_equal(bihe_rules_classes(own, &mr), BIHE_WORD_PLAIN);
    assert_int_equal(bihe_rules_classes(own, &dr), BIHE_WORD_TITLE | BIHE_WORD_INNER);
    bihe_rules_free(own);
    bihe_rules_free(base);
    for (int i = 0; i < 2; i++)
        assert_int_equal(unlink(path[i]), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_is_told_in_order),
        cmocka_unit_test(bad_xml_is_named),
        cmocka_unit_test(entities_do_not_explode),
        cmocka_unit_test(srx_decides),
        cmocka_unit_test(icu_patterns_are_translated),
        cmocka_unit_test(long_passages_are_cut_throughout),
        cmocka_unit_test(hostile_srx_is_bounded),
        cmocka_unit_test(bad_srx_is_named),
        cmocka_unit_test(srx_of_another_language_is_left),
        cmocka_unit_test(words_on_top_hide_those_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
