/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The figures of a corpus as a page that needs nothing but itself: a chart and a table each, in
 * light and dark, without scripts; its policy lets nothing be fetched and only its own style count.
 * Names, tags and reasons are other people's text, and only ever that. Or as JSON.
 */
#include "base/error.h"
#include "base/file.h"
#include "corpus/corpus.h"
#include "corpus/plot.h"
#include "corpus/stats.h"
#include "text/json.h"
#include "text/utf8.h"
#include "write/policy.h"

#include <string.h>

/* Eight colours that are told apart also without red or green (Okabe and Ito 2008), the last for
 * all others; on dark paper black becomes white. */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1d1f23;--faint:#5f636b;--paper:#fdfcfa;--rule:#dcd9d0;"
    "--s0:#0072b2;--s1:#e69f00;--s2:#009e73;--s3:#cc79a7;--s4:#56b4e9;--s5:#d55e00;--s6:#1d1f23;"
    "--s7:#8d9199}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e4e3de;--faint:#a2a7b0;--paper:#191b1f;"
    "--rule:#383c45;--s0:#4aa8e0;--s6:#f0efe9}}"
    "body{margin:0 auto;max-width:50rem;padding:1rem;background:var(--paper);color:var(--ink);"
    "font:15px/1.5 system-ui,sans-serif}"
    "h1,td,th{overflow-wrap:anywhere}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;margin:2.5rem 0 .5rem}"
    "h2::first-letter{text-transform:uppercase}"
    "svg{display:block;width:100%;height:auto;font-size:12px}"
    "text{fill:var(--ink)}.end{text-anchor:end}.middle{text-anchor:middle}"
    ".faint{fill:var(--faint);font-variant-numeric:tabular-nums}"
    ".grid{stroke:var(--rule)}"
    ".s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}"
    ".s4{fill:var(--s4)}.s5{fill:var(--s5)}.s6{fill:var(--s6)}.s7{fill:var(--s7)}"
    ".legend{margin:.2rem 0}.legend span{margin-right:1rem;white-space:nowrap}"
    ".legend svg{display:inline;width:.8em}"
    "summary{color:var(--faint);cursor:pointer}"
    "table{border-collapse:collapse;margin:.4rem 0}"
    "caption{text-align:left;color:var(--faint)}"
    "th,td{text-align:left;font-weight:400;padding:.1rem 1rem .1rem 0;vertical-align:top;"
    "border-bottom:1px solid var(--rule)}"
    ".count{text-align:right;font-variant-numeric:tabular-nums}"
    "thead th{color:var(--faint)}"
    "@media print{details>*{display:block}}";

static void append_head(bihe_buffer *out, bihe_view name)
{
    bihe_buffer_append_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                                 "<meta charset=\"utf-8\">\n"
                                 "<meta http-equiv=\"Content-Security-Policy\" content=\""
                                 "default-src 'none'; base-uri 'none'; form-action 'none'; "
                                 "style-src ");
    bihe_policy_append_hash(out, BIHE_VIEW(style));
    bihe_buffer_append_text(out, "\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
                                 "<meta name=\"generator\" content=\"bihe " BIHE_VERSION "\">\n"
                                 "<title>");
    bihe_plot_text(out, name);
    bihe_buffer_append_text(out, "</title>\n<style>");
    bihe_buffer_append_text(out, style);
    bihe_buffer_append_text(out, "</style>\n</head>\n<body>\n<h1><bdi>");
    bihe_plot_text(out, name);
    bihe_buffer_append_text(out, "</bdi></h1>\n");
}

static void append_cell(bihe_buffer *out, const char *open, bihe_view text, const char *close)
{
    bihe_buffer_append_format(out, "%s<bdi>", open);
    bihe_plot_text(out, text);
    bihe_buffer_append_format(out, "</bdi>%s", close);
}

static void append_table(bihe_buffer *out, const bihe_table *table, const bihe_figures *f)
{
    static const char *const heads[] = {
        [BIHE_TABLE_COUNTS] = "<th scope=\"col\">what</th>",
        [BIHE_TABLE_STEPS] = "<th scope=\"col\">from-to</th>",
        [BIHE_TABLE_PARTS] = "<th scope=\"col\">when</th><th scope=\"col\">layout</th>",
        [BIHE_TABLE_LIST] = "<th scope=\"col\">post</th><th scope=\"col\">reason</th>",
    };
    const bool counts = table->kind != BIHE_TABLE_LIST;
    bihe_buffer_append_format(out,
                              "<table>\n<caption>%s</caption>\n<thead><tr>%s%s</tr></thead>\n"
                              "<tbody>\n",
                              table->title, heads[table->kind],
                              counts ? "<th scope=\"col\" class=\"count\">number</th>" : "");
    for (size_t i = 0; i < f->count; i++) {
        const bihe_figure *row = &f->rows[i];
        append_cell(out, "<tr><th scope=\"row\">", row->label, "</th>");
        if (table->kind == BIHE_TABLE_PARTS || !counts)
            append_cell(out, "<td>", row->detail, "</td>");
        if (counts)
            bihe_buffer_append_format(out, "<td class=\"count\">%lld</td>", (long long)row->count);
        bihe_buffer_append_text(out, "</tr>\n");
    }
    bihe_buffer_append_text(out, "</tbody>\n</table>\n");
}

static void append_section(bihe_buffer *out, const bihe_table *table, const bihe_figures *figures)
{
    if (figures->count == 0) return;
    bihe_buffer_append_format(out, "<section>\n<h2>%s</h2>\n", table->title);
    if (table->kind != BIHE_TABLE_LIST) {
        bihe_plot_append(out, table, figures);
        bihe_buffer_append_text(out, "<details><summary>Table</summary>\n");
    }
    append_table(out, table, figures);
    if (table->kind != BIHE_TABLE_LIST) bihe_buffer_append_text(out, "</details>\n");
    bihe_buffer_append_text(out, "</section>\n");
}

/* --- JSON -------------------------------------------------------------------------------- */

static void append_member(bihe_buffer *out, const char *name, bihe_view text)
{
    bihe_buffer valid;
    bihe_buffer_init(&valid, &out->allocator);
    (void)bihe_utf8_append_valid(&valid, text);
    out->failed = out->failed || valid.failed;
    bihe_buffer_append_format(out, "\"%s\":", name);
    bihe_json_append_text(out, bihe_buffer_view(&valid));
    bihe_buffer_clear(&valid);
}

/* {"title":…,"rows":[{"label":…,"detail":…,"count":…}…]}; a detail where the table has some. */
static void append_json(bihe_buffer *out, const bihe_table *table, const bihe_figures *f)
{
    bihe_buffer_append_byte(out, '{');
    append_member(out, "title", bihe_view_of(table->title));
    bihe_buffer_append_text(out, ",\"rows\":[");
    for (size_t i = 0; i < f->count; i++) {
        bihe_buffer_append_text(out, i > 0 ? ",{" : "{");
        append_member(out, "label", f->rows[i].label);
        if (f->rows[i].detail.len > 0) {
            bihe_buffer_append_byte(out, ',');
            append_member(out, "detail", f->rows[i].detail);
        }
        bihe_buffer_append_format(out, ",\"count\":%lld}", (long long)f->rows[i].count);
    }
    bihe_buffer_append_text(out, "]}");
}

/* --- either ------------------------------------------------------------------------------ */

static bihe_status append_tables(bihe_corpus *corpus, bihe_report_format format, bihe_buffer *out,
                                 bihe_error *err)
{
    bihe_status status = BIHE_OK;
    for (size_t k = 0; status == BIHE_OK && bihe_corpus_table(k) != NULL; k++) {
        bihe_figures figures;
        bihe_figures_init(&figures, &corpus->allocator);
        status = bihe_figures_read(&figures, corpus, k, err);
        if (format == BIHE_REPORT_JSON) {
            bihe_buffer_append_text(out, k > 0 ? ",\n" : "");
            append_json(out, bihe_corpus_table(k), &figures);
        } else {
            append_section(out, bihe_corpus_table(k), &figures);
        }
        bihe_figures_clear(&figures);
    }
    return status;
}

static bihe_status write_file(const char *path, bihe_view bytes, const bihe_allocator *allocator,
                              bihe_error *err)
{
    bihe_output output;
    bihe_status status = bihe_output_open(&output, path, allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_output_write(&output, bytes, err);
    if (status == BIHE_OK) return bihe_output_close(&output, err);
    bihe_output_abandon(&output);
    return status;
}

bihe_status bihe_corpus_report(bihe_corpus *corpus, bihe_report_format format, const char *path,
                               bihe_error *err)
{
    const char *slash = strrchr(corpus->path, '/');
    bihe_buffer out;
    bihe_buffer_init(&out, &corpus->allocator);
    if (format == BIHE_REPORT_JSON)
        bihe_buffer_append_text(&out, "{\"tables\":[\n");
    else
        append_head(&out, bihe_view_of(slash != NULL ? slash + 1 : corpus->path));
    bihe_status status = append_tables(corpus, format, &out, err);
    bihe_buffer_append_text(&out, format == BIHE_REPORT_JSON ? "\n]}\n" : "</body>\n</html>\n");
    if (status == BIHE_OK && out.failed) status = bihe_fail_memory(err);
    if (status == BIHE_OK)
        status = write_file(path, bihe_buffer_view(&out), &corpus->allocator, err);
    bihe_buffer_clear(&out);
    return status;
}
