/* SPDX-License-Identifier: Apache-2.0 */
/* The only part of the command that looks at the environment. */
#include "setup.h"

#include "report.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

const char *setup_model_folder(const settings *s)
{
    return s->models != NULL ? s->models : bihe_model_default_dir();
}

bihe_model *setup_model(const settings *s)
{
    bihe_model *model;
    bihe_error err;
    if (bihe_model_load(&model, setup_model_folder(s), NULL, &err) == BIHE_OK) return model;
    report_error(&err);
    if (err.code == BIHE_ERROR_IO)
        report_line("note", "", 0, 0,
                    "--models DIR names the folder of a model, one that holds model.yaml");
    return NULL;
}

bihe_options setup_options(const settings *s)
{
    bihe_options options = s->options;
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch != NULL && epoch[0] != '\0') {
        char *end;
        errno = 0;
        const long long seconds = strtoll(epoch, &end, 10);
        /* up to the year 9999, the last that a TMX date can hold */
        if (errno == 0 && *end == '\0' && seconds >= 0 && seconds <= 253402300799)
            options.source_date = seconds;
        else
            report_line("warning", "", 0, 0,
                        "SOURCE_DATE_EPOCH is not a number of seconds: ignored");
    }
    return options;
}

size_t setup_threads(const settings *s)
{
    if (s->jobs > 0) return (size_t)s->jobs;
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 0 && cores <= 256 ? (size_t)cores : 1;
}
