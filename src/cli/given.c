/* SPDX-License-Identifier: Apache-2.0 */
/* Each source adds its items; in the end those of the highest precedence are in force. */
#include "given.h"

#include "commands.h"
#include "report.h"
#include "suggest.h"

#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* getopt_long's numbers for options: beyond every letter. */
enum { FIRST = 256, MOST = 64 };

static const char FILE_NAME[] = "bihe.yaml";

/* What is said on the command line only. */
static bool flag_only(const char *name)
{
    static const char *const names[] = {"help", "version", "config", "no-config"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) return true;
    }
    return false;
}

static int out_of_memory(void)
{
    report_line("error", "", 0, 0, "out of memory");
    return EXIT_SOME_LOST;
}

/* Takes a copy of `value`. */
static int add(given_list *list, size_t option, const char *value, given_from from, size_t line)
{
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        given *grown = realloc(list->items, capacity * sizeof *grown);
        if (grown == NULL) return out_of_memory();
        list->items = grown;
        list->capacity = capacity;
    }
    char *copy = strdup(value);
    if (copy == NULL) return out_of_memory();
    list->items[list->count++] =
        (given){.option = option, .value = copy, .from = from, .line = line};
    return EXIT_DONE;
}

/* The place of the option `name` among those of a command; false when it is none. */
static bool find(const cli_command *command, const char *name, size_t *k, option_view *view)
{
    for (*k = 0; options_at(command, *k, view); ++*k) {
        if (strcmp(view->name, name) == 0) return true;
    }
    return false;
}

/* --- flags ------------------------------------------------------------------------------- */

/* The command's options as getopt_long wants them. */
static void make_tables(const cli_command *command, struct option longs[MOST + 1],
                        char shorts[2 * MOST + 2])
{
    size_t n = 0, k = 0;
    option_view o;
    shorts[k++] = ':'; /* tells a missing value from an unknown option */
    for (; n < MOST && options_at(command, n, &o); n++) {
        const int takes = o.argument != NULL ? required_argument : no_argument;
        longs[n] = (struct option){o.name, takes, NULL, FIRST + (int)n};
        if (o.letter == 0) continue;
        shorts[k++] = o.letter;
        if (takes == required_argument) shorts[k++] = ':';
    }
    longs[n] = (struct option){NULL, 0, NULL, 0};
    shorts[k] = '\0';
}

/* The option that getopt_long means by a number or a letter. */
static bool found_option(const cli_command *command, int found, size_t *k, option_view *view)
{
    for (*k = 0; options_at(command, *k, view); ++*k) {
        if (found == FIRST + (int)*k || (view->letter != 0 && view->letter == found)) return true;
    }
    return false;
}

static int usage_error(const cli_command *command, const char *what, const char *about)
{
    fprintf(stderr, "bihe %s: %s '%s' (bihe %s --help shows all options)\n", command->name, what,
            about, command->name);
    return EXIT_USAGE;
}

/* `typed` may be "--name=value". */
static int unknown_option(const cli_command *command, const char *typed)
{
    char name[64];
    option_view o;
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(typed, "="), typed);
    suggestion s = suggest_start(name + strspn(name, "-"));
    for (size_t k = 0; options_at(command, k, &o); k++)
        suggest_weigh(&s, o.name);
    if (s.word == NULL) return usage_error(command, "unknown option", typed);
    fprintf(stderr, "bihe %s: unknown option '%s'; did you mean '--%s'?", command->name, typed,
            s.word);
    fprintf(stderr, " (bihe %s --help shows all options)\n", command->name);
    return EXIT_USAGE;
}

/* Names what getopt_long could not use. `before` is the argument it read last; optopt is a letter,
 * the number of an option that lacks its value or has one too many, or 0 for a long name that is
 * none. */
static int refuse(const cli_command *command, int found, const char *before)
{
    const char letter[] = {'-', (char)optopt, '\0'};
    char name[64];
    size_t k;
    option_view o;
    if (optopt == 0) return unknown_option(command, before);
    if (!found_option(command, optopt, &k, &o))
        return usage_error(command, "unknown option", letter);
    (void)snprintf(name, sizeof name, "--%s", o.name);
    if (found == ':') {
        const bool is_long = optopt >= FIRST;
        return usage_error(command, "a value is missing after", is_long ? name : letter);
    }
    return usage_error(command, "no value goes with", name);
}

static int collect_flags(given_list *list, int argc, char **argv)
{
    struct option longs[MOST + 1];
    char shorts[2 * MOST + 2];
    make_tables(list->command, longs, shorts);
    opterr = 0;
    optind = 1;
    int status = EXIT_DONE;
    while (status == EXIT_DONE) {
        size_t k;
        option_view o;
        const int found = getopt_long(argc, argv, shorts, longs, NULL);
        if (found < 0) break;
        if (found == ':' || found == '?' || !found_option(list->command, found, &k, &o))
            return refuse(list->command, found, argv[optind - 1]);
        status = add(list, k, o.argument != NULL ? optarg : "on", GIVEN_FLAG, 0);
    }
    list->rest = optind;
    return status;
}

/* --- switches outside the command line --------------------------------------------------- */

/* Adds a value of the environment or the file; one of a switch is yes or no. */
static int add_value(given_list *list, size_t k, const char *value, given_from from, size_t line)
{
    static const char *const words[2][5] = {{"false", "no", "off", "0", NULL},
                                            {"true", "yes", "on", "1", NULL}};
    option_view o;
    (void)options_at(list->command, k, &o);
    if (o.argument != NULL) return add(list, k, value, from, line);
    for (int on = 0; on < 2; on++) {
        for (size_t i = 0; words[on][i] != NULL; i++) {
            if (strcasecmp(words[on][i], value) == 0)
                return add(list, k, on == 1 ? "on" : "off", from, line);
        }
    }
    const given item = {.option = k, .from = from, .line = line};
    char place[512];
    given_place(list, &item, place, sizeof place);
    fprintf(stderr, "bihe %s: %s: bad value '%s': true or false is expected\n", list->command->name,
            place, value);
    return EXIT_USAGE;
}

/* --- the environment --------------------------------------------------------------------- */

/* "min-score" to "BIHE_MIN_SCORE". */
static void variable_of(const char *name, char *out, size_t size)
{
    (void)snprintf(out, size, "BIHE_%s", name);
    for (char *p = out; *p != '\0'; p++)
        *p = *p == '-' ? '_' : (char)toupper((unsigned char)*p);
}

static int collect_environment(given_list *list)
{
    option_view o;
    int status = EXIT_DONE;
    for (size_t k = 0; options_at(list->command, k, &o) && status == EXIT_DONE; k++) {
        char variable[64];
        variable_of(o.name, variable, sizeof variable);
        const char *value = flag_only(o.name) ? NULL : getenv(variable);
        if (value != NULL && value[0] != '\0')
            status = add_value(list, k, value, GIVEN_ENVIRONMENT, 0);
    }
    return status;
}

/* --- the file ---------------------------------------------------------------------------- */

/* A file's paths are seen from where it is. NULL: out of memory. */
static char *from_file(const given_list *list, const char *value)
{
    const char *slash = strrchr(list->file, '/');
    if (slash == NULL || value[0] == '/' || strcmp(value, "-") == 0) return strdup(value);
    const size_t folder = (size_t)(slash - list->file) + 1, len = strlen(value);
    char *path = malloc(folder + len + 1);
    if (path == NULL) return NULL;
    memcpy(path, list->file, folder);
    memcpy(path + folder, value, len + 1);
    return path;
}

/* What one line of the file sets: some values of a repeated option, or "4,5" as a list. */
static int add_entry(given_list *list, size_t k, const option_view *o, const bihe_config_entry *e)
{
    const given_from from = e->section[0] != '\0' ? GIVEN_SECTION : GIVEN_FILE;
    const bool is_path = o->argument != NULL &&
                         (strcmp(o->argument, "FILE") == 0 || strcmp(o->argument, "DIR") == 0);
    char joined[1024] = "";
    size_t len = 0;
    for (size_t i = 0; i < e->count; i++) {
        if (o->repeats || !e->list) {
            char *value = is_path ? from_file(list, e->values[i]) : strdup(e->values[i]);
            if (value == NULL) return out_of_memory();
            const int status = add_value(list, k, value, from, e->line);
            free(value);
            if (status != EXIT_DONE) return status;
        } else if (len < sizeof joined) {
            len += (size_t)snprintf(joined + len, sizeof joined - len, "%s%s", i > 0 ? "," : "",
                                    e->values[i]);
        }
    }
    if (o->repeats || !e->list) return EXIT_DONE;
    if (len < sizeof joined) return add_value(list, k, joined, from, e->line);
    report_line("error", list->file, e->line, e->column, "the list is too long");
    return EXIT_USAGE;
}

static const cli_command *command_of(const char *name)
{
    for (size_t k = 0; commands_at(k) != NULL; k++) {
        if (strcmp(commands_at(k)->name, name) == 0) return commands_at(k);
    }
    return NULL;
}

static bool some_command_takes(const char *name)
{
    option_view o;
    for (size_t c = 0, k; commands_at(c) != NULL; c++) {
        if (find(commands_at(c), name, &k, &o)) return true;
    }
    return false;
}

/* The option's name that `typed` may be meant for, of one command or, with NULL, of any. */
static const char *near_option(const cli_command *command, const char *typed)
{
    option_view o;
    suggestion s = suggest_start(typed);
    for (size_t c = 0; commands_at(c) != NULL; c++) {
        if (command != NULL && command != commands_at(c)) continue;
        for (size_t k = 0; options_at(commands_at(c), k, &o); k++)
            suggest_weigh(&s, o.name);
    }
    return s.word;
}

/* A name of the file that is none; `help` is the command that lists those there are, NULL: all. */
static int unknown(const given_list *list, const bihe_config_entry *e, const cli_command *help)
{
    char message[256], meant[64] = "";
    const char *near = near_option(help, e->name);
    if (near != NULL) (void)snprintf(meant, sizeof meant, "; did you mean '%s'?", near);
    (void)snprintf(message, sizeof message, "no option '%s'%s (bihe %s --help shows all)", e->name,
                   meant, help != NULL ? help->name : "COMMAND");
    report_line("error", list->file, e->line, e->column, message);
    return EXIT_USAGE;
}

static int unknown_section(const given_list *list, const bihe_config_entry *e)
{
    char message[256];
    (void)snprintf(message, sizeof message, "no command '%s' (bihe --help lists them)", e->section);
    report_line("error", list->file, e->line, e->column, message);
    return EXIT_USAGE;
}

typedef struct file_run {
    given_list *list;
    int status;
} file_run;

static int take_entry(given_list *list, const bihe_config_entry *e)
{
    size_t k;
    option_view o;
    const bool section = e->section[0] != '\0';
    const cli_command *command = section ? command_of(e->section) : list->command;
    if (command == NULL) return unknown_section(list, e);
    if (flag_only(e->name)) {
        report_line("error", list->file, e->line, e->column, "this goes on the command line only");
        return EXIT_USAGE;
    }
    if (!find(command, e->name, &k, &o)) {
        if (!section && some_command_takes(e->name)) return EXIT_DONE;
        return unknown(list, e, section ? command : NULL);
    }
    return command == list->command ? add_entry(list, k, &o, e) : EXIT_DONE;
}

static bihe_status on_entry(void *user, const bihe_config_entry *entry, bihe_error *err)
{
    file_run *run = user;
    run->status = take_entry(run->list, entry);
    *err = (bihe_error){.code = BIHE_ERROR_OPTION};
    return run->status == EXIT_DONE ? BIHE_OK : BIHE_ERROR_OPTION;
}

/* "FOLDER/REST" when a file can be read there; *memory false when there is none left. */
static char *existing(const char *folder, const char *rest, bool *memory)
{
    const size_t a = strlen(folder), b = strlen(rest);
    char *path = malloc(a + b + 2);
    if (path == NULL) {
        *memory = false;
        return NULL;
    }
    (void)snprintf(path, a + b + 2, "%s%s%s", folder, a > 0 ? "/" : "", rest);
    if (access(path, F_OK) == 0) return path;
    free(path);
    return NULL;
}

/* The file that no flag names: here, or the user's own. NULL: there is none. */
static char *usual_file(bool *memory)
{
    const char *named = getenv("BIHE_CONFIG"), *folder = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (named != NULL && named[0] != '\0') {
        char *copy = strdup(named);
        *memory = copy != NULL;
        return copy;
    }
    char *path = existing("", FILE_NAME, memory);
    if (path != NULL || !*memory) return path;
    if (folder != NULL && folder[0] == '/') return existing(folder, "bihe/bihe.yaml", memory);
    return home != NULL && home[0] == '/' ? existing(home, ".config/bihe/bihe.yaml", memory) : NULL;
}

/* Which file the flags ask for: *named NULL where it is the usual one. False: none at all. */
static bool wants_file(const given_list *list, const char **named)
{
    bool wanted = true;
    option_view o;
    *named = NULL;
    for (size_t i = 0; i < list->count; i++) {
        (void)options_at(list->command, list->items[i].option, &o);
        if (strcmp(o.name, "config") == 0) *named = list->items[i].value;
        if (strcmp(o.name, "help") == 0 || strcmp(o.name, "version") == 0 ||
            strcmp(o.name, "no-config") == 0)
            wanted = false; /* help is there also when the file is wrong */
    }
    return wanted;
}

/* The file in use; *file NULL where there is none. */
static int find_file(const given_list *list, char **file)
{
    const char *named;
    bool memory = true;
    *file = NULL;
    if (!wants_file(list, &named)) return EXIT_DONE;
    *file = named != NULL ? strdup(named) : usual_file(&memory);
    return *file == NULL && (named != NULL || !memory) ? out_of_memory() : EXIT_DONE;
}

static int collect_file(given_list *list)
{
    bihe_error err;
    file_run run = {list, EXIT_DONE};
    if (list->file == NULL) return EXIT_DONE;
    const bihe_status status = bihe_config_read(list->file, NULL, on_entry, &run, &err);
    if (run.status != EXIT_DONE) return run.status;
    if (status == BIHE_OK) return EXIT_DONE;
    report_error(&err);
    return EXIT_USAGE;
}

/* --- all together ------------------------------------------------------------------------ */

static void settle(given_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        given *item = &list->items[i];
        item->in_force = true;
        for (size_t k = 0; k < list->count; k++) {
            const given *other = &list->items[k];
            if (other->option == item->option && other->from > item->from) item->in_force = false;
        }
    }
}

int given_collect(given_list *list, const cli_command *command, int argc, char **argv)
{
    *list = (given_list){.command = command};
    int status = collect_flags(list, argc, argv);
    if (status == EXIT_DONE) status = collect_environment(list);
    if (status == EXIT_DONE) status = find_file(list, &list->file);
    if (status == EXIT_DONE) status = collect_file(list);
    settle(list);
    return status;
}

int given_collect_beside(given_list *list, const cli_command *command, const given_list *beside)
{
    *list = (given_list){.command = command};
    if (beside->file != NULL && (list->file = strdup(beside->file)) == NULL) return out_of_memory();
    int status = collect_environment(list);
    if (status == EXIT_DONE) status = collect_file(list);
    settle(list);
    return status;
}

void given_place(const given_list *list, const given *item, char *out, size_t size)
{
    option_view o;
    (void)options_at(list->command, item->option, &o);
    if (item->from == GIVEN_FLAG)
        (void)snprintf(out, size, "--%s", o.name);
    else if (item->from == GIVEN_ENVIRONMENT)
        variable_of(o.name, out, size);
    else
        (void)snprintf(out, size, "%s:%zu: %s", list->file, item->line, o.name);
}

void given_clear(given_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].value);
    free(list->items);
    free(list->file);
    *list = (given_list){NULL, NULL, 0, 0, NULL, 0};
}
