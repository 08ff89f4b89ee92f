/* SPDX-License-Identifier: Apache-2.0 */
/* Names of the features, reading and writing of their weights. */
#include "model/weights.h"

#include "base/error.h"
#include "text/utf8.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char *const sides[] = {"zh", "en"};
static const char *const classes[] = {"content", "function", "mark"};
static const char *const marks[] = {"question", "exclamation", "ellipsis", "dash",
                                    "colon",    "semicolon",   "bracket",  "quote"};
static const char *const quotes[] = {"starts_both", "starts_zh", "starts_en",
                                     "ends_both",   "ends_zh",   "ends_en",
                                     "open_one",    "open_both", "before_one"};
static const char *const tied[] = {"both", "zh", "en"};
static const char *const lone[] = {"shape.more", "omitted", "length.tail", "length.long",
                                   "length.short"};

void bihe_feature_name(int feature, char name[BIHE_FEATURE_NAME])
{
    const size_t n = BIHE_FEATURE_NAME;
    if (feature < BIHE_F_SHAPE) {
        const int basis = feature % BIHE_BASIS, rest = feature / BIHE_BASIS;
        snprintf(name, n, "words.%s.%s.%d", sides[rest / BIHE_CLASS_COUNT],
                 classes[rest % BIHE_CLASS_COUNT], basis);
    } else if (feature < BIHE_F_SHAPE_MORE) {
        const int shape = feature - BIHE_F_SHAPE;
        snprintf(name, n, "shape.%d-%d", shape / BIHE_SHAPES_EN, shape % BIHE_SHAPES_EN);
    } else if (feature < BIHE_F_MARKS_BOTH) {
        snprintf(name, n, "%s", lone[feature - BIHE_F_SHAPE_MORE]);
    } else if (feature < BIHE_F_QUOTES) {
        const int mark = feature - BIHE_F_MARKS_BOTH;
        static const char *const where[] = {"both", "zh", "en"};
        snprintf(name, n, "marks.%s.%s", where[mark / BIHE_KEPT_MARKS],
                 marks[mark % BIHE_KEPT_MARKS]);
    } else if (feature < BIHE_F_CLAUSES) {
        snprintf(name, n, "quotes.%s", quotes[feature - BIHE_F_QUOTES]);
    } else if (feature < BIHE_F_CONNECTORS) {
        snprintf(name, n, "clauses.%s", sides[feature - BIHE_F_CLAUSES]);
    } else {
        snprintf(name, n, "connectors.%s", tied[feature - BIHE_F_CONNECTORS]);
    }
}

bool bihe_align_weights_words(const bihe_align_weights *weights, int side)
{
    bool any = false;
    for (int k = bihe_word_feature(side, 0, 0); k < bihe_word_feature(side + 1, 0, 0); k++)
        any = any || weights->value[k] < 0 || weights->value[k] > 0;
    return any;
}

/* Learned too, each makes the true beads of unseen chapters less likely: see align/cost.c. */
bool bihe_feature_is_learned(int feature)
{
    return feature >= bihe_word_feature(1, 0, 0) && feature != BIHE_F_TAIL;
}

/* Without a calibration every pair is a translation. */
static const double KNOWN = 20;

/* A word that nothing explains costs as if six words of ten were so, as in lexical.c: without a
 * lexicon most are. */
static const float UNEXPLAINED = 0.2F;

void bihe_align_weights_default(bihe_align_weights *weights,
                                const bihe_align_parameters *parameters)
{
    *weights = (bihe_align_weights){.slope = 1, .known = KNOWN};
    for (int class = 0; class < BIHE_CLASS_COUNT; class ++) {
        for (int side = 0; side < 2; side++) {
            float *basis = &weights->value[bihe_word_feature(side, class, 0)];
            basis[0] = UNEXPLAINED * (float)parameters->word_weight[side];
            basis[1] = (1 - UNEXPLAINED) * (float)parameters->word_weight[side];
        }
    }
    for (int a = 0; a < BIHE_SHAPES_ZH; a++) {
        for (int b = 0; b < BIHE_SHAPES_EN; b++)
            weights->value[BIHE_F_SHAPE + a * BIHE_SHAPES_EN + b] =
                (float)(a == 0 || b == 0 ? parameters->omission
                                         : parameters->merge_penalty * (a + b - 2));
    }
    weights->value[BIHE_F_SHAPE_MORE] = (float)parameters->merge_penalty;
    weights->value[BIHE_F_TAIL] = (float)parameters->length_weight;
}

static const struct {
    const char *name;
    size_t offset; /* of the double */
} calibration[] = {{"calibration.slope", offsetof(bihe_align_weights, slope)},
                   {"calibration.offset", offsetof(bihe_align_weights, offset)},
                   {"calibration.words", offsetof(bihe_align_weights, words)},
                   {"calibration.known", offsetof(bihe_align_weights, known)}};

enum { CALIBRATIONS = sizeof calibration / sizeof *calibration };

/* No weight comes near it; sums of larger ones might lose what the others say. */
static const double LARGEST = 1e6;

static bihe_status read_weight(bihe_align_weights *weights, const bihe_yaml *node, const char *name,
                               bihe_error *err)
{
    if ((node->kind != BIHE_YAML_INT && node->kind != BIHE_YAML_FLOAT) ||
        !(node->number >= -LARGEST && node->number <= LARGEST))
        return bihe_fail_at(err, BIHE_ERROR_MODEL, name, node->line, node->column,
                            "weights: a number between %g and %g is expected", -LARGEST, LARGEST);
    for (int k = 0; k < CALIBRATIONS; k++) {
        if (!bihe_view_is(node->key, calibration[k].name)) continue;
        memcpy((char *)weights + calibration[k].offset, &node->number, sizeof node->number);
        return BIHE_OK;
    }
    for (int k = 0; k < BIHE_FEATURES; k++) {
        char known[BIHE_FEATURE_NAME];
        bihe_feature_name(k, known);
        if (!bihe_view_is(node->key, known)) continue;
        weights->value[k] = (float)node->number;
        return BIHE_OK;
    }
    return bihe_fail_at(err, BIHE_ERROR_MODEL, name, node->line, node->column,
                        "weights: unknown feature '%.*s'", (int)node->key.len, node->key.ptr);
}

bihe_status bihe_align_weights_read(bihe_align_weights *weights, const bihe_yaml *map,
                                    const char *name, bihe_error *err)
{
    *weights = (bihe_align_weights){.slope = 1, .known = KNOWN};
    if (map->kind != BIHE_YAML_MAP)
        return bihe_fail_at(err, BIHE_ERROR_MODEL, name, map->line, map->column,
                            "a map of weights is expected");
    for (const bihe_yaml *child = map->first; child != NULL; child = child->next) {
        const bihe_status status = read_weight(weights, child, name, err);
        if (status != BIHE_OK) return status;
    }
    return BIHE_OK;
}

static void append_weight(bihe_buffer *out, const char *name, double value)
{
    bihe_buffer_append_format(out, "%s: ", name);
    bihe_buffer_append_fixed(out, value, 4);
    bihe_buffer_append_byte(out, '\n');
}

void bihe_align_weights_append(bihe_buffer *out, const bihe_align_weights *weights)
{
    for (int k = 0; k < BIHE_FEATURES; k++) {
        char name[BIHE_FEATURE_NAME];
        if (fabsf(weights->value[k]) < 5e-5F) continue;
        bihe_feature_name(k, name);
        append_weight(out, name, (double)weights->value[k]);
    }
    for (int k = 0; k < CALIBRATIONS; k++) {
        double value;
        memcpy(&value, (const char *)weights + calibration[k].offset, sizeof value);
        append_weight(out, calibration[k].name, value);
    }
}
