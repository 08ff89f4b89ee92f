/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes a format of one's own: the units of posts as a Markdown table, the doubtful ones marked.
 *
 *     cc custom_writer.c $(pkg-config --cflags --libs bihe) && ./a.out MODEL_DIR POST…
 */
#include <bihe/bihe.h>

#include <stdio.h>
#include <stdlib.h>

/* A cell must not hold a bare '|'. */
static void print_cell(bihe_view text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '|') putchar('\\');
        putchar(text.ptr[i]);
    }
    fputs(" | ", stdout);
}

static void print_document(const bihe_document *document)
{
    const bihe_view title = bihe_document_meta(document, "title");
    if (title.len > 0) printf("## %.*s\n\n", (int)title.len, title.ptr);
    puts("| lines | Chinese | English |  |\n|---|---|---|---|");
    size_t bead_count, zh_count;
    const bihe_bead *beads = bihe_document_beads(document, &bead_count);
    const bihe_sentence *zh = bihe_document_sentences(document, BIHE_ZH, &zh_count);
    for (size_t k = 0; k < bead_count; k++) {
        const bihe_bead *bead = &beads[k];
        if (bead->count[BIHE_ZH] == 0 || bead->count[BIHE_EN] == 0) continue;
        printf("| %zu | ", zh[bead->first[BIHE_ZH]].line[0]);
        print_cell(bihe_document_bead_text(document, bead, BIHE_ZH));
        print_cell(bihe_document_bead_text(document, bead, BIHE_EN));
        puts(bead->score < 0.5 ? "? |" : "|");
    }
    putchar('\n');
}

/* A post that cannot be read is named and skipped. */
static bool print_post(bihe_context *context, const char *path)
{
    bihe_document *document;
    bihe_error err;
    if (bihe_document_open(&document, context, path, &err) != BIHE_OK) {
        fprintf(stderr, "custom_writer: %s: %s\n", err.file, err.message);
        return false;
    }
    print_document(document);
    bihe_document_free(document);
    return true;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: custom_writer MODEL_DIR POST...\n", stderr);
        return 2;
    }
    bihe_model *model = NULL;
    bihe_context *context = NULL;
    bihe_error err;
    bool done = bihe_model_load(&model, argv[1], NULL, &err) == BIHE_OK &&
                bihe_context_new(&context, model, NULL, NULL, &err) == BIHE_OK;
    if (!done) fprintf(stderr, "custom_writer: %s: %s\n", err.file, err.message);
    for (int i = 2; context != NULL && i < argc; i++)
        done = print_post(context, argv[i]) && done;
    bihe_context_free(context);
    bihe_model_free(model);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
