/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Logarithm and exponential good to about 1e-5, much faster than the C library's and the same on
 * every machine with IEEE floats.
 */
#ifndef BIHE_BASE_APPROX_H
#define BIHE_BASE_APPROX_H

#include <stdint.h>
#include <string.h>

/* Natural logarithm of a positive, normal float; off by less than 1e-5. The mantissa goes through
 * the series of atanh: log m = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1) / (m + 1). */
static inline float bihe_approx_log(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    /* a mantissa between sqrt(1/2) and sqrt(2) keeps |s| below 0.172 */
    const uint32_t from = 0x3F3504F3;
    const int32_t exponent = (int32_t)(bits - from) >> 23;
    bits -= (uint32_t)exponent << 23;
    float m;
    memcpy(&m, &bits, sizeof m);
    const float s = (m - 1) / (m + 1), q = s * s;
    return (float)exponent * 0.69314718F +
           2 * s * (1 + q * (1.0F / 3 + q * (1.0F / 5 + q * (1.0F / 7))));
}

/* The same of a positive, normal double. */
static inline float bihe_approx_log_wide(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    const int32_t exponent = (int32_t)(bits >> 52) - 1023;
    bits -= (uint64_t)(int64_t)exponent << 52;
    double m; /* 1 .. 2 */
    memcpy(&m, &bits, sizeof m);
    return (float)exponent * 0.69314718F + bihe_approx_log((float)m);
}

/* e^x, 0 below x = -87, x at most 88; off by less than 1e-5 of the value. */
static inline float bihe_approx_exp(float x)
{
    if (x < -87) return 0;
    const float y = x * 1.44269504F; /* 2^y */
    const float whole = (float)(int32_t)(y + (y < 0 ? -0.5F : 0.5F));
    const float r = (y - whole) * 0.69314718F; /* |r| <= log(2) / 2 */
    const float p = 1 + r * (1 + r * (0.5F + r * (1.0F / 6 + r * (1.0F / 24 + r * (1.0F / 120)))));
    const uint32_t bits = (uint32_t)((int32_t)whole + 127) << 23;
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

#endif
