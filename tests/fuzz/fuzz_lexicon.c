/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a lexicon. Magic, version and checksum are made right first, so that what is behind
 * them is reached; a file that opens must survive every lookup and cut any text.
 */
#include "fuzz.h"

#include "model/charlm_file.h"
#include "model/lexicon_file.h"
#include "model/tokens.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { SECTIONS_FROM = 10 /* bytes of the input that are numbers of the header */ };

static void check(bool holds)
{
    if (!holds) abort();
}

static void look_up(const bihe_lexicon *l)
{
    bihe_translation found[8];
    bihe_view readings[4];
    for (int s = 0; s < 2; s++) {
        for (uint32_t w = 0; w < bihe_lexicon_words(l, s); w++) {
            const bihe_view text = bihe_lexicon_text(l, s, w);
            check(bihe_lexicon_share(l, s, w) > 0);
            const uint32_t number = bihe_lexicon_find(l, s, text);
            check(number == BIHE_NO_WORD || number < bihe_lexicon_words(l, s));
            const size_t n = s == 0 ? bihe_lexicon_translations(l, w, found, 8) : 0;
            for (size_t k = 0; k < n && k < 8; k++)
                check(found[k].word < bihe_lexicon_words(l, 1));
        }
    }
    for (int32_t c = -1; c < 0x10010; c += 119) {
        (void)bihe_lexicon_readings(l, c, readings, 4);
        (void)bihe_lexicon_simplified(l, c);
    }
}

static void cut(const bihe_lexicon *l, bihe_view text)
{
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_token_list list;
    bihe_error err;
    bihe_token_list_init(&list, &allocator);
    for (int s = 0; s < 2; s++) {
        check(bihe_tokenize(&list, l, text, s, &err) == BIHE_OK);
        for (size_t k = 0; k < list.count; k++)
            check(list.items[k].text + (size_t)list.items[k].length <= list.text.len &&
                  list.items[k].start < list.items[k].end);
    }
    bihe_token_list_clear(&list);
}

static void put32(unsigned char *p, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(value >> 8 * i & 0xFF);
}

/* The first bytes of the input are the numbers of the header, the others those of the sections. */
static unsigned char *make_file(const uint8_t *data, size_t size, size_t *total)
{
    uint8_t n[SECTIONS_FROM] = {0};
    memcpy(n, data, size < SECTIONS_FROM ? size : SECTIONS_FROM);
    const bihe_lexicon_sizes sizes = {{n[0], n[1]}, n[2], n[3], n[4], false};
    const bihe_lexicon_layout layout = bihe_lexicon_lay_out(&sizes);
    *total = (size_t)layout.at[BIHE_LEXICON_SECTIONS];
    unsigned char *file = calloc(*total, 1);
    check(file != NULL);
    memcpy(file, BIHE_LEXICON_MAGIC, 8);
    file[8] = BIHE_LEXICON_VERSION;
    for (size_t k = 0; k < 5; k++)
        put32(file + 24 + 4 * k, n[k]);
    memcpy(file + 44, n + 5, 3);
    for (size_t i = SECTIONS_FROM; i < size && BIHE_LEXICON_HEADER + i - SECTIONS_FROM < *total;
         i++)
        file[BIHE_LEXICON_HEADER + i - SECTIONS_FROM] = data[i];
    const uint64_t sum =
        bihe_charlm_checksum(file + BIHE_LEXICON_CHECKED, *total - BIHE_LEXICON_CHECKED);
    put32(file + 16, (uint32_t)sum);
    put32(file + 20, (uint32_t)(sum >> 32));
    return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bihe_allocator allocator = bihe_allocator_default();
    bihe_lexicon *l;
    bihe_error err;
    size_t total;
    unsigned char *file = make_file(data, size, &total);
    const bihe_view bytes = {(const char *)file, total};
    if (bihe_lexicon_view(&l, bytes, "fuzz", &allocator, &err) == BIHE_OK) {
        look_up(l);
        cut(l, (bihe_view){(const char *)data, size});
        bihe_lexicon_free(l);
    }
    cut(NULL, (bihe_view){(const char *)data, size});
    free(file);
    return 0;
}
