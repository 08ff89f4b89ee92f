/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The beads worth a closer look: all that lie on likely enough paths through the corridor, as the
 * arcs of a graph whose nodes are places between sentences of both sides.
 */
#ifndef BIHE_ALIGN_GRAPH_H
#define BIHE_ALIGN_GRAPH_H

#include "align/corridor.h"
#include "align/cost.h"

/* A bead. The node numbers grow along every path. */
typedef struct bihe_arc {
    uint32_t from, to; /* nodes */
    uint32_t end[2];   /* sentences of each side before its end */
    uint8_t shape;     /* of cost->shapes */
} bihe_arc;

typedef struct bihe_graph {
    const bihe_shape *shapes;
    bihe_arc *arcs; /* ascending by `to` */
    size_t count;
    size_t nodes;        /* node 0: the start; the last: the end */
    bihe_bead_list best; /* the path that costs least */
} bihe_graph;

/* Keeps the beads whose posterior, with all costs times `temperature`, is at least `least`, those
 * of the best path and those of `also` (may be NULL). Beads of `also` that no shape allows are
 * left out. */
typedef struct bihe_graph_options {
    double temperature; /* 0 .. 1: below 1 the probabilities are flatter */
    double least;
    const bihe_bead_list *also;
} bihe_graph_options;

bihe_status bihe_graph_build(bihe_graph *graph, const bihe_cost *cost,
                             const bihe_corridor *corridor, const bihe_graph_options *options,
                             const bihe_allocator *allocator, bihe_error *err);
/* Puts a path that was found from its end into order, see bihe_graph_best. */
void bihe_beads_turn(bihe_bead_list *path);

void bihe_graph_clear(bihe_graph *graph, const bihe_allocator *allocator);

/* Appends the beads of the path with the largest sum of `values` (one an arc), scores 0. Of 1-0 and
 * 0-1 beads that touch, the side with more of them comes first. */
bihe_status bihe_graph_best(const bihe_graph *graph, const float *values, bihe_bead_list *beads,
                            const bihe_allocator *allocator, bihe_error *err);

/* Posterior probability of each arc when `values` are log weights (forward-backward, Rabiner 1989,
 * section III); *total gets the log of the sum over all paths (may be NULL). */
bihe_status bihe_graph_posterior(const bihe_graph *graph, const float *values, float *posterior,
                                 double *total, const bihe_allocator *allocator, bihe_error *err);

/* The arc of a bead; graph->count: there is none. *at, 0 at first, lets the search
 * for beads in order go on where it ended. */
size_t bihe_graph_find(const bihe_graph *graph, const bihe_bead *bead, size_t *at);

/* Sets the scores of `beads`, a path of the graph: a bead's is its arc's posterior; that of a 1-0
 * or 0-1 bead is the probability that its sentence stands alone, wherever between its neighbours.
 */
bihe_status bihe_graph_score(const bihe_graph *graph, const float *posterior, bihe_bead *beads,
                             size_t count, const bihe_allocator *allocator, bihe_error *err);

#endif
