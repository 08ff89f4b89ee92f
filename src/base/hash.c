/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 as FIPS 180-4, section 6.2, writes it; names are the standard's. */
#include "base/hash.h"

#include <string.h>

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

void bihe_hash_init(bihe_hash *hash)
{
    static const uint32_t H[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(hash->state, H, sizeof H);
    hash->length = 0;
}

static uint32_t rotr(uint32_t x, unsigned n)
{
    return (x >> n) | (x << (32 - n));
}

static uint32_t read_word(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | (uint32_t)p[3];
}

static void write_word(unsigned char *p, uint32_t word)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(word >> (24 - 8 * i));
}

static void add_block(uint32_t state[8], const unsigned char *block)
{
    uint32_t W[64];
    for (size_t t = 0; t < 16; t++)
        W[t] = read_word(block + 4 * t);
    for (size_t t = 16; t < 64; t++) {
        const uint32_t s0 = rotr(W[t - 15], 7) ^ rotr(W[t - 15], 18) ^ (W[t - 15] >> 3);
        const uint32_t s1 = rotr(W[t - 2], 17) ^ rotr(W[t - 2], 19) ^ (W[t - 2] >> 10);
        W[t] = s1 + W[t - 7] + s0 + W[t - 16];
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (size_t t = 0; t < 64; t++) {
        const uint32_t S1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
        const uint32_t T1 = h + S1 + ((e & f) ^ (~e & g)) + K[t] + W[t];
        const uint32_t S0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
        const uint32_t T2 = S0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + T1;
        d = c, c = b, b = a, a = T1 + T2;
    }
    const uint32_t added[8] = {a, b, c, d, e, f, g, h};
    for (size_t i = 0; i < 8; i++)
        state[i] += added[i];
}

void bihe_hash_add(bihe_hash *hash, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    size_t filled = (size_t)(hash->length % sizeof hash->block);
    hash->length += len;
    if (filled > 0) {
        const size_t room = sizeof hash->block - filled, n = len < room ? len : room;
        if (n > 0) memcpy(hash->block + filled, p, n);
        if (n < room) return;
        add_block(hash->state, hash->block);
        p += n;
        len -= n;
    }
    for (; len >= sizeof hash->block; p += sizeof hash->block, len -= sizeof hash->block)
        add_block(hash->state, p);
    if (len > 0) memcpy(hash->block, p, len);
}

void bihe_hash_finish(bihe_hash *hash, unsigned char out[BIHE_HASH_SIZE])
{
    static const unsigned char padding[64] = {0x80};
    const uint64_t bits = hash->length * 8;
    const size_t filled = (size_t)(hash->length % 64);
    bihe_hash_add(hash, padding, (filled < 56 ? 56 : 120) - filled);
    unsigned char length[8];
    write_word(length, (uint32_t)(bits >> 32));
    write_word(length + 4, (uint32_t)bits);
    bihe_hash_add(hash, length, sizeof length);
    for (size_t i = 0; i < 8; i++)
        write_word(out + 4 * i, hash->state[i]);
}

uint64_t bihe_hash_key(bihe_view text)
{
    bihe_hash hash;
    unsigned char out[BIHE_HASH_SIZE];
    bihe_hash_init(&hash);
    bihe_hash_add(&hash, text.ptr, text.len);
    bihe_hash_finish(&hash, out);
    return (uint64_t)read_word(out) << 32 | read_word(out + 4);
}
