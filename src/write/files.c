/* SPDX-License-Identifier: Apache-2.0 */
/* The files of one writer, on top of base/file. */
#include "write/files.h"

#include "base/error.h"
#include "text/utf8.h"

/* The name of the open part of a file, NUL-terminated, in `out`. */
static bool append_name(const bihe_files *files, size_t file, bihe_buffer *out)
{
    const char *at = files->names.ptr;
    bihe_buffer_append(out, at, files->length[0]);
    if (files->part > 0) bihe_buffer_append_format(out, ".%03zu", files->part);
    at += files->length[0] + (file == 1 ? files->length[1] : 0);
    bihe_buffer_append(out, at, files->length[1 + file]);
    bihe_buffer_append_byte(out, '\0');
    return !out->failed;
}

/* Opens the files of the current part; all or none. */
static bihe_status open_part(bihe_files *files, bihe_error *err)
{
    bihe_buffer name;
    bihe_buffer_init(&name, &files->allocator);
    bihe_status status = BIHE_OK;
    while (status == BIHE_OK && files->open_count < files->count) {
        const size_t file = files->open_count;
        name.len = 0;
        if (!append_name(files, file, &name))
            status = bihe_fail_memory(err);
        else
            status = bihe_output_open(&files->open[file], name.ptr, &files->allocator, err);
        if (status == BIHE_OK) files->open_count++;
    }
    bihe_buffer_clear(&name);
    return status;
}

bihe_status bihe_files_open(bihe_files *files, const bihe_file_names *names,
                            const bihe_allocator *allocator, bihe_error *err)
{
    *files = (bihe_files){
        .allocator = *allocator, .count = names->count, .part = names->numbered ? 1 : 0};
    bihe_buffer_init(&files->names, allocator);
    const bihe_view pieces[3] = {names->stem, names->extension[0], names->extension[1]};
    for (size_t k = 0; k < 3; k++) {
        bihe_buffer_append_view(&files->names, pieces[k]);
        files->length[k] = pieces[k].len;
    }
    const bihe_status status = files->names.failed ? bihe_fail_memory(err) : open_part(files, err);
    if (status != BIHE_OK) bihe_files_abandon(files);
    return status;
}

bihe_status bihe_files_write(bihe_files *files, size_t file, bihe_view bytes, bihe_error *err)
{
    return bihe_output_write(&files->open[file], bytes, err);
}

/* Moves the open files to the sealed ones. */
static bihe_status seal_part(bihe_files *files, bihe_error *err)
{
    void *sealed = files->sealed;
    if (!bihe_array_reserve(&files->allocator, &sealed, &files->sealed_capacity,
                            files->sealed_count + files->open_count, sizeof *files->sealed))
        return bihe_fail_memory(err);
    files->sealed = sealed;
    while (files->open_count > 0) {
        bihe_output *output = &files->open[--files->open_count];
        const bihe_status status = bihe_output_seal(output, err);
        if (status != BIHE_OK) return status;
        files->sealed[files->sealed_count++] = *output;
    }
    return BIHE_OK;
}

bihe_status bihe_files_next(bihe_files *files, bihe_error *err)
{
    const bihe_status status = seal_part(files, err);
    if (status != BIHE_OK) return status;
    files->part++;
    return open_part(files, err);
}

bihe_status bihe_files_finish(bihe_files *files, bihe_error *err)
{
    bihe_status status = seal_part(files, err);
    size_t named = 0;
    while (status == BIHE_OK && named < files->sealed_count)
        status = bihe_output_close(&files->sealed[named++], err);
    for (; named < files->sealed_count; named++)
        bihe_output_abandon(&files->sealed[named]);
    files->sealed_count = 0;
    bihe_files_abandon(files);
    return status;
}

void bihe_files_abandon(bihe_files *files)
{
    while (files->open_count > 0)
        bihe_output_abandon(&files->open[--files->open_count]);
    while (files->sealed_count > 0)
        bihe_output_abandon(&files->sealed[--files->sealed_count]);
    bihe_mem_free(&files->allocator, files->sealed);
    files->sealed = NULL;
    bihe_buffer_clear(&files->names);
}
