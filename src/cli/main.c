/* SPDX-License-Identifier: Apache-2.0 */
/* The command table. */
#include "commands.h"
#include "overwrite.h"
#include "report.h"
#include "suggest.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const cli_command commands[] = {
    {"align", CMD_ALIGN, "INPUT…", "bilingual posts to translation units",
     "An INPUT is a post or a folder of posts (.md .markdown .html .htm .xhtml .txt); - is "
     "standard input.\n"
     "Two files that are the halves of one post (x.en.md and x.zh.md, en/x.md and zh/x.md, the "
     "same\n"
     "permalink) are found among them. Without -o a TSV goes to standard output.\n\n"
     "Formats by name: .tsv .tmx .jsonl (or .ndjson), XLIFF 1.2 .xlf (.xliff), XLIFF 2.1 .xlf2\n"
     "(.xliff2), gettext .po, .moses, hunalign's .ladder, .beads, .html for review in a browser,\n"
     ".svg for a plot;\n"
     "with .gz after it compressed. NAME.moses stands for NAME.zh and NAME.en, one unit a line.\n\n"
     "Examples:\n"
     "  bihe align posts/ -o memory.tmx -o memory.tsv\n"
     "  bihe align --pair '*.md=*_en.md' posts/ -o memory.tmx\n"
     "  bihe align --zh chapter.zh.md --en chapter.en.md -o chapter.tmx\n"
     "  bihe align --presegmented --zh chapter.zh --en chapter.en -o chapter.beads\n"
     "  bihe align --presegmented --batch jobs.tsv\n"
     "  bihe align posts/ -o review.html\n"
     "  bihe align posts/ --edits review.edits.jsonl -o memory.tmx\n\n"
     "Exit status: 0 done, also with no units; 1 some input lost or failed, named on standard\n"
     "error; 2 wrong usage.\n",
     cmd_align},
    {"build", CMD_BUILD, "CORPUS.db INPUT…", "posts into a corpus that grows from run to run",
     "CORPUS.db is made where it is not there. Posts whose file and model are as they were are\n"
     "passed over, changed ones replaced; those gone from a folder INPUT are marked as removed.\n"
     "A run that is stopped or killed is completed by the next.\n\n"
     "Example:\n"
     "  bihe build corpus.db posts/\n",
     cmd_build},
    {"export", CMD_EXPORT, "CORPUS.db", "units of a corpus to files",
     "Units alike but for case, width, punctuation and space become one, the best-scored; the "
     "other\n"
     "posts that hold it are its \"sources\". What the noise filters leave out is counted. The "
     "best\n"
     "translation of every text comes first. Without -o a TSV goes to standard output.\n\n"
     "Examples:\n"
     "  bihe export corpus.db -o memory.tmx -o memory.tsv\n"
     "  bihe export corpus.db --min-score 0.8 --since 2020 --tag travel -o travel.tmx\n"
     "  bihe export corpus.db --no-filters --post 'blog/*' -o blog.tsv\n",
     cmd_export},
    {"find", CMD_FIND, "CORPUS.db QUERY", "where a word or phrase stands in a corpus",
     "Prints the units with a sentence that holds QUERY, in either language and whatever its "
     "case,\n"
     "with the sentences before and after it. One or two Latin letters are found as words.\n\n"
     "Examples:\n"
     "  bihe find corpus.db 天气\n"
     "  bihe find corpus.db --lang en --limit 100 \"as well as\"\n",
     cmd_find},
    {"merge", CMD_MERGE, "OUT.db IN.db…", "corpora built apart into one",
     "Adds the posts of the corpora IN.db to OUT.db, which is made where it is not there. Shards\n"
     "merged give the same export as one build.\n\n"
     "Example:\n"
     "  for i in 1 2 3 4; do bihe build --shard $i/4 part$i.db posts/; done\n"
     "  bihe merge corpus.db part1.db part2.db part3.db part4.db\n",
     cmd_merge},
    {"stats", CMD_STATS, "CORPUS.db", "what is in a corpus",
     "Prints tables: posts by state, layout, encoding, date and tag; sentences; units by "
     "sentences,\n"
     "score and ratio of lengths; what the noise filters take; what is in several posts; and the\n"
     "posts that failed, with their reasons. The page has them with plots, in one file.\n\n"
     "Examples:\n"
     "  bihe stats corpus.db\n"
     "  bihe stats corpus.db --html corpus.html\n",
     cmd_stats},
    {"convert", CMD_CONVERT, "FILE…", "translation units from one format to another",
     "Reads TMX of any tool, and the TSV and JSON lines that bihe writes, with .gz after the name "
     "or\n"
     "not; - is standard input. Several files become one. Writes every format that align writes.\n"
     "Without -o a TSV goes to standard output. Memory does not grow with the files (but for "
     ".po).\n\n"
     "Examples:\n"
     "  bihe convert memory.tmx -o memory.tsv\n"
     "  bihe convert --min-score 0.9 a.jsonl.gz b.tsv -o both.tmx.gz\n"
     "  bihe convert --from tmx --to jsonl - < memory.tmx\n",
     cmd_convert},
    {"segment", CMD_SEGMENT, "[FILE…]", "text to sentences, one a line",
     "Reads standard input where no FILE is given. A line of text becomes its sentences, one a\n"
     "line; empty lines stay. With --jsonl an object {\"id\": …, \"text\": …} becomes\n"
     "{\"id\": …, \"sents\": […]}; a member \"lang\" (zh or en) is heeded. With --joints\n"
     "\"margins\" follow, the log-odds of the boundary at each sentence's end (below 3: in\n"
     "doubt), and \"joints\", the places inside sentences that were nearly cut: the sentence by\n"
     "number from 0, where the first part ends and the second begins in characters, the margin.\n\n"
     "Examples:\n"
     "  bihe segment --lang en article.txt\n"
     "  bihe segment --jsonl --field body < posts.jsonl > sentences.jsonl\n",
     cmd_segment},
    {"repair", CMD_REPAIR, "[FILE…]", "wrongly decoded Chinese text restored",
     "Reads standard input where no FILE is given; healthy text passes byte for byte. With "
     "--jsonl\n"
     "an object {\"id\": …, \"text\": …} becomes {\"id\": …, \"out\": …, \"status\": …}; the "
     "status\n"
     "is clean, repaired, partly or unrecoverable.\n\n"
     "Examples:\n"
     "  bihe repair --verbose damaged.md > restored.md\n"
     "  bihe repair --jsonl --field body < posts.jsonl\n",
     cmd_repair},
    {"eval", CMD_EVAL, "GOLD AUTO", "scores of an alignment",
     "GOLD and AUTO are files of beads, one [0,1]:[2] a line, or folders of such files with the\n"
     "same names. Strict counts exact beads, lax those that share a link with the reference.\n\n"
     "Example:\n"
     "  bihe eval gold/ auto/\n",
     cmd_eval},
    {"train", CMD_TRAIN, "KIND INPUT…", "models from text",
     "KIND is one of\n"
     "  align    the weights of the aligner, from folders with documents whose alignment is\n"
     "           known: sentences a line in zh/NAME and en/NAME, beads in gold/NAME.align\n"
     "  chars    the character model of repair, from plain text or from TSV lines, whose field\n"
     "           with the most Chinese counts\n"
     "  segment  the cues of segmentation, from TSV lines with English and Chinese first; they\n"
     "           go with the rules of the model (--models)\n"
     "  lexicon  which words translate which, from the same lines, dictionaries and word lists\n"
     "The same input gives the same file.\n\n"
     "Examples:\n"
     "  bihe train chars -o chars.bin --dictionary cedict.tsv --words zh_50k.txt corpus.tsv\n"
     "  bihe train segment -o segment.bin --models models/zh-en corpus.tsv\n"
     "  bihe train align -o weights.yaml --models models/zh-en gold\n"
     "  bihe train lexicon -o lexicon.bin --dictionary cedict.tsv --words en_50k.txt corpus.tsv\n",
     cmd_train},
    {"config", CMD_CONFIG, "[COMMAND]", "what is set by file and environment",
     "Prints what flags, BIHE_ variables and the file of settings set for COMMAND, or for every\n"
     "command, and where; all else is at its default. The output is a file of settings itself.\n\n"
     "The file is --config FILE, BIHE_CONFIG, bihe.yaml in the working folder, or\n"
     "~/.config/bihe/bihe.yaml, the first that is given or there. It holds names of options with\n"
     "their values, lists for those given several times, true for those without a value; below "
     "the\n"
     "name of a command those for it alone:\n\n"
     "  min-score: 0.8\n"
     "  align:\n"
     "    output: [memory.tmx, memory.tsv]\n\n"
     "A flag goes before a variable (BIHE_MIN_SCORE for --min-score), that before the file.\n\n"
     "Example:\n"
     "  bihe config align\n",
     cmd_config},
    {"completion", CMD_COMPLETION, "SHELL", "what a shell needs to complete commands of bihe",
     "SHELL is bash, zsh or fish. Installed packages bring it along; else, for this session:\n\n"
     "  bash  source <(bihe completion bash)\n"
     "  zsh   source <(bihe completion zsh)   (after compinit)\n"
     "  fish  bihe completion fish | source\n\n"
     "Example, for good:\n"
     "  bihe completion fish > ~/.config/fish/completions/bihe.fish\n",
     cmd_completion},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

const cli_command *commands_at(size_t k)
{
    return k < COMMANDS ? &commands[k] : NULL;
}

static void general_help(FILE *out)
{
    fputs("bihe: bilingual Chinese-English posts to translation memories\n\n"
          "Usage: bihe COMMAND [OPTION…] [INPUT…]\n\n",
          out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\nbihe COMMAND --help explains a command and its options.\n", out);
}

static int print_version(void)
{
    printf("bihe %s\n", bihe_version());
    return report_stdout() ? EXIT_DONE : EXIT_SOME_LOST;
}

static int run(const cli_command *c, int argc, char **argv)
{
    settings s;
    int status = options_parse(&s, c, argc, argv);
    if (status == EXIT_DONE && s.version) {
        status = print_version();
    } else if (status == EXIT_DONE && s.help) {
        options_help(c);
        status = report_stdout() ? EXIT_DONE : EXIT_SOME_LOST;
    } else if (status == EXIT_DONE) {
        status = overwrite_check(&s, c);
        if (status == EXIT_DONE) status = c->run(&s);
    }
    options_clear(&s);
    return status;
}

static int unknown_command(const char *name)
{
    suggestion s = suggest_start(name);
    for (size_t i = 0; i < COMMANDS; i++)
        suggest_weigh(&s, commands[i].name);
    fprintf(stderr, "bihe: unknown command '%s'", name);
    if (s.word != NULL) fprintf(stderr, "; did you mean '%s'?", s.word);
    fputs(" (bihe --help lists them)\n", stderr);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    /* a closed pipe is a write error like any other: named, and other outputs are completed */
    (void)signal(SIGPIPE, SIG_IGN);
    report_use_color(REPORT_COLOR_AUTO);
    const char *name = argc > 1 ? argv[1] : "";
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) return run(&commands[i], argc - 1, argv + 1);
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) return print_version();
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        general_help(stdout);
        return report_stdout() ? EXIT_DONE : EXIT_SOME_LOST;
    }
    if (argc > 1) return unknown_command(name);
    general_help(stderr);
    return EXIT_USAGE;
}
