/* SPDX-License-Identifier: Apache-2.0 */
/* bihe train: model files from text. */
#include "cmd_train.h"
#include "commands.h"
#include "report.h"
#include "setup.h"

#include <bihe/train.h>

#include <stdio.h>
#include <string.h>

enum { MAX_INPUTS = 64 };

static int usage(const char *text)
{
    fprintf(stderr, "bihe train: %s (bihe train --help explains)\n", text);
    return EXIT_USAGE;
}

/* The positional files after KIND as text, then the word lists, then the dictionaries. */
static size_t gather(const settings *s, bihe_train_file files[MAX_INPUTS + 2 * MAX_FILES])
{
    size_t count = 0;
    for (size_t i = 1; i < s->input_count; i++)
        files[count++] = (bihe_train_file){s->inputs[i], BIHE_TRAIN_TEXT};
    for (size_t i = 0; i < s->words.count; i++)
        files[count++] = (bihe_train_file){s->words.paths[i], BIHE_TRAIN_WORDS};
    for (size_t i = 0; i < s->dictionaries.count; i++)
        files[count++] = (bihe_train_file){s->dictionaries.paths[i], BIHE_TRAIN_DICTIONARY};
    return count;
}

static int train_chars(const settings *s)
{
    bihe_train_file files[MAX_INPUTS + 2 * MAX_FILES];
    const bihe_train_chars_options wanted = {.max_bytes = s->model_bytes};
    const bihe_train_chars_options *options = s->model_bytes > 0 ? &wanted : NULL;
    bihe_train_chars_report report;
    bihe_error err;
    const size_t count = gather(s, files);
    if (bihe_train_chars(s->outputs[0], files, count, options, &report, &err) != BIHE_OK) {
        report_error(&err);
        return err.code == BIHE_ERROR_LIMIT ? EXIT_USAGE : EXIT_SOME_LOST;
    }
    if (!s->quiet)
        fprintf(stderr,
                "bihe: %zu characters; %zu bigrams, %zu of %zu trigrams, %zu words; %zu bytes\n",
                report.characters, report.bigrams, report.trigrams, report.trigrams_seen,
                report.words, report.bytes);
    return EXIT_DONE;
}

static int train_segment(const settings *s)
{
    const char *pairs[MAX_INPUTS];
    const size_t count = s->input_count - 1;
    for (size_t i = 0; i < count; i++)
        pairs[i] = s->inputs[i + 1];
    bihe_train_segment_report report;
    bihe_error err;
    if (bihe_train_segment(s->outputs[0], setup_model_folder(s), pairs, count, NULL, &report,
                           &err) != BIHE_OK) {
        report_error(&err);
        return EXIT_SOME_LOST;
    }
    if (!s->quiet)
        fprintf(stderr,
                "bihe: %zu pairs, of which %zu zh and %zu en; %zu words; %zu joints, %zu wrong by "
                "rules alone, %zu with cues; %zu bytes\n",
                report.pairs, report.trusted[0], report.trusted[1], report.words, report.examples,
                report.wrong[0], report.wrong[1], report.bytes);
    return EXIT_DONE;
}

static int train_lexicon(const settings *s)
{
    bihe_train_file files[MAX_INPUTS + 2 * MAX_FILES];
    const bihe_train_lexicon_options options = {.max_bytes = s->model_bytes};
    bihe_train_lexicon_report report;
    bihe_error err;
    const size_t count = gather(s, files);
    if (bihe_train_lexicon(s->outputs[0], files, count, &options, &report, &err) != BIHE_OK) {
        report_error(&err);
        return err.code == BIHE_ERROR_LIMIT ? EXIT_USAGE : EXIT_SOME_LOST;
    }
    if (!s->quiet)
        fprintf(stderr,
                "bihe: %zu pairs, %zu senses; %zu zh and %zu en words, %zu translations; "
                "%zu bytes\n",
                report.pairs, report.senses, report.words[0], report.words[1], report.entries,
                report.bytes);
    return EXIT_DONE;
}

int cmd_train(const settings *s)
{
    const char *kind = s->input_count > 0 ? s->inputs[0] : "";
    const bool chars = strcmp(kind, "chars") == 0;
    const bool lexicon = strcmp(kind, "lexicon") == 0;
    const bool align = strcmp(kind, "align") == 0;
    if (!chars && !lexicon && !align && strcmp(kind, "segment") != 0)
        return usage("KIND is align, chars, lexicon or segment");
    if (s->output_count != 1) return usage("one -o FILE says where the model goes");
    if (s->input_count < 2) return usage("no text to learn from");
    if (s->input_count > MAX_INPUTS) return usage("at most 63 text files");
    if (align) return train_align(s);
    if (lexicon) return train_lexicon(s);
    return chars ? train_chars(s) : train_segment(s);
}
