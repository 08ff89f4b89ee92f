/* SPDX-License-Identifier: Apache-2.0 */
/* A hash in base64 (RFC 4648): 32 bytes are ten threes and two left over. */
#include "write/policy.h"

#include "base/hash.h"

void bihe_policy_append_hash(bihe_buffer *out, bihe_view text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char hash[BIHE_HASH_SIZE + 1] = {0};
    bihe_hash state;
    bihe_hash_init(&state);
    bihe_hash_add(&state, text.ptr, text.len);
    bihe_hash_finish(&state, hash);
    bihe_buffer_append_text(out, "'sha256-");
    for (size_t i = 0; i < BIHE_HASH_SIZE; i += 3) {
        const unsigned long three = (unsigned long)hash[i] << 16 | (unsigned long)hash[i + 1] << 8 |
                                    (i + 2 < sizeof hash ? (unsigned long)hash[i + 2] : 0);
        for (int k = 18; k >= 0; k -= 6) {
            const bool beyond = k == 0 && i + 3 > BIHE_HASH_SIZE;
            bihe_buffer_append_byte(out, beyond ? '=' : digits[three >> k & 63]);
        }
    }
    bihe_buffer_append_byte(out, '\'');
}
