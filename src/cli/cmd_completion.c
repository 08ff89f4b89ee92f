/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bihe completion: scripts for bash, zsh and fish, made from the tables of commands and options.
 * What stands between the tables' words is fixed text of the shell's own language.
 */
#include "commands.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

static const char *shell_name(size_t k)
{
    static const char *const names[] = {"bash", "zsh", "fish"};
    return k < 3 ? names[k] : NULL;
}

static const char *train_kind(size_t k)
{
    static const char *const names[] = {"chars", "segment"};
    return k < 2 ? names[k] : NULL;
}

static const char *command_name(size_t k)
{
    const cli_command *command = commands_at(k);
    return command != NULL ? command->name : NULL;
}

/* Words that stand first after a command; NULL: files do. */
static const char *(*first_words(const cli_command *command))(size_t)
{
    if (command->bit == CMD_COMPLETION) return shell_name;
    if (command->bit == CMD_CONFIG) return command_name;
    return command->bit == CMD_TRAIN ? train_kind : NULL;
}

static void print_words(const char *(*word)(size_t), const char *between)
{
    for (size_t k = 0; word(k) != NULL; k++)
        printf("%s%s", k > 0 ? between : "", word(k));
}

static bool is(const char *argument, const char *what)
{
    return argument != NULL && strcmp(argument, what) == 0;
}

/* Text inside single quotes, the characters of `special` with a backslash before them. */
static void print_quoted(const char *text, const char *special, const char *quote)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs(quote, stdout);
            continue;
        }
        if (strchr(special, *text) != NULL) putchar('\\');
        putchar(*text);
    }
}

/* --- bash -------------------------------------------------------------------------------- */

/* What completes the value of one option, as a pattern of `case` and its answer. */
static void bash_value(const cli_command *command, const option_view *o)
{
    if (o->argument == NULL) return;
    printf("    %s:--%s", command->name, o->name);
    if (o->letter != 0) printf("|%s:-%c", command->name, o->letter);
    fputs(") echo '", stdout);
    if (o->word != NULL) {
        if (o->several_words) fputs("@several ", stdout);
        print_words(o->word, " ");
    } else if (is(o->argument, "FILE")) {
        fputs("@file", stdout);
    } else {
        fputs(is(o->argument, "DIR") ? "@folder" : "@free", stdout);
    }
    puts("';;");
}

static void bash_options(const cli_command *command)
{
    option_view o;
    printf("    %s) echo '", command->name);
    for (size_t k = 0; options_at(command, k, &o); k++) {
        printf("%s--%s", k > 0 ? " " : "", o.name);
        if (o.letter != 0) printf(" -%c", o.letter);
    }
    puts("';;");
}

static void bash_tables(void)
{
    option_view o;
    puts("_bihe_options() {\n    case $1 in");
    for (size_t k = 0; commands_at(k) != NULL; k++)
        bash_options(commands_at(k));
    puts("    esac\n}\n\n_bihe_values() {\n    case $1:$2 in");
    for (size_t k = 0; commands_at(k) != NULL; k++) {
        for (size_t i = 0; options_at(commands_at(k), i, &o); i++)
            bash_value(commands_at(k), &o);
    }
    puts("    esac\n}\n\n_bihe_first() {\n    case $1 in");
    for (size_t k = 0; commands_at(k) != NULL; k++) {
        if (first_words(commands_at(k)) == NULL) continue;
        printf("    %s) echo '", commands_at(k)->name);
        print_words(first_words(commands_at(k)), " ");
        puts("';;");
    }
    puts("    esac\n}\n");
}

/* An empty answer leaves the completion to readline, which knows files best. */
static const char bash_end[] =
    "' -- \"$cur\"))\n"
    "        return\n"
    "    fi\n"
    "    values=$(_bihe_values \"${COMP_WORDS[1]}\" \"$prev\")\n"
    "    if [[ -z $values && $cur == -* ]]; then\n"
    "        values=$(_bihe_options \"${COMP_WORDS[1]}\")\n"
    "    elif [[ -z $values && $COMP_CWORD -eq 2 ]]; then\n"
    "        values=$(_bihe_first \"${COMP_WORDS[1]}\")\n"
    "    fi\n"
    "    case $values in\n"
    "    ''|@file) ;;\n"
    "    @folder) compopt +o default -o dirnames ;;\n"
    "    @free) compopt +o default ;;\n"
    "    @several*)\n"
    "        compopt +o default -o nospace\n"
    "        [[ $cur == *,* ]] && before=${cur%,*},\n"
    "        COMPREPLY=($(compgen -P \"$before\" -W \"${values#@several}\" -- \"${cur##*,}\"))\n"
    "        ;;\n"
    "    *)\n"
    "        compopt +o default\n"
    "        COMPREPLY=($(compgen -W \"$values\" -- \"$cur\"))\n"
    "        ;;\n"
    "    esac\n"
    "}\n\n"
    "complete -o default -F _bihe bihe\n";

static void print_bash(void)
{
    puts("# bash completion for bihe; made by: bihe completion bash\n");
    bash_tables();
    fputs("_bihe() {\n"
          "    local IFS=$' \\t\\n' before= values\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    COMPREPLY=()\n"
          "    # \"--to=t\" comes as three words\n"
          "    if [[ $prev == = ]]; then\n"
          "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
          "    elif [[ $cur == = ]]; then\n"
          "        cur=\n"
          "    fi\n"
          "    if [[ $COMP_CWORD -eq 1 ]]; then\n"
          "        compopt +o default\n"
          "        COMPREPLY=($(compgen -W '",
          stdout);
    print_words(command_name, " ");
    fputs(" --help --version", stdout);
    fputs(bash_end, stdout);
}

/* --- zsh --------------------------------------------------------------------------------- */

static void zsh_argument(const option_view *o)
{
    if (o->argument == NULL) return;
    putchar(':');
    print_quoted(o->argument, ":", "");
    putchar(':');
    if (o->word != NULL) {
        fputs(o->several_words ? "_values -s , word " : "(", stdout);
        print_words(o->word, " ");
        if (!o->several_words) putchar(')');
    } else if (is(o->argument, "FILE")) {
        fputs("_files", stdout);
    } else if (is(o->argument, "DIR")) {
        fputs("_files -/", stdout);
    }
}

/* One specification for each way to write the option. */
static void zsh_option(const option_view *o)
{
    const bool takes = o->argument != NULL;
    for (int way = o->letter != 0 ? 0 : 1; way < 2; way++) {
        fputs("            '", stdout);
        if (o->repeats)
            putchar('*');
        else if (o->letter != 0)
            printf("(-%c --%s)", o->letter, o->name);
        if (way == 0)
            printf("-%c%s[", o->letter, takes ? "+" : "");
        else
            printf("--%s%s[", o->name, takes ? "=" : "");
        print_quoted(o->help, "[]:\\", "'\\''");
        putchar(']');
        zsh_argument(o);
        puts("' \\");
    }
}

static void zsh_command(const cli_command *command)
{
    option_view o;
    printf("    %s)\n        _arguments -s -S \\\n", command->name);
    for (size_t k = 0; options_at(command, k, &o); k++)
        zsh_option(&o);
    if (first_words(command) != NULL) {
        fputs("            '1:word:(", stdout);
        print_words(first_words(command), " ");
        puts(")' \\");
    }
    puts("            '*:file:_files'\n        ;;");
}

static void print_zsh(void)
{
    puts("#compdef bihe\n# zsh completion for bihe; made by: bihe completion zsh\n\n"
         "_bihe() {\n    local -a commands=(");
    for (size_t k = 0; commands_at(k) != NULL; k++) {
        printf("        '%s:", commands_at(k)->name);
        print_quoted(commands_at(k)->summary, ":\\", "'\\''");
        puts("'");
    }
    puts("    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n"
         "        return\n    fi\n    shift words\n    (( CURRENT-- ))\n    case $words[1] in");
    for (size_t k = 0; commands_at(k) != NULL; k++)
        zsh_command(commands_at(k));
    puts("    esac\n}\n\nif [[ $funcstack[1] == _bihe ]]; then\n    _bihe \"$@\"\nelse\n"
         "    compdef _bihe bihe\nfi");
}

/* --- fish -------------------------------------------------------------------------------- */

static void fish_quoted(const char *text)
{
    putchar('\'');
    print_quoted(text, "\\", "\\'");
    putchar('\'');
}

static void fish_option(const cli_command *command, const option_view *o)
{
    printf("complete -c bihe -n '__fish_seen_subcommand_from %s' -l %s", command->name, o->name);
    if (o->letter != 0) printf(" -s %c", o->letter);
    if (o->word != NULL) {
        fputs(o->several_words ? " -x -a '(__fish_append , " : " -x -a '", stdout);
        print_words(o->word, " ");
        fputs(o->several_words ? ")'" : "'", stdout);
    } else if (is(o->argument, "FILE")) {
        fputs(" -r -F", stdout);
    } else if (is(o->argument, "DIR")) {
        fputs(" -x -a '(__fish_complete_directories)'", stdout);
    } else if (o->argument != NULL) {
        fputs(" -x", stdout);
    }
    fputs(" -d ", stdout);
    fish_quoted(o->help);
    putchar('\n');
}

static void print_fish(void)
{
    option_view o;
    puts("# fish completion for bihe; made by: bihe completion fish\n");
    for (size_t k = 0; commands_at(k) != NULL; k++) {
        const cli_command *command = commands_at(k);
        printf("complete -c bihe -f -n __fish_use_subcommand -a %s -d ", command->name);
        fish_quoted(command->summary);
        putchar('\n');
        for (size_t i = 0; options_at(command, i, &o); i++)
            fish_option(command, &o);
        if (first_words(command) == NULL) continue;
        printf("complete -c bihe -n '__fish_seen_subcommand_from %s' -a '", command->name);
        print_words(first_words(command), " ");
        puts("'");
    }
}

int cmd_completion(const settings *s)
{
    const char *shell = s->input_count == 1 ? s->inputs[0] : "";
    if (strcmp(shell, "bash") == 0) {
        print_bash();
    } else if (strcmp(shell, "zsh") == 0) {
        print_zsh();
    } else if (strcmp(shell, "fish") == 0) {
        print_fish();
    } else {
        fputs("bihe completion: SHELL is bash, zsh or fish (bihe completion --help explains)\n",
              stderr);
        return EXIT_USAGE;
    }
    return report_stdout() ? EXIT_DONE : EXIT_SOME_LOST;
}
