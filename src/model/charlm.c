/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the character model: the file is mapped, checked once, and searched where it lies.
 */
#include "model/charlm.h"

#include "base/error.h"
#include "base/file.h"
#include "model/charlm_file.h"

#include <string.h>

struct bihe_charlm {
    bihe_allocator allocator;
    bihe_map map;
    bihe_charlm_sizes sizes;
    const unsigned char *section[BIHE_CHARLM_SECTIONS];
};

static uint32_t get16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t get32(const unsigned char *p)
{
    return get16(p) | get16(p + 2) << 16;
}

static uint64_t get64(const unsigned char *p)
{
    return get32(p) | (uint64_t)get32(p + 4) << 32;
}

bihe_charlm_layout bihe_charlm_lay_out(const bihe_charlm_sizes *sizes)
{
    const uint64_t tokens = sizes->tokens, bigrams = sizes->bigrams, trigrams = sizes->trigrams;
    const uint64_t nodes = tokens + sizes->nodes;
    const uint64_t bytes[BIHE_CHARLM_SECTIONS] = {
        [BIHE_CHARLM_MAP] = 2 * 65536,
        [BIHE_CHARLM_SINGLE] = tokens,
        [BIHE_CHARLM_LEAVE] = tokens,
        [BIHE_CHARLM_BIGRAM_RUN] = 4 * (tokens + 1),
        [BIHE_CHARLM_BIGRAM_NEXT] = 2 * bigrams,
        [BIHE_CHARLM_BIGRAM_COST] = bigrams,
        [BIHE_CHARLM_BIGRAM_LEAVE] = bigrams,
        [BIHE_CHARLM_TRIGRAM_BASE] = 4 * (bigrams / BIHE_CHARLM_BLOCK + 1),
        [BIHE_CHARLM_TRIGRAM_RUN] = 2 * (bigrams + 1),
        [BIHE_CHARLM_TRIGRAM_NEXT] = 2 * trigrams,
        [BIHE_CHARLM_TRIGRAM_COST] = trigrams,
        [BIHE_CHARLM_WORD_COST] = nodes,
        [BIHE_CHARLM_WORD_CLASS] = nodes,
        [BIHE_CHARLM_CLASS_COST] = (uint64_t)(BIHE_WORD_CLASSES + 1) * BIHE_WORD_CLASSES,
        [BIHE_CHARLM_WORD_BASE] = 4 * (nodes / BIHE_CHARLM_BLOCK + 1),
        [BIHE_CHARLM_WORD_RUN] = 2 * (nodes + 1),
        [BIHE_CHARLM_WORD_NEXT] = 2 * (uint64_t)sizes->nodes,
    };
    bihe_charlm_layout layout;
    uint64_t at = BIHE_CHARLM_HEADER;
    for (int i = 0; i < BIHE_CHARLM_SECTIONS; i++) {
        layout.at[i] = at;
        at += (bytes[i] + 7) / 8 * 8;
    }
    layout.at[BIHE_CHARLM_SECTIONS] = at;
    return layout;
}

uint64_t bihe_charlm_checksum(const unsigned char *bytes, size_t len)
{
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    size_t i = 0;
    for (; i + 8 <= len; i += 8)
        sum = (sum ^ get64(bytes + i)) * UINT64_C(0x100000001B3);
    if (i < len) {
        unsigned char last[8] = {0};
        memcpy(last, bytes + i, len - i);
        sum = (sum ^ get64(last)) * UINT64_C(0x100000001B3);
    }
    return sum;
}

/* The k-th offset of a list of runs. */
static uint32_t run_at(const bihe_charlm *lm, bihe_charlm_section base, uint32_t k)
{
    return get32(lm->section[base] + 4 * (size_t)(k / BIHE_CHARLM_BLOCK)) +
           get16(lm->section[base + 1] + 2 * (size_t)k);
}

/* Whether a list of `count` runs ascends from 0 to `end`. */
static bool runs_ascend(const bihe_charlm *lm, bihe_charlm_section base, uint32_t count,
                        uint32_t end)
{
    uint32_t last = 0;
    for (uint32_t k = 0; k <= count; k++) {
        const uint32_t at = run_at(lm, base, k);
        if (at < last || at > end) return false;
        last = at;
    }
    return last == end;
}

static bool tokens_in_range(const bihe_charlm *lm, bihe_charlm_section section, uint32_t count)
{
    for (uint32_t k = 0; k < count; k++)
        if (get16(lm->section[section] + 2 * (size_t)k) >= lm->sizes.tokens) return false;
    return true;
}

/* A checksum proves nothing of a file made to deceive; this keeps every lookup inside the map. */
static bool is_consistent(const bihe_charlm *lm)
{
    const bihe_charlm_sizes *n = &lm->sizes;
    uint32_t last = 0;
    for (uint32_t k = 0; k <= n->tokens; k++) {
        const uint32_t at = get32(lm->section[BIHE_CHARLM_BIGRAM_RUN] + 4 * (size_t)k);
        if (at < last || at > n->bigrams) return false;
        last = at;
    }
    for (uint32_t c = 0; c < 65536; c++)
        if ((get16(lm->section[BIHE_CHARLM_MAP] + 2 * (size_t)c) & (BIHE_CHARLM_TOKENS - 1)) >=
            n->tokens)
            return false;
    for (uint32_t k = 0; k < n->tokens + n->nodes; k++)
        if (lm->section[BIHE_CHARLM_WORD_CLASS][k] >= BIHE_WORD_CLASSES) return false;
    return last == n->bigrams && tokens_in_range(lm, BIHE_CHARLM_BIGRAM_NEXT, n->bigrams) &&
           tokens_in_range(lm, BIHE_CHARLM_TRIGRAM_NEXT, n->trigrams) &&
           tokens_in_range(lm, BIHE_CHARLM_WORD_NEXT, n->nodes) &&
           runs_ascend(lm, BIHE_CHARLM_TRIGRAM_BASE, n->bigrams, n->trigrams) &&
           runs_ascend(lm, BIHE_CHARLM_WORD_BASE, n->tokens + n->nodes, n->nodes);
}

static bihe_status refuse(const char *path, const char *why, bihe_error *err)
{
    return bihe_fail_at(err, BIHE_ERROR_MODEL, path, 0, 0, "not a usable character model: %s", why);
}

static bihe_status check(bihe_charlm *lm, const char *path, bihe_error *err)
{
    const unsigned char *file = lm->map.ptr;
    if (lm->map.len < BIHE_CHARLM_HEADER || memcmp(file, BIHE_CHARLM_MAGIC, 8) != 0)
        return refuse(path, "it does not start as one", err);
    if (get32(file + 8) != BIHE_CHARLM_VERSION) return refuse(path, "another version", err);
    lm->sizes =
        (bihe_charlm_sizes){get32(file + 24), get32(file + 28), get32(file + 32), get32(file + 36)};
    const bihe_charlm_layout layout = bihe_charlm_lay_out(&lm->sizes);
    if (layout.at[BIHE_CHARLM_SECTIONS] != lm->map.len || lm->sizes.tokens <= BIHE_TOKEN_FIRST ||
        lm->sizes.tokens > BIHE_CHARLM_TOKENS)
        return refuse(path, "it is cut short or damaged", err);
    if (bihe_charlm_checksum(file + BIHE_CHARLM_CHECKED, lm->map.len - BIHE_CHARLM_CHECKED) !=
        get64(file + 16))
        return refuse(path, "its checksum is wrong", err);
    for (int i = 0; i < BIHE_CHARLM_SECTIONS; i++)
        lm->section[i] = file + layout.at[i];
    return is_consistent(lm) ? BIHE_OK : refuse(path, "it contradicts itself", err);
}

bihe_status bihe_charlm_open(bihe_charlm **out, const char *path, const bihe_allocator *allocator,
                             bihe_error *err)
{
    const bihe_allocator a = allocator != NULL ? *allocator : bihe_allocator_default();
    bihe_charlm *lm = bihe_mem_new0(&a, 1, sizeof *lm);
    if (lm == NULL) return bihe_fail_memory(err);
    lm->allocator = a;
    bihe_status status = bihe_map_open(&lm->map, path, err);
    if (status == BIHE_OK) status = check(lm, path, err);
    if (status != BIHE_OK) {
        bihe_charlm_close(lm);
        return status;
    }
    *out = lm;
    return BIHE_OK;
}

void bihe_charlm_close(bihe_charlm *lm)
{
    if (lm == NULL) return;
    if (lm->map.ptr != NULL) bihe_map_close(&lm->map);
    const bihe_allocator a = lm->allocator;
    bihe_mem_free(&a, lm);
}

unsigned bihe_charlm_tokens(const bihe_charlm *lm)
{
    return lm->sizes.tokens;
}

unsigned bihe_charlm_token(const bihe_charlm *lm, int32_t c, bihe_script *script)
{
    const uint32_t entry =
        c < 0 || c > 0xFFFF ? 0 : get16(lm->section[BIHE_CHARLM_MAP] + 2 * (size_t)c);
    if (script != NULL) *script = (bihe_script)(entry / BIHE_CHARLM_TOKENS);
    return entry % BIHE_CHARLM_TOKENS;
}

/* Where `token` is in [first, end) of an ascending list, `end` when it is not there. */
static uint32_t find(const unsigned char *list, uint32_t first, uint32_t end, unsigned token)
{
    uint32_t low = first, n = end - first;
    while (n > 1) {
        const uint32_t half = n / 2;
        low += get16(list + 2 * (size_t)(low + half)) <= token ? half : 0;
        n -= half;
    }
    return n == 1 && get16(list + 2 * (size_t)low) == token ? low : end;
}

/* The bigram's number; false where the model has none. */
static bool find_bigram(const bihe_charlm *lm, unsigned before, unsigned token, uint32_t *number)
{
    const unsigned char *runs = lm->section[BIHE_CHARLM_BIGRAM_RUN] + 4 * (size_t)before;
    const uint32_t end = get32(runs + 4);
    *number = find(lm->section[BIHE_CHARLM_BIGRAM_NEXT], get32(runs), end, token);
    return *number != end;
}

bihe_charlm_context bihe_charlm_after(const bihe_charlm *lm, unsigned before, unsigned token)
{
    bihe_charlm_context context = {.token = token};
    uint32_t number;
    if (find_bigram(lm, before, token, &number)) {
        context.first = run_at(lm, BIHE_CHARLM_TRIGRAM_BASE, number);
        context.end = run_at(lm, BIHE_CHARLM_TRIGRAM_BASE, number + 1);
        context.backoff = lm->section[BIHE_CHARLM_BIGRAM_LEAVE][number];
    }
    return context;
}

int bihe_charlm_pair_cost(const bihe_charlm *lm, unsigned token, unsigned next)
{
    uint32_t number;
    if (find_bigram(lm, token, next, &number)) return lm->section[BIHE_CHARLM_BIGRAM_COST][number];
    return lm->section[BIHE_CHARLM_LEAVE][token] + lm->section[BIHE_CHARLM_SINGLE][next];
}

int bihe_charlm_cost_given(const bihe_charlm *lm, const bihe_charlm_context *context, unsigned next,
                           int pair_cost)
{
    const unsigned char *const trigrams = lm->section[BIHE_CHARLM_TRIGRAM_NEXT];
    const uint32_t k = find(trigrams, context->first, context->end, next);
    return k != context->end ? lm->section[BIHE_CHARLM_TRIGRAM_COST][k]
                             : context->backoff + pair_cost;
}

int bihe_charlm_cost(const bihe_charlm *lm, const bihe_charlm_context *context, unsigned next)
{
    return bihe_charlm_cost_given(lm, context, next,
                                  bihe_charlm_pair_cost(lm, context->token, next));
}

int bihe_charlm_single_cost(const bihe_charlm *lm, unsigned token)
{
    return lm->section[BIHE_CHARLM_SINGLE][token];
}

uint32_t bihe_charlm_word_next(const bihe_charlm *lm, uint32_t node, unsigned token)
{
    if (node == 0) return token;
    const uint32_t first = run_at(lm, BIHE_CHARLM_WORD_BASE, node);
    const uint32_t end = run_at(lm, BIHE_CHARLM_WORD_BASE, node + 1);
    const uint32_t k = find(lm->section[BIHE_CHARLM_WORD_NEXT], first, end, token);
    return k == end ? 0 : lm->sizes.tokens + k;
}

bool bihe_charlm_word_goes_on(const bihe_charlm *lm, uint32_t node)
{
    return run_at(lm, BIHE_CHARLM_WORD_BASE, node) < run_at(lm, BIHE_CHARLM_WORD_BASE, node + 1);
}

int bihe_charlm_word_cost(const bihe_charlm *lm, uint32_t node)
{
    const int cost = lm->section[BIHE_CHARLM_WORD_COST][node];
    return cost == BIHE_CHARLM_NO_WORD ? -1 : cost;
}

unsigned bihe_charlm_word_class(const bihe_charlm *lm, uint32_t node)
{
    return lm->section[BIHE_CHARLM_WORD_CLASS][node];
}

int bihe_charlm_class_cost(const bihe_charlm *lm, unsigned before, unsigned next)
{
    return lm->section[BIHE_CHARLM_CLASS_COST][before * BIHE_WORD_CLASSES + next];
}
