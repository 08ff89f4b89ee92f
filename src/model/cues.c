/* SPDX-License-Identifier: Apache-2.0 */
/* Reads and writes the file of segmentation cues. Words are known by a hash of 64 bits: half of it
 * finds the slot, the other half is the fingerprint. */
#include "model/cues.h"

#include "base/error.h"
#include "base/file.h"

#include <string.h>

#define MAGIC "BIHESEGM"

enum { VERSION = 1, HEADER = 64, CHECKED = 24, SLOT = 8, MAX_SLOTS = 1 << 24 };

struct bihe_cues {
    bihe_allocator allocator;
    bihe_map map; /* empty when the bytes are borrowed */
    const unsigned char *slots, *weights;
    size_t mask;
};

static uint32_t read32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint64_t read64(const unsigned char *p)
{
    return read32(p) | (uint64_t)read32(p + 4) << 32;
}

static void write_number(unsigned char *p, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        p[i] = (unsigned char)(value >> 8 * i);
}

/* FNV-1a, mixed so that short keys differ in all bits. */
static uint64_t hash_key(bihe_view key)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.ptr[i]) * UINT64_C(1099511628211);
    h ^= h >> 32;
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

static uint32_t fingerprint(uint64_t hash)
{
    const uint32_t half = (uint32_t)(hash >> 32);
    return half != 0 ? half : 1;
}

/* FNV-1a over words of eight bytes. */
static uint64_t checksum(const unsigned char *bytes, size_t len)
{
    uint64_t h = UINT64_C(14695981039346656037);
    size_t i = 0;
    for (; i + 8 <= len; i += 8)
        h = (h ^ read64(bytes + i)) * UINT64_C(1099511628211);
    for (; i < len; i++)
        h = (h ^ bytes[i]) * UINT64_C(1099511628211);
    return h;
}

static bihe_status check(const unsigned char *bytes, size_t len, const char *name, bihe_error *err)
{
    const char *wrong = NULL;
    if (len < HEADER || memcmp(bytes, MAGIC, 8) != 0)
        wrong = "not a file of segmentation cues";
    else if (read32(bytes + 8) != VERSION || read32(bytes + 28) != BIHE_CUES_WEIGHTS)
        wrong = "of another version";
    else if (read32(bytes + 24) == 0 || read32(bytes + 24) > MAX_SLOTS ||
             (read32(bytes + 24) & (read32(bytes + 24) - 1)) != 0 ||
             len != HEADER + (size_t)read32(bytes + 24) * SLOT + 2 * (size_t)BIHE_CUES_WEIGHTS ||
             read64(bytes + 16) != checksum(bytes + CHECKED, len - CHECKED))
        wrong = "damaged";
    if (wrong == NULL) return BIHE_OK;
    return bihe_fail_at(err, BIHE_ERROR_MODEL, name, 0, 0, "%s", wrong);
}

bihe_status bihe_cues_view(bihe_cues **out, bihe_view bytes, const char *name,
                           const bihe_allocator *allocator, bihe_error *err)
{
    *out = NULL;
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    const bihe_status status = check(p, bytes.len, name, err);
    if (status != BIHE_OK) return status;
    bihe_cues *cues = bihe_mem_new0(allocator, 1, sizeof *cues);
    if (cues == NULL) return bihe_fail_memory(err);
    const size_t slots = read32(p + 24);
    cues->allocator = *allocator;
    cues->slots = p + HEADER;
    cues->mask = slots - 1;
    cues->weights = cues->slots + slots * SLOT;
    *out = cues;
    return BIHE_OK;
}

bihe_status bihe_cues_open(bihe_cues **out, const char *path, const bihe_allocator *allocator,
                           bihe_error *err)
{
    bihe_map map;
    *out = NULL;
    bihe_status status = bihe_map_open(&map, path, err);
    if (status != BIHE_OK) {
        if (status != BIHE_ERROR_MEMORY && err != NULL) err->code = BIHE_ERROR_MODEL;
        return status == BIHE_ERROR_MEMORY ? status : BIHE_ERROR_MODEL;
    }
    status = bihe_cues_view(out, (bihe_view){(const char *)map.ptr, map.len}, path, allocator, err);
    if (status == BIHE_OK)
        (*out)->map = map;
    else
        bihe_map_close(&map);
    return status;
}

void bihe_cues_free(bihe_cues *cues)
{
    if (cues == NULL) return;
    if (cues->map.ptr != NULL) bihe_map_close(&cues->map);
    const bihe_allocator allocator = cues->allocator;
    bihe_mem_free(&allocator, cues);
}

bool bihe_cues_find(const bihe_cues *cues, bihe_view key, bihe_cue *cue)
{
    const uint64_t hash = hash_key(key);
    const uint32_t wanted = fingerprint(hash);
    for (size_t n = 0; n <= cues->mask; n++) {
        const unsigned char *slot = cues->slots + (((size_t)hash + n) & cues->mask) * SLOT;
        const uint32_t found = read32(slot);
        if (found == 0) return false;
        if (found != wanted) continue;
        *cue = (bihe_cue){(int8_t)slot[4], (int8_t)slot[5], slot[6]};
        return true;
    }
    return false;
}

double bihe_cues_weight(const bihe_cues *cues, size_t index)
{
    const unsigned char *p = cues->weights + 2 * index;
    return (int16_t)(uint16_t)(p[0] | p[1] << 8) / (double)BIHE_CUE_WEIGHT_UNIT;
}

/* At most three slots of four are taken, so that a search ends soon and always. */
static size_t slots_for(size_t count)
{
    size_t slots = 16;
    while (slots * 3 < count * 4)
        slots *= 2;
    return slots;
}

static void fill_slots(unsigned char *table, size_t slots, const bihe_cue_entry *entries,
                       size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const uint64_t hash = hash_key(entries[k].key);
        size_t i = (size_t)hash & (slots - 1);
        while (read32(table + i * SLOT) != 0 && read32(table + i * SLOT) != fingerprint(hash))
            i = (i + 1) & (slots - 1);
        unsigned char *slot = table + i * SLOT;
        write_number(slot, fingerprint(hash), 4);
        slot[4] = (unsigned char)entries[k].cue.start;
        slot[5] = (unsigned char)entries[k].cue.stop;
        slot[6] = entries[k].cue.seen;
    }
}

bihe_status bihe_cues_append(bihe_buffer *out, const bihe_cue_entry *entries, size_t count,
                             const int16_t *weights, bihe_error *err)
{
    if (count > MAX_SLOTS / 4)
        return bihe_fail(err, BIHE_ERROR_LIMIT, "%zu words are too many for a model", count);
    const size_t slots = slots_for(count);
    const size_t size = HEADER + slots * SLOT + 2 * (size_t)BIHE_CUES_WEIGHTS;
    unsigned char *bytes = bihe_mem_new0(&out->allocator, size, 1);
    if (bytes == NULL) return bihe_fail_memory(err);
    memcpy(bytes, MAGIC, 8);
    write_number(bytes + 8, VERSION, 4);
    write_number(bytes + 24, slots, 4);
    write_number(bytes + 28, BIHE_CUES_WEIGHTS, 4);
    fill_slots(bytes + HEADER, slots, entries, count);
    for (size_t i = 0; weights != NULL && i < BIHE_CUES_WEIGHTS; i++)
        write_number(bytes + HEADER + slots * SLOT + 2 * i, (uint16_t)weights[i], 2);
    write_number(bytes + 16, checksum(bytes + CHECKED, size - CHECKED), 8);
    bihe_buffer_append(out, bytes, size);
    bihe_mem_free(&out->allocator, bytes);
    return out->failed ? bihe_fail_memory(err) : BIHE_OK;
}
