/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Beads as sentence numbers, one `[0,1]:[2]` a line: the form that alignment scorers read (hunalign
 * and vecalign users know it). Numbers start at 0 and run on from one document to the next, so that
 * every sentence of the file is in exactly one bead.
 */
#include "write/writer.h"

static const char *const extensions[] = {".beads", NULL};

static void append_range(bihe_writer *writer, const bihe_unit *unit, int side)
{
    bihe_buffer *out = &writer->text[0];
    const size_t count = bihe_unit_sentences(unit, side);
    bihe_buffer_append_byte(out, '[');
    for (size_t k = 0; k < count; k++)
        bihe_buffer_append_format(out, k == 0 ? "%zu" : ",%zu", writer->sentences[side] + k);
    bihe_buffer_append_byte(out, ']');
}

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    (void)err;
    append_range(writer, unit, 0);
    bihe_buffer_append_byte(&writer->text[0], ':');
    append_range(writer, unit, 1);
    bihe_buffer_append_byte(&writer->text[0], '\n');
    return BIHE_OK;
}

const bihe_format bihe_format_beads = {
    .name = "beads",
    .extensions = extensions,
    .unit = append_unit,
    .all_beads = true,
};
