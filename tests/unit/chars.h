/* SPDX-License-Identifier: Apache-2.0 */
/* A small character model, trained from sentences written for the tests. */
#ifndef BIHE_TESTS_CHARS_H
#define BIHE_TESTS_CHARS_H

#include "unit.h"

#include "bihe/train.h"
#include "model/charlm.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const chars_sentences[] = {
    "我们在河边种了三棵柳树。",           "图书馆早上九点开门，下午五点关门。",
    "他把自行车停在院子里，然后去买菜。", "这台服务器的内存只有四个 GB，运行得很慢。",
    "软件更新以后，请重新启动计算机。",   "明天可能下雨，出门要带伞。",
    "孩子们在操场上跑来跑去，笑声不断。", "老师说，这本书值得再读一遍。",
    "公司宣布停止与供应商合作。",         "安全人员发现了一个严重的漏洞。",
    "中国的高铁网络覆盖了大部分城市。",   "不要把密码告诉陌生人。",
    "会议将于下周三上午十点举行。",       "她用毛笔写了一个大字，挂在墙上。",
    "夜里很静，只听见远处的火车声。",     "这个程序不需要安装，下载后就能使用。",
    "医生建议他多休息，少喝酒。",         "山里的空气很好，适合散步。",
    "市场上的苹果比去年便宜。",           "请在表格里填写姓名和地址。",
    "停电了，我们点上蜡烛继续聊天。",     "他的名字写在封面上，后面还有日期。",
    "网站被攻击以后，管理员关闭了端口。", "春天来了，院子里的花都开了。",
    "公交车来得很晚，大家都在等。",
};

static const char *const chars_words[] = {"公司\t900",   "停止 800", "中国 5000", "我们 9000",
                                          "停电 30",     "名字 700", "使用 600",  "不要 2000",
                                          "自行车\t200", "计算机 90"};

static const char *const chars_dictionary[] = {
    "图书馆\t圖書館\ttu2 shu1 guan3\tlibrary",
    "软件\t軟件\truan3 jian4\tsoftware",
    "书\t書\tshu1\tbook",
    "车\t車\tche1\tvehicle",
    "开门\t開門\tkai1 men2\tto open",
    "网\t網\twang3\tnet",
    "名字\t名字\tming2 zi5\tname",
    "后天\t後天\thou4 tian1\tin two days",
    "皇后\t皇后\thuang2 hou4\tempress",
    "太后\t太后\ttai4 hou4\tempress dowager",
};

typedef struct chars_files {
    char dir[64];
    char model[96], text[96], words[96], dictionary[96];
} chars_files;

static inline void chars_write(const char *path, const char *const *lines, size_t count)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    for (size_t i = 0; i < count; i++)
        assert_true(fprintf(f, "%s\n", lines[i]) > 0);
    assert_int_equal(fclose(f), 0);
}

static inline void chars_init(chars_files *files)
{
    (void)snprintf(files->dir, sizeof files->dir, "%s", "bihe-chars-XXXXXX");
    assert_non_null(mkdtemp(files->dir));
    (void)snprintf(files->model, sizeof files->model, "%s/chars.bin", files->dir);
    (void)snprintf(files->text, sizeof files->text, "%s/text", files->dir);
    (void)snprintf(files->words, sizeof files->words, "%s/words", files->dir);
    (void)snprintf(files->dictionary, sizeof files->dictionary, "%s/dictionary", files->dir);
    chars_write(files->text, chars_sentences, sizeof chars_sentences / sizeof *chars_sentences);
    chars_write(files->words, chars_words, sizeof chars_words / sizeof *chars_words);
    chars_write(files->dictionary, chars_dictionary,
                sizeof chars_dictionary / sizeof *chars_dictionary);
}

static inline void chars_clear(chars_files *files)
{
    (void)unlink(files->model);
    (void)unlink(files->text);
    (void)unlink(files->words);
    (void)unlink(files->dictionary);
    assert_int_equal(rmdir(files->dir), 0);
}

static inline bihe_status chars_train(const chars_files *files, bihe_train_chars_report *report,
                                      bihe_error *err)
{
    const bihe_train_file list[] = {
        {files->text, BIHE_TRAIN_TEXT},
        {files->words, BIHE_TRAIN_WORDS},
        {files->dictionary, BIHE_TRAIN_DICTIONARY},
    };
    return bihe_train_chars(files->model, list, sizeof list / sizeof *list, NULL, report, err);
}

#endif
