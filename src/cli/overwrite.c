/* SPDX-License-Identifier: Apache-2.0 */
/* The option table tells which options name files, and which of these are written. */
#include "overwrite.h"

#include "clash.h"
#include "given.h"
#include "outputs.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

/* Files of the options that are set. False when out of memory. */
static bool add_options(clash_list *files, const settings *s, const cli_command *command)
{
    option_view o;
    bool room = true;
    for (size_t i = 0; i < s->given->count && room; i++) {
        const given *item = &s->given->items[i];
        (void)options_at(command, item->option, &o);
        if (!item->in_force || o.argument == NULL || strcmp(o.argument, "FILE") != 0) continue;
        room = o.is_output ? clash_add_output(files, item->value, outputs_format(s, item->value), i)
                           : clash_add_input(files, item->value, i);
    }
    return room;
}

/* What stands after the options: inputs, or first the corpus that is written. */
static bool add_rest(clash_list *files, const settings *s, const cli_command *command)
{
    const bool corpus = (command->bit & (CMD_BUILD | CMD_MERGE)) != 0;
    bool room = true;
    for (size_t i = 0; i < s->input_count && room; i++)
        room = corpus && i == 0 ? clash_add_output(files, s->inputs[i], "", i)
                                : clash_add_input(files, s->inputs[i], i);
    return room;
}

int overwrite_check(const settings *s, const cli_command *command)
{
    clash_list files = {NULL, 0, 0};
    int status = EXIT_DONE;
    if (!add_options(&files, s, command) || !add_rest(&files, s, command)) {
        report_line("error", "", 0, 0, "out of memory");
        status = EXIT_SOME_LOST;
    }
    clash_find(&files);
    for (size_t i = 0; i < files.count && status == EXIT_DONE; i++) {
        char message[512];
        if (files.files[i].with == NULL) continue;
        clash_describe(&files.files[i], message, sizeof message);
        fprintf(stderr, "bihe %s: %s (bihe %s --help explains)\n", command->name, message,
                command->name);
        status = EXIT_USAGE;
    }
    clash_clear(&files);
    return status;
}
