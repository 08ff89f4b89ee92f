/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pair of files that trainers of machine translation read (Moses and all after it): plain text,
 * line k of one file translating line k of the other. Nothing but a line feed may end a line there,
 * for any reader: the characters that some take for line ends become spaces.
 */
#include "write/writer.h"

static const char *const extensions[] = {".moses", NULL};

static bihe_status append_unit(bihe_writer *writer, const bihe_unit *unit, bihe_error *err)
{
    for (int side = 0; side < 2; side++) {
        bihe_view line;
        const bihe_status status = bihe_writer_clean(writer, unit->text[side], &line, err);
        if (status != BIHE_OK) return status;
        bihe_buffer_append_view(&writer->text[side], line);
        bihe_buffer_append_byte(&writer->text[side], '\n');
    }
    return BIHE_OK;
}

const bihe_format bihe_format_moses = {
    .name = "moses",
    .extensions = extensions,
    .unit = append_unit,
    .two_files = true,
};
