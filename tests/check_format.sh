#!/bin/sh
# Fails, listing the files, when clang-format would change a C file. `--fix` changes them.
cd "$(dirname "$0")/.." || exit 2
files=$(find src include tests examples -name '*.[ch]' | sort)
if [ "$1" = --fix ]; then
    # shellcheck disable=SC2086
    exec clang-format -i $files
fi
# shellcheck disable=SC2086
exec clang-format --dry-run --Werror $files
