/* SPDX-License-Identifier: Apache-2.0 */
/* The one function a fuzz target has: libFuzzer's entry point. */
#ifndef BIHE_TESTS_FUZZ_H
#define BIHE_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Runs the code under test on one input; aborts where it does something wrong. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
