#!/bin/sh
# The installed command runs from where it was put and finds its library.
# usage: command.sh PREFIX VERSION
set -e
"$1/bin/bihe" --version | grep -F "$2"
for file in bihe.1 completions/bihe _bihe bihe.fish; do
    found=$(find "$1" -path "*/$file")
    [ -n "$found" ] || { echo "not installed: $file" >&2; exit 1; }
done
