/* SPDX-License-Identifier: Apache-2.0 */
/* JSONL, XLIFF, PO, Moses and ladder; compressed files and files in parts. */
#include "unit/writing.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

/* Lets the writer put its files into the world's folder under `name`. */
static void name_output(world *w, const char *name)
{
    (void)snprintf(w->path, sizeof w->path, "%s/%s", w->dir, name);
}

/* The same without reading anything back. */
static bihe_status write_all(world *w, const char *format, maker *const *makers, size_t count,
                             bihe_error *err)
{
    bihe_writer *writer;
    bihe_status status = bihe_writer_new(&writer, &w->context, format, w->path, err);
    if (status != BIHE_OK) return status;
    for (size_t k = 0; k < count; k++)
        (void)bihe_writer_add(writer, &makers[k]->document, err);
    w->stats = *bihe_writer_get_stats(writer);
    return bihe_writer_finish(writer, err);
}

static void assert_file(world *w, const char *name, const char *expected)
{
    bihe_buffer out;
    bihe_buffer_init(&out, &w->context.allocator);
    take_file(w, name, &out);
    assert_string_equal(out.ptr, expected);
    bihe_buffer_clear(&out);
}

/* --- JSON lines ---------------------------------------------------------------------------- */

static void jsonl_holds_everything(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
#define META                                                                                       \
    ",\"meta\":{\"title\":\"喝茶 & tea\",\"date\":\"2024-05-01\","                               \
    "\"tourl\":\"https://example.org/tea?a=1&b=2\",\"tags\":\"茶, tea\"}}\n"
    assert_output(w, "jsonl", (maker *[]){&m}, 1,
                  "{\"post\":\"posts/tea.md\",\"zh\":\"水开了。茶还没泡。\","
                  "\"en\":\"The water boils, the tea is not made.\",\"score\":0.9877,"
                  "\"type\":\"2-1\",\"lines_zh\":[8,9],\"lines_en\":[20,20],"
                  "\"lang_zh\":\"zh-CN\",\"lang_en\":\"en\"" META
                  "{\"post\":\"posts/tea.md\",\"zh\":\"请坐。\",\"en\":\"Have a seat.\","
                  "\"score\":0.2500,\"type\":\"1-1\",\"lines_zh\":[10,10],\"lines_en\":[21,21],"
                  "\"lang_zh\":\"zh-CN\",\"lang_en\":\"en\"" META);
    assert_int_equal(w->stats.units, 2);
}

static void jsonl_escapes_what_json_must(void **state)
{
    world *w = *state;
    maker m;
    make(&m, w, "a\"\xff\n.md");
    m.document.stats.traditional = true;
    meta(&m, "k\\", "1\t2");
    meta(&m, "zh", "not ours");
    meta(&m, "k\\", "again");
    pair(&m, "\x01控\\", "x\u2028y\x7f");
    assert_output(w, "jsonl", (maker *[]){&m}, 1,
                  "{\"post\":\"a\\\"\ufffd\\n.md\",\"zh\":\"\\u0001控\\\\\","
                  "\"en\":\"x\\u2028y\x7f\",\"score\":0.5000,\"type\":\"1-1\","
                  "\"lines_zh\":[1,1],\"lines_en\":[2,2],\"lang_zh\":\"zh-TW\",\"lang_en\":\"en\","
                  "\"meta\":{\"k\\\\\":\"1\\t2\",\"zh\":\"not ours\"}}\n");
}

/* --- ladder -------------------------------------------------------------------------------- */

static void ladders_hold_every_sentence(void **state)
{
    world *w = *state;
    maker m;
    make_sample(&m, w);
    w->context.options.min_score = 0.5;
    w->context.options.max_units = 1;
    w->context.options.max_seg_chars = 1;
    assert_output(w, "ladder", (maker *[]){&m, &m}, 2,
                  "0\t0\t0.9877\n2\t1\t0.2500\n3\t2\t0.9000\n"
                  "4\t2\t0.9877\n6\t3\t0.2500\n7\t4\t0.9000\n8\t4\t0.0000\n");
    assert_output(w, "ladder", NULL, 0, "0\t0\t0.0000\n");
}

/* --- Moses --------------------------------------------------------------------------------- */

static void moses_lines_are_parallel(void **state)
{
    world *w = *state;
    maker m;
    bihe_error err;
    make(&m, w, "m");
    pair(&m, "一\n二\r\n三",
         "one\u2028two\u2029three\x0b\x0c"
         "four\xC2\x85"
         "five\r");
    pair(&m, "\u3000四", "|&<four>\x02");
    sentence(&m, BIHE_ZH, "五", 3, 3);
    bead(&m, 1, 0, 1);
    w->context.options.keep_unaligned = true;
    name_output(w, "pre.fix.moses");
    assert_int_equal(write_all(w, "moses", (maker *[]){&m}, 1, &err), BIHE_OK);
    assert_file(w, "pre.fix.zh", "一 二 三\n四\n五\n");
    assert_file(w, "pre.fix.en", "one two three  four five\n|&<four>\n\n");
    assert_int_equal(w->stats.units, 3);
    assert_int_equal(w->stats.dropped_characters, 1);

    name_output(w, "corpus");
    w->context.options.max_units = 2;
    assert_int_equal(write_all(w, "moses", (maker *[]){&m}, 1, &err), BIHE_OK);
    assert_file(w, "corpus.001.zh", "一 二 三\n四\n");
    assert_file(w, "corpus.002.zh", "五\n");
    assert_file(w, "corpus.002.en", "\n");
    assert_int_equal(remove_files(w), 1);
}

static void standard_output_cannot_be_two_files(void **state)
{
    world *w = *state;
    bihe_error err;
    (void)snprintf(w->path, sizeof w->path, "-");
    assert_int_equal(write_all(w, "moses", NULL, 0, &err), BIHE_ERROR_OPTION);
    w->context.options.max_units = 5;
    assert_int_equal(write_all(w, "tmx", NULL, 0, &err), BIHE_ERROR_OPTION);
}

/* --- PO ------------------------------------------------------------------------------------ */

#define PO_HEAD(date, language)                                                                    \
    "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: bihe\\n\"\n" date                              \
    "\"Last-Translator: bihe\\n\"\n\"Language-Team: none\\n\"\n\"Language: " language              \
    "\\n\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"            \
    "\"Content-Transfer-Encoding: 8bit\\n\"\n\"X-Generator: bihe 0.1.0\\n\"\n"

static void po_keeps_the_best_of_equal_sources(void **state)
{
    world *w = *state;
    maker m, other;
    make_sample(&m, w);
    make(&other, w, "other.md");
    sentence(&other, BIHE_ZH, "坐吧。", 1, 1);
    sentence(&other, BIHE_EN, "Have a seat.", 2, 2);
    bead(&other, 1, 1, 0.75);
    sentence(&other, BIHE_ZH, "水。", 3, 3);
    sentence(&other, BIHE_EN, "The water boils, the tea is not made.", 4, 4);
    bead(&other, 1, 1, 0.98765);
    w->context.options.keep_unaligned = true;
    w->context.options.source_date = 1714521600;
    assert_output(w, "po", (maker *[]){&m, &other}, 2,
                  PO_HEAD("\"PO-Revision-Date: 2024-05-01 00:00+0000\\n\"\n",
                          "zh_CN") "\n#. score 0.9877; type 2-1; lines zh:8-9 en:20; posts/tea.md\n"
                                   "msgid \"The water boils, the tea is not made.\"\n"
                                   "msgstr \"水开了。茶还没泡。\"\n"
                                   "\n#. score 0.7500; type 1-1; lines zh:1 en:2; other.md\n"
                                   "msgid \"Have a seat.\"\nmsgstr \"坐吧。\"\n");
    assert_int_equal(w->stats.units, 2);
    assert_int_equal(w->stats.duplicates, 2);
    assert_int_equal(w->stats.one_sided, 1);
    assert_int_equal(w->reports, 1);
}

static void po_strings_are_escaped(void **state)
{
    world *w = *state;
    maker m;
    make(&m, w, "odd\nname");
    pair(&m, "说\"%s\"\t完", "C:\\new \"x\"\nline");
    pair(&m, "空", "\x05");
    w->context.options.source_side = BIHE_ZH;
    w->context.options.lang[BIHE_EN] = "en-Latn-GB-oxendict";
    assert_output(w, "po", (maker *[]){&m}, 1,
                  PO_HEAD("", "en_GB") "\n#. score 0.5000; type 1-1; lines zh:1 en:2; odd name\n"
                                       "msgid \"说\\\"%s\\\"\\t完\"\n"
                                       "msgstr \"C:\\\\new \\\"x\\\" line\"\n"
                                       "\n#. score 0.5000; type 1-1; lines zh:1 en:2; odd name\n"
                                       "msgid \"空\"\nmsgstr \"\"\n");
}

static void po_takes_many_units(void **state)
{
    world *w = *state;
    bihe_writer *writer;
    bihe_error err;
    assert_int_equal(bihe_writer_new(&writer, &w->context, "po", w->path, &err), BIHE_OK);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 5000; i++) {
            char text[32];
            const int len = snprintf(text, sizeof text, "unit %d", i);
            const bihe_unit unit = {.text = {BIHE_VIEW("甲"), {text, (size_t)len}},
                                    .score = round == 1 && i == 17 ? 1 : 0.5};
            assert_int_equal(bihe_writer_add_unit(writer, &unit, &err), BIHE_OK);
        }
    }
    assert_int_equal(bihe_writer_get_stats(writer)->units, 5000);
    assert_int_equal(bihe_writer_get_stats(writer)->duplicates, 5000);
    assert_int_equal(bihe_writer_finish(writer, &err), BIHE_OK);
    bihe_buffer out;
    bihe_buffer_init(&out, &w->context.allocator);
    take_file(w, "out", &out);
    assert_non_null(strstr(out.ptr, "\n#. score 1.0000\nmsgid \"unit 17\"\nmsgstr \"甲\"\n"));
    assert_non_null(strstr(out.ptr, "\n#. score 0.5000\nmsgid \"unit 4999\"\n"));
    bihe_buffer_clear(&out);
}

/* --- XLIFF --------------------------------------------------------------------------------- */

static xmlDoc *parse(const bihe_buffer *text)
{
    xmlDoc *doc = xmlReadMemory(text->ptr, (int)text->len - 1, "out.xlf", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    return doc;
}

/* What an XPath expression comes to as text; `x` is the prefix of the document's namespace. */
static void assert_xpath(xmlDoc *doc, const char *expression, const char *expected)
{
    xmlXPathContext *context = xmlXPathNewContext(doc);
    assert_non_null(context);
    const xmlNs *ns = xmlDocGetRootElement(doc)->ns;
    assert_int_equal(xmlXPathRegisterNs(context, (const xmlChar *)"x", ns->href), 0);
    assert_int_equal(xmlXPathRegisterNs(context, (const xmlChar *)"mda",
                                        (const xmlChar *)"urn:oasis:names:tc:xliff:metadata:2.0"),
                     0);
    xmlXPathObject *object = xmlXPathEvalExpression((const xmlChar *)expression, context);
    assert_non_null(object);
    xmlChar *text = xmlXPathCastToString(object);
    assert_string_equal((const char *)text, expected);
    xmlFree(text);
    xmlXPathFreeObject(object);
    xmlXPathFreeContext(context);
}

/* Two posts, the second in Traditional characters, and the first again. */
static xmlDoc *write_xliff(world *w, const char *format)
{
    maker sample, other;
    make_sample(&sample, w);
    make(&other, w, "b & \"c\"\x01.md");
    other.document.stats.traditional = true;
    pair(&other, "一\x08]]> &lt;<x/>\u00a0　二 \u212b", " \"a\"\n<b>\u2028&amp; ");
    sentence(&other, BIHE_EN, "Only English.", 9, 9);
    bead(&other, 0, 1, 0.5);
    w->context.options.keep_unaligned = true;
    bihe_buffer out;
    write_documents(w, format, (maker *[]){&sample, &other, &sample}, 3, &out);
    xmlDoc *doc = parse(&out);
    bihe_buffer_clear(&out);
    assert_int_equal(w->stats.units, 8);
    assert_int_equal(w->stats.dropped_characters, 1);
    return doc;
}

static void xliff_has_a_file_for_each_post(void **state)
{
    world *w = *state;
    xmlDoc *doc = write_xliff(w, "xliff");
    assert_xpath(doc, "concat(/x:xliff/@version, ' ', count(/x:xliff/x:file))", "1.2 3");
    assert_xpath(doc, "/x:xliff/x:file[1]/@original", "posts/tea.md");
    assert_xpath(doc, "/x:xliff/x:file[2]/@original", "b & \"c\".md");
    assert_xpath(doc, "/x:xliff/x:file[1]/@source-language", "en");
    assert_xpath(doc, "/x:xliff/x:file[1]/@target-language", "zh-CN");
    assert_xpath(doc, "/x:xliff/x:file[2]/@target-language", "zh-TW");
    assert_xpath(doc, "//x:file[1]/x:header/x:note[@from='tourl']",
                 "https://example.org/tea?a=1&b=2");
    assert_xpath(doc, "count(//x:file[2]/x:header/x:note)", "0");
    assert_xpath(doc, "//x:trans-unit[@id='1']/x:target", "水开了。茶还没泡。");
    assert_xpath(doc, "//x:trans-unit[@id='1']//x:context[@context-type='x-score']", "0.9877");
    assert_xpath(doc, "//x:trans-unit[@id='1']//x:context[@context-type='x-type']", "2-1");
    assert_xpath(doc, "//x:trans-unit[@id='1']//x:context[@context-type='x-lines']",
                 "zh:8-9 en:20");
    assert_xpath(doc,
                 "concat(//x:trans-unit[@id='3']/x:source, '|', "
                 "//x:trans-unit[@id='3']/x:target)",
                 "|（完）");
    assert_xpath(doc, "count(//x:trans-unit[@id='5']/x:target)", "0");
    assert_xpath(doc, "//x:trans-unit[@id='4']/x:source", "\"a\" <b> &amp;");
    assert_xpath(doc, "//x:trans-unit[@id='4']/x:target", "一]]> &lt;<x/>\u00a0　二 \u00c5");
    assert_xpath(doc, "count(//x:trans-unit[@xml:space='preserve'])", "8");
    xmlFreeDoc(doc);
}

static void xliff2_has_one_pair_of_languages(void **state)
{
    world *w = *state;
    xmlDoc *doc = write_xliff(w, "xliff2");
    assert_xpath(doc, "concat(/x:xliff/@version, ' ', count(/x:xliff/x:file))", "2.1 3");
    assert_xpath(doc, "concat(/x:xliff/@srcLang, ' ', /x:xliff/@trgLang)", "en zh-CN");
    assert_xpath(doc, "/x:xliff/x:file[@id='f2']/@original", "b & \"c\".md");
    assert_xpath(doc, "//x:file[1]/mda:metadata/mda:metaGroup/mda:meta[@type='title']",
                 "喝茶 & tea");
    assert_xpath(doc, "//x:unit[@id='u1']/x:segment/x:target", "水开了。茶还没泡。");
    assert_xpath(doc, "//x:unit[@id='u1']//mda:meta[@type='score']", "0.9877");
    assert_xpath(doc, "//x:unit[@id='u1']//mda:meta[@type='lines']", "zh:8-9 en:20");
    assert_xpath(doc, "count(//x:unit[@id='u1']//mda:meta[@type='lang'])", "0");
    assert_xpath(doc, "//x:unit[@id='u4']//mda:meta[@type='lang']", "zh-TW");
    assert_xpath(doc, "//x:unit[@id='u4']/x:segment/x:source", "\"a\" <b> &amp;");
    assert_xpath(doc, "count(//x:unit[@id='u5']/x:segment[not(@state) and not(x:target)])", "1");
    assert_xpath(doc, "count(//x:file/@xml:space)", "3");
    xmlFreeDoc(doc);
    assert_int_equal(w->reports, 2); /* the dropped character and the language */
}

static void empty_xliff_is_valid(void **state)
{
    world *w = *state;
    bihe_buffer out;
    write_documents(w, "xliff", NULL, 0, &out);
    xmlDoc *doc = parse(&out);
    assert_xpath(doc, "count(/x:xliff/x:file[@original]/x:body)", "1");
    xmlFreeDoc(doc);
    bihe_buffer_clear(&out);
    write_documents(w, "xliff2", NULL, 0, &out);
    doc = parse(&out);
    assert_xpath(doc, "count(/x:xliff[@srcLang='en']/x:file[@id]/x:group[@id])", "1");
    xmlFreeDoc(doc);
    bihe_buffer_clear(&out);
}

/* --- compressed, in parts, too long --------------------------------------------------------- */

/* All of a gzip file in `bytes`; returns its length. */
static size_t gunzip(const world *w, const char *name, char *bytes, size_t size)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", w->dir, name);
    gzFile file = gzopen(path, "rb");
    assert_non_null(file);
    const int n = gzread(file, bytes, (unsigned)size);
    assert_int_equal(gzdirect(file), 0);
    assert_int_equal(gzclose(file), Z_OK);
    assert_true(n >= 0 && (size_t)n < size);
    return (size_t)n;
}

static void gz_files_hold_the_same(void **state)
{
    world *w = *state;
    maker m;
    bihe_error err;
    make_sample(&m, w);
    maker *makers[300];
    for (size_t k = 0; k < 300; k++)
        makers[k] = &m;
    bihe_buffer plain;
    write_documents(w, "tmx", makers, 300, &plain);
    assert_true(plain.len > 200000);
    char *bytes = malloc(plain.len);
    assert_non_null(bytes);
    name_output(w, "x.tmx.gz");
    assert_int_equal(write_all(w, "tmx", makers, 300, &err), BIHE_OK);
    assert_int_equal(gunzip(w, "x.tmx.gz", bytes, plain.len), plain.len - 1);
    assert_memory_equal(bytes, plain.ptr, plain.len - 1);
    bihe_buffer_clear(&plain);

    name_output(w, "x.moses.GZ");
    assert_int_equal(write_all(w, "moses", makers, 1, &err), BIHE_OK);
    const size_t n = gunzip(w, "x.en.GZ", bytes, 1000);
    assert_view(((bihe_view){bytes, n}), "The water boils, the tea is not made.\nHave a seat.\n");
    free(bytes);
    assert_int_equal(remove_files(w), 3);
}

static void parts_are_whole_files(void **state)
{
    world *w = *state;
    maker m;
    bihe_error err;
    make(&m, w, "p");
    pair(&m, "一", "A");
    pair(&m, "二", "B");
    pair(&m, "三", "A");
    pair(&m, "四", "C");
    pair(&m, "五", "D");
    w->context.options.max_units = 2;
    w->context.options.columns = "";
    name_output(w, "n.tsv");
    assert_int_equal(write_all(w, "tsv", (maker *[]){&m}, 1, &err), BIHE_OK);
#define TSV_HEAD    "post\tzh\ten\tscore\ttype\tlines_zh\tlines_en\trepaired\tdoubtful\n"
#define ROW(zh, en) "p\t" zh "\t" en "\t0.5000\t1-1\t1\t2\t0\t0\n"
    assert_file(w, "n.001.tsv", TSV_HEAD ROW("一", "A") ROW("二", "B"));
    assert_file(w, "n.002.tsv", TSV_HEAD ROW("三", "A") ROW("四", "C"));
    assert_file(w, "n.003.tsv", TSV_HEAD ROW("五", "D"));

    name_output(w, "n.tsv.gz");
    assert_int_equal(write_all(w, "tsv", (maker *[]){&m}, 1, &err), BIHE_OK);
    char bytes[256];
    const size_t n = gunzip(w, "n.003.tsv.gz", bytes, sizeof bytes);
    assert_view(((bihe_view){bytes, n}), TSV_HEAD ROW("五", "D"));
    assert_int_equal(remove_files(w), 3);

    name_output(w, "n.po"); /* a source stands once in each file */
    assert_int_equal(write_all(w, "po", (maker *[]){&m}, 1, &err), BIHE_OK);
    assert_int_equal(w->stats.units, 5);
    assert_int_equal(w->stats.duplicates, 0);
    assert_int_equal(remove_files(w), 3);
    name_output(w, "n.xlf");
    assert_int_equal(write_all(w, "xliff", (maker *[]){&m}, 1, &err), BIHE_OK);
    bihe_buffer out;
    bihe_buffer_init(&out, &w->context.allocator);
    take_file(w, "n.003.xlf", &out);
    xmlDoc *doc = parse(&out);
    assert_xpath(doc, "//x:file[@original='p']//x:trans-unit[@id='1']/x:source", "D");
    xmlFreeDoc(doc);
    bihe_buffer_clear(&out);
    assert_int_equal(remove_files(w), 2);
}

static void parts_appear_together(void **state)
{
    world *w = *state;
    maker m;
    bihe_writer *writer;
    bihe_error err;
    make_sample(&m, w);
    w->context.options.max_units = 1;
    name_output(w, "n.tmx");
    assert_int_equal(bihe_writer_new(&writer, &w->context, "tmx", w->path, &err), BIHE_OK);
    assert_int_equal(bihe_writer_add(writer, &m.document, &err), BIHE_OK);
    assert_int_equal(count_entries(w->dir), 2);
    char path[64];
    (void)snprintf(path, sizeof path, "%s/n.001.tmx", w->dir);
    assert_int_not_equal(access(path, F_OK), 0);
    bihe_writer_abandon(writer);
    assert_int_equal(count_entries(w->dir), 0);
}

static void long_units_are_left_out(void **state)
{
    world *w = *state;
    maker m;
    make(&m, w, "l");
    pair(&m, "一二三", "abc");
    pair(&m, " 一二三四 ", "ab");
    pair(&m, "一", "\u00e9\u00e9\u00e9\u00e9");
    pair(&m, "\u3000一二三\u3000", "\u00e9\u00e9\u00e9");
    w->context.options.max_seg_chars = 3;
    w->context.options.columns = "";
    assert_output(w, "tsv", (maker *[]){&m}, 1,
                  "post\tzh\ten\tscore\ttype\tlines_zh\tlines_en\trepaired\tdoubtful\n"
                  "l\t一二三\tabc\t0.5000\t1-1\t1\t2\t0\t0\n"
                  "l\t一二三\t\u00e9\u00e9\u00e9\t0.5000\t1-1\t1\t2\t0\t0\n");
    assert_int_equal(w->stats.too_long, 2);
    assert_int_equal(w->reports, 1);
}

/* --- units of no document ------------------------------------------------------------------ */

static void units_may_know_little(void **state)
{
    world *w = *state;
    static const bihe_meta meta[] = {{BIHE_VIEW("k"), BIHE_VIEW("v")}};
    const bihe_unit units[] = {
        {.text = {BIHE_VIEW(" 一 "), BIHE_VIEW("one")}, .score = -1},
        {.post = BIHE_VIEW("p"),
         .text = {BIHE_VIEW("二"), BIHE_VIEW("two")},
         .lang = {BIHE_VIEW("zh-HK"), BIHE_VIEW("en-AU")},
         .meta = meta,
         .meta_count = 1,
         .repaired = 3,
         .doubtful = 1,
         .score = 0.25},
    };
    static const struct {
        const char *format, *expected;
    } cases[] = {
        {"tsv", "post\tzh\ten\tscore\ttype\tlines_zh\tlines_en\trepaired\tdoubtful\tk\n"
                "\t一\tone\t\t\t\t\t0\t0\t\np\t二\ttwo\t0.2500\t\t\t\t3\t1\tv\n"},
        {"jsonl", "{\"post\":\"\",\"zh\":\"一\",\"en\":\"one\",\"lang_zh\":\"zh-CN\","
                  "\"lang_en\":\"en\"}\n"
                  "{\"post\":\"p\",\"zh\":\"二\",\"en\":\"two\",\"score\":0.2500,"
                  "\"repaired\":3,\"doubtful\":1,\"lang_zh\":\"zh-HK\",\"lang_en\":\"en-AU\","
                  "\"meta\":{\"k\":\"v\"}}\n"},
        {"tmx", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n"
                "<header creationtool=\"bihe\" creationtoolversion=\"0.1.0\" segtype=\"sentence\" "
                "o-tmf=\"bihe\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/>\n<body>\n"
                "<tu>\n  <tuv xml:lang=\"en\"><seg>one</seg></tuv>\n"
                "  <tuv xml:lang=\"zh-CN\"><seg>一</seg></tuv>\n</tu>\n"
                "<tu srclang=\"en-AU\">\n  <prop type=\"x-score\">0.2500</prop>\n"
                "  <prop type=\"x-repaired\">3 1</prop>\n"
                "  <prop type=\"x-post\">p</prop>\n  <prop type=\"x-k\">v</prop>\n"
                "  <tuv xml:lang=\"en-AU\"><seg>two</seg></tuv>\n"
                "  <tuv xml:lang=\"zh-HK\"><seg>二</seg></tuv>\n</tu>\n</body>\n</tmx>\n"},
        {"beads", "[0]:[0]\n[1]:[1]\n"},
    };
    w->context.options.columns = "k";
    w->context.options.min_score = 0.1;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        bihe_writer *writer;
        bihe_error err;
        assert_int_equal(bihe_writer_new(&writer, &w->context, cases[k].format, w->path, &err),
                         BIHE_OK);
        for (size_t i = 0; i < 2; i++)
            assert_int_equal(bihe_writer_add_unit(writer, &units[i], &err), BIHE_OK);
        assert_int_equal(bihe_writer_finish(writer, &err), BIHE_OK);
        assert_file(w, "out", cases[k].expected);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(jsonl_holds_everything),
        TEST(jsonl_escapes_what_json_must),
        TEST(ladders_hold_every_sentence),
        TEST(moses_lines_are_parallel),
        TEST(standard_output_cannot_be_two_files),
        TEST(po_keeps_the_best_of_equal_sources),
        TEST(po_strings_are_escaped),
        TEST(po_takes_many_units),
        TEST(xliff_has_a_file_for_each_post),
        TEST(xliff2_has_one_pair_of_languages),
        TEST(empty_xliff_is_valid),
        TEST(gz_files_hold_the_same),
        TEST(parts_are_whole_files),
        TEST(parts_appear_together),
        TEST(long_units_are_left_out),
        TEST(units_may_know_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
