#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every test, under AddressSanitizer and UndefinedBehaviorSanitizer: installs missing packages,
# configures, builds, runs. Arguments go to ctest (for instance -L unit). BIHE_DATA names the
# evaluation data; tests that need it skip where it is absent.
set -e
cd "$(dirname "$0")/.."
. tests/packages.sh
# shellcheck disable=SC2086
install_packages $BIHE_PACKAGES_BUILD $BIHE_PACKAGES_TEST
cmake --preset asan -DBIHE_BUILD_TESTS=ON >/dev/null
cmake --build --preset asan
ctest --preset asan -j "$(nproc)" "$@"
