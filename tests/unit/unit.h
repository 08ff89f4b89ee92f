/* SPDX-License-Identifier: Apache-2.0 */
/* What every unit test includes: cmocka in its required order and a few short cuts. */
#ifndef BIHE_TESTS_UNIT_H
#define BIHE_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "text/utf8.h"

#include <math.h>
#include <string.h>

/* Fails unless the view holds exactly `expected`. */
#define assert_view(view, expected)                                                                \
    do {                                                                                           \
        const bihe_view view_ = (view);                                                            \
        const char *expected_ = (expected);                                                        \
        if (!bihe_view_is(view_, expected_))                                                       \
            fail_msg("got \"%.*s\", expected \"%s\"", (int)view_.len,                              \
                     view_.len > 0 ? view_.ptr : "", expected_);                                   \
    } while (0)

/* cmocka's own comparison rounds to float */
#define assert_near(value, expected, tolerance)                                                    \
    do {                                                                                           \
        const double value_ = (value), expected_ = (expected);                                     \
        if (!(fabs(value_ - expected_) <= (tolerance)))                                            \
            fail_msg("got %.12g, expected %.12g", value_, expected_);                              \
    } while (0)

#endif
