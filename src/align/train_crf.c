/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Maximises
 *
 *     sum over documents of weight log P(true beads) - L2 / 2 sum over k of s_k^2 (w_k - p_k)^2
 *
 * where P is the share of the path of true beads among all paths of the graph, s_k^2 the root mean
 * square of feature k, so that no feature gains much by its scale (its square would hold the
 * common ones down: .929 in place of .939), and p a quarter of the weights of the generative model.
 * The search runs in s_k w_k.
 */
#include "align/train_weights.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

enum { N = BIHE_FEATURES, ITERATIONS = 150, MEMORY = 10, HALVINGS = 20 };

static const double L2 = 4, PRIOR_SHARE = 0.25, ENOUGH = 1e-3;

typedef struct search {
    const bihe_known *documents;
    size_t count, without;
    const bihe_allocator *allocator;
    double scale[N], prior[N];
    float *values, *posterior; /* of the largest graph */
} search;

void bihe_known_values(const bihe_known *document, const float *weights, float *values)
{
    for (size_t k = 0; k < document->graph.count; k++) {
        const float *f = document->features + k * N;
        float sum = 0;
        for (int n = 0; n < N; n++)
            sum += weights[n] * f[n];
        values[k] = sum + document->fixed[k];
    }
}

bihe_status bihe_known_probability(const bihe_known *document, const float *weights, double *out,
                                   const bihe_allocator *allocator, bihe_error *err)
{
    const size_t arcs = document->graph.count;
    double total = 0;
    float *values = bihe_mem_new(allocator, arcs, sizeof *values);
    float *posterior = bihe_mem_new(allocator, arcs, sizeof *posterior);
    bihe_status status = values != NULL && posterior != NULL ? BIHE_OK : bihe_fail_memory(err);
    if (status == BIHE_OK) {
        bihe_known_values(document, weights, values);
        status = bihe_graph_posterior(&document->graph, values, posterior, &total, allocator, err);
    }
    *out = -total;
    for (size_t k = 0; k < arcs && status == BIHE_OK; k++)
        *out += document->right[k] ? (double)values[k] : 0;
    bihe_mem_free(allocator, values);
    bihe_mem_free(allocator, posterior);
    return status;
}

static void find_scales(search *s)
{
    double arcs = 0;
    for (int n = 0; n < N; n++)
        s->scale[n] = 0;
    for (size_t d = 0; d < s->count; d++) {
        if (s->documents[d].group == s->without) continue;
        for (size_t k = 0; k < s->documents[d].graph.count; k++, arcs++) {
            const float *f = s->documents[d].features + k * N;
            for (int n = 0; n < N; n++)
                s->scale[n] += (double)f[n] * (double)f[n];
        }
    }
    for (int n = 0; n < N; n++)
        s->scale[n] = sqrt(sqrt(s->scale[n] / fmax(arcs, 1)) + 1e-4);
}

/* Adds log P of a document's true beads and its gradient. */
static bihe_status add_document(search *s, const bihe_known *d, const double w[N], double *sum,
                                double gradient[N], bihe_error *err)
{
    float weights[N];
    double total;
    for (int n = 0; n < N; n++)
        weights[n] = (float)w[n];
    bihe_known_values(d, weights, s->values);
    const bihe_status status =
        bihe_graph_posterior(&d->graph, s->values, s->posterior, &total, s->allocator, err);
    if (status != BIHE_OK) return status;
    *sum -= d->weight * total;
    for (size_t k = 0; k < d->graph.count; k++) {
        if (d->right[k]) *sum += d->weight * (double)s->values[k];
        const double more = d->weight * ((d->right[k] ? 1 : 0) - (double)s->posterior[k]);
        if (fabs(more) < 1e-7) continue;
        const float *f = d->features + k * N;
        for (int n = 0; n < N; n++)
            gradient[n] += more * (double)f[n];
    }
    return BIHE_OK;
}

/* The objective at w and its gradient in the scaled weights. */
static bihe_status look(search *s, const double w[N], double *value, double gradient[N],
                        bihe_error *err)
{
    *value = 0;
    for (int n = 0; n < N; n++)
        gradient[n] = 0;
    for (size_t d = 0; d < s->count; d++) {
        if (s->documents[d].group == s->without) continue;
        const bihe_status status = add_document(s, &s->documents[d], w, value, gradient, err);
        if (status != BIHE_OK) return status;
    }
    for (int n = 0; n < N; n++) {
        const double away = (w[n] - s->prior[n]) * s->scale[n];
        *value -= 0.5 * L2 * away * away;
        gradient[n] = bihe_feature_is_learned(n) ? gradient[n] / s->scale[n] - L2 * away : 0;
    }
    return BIHE_OK;
}

/* Past steps and changes of the gradient, newest last. */
typedef struct history {
    double step[MEMORY][N], change[MEMORY][N], rho[MEMORY];
    int count;
} history;

static double dot(const double a[N], const double b[N])
{
    double sum = 0;
    for (int n = 0; n < N; n++)
        sum += a[n] * b[n];
    return sum;
}

/* The two-loop recursion (Nocedal and Wright 2006, algorithm 7.4): where to go from a gradient. */
static void direction_of(const history *h, const double gradient[N], double out[N])
{
    double alpha[MEMORY];
    memcpy(out, gradient, N * sizeof *out);
    for (int i = h->count - 1; i >= 0; i--) {
        alpha[i] = h->rho[i] * dot(h->step[i], out);
        for (int n = 0; n < N; n++)
            out[n] -= alpha[i] * h->change[i][n];
    }
    const int last = h->count - 1;
    const double size =
        h->count > 0 ? dot(h->step[last], h->change[last]) / dot(h->change[last], h->change[last])
                     : 1 / (sqrt(dot(gradient, gradient)) + 1e-9);
    for (int n = 0; n < N; n++)
        out[n] *= fabs(size);
    for (int i = 0; i < h->count; i++) {
        const double beta = h->rho[i] * dot(h->change[i], out);
        for (int n = 0; n < N; n++)
            out[n] += (alpha[i] - beta) * h->step[i][n];
    }
}

static void remember(history *h, const double step[N], const double change[N])
{
    const double product = dot(step, change);
    if (product <= 1e-10) return;
    if (h->count == MEMORY) {
        memmove(h->step, h->step + 1, (MEMORY - 1) * sizeof h->step[0]);
        memmove(h->change, h->change + 1, (MEMORY - 1) * sizeof h->change[0]);
        memmove(h->rho, h->rho + 1, (MEMORY - 1) * sizeof h->rho[0]);
        h->count--;
    }
    memcpy(h->step[h->count], step, sizeof h->step[0]);
    memcpy(h->change[h->count], change, sizeof h->change[0]);
    h->rho[h->count++] = 1 / product;
}

/* Where the search stands. */
typedef struct point {
    double w[N], value, gradient[N];
    double gain; /* what the last step brought */
} point;

/* One step uphill. */
static bihe_status climb(search *s, history *h, point *at, bihe_error *err)
{
    double way[N], next[N], slope[N], step[N], change[N], reached = 0;
    direction_of(h, at->gradient, way);
    double rise = dot(way, at->gradient);
    if (rise <= 0) {
        h->count = 0;
        direction_of(h, at->gradient, way);
        rise = dot(way, at->gradient);
    }
    double size = 1;
    for (int t = 0; t <= HALVINGS; t++, size /= 2) {
        for (int n = 0; n < N; n++)
            next[n] = at->w[n] + size * way[n] / s->scale[n];
        const bihe_status status = look(s, next, &reached, slope, err);
        if (status != BIHE_OK) return status;
        if (reached >= at->value + 1e-4 * size * rise) break;
    }
    for (int n = 0; n < N; n++) {
        step[n] = (next[n] - at->w[n]) * s->scale[n];
        change[n] = at->gradient[n] - slope[n];
    }
    at->gain = reached - at->value;
    if (at->gain <= 0) return BIHE_OK;
    remember(h, step, change);
    memcpy(at->w, next, sizeof at->w);
    memcpy(at->gradient, slope, sizeof at->gradient);
    at->value = reached;
    return BIHE_OK;
}

static bihe_status find_best(search *s, double w[N], bihe_error *err)
{
    point at = {.gain = 0};
    history *h = bihe_mem_new(s->allocator, 1, sizeof *h);
    if (h == NULL) return bihe_fail_memory(err);
    h->count = 0;
    memcpy(at.w, w, sizeof at.w);
    bihe_status status = look(s, at.w, &at.value, at.gradient, err);
    for (int n = 0; n < ITERATIONS && status == BIHE_OK; n++) {
        status = climb(s, h, &at, err);
        if (at.gain < ENOUGH && n > 10) break;
    }
    memcpy(w, at.w, sizeof at.w);
    bihe_mem_free(s->allocator, h);
    return status;
}

bihe_status bihe_train_crf(const bihe_known *documents, size_t count, size_t without,
                           bihe_align_weights *weights, const bihe_allocator *allocator,
                           bihe_error *err)
{
    search s = {.documents = documents, .count = count, .without = without, .allocator = allocator};
    size_t most = 1;
    double w[N];
    for (size_t d = 0; d < count; d++)
        if (documents[d].graph.count > most) most = documents[d].graph.count;
    s.values = bihe_mem_new(allocator, most, sizeof *s.values);
    s.posterior = bihe_mem_new(allocator, most, sizeof *s.posterior);
    bihe_status status = s.values != NULL && s.posterior != NULL ? BIHE_OK : bihe_fail_memory(err);
    find_scales(&s);
    for (int n = 0; n < N; n++)
        w[n] = s.prior[n] =
            bihe_feature_is_learned(n) ? PRIOR_SHARE * (double)weights->value[n] : 0;
    if (status == BIHE_OK) status = find_best(&s, w, err);
    for (int n = 0; n < N; n++)
        weights->value[n] = (float)w[n];
    bihe_mem_free(allocator, s.values);
    bihe_mem_free(allocator, s.posterior);
    return status;
}
