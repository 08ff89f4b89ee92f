/* SPDX-License-Identifier: Apache-2.0 */
/* What writers do for every format, and TSV, TMX and beads, on documents put together by hand. */
#include "unit/writing.h"

#include <libxml/parser.h>
#include <libxml/valid.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static void formats_are_known_by_extension(void **state)
{
    (void)state;
    assert_string_equal(bihe_format_of("a/b.tsv"), "tsv");
    assert_string_equal(bihe_format_of("MEMORY.TMX"), "tmx");
    assert_string_equal(bihe_format_of("x.beads"), "beads");
    assert_string_equal(bihe_format_of("x.htm"), "html");
    assert_null(bihe_format_of("x.doc"));
    assert_null(bihe_format_of("tmx"));
    assert_string_equal(bihe_format_name(0), "tsv");
    assert_string_equal(bihe_format_of("x.tmx.gz"), "tmx");
    assert_string_equal(bihe_format_of("x.Jsonl.GZ"), "jsonl");
    assert_string_equal(bihe_format_of("x.xlf"), "xliff");
    assert_string_equal(bihe_format_of("x.xliff2"), "xliff2");
    assert_null(bihe_format_of("x.gz"));
    assert_null(bihe_format_of(".gz"));
    size_t count = 0;
    for (; bihe_format_name(count) != NULL; count++) {
    }
    assert_int_equal(count, 11);
}

static void tsv_has_the_documented_columns(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    assert_output(w, "tsv", (maker *[]){&m}, 1,
                  "post\tzh\ten\tscore\ttype\tlines_zh\tlines_"
                  "en\trepaired\tdoubtful\ttitle\tdate\ttourl\ttags\n"
                  "posts/tea.md\t水开了。茶还没泡。\tThe water boils, the tea is not made.\t0.9877"
                  "\t2-1\t8-9\t20\t0\t0\t喝茶 & tea\t2024-05-01\thttps://example.org/tea?a=1&b=2"
                  "\t茶, tea\n"
                  "posts/tea.md\t请坐。\tHave a seat.\t0.2500\t1-1\t10\t21\t0\t0\t喝茶 & tea"
                  "\t2024-05-01\thttps://example.org/tea?a=1&b=2\t茶, tea\n");
    assert_int_equal(w->stats.units, 2);
    assert_int_equal(w->stats.one_sided, 1);
}

static void tsv_fields_cannot_break_the_table(void **state)
{
    world *w = *state;
    maker m;
    make(&m, w, "a\tb\xff.md");
    meta(&m, "type", "post");
    meta(&m, "zh", "中");
    meta(&m, "lines_en", "3");
    meta(&m, "title", "one\ntwo\r\\");
    pair(&m, "甲\t乙", "C:\\dir \"quoted\" \xEF\xBF\xBD");
    w->context.options.columns = " type ,, zh,lines_en,lines,title,absent";
    assert_output(w, "tsv", (maker *[]){&m}, 1,
                  "post\tzh\ten\tscore\ttype\tlines_zh\tlines_en\trepaired\tdoubtful"
                  "\tmeta-type\tmeta-zh\tmeta-lines_en\tlines\ttitle\tabsent\n"
                  "a\\tb\xEF\xBF\xBD.md\t甲\\t乙\tC:\\\\dir \"quoted\" \xEF\xBF\xBD\t0.5000\t1-1"
                  "\t1\t2\t0\t0\tpost\t中\t3\t\tone\\ntwo\\r\\\\\t\n");
}

static void tsv_columns_are_named_by_the_model(void **state)
{
    world *w = *state;
    w->model.lang[0] = "ja";
    w->model.lang[1] = "de";
    w->context.options.columns = "";
    assert_output(w, "tsv", NULL, 0,
                  "post\tja\tde\tscore\ttype\tlines_ja\tlines_de\trepaired\tdoubtful\n");
}

static void beads_count_on_and_hold_everything(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    w->context.options.min_score = 0.5;
    assert_output(w, "beads", (maker *[]){&m, &m}, 2,
                  "[0,1]:[0]\n[2]:[1]\n[3]:[]\n[4,5]:[2]\n[6]:[3]\n[7]:[]\n");
    assert_int_equal(w->stats.units, 6);
    assert_int_equal(w->stats.one_sided + w->stats.below_score, 0);
}

static void options_choose_the_units(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    w->context.options.columns = "";
    w->context.options.min_score = 0.9;
    w->context.options.keep_unaligned = true;
    assert_output(w, "tsv", (maker *[]){&m}, 1,
                  "post\tzh\ten\tscore\ttype\tlines_zh\tlines_en\trepaired\tdoubtful\n"
                  "posts/tea.md\t水开了。茶还没泡。\tThe water boils, the tea is not made.\t0.9877"
                  "\t2-1\t8-9\t20\t0\t0\n"
                  "posts/tea.md\t（完）\t\t0.9000\t1-0\t12\t\t0\t0\n");
    assert_int_equal(w->stats.units, 2);
    assert_int_equal(w->stats.below_score, 1);
    assert_int_equal(w->stats.one_sided, 0);
}

#define TMX_HEAD(segtype, srclang, date)                                                           \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n"                          \
    "<header creationtool=\"bihe\" creationtoolversion=\"0.1.0\" segtype=\"" segtype               \
    "\" o-tmf=\"bihe\" adminlang=\"en\" srclang=\"" srclang "\" datatype=\"plaintext\"" date       \
    "/>\n<body>\n"
#define TMX_TAIL "</body>\n</tmx>\n"

static void tmx_is_written_as_importers_read_it(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    w->context.options.min_score = 0.5;
    w->context.options.keep_unaligned = true;
    w->context.options.source_date = 1714521600;
    assert_output(
        w, "tmx", (maker *[]){&m}, 1,
        TMX_HEAD(
            "sentence", "en",
            " creationdate=\"20240501T000000Z\"") "<tu>\n"
                                                  "  <prop type=\"x-score\">0.9877</prop>\n"
                                                  "  <prop type=\"x-type\">2-1</prop>\n"
                                                  "  <prop type=\"x-lines\">zh:8-9 en:20</prop>\n"
                                                  "  <prop type=\"x-post\">posts/tea.md</prop>\n"
                                                  "  <prop "
                                                  "type=\"x-url\">https://example.org/"
                                                  "tea?a=1&amp;b=2</prop>\n"
                                                  "  <prop type=\"x-date\">2024-05-01</prop>\n"
                                                  "  <prop type=\"x-tags\">茶, tea</prop>\n"
                                                  "  <prop type=\"x-title\">喝茶 &amp; tea</prop>\n"
                                                  "  <tuv xml:lang=\"en\"><seg>The water boils, "
                                                  "the tea is not made.</seg></tuv>\n"
                                                  "  <tuv "
                                                  "xml:lang=\"zh-CN\"><seg>水开了。茶还没泡。</"
                                                  "seg></tuv>\n"
                                                  "</tu>\n"
                                                  "<tu>\n"
                                                  "  <prop type=\"x-score\">0.9000</prop>\n"
                                                  "  <prop type=\"x-type\">1-0</prop>\n"
                                                  "  <prop type=\"x-lines\">zh:12</prop>\n"
                                                  "  <prop type=\"x-post\">posts/tea.md</prop>\n"
                                                  "  <prop "
                                                  "type=\"x-url\">https://example.org/"
                                                  "tea?a=1&amp;b=2</prop>\n"
                                                  "  <prop type=\"x-date\">2024-05-01</prop>\n"
                                                  "  <prop type=\"x-tags\">茶, tea</prop>\n"
                                                  "  <prop type=\"x-title\">喝茶 &amp; tea</prop>\n"
                                                  "  <tuv "
                                                  "xml:lang=\"zh-CN\"><seg>（完）</seg></tuv>\n"
                                                  "</tu>\n" TMX_TAIL);
    assert_int_equal(w->stats.units, 2);
}

static void tmx_names_the_languages(void **state)
{
    world *w = *state;
    maker traditional, simplified;
    make(&traditional, w, "t");
    traditional.document.stats.traditional = true;
    pair(&traditional, "繁體", "T");
    make(&simplified, w, "s");
    pair(&simplified, "简体", "S");
    w->context.options.source_side = BIHE_ZH;
    w->context.options.segtype = "paragraph";
    w->context.options.lang[BIHE_EN] = "en-GB";
#define PROPS(post)                                                                                \
    "  <prop type=\"x-score\">0.5000</prop>\n  <prop type=\"x-type\">1-1</prop>\n"                 \
    "  <prop type=\"x-lines\">zh:1 en:2</prop>\n  <prop type=\"x-post\">" post "</prop>\n"
    assert_output(
        w, "tmx", (maker *[]){&traditional, &simplified}, 2,
        TMX_HEAD("paragraph", "zh-TW", "") "<tu>\n" PROPS(
            "t") "  <tuv xml:lang=\"zh-TW\"><seg>繁體</seg></tuv>\n"
                 "  <tuv xml:lang=\"en-GB\"><seg>T</seg></tuv>\n</tu>\n"
                 "<tu srclang=\"zh-CN\">\n" PROPS(
                     "s") "  <tuv xml:lang=\"zh-CN\"><seg>简体</seg></tuv>\n"
                          "  <tuv xml:lang=\"en-GB\"><seg>S</seg></tuv>\n</tu>\n" TMX_TAIL);
    w->context.options.lang[BIHE_ZH] = "zh-HK";
    assert_output(w, "tmx", NULL, 0, TMX_HEAD("paragraph", "zh-HK", "") TMX_TAIL);
}

/* What TMX 1.4's DTD says of the elements and attributes that we write. */
static const char tmx_rules[] =
    "<!ELEMENT tmx (header, body)><!ATTLIST tmx version CDATA #FIXED '1.4'>"
    "<!ELEMENT header (note|ude|prop)*><!ELEMENT note (#PCDATA)><!ELEMENT ude EMPTY>"
    "<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED"
    " segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED"
    " adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED"
    " creationdate CDATA #IMPLIED>"
    "<!ELEMENT body (tu*)>"
    "<!ELEMENT tu ((note|prop)*, tuv+)><!ATTLIST tu srclang CDATA #IMPLIED>"
    "<!ELEMENT prop (#PCDATA)><!ATTLIST prop type CDATA #REQUIRED>"
    "<!ELEMENT tuv ((note|prop)*, seg)><!ATTLIST tuv xml:lang CDATA #REQUIRED>"
    "<!ELEMENT seg (#PCDATA)>";

/* Parses a TMX as an importer would and checks its structure. */
static xmlDoc *parse_tmx(const bihe_buffer *text)
{
    xmlDoc *doc = xmlReadMemory(text->ptr, (int)text->len - 1, "out.tmx", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlParserInputBuffer *input =
        xmlParserInputBufferCreateMem(tmx_rules, sizeof tmx_rules - 1, XML_CHAR_ENCODING_NONE);
    xmlDtd *dtd = xmlIOParseDTD(NULL, input, XML_CHAR_ENCODING_NONE);
    assert_non_null(dtd);
    xmlValidCtxt *valid = xmlNewValidCtxt();
    assert_int_equal(xmlValidateDtd(valid, doc, dtd), 1);
    xmlFreeValidCtxt(valid);
    xmlFreeDtd(dtd);
    return doc;
}

/* The k-th element named `name` in document order, from 0. */
static const xmlNode *find_element(const xmlDoc *doc, const char *name, size_t k)
{
    const xmlNode *node = xmlDocGetRootElement(doc);
    while (node != NULL) {
        if (strcmp((const char *)node->name, name) == 0 && k-- == 0) return node;
        if (node->children != NULL) {
            node = node->children;
            continue;
        }
        while (node != NULL && node->next == NULL)
            node = node->parent != (const xmlNode *)doc ? node->parent : NULL;
        if (node != NULL) node = node->next;
    }
    return NULL;
}

static void assert_content(const xmlDoc *doc, const char *name, size_t k, const char *expected)
{
    const xmlNode *node = find_element(doc, name, k);
    assert_non_null(node);
    xmlChar *content = xmlNodeGetContent(node);
    assert_string_equal((const char *)content, expected);
    xmlFree(content);
}

/* What a reader gets back for a text. NULL: the same text. */
static const struct {
    const char *text, *read;
} tricky[] = {
    {"a & b < c > d \"e\" 'f' &amp; ]]> <!-- --> <?pi?>", NULL},
    {"<bpt i='1'>像标签</bpt> <a1>%s {0} ${x}</a1>", NULL},
    {"表情 😀👩‍👩‍👧‍👦🇨🇳 生僻字 𠮷𪚥 葛\U000E0100", NULL},
    {"no\u00a0break 全角\u3000空格 tab\there", NULL},
    {"marks \u200f\u202eabc\u202c\u2060\u00ad\ue000\U000F0000\U0010FFFF", NULL},
    {"zero\u200bwidth inside, replaced \ufffd, C1 \xC2\x96, DEL \x7f", NULL},
    {"two  spaces, \\n \\t C:\\dir", NULL},
    {"fullwidth ＡＢＣ１２３ and ﬁ stay", NULL},
    {"unix\nmac\rdos\r\nvt\vff\fnel\xC2\x85ls\u2028ps\u2029", "unix mac dos vt ff nel\x20ls ps"},
    {" \u3000\u2003both ends\u3000\u00a0\t\n", "both ends"},
    {"cafe\u0301 A\u030a \u212b \u2126 \uf900", "caf\u00e9 \u00c5 \u00c5 \u03a9 \u8c48"},
    {"bad \x80\xC3( \xED\xA0\xBD UTF-8 \xF0\x9F",
     "bad \ufffd\ufffd( \ufffd\ufffd\ufffd UTF-8 \ufffd\ufffd"},
};

enum { TRICKY_COUNT = sizeof tricky / sizeof tricky[0] };

static void tmx_keeps_every_legal_character(void **state)
{
    world *w = *state;
    maker m;
    make(&m, w, "a & <b> \"c\".md");
    meta(&m, "title", "x\n&<>\"");
    for (size_t k = 0; k < TRICKY_COUNT; k++)
        pair(&m, tricky[k].text, tricky[k].text);
    bihe_buffer out;
    write_documents(w, "tmx", (maker *[]){&m}, 1, &out);
    xmlDoc *doc = parse_tmx(&out);
    for (size_t k = 0; k < 2 * TRICKY_COUNT; k++) {
        const size_t i = k / 2;
        assert_content(doc, "seg", k, tricky[i].read != NULL ? tricky[i].read : tricky[i].text);
    }
    assert_null(find_element(doc, "seg", 2 * TRICKY_COUNT));
    assert_content(doc, "prop", 3, "a & <b> \"c\".md");
    assert_content(doc, "prop", 4, "x &<>\"");
    xmlFreeDoc(doc);
    bihe_buffer_clear(&out);
    assert_int_equal(w->stats.dropped_characters, 0);
    assert_int_equal(w->reports, 0);
}

static void tmx_drops_what_xml_forbids(void **state)
{
    world *w = *state;
    maker m;
    make(&m, w, "bell.md");
    pair(&m, "控\x01制\x1f\x08\x1b[0m", "e\x02\u0301 \ufffe\uffff\U0001FFFE");
    pair(&m, "甲", "\x03");     /* only one side has text left */
    pair(&m, "\x04", "\ufffe"); /* none has */
    bihe_buffer out;
    write_documents(w, "tmx", (maker *[]){&m}, 1, &out);
    xmlDoc *doc = parse_tmx(&out);
    assert_content(doc, "seg", 0, "\u00e9 \U0001FFFE");
    assert_content(doc, "seg", 1, "控制[0m");
    assert_content(doc, "seg", 2, "甲");
    assert_null(find_element(doc, "seg", 3));
    assert_null(find_element(doc, "tu", 2));
    xmlFreeDoc(doc);
    bihe_buffer_clear(&out);
    assert_int_equal(w->stats.units, 2);
    assert_int_equal(w->stats.dropped_characters, 10);
    assert_int_equal(w->reports, 1);
    assert_string_equal(w->report, "bell.md: 10 characters that tmx forbids were left out");
}

static void tmx_carries_the_front_matter(void **state)
{
    world *w = *state;
    maker m;
    make(&m, w, "p");
    meta(&m, "permalink", "/p");
    meta(&m, "file", "f");
    meta(&m, "url", "u");
    meta(&m, "score", "7");
    meta(&m, "作者 a.b-c_D", "某人");
    meta(&m, "empty", "");
    meta(&m, "n", "3");
    meta(&m, "blank", " \n");
    pair(&m, "甲", "A");
    bihe_buffer out;
    write_documents(w, "tmx", (maker *[]){&m}, 1, &out);
    xmlDoc *doc = parse_tmx(&out);
    xmlFreeDoc(doc);
    assert_non_null(strstr(out.ptr, "  <prop type=\"x-post\">p</prop>\n"
                                    "  <prop type=\"x-url\">u</prop>\n"
                                    "  <prop type=\"x-permalink\">/p</prop>\n"
                                    "  <prop type=\"x-file\">f</prop>\n"
                                    "  <prop type=\"x-meta-score\">7</prop>\n"
                                    "  <prop type=\"x-作者_a.b-c_D\">某人</prop>\n"
                                    "  <prop type=\"x-n\">3</prop>\n"
                                    "  <tuv "));
    bihe_buffer_clear(&out);
}

static void writers_that_cannot_start_say_so(void **state)
{
    world *w = *state;
    bihe_writer *writer;
    bihe_error err;
    assert_int_equal(bihe_writer_new(&writer, &w->context, "pdf", w->path, &err),
                     BIHE_ERROR_UNSUPPORTED);
    assert_null(writer);
    assert_int_equal(bihe_writer_new(&writer, &w->context, "tmx", "/no/such/dir/x.tmx", &err),
                     BIHE_ERROR_IO);
    assert_null(writer);
    assert_string_equal(err.file, "/no/such/dir/x.tmx");
    assert_int_equal(bihe_writer_finish(NULL, &err), BIHE_OK);
    bihe_writer_abandon(NULL);
}

static void abandoned_outputs_leave_nothing(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    bihe_writer *writer;
    bihe_error err;
    assert_int_equal(bihe_writer_new(&writer, &w->context, "tmx", w->path, &err), BIHE_OK);
    assert_int_equal(bihe_writer_add(writer, &m.document, &err), BIHE_OK);
    assert_int_equal(count_entries(w->dir), 1);
    bihe_writer_abandon(writer);
    assert_int_equal(count_entries(w->dir), 0);
}

/* A limit on file sizes stands in for a full disk: writes fail in the middle of the run. */
static void full_disks_leave_no_partial_file(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {.rlim_cur = 100000, .rlim_max = before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);

    bihe_writer *writer;
    bihe_error err;
    assert_int_equal(bihe_writer_new(&writer, &w->context, "tmx", w->path, &err), BIHE_OK);
    bihe_status status = BIHE_OK;
    for (int i = 0; i < 1000 && status == BIHE_OK; i++)
        status = bihe_writer_add(writer, &m.document, &err);
    assert_int_equal(status, BIHE_ERROR_IO);
    assert_string_equal(err.file, w->path);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);

    err = (bihe_error){0}; /* room again, but the file has a hole: the failure stays */
    assert_int_equal(bihe_writer_add(writer, &m.document, &err), BIHE_ERROR_IO);
    assert_string_equal(err.file, w->path);
    assert_int_equal(bihe_writer_finish(writer, NULL), BIHE_ERROR_IO);
    assert_int_equal(count_entries(w->dir), 0);
}

static void memory_stays_that_of_one_unit(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    for (size_t k = 0; bihe_format_name(k) != NULL; k++) {
        bihe_writer *writer;
        bihe_error err;
        assert_int_equal(bihe_writer_new(&writer, &w->context, bihe_format_name(k), w->path, &err),
                         BIHE_OK);
        w->peak = 0;
        for (int i = 0; i < 20000; i++)
            assert_int_equal(bihe_writer_add(writer, &m.document, &err), BIHE_OK);
        assert_int_equal(bihe_writer_finish(writer, &err), BIHE_OK);
        /* a plot's head tells how high all plots are together: they are kept until the end */
        if (strcmp(bihe_format_name(k), "svg") != 0) assert_true(w->peak < (size_t)256 << 10);
        assert_true(remove_files(w) > 0);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_known_by_extension),
        TEST(tsv_has_the_documented_columns),
        TEST(tsv_fields_cannot_break_the_table),
        TEST(tsv_columns_are_named_by_the_model),
        TEST(beads_count_on_and_hold_everything),
        TEST(options_choose_the_units),
        TEST(tmx_is_written_as_importers_read_it),
        TEST(tmx_names_the_languages),
        TEST(tmx_keeps_every_legal_character),
        TEST(tmx_drops_what_xml_forbids),
        TEST(tmx_carries_the_front_matter),
        TEST(writers_that_cannot_start_say_so),
        TEST(abandoned_outputs_leave_nothing),
        TEST(full_disks_leave_no_partial_file),
        TEST(memory_stays_that_of_one_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
