/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values of options as text to what they mean. Each is false where the text is not that.
 */
#ifndef BIHE_CLI_VALUES_H
#define BIHE_CLI_VALUES_H

#include <stdbool.h>
#include <stddef.h>

/* A whole number from 0, after which K, M or G may stand. */
bool value_size(const char *text, size_t *out);

/* The same from 1 on. */
bool value_limit(const char *text, size_t *out);

/* A whole number, 0 to 1,000,000. */
bool value_int(const char *text, int *out);

/* Digits with at most one point; independent of the locale. */
bool value_fraction(const char *text, double *out);

/* "4,5". */
bool value_pair(const char *text, int out[2]);

/* "2/8" to {1, 8}. The text is as it was afterwards. */
bool value_shard(char *text, int out[2]);

/* "0.6,9", the first not above the second. The text is as it was afterwards. */
bool value_range(char *text, double out[2]);

/* 2018, 2018-06 or 2018-06-13. */
bool value_is_date(const char *text);

#endif
