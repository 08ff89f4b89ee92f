/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Classes of words that stand in the same company, for texts whose words the trigrams have not seen
 * together: the exchange algorithm (Kneser and Ney 1993; Martin, Liermann and Ney 1998, "Algorithms
 * for bigram and trigram word clustering"). Each word in turn goes to the class that makes the
 * training text likeliest under p(class | class before) p(word | class); that is, to the one that
 * makes
 *
 *     F = sum N(a, b) log N(a, b) - sum N(a, .) log N(a, .) - sum N(., b) log N(., b)
 *
 * greatest. Words too rare for it follow the words that end in the same character.
 */
#include "model/train_parts.h"

#include <math.h>
#include <string.h>

enum {
    K = BIHE_WORD_CLASSES,
    SEEN_LEAST = 4, /* times in the text, of a word that is put into a class by its company */
    ROUNDS = 8,     /* further ones change next to nothing */
    LOGS = 1 << 16, /* values of x log x kept */
    NO_CLASS = UINT16_MAX,
};

/* A word that follows another, or is followed by it. */
typedef struct neighbour {
    uint32_t word, count;
} neighbour;

typedef struct clusters {
    const bihe_allocator *allocator;
    const bihe_word_tree *tree;
    uint32_t *node;     /* of each word; word 0 is the end of a line, node 0 */
    uint32_t *word;     /* of each node; 0 for one that is not put into a class */
    uint16_t *class_of; /* each word's */
    size_t count;       /* words */
    neighbour *after, *before;
    uint32_t *after_start, *before_start; /* of each word, and the end */
    uint32_t *pairs;                      /* N(a, b), K a row */
    uint32_t *turned;                     /* the same by b */
    uint32_t left[K], right[K];           /* N(a, .), N(., b) */
    double *logs;
} clusters;

/* What a word's neighbours add to the counts of its class. */
typedef struct company {
    uint32_t after[K], before[K];           /* by the neighbour's class */
    uint16_t with_after[K], with_before[K]; /* classes with any, in order of meeting */
    size_t after_count, before_count;
    uint32_t itself; /* how often the word follows itself */
    uint32_t left, right;
} company;

static double x_log_x(const clusters *c, uint32_t x)
{
    return x < LOGS ? c->logs[x] : x * log(x);
}

static double gain(const clusters *c, uint32_t before, uint32_t more)
{
    return x_log_x(c, before + more) - x_log_x(c, before);
}

/* A word and how often it was seen, for sorting. */
static bool is_rarer(const bihe_word_tree *tree, uint32_t a, uint32_t b)
{
    return tree->segmented[a] != tree->segmented[b] ? tree->segmented[a] < tree->segmented[b]
                                                    : a > b;
}

static void sink(clusters *c, size_t root, size_t n)
{
    uint32_t *const heap = c->node + 1;
    const uint32_t moved = heap[root];
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= n) break;
        if (child + 1 < n && is_rarer(c->tree, heap[child + 1], heap[child])) child++;
        if (!is_rarer(c->tree, heap[child], moved)) break;
        heap[root] = heap[child];
        root = child;
    }
    heap[root] = moved;
}

/* Words in order of how often they were seen, most frequent first. */
static bool number_words(clusters *c)
{
    const bihe_word_tree *tree = c->tree;
    c->node = bihe_mem_new0(c->allocator, tree->count, sizeof *c->node);
    c->word = bihe_mem_new0(c->allocator, tree->count, sizeof *c->word);
    c->class_of = bihe_mem_new0(c->allocator, tree->count, sizeof *c->class_of);
    if (c->node == NULL || c->word == NULL || c->class_of == NULL) return false;
    size_t n = 0;
    for (uint32_t k = 1; k < tree->count; k++)
        if (tree->segmented[k] >= SEEN_LEAST) c->node[++n] = k;
    for (size_t i = n / 2; i > 0; i--)
        sink(c, i - 1, n);
    for (size_t end = n; end > 1; end--) {
        const uint32_t last = c->node[end];
        c->node[end] = c->node[1];
        c->node[1] = last;
        sink(c, 0, end - 1);
    }
    c->count = n + 1;
    for (uint32_t w = 1; w < c->count; w++)
        c->word[c->node[w]] = w;
    return true;
}

/* Whether both words of a pair are put into classes; their numbers. */
static bool read_pair(const clusters *c, const bihe_count *pair, uint32_t *a, uint32_t *b)
{
    const uint32_t first = (uint32_t)(pair->key >> 32), second = (uint32_t)pair->key;
    *a = c->word[first];
    *b = c->word[second];
    return (*a != 0 || first == 0) && (*b != 0 || second == 0);
}

/* Lists of neighbours from the sorted pairs. */
static bool list_neighbours(clusters *c)
{
    const bihe_count_table *pairs = &c->tree->pairs;
    uint32_t a, b;
    size_t n = 0;
    c->after_start = bihe_mem_new0(c->allocator, c->count + 2, sizeof *c->after_start);
    c->before_start = bihe_mem_new0(c->allocator, c->count + 2, sizeof *c->before_start);
    if (c->after_start == NULL || c->before_start == NULL) return false;
    for (size_t i = 0; i < pairs->used; i++) {
        if (!read_pair(c, &pairs->slots[i], &a, &b)) continue;
        c->after_start[a + 2]++;
        c->before_start[b + 2]++;
        n++;
    }
    for (size_t w = 2; w < c->count + 2; w++) {
        c->after_start[w] += c->after_start[w - 1];
        c->before_start[w] += c->before_start[w - 1];
    }
    c->after = bihe_mem_new(c->allocator, n + 1, sizeof *c->after);
    c->before = bihe_mem_new(c->allocator, n + 1, sizeof *c->before);
    if (c->after == NULL || c->before == NULL) return false;
    for (size_t i = 0; i < pairs->used; i++) {
        if (!read_pair(c, &pairs->slots[i], &a, &b)) continue;
        c->after[c->after_start[a + 1]++] = (neighbour){b, pairs->slots[i].count};
        c->before[c->before_start[b + 1]++] = (neighbour){a, pairs->slots[i].count};
    }
    return true;
}

/* The most frequent words start with a class each, the others share the last. */
static bool start(clusters *c)
{
    c->pairs = bihe_mem_new0(c->allocator, (size_t)K * K, sizeof *c->pairs);
    c->turned = bihe_mem_new0(c->allocator, (size_t)K * K, sizeof *c->turned);
    c->logs = bihe_mem_new0(c->allocator, LOGS, sizeof *c->logs);
    if (c->pairs == NULL || c->turned == NULL || c->logs == NULL) return false;
    for (int x = 1; x < LOGS; x++)
        c->logs[x] = x * log(x);
    for (size_t w = 0; w < c->count; w++)
        c->class_of[w] = (uint16_t)(w < K ? w : K - 1);
    for (size_t w = 0; w < c->count; w++)
        for (uint32_t i = c->after_start[w]; i < c->after_start[w + 1]; i++) {
            const uint32_t n = c->after[i].count;
            const size_t a = c->class_of[w], b = c->class_of[c->after[i].word];
            c->pairs[a * K + b] += n;
            c->turned[b * K + a] += n;
            c->left[a] += n;
            c->right[b] += n;
        }
    return true;
}

static void read_company(const clusters *c, size_t w, company *w_with)
{
    memset(w_with, 0, sizeof *w_with);
    for (uint32_t i = c->after_start[w]; i < c->after_start[w + 1]; i++) {
        const neighbour *n = &c->after[i];
        const uint16_t k = c->class_of[n->word];
        w_with->left += n->count;
        if (n->word == w) {
            w_with->itself = n->count;
            continue;
        }
        if (w_with->after[k] == 0) w_with->with_after[w_with->after_count++] = k;
        w_with->after[k] += n->count;
    }
    for (uint32_t i = c->before_start[w]; i < c->before_start[w + 1]; i++) {
        const neighbour *n = &c->before[i];
        const uint16_t k = c->class_of[n->word];
        w_with->right += n->count;
        if (n->word == w) continue;
        if (w_with->before[k] == 0) w_with->with_before[w_with->before_count++] = k;
        w_with->before[k] += n->count;
    }
}

/* Takes a word out of class `a` (sign -1, in unsigned arithmetic) or puts it in (1). */
static void move(clusters *c, const company *w, size_t a, uint32_t sign)
{
    for (size_t i = 0; i < w->after_count; i++) {
        const size_t k = w->with_after[i];
        c->pairs[a * K + k] += sign * w->after[k];
        c->turned[k * K + a] += sign * w->after[k];
    }
    for (size_t i = 0; i < w->before_count; i++) {
        const size_t k = w->with_before[i];
        c->pairs[k * K + a] += sign * w->before[k];
        c->turned[a * K + k] += sign * w->before[k];
    }
    c->pairs[a * K + a] += sign * w->itself;
    c->turned[a * K + a] += sign * w->itself;
    c->left[a] += sign * w->left;
    c->right[a] += sign * w->right;
}

/* What putting the word into class `b` adds to F. */
static double gain_of(const clusters *c, const company *w, size_t b)
{
    const uint32_t *const row = c->pairs + b * K, *const column = c->turned + b * K;
    double sum = gain(c, row[b], w->after[b] + w->before[b] + w->itself) -
                 gain(c, c->left[b], w->left) - gain(c, c->right[b], w->right);
    for (size_t i = 0; i < w->after_count; i++) {
        const size_t k = w->with_after[i];
        if (k != b) sum += gain(c, row[k], w->after[k]);
    }
    for (size_t i = 0; i < w->before_count; i++) {
        const size_t k = w->with_before[i];
        if (k != b) sum += gain(c, column[k], w->before[k]);
    }
    return sum;
}

/* Class 0 is the line's end alone. */
static void exchange(clusters *c)
{
    company with;
    for (size_t w = 1; w < c->count; w++) {
        const uint16_t from = c->class_of[w];
        read_company(c, w, &with);
        move(c, &with, from, UINT32_MAX);
        uint16_t best = from;
        double most = gain_of(c, &with, from);
        for (uint16_t b = 1; b < K; b++) {
            const double sum = b != from ? gain_of(c, &with, b) : -INFINITY;
            if (sum <= most) continue;
            most = sum;
            best = b;
        }
        c->class_of[w] = best;
        move(c, &with, best, 1);
    }
}

/* The class that most words ending in each code are in, NO_CLASS for none; `usual` the largest. */
static bool find_endings(const clusters *c, const uint16_t *last, uint16_t *ending, uint16_t *usual)
{
    bihe_count_table types = {.allocator = c->allocator};
    uint32_t members[K] = {0}, most = 0;
    uint64_t of = 0;
    for (size_t w = 1; w < c->count; w++) {
        bihe_count *slot =
            bihe_count_table_at(&types, ((uint64_t)last[c->node[w]] + 1) << 16 | c->class_of[w]);
        if (slot == NULL) break;
        slot->count++;
        if (++members[c->class_of[w]] > members[*usual]) *usual = c->class_of[w];
    }
    size_t seen = 0;
    bihe_count_table_sort(&types);
    for (size_t i = 0; i < types.used; i++) {
        const bihe_count *t = &types.slots[i];
        if (t->key >> 16 != of) most = 0;
        of = t->key >> 16;
        seen += t->count;
        if (t->count <= most) continue;
        most = t->count;
        ending[of - 1] = (uint16_t)(t->key & 0xFFFF);
    }
    bihe_count_table_clear(&types);
    return seen + 1 == c->count;
}

/* Classes of all nodes. */
static bool spread(const clusters *c, uint8_t *classes)
{
    const bihe_word_tree *tree = c->tree;
    uint16_t usual = 1;
    uint16_t *last = bihe_mem_new0(c->allocator, tree->count, sizeof *last);
    uint16_t *ending = bihe_mem_new(c->allocator, BIHE_TRAIN_CODES, sizeof *ending);
    bool done = last != NULL && ending != NULL;
    for (size_t i = 0; done && i < tree->edges.used; i++)
        last[tree->edges.slots[i].count] = (uint16_t)(tree->edges.slots[i].key & 0xFFFF);
    if (done) memset(ending, 0xFF, BIHE_TRAIN_CODES * sizeof *ending);
    done = done && find_endings(c, last, ending, &usual);
    for (size_t k = 1; done && k < tree->count; k++) {
        const uint16_t by_end = ending[last[k]];
        classes[k] = (uint8_t)(c->word[k] != 0      ? c->class_of[c->word[k]]
                               : by_end != NO_CLASS ? by_end
                                                    : usual);
    }
    bihe_mem_free(c->allocator, last);
    bihe_mem_free(c->allocator, ending);
    return done;
}

bool bihe_word_classes_make(const bihe_word_tree *tree, uint8_t *classes, uint32_t *pairs)
{
    clusters c = {.allocator = tree->allocator, .tree = tree};
    bool done = number_words(&c) && list_neighbours(&c) && start(&c);
    for (int round = 0; done && round < ROUNDS; round++)
        exchange(&c);
    done = done && spread(&c, classes);
    if (done) memcpy(pairs, c.pairs, (size_t)K * K * sizeof *pairs);
    bihe_mem_free(c.allocator, c.node);
    bihe_mem_free(c.allocator, c.word);
    bihe_mem_free(c.allocator, c.class_of);
    bihe_mem_free(c.allocator, c.after);
    bihe_mem_free(c.allocator, c.before);
    bihe_mem_free(c.allocator, c.after_start);
    bihe_mem_free(c.allocator, c.before_start);
    bihe_mem_free(c.allocator, c.pairs);
    bihe_mem_free(c.allocator, c.turned);
    bihe_mem_free(c.allocator, c.logs);
    return done;
}
