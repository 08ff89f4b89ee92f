/* SPDX-License-Identifier: Apache-2.0 */
/* Node x of a side (x sentences read) lies in box k where k anchors stand before it; at an anchor
 * it lies in two boxes. */
#include "align/fence.h"

#include "base/error.h"

static size_t count_anchored(const bihe_align_side *side)
{
    size_t count = 0;
    for (size_t i = 0; i < side->count; i++)
        count += side->sentences[i].anchored;
    return count;
}

static bool fill(bihe_fence *fence, int s, const bihe_align_side *side,
                 const bihe_allocator *allocator)
{
    fence->at[s] = bihe_mem_new(allocator, fence->count, sizeof *fence->at[s]);
    fence->before[s] = bihe_mem_new(allocator, side->count + 2, sizeof *fence->before[s]);
    if (fence->at[s] == NULL || fence->before[s] == NULL) return false;
    uint32_t count = 0;
    fence->before[s][0] = 0;
    for (size_t i = 0; i < side->count; i++) {
        if (side->sentences[i].anchored) fence->at[s][count++] = (uint32_t)i;
        fence->before[s][i + 1] = count;
    }
    fence->before[s][side->count + 1] = count;
    return true;
}

bihe_status bihe_fence_init(bihe_fence *fence, const bihe_align_side sides[2],
                            const bihe_allocator *allocator, bihe_error *err)
{
    const size_t count[2] = {count_anchored(&sides[0]), count_anchored(&sides[1])};
    *fence = (bihe_fence){.count = count[0]};
    if (count[0] != count[1])
        return bihe_fail(err, BIHE_ERROR_INPUT, "%zu anchors of one side, %zu of the other",
                         count[0], count[1]);
    for (int s = 0; s < 2 && count[0] > 0; s++) {
        if (fill(fence, s, &sides[s], allocator)) continue;
        bihe_fence_clear(fence, allocator);
        return bihe_fail_memory(err);
    }
    return BIHE_OK;
}

void bihe_fence_clear(bihe_fence *fence, const bihe_allocator *allocator)
{
    for (int s = 0; s < 2; s++) {
        bihe_mem_free(allocator, fence->at[s]);
        bihe_mem_free(allocator, fence->before[s]);
    }
    *fence = (bihe_fence){0};
}

bool bihe_fence_allows(const bihe_fence *fence, const size_t from[2], const size_t to[2])
{
    uint32_t first = 0, last = UINT32_MAX;
    if (fence->count == 0) return true;
    for (int s = 0; s < 2; s++) {
        /* boxes before[x] .. before[x + 1] hold node x */
        const uint32_t enter = fence->before[s][to[s]], leave = fence->before[s][from[s] + 1];
        if (enter > first) first = enter;
        if (leave < last) last = leave;
    }
    return first <= last;
}

void bihe_fence_clip(const bihe_fence *fence, bihe_corridor *corridor)
{
    for (size_t i = 0; i < corridor->rows && fence->count > 0; i++) {
        const uint32_t low = fence->before[0][i], high = fence->before[0][i + 1];
        if (low > 0 && corridor->from[i] < fence->at[1][low - 1])
            corridor->from[i] = fence->at[1][low - 1];
        if (high < fence->count && corridor->to[i] > fence->at[1][high] + (size_t)1)
            corridor->to[i] = fence->at[1][high] + (size_t)1;
    }
}
