/* SPDX-License-Identifier: Apache-2.0 */
/* A program of somebody else's: only installed headers, compiled as C and as C++. */
#include <bihe/bihe.h>

#include <stdio.h>
#include <string.h>

static const char post[] = "---\ntitle: 雨\n---\n\n"
                           "雨停了。我们沿着河走回家。\n\n"
                           "The rain stopped. We walked home along the river.\n";

int main(int argc, char **argv)
{
    bihe_model *model = NULL;
    bihe_context *context = NULL;
    bihe_document *document = NULL;
    bihe_writer *writer = NULL;
    bihe_error err;
    bihe_view bytes = {post, sizeof post - 1};
    bihe_options options;
    bihe_options_init(&options);
    if (argc != 2) return 2;
    if (bihe_model_load(&model, argv[1], NULL, &err) != BIHE_OK ||
        bihe_context_new(&context, model, &options, NULL, &err) != BIHE_OK ||
        bihe_document_parse(&document, context, "rain.md", bytes, &err) != BIHE_OK ||
        bihe_writer_new(&writer, context, "tsv", "-", &err) != BIHE_OK) {
        fprintf(stderr, "%s: %s\n", err.file, err.message);
        return 1;
    }
    bihe_status status = bihe_writer_add(writer, document, &err);
    size_t units = bihe_writer_get_stats(writer)->units;
    if (bihe_writer_finish(writer, &err) != BIHE_OK) status = err.code;
    bihe_document_free(document);
    bihe_context_free(context);
    bihe_model_free(model);
    return status == BIHE_OK && units == 2 && strlen(bihe_version()) > 0 ? 0 : 1;
}
