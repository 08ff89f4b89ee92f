/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Aligns two strings: cuts each into sentences, aligns the sentences, prints the pairs.
 *
 *     cc align_strings.c $(pkg-config --cflags --libs bihe) && ./a.out [MODEL_DIR [ZH EN]]
 */
#include <bihe/bihe.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sentences of a text, as views into it. */
typedef struct sentences {
    bihe_view *items;
    size_t count;
} sentences;

static bihe_status cut(sentences *out, bihe_context *context, const char *text, int side,
                       bihe_error *err)
{
    const bihe_view whole = {text, strlen(text)};
    bihe_cut *cuts;
    const bihe_status status = bihe_segment(context, whole, side, &cuts, &out->count, err);
    if (status != BIHE_OK) return status;
    out->items = calloc(out->count + 1, sizeof *out->items);
    if (out->items == NULL) abort();
    for (size_t i = 0; i < out->count; i++)
        out->items[i] = (bihe_view){text + cuts[i].start, cuts[i].end - cuts[i].start};
    bihe_cuts_free(context, cuts);
    return BIHE_OK;
}

/* A space goes between sentences of English, nothing between those of Chinese. */
static void print_side(const sentences *list, const bihe_bead *bead, int side)
{
    for (size_t i = 0; i < bead->count[side]; i++) {
        const bihe_view text = list->items[bead->first[side] + i];
        printf("%s%.*s", i > 0 && side == BIHE_EN ? " " : "", (int)text.len, text.ptr);
    }
}

static bihe_status print_beads(bihe_context *context, const sentences *zh, const sentences *en,
                               bihe_error *err)
{
    bihe_bead *beads;
    size_t count;
    const bihe_status status =
        bihe_align(context, zh->items, zh->count, en->items, en->count, &beads, &count, err);
    if (status != BIHE_OK) return status;
    for (size_t k = 0; k < count; k++) {
        printf("%.2f\t", beads[k].score);
        print_side(zh, &beads[k], BIHE_ZH);
        putchar('\t');
        print_side(en, &beads[k], BIHE_EN);
        putchar('\n');
    }
    bihe_beads_free(context, beads);
    return BIHE_OK;
}

static bihe_status align(bihe_context *context, const char *zh, const char *en, bihe_error *err)
{
    sentences sides[2] = {{NULL, 0}, {NULL, 0}};
    bihe_status status = cut(&sides[BIHE_ZH], context, zh, BIHE_ZH, err);
    if (status == BIHE_OK) status = cut(&sides[BIHE_EN], context, en, BIHE_EN, err);
    if (status == BIHE_OK) status = print_beads(context, &sides[BIHE_ZH], &sides[BIHE_EN], err);
    free(sides[BIHE_ZH].items);
    free(sides[BIHE_EN].items);
    return status;
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : bihe_model_default_dir();
    const char *zh = argc > 3 ? argv[2] : "雨停了。我们沿着河走回家，路上谁也没说话。";
    const char *en = argc > 3 ? argv[3]
                              : "The rain stopped. We walked home along the river. "
                                "Nobody spoke on the way.";
    bihe_model *model = NULL;
    bihe_context *context = NULL;
    bihe_error err;
    bihe_status status = bihe_model_load(&model, dir, NULL, &err);
    if (status == BIHE_OK) status = bihe_context_new(&context, model, NULL, NULL, &err);
    if (status == BIHE_OK) status = align(context, zh, en, &err);
    if (status != BIHE_OK) fprintf(stderr, "align_strings: %s: %s\n", err.file, err.message);
    bihe_context_free(context);
    bihe_model_free(model);
    return status == BIHE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
