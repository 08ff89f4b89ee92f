/* SPDX-License-Identifier: Apache-2.0 */
/* Several writers that know nothing of each other. */
#include "outputs.h"

#include "report.h"

#include <string.h>

/* What is wrong with the output `path`; NULL: nothing. */
static const char *check_path(const settings *s, const char *path)
{
    const bool standard = strcmp(path, "-") == 0;
    if (!standard && bihe_format_of(path) == NULL && s->to == NULL)
        return "an output's name does not tell its format, and there is no --to";
    if (standard && s->options.max_units > 0)
        return "--max-units goes with an output that has a name";
    if (standard && strcmp(outputs_format(s, path), "moses") == 0)
        return "moses makes two files: their output needs a name";
    return NULL;
}

const char *outputs_check(const settings *s)
{
    if (s->output_count == 0) return s->batch != NULL ? NULL : check_path(s, "-");
    for (size_t i = 0; i < s->output_count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(s->outputs[i], s->outputs[k]) == 0) return "the same output twice";
        }
        const char *wrong = check_path(s, s->outputs[i]);
        if (wrong != NULL) return wrong;
    }
    return NULL;
}

const char *outputs_format(const settings *s, const char *path)
{
    const char *told = bihe_format_of(path);
    if (told == NULL) told = s->to;
    return told != NULL ? told : "tsv";
}

void outputs_open(output_set *set, const settings *s, bihe_context *context)
{
    static const char *const standard[] = {"-"};
    const char *const *paths = s->output_count > 0 ? s->outputs : standard;
    const size_t count = s->output_count > 0 ? s->output_count : 1;
    *set = (output_set){.open = 0};
    for (size_t i = 0; i < count; i++) {
        bihe_error err;
        if (bihe_writer_new(&set->writers[set->open], context, outputs_format(s, paths[i]),
                            paths[i], &err) == BIHE_OK) {
            set->open++;
        } else {
            report_error(&err);
            set->failed = true;
        }
    }
}

static void drop(output_set *set, size_t k, const bihe_error *err)
{
    report_error(err);
    bihe_writer_abandon(set->writers[k]);
    set->writers[k] = NULL;
    set->open--;
    set->failed = true;
}

void outputs_add(output_set *set, const bihe_document *document)
{
    for (size_t k = 0; k < MAX_OUTPUTS; k++) {
        bihe_error err;
        if (set->writers[k] != NULL && bihe_writer_add(set->writers[k], document, &err) != BIHE_OK)
            drop(set, k, &err);
    }
}

void outputs_add_unit(output_set *set, const bihe_unit *unit)
{
    for (size_t k = 0; k < MAX_OUTPUTS; k++) {
        bihe_error err;
        if (set->writers[k] != NULL && bihe_writer_add_unit(set->writers[k], unit, &err) != BIHE_OK)
            drop(set, k, &err);
    }
}

void outputs_close(output_set *set, bool abandon)
{
    for (size_t k = 0; k < MAX_OUTPUTS; k++) {
        if (set->writers[k] == NULL) continue;
        bihe_error err;
        if (abandon) {
            bihe_writer_abandon(set->writers[k]);
        } else if (bihe_writer_finish(set->writers[k], &err) != BIHE_OK) {
            report_error(&err);
            set->failed = true;
        }
        set->writers[k] = NULL;
    }
}
