/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hunalign's ladder (Varga et al. 2005; its README): each line is a rung, two sentence numbers from
 * 0 and a score divided by tabs; a bead is what lies between a rung and the next, its score that of
 * the rung it starts from. Numbers run on from one document to the next.
 */
#include "write/writer.h"

static const char *const extensions[] = {".ladder", NULL};

static void append_rung(bihe_writer *writer, double score)
{
    bihe_buffer *out = &writer->text[0];
    bihe_buffer_append_format(out, "%zu\t%zu\t", writer->sentences[0], writer->sentences[1]);
    bihe_buffer_append_fixed(out, score >= 0 ? score : 0, 4);
    bihe_buffer_append_byte(out, '\n');
}

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    (void)err;
    append_rung(writer, unit->score);
    return BIHE_OK;
}

/* The rung on which the last bead ends. */
static bihe_status end(bihe_writer *writer, bihe_error *err)
{
    (void)err;
    append_rung(writer, 0);
    return BIHE_OK;
}

const bihe_format bihe_format_ladder = {
    .name = "ladder",
    .extensions = extensions,
    .unit = append_unit,
    .end = end,
    .all_beads = true,
};
