/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes units that are hard on importers, in every format that a client of the tests reads.
 *
 * usage: clients_units MODEL_DIR FOLDER
 */
#include <bihe/bihe.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* English and Chinese; each source is there once. */
static const char *const units[][2] = {
    {"The weather is fine today.", "今天天气很好。"},
    {"AT&T < 5 > 3, \"quoted\" and 'apostrophed'", "电话 & 电报 < 5 > 3，\"引\"和'撇'"},
    {"It looks like &lt;markup&gt; &amp; &#65;", "像标记的 &lt;文字&gt; &amp; &#65;"},
    {"The end ]]> of a section", "一节的结尾 ]]> 在此"},
    {"<b>Bold</b> and <a href=\"x\">a link</a>", "<b>粗体</b>和<a href=\"x\">链接</a>"},
    {"<!-- not a comment --> <?nor this?>", "<!-- 不是注释 --> <?也不是?>"},
    {"{0} of %d files, %s and ${name} left", "{0} 个文件中的 %d 个，还剩 %s 和 ${name}"},
    {"A path: C:\\new\\table\\r, a tab:\there", "路径：C:\\new\\table\\r，制表符：\t这里"},
    {"Faces 😀 👩‍👩‍👧 and a flag 🇨🇳",
     "表情 😀 👩‍👩‍👧 和旗 🇨🇳"},
    {"The rare character 𠮷 stands here", "生僻字𠮷和𪚥在此"},
    {"A variant of 葛\U000E0100", "葛\U000E0100的异体"},
    {"No\u00a0break here", "这里\u00a0不换行"},
    {"An ideographic\u3000space", "全角\u3000空格"},
    {"Two  spaces  stay", "两个  空格  不变"},
    {"\u3000 Space at both ends \u00a0", "　两端的空格　"},
    {"A line\nand another\r\nand\u2028one more", "一行\n又一行\r\n再\u2029一行"},
    {"Soft\u00adhyphen and zero\u200bwidth", "软\u00ad连字符和零\u200b宽度"},
    {"Right-to-left \u200fmark \u202eabc\u202c", "方向\u200f标记 \u202eabc\u202c"},
    {"Decomposed cafe\u0301 and A\u030angstro\u0308m", "分解的 cafe\u0301"},
    {"Half ＡＢＣ full １２３", "半 ＡＢＣ 全 １２３"},
    {"Controls \x01\x02\x1f go, DEL \x7f stays", "控制\x08符走，删除\x7f留"},
    {"Noncharacters \ufffe\uffff go", "非字符\uffff走"},
    {"Private \ue000 use", "私用\ue000区"},
    {"A C1 control \xC2\x96 stays", "C1 控制\xC2\x96留"},
    {"Replaced \ufffd here", "替换\ufffd于此"},
    {"Bad bytes \xff\xc3( here", "坏字节\xe4\xb8在此"},
    {"A next-line \xC2\x85 mark", "下一行\xC2\x85符"},
    {"Word\u2060joiner and \ufeffmark inside", "词\u2060连接符与\ufeff标记"},
    {"Like a tag of a tool: <a1>tagged</a1>", "像工具的标签：<a1>标签</a1>"},
    {"One \u212bngstrom, \u2126 and \ufb01ne print", "兼容汉字\uf900与\u2126"},
    {"“Curly” — dashes… and ‘more’", "“弯引号”——破折号……和‘更多’"},
    {"- A line that starts with a dash", "- 以连字符开头的一行"},
    {"# No comment", "# 不是注释"},
    {"msgid \"no keyword\"", "msgid \"不是关键字\""},
    {"Ends with a backslash \\", "以反斜杠结尾 \\"},
    {"漢字 in a source, 简体 too", "源文里的汉字"},
    {"A very long one: the quick brown fox jumps over the lazy dog again and again and again and "
     "again and again and again and again and again and again and again and again, and rests.",
     "很长的一句：敏捷的棕色狐狸一次又一次一次又一次一次又一次一次又一次一次又一次一次又一次一次又"
     "一次一次又一次一次又一次一次又一次地跳过懒狗，然后休息。"},
};

enum { UNIT_COUNT = sizeof units / sizeof *units };

static const bihe_meta meta[] = {
    {{"title", 5}, {"A <title> & \"more\"", 18}},
    {{"作者", 6}, {"某人\n二", 10}},
};

static bool write_file(bihe_context *context, const char *folder, const char *name)
{
    char path[1024];
    bihe_writer *writer;
    bihe_error err;
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    bihe_status status = bihe_writer_new(&writer, context, bihe_format_of(path), path, &err);
    if (status == BIHE_OK) {
        for (size_t k = 0; k < UNIT_COUNT; k++) {
            const bihe_unit unit = {
                .post = {"posts/odd & <name>.md", 21},
                .meta = meta,
                .meta_count = 2,
                .text = {{units[k][1], strlen(units[k][1])}, {units[k][0], strlen(units[k][0])}},
                .score = 1 - (double)k / UNIT_COUNT,
                .count = {1, 1},
                .line = {{k + 1, k + 1}, {k + 100, k + 101}},
            };
            (void)bihe_writer_add_unit(writer, &unit, &err);
        }
        status = bihe_writer_finish(writer, &err);
    }
    if (status != BIHE_OK) fprintf(stderr, "clients_units: %s: %s\n", path, err.message);
    return status == BIHE_OK;
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"units.tmx", "units.tmx.gz", "units.po", "units.xlf",
                                        "units.xlf2"};
    if (argc != 3) return 2;
    bihe_model *model = NULL;
    bihe_context *context = NULL;
    bihe_error err;
    bihe_options options;
    bihe_options_init(&options);
    options.source_date = 86400;
    bool done = bihe_model_load(&model, argv[1], NULL, &err) == BIHE_OK &&
                bihe_context_new(&context, model, &options, NULL, &err) == BIHE_OK;
    if (!done) fprintf(stderr, "clients_units: %s: %s\n", err.file, err.message);
    for (size_t k = 0; done && k < sizeof names / sizeof *names; k++)
        done = write_file(context, argv[2], names[k]);
    bihe_context_free(context);
    bihe_model_free(model);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
