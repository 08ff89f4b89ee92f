/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From counts to the file of the character model.
 *
 * Interpolated Kneser-Ney (Chen and Goodman 1999, section 2.8), one discount D an order:
 *     p(c | a b) = max(N(a b c) - D, 0) / N(a b) + leave(a b) p(c | b)
 * where N counts occurrences for trigrams and, for lower orders, the different tokens seen before.
 * Two deviations: words of lists end in a context whose next token is unknown, so their count goes
 * into leave (weighted by END_SHARE); and trigrams worth too little to be kept give theirs to leave
 * too. A trigram is worth what the text's log probability loses without it, about
 *     N(a b c) log (p(c | a b) / (leave(a b) p(c | b)))
 * as in Stolcke (1998), "Entropy-based pruning of backoff language models".
 */
#include "base/error.h"
#include "base/file.h"
#include "model/charlm_file.h"
#include "model/train_parts.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* Chosen on dev.jsonl's damaged lines of unseen genres. */
#define END_SHARE      0.3 /* how much the end of a list's word counts against going on */
#define WORD_WEIGHT    0.5 /* weight of words' log probabilities against the trigrams' */
#define CLASS_WEIGHT   0.2 /* of these, the part that depends on the class of the word before */
#define CLASS_DISCOUNT 0.7
#define SOUND_SHARE    0.1 /* what a trigram counts for that repair never has to choose */
enum {
    TEXT_WEIGHT = 3, /* a word seen in the text counts as that many in a list */
    WORTH_UNIT = 64, /* of a trigram's worth, one nat */
    WORTH_MAX = 4095,
};

typedef struct estimate {
    bihe_char_counts *counts;
    uint16_t *token;    /* of a code; BIHE_TOKEN_NONE where it was not seen */
    double *single;     /* p of a token */
    double *leave;      /* of a token */
    double *pair;       /* p of a bigram, in order of the table */
    double discount[4]; /* by order */
    uint32_t least;     /* trigrams worth less are left out */
    size_t words;
    bihe_charlm_sizes sizes;
    bihe_charlm_layout layout;
    unsigned char *file;
} estimate;

static void put16(unsigned char *p, uint32_t value)
{
    p[0] = (unsigned char)(value & 0xFF);
    p[1] = (unsigned char)(value >> 8 & 0xFF);
}

static void put32(unsigned char *p, uint32_t value)
{
    put16(p, value & 0xFFFF);
    put16(p + 2, value >> 16);
}

static void put64(unsigned char *p, uint64_t value)
{
    put32(p, (uint32_t)(value & UINT32_MAX));
    put32(p + 4, (uint32_t)(value >> 32));
}

static unsigned char *section(const estimate *e, bihe_charlm_section s)
{
    return e->file + e->layout.at[s];
}

static unsigned char cost_of(double p, double weight)
{
    const double cost = -weight * BIHE_CHARLM_UNIT * log(p);
    return cost >= BIHE_CHARLM_MAX_COST ? BIHE_CHARLM_MAX_COST : (unsigned char)lround(cost);
}

/* Bigrams after the start of a line keep their occurrences, as nothing comes before it. */
static double pair_count(const bihe_count *bigram)
{
    if (bigram->key >> 16 == BIHE_TOKEN_START) return bigram->count;
    return bigram->left > 0 ? bigram->left : 1;
}

/* D = n1 / (n1 + 2 n2), n_k the number of n-grams seen k times. */
static double discount_of(double ones, double twos)
{
    return ones > 0 ? ones / (ones + 2 * twos) : 0.5;
}

static bihe_status number_tokens(estimate *e, bihe_error *err)
{
    const bihe_char_counts *c = e->counts;
    uint32_t n = BIHE_TOKEN_FIRST;
    for (uint16_t k = BIHE_TOKEN_START; k < BIHE_TOKEN_FIRST; k++)
        e->token[k] = k;
    for (size_t k = BIHE_TOKEN_FIRST; k < BIHE_TRAIN_CODES; k++) {
        if (c->single[k] == 0) continue;
        if (n == BIHE_CHARLM_TOKENS)
            return bihe_fail(err, BIHE_ERROR_LIMIT, "more than %d different characters",
                             BIHE_CHARLM_TOKENS);
        e->token[k] = (uint16_t)n++;
    }
    e->sizes.tokens = n;
    return BIHE_OK;
}

/* Different tokens before each bigram; then the tables are put in order. */
static void count_left(bihe_char_counts *c)
{
    for (size_t i = 0; i < c->trigrams.capacity; i++) {
        if (c->trigrams.slots[i].key == 0) continue;
        bihe_count *pair =
            bihe_count_table_find(&c->bigrams, c->trigrams.slots[i].key & UINT32_MAX);
        if (pair != NULL) pair->left++;
    }
    bihe_count_table_sort(&c->trigrams);
    bihe_count_table_sort(&c->bigrams);
    bihe_count_table_sort(&c->ends);
}

static void find_discounts(estimate *e)
{
    const bihe_char_counts *c = e->counts;
    double ones = 0, twos = 0;
    for (size_t i = 0; i < c->trigrams.used; i++) {
        ones += c->trigrams.slots[i].count == 1;
        twos += c->trigrams.slots[i].count == 2;
    }
    e->discount[3] = discount_of(ones, twos);
    ones = twos = 0;
    for (size_t i = 0; i < c->bigrams.used; i++) {
        const double n = pair_count(&c->bigrams.slots[i]);
        ones += n == 1;
        twos += n == 2;
    }
    e->discount[2] = discount_of(ones, twos);
}

static void estimate_singles(estimate *e)
{
    const bihe_char_counts *c = e->counts;
    double ones = 0, twos = 0, types = 0, total = 0;
    double *const seen = e->single; /* first the different tokens before */
    for (size_t i = 0; i < c->bigrams.used; i++)
        seen[e->token[c->bigrams.slots[i].key & 0xFFFF]]++;
    for (uint32_t k = BIHE_TOKEN_END; k < e->sizes.tokens; k++) {
        if (seen[k] == 0) seen[k] = 1;
        ones += seen[k] == 1;
        twos += seen[k] == 2;
        total += seen[k];
        types++;
    }
    const double d = e->discount[1] = discount_of(ones, twos);
    for (uint32_t k = BIHE_TOKEN_END; k < e->sizes.tokens; k++)
        seen[k] = (seen[k] > d ? seen[k] - d : 0) / total + d * types / total / types;
    seen[BIHE_TOKEN_NONE] = seen[BIHE_TOKEN_START] = exp(-16);
}

/* Bigrams [first, end) share their first token. */
static void estimate_pairs_of(estimate *e, size_t first, size_t end)
{
    const bihe_count *pairs = e->counts->bigrams.slots;
    const uint16_t code = (uint16_t)(pairs[first].key >> 16);
    const double d = e->discount[2];
    double mass = END_SHARE * e->counts->single_end[code], total = mass;
    for (size_t i = first; i < end; i++) {
        const double n = pair_count(&pairs[i]);
        total += n;
        mass += n < d ? n : d;
    }
    e->leave[e->token[code]] = mass / total;
    for (size_t i = first; i < end; i++) {
        const double n = pair_count(&pairs[i]);
        e->pair[i] =
            (n > d ? n - d : 0) / total + mass / total * e->single[e->token[pairs[i].key & 0xFFFF]];
    }
}

/* The end of the slots from `first` on whose keys agree above the low 16 bits. */
static size_t group_end(const bihe_count_table *table, size_t first)
{
    size_t end = first;
    while (end < table->used && table->slots[end].key >> 16 == table->slots[first].key >> 16)
        end++;
    return end;
}

static void estimate_pairs(estimate *e)
{
    const bihe_count_table *pairs = &e->counts->bigrams;
    for (size_t first = 0, end; first < pairs->used; first = end) {
        end = group_end(pairs, first);
        estimate_pairs_of(e, first, end);
    }
}

static uint32_t count_at(const bihe_count_table *table, size_t *from, uint64_t key)
{
    while (*from < table->used && table->slots[*from].key < key)
        ++*from;
    return *from < table->used && table->slots[*from].key == key ? table->slots[*from].count : 0;
}

/* The number of the bigram `key`, which is there. */
static size_t pair_number(const bihe_count_table *pairs, uint64_t key)
{
    size_t low = 0, n = pairs->used;
    while (n > 1) {
        const size_t half = n / 2;
        low += pairs->slots[low + half].key <= key ? half : 0;
        n -= half;
    }
    return low;
}

/* What the trigrams that share two tokens come to. */
typedef struct trigram_group {
    size_t first, end;
    double total; /* N(a b) */
    double mass;  /* total * leave(a b) */
} trigram_group;

/* Trigrams worth less than `least` are not kept. */
static trigram_group sum_group(const estimate *e, size_t first, size_t end, double ends,
                               uint32_t least)
{
    const bihe_count *trigrams = e->counts->trigrams.slots;
    const double d = e->discount[3];
    trigram_group group = {first, end, END_SHARE * ends, END_SHARE * ends};
    for (size_t i = first; i < end; i++) {
        const double n = trigrams[i].count;
        group.total += n;
        group.mass += trigrams[i].left >= least && n > d ? d : n;
    }
    return group;
}

static double trigram_p(const estimate *e, const trigram_group *group, const bihe_count *trigram)
{
    const double n = trigram->count, d = e->discount[3];
    const size_t pair = pair_number(&e->counts->bigrams, trigram->key & UINT32_MAX);
    return (n > d ? n - d : 0) / group->total + group->mass / group->total * e->pair[pair];
}

/* Whether none of the trigram's characters has a byte that damage is known to lose (measured on a
 * post): all ways through such damage share it. */
static bool is_sound(uint64_t key)
{
    static const uint8_t lost[] = {0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD};
    for (int k = 0; k < 3; k++, key >>= 16) {
        const unsigned code = (unsigned)(key & 0xFFFF);
        for (size_t i = 0; i < sizeof lost && code >= 0x800; i++)
            if ((0x80 | (code >> 6 & 0x3F)) == lost[i] || (0x80 | (code & 0x3F)) == lost[i])
                return false;
    }
    return true;
}

/* Sets what each trigram is worth, in `left`, and counts how many are worth how much. */
static void weigh_trigrams(estimate *e, uint32_t *with)
{
    bihe_count_table *table = &e->counts->trigrams;
    size_t end_at = 0;
    for (size_t first = 0, end; first < table->used; first = end) {
        end = group_end(table, first);
        const uint32_t ends = count_at(&e->counts->ends, &end_at, table->slots[first].key >> 16);
        const trigram_group group = sum_group(e, first, end, ends, 0);
        for (size_t i = first; i < end; i++) {
            bihe_count *trigram = &table->slots[i];
            const double p = trigram_p(e, &group, trigram);
            const double n = trigram->count, kept = n > e->discount[3] ? n - e->discount[3] : 0;
            const double without = p - kept / group.total;
            const double share = is_sound(trigram->key) ? SOUND_SHARE : 1;
            const double worth = share * n * WORTH_UNIT * log(p / without);
            trigram->left = worth < WORTH_MAX ? (uint32_t)worth : WORTH_MAX;
            with[trigram->left]++;
        }
    }
}

/* The smallest `least` whose trigrams fit into the file. */
static bihe_status choose_trigrams(estimate *e, size_t max_bytes, bihe_error *err)
{
    uint32_t with[WORTH_MAX + 1] = {0};
    weigh_trigrams(e, with);
    e->sizes.trigrams = (uint32_t)e->counts->trigrams.used;
    for (e->least = 0; e->least <= WORTH_MAX; e->least++) {
        e->layout = bihe_charlm_lay_out(&e->sizes);
        if (e->layout.at[BIHE_CHARLM_SECTIONS] <= max_bytes) return BIHE_OK;
        e->sizes.trigrams -= with[e->least];
    }
    return bihe_fail(err, BIHE_ERROR_LIMIT, "no model fits into %zu bytes", max_bytes);
}

static void write_singles(estimate *e)
{
    const bihe_char_counts *c = e->counts;
    unsigned char *map = section(e, BIHE_CHARLM_MAP);
    for (int32_t k = 0; k < BIHE_TRAIN_CODES; k++) {
        uint32_t entry = 0;
        if (bihe_char_is_latin(k))
            entry = BIHE_TOKEN_LATIN;
        else if (bihe_char_is_digit(k))
            entry = BIHE_TOKEN_DIGIT;
        else if (k >= BIHE_TOKEN_FIRST && e->token[c->fold[k]] != BIHE_TOKEN_NONE)
            entry = e->token[c->fold[k]] + (uint32_t)c->script[k] * BIHE_CHARLM_TOKENS;
        put16(map + 2 * (size_t)k, entry);
    }
    for (uint32_t k = 0; k < e->sizes.tokens; k++) {
        section(e, BIHE_CHARLM_SINGLE)[k] = cost_of(e->single[k], 1);
        section(e, BIHE_CHARLM_LEAVE)[k] = cost_of(e->leave[k], 1);
    }
}

static void write_pairs(estimate *e)
{
    const bihe_count_table *pairs = &e->counts->bigrams;
    unsigned char *runs = section(e, BIHE_CHARLM_BIGRAM_RUN);
    uint32_t next = 0; /* the next token whose run is to be written */
    for (size_t i = 0; i < pairs->used; i++) {
        const uint32_t first = e->token[pairs->slots[i].key >> 16];
        while (next <= first)
            put32(runs + 4 * (size_t)next++, (uint32_t)i);
        put16(section(e, BIHE_CHARLM_BIGRAM_NEXT) + 2 * i, e->token[pairs->slots[i].key & 0xFFFF]);
        section(e, BIHE_CHARLM_BIGRAM_COST)[i] = cost_of(e->pair[i], 1);
    }
    while (next <= e->sizes.tokens)
        put32(runs + 4 * (size_t)next++, (uint32_t)pairs->used);
}

/* Writes the k-th offset of a list of runs; false where a block spans more than two bytes hold. */
static bool put_run(estimate *e, bihe_charlm_section base, size_t k, uint32_t at)
{
    unsigned char *const bases = section(e, base) + 4 * (k / BIHE_CHARLM_BLOCK);
    if (k % BIHE_CHARLM_BLOCK == 0) put32(bases, at);
    const uint32_t start = (uint32_t)bases[0] | (uint32_t)bases[1] << 8 | (uint32_t)bases[2] << 16 |
                           (uint32_t)bases[3] << 24;
    put16(section(e, base + 1) + 2 * k, at - start);
    return at - start <= UINT16_MAX;
}

/* Writes the kept trigrams among [first, end), which share two tokens that end `ends` words. */
static uint32_t write_trigrams_of(estimate *e, size_t first, size_t end, double ends, uint32_t at,
                                  unsigned char *leave)
{
    const trigram_group group = sum_group(e, first, end, ends, e->least);
    const uint32_t before = at;
    for (size_t i = first; i < end; i++) {
        const bihe_count *trigram = &e->counts->trigrams.slots[i];
        if (trigram->left < e->least) continue;
        put16(section(e, BIHE_CHARLM_TRIGRAM_NEXT) + 2 * (size_t)at,
              e->token[trigram->key & 0xFFFF]);
        section(e, BIHE_CHARLM_TRIGRAM_COST)[at++] = cost_of(trigram_p(e, &group, trigram), 1);
    }
    *leave = at > before ? cost_of(group.mass / group.total, 1) : 0;
    return at;
}

static bihe_status write_trigrams(estimate *e, bihe_error *err)
{
    const bihe_char_counts *c = e->counts;
    uint32_t at = 0;
    size_t end_at = 0;
    bool fits = true;
    for (size_t i = 0, first = 0; i < c->bigrams.used; i++) {
        const uint64_t key = c->bigrams.slots[i].key;
        size_t end = first;
        if (first < c->trigrams.used && c->trigrams.slots[first].key >> 16 == key)
            end = group_end(&c->trigrams, first);
        fits &= put_run(e, BIHE_CHARLM_TRIGRAM_BASE, i, at);
        at = write_trigrams_of(e, first, end, count_at(&c->ends, &end_at, key), at,
                               section(e, BIHE_CHARLM_BIGRAM_LEAVE) + i);
        first = end;
    }
    fits &= put_run(e, BIHE_CHARLM_TRIGRAM_BASE, c->bigrams.used, at);
    return fits ? BIHE_OK : bihe_fail(err, BIHE_ERROR_LIMIT, "too many trigrams for the format");
}

/* Nodes of the tree in the order of the file: the tokens, then level by level. */
static uint32_t *order_nodes(estimate *e)
{
    bihe_word_tree *tree = &e->counts->words;
    const size_t total = e->sizes.tokens + e->sizes.nodes;
    uint32_t *old = bihe_mem_new0(e->counts->allocator, total, sizeof *old);
    uint32_t *first = bihe_mem_new0(e->counts->allocator, tree->count + 1, sizeof *first);
    size_t n = e->sizes.tokens;
    if (old == NULL || first == NULL) goto done;
    /* edges are in order of their parent: first[p] is where p's children start */
    for (size_t i = 0, p = 0; p <= tree->count; p++) {
        while (i < tree->edges.used && tree->edges.slots[i].key >> 16 < p)
            i++;
        first[p] = (uint32_t)i;
    }
    for (size_t i = first[0]; i < first[1]; i++)
        old[e->token[tree->edges.slots[i].key & 0xFFFF]] = tree->edges.slots[i].count;
    for (size_t k = 0; k < n; k++) {
        const uint32_t parent = old[k];
        (void)put_run(e, BIHE_CHARLM_WORD_BASE, k, (uint32_t)(n - e->sizes.tokens));
        if (parent == 0) continue;
        for (size_t i = first[parent]; i < first[parent + 1]; i++) {
            put16(section(e, BIHE_CHARLM_WORD_NEXT) + 2 * (n - e->sizes.tokens),
                  e->token[tree->edges.slots[i].key & 0xFFFF]);
            old[n++] = tree->edges.slots[i].count;
        }
    }
done:
    bihe_mem_free(e->counts->allocator, first);
    return old;
}

/* The classes of words, and what is counted by class. */
typedef struct word_classes {
    uint8_t *of;                       /* a node of the tree */
    uint32_t *pairs;                   /* N(a b) in the text, BIHE_WORD_CLASSES a row */
    double members[BIHE_WORD_CLASSES]; /* how often the words were seen */
    double total;
} word_classes;

/* How often a word was seen, in lists and text. */
static double word_count(const bihe_word_tree *tree, uint32_t node)
{
    return node == 0 ? 0 : tree->listed[node] + (double)TEXT_WEIGHT * tree->segmented[node];
}

static bool classes_init(word_classes *c, const bihe_word_tree *tree)
{
    const size_t square = (size_t)BIHE_WORD_CLASSES * BIHE_WORD_CLASSES;
    c->total = 0;
    c->of = bihe_mem_new0(tree->allocator, tree->count, sizeof *c->of);
    c->pairs = bihe_mem_new0(tree->allocator, square, sizeof *c->pairs);
    if (c->of == NULL || c->pairs == NULL || !bihe_word_classes_make(tree, c->of, c->pairs))
        return false;
    for (size_t k = 0; k < BIHE_WORD_CLASSES; k++)
        c->members[k] = 1;
    for (uint32_t node = 1; node < tree->count; node++)
        c->members[c->of[node]] += word_count(tree, node);
    for (size_t k = 0; k < BIHE_WORD_CLASSES; k++)
        c->total += c->members[k];
    return true;
}

static void classes_clear(word_classes *c, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, c->of);
    bihe_mem_free(allocator, c->pairs);
}

/* p(b | a) = max(N(a b) - D, 0) / N(a) + D n(a) / N(a) p(b), where n(a) classes were seen after a;
 * its cost is that of p(b | a) ^ CLASS_WEIGHT p(b) ^ (WORD_WEIGHT - CLASS_WEIGHT), as lists tell
 * more of other genres than the company that words keep in the text. */
static void write_classes(estimate *e, const word_classes *c)
{
    enum { K = BIHE_WORD_CLASSES };
    unsigned char *costs = section(e, BIHE_CHARLM_CLASS_COST);
    for (size_t a = 0; a <= K; a++) {
        double after = 0, types = 0;
        for (size_t b = 0; a < K && b < K; b++) {
            after += c->pairs[a * K + b];
            types += c->pairs[a * K + b] > 0;
        }
        for (size_t b = 0; b < K; b++) {
            const double share = c->members[b] / c->total;
            const double n = after > 0 ? c->pairs[a * K + b] : 0;
            const double kept = n > CLASS_DISCOUNT ? n - CLASS_DISCOUNT : 0;
            const double p = after > 0 ? (kept + CLASS_DISCOUNT * types * share) / after : share;
            *costs++ = cost_of(pow(p, CLASS_WEIGHT) * pow(share, WORD_WEIGHT - CLASS_WEIGHT), 1);
        }
    }
}

static bihe_status write_words(estimate *e, bihe_error *err)
{
    const bihe_word_tree *tree = &e->counts->words;
    const uint32_t end = e->sizes.tokens + e->sizes.nodes;
    word_classes c;
    uint32_t *old = order_nodes(e);
    const bool known = classes_init(&c, tree) && old != NULL;
    const bool fits = put_run(e, BIHE_CHARLM_WORD_BASE, end, e->sizes.nodes);
    if (known) write_classes(e, &c);
    for (uint32_t k = 0; known && k < end; k++) {
        const uint32_t node = old[k];
        const double n = word_count(tree, node);
        e->words += n > 0;
        const bool single = k < e->sizes.tokens; /* always a word, if one seen once */
        section(e, BIHE_CHARLM_WORD_CLASS)[k] = c.of[node];
        section(e, BIHE_CHARLM_WORD_COST)[k] =
            n > 0 || single ? cost_of((n > 0 ? n : 1) / c.members[c.of[node]], WORD_WEIGHT)
                            : BIHE_CHARLM_NO_WORD;
    }
    classes_clear(&c, e->counts->allocator);
    bihe_mem_free(e->counts->allocator, old);
    if (!known) return bihe_fail_memory(err);
    return fits ? BIHE_OK : bihe_fail(err, BIHE_ERROR_LIMIT, "too many words for the format");
}

static bihe_status save(const estimate *e, const char *path, bihe_error *err)
{
    const size_t size = (size_t)e->layout.at[BIHE_CHARLM_SECTIONS];
    bihe_output out;
    memcpy(e->file, BIHE_CHARLM_MAGIC, 8);
    put32(e->file + 8, BIHE_CHARLM_VERSION);
    put32(e->file + 24, e->sizes.tokens);
    put32(e->file + 28, e->sizes.bigrams);
    put32(e->file + 32, e->sizes.trigrams);
    put32(e->file + 36, e->sizes.nodes);
    put64(e->file + 16,
          bihe_charlm_checksum(e->file + BIHE_CHARLM_CHECKED, size - BIHE_CHARLM_CHECKED));
    bihe_status status = bihe_output_open(&out, path, e->counts->allocator, err);
    if (status != BIHE_OK) return status;
    status = bihe_output_write(&out, (bihe_view){(const char *)e->file, size}, err);
    if (status == BIHE_OK) return bihe_output_close(&out, err);
    bihe_output_abandon(&out);
    return status;
}

static bihe_status write_file(estimate *e, const char *path, bihe_error *err)
{
    const size_t size = (size_t)e->layout.at[BIHE_CHARLM_SECTIONS];
    e->file = bihe_mem_new0(e->counts->allocator, size, 1);
    if (e->file == NULL) return bihe_fail_memory(err);
    write_singles(e);
    write_pairs(e);
    bihe_status status = write_trigrams(e, err);
    if (status == BIHE_OK) status = write_words(e, err);
    return status == BIHE_OK ? save(e, path, err) : status;
}

static bihe_status run(estimate *e, const char *path, size_t max_bytes, bihe_error *err)
{
    bihe_char_counts *c = e->counts;
    const bihe_allocator *a = c->allocator;
    bihe_status status = number_tokens(e, err);
    if (status != BIHE_OK) return status;
    if (c->bigrams.used > UINT32_MAX || c->trigrams.used > UINT32_MAX)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "too much text for the format");
    count_left(c);
    bihe_count_table_sort(&c->words.edges);
    bihe_count_table_sort(&c->words.pairs);
    e->sizes.bigrams = (uint32_t)c->bigrams.used;
    size_t singles = 0; /* the first level of the tree is the tokens themselves */
    while (singles < c->words.edges.used && c->words.edges.slots[singles].key >> 16 == 0)
        singles++;
    e->sizes.nodes = (uint32_t)(c->words.edges.used - singles);
    e->single = bihe_mem_new0(a, e->sizes.tokens, sizeof *e->single);
    e->leave = bihe_mem_new0(a, e->sizes.tokens, sizeof *e->leave);
    e->pair = bihe_mem_new0(a, c->bigrams.used, sizeof *e->pair);
    if (e->single == NULL || e->leave == NULL || e->pair == NULL) return bihe_fail_memory(err);
    for (uint32_t k = 0; k < e->sizes.tokens; k++)
        e->leave[k] = 1;
    find_discounts(e);
    estimate_singles(e);
    estimate_pairs(e);
    status = choose_trigrams(e, max_bytes, err);
    return status == BIHE_OK ? write_file(e, path, err) : status;
}

bihe_status bihe_char_counts_write(bihe_char_counts *counts, const char *path, size_t max_bytes,
                                   bihe_train_chars_report *report, bihe_error *err)
{
    const bihe_allocator *a = counts->allocator;
    estimate e = {.counts = counts};
    e.token = bihe_mem_new0(a, BIHE_TRAIN_CODES, sizeof *e.token);
    const bihe_status status =
        e.token != NULL ? run(&e, path, max_bytes, err) : bihe_fail_memory(err);
    report->tokens = e.sizes.tokens;
    report->bigrams = e.sizes.bigrams;
    report->trigrams = e.sizes.trigrams;
    report->trigrams_seen = counts->trigrams.used;
    report->words = e.words;
    report->bytes = (size_t)e.layout.at[BIHE_CHARLM_SECTIONS];
    bihe_mem_free(a, e.token);
    bihe_mem_free(a, e.single);
    bihe_mem_free(a, e.leave);
    bihe_mem_free(a, e.pair);
    bihe_mem_free(a, e.file);
    return status;
}
