/* SPDX-License-Identifier: Apache-2.0 */
/* Row ranges of the alignment matrix; anchor.c decides what they hold. */
#include "align/corridor.h"

#include "base/error.h"

bihe_status bihe_corridor_init(bihe_corridor *corridor, const size_t count[2],
                               const bihe_allocator *allocator, bihe_error *err)
{
    *corridor = (bihe_corridor){.rows = count[0] + 1, .columns = count[1] + 1};
    corridor->from = bihe_mem_new0(allocator, corridor->rows, sizeof *corridor->from);
    corridor->to = bihe_mem_new0(allocator, corridor->rows, sizeof *corridor->to);
    corridor->offset = bihe_mem_new0(allocator, corridor->rows + 1, sizeof *corridor->offset);
    if (corridor->from == NULL || corridor->to == NULL || corridor->offset == NULL) {
        bihe_corridor_clear(corridor, allocator);
        return bihe_fail_memory(err);
    }
    return BIHE_OK;
}

void bihe_corridor_clear(bihe_corridor *corridor, const bihe_allocator *allocator)
{
    bihe_mem_free(allocator, corridor->from);
    bihe_mem_free(allocator, corridor->to);
    bihe_mem_free(allocator, corridor->offset);
    *corridor = (bihe_corridor){0};
}

void bihe_corridor_finish(bihe_corridor *corridor)
{
    const size_t rows = corridor->rows;
    corridor->from[0] = 0;
    corridor->to[rows - 1] = corridor->columns;
    for (size_t i = 0; i < rows; i++) {
        if (corridor->to[i] > corridor->columns) corridor->to[i] = corridor->columns;
        if (corridor->to[i] == 0) corridor->to[i] = 1;
        if (i > 0 && corridor->to[i] < corridor->to[i - 1]) corridor->to[i] = corridor->to[i - 1];
    }
    /* from the end, so that no row starts after a later one, after its own end, or after the end
     * of the row before it */
    for (size_t i = rows; i-- > 0;) {
        if (corridor->from[i] >= corridor->to[i]) corridor->from[i] = corridor->to[i] - 1;
        if (i > 0 && corridor->from[i] >= corridor->to[i - 1])
            corridor->from[i] = corridor->to[i - 1] - 1;
        if (i + 1 < rows && corridor->from[i] > corridor->from[i + 1])
            corridor->from[i] = corridor->from[i + 1];
    }
    corridor->offset[0] = 0;
    for (size_t i = 0; i < rows; i++)
        corridor->offset[i + 1] = corridor->offset[i] + (corridor->to[i] - corridor->from[i]);
}

size_t bihe_corridor_widest(const bihe_corridor *corridor)
{
    size_t widest = 0;
    for (size_t i = 0; i < corridor->rows; i++) {
        const size_t width = corridor->to[i] - corridor->from[i];
        if (width > widest) widest = width;
    }
    return widest;
}
