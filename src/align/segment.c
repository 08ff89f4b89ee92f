/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A passage into sentences: joints are found, then judged from left to right, because what a joint
 * is may depend on where its sentence began.
 */
#include "align/segment.h"

#include "align/evidence.h"
#include "align/features.h"
#include "align/segment_srx.h"
#include "base/error.h"
#include "text/utf8.h"

#include <math.h>

typedef struct run {
    const bihe_segmenter *segmenter;
    bihe_passage_view passage;
    bihe_notes own; /* of this passage, made when first needed */
    bool noted;
    bool failed;
} run;

/* A doubtful place of the sentence that is being read; offsets are those of the passage as yet. */
static bool add_joint(bihe_cut_list *cuts, const bihe_joint *joint, double margin,
                      const bihe_allocator *allocator)
{
    void *joints = cuts->joints;
    if (!bihe_array_reserve(allocator, &joints, &cuts->joint_capacity, cuts->joint_count + 1,
                            sizeof *cuts->joints))
        return false;
    cuts->joints = joints;
    cuts->joints[cuts->joint_count++] = (bihe_optional_joint){joint->cut, joint->next, margin};
    return true;
}

/* The joints read since the last cut belong to the one that starts at `from`. */
static size_t place_joints(bihe_cut_list *cuts, size_t from)
{
    const size_t first = cuts->joints_placed;
    for (size_t i = first; i < cuts->joint_count; i++) {
        cuts->joints[i].end -= from;
        cuts->joints[i].next -= from;
    }
    cuts->joints_placed = cuts->joint_count;
    return cuts->joint_count - first;
}

static bool add_cut(bihe_cut_list *cuts, bihe_view text, size_t start, size_t end, double margin,
                    const bihe_allocator *allocator)
{
    const bihe_view trimmed = bihe_utf8_trim(bihe_view_slice(text, start, end));
    if (trimmed.len == 0) {
        cuts->joint_count = cuts->joints_placed;
        return true;
    }
    void *items = cuts->items;
    if (!bihe_array_reserve(allocator, &items, &cuts->capacity, cuts->count + 1,
                            sizeof *cuts->items))
        return false;
    cuts->items = items;
    const size_t from = (size_t)(trimmed.ptr - text.ptr);
    const size_t joints = place_joints(cuts, from);
    cuts->items[cuts->count++] = (bihe_cut){from, from + trimmed.len, margin, NULL, joints};
    return true;
}

/* The document's notes, or those of this passage. */
static const bihe_notes *notes_for(run *r)
{
    if (r->segmenter->notes != NULL) return r->segmenter->notes;
    if (!r->noted) r->failed |= !bihe_notes_add(&r->own, r->passage.text);
    r->noted = true;
    return &r->own;
}

/* Log-odds of a boundary at a joint. */
static double weigh(run *r, const bihe_joint *joint, size_t start)
{
    const bihe_rules *rules = r->segmenter->rules;
    bihe_evidence evidence = bihe_evidence_gather(&r->passage, joint, start);
    const double judged = bihe_judge(&evidence, joint, rules, r->segmenter->matcher);
    if (rules->cues == NULL || fabs(judged) > BIHE_SETTLED) return judged;
    bihe_feature features[BIHE_MAX_FEATURES];
    bihe_evidence_extend(&evidence, joint, rules->cues);
    if (bihe_evidence_asks_notes(&evidence, joint, judged))
        bihe_evidence_note(&evidence, notes_for(r));
    const size_t count = bihe_features(&evidence, joint, features);
    return judged + bihe_features_weigh(rules->cues, features, count);
}

/* Where SRX rules are given they alone decide. */
static bihe_status cut_by_srx(const bihe_segmenter *segmenter, bihe_view text, bihe_cut_list *cuts,
                              bihe_error *err)
{
    const bihe_allocator *allocator = segmenter->allocator;
    unsigned char *places = bihe_mem_new0(allocator, text.len + 1, 1);
    bool ok = places != NULL;
    if (ok) bihe_srx_mark(segmenter->rules->srx, segmenter->matcher, text, places);
    size_t start = 0;
    for (size_t pos = 1; ok && pos < text.len; pos++) {
        if (places[pos] != BIHE_SRX_BREAK) continue;
        ok = add_cut(cuts, text, start, pos, BIHE_CERTAIN_MARGIN, allocator);
        start = pos;
    }
    ok = ok && add_cut(cuts, text, start, text.len, BIHE_CERTAIN_MARGIN, allocator);
    bihe_mem_free(allocator, places);
    return ok ? BIHE_OK : bihe_fail_memory(err);
}

bihe_status bihe_segmenter_cut(const bihe_segmenter *segmenter, bihe_view text, bihe_cut_list *cuts,
                               bihe_error *err)
{
    if (segmenter->rules->srx != NULL) return cut_by_srx(segmenter, text, cuts, err);
    const bihe_allocator *allocator = segmenter->allocator;
    bihe_joints joints = {.items = NULL};
    run r = {.segmenter = segmenter, .own = {.allocator = *allocator}};
    joints.every = (segmenter->rules->cuts >> BIHE_MARK_DOT & 1) != 0;
    r.failed = !bihe_joints_find(&joints, text, allocator);
    bihe_passage_view_init(&r.passage, text, segmenter->rules, &joints);
    size_t start = 0;
    for (size_t i = 0; !r.failed && i < joints.count; i++) {
        bihe_joint *joint = &joints.items[i];
        if (joint->next >= text.len || joint->cut <= start) continue;
        bihe_joint_take_reference(&r.passage, joint);
        const double margin = weigh(&r, joint, start);
        if (margin > 0) {
            r.failed |= !add_cut(cuts, text, start, joint->cut, margin, allocator);
            start = joint->next;
        } else if (margin > -BIHE_DOUBTFUL_MARGIN) {
            r.failed |= !add_joint(cuts, joint, margin, allocator);
        }
    }
    if (!r.failed) r.failed = !add_cut(cuts, text, start, text.len, BIHE_CERTAIN_MARGIN, allocator);
    bihe_notes_clear(&r.own);
    bihe_joints_clear(&joints, allocator);
    return r.failed ? bihe_fail_memory(err) : BIHE_OK;
}

bihe_status bihe_segment_passage(const bihe_rules *rules, bihe_matcher *matcher, bihe_view text,
                                 bihe_cut_list *cuts, const bihe_allocator *allocator,
                                 bihe_error *err)
{
    const bihe_segmenter segmenter = {rules, matcher, NULL, allocator};
    return bihe_segmenter_cut(&segmenter, text, cuts, err);
}

void bihe_cut_list_link(bihe_cut_list *cuts)
{
    size_t next = 0;
    for (size_t i = 0; i < cuts->count; i++) {
        bihe_cut *cut = &cuts->items[i];
        cut->joints = cuts->joints != NULL ? cuts->joints + next : NULL;
        next += cut->joint_count;
    }
}

void bihe_cut_list_empty(bihe_cut_list *cuts)
{
    cuts->count = cuts->joint_count = cuts->joints_placed = 0;
}

void bihe_cut_list_clear(bihe_cut_list *cuts, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, cuts->items);
    bihe_mem_free(allocator, cuts->joints);
    *cuts = (bihe_cut_list){.items = NULL};
}
