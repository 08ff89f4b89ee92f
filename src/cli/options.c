/* SPDX-License-Identifier: Apache-2.0 */
/* One table of options: flags, settings in files and the environment, help and completion are made
 * from it. */
#include "options.h"

#include "given.h"
#include "report.h"
#include "values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum option_id {
    OPT_MODEL_FILE,
    OPT_WORDS,
    OPT_DICTIONARY,
    OPT_MODEL_BYTES,
    OPT_OUTPUT,
    OPT_TO,
    OPT_FROM,
    OPT_MIN_SCORE,
    OPT_MAX_SEG_CHARS,
    OPT_MAX_UNITS,
    OPT_KEEP_UNALIGNED,
    OPT_COLUMNS,
    OPT_SOURCE_SIDE,
    OPT_SEGTYPE,
    OPT_TAGS,
    OPT_SHARD,
    OPT_LIMIT,
    OPT_SINCE,
    OPT_UNTIL,
    OPT_TAG,
    OPT_POST,
    OPT_RATIO,
    OPT_FILTER,
    OPT_NO_FILTERS,
    OPT_LAYOUT,
    OPT_NO_REPAIR,
    OPT_LOST_BYTES,
    OPT_PRESEGMENTED,
    OPT_RULES,
    OPT_SRX,
    OPT_LEXICON,
    OPT_ZH,
    OPT_EN,
    OPT_BATCH,
    OPT_ANCHORS,
    OPT_PAIR,
    OPT_NO_PAIR,
    OPT_EDITS,
    OPT_MAX_BEAD,
    OPT_MAX_BEAD_SUM,
    OPT_MAX_BYTES,
    OPT_LANG,
    OPT_JSONL,
    OPT_JOINTS,
    OPT_FIELD,
    OPT_HTML,
    OPT_JSON,
    OPT_MODELS,
    OPT_CONFIG,
    OPT_NO_CONFIG,
    OPT_COLOR,
    OPT_JOBS,
    OPT_QUIET,
    OPT_VERBOSE,
    OPT_HELP,
    OPT_VERSION,
} option_id;

typedef struct option_row {
    option_id id;
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none */
    unsigned commands;
    const char *help;
} option_row;

static const option_row table[] = {
    {OPT_MODEL_FILE, "output", 'o', "FILE", CMD_TRAIN, "write the model to FILE"},
    {OPT_WORDS, "words", 0, "FILE", CMD_TRAIN,
     "words and how often they were seen, one a line; may be given several times"},
    {OPT_DICTIONARY, "dictionary", 0, "FILE", CMD_TRAIN,
     "a dictionary: Simplified, Traditional, pinyin, glosses; may be given several times"},
    {OPT_MODEL_BYTES, "model-bytes", 0, "N", CMD_TRAIN,
     "largest size of the model file; K, M, G may follow the number"},
    {OPT_OUTPUT, "output", 'o', "FILE", CMD_OUTPUTS,
     "write FILE in the format its name tells (see below); may be given several times"},
    {OPT_TO, "to", 0, "FORMAT", CMD_OUTPUTS,
     "format where the name tells none: tsv tmx jsonl xliff xliff2 po moses ladder beads html svg"},
    {OPT_FROM, "from", 0, "FORMAT", CMD_CONVERT,
     "format of inputs where the name tells none: tmx tsv jsonl"},
    {OPT_MIN_SCORE, "min-score", 0, "P", CMD_OUTPUTS,
     "leave out units below this score, 0 to 1 [0]"},
    {OPT_MAX_SEG_CHARS, "max-seg-chars", 0, "N", CMD_OUTPUTS,
     "leave out units with more characters on a side [no limit]"},
    {OPT_MAX_UNITS, "max-units", 0, "N", CMD_OUTPUTS,
     "most units in a file: NAME.001.tmx, NAME.002.tmx and so on [no limit]"},
    {OPT_KEEP_UNALIGNED, "keep-unaligned", 0, NULL, CMD_OUTPUTS,
     "also write sentences without a translation"},
    {OPT_COLUMNS, "columns", 0, "KEYS", CMD_OUTPUTS,
     "front-matter keys that become TSV columns [title,date,tourl,tags]"},
    {OPT_SOURCE_SIDE, "source-side", 0, "LANG", CMD_OUTPUTS,
     "source language of TMX, XLIFF and PO: zh or en [en]"},
    {OPT_SEGTYPE, "segtype", 0, "TYPE", CMD_OUTPUTS,
     "TMX segtype: sentence paragraph block phrase [sentence]"},
    {OPT_TAGS, "lang", 0, "ZH,EN", CMD_OUTPUTS,
     "language tags to write, such as zh-TW,en-GB [zh-CN or zh-TW as found, en]"},
    {OPT_SHARD, "shard", 0, "I/N", CMD_BUILD,
     "only the I-th of N parts of the posts, 1/N to N/N, divided by what they hold"},
    {OPT_LIMIT, "limit", 0, "N", CMD_FIND,
     "most lines to print; 0 prints all, however long it takes [20]"},
    {OPT_LANG, "lang", 0, "LANG", CMD_FIND, "look in one language only: zh or en [both]"},
    {OPT_SINCE, "since", 0, "DATE", CMD_EXPORT,
     "posts from this day on: 2018, 2018-06, 2018-06-13"},
    {OPT_UNTIL, "until", 0, "DATE", CMD_EXPORT, "posts up to this day, month or year"},
    {OPT_TAG, "tag", 0, "TAG", CMD_EXPORT, "posts with this tag; may be given several times"},
    {OPT_POST, "post", 0, "GLOB", CMD_EXPORT,
     "posts whose name this matches, such as 'blog/*'; may be given several times"},
    {OPT_RATIO, "ratio", 0, "LOW,HIGH", CMD_EXPORT,
     "filter ratio: English characters a Chinese character [0.6,9]"},
    {OPT_FILTER, "filter", 0, "NAMES", CMD_EXPORT,
     "noise filters in use: identical,script,language,long,letters,repeated,ratio [all]"},
    {OPT_NO_FILTERS, "no-filters", 0, NULL, CMD_EXPORT, "no noise filter at all"},
    {OPT_LAYOUT, "layout", 0, "NAME", CMD_ALIGN | CMD_BUILD,
     "how a post holds its languages: auto halves alternating [auto]"},
    {OPT_NO_REPAIR, "no-repair", 0, NULL, CMD_ALIGN | CMD_BUILD,
     "leave wrongly decoded text as it is"},
    {OPT_LOST_BYTES, "lost-bytes", 0, "HEX,…", CMD_ALIGN | CMD_BUILD | CMD_REPAIR,
     "bytes that a wrong decoding lost, such as 81,8d,9d [found out from the text]"},
    {OPT_PRESEGMENTED, "presegmented", 0, NULL, CMD_ALIGN | CMD_BUILD,
     "every line is one sentence"},
    {OPT_RULES, "rules", 0, "FILE", CMD_ALIGN | CMD_BUILD | CMD_SEGMENT,
     "segmentation rules on top of the model's"},
    {OPT_SRX, "srx", 0, "FILE", CMD_ALIGN | CMD_BUILD | CMD_SEGMENT,
     "cut by these SRX rules and no others"},
    {OPT_LEXICON, "lexicon", 0, "FILE", CMD_ALIGN | CMD_BUILD,
     "a glossary as evidence: TSV, CC-CEDICT, hunalign .dic, TMX; may be given several times"},
    {OPT_ZH, "zh", 0, "FILE", CMD_ALIGN, "the Chinese file of a pair (with --en)"},
    {OPT_EN, "en", 0, "FILE", CMD_ALIGN, "the English file of a pair (with --zh)"},
    {OPT_ANCHORS, "anchors", 0, "FILE", CMD_ALIGN,
     "lines that belong together, one pair a line: no unit crosses them"},
    {OPT_BATCH, "batch", 0, "FILE", CMD_ALIGN,
     "pairs, one a line: Chinese file, English file, output, divided by tabs"},
    {OPT_PAIR, "pair", 0, "PATTERN", CMD_ALIGN | CMD_BUILD,
     "which two files are one post: CHINESE=ENGLISH such as '*.md=*.en.md', or a front-matter key; "
     "may be given several times [found out from names and front matter]"},
    {OPT_NO_PAIR, "no-pair", 0, NULL, CMD_ALIGN | CMD_BUILD, "every file is a post of its own"},
    {OPT_EDITS, "edits", 0, "FILE", CMD_ALIGN | CMD_BUILD,
     "apply what the review page saved; may be given several times"},
    {OPT_MAX_BEAD, "max-bead", 0, "ZH,EN", CMD_ALIGN | CMD_BUILD,
     "most sentences of each side in one unit, 1 to 8 [4,6]"},
    {OPT_MAX_BEAD_SUM, "max-bead-sum", 0, "N", CMD_ALIGN | CMD_BUILD,
     "most sentences of both sides in one unit, 2 to 16 [7]"},
    {OPT_LANG, "lang", 0, "LANG", CMD_SEGMENT,
     "language of the text: zh or en [told by its script]"},
    {OPT_JSONL, "jsonl", 0, NULL, CMD_SEGMENT | CMD_REPAIR,
     "one JSON object a line in and out: see below"},
    {OPT_JOINTS, "joints", 0, NULL, CMD_SEGMENT,
     "as --jsonl, with the margin of every boundary and the doubtful places not cut"},
    {OPT_FIELD, "field", 0, "NAME", CMD_SEGMENT | CMD_REPAIR,
     "the JSON field that holds the text [text]"},
    {OPT_HTML, "html", 0, "FILE", CMD_STATS, "also write FILE, a page of plots; - prints it alone"},
    {OPT_JSON, "json", 0, NULL, CMD_EVAL | CMD_STATS, "print one JSON object"},
    {OPT_MAX_BYTES, "max-bytes", 0, "N", CMD_ALIGN | CMD_BUILD | CMD_SEGMENT | CMD_REPAIR,
     "refuse larger files; K, M, G may follow the number [256M]"},
    {OPT_MODELS, "models", 0, "DIR",
     CMD_ALIGN | CMD_BUILD | CMD_CONVERT | CMD_EXPORT | CMD_SEGMENT | CMD_REPAIR | CMD_TRAIN,
     "model folder [the one that came with bihe]"},
    {OPT_JOBS, "jobs", 'j', "N", CMD_ALIGN | CMD_BUILD,
     "threads [one a core]; results do not depend on it"},
    {OPT_CONFIG, "config", 0, "FILE", CMD_ALL,
     "settings [bihe.yaml here, else ~/.config/bihe/bihe.yaml]"},
    {OPT_NO_CONFIG, "no-config", 0, NULL, CMD_ALL, "no file of settings"},
    {OPT_COLOR, "color", 0, "WHEN", CMD_ALL,
     "messages in colour: auto always never [auto: on a terminal, without NO_COLOR]"},
    {OPT_QUIET, "quiet", 'q', NULL, CMD_ALL, "errors only"},
    {OPT_VERBOSE, "verbose", 'v', NULL,
     CMD_ALIGN | CMD_BUILD | CMD_CONVERT | CMD_EXPORT | CMD_SEGMENT | CMD_REPAIR,
     "say what was found in each post"},
    {OPT_HELP, "help", 'h', NULL, CMD_ALL, "this text"},
    {OPT_VERSION, "version", 'V', NULL, CMD_ALL, "print the version"},
};

enum { ROWS = sizeof table / sizeof *table };

/* --- what may be said ------------------------------------------------------------------ */

static const char *nth(const char *const *names, size_t count, size_t k)
{
    return k < count ? names[k] : NULL;
}

static const char *side_name(size_t k)
{
    static const char *const names[] = {"zh", "en"};
    return nth(names, 2, k);
}

static const char *layout_name(size_t k)
{
    static const char *const names[] = {"auto", "halves", "alternating"};
    return nth(names, 3, k);
}

static const char *segtype_name(size_t k)
{
    static const char *const names[] = {"sentence", "paragraph", "block", "phrase"};
    return nth(names, 4, k);
}

static const char *color_name(size_t k)
{
    static const char *const names[] = {
        [REPORT_COLOR_AUTO] = "auto",
        [REPORT_COLOR_ALWAYS] = "always",
        [REPORT_COLOR_NEVER] = "never",
    };
    return nth(names, 3, k);
}

static const char *readable_format(size_t k)
{
    for (size_t i = 0; bihe_format_name(i) != NULL; i++) {
        if (bihe_format_is_readable(bihe_format_name(i)) && k-- == 0) return bihe_format_name(i);
    }
    return NULL;
}

/* Options whose values are words. */
typedef struct word_set {
    option_id id;
    bool several; /* divided by commas */
    const char *(*word)(size_t k);
} word_set;

static const word_set word_sets[] = {
    {OPT_TO, false, bihe_format_name},   {OPT_FROM, false, readable_format},
    {OPT_SOURCE_SIDE, false, side_name}, {OPT_SEGTYPE, false, segtype_name},
    {OPT_LANG, false, side_name},        {OPT_LAYOUT, false, layout_name},
    {OPT_COLOR, false, color_name},      {OPT_FILTER, true, bihe_corpus_filter},
};

/* The k-th row of a command; NULL past the last. */
static const option_row *row_at(const cli_command *command, size_t k)
{
    for (size_t i = 0; i < ROWS; i++) {
        if ((table[i].commands & command->bit) && k-- == 0) return &table[i];
    }
    return NULL;
}

bool options_at(const cli_command *command, size_t k, option_view *out)
{
    const option_row *row = row_at(command, k);
    if (row == NULL) return false;
    *out = (option_view){
        .name = row->name, .letter = row->letter, .argument = row->argument, .help = row->help};
    for (size_t w = 0; w < sizeof word_sets / sizeof *word_sets; w++) {
        if (word_sets[w].id != row->id) continue;
        out->word = word_sets[w].word;
        out->several_words = word_sets[w].several;
    }
    out->is_output = row->id == OPT_OUTPUT || row->id == OPT_MODEL_FILE || row->id == OPT_HTML;
    out->repeats = row->id == OPT_OUTPUT || row->id == OPT_WORDS || row->id == OPT_DICTIONARY ||
                   row->id == OPT_LEXICON || row->id == OPT_TAG || row->id == OPT_POST ||
                   row->id == OPT_EDITS;
    return true;
}

/* --- values ------------------------------------------------------------------------------ */

static bool add_name(const char *names[MAX_NAMES], size_t *count, const char *name)
{
    if (*count == MAX_NAMES || name[0] == '\0') return false;
    names[(*count)++] = name;
    return true;
}

/* Names divided by commas to bits. */
static bool to_filters(const char *text, unsigned *out)
{
    *out = 0;
    for (;;) {
        const size_t len = strcspn(text, ",");
        size_t k = 0;
        for (const char *name; (name = bihe_corpus_filter(k)) != NULL; k++) {
            if (strlen(name) == len && memcmp(name, text, len) == 0) break;
        }
        if (bihe_corpus_filter(k) == NULL) return false;
        *out |= 1U << k;
        if (text[len] == '\0') return true;
        text += len + 1;
    }
}

static bool to_side(const char *text, int *out)
{
    if (strcmp(text, "zh") != 0 && strcmp(text, "en") != 0) return false;
    *out = strcmp(text, "en") == 0 ? BIHE_EN : BIHE_ZH;
    return true;
}

static bool to_color(const char *text, report_color *out)
{
    for (size_t k = 0; color_name(k) != NULL; k++) {
        if (strcmp(text, color_name(k)) != 0) continue;
        *out = (report_color)k;
        return true;
    }
    return false;
}

static bool to_layout(const char *text, bihe_layout *out)
{
    static const bihe_layout known[] = {BIHE_LAYOUT_AUTO, BIHE_LAYOUT_HALVES,
                                        BIHE_LAYOUT_ALTERNATING};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(text, bihe_layout_name(known[i])) == 0) {
            *out = known[i];
            return true;
        }
    }
    return false;
}

/* "zh-TW,en-GB": cuts the argument at the comma, in place. */
static bool to_tags(char *text, const char *out[2])
{
    char *comma = strchr(text, ',');
    if (comma == NULL) return false;
    *comma = '\0';
    out[0] = text;
    out[1] = comma + 1;
    return true;
}

static bool add_output(settings *s, const char *path)
{
    if (s->output_count == MAX_OUTPUTS) return false;
    s->outputs[s->output_count++] = path;
    return true;
}

static bool add_file(file_set *set, const char *path)
{
    if (set->count == MAX_FILES) return false;
    set->paths[set->count++] = path;
    return true;
}

static bool add_lexicon(bihe_options *o, const char *path)
{
    size_t count = 0;
    while (count < BIHE_MOST_LEXICONS && o->lexicon[count] != NULL)
        count++;
    if (count + 1 >= BIHE_MOST_LEXICONS) return false;
    o->lexicon[count] = path;
    return true;
}

static bool known_format(const char *name)
{
    for (size_t k = 0; bihe_format_name(k) != NULL; k++) {
        if (strcmp(bihe_format_name(k), name) == 0) return true;
    }
    return false;
}

/* Stores one option; false when its value is no good. */
static bool store(settings *s, option_id id, char *value)
{
    bihe_options *o = &s->options;
    switch (id) {
    case OPT_MODEL_FILE:
    case OPT_OUTPUT: return add_output(s, value);
    case OPT_WORDS: return add_file(&s->words, value);
    case OPT_DICTIONARY: return add_file(&s->dictionaries, value);
    case OPT_MODEL_BYTES: return value_size(value, &s->model_bytes);
    case OPT_TO: s->to = value; return known_format(value);
    case OPT_FROM: s->from = value; return bihe_format_is_readable(value);
    case OPT_MIN_SCORE: return value_fraction(value, &o->min_score);
    case OPT_MAX_SEG_CHARS: return value_limit(value, &o->max_seg_chars);
    case OPT_MAX_UNITS: return value_limit(value, &o->max_units);
    case OPT_KEEP_UNALIGNED: o->keep_unaligned = true; return true;
    case OPT_COLUMNS: o->columns = value; return true;
    case OPT_SOURCE_SIDE: return to_side(value, &o->source_side);
    case OPT_SEGTYPE: o->segtype = value; return true;
    case OPT_TAGS: return to_tags(value, o->lang);
    case OPT_SHARD: return value_shard(value, s->shard);
    case OPT_LIMIT: return value_size(value, &s->limit);
    case OPT_SINCE: s->selection.since = value; return value_is_date(value);
    case OPT_UNTIL: s->selection.until = value; return value_is_date(value);
    case OPT_TAG: return add_name(s->tags, &s->selection.tag_count, value);
    case OPT_POST: return add_name(s->posts, &s->selection.post_count, value);
    case OPT_RATIO: return value_range(value, s->selection.ratio);
    case OPT_FILTER: return to_filters(value, &s->selection.filters);
    case OPT_NO_FILTERS: s->selection.filters = 0; return true;
    case OPT_LAYOUT: return to_layout(value, &o->layout);
    case OPT_NO_REPAIR: o->repair = false; return true;
    case OPT_LOST_BYTES: o->lost_bytes = value; return true;
    case OPT_PRESEGMENTED: o->presegmented = true; return true;
    case OPT_RULES: o->rules = value; return true;
    case OPT_SRX: o->srx = value; return true;
    case OPT_LEXICON: return add_lexicon(o, value);
    case OPT_ZH: s->zh = value; return true;
    case OPT_EN: s->en = value; return true;
    case OPT_BATCH: s->batch = value; return true;
    case OPT_ANCHORS: o->anchors = value; return true;
    case OPT_PAIR: return add_name(s->pairs, &s->pair_count, value);
    case OPT_NO_PAIR: s->no_pair = true; return true;
    case OPT_EDITS: return add_file(&s->edits, value);
    case OPT_MAX_BEAD: return value_pair(value, o->max_bead);
    case OPT_MAX_BEAD_SUM: return value_int(value, &o->max_bead_sum);
    case OPT_MAX_BYTES: return value_size(value, &o->max_bytes);
    case OPT_LANG: return to_side(value, &s->side);
    case OPT_JSONL: s->jsonl = true; return true;
    case OPT_JOINTS: s->joints = s->jsonl = true; return true;
    case OPT_FIELD: s->field = value; return true;
    case OPT_HTML: s->html = value; return true;
    case OPT_JSON: s->json = true; return true;
    case OPT_MODELS: s->models = value; return true;
    case OPT_CONFIG:
    case OPT_NO_CONFIG: return true; /* the file was read before */
    case OPT_JOBS: {
        int n;
        if (!value_int(value, &n) || n < 1 || n > 256) return false;
        s->jobs = n;
        return true;
    }
    case OPT_COLOR: return to_color(value, &s->color);
    case OPT_QUIET: s->quiet = true; return true;
    case OPT_VERBOSE: s->verbose = true; return true;
    case OPT_HELP: s->help = true; return true;
    case OPT_VERSION: s->version = true; return true;
    }
    return false;
}

/* --- parsing ----------------------------------------------------------------------------- */

/* Lists are of one source: that of the highest precedence. */
static int apply(settings *s, const given_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const given *item = &list->items[i];
        const option_row *row = row_at(list->command, item->option);
        const bool off = row->argument == NULL && strcmp(item->value, "off") == 0;
        if (!item->in_force || off || store(s, row->id, item->value)) continue;
        char place[512];
        given_place(list, item, place, sizeof place);
        fprintf(stderr, "bihe %s: %s: bad value '%s' (%s)\n", list->command->name, place,
                item->value, row->help);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* What the library says against an option, with the place that sets it. */
static int check(const settings *s, const given_list *list)
{
    bihe_error err;
    option_view o;
    char place[512] = "";
    if (bihe_options_check(&s->options, &err) == BIHE_OK) return EXIT_DONE;
    for (size_t i = 0; i < list->count; i++) {
        const given *item = &list->items[i];
        (void)options_at(list->command, item->option, &o);
        const size_t len = strlen(o.name);
        if (!item->in_force || strncmp(err.message, o.name, len) != 0 || err.message[len] != ' ')
            continue;
        if (item->from == GIVEN_ENVIRONMENT)
            given_place(list, item, place, sizeof place);
        else if (item->from != GIVEN_FLAG)
            (void)snprintf(place, sizeof place, "%s:%zu", list->file, item->line);
    }
    fprintf(stderr, "bihe %s: %s%s%s\n", list->command->name, place, place[0] != '\0' ? ": " : "",
            err.message);
    return EXIT_USAGE;
}

static void init(settings *s, const cli_command *command)
{
    *s = (settings){.field = "text", .side = -1, .limit = 20};
    bihe_options_init(&s->options);
    bihe_selection_init(&s->selection);
    if (command->bit == CMD_EXPORT) s->options.columns = "title,date,tourl,tags,sources";
}

int options_check(given_list *list)
{
    settings scratch;
    init(&scratch, list->command);
    const int status = apply(&scratch, list);
    return status == EXIT_DONE ? check(&scratch, list) : status;
}

int options_parse(settings *s, const cli_command *command, int argc, char **argv)
{
    init(s, command);
    given_list *list = calloc(1, sizeof *list);
    if (list == NULL) {
        report_line("error", "", 0, 0, "out of memory");
        return EXIT_SOME_LOST;
    }
    s->given = list;
    int status = given_collect(list, command, argc, argv);
    if (status == EXIT_DONE) status = apply(s, list);
    if (status == EXIT_DONE) status = check(s, list);
    if (status != EXIT_DONE) return status;
    report_use_color(s->color);
    s->inputs = argv + list->rest;
    s->input_count = (size_t)(argc - list->rest);
    if (s->verbose && list->file != NULL)
        report_line("note", list->file, 0, 0, "settings are taken from here");
    return EXIT_DONE;
}

void options_clear(settings *s)
{
    if (s->given != NULL) given_clear(s->given);
    free(s->given);
    s->given = NULL;
}

void options_help(const cli_command *command)
{
    printf("bihe %s: %s\n\nUsage: bihe %s [OPTION…] %s\n\n", command->name, command->summary,
           command->name, command->arguments);
    for (size_t i = 0; i < ROWS; i++) {
        const option_row *row = &table[i];
        if (!(row->commands & command->bit)) continue;
        char left[64];
        const char letter[] = {'-', row->letter, ',', ' ', '\0'};
        (void)snprintf(left, sizeof left, "%s--%s%s%s", row->letter != 0 ? letter : "    ",
                       row->name, row->argument != NULL ? " " : "",
                       row->argument != NULL ? row->argument : "");
        printf("  %-26s %s\n", left, row->help);
    }
    printf("\n%s", command->details);
}
