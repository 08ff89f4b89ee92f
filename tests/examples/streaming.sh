#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Ten times as many posts, ten times the units, and no more memory.
# usage: streaming.sh PROGRAM MODEL_DIR POSTS_DIR
set -e
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for file in "$3"/*; do
    cat "$file"
    echo
    echo '%%'
done >"$work/once"
# enough for every buffer to reach its size
for _ in 1 2 3 4 5 6 7 8 9 10; do cat "$work/once"; done >"$work/few"
for _ in 1 2 3 4 5 6 7 8 9 10; do cat "$work/few"; done >"$work/many"
for size in few many; do
    "$1" "$2" "$work/$size.tmx" <"$work/$size" >"$work/$size.txt"
    cat "$work/$size.txt"
done
number() {
    sed -n "s/.*$2 \([0-9]*\) $3.*/\1/p" "$work/$1.txt"
}
[ "$(number many , units)" -eq $((10 * $(number few , units))) ]
[ "$(grep -c '<tu>\|<tu ' "$work/many.tmx")" -eq "$(number many , units)" ]
[ "$(number many most bytes)" -le $(($(number few most bytes) * 11 / 10)) ]
