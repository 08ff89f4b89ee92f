/* SPDX-License-Identifier: Apache-2.0 */
#include "context.h"
#include "document.h"
#include "text/utf8.h"
#include <stdarg.h>
#include <stdio.h>
void bihe_options_init(bihe_options *o)
{
    *o = (bihe_options){.max_bytes = 1,
                        .columns = "title,date,tourl,tags",
                        .segtype = "sentence",
                        .source_side = 1,
                        .source_date = -1};
}
void bihe_context_on_diagnostic(bihe_context *c, bihe_diagnostic_fn fn, void *user)
{
    c->diagnose = fn;
    c->diagnose_user = user;
}
void bihe_context_report(const bihe_context *context, bihe_severity severity, const char *file,
                         size_t line, size_t column, const char *format, ...)
{
    char text[256];
    va_list a;
    va_start(a, format);
    (void)vsnprintf(text, sizeof text, format, a);
    va_end(a);
    bihe_diagnostic d = {severity, text, file, line, column};
    if (context->diagnose) context->diagnose(context->diagnose_user, &d);
}
const char *bihe_model_lang(const bihe_model *m, int s)
{
    return m->lang[s];
}
const char *bihe_document_name(const bihe_document *d)
{
    return d->name;
}
const bihe_stats *bihe_document_stats(const bihe_document *d)
{
    return &d->stats;
}
static char joined[1000];
bihe_view bihe_document_meta(const bihe_document *d, const char *key)
{
    const bihe_yaml *n = bihe_yaml_get(d->post[0].front, key);
    if (!n || n->kind == BIHE_YAML_MAP) return (bihe_view){NULL, 0};
    if (n->kind != BIHE_YAML_LIST) return n->text;
    joined[0] = 0;
    size_t len = 0;
    for (const bihe_yaml *c = n->first; c; c = c->next)
        len += (size_t)snprintf(joined + len, sizeof joined - len, "%s%.*s", len ? ", " : "",
                                (int)c->text.len, c->text.ptr);
    return (bihe_view){joined, len};
}
bihe_view bihe_document_meta_key(const bihe_document *d, size_t k)
{
    const bihe_yaml *n = d->post[0].front ? d->post[0].front->first : NULL;
    for (; n && k; k--)
        n = n->next;
    return n ? n->key : (bihe_view){NULL, 0};
}
const bihe_sentence *bihe_document_sentences(const bihe_document *d, int s, size_t *count)
{
    *count = d->stats.sentences[s];
    return d->sentences[s];
}
const bihe_bead *bihe_document_beads(const bihe_document *d, size_t *count)
{
    *count = d->beads.count;
    return d->beads.items;
}
bihe_view bihe_document_bead_text(const bihe_document *d, const bihe_bead *b, int s)
{
    return d->texts[s][b - d->beads.items];
}
