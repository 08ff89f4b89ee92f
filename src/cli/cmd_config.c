/* SPDX-License-Identifier: Apache-2.0 */
/* bihe config: what is set for a command, and where, as a file of settings. */
#include "commands.h"
#include "given.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

/* As YAML: quoted where it is not plainly a word or a number. */
static void print_value(const char *value)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789._/+";
    if (value[0] != '\0' && value[strspn(value, plain)] == '\0') {
        fputs(value, stdout);
        return;
    }
    putchar('"');
    for (; *value != '\0'; value++) {
        const unsigned char c = (unsigned char)*value;
        if (c < 0x20 || c == 0x7F) {
            printf("\\x%02x", c);
            continue;
        }
        if (c == '"' || c == '\\') putchar('\\');
        putchar(c);
    }
    putchar('"');
}

/* Where an item comes from, after the values. */
static void print_source(const given_list *list, const given *item)
{
    char place[512];
    given_place(list, item, place, sizeof place);
    if (item->from <= GIVEN_SECTION)
        printf("  # %s:%zu\n", list->file, item->line);
    else
        printf("  # %s\n", place);
}

/* The items of one option in force, which are of one source. */
static void print_option(const given_list *list, size_t option, const option_view *o)
{
    const given *first = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const given *item = &list->items[i];
        if (item->option != option || !item->in_force) continue;
        if (first == NULL)
            printf("  %s: %s", o->name, o->repeats ? "[" : "");
        else if (o->repeats)
            fputs(", ", stdout);
        if (first != NULL && !o->repeats) continue;
        if (o->argument == NULL)
            fputs(strcmp(item->value, "on") == 0 ? "true" : "false", stdout);
        else
            print_value(item->value);
        first = item;
    }
    if (first == NULL) return;
    if (o->repeats) putchar(']');
    print_source(list, first);
}

/* Prints what is set for one command; *some tells whether that is anything. */
static int print_command(const settings *s, const cli_command *command, bool *some)
{
    given_list list;
    option_view o;
    int status = given_collect_beside(&list, command, s->given);
    if (status == EXIT_DONE && list.count > 0) {
        *some = true;
        printf("%s:\n", command->name);
        for (size_t k = 0; options_at(command, k, &o); k++)
            print_option(&list, k, &o);
        status = options_check(&list);
    }
    given_clear(&list);
    return status;
}

/* Whether the command is one to be told about. */
static bool wanted(const settings *s, const cli_command *command)
{
    return s->input_count == 0 || strcmp(s->inputs[0], command->name) == 0;
}

int cmd_config(const settings *s)
{
    bool known = false, some = false;
    int status = EXIT_DONE;
    for (size_t k = 0; commands_at(k) != NULL && s->input_count < 2; k++) {
        if (!wanted(s, commands_at(k))) continue;
        known = true;
        if (status == EXIT_DONE) status = print_command(s, commands_at(k), &some);
    }
    if (!known) {
        fputs("bihe config: wants the name of one command, or none (bihe --help lists them)\n",
              stderr);
        return EXIT_USAGE;
    }
    if (status == EXIT_DONE && !some && !s->quiet)
        fputs("bihe: everything is at its default (bihe config --help tells how to set it)\n",
              stderr);
    if (!report_stdout()) return EXIT_SOME_LOST;
    return status;
}
