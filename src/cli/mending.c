/* SPDX-License-Identifier: Apache-2.0 */
/* Files of edits on their way to the posts of a run. */
#include "mending.h"

#include <stdio.h>

bihe_status mending_read(bihe_edits *edits, const settings *s, bihe_context *context, bool *lost,
                         bihe_error *err)
{
    message_list messages = {NULL, 0, 0};
    bihe_status status = BIHE_OK;
    bihe_context_on_diagnostic(context, messages_collect, &messages);
    for (size_t k = 0; k < s->edits.count && status == BIHE_OK; k++) {
        status = bihe_edits_add_file(edits, context, s->edits.paths[k], err);
        if (messages_report(&messages, s->quiet, s->verbose)) *lost = true;
    }
    messages_clear(&messages);
    bihe_context_on_diagnostic(context, NULL, NULL);
    return status;
}

void mending_report_unused(const bihe_edits *edits, size_t count,
                           const char *(*name)(const void *user, size_t i), const void *user)
{
    const char *post;
    for (size_t k = 0; (post = bihe_edits_post(edits, k)) != NULL; k++) {
        bool used = false;
        for (size_t i = 0; i < count && !used; i++)
            used = bihe_edits_match(post, name(user, i));
        if (!used)
            report_line("warning", post, 0, 0, "there are edits of this post, but it is not here");
    }
}
