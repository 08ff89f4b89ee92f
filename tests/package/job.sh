#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The main job with an installed command, which has to find its models: posts to a memory and a
# table, and what is in the table.
# usage: job.sh BIHE POSTS
set -e
"$1" --version
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$1" align "$2" -o "$out/memory.tmx" -o "$out/memory.tsv"
cut -f 2-5 "$out/memory.tsv" | head -n 4
grep -q '<seg>' "$out/memory.tmx"
[ "$(wc -l <"$out/memory.tsv")" -gt 20 ]
echo "== the main job is done"
