/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a character model. Magic, version and checksum are made right first, so that what is
 * behind them is reached; a file that opens must survive every lookup.
 */
#include "fuzz.h"

#include "model/charlm.h"
#include "model/charlm_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check(bool holds)
{
    if (!holds) abort();
}

static void look_up(const bihe_charlm *lm)
{
    const unsigned tokens = bihe_charlm_tokens(lm);
    uint32_t node = 0;
    for (int32_t c = -1; c < 0x10010; c += 257)
        check(bihe_charlm_token(lm, c, NULL) < tokens);
    for (unsigned a = 0; a < tokens; a++) {
        const unsigned b = (a * 7 + 1) % tokens;
        const bihe_charlm_context context = bihe_charlm_after(lm, a, b);
        check(bihe_charlm_cost(lm, &context, (a + b) % tokens) >= 0);
        check(bihe_charlm_single_cost(lm, a) >= 0);
        node = bihe_charlm_word_next(lm, node, a);
        check(bihe_charlm_word_cost(lm, node) >= -1);
        (void)bihe_charlm_word_goes_on(lm, node);
        const unsigned class = bihe_charlm_word_class(lm, node);
        check(class < BIHE_WORD_CLASSES);
        check(bihe_charlm_class_cost(lm, BIHE_CLASS_UNKNOWN, class) >= 0);
    }
}

/* Makes the first bytes those of a model and the checksum fit. */
static void sign(unsigned char *file, size_t size)
{
    memcpy(file, BIHE_CHARLM_MAGIC, 8);
    memset(file + 8, 0, 8);
    file[8] = BIHE_CHARLM_VERSION;
    const uint64_t sum =
        bihe_charlm_checksum(file + BIHE_CHARLM_CHECKED, size - BIHE_CHARLM_CHECKED);
    for (int i = 0; i < 8; i++)
        file[16 + i] = (unsigned char)(sum >> 8 * i & 0xFF);
}

/* The input's first bytes are the numbers of the header, the others those of the sections after the
 * map of characters, which is large and dull and left empty. */
static unsigned char *make_file(const uint8_t *data, size_t size, size_t *total)
{
    bihe_charlm_sizes sizes = {6, 0, 0, 0};
    if (size >= 4) sizes = (bihe_charlm_sizes){6U + data[0], data[1], data[2], data[3]};
    const bihe_charlm_layout layout = bihe_charlm_lay_out(&sizes);
    *total = (size_t)layout.at[BIHE_CHARLM_SECTIONS];
    unsigned char *file = calloc(*total, 1);
    check(file != NULL);
    const uint32_t numbers[4] = {sizes.tokens, sizes.bigrams, sizes.trigrams, sizes.nodes};
    for (int i = 0; i < 4; i++) {
        file[24 + 4 * i] = (unsigned char)(numbers[i] & 0xFF);
        file[25 + 4 * i] = (unsigned char)(numbers[i] >> 8);
    }
    const size_t from = (size_t)layout.at[BIHE_CHARLM_MAP + 1];
    for (size_t i = 4; i < size && i - 4 < *total - from; i++)
        file[from + i - 4] = data[i];
    sign(file, *total);
    return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "fuzz-charlm-XXXXXX";
    bihe_charlm *lm = NULL;
    bihe_error err;
    size_t total;
    unsigned char *file = make_file(data, size, &total);
    const int fd = mkstemp(path);
    check(fd >= 0 && write(fd, file, total) == (ssize_t)total && close(fd) == 0);
    if (bihe_charlm_open(&lm, path, NULL, &err) == BIHE_OK) look_up(lm);
    bihe_charlm_close(lm);
    check(unlink(path) == 0);
    free(file);
    return 0;
}
