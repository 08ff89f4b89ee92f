/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two regressions of a slope and an offset: each minimises, by Newton's method,
 *
 *     sum over trials of weight log(1 + exp(-y (c[0] x + c[1]))) + RIDGE / 2 |c - (1, 0)|^2
 */
#include "align/train_trust.h"

#include <math.h>

enum { STEPS = 30 };

static const double RIDGE = 1;
static const double FOREIGN = 0.01; /* the share of pairs that are no translations */

/* What a trial is to a regression; weight 0: nothing. */
typedef struct point {
    double x, weight;
    bool yes;
} point;

typedef point (*point_fn)(const bihe_trial *trial, double weight);

static point posterior_point(const bihe_trial *t, double weight)
{
    const double p = fmin(fmax(t->posterior, 1e-6), 1 - 1e-6);
    (void)weight;
    return (point){log(p / (1 - p)), t->swapped ? 0 : 1, t->right};
}

/* `weight`: of the foreign ones. */
static point words_point(const bihe_trial *t, double weight)
{
    const bool asked = t->pair && (t->right || t->foreign);
    return (point){t->odds, !asked ? 0 : t->foreign ? weight : 1, !t->foreign};
}

static void fit(const bihe_trial *trials, size_t count, point_fn of, double weight, double c[2])
{
    c[0] = 1;
    c[1] = 0;
    for (int step = 0; step < STEPS; step++) {
        double g[2] = {RIDGE * (1 - c[0]), -RIDGE * c[1]}, h[3] = {RIDGE, 0, RIDGE};
        for (size_t k = 0; k < count; k++) {
            const point at = of(&trials[k], weight);
            const double p = 1 / (1 + exp(-(c[0] * at.x + c[1])));
            const double away = at.weight * ((at.yes ? 1 : 0) - p);
            const double bend = at.weight * p * (1 - p);
            g[0] += away * at.x;
            g[1] += away;
            h[0] += bend * at.x * at.x;
            h[1] += bend * at.x;
            h[2] += bend;
        }
        const double determinant = h[0] * h[2] - h[1] * h[1];
        const double move[2] = {(h[2] * g[0] - h[1] * g[1]) / determinant,
                                (h[0] * g[1] - h[1] * g[0]) / determinant};
        /* far from the best a full step may overshoot */
        const double longest = fmax(1, fmax(fabs(move[0]), fabs(move[1])));
        c[0] += move[0] / longest;
        c[1] += move[1] / longest;
    }
}

void bihe_train_trust(const bihe_trial *trials, size_t count, bihe_align_weights *weights)
{
    double c[2], right = 0, foreign = 0;
    fit(trials, count, posterior_point, 1, c);
    weights->slope = fmax(c[0], 0.05);
    weights->offset = c[1];
    for (size_t k = 0; k < count; k++) {
        right += trials[k].pair && trials[k].right;
        foreign += trials[k].pair && trials[k].foreign;
    }
    fit(trials, count, words_point, FOREIGN / (1 - FOREIGN) * right / fmax(foreign, 1), c);
    weights->words = fmax(c[0], 0);
    weights->known = c[1];
}
