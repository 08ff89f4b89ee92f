#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The main job from nothing: installs missing packages, builds, aligns the posts of examples/posts
# to build/demo/demo.tmx and prints the units as TSV.
set -e
cd "$(dirname "$0")/.."
. tests/packages.sh
# shellcheck disable=SC2086
install_packages $BIHE_PACKAGES_BUILD
cmake --preset release -DBIHE_BUILD_TESTS=OFF >/dev/null
cmake --build --preset release
mkdir -p build/demo
build/release/src/cli/bihe align examples/posts -o build/demo/demo.tmx -o -
echo "The translation memory is build/demo/demo.tmx" >&2
