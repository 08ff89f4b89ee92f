/* SPDX-License-Identifier: Apache-2.0 */
/* Files of units, in the format that the first byte chooses, read through to their end; what read.h
 * promises of the units is checked, and that a writer takes them. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"

#include "bihe/bihe.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void check(bool holds)
{
    if (!holds) abort();
}

static void check_unit(const bihe_unit *unit)
{
    check(unit->score <= 1);
    for (int side = 0; side < 2; side++) {
        check(bihe_utf8_valid_prefix(unit->text[side]) == unit->text[side].len);
        check(bihe_utf8_valid_prefix(unit->lang[side]) == unit->lang[side].len);
    }
    for (size_t i = 0; i < unit->meta_count; i++) {
        check(unit->meta[i].key.len > 0);
        check(bihe_utf8_valid_prefix(unit->meta[i].value) == unit->meta[i].value.len);
    }
}

/* Reads until the end or the first error, which has a reason. */
static void read_units(bihe_context *context, const char *format, const char *path)
{
    bihe_reader *reader;
    bihe_writer *writer;
    bihe_error err = {.message = ""};
    const bihe_unit *unit = NULL;
    check(bihe_writer_new(&writer, context, "tmx", "/dev/null", &err) == BIHE_OK);
    bihe_status status = bihe_reader_new(&reader, context, format, path, &err);
    while (status == BIHE_OK) {
        status = bihe_reader_next(reader, &unit, &err);
        if (status != BIHE_OK || unit == NULL) break;
        check_unit(unit);
        check(bihe_writer_add_unit(writer, unit, &err) == BIHE_OK);
    }
    check(status == BIHE_OK || err.message[0] != '\0');
    bihe_reader_free(reader);
    check(bihe_writer_finish(writer, &err) == BIHE_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bihe_context *context;
    bihe_error err;
    if (context == NULL) {
        bihe_model *model;
        check(bihe_model_load(&model, BIHE_TEST_MODELS, NULL, &err) == BIHE_OK);
        check(bihe_context_new(&context, model, NULL, NULL, &err) == BIHE_OK);
    }
    if (size == 0) return 0;
    const int file = memfd_create("units", 0);
    check(file >= 0 && write(file, data + 1, size - 1) == (ssize_t)(size - 1));
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    read_units(context, data[0] == 't' ? "tmx" : data[0] == 's' ? "tsv" : "jsonl", path);
    check(close(file) == 0);
    return 0;
}
