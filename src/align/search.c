/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cheapest way through the lattice. A way costs what the trigrams say of its characters plus
 * what the word list says of the words it is cut into, plus the costs of its candidates:
 *
 *     best(p, state') = min over edges q -> p, candidates c, states at q of
 *                       best(q, state) + cost(c) + trigram(c | state) + word(c, state)
 *
 * where a state is the last two tokens, the part of a word read so far, and which brackets are
 * open. States more than BEAM above the best of their place are dropped (beam search), and no place
 * keeps more than STATES_MAX; what cannot be among these is not even looked up. Margins come from
 * the same sums taken backwards (max-marginals).
 */
#include "align/lattice.h"

#include "base/error.h"

#include <string.h>

enum {
    BEAM = 12 * BIHE_CHARLM_UNIT,
    STATES_MAX = 64,
    STATES_DRAFT = 32,                    /* of a lattice that is only to be counted */
    STATES_STEP = 64,                     /* new states after which the limit is found anew */
    STATES_SEEN = 1 << 14,                /* no place looks at more */
    TABLE = 2 * STATES_SEEN,              /* slots to merge equal states of one place */
    COST_UNOPENED = 6 * BIHE_CHARLM_UNIT, /* a bracket is closed that was not open, or open twice */
    GAIN_CLOSED = 10 * BIHE_CHARLM_UNIT,  /* one is closed that was open */
    COST_ABANDON = 10 * BIHE_CHARLM_UNIT, /* part of a word that does not go on */
    INFINITE = INT32_MAX / 2,
};

/* A way to one place in one state. */
typedef struct node {
    uint16_t token[2]; /* the last but one, the last */
    uint32_t word;     /* node of the word list, 0 between words */
    uint32_t edge, candidate;
    uint32_t back;               /* the node before */
    int32_t cost;                /* of the way up to here */
    int32_t rest;                /* of the cheapest way from here, filled backwards */
    uint16_t class_before;       /* of the last whole word */
    uint8_t open;                /* bit k: bracket k is open */
    bihe_charlm_context context; /* of the tokens, once the place is complete */
} node;

/* A step between nodes that the cheapest way might have taken. */
typedef struct arc {
    uint32_t from, to;
    int32_t cost;
} arc;

struct bihe_search {
    bihe_allocator allocator;
    const bihe_lattice *lattice;
    node *nodes;
    size_t node_count, node_capacity;
    arc *arcs;
    size_t arc_count, arc_capacity;
    uint32_t *place;    /* nodes of place k, symbol from + k: place[k] .. place[k + 1) */
    uint32_t *incoming; /* edges by where they end: by_end[incoming[k] .. incoming[k + 1]) */
    uint32_t *by_end;
    uint32_t *table; /* nodes of the current place by state, UINT32_MAX for none */
    uint32_t *renamed;
    size_t place_capacity, incoming_capacity, by_end_capacity, renamed_capacity;
    size_t first;  /* node of the current place */
    int32_t best;  /* cost of its best node */
    int32_t limit; /* what a node may cost to stay, as far as is known */
};
typedef struct bihe_search search;

/* Brackets that damage confuses with other punctuation. */
static const struct bracket {
    uint16_t open, close;
} brackets[] = {
    {0x300C, 0x300D}, {0x300E, 0x300F}, {0x3010, 0x3011}, {0x300A, 0x300B},
    {0xFF08, 0xFF09}, {0x201C, 0x201D}, {0x2018, 0x2019},
};

static bool is_bracket(int32_t c)
{
    return (c >= 0x2018 && c <= 0x201D) || (c >= 0x300A && c <= 0x3011) || c == 0xFF08 ||
           c == 0xFF09;
}

int bihe_bracket_follow(int32_t c, uint8_t *open)
{
    for (size_t k = 0; is_bracket(c) && k < sizeof brackets / sizeof *brackets; k++) {
        const uint8_t bit = (uint8_t)(1U << k);
        const bool was_open = *open & bit;
        if (c == brackets[k].open) {
            *open |= bit;
            return was_open ? COST_UNOPENED : 0;
        }
        if (c == brackets[k].close) {
            *open &= (uint8_t)~bit;
            return was_open ? -GAIN_CLOSED : COST_UNOPENED;
        }
    }
    return 0;
}

static bool reserve32(search *s, uint32_t **list, size_t *capacity, size_t need)
{
    void *ptr = *list;
    if (!bihe_array_reserve(&s->allocator, &ptr, capacity, need, sizeof **list)) return false;
    *list = ptr;
    return true;
}

/* Sorts the edges by where they end. */
static void index_edges(search *s)
{
    const bihe_lattice *l = s->lattice;
    const size_t places = (size_t)l->to - l->from + 1;
    memset(s->incoming, 0, (places + 1) * sizeof *s->incoming);
    for (size_t i = 0; i < l->edge_count; i++)
        s->incoming[l->edges[i].to - l->from + 1]++;
    for (size_t k = 1; k <= places; k++)
        s->incoming[k] += s->incoming[k - 1];
    for (size_t i = l->edge_count; i > 0; i--) {
        /* filled from the back of each group, so that edges keep their order */
        uint32_t *end = &s->incoming[l->edges[i - 1].to - l->from + 1];
        s->by_end[--*end] = (uint32_t)(i - 1);
    }
    /* now incoming[k + 1] is where group k starts: shift down by one */
    for (size_t k = 0; k < places; k++)
        s->incoming[k] = s->incoming[k + 1];
    s->incoming[places] = (uint32_t)l->edge_count;
}

static bool start(search *s, const bihe_lattice *lattice)
{
    const size_t places = (size_t)lattice->to - lattice->from + 1;
    s->lattice = lattice;
    s->node_count = s->arc_count = 0;
    if (!reserve32(s, &s->place, &s->place_capacity, places + 1) ||
        !reserve32(s, &s->incoming, &s->incoming_capacity, places + 1) ||
        !reserve32(s, &s->by_end, &s->by_end_capacity, lattice->edge_count))
        return false;
    index_edges(s);
    return true;
}

static size_t slot_of(const node *n)
{
    uint64_t h = ((uint64_t)n->token[0] << 16 | n->token[1]) ^ (uint64_t)n->word << 32 ^
                 (uint64_t)n->open << 24 ^ (uint64_t)n->class_before << 40;
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(h >> 49);
}

static bool same_state(const node *a, const node *b)
{
    return a->token[0] == b->token[0] && a->token[1] == b->token[1] && a->word == b->word &&
           a->open == b->open && a->class_before == b->class_before;
}

static bool reserve_nodes(search *s)
{
    void *nodes = s->nodes, *arcs = s->arcs;
    if (!bihe_array_reserve(&s->allocator, &nodes, &s->node_capacity, s->node_count + 1,
                            sizeof *s->nodes))
        return false;
    s->nodes = nodes;
    if (!bihe_array_reserve(&s->allocator, &arcs, &s->arc_capacity, s->arc_count + 1,
                            sizeof *s->arcs))
        return false;
    s->arcs = arcs;
    return true;
}

/* The highest cost that a node of the current place may have to stay. It only falls while nodes are
 * added. */
static int32_t cost_limit(const search *s)
{
    uint32_t with[BEAM + 1] = {0};
    const uint32_t most = s->lattice->draft ? STATES_DRAFT : STATES_MAX;
    if (s->node_count - s->first <= most) return s->best + BEAM;
    for (size_t i = s->first; i < s->node_count; i++)
        if (s->nodes[i].cost - s->best <= BEAM) with[s->nodes[i].cost - s->best]++;
    int32_t above = 0;
    for (uint32_t sum = with[0]; above < BEAM && sum + with[above + 1] <= most;)
        sum += with[++above];
    return s->best + above;
}

/* Offers a node of the current place, reached from n->back at the cost n->cost. */
static bool offer(search *s, const node *n)
{
    if (n->cost > s->limit) return true;
    if (!reserve_nodes(s)) return false;
    if (n->cost < s->best) {
        s->best = n->cost;
        if (s->limit > s->best + BEAM) s->limit = s->best + BEAM;
    }
    size_t k = slot_of(n) & (TABLE - 1);
    while (s->table[k] != UINT32_MAX && !same_state(&s->nodes[s->table[k]], n))
        k = (k + 1) & (TABLE - 1);
    if (s->table[k] == UINT32_MAX) {
        if (s->node_count - s->first >= STATES_SEEN) return true;
        s->table[k] = (uint32_t)s->node_count;
        s->nodes[s->node_count++] = *n;
        if ((s->node_count - s->first) % STATES_STEP == 0) s->limit = cost_limit(s);
    } else if (n->cost < s->nodes[s->table[k]].cost) {
        s->nodes[s->table[k]] = *n;
    }
    s->arcs[s->arc_count++] = (arc){n->back, s->table[k], n->cost - s->nodes[n->back].cost};
    return true;
}

/* What both models say of a pair of tokens. */
typedef struct pair_costs {
    int model, local;
} pair_costs;

static int token_cost(const search *s, const node *before, unsigned token, const pair_costs *pair)
{
    const bihe_lattice *l = s->lattice;
    const int cost = bihe_charlm_cost_given(l->lm, &before->context, token, pair->model);
    if (l->local == NULL) return cost;
    return bihe_locallm_mix(l->local, before->token[0], before->token[1], token, cost, pair->local);
}

/* Goes on from `from` with one candidate of `edge`. */
static bool follow(search *s, uint32_t from, uint32_t edge, uint32_t candidate,
                   const pair_costs *pair)
{
    const bihe_charlm *lm = s->lattice->lm;
    const bihe_candidate *c = &s->lattice->candidates[candidate];
    const node *before = &s->nodes[from];
    node n = *before;
    n.edge = edge;
    n.candidate = candidate;
    n.back = from;
    n.cost += c->cost;
    if (c->token == BIHE_LATTICE_SKIP) return offer(s, &n);
    if ((c->token == BIHE_TOKEN_LATIN || c->token == BIHE_TOKEN_DIGIT) &&
        c->token == before->token[1])
        return offer(s, &n);
    n.cost += bihe_bracket_follow(c->c, &n.open);
    n.token[0] = before->token[1];
    n.token[1] = c->token;
    if (lm == NULL) return offer(s, &n);
    n.cost += token_cost(s, before, c->token, pair);
    if (n.cost > s->limit) return true;
    uint32_t word = bihe_charlm_word_next(lm, before->word, c->token);
    if (word == 0 && before->word != 0) {
        n.cost += COST_ABANDON;
        word = bihe_charlm_word_next(lm, 0, c->token);
    }
    const int word_cost = bihe_charlm_word_cost(lm, word);
    if (word_cost >= 0) {
        node whole = n;
        whole.word = 0;
        whole.class_before = (uint16_t)bihe_charlm_word_class(lm, word);
        whole.cost += word_cost + bihe_charlm_class_cost(lm, n.class_before, whole.class_before);
        if (!offer(s, &whole)) return false;
    }
    if (word == 0 || !bihe_charlm_word_goes_on(lm, word)) return true;
    n.word = word;
    return offer(s, &n);
}

static pair_costs look_up_pair(const bihe_lattice *l, unsigned last, unsigned token)
{
    return (pair_costs){
        .model = bihe_charlm_pair_cost(l->lm, last, token),
        .local = l->local != NULL ? bihe_locallm_pair_cost(l->local, last, token) : 0,
    };
}

/* Whether the candidate may lead from the node to one that stays: nothing but a bracket gains. */
static bool may_stay(const search *s, const node *before, const bihe_candidate *c)
{
    return before->cost + c->cost - (is_bracket(c->c) ? GAIN_CLOSED : 0) <= s->limit;
}

/* Goes on from the nodes [first, end) with a candidate. Pairs are looked up once for all nodes that
 * share their last token, which lie side by side. */
static bool follow_all(search *s, uint32_t first, uint32_t end, uint32_t edge, uint32_t candidate)
{
    const bihe_lattice *l = s->lattice;
    const bihe_candidate *c = &l->candidates[candidate];
    pair_costs pair = {0, 0};
    unsigned last = UINT32_MAX;
    for (uint32_t i = first; i < end; i++) {
        if (!may_stay(s, &s->nodes[i], c)) continue;
        if (l->lm != NULL && c->token != BIHE_LATTICE_SKIP && s->nodes[i].token[1] != last) {
            last = s->nodes[i].token[1];
            pair = look_up_pair(l, last, c->token);
        }
        if (!follow(s, i, edge, candidate, &pair)) return false;
    }
    return true;
}

/* Goes on from every node before `edge` with every candidate; from the cheapest first, so that it
 * is soon known what is too dear. */
static bool follow_edge(search *s, uint32_t number)
{
    const bihe_lattice *l = s->lattice;
    const bihe_edge *edge = &l->edges[number];
    const uint32_t first = s->place[edge->from - l->from], end = s->place[edge->from - l->from + 1];
    uint32_t top = first;
    for (uint32_t i = first; i < end; i++)
        if (s->nodes[i].cost < s->nodes[top].cost) top = i;
    for (uint32_t k = edge->first; first < end && k < edge->first + edge->count; k++)
        if (!follow_all(s, top, top + 1, number, k)) return false;
    for (uint32_t k = edge->first; k < edge->first + edge->count; k++)
        if (!follow_all(s, first, top, number, k) || !follow_all(s, top + 1, end, number, k))
            return false;
    return true;
}

/* Empties the table. Nothing was taken out of it since it was filled, so that every node lies in an
 * unbroken row of slots that starts where it belongs. */
static void clear_table(search *s)
{
    for (size_t i = s->first; i < s->node_count; i++)
        for (size_t k = slot_of(&s->nodes[i]) & (TABLE - 1); s->table[k] != UINT32_MAX;
             k = (k + 1) & (TABLE - 1))
            s->table[k] = UINT32_MAX;
}

/* Looks up the contexts of the current place; neighbours often share theirs. */
static void set_contexts(search *s)
{
    if (s->lattice->lm == NULL) return;
    for (size_t i = s->first; i < s->node_count; i++) {
        node *n = &s->nodes[i];
        const node *last = n - 1;
        const bool shared =
            i > s->first && last->token[0] == n->token[0] && last->token[1] == n->token[1];
        n->context =
            shared ? last->context : bihe_charlm_after(s->lattice->lm, n->token[0], n->token[1]);
    }
}

/* Drops the nodes of the current place that cost too much, and arcs that cannot tell a margin. */
static bool prune(search *s, size_t first_arc)
{
    const size_t first = s->first;
    const int32_t limit = cost_limit(s);
    if (!reserve32(s, &s->renamed, &s->renamed_capacity, s->node_count - first)) return false;
    clear_table(s);
    size_t kept = first;
    for (size_t i = first; i < s->node_count; i++) {
        s->renamed[i - first] = UINT32_MAX;
        if (s->nodes[i].cost > limit) continue;
        s->renamed[i - first] = (uint32_t)kept;
        s->nodes[kept++] = s->nodes[i];
    }
    s->node_count = kept;
    set_contexts(s);
    size_t arcs = first_arc;
    for (size_t i = first_arc; i < s->arc_count; i++) {
        arc a = s->arcs[i];
        a.to = s->renamed[a.to - first];
        if (a.to == UINT32_MAX) continue;
        if (s->nodes[a.to].back == a.from ||
            s->nodes[a.from].cost + a.cost <= s->best + BIHE_MARGIN_MAX)
            s->arcs[arcs++] = a;
    }
    s->arc_count = arcs;
    return true;
}

static bool fill_place(search *s, size_t k)
{
    const size_t first_arc = s->arc_count;
    s->first = s->node_count;
    s->best = s->limit = INFINITE;
    for (uint32_t i = s->incoming[k]; i < s->incoming[k + 1]; i++)
        if (!follow_edge(s, s->by_end[i])) return false;
    return prune(s, first_arc);
}

/* Costs at the end: a word may be unfinished, the line may end. */
static void finish(search *s, size_t first)
{
    const bihe_lattice *l = s->lattice;
    for (size_t i = first; i < s->node_count; i++) {
        node *n = &s->nodes[i];
        n->rest = n->word != 0 ? COST_ABANDON : 0;
        if (!l->line_ends || l->lm == NULL) continue;
        n->rest += bihe_charlm_cost(l->lm, &n->context, BIHE_TOKEN_END);
        if (n->word == 0) n->rest += bihe_charlm_class_cost(l->lm, n->class_before, BIHE_CLASS_END);
    }
}

/* rest(node) = min over arcs of the arc's cost + rest(where it leads) */
static void fill_rest(search *s, size_t last_place)
{
    for (size_t i = 0; i < last_place; i++)
        s->nodes[i].rest = INFINITE;
    for (size_t i = s->arc_count; i > 0; i--) {
        const arc *a = &s->arcs[i - 1];
        if (s->nodes[a->to].rest >= INFINITE) continue;
        const int32_t rest = a->cost + s->nodes[a->to].rest;
        if (rest < s->nodes[a->from].rest) s->nodes[a->from].rest = rest;
    }
}

/* What the cheapest way with another character than `n` has at its place costs more. */
static int32_t margin_of(const search *s, const node *n, size_t k, int32_t total)
{
    const bihe_candidate *candidates = s->lattice->candidates;
    int32_t margin = BIHE_MARGIN_MAX;
    for (uint32_t i = s->place[k]; i < s->place[k + 1]; i++) {
        const node *other = &s->nodes[i];
        if (candidates[other->candidate].c == candidates[n->candidate].c || other->rest >= INFINITE)
            continue;
        const int32_t more = other->cost + other->rest - total;
        if (more < margin) margin = more;
    }
    return margin;
}

static bihe_status trace(const search *s, bihe_path *path, bihe_error *err)
{
    const bihe_lattice *l = s->lattice;
    const size_t last = (size_t)l->to - l->from;
    uint32_t best = s->place[last];
    for (uint32_t i = best; i < s->place[last + 1]; i++)
        if (s->nodes[i].cost + s->nodes[i].rest < s->nodes[best].cost + s->nodes[best].rest)
            best = i;
    path->count = 0;
    path->cost = s->nodes[best].cost + s->nodes[best].rest;
    size_t n = 0;
    for (uint32_t i = best; i != 0; i = s->nodes[i].back)
        n++;
    void *steps = path->steps;
    if (!bihe_array_reserve(path->allocator, &steps, &path->capacity, n, sizeof *path->steps))
        return bihe_fail_memory(err);
    path->steps = steps;
    path->count = n;
    for (uint32_t i = best; i != 0; i = s->nodes[i].back) {
        const node *at = &s->nodes[i];
        const size_t place = l->edges[at->edge].to - l->from;
        path->steps[--n] = (bihe_step){at->edge, at->candidate,
                                       l->edges[at->edge].kind == BIHE_EDGE_INFERRED
                                           ? margin_of(s, at, place, path->cost)
                                           : BIHE_MARGIN_MAX};
    }
    return BIHE_OK;
}

bihe_status bihe_search_new(bihe_search **out, const bihe_allocator *allocator, bihe_error *err)
{
    search *s = bihe_mem_new0(allocator, 1, sizeof *s);
    if (s == NULL) return bihe_fail_memory(err);
    s->allocator = *allocator;
    s->table = bihe_mem_new(allocator, TABLE, sizeof *s->table);
    if (s->table == NULL) {
        bihe_search_free(s);
        return bihe_fail_memory(err);
    }
    memset(s->table, 0xFF, TABLE * sizeof *s->table);
    *out = s;
    return BIHE_OK;
}

void bihe_search_free(bihe_search *s)
{
    if (s == NULL) return;
    const bihe_allocator a = s->allocator;
    bihe_mem_free(&a, s->nodes);
    bihe_mem_free(&a, s->arcs);
    bihe_mem_free(&a, s->place);
    bihe_mem_free(&a, s->incoming);
    bihe_mem_free(&a, s->by_end);
    bihe_mem_free(&a, s->table);
    bihe_mem_free(&a, s->renamed);
    bihe_mem_free(&a, s);
}

bihe_status bihe_search_run(bihe_search *s, const bihe_lattice *lattice, bihe_path *path,
                            bihe_error *err)
{
    if (lattice->failed || !start(s, lattice) || !reserve_nodes(s)) return bihe_fail_memory(err);
    const size_t last = (size_t)lattice->to - lattice->from;
    s->nodes[s->node_count++] = (node){
        .token = {BIHE_TOKEN_NONE, lattice->line_starts ? BIHE_TOKEN_START : BIHE_TOKEN_NONE},
        .class_before = lattice->line_starts ? BIHE_CLASS_END : BIHE_CLASS_UNKNOWN};
    s->place[0] = 0;
    s->place[1] = 1;
    s->first = 0;
    set_contexts(s);
    for (size_t k = 1; k <= last; k++) {
        if (!fill_place(s, k)) return bihe_fail_memory(err);
        s->place[k + 1] = (uint32_t)s->node_count;
    }
    finish(s, s->place[last]);
    fill_rest(s, s->place[last]);
    return trace(s, path, err);
}
