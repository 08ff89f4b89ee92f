/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A passage into sentences: joints are found, then judged from left to right, because what a joint
 * is may depend on where its sentence began.
 */
#include "align/segment.h"

#include "align/evidence.h"
#include "base/error.h"
#include "text/utf8.h"

/* Log-odds of the boundary at a passage's end. */
static const double CERTAIN = 30.0;

static bool add_cut(bihe_cut_list *cuts, bihe_view text, size_t start, size_t end, double margin,
                    const bihe_allocator *allocator)
{
    const bihe_view trimmed = bihe_utf8_trim(bihe_view_slice(text, start, end));
    if (trimmed.len == 0) return true;
    void *items = cuts->items;
    if (!bihe_array_reserve(allocator, &items, &cuts->capacity, cuts->count + 1,
                            sizeof *cuts->items))
        return false;
    cuts->items = items;
    const size_t from = (size_t)(trimmed.ptr - text.ptr);
    cuts->items[cuts->count++] = (bihe_cut){from, from + trimmed.len, margin};
    return true;
}

bihe_status bihe_segment_passage(const bihe_rules *rules, bihe_matcher *matcher, bihe_view text,
                                 bihe_cut_list *cuts, const bihe_allocator *allocator,
                                 bihe_error *err)
{
    bihe_joints joints = {.items = NULL};
    bool ok = bihe_joints_find(&joints, text, allocator);
    bihe_passage_view passage;
    bihe_passage_view_init(&passage, text, rules, &joints);
    size_t start = 0;
    for (size_t i = 0; ok && i < joints.count; i++) {
        const bihe_joint *joint = &joints.items[i];
        if (joint->next >= text.len || joint->cut <= start) continue;
        const bihe_evidence evidence = bihe_evidence_gather(&passage, joint, start);
        const double margin = bihe_judge(&evidence, joint, rules, matcher);
        if (margin <= 0) continue;
        ok = add_cut(cuts, text, start, joint->cut, margin, allocator);
        start = joint->next;
    }
    if (ok) ok = add_cut(cuts, text, start, text.len, CERTAIN, allocator);
    bihe_joints_clear(&joints, allocator);
    return ok ? BIHE_OK : bihe_fail_memory(err);
}

void bihe_cut_list_clear(bihe_cut_list *cuts, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, cuts->items);
    *cuts = (bihe_cut_list){.items = NULL};
}
