/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Logistic regression with the rules' judgement as offset: minimises
 *     sum over examples of log(1 + exp(-y (judged + sum of w_f))) + L2/2 |w - prior|^2
 * by AdaGrad (Duchi, Hazan and Singer 2011) in a fixed order, so that the same examples always give
 * the same weights.
 */
#include "align/train_parts.h"
#include "base/error.h"

#include <math.h>

enum { EPOCHS = 8 };

static const double RATE = 0.1;
static const double L2 = 3e-6; /* an example */

typedef struct weight {
    double value, squares;
} weight;

static double score(const bihe_train_example *e, const weight *weights)
{
    double sum = e->judged;
    for (size_t i = 0; i < e->count; i++)
        sum += weights[e->features[i].index].value * e->features[i].value;
    return sum;
}

static void learn_from(const bihe_train_example *e, weight *weights)
{
    const double p = 1 / (1 + exp(-score(e, weights)));
    const double slope = p - (e->ends ? 1 : 0);
    for (size_t i = 0; i < e->count; i++) {
        weight *w = &weights[e->features[i].index];
        const double gradient = slope * e->features[i].value +
                                L2 * (w->value - bihe_feature_prior(e->features[i].index));
        w->squares += gradient * gradient;
        w->value -= RATE * gradient / sqrt(w->squares + 1e-8);
        if (bihe_feature_sign(e->features[i].index) * w->value < 0) w->value = 0;
    }
}

bihe_status bihe_train_learn(const bihe_train_examples *examples, int16_t *weights,
                             const bihe_allocator *allocator, bihe_error *err)
{
    weight *w = bihe_mem_new0(allocator, BIHE_ALL_FEATURES, sizeof *w);
    if (w == NULL) return bihe_fail_memory(err);
    for (size_t i = 0; i < BIHE_ALL_FEATURES; i++)
        w[i].value = bihe_feature_prior(i);
    const size_t n = examples->count;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        /* a stride prime to n visits all, far from their neighbours */
        size_t at = 0;
        const size_t stride = 1000003;
        for (size_t i = 0; i < n; i++) {
            at = (at + stride) % n;
            learn_from(&examples->items[at], w);
        }
    }
    for (size_t i = 0; i < BIHE_CUES_WEIGHTS; i++) {
        const double scaled = w[i].value * BIHE_CUE_WEIGHT_UNIT;
        weights[i] = (int16_t)lround(scaled > 30000 ? 30000 : scaled < -30000 ? -30000 : scaled);
    }
    bihe_mem_free(allocator, w);
    return BIHE_OK;
}
