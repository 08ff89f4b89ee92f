#!/bin/sh
# The installed command runs from where it was put and finds its library.
# usage: command.sh PREFIX VERSION
set -e
"$1/bin/bihe" --version | grep -F "$2"
man=$(find "$1" -name bihe.1)
[ -n "$man" ]
