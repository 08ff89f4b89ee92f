/* SPDX-License-Identifier: Apache-2.0 */
/* The first stages of a document: bytes to text, text repaired, text to front matter and blocks.
 * Repair works on the decoded text before Markdown is read, because damaged letters would hide its
 * marks. */
#include "align/repairer.h"
#include "base/error.h"
#include "base/file.h"
#include "document.h"
#include "model/context.h"
#include "text/utf8.h"

static void report_decoding(const bihe_context *context, const bihe_source *source)
{
    const bihe_decoded *d = &source->decoded;
    if (d->replaced > 0)
        bihe_context_report(context, BIHE_LOSS, source->name,
                            bihe_source_line(source, d->replaced_at), 0,
                            "%zu invalid byte sequence%s in %s replaced by U+FFFD", d->replaced,
                            d->replaced == 1 ? "" : "s", d->encoding);
    if (d->nul_dropped > 0)
        bihe_context_report(context, BIHE_LOSS, source->name, bihe_source_line(source, d->nul_at),
                            0, "%zu NUL byte%s dropped", d->nul_dropped,
                            d->nul_dropped == 1 ? "" : "s");
}

/* Puts the repaired text in the place of the decoded one and says so. */
static bihe_status take_repaired(bihe_document *document, const bihe_context *context, size_t file,
                                 bihe_view text, const bihe_repair_result *result, bihe_error *err)
{
    bihe_source *source = &document->source[file];
    const bihe_view copy = bihe_arena_copy(&document->arena, text);
    if (copy.ptr == NULL) return bihe_fail_memory(err);
    bihe_status status = bihe_source_set_text(source, copy, &document->arena, err);
    if (status == BIHE_OK) status = bihe_document_keep_repairs(document, file, result, err);
    if (status != BIHE_OK) return status;
    const bool whole = result->status == BIHE_REPAIR_REPAIRED;
    bihe_context_report(context, whole ? BIHE_NOTE : BIHE_WARNING, source->name, 0, 0,
                        "wrongly decoded text (%s): %zu characters restored, %zu of them doubtful, "
                        "%zu beyond repair",
                        bihe_repair_status_name(result->status), result->repaired, result->doubtful,
                        result->lost);
    bihe_document_name_doubtful(document, context, file);
    return BIHE_OK;
}

static bihe_status repair(bihe_document *document, const bihe_context *context, size_t file,
                          bihe_error *err)
{
    if (!context->options.repair) return BIHE_OK;
    bihe_buffer out;
    bihe_repair_result result = {.status = BIHE_REPAIR_CLEAN};
    bihe_repair_request request = bihe_repair_request_of(context->model, &context->options);
    request.edits = true;
    bihe_buffer_init(&out, &document->allocator);
    bihe_status status = bihe_repair_run(&request, document->source[file].text, &out, &result, err);
    if (status == BIHE_OK && result.status != BIHE_REPAIR_CLEAN)
        status = take_repaired(document, context, file, bihe_buffer_view(&out), &result, err);
    bihe_mem_free(&document->allocator, result.edits);
    bihe_buffer_clear(&out);
    return status;
}

/* A longer key is not shown in messages. */
enum { KEY_SHOWN = 64 };

static void report_front_matter(const bihe_context *context, const bihe_post *post,
                                const char *name)
{
    const bihe_error *e = &post->front_error;
    const bihe_yaml *key = post->front_repeated;
    if (e->code != BIHE_OK)
        bihe_context_report(context, BIHE_LOSS, name, e->line, e->column,
                            "front matter not used: %s", e->message);
    else if (key != NULL)
        bihe_context_report(context, BIHE_WARNING, name, key->line, key->column,
                            "front matter: '%s' again; its last value is used",
                            key->text.len <= KEY_SHOWN ? key->text.ptr : "a long key");
}

bihe_status bihe_document_read(bihe_document *document, bihe_context *context, size_t file,
                               const char *name, bihe_view bytes, bihe_error *err)
{
    bihe_source *source = &document->source[file];
    bihe_post *post = &document->post[file];
    bihe_status status = bihe_source_decode(source, name, bytes, &document->arena, err);
    if (status != BIHE_OK) return status;
    report_decoding(context, source);
    document->stats.replaced_bytes += source->decoded.replaced + source->decoded.nul_dropped;
    document->stats.encoding = source->decoded.encoding;
    status = repair(document, context, file, err);
    document->file_count = file + 1;
    if (status != BIHE_OK || document->raw_lines) return status;
    status = bihe_post_read(post, source, bihe_post_is_html(name), &document->arena, err);
    if (status == BIHE_OK) status = bihe_document_collect_meta(document, file, err);
    if (status == BIHE_OK) report_front_matter(context, post, name);
    return status;
}

/* Reads the file's bytes and then the post; the bytes are not kept. */
bihe_status bihe_document_read_path(bihe_document *document, bihe_context *context, size_t file,
                                    const char *path, bihe_error *err)
{
    bihe_buffer bytes;
    bihe_buffer_init(&bytes, &document->allocator);
    bihe_status status = bihe_file_read(path, context->options.max_bytes, &bytes, err);
    if (status == BIHE_OK)
        status = bihe_document_read(document, context, file, path, bihe_buffer_view(&bytes), err);
    bihe_buffer_clear(&bytes);
    return status;
}
