/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentence boundaries of parallel lines without a hand to mark them: the Chinese side, whose stops
 * are seldom in doubt, says how many sentences the English side has, and the other way round.
 */
#include "align/train_parts.h"
#include "base/error.h"
#include "text/utf8.h"

#include <string.h>

/* Log-odds within which a boundary may be given up, or a refused one taken, to make the two sides
 * agree: beyond it the translation is more likely to differ. */
static const double FLEXIBLE = 4.0;

/* Joints of one line with their judgement; scratch space used line after line. */
typedef struct judged {
    uint32_t *cut;
    double *odds;
    size_t count, capacity;
    size_t accepted;
} judged;

static bool reserve(judged *j, size_t need, const bihe_allocator *allocator)
{
    if (need <= j->capacity) return true;
    void *cut = j->cut, *odds = j->odds;
    size_t a = j->capacity, b = j->capacity;
    bool ok = bihe_array_reserve(allocator, &cut, &a, need, sizeof *j->cut);
    j->cut = cut;
    ok = ok && bihe_array_reserve(allocator, &odds, &b, need, sizeof *j->odds);
    j->odds = odds;
    if (ok) j->capacity = a < b ? a : b;
    return ok;
}

static bool judge_line(judged *j, const bihe_segmenter *segmenter, bihe_view text)
{
    bihe_joints joints = {.items = NULL};
    bool ok = bihe_joints_find(&joints, text, segmenter->allocator);
    ok = ok && reserve(j, joints.count, segmenter->allocator);
    bihe_passage_view passage;
    bihe_passage_view_init(&passage, text, segmenter->rules, &joints);
    size_t start = 0;
    j->count = j->accepted = 0;
    for (size_t i = 0; ok && i < joints.count; i++) {
        const bihe_joint *joint = &joints.items[i];
        if (joint->next >= text.len || joint->cut <= start) continue;
        const bihe_evidence evidence = bihe_evidence_gather(&passage, joint, start);
        const double odds = bihe_judge(&evidence, joint, segmenter->rules, segmenter->matcher);
        j->cut[j->count] = (uint32_t)joint->cut;
        j->odds[j->count++] = odds;
        if (odds <= 0) continue;
        j->accepted++;
        start = joint->next;
    }
    bihe_joints_clear(&joints, segmenter->allocator);
    return ok;
}

/* The joint to change: the weakest accepted one, or the strongest refused one. */
static size_t most_doubtful(const judged *j, bool accepted)
{
    size_t best = j->count;
    for (size_t i = 0; i < j->count; i++) {
        if ((j->odds[i] > 0) != accepted) continue;
        const bool better = best == j->count ||
                            (accepted ? j->odds[i] < j->odds[best] : j->odds[i] > j->odds[best]);
        if (better) best = i;
    }
    return best;
}

/* Keeps the line's boundaries if they can be made `wanted` in number. */
static bool settle(judged *j, size_t wanted)
{
    if (j->accepted == wanted) return true;
    const bool drop = j->accepted == wanted + 1;
    if (!drop && j->accepted + 1 != wanted) return false;
    const size_t k = most_doubtful(j, drop);
    if (k == j->count) return false;
    const double odds = j->odds[k];
    if (odds > FLEXIBLE || odds < -FLEXIBLE) return false;
    j->odds[k] = -odds;
    if (odds == 0) j->odds[k] = 1;
    return true;
}

static bool ends_closed(bihe_view text)
{
    text = bihe_utf8_trim(text);
    size_t pos = text.len;
    enum { CLOSERS = 3 };
    for (int i = 0; i < CLOSERS && pos > 0; i++) {
        const int32_t c = bihe_utf8_prev(text, &pos);
        if (bihe_terminator(c) != BIHE_MARKS) return true;
        if (c != '"' && c != ')' && c != 0x201D && c != 0xFF09) return false;
    }
    return false;
}

static bool keep(bihe_train_line *line, const judged *j, bihe_arena *arena)
{
    uint32_t *ends = bihe_arena_new(arena, j->count, sizeof *ends);
    if (ends == NULL) return false;
    line->count = 0;
    for (size_t i = 0; i < j->count; i++) {
        if (j->odds[i] > 0) ends[line->count++] = j->cut[i];
    }
    line->ends = ends;
    line->closed = ends_closed(line->text);
    return true;
}

bihe_status bihe_train_label(bihe_train_corpus *corpus, const bihe_segmenter segmenters[2],
                             bihe_error *err)
{
    const bihe_allocator *allocator = segmenters[0].allocator;
    judged j[2];
    memset(j, 0, sizeof j);
    bool ok = true;
    for (size_t i = 0; i < corpus->count && ok; i++) {
        bihe_train_pair *pair = &corpus->pairs[i];
        size_t accepted[2];
        for (int s = 0; s < 2; s++) {
            ok = ok && judge_line(&j[s], &segmenters[s], pair->side[s].text);
            accepted[s] = j[s].accepted;
        }
        for (int s = 0; s < 2 && ok; s++) {
            pair->side[s].trusted = settle(&j[s], accepted[1 - s]);
            ok = keep(&pair->side[s], &j[s], corpus->arena);
        }
    }
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, j[s].cut);
        bihe_mem_free(allocator, j[s].odds);
    }
    return ok ? BIHE_OK : bihe_fail_memory(err);
}
