/* SPDX-License-Identifier: Apache-2.0 */
/* The corridor by length alone: two translations grow together, so after a share of one text's
 * characters about the same share of the other's has been read. */
#include "align/anchor.h"

enum {
    FULL_CELLS = 1 << 19, /* up to this size the whole matrix is cheap */
    HALF_WIDTH = 160,     /* sentences on each side of the diagonal */
};

static void fill_matrix(bihe_corridor *corridor)
{
    for (size_t i = 0; i < corridor->rows; i++) {
        corridor->from[i] = 0;
        corridor->to[i] = corridor->columns;
    }
}

/* A band around the points where both texts have read the same share of their characters. */
static void fill_band(const bihe_cost *cost, bihe_corridor *corridor)
{
    const double *zh = cost->length[0], *en = cost->length[1];
    const double total_zh = zh[corridor->rows - 1], total_en = en[corridor->columns - 1];
    const double scale = total_zh > 0 ? total_en / total_zh : 0;
    size_t centre = 0;
    for (size_t i = 0; i < corridor->rows; i++) {
        while (centre + 1 < corridor->columns && en[centre] < zh[i] * scale)
            centre++;
        corridor->from[i] = centre < HALF_WIDTH ? 0 : centre - HALF_WIDTH;
        corridor->to[i] = centre + HALF_WIDTH + 1;
    }
}

bihe_status bihe_anchor_corridor(const bihe_cost *cost, bihe_corridor *out,
                                 const bihe_allocator *allocator, bihe_error *err)
{
    const bihe_status status = bihe_corridor_init(out, cost->count, allocator, err);
    if (status != BIHE_OK) return status;
    if (out->columns <= FULL_CELLS / out->rows)
        fill_matrix(out);
    else
        fill_band(cost, out);
    bihe_corridor_finish(out);
    return BIHE_OK;
}
