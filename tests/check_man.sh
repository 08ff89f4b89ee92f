#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fails unless the man page describes exactly the commands and options that --help lists, and is
# clean for mandoc where that is installed.
# usage: check_man.sh BIHE MAN_PAGE
bihe=$1 page=$2 failed=0
complain() {
    echo "$*" >&2
    failed=1
}

commands=$("$bihe" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || complain "bihe --help lists no command"
for command in $commands; do
    grep -q "^\.It Cm $command\$" "$page" || complain "the man page lacks the command $command"
done

for command in $commands; do
    "$bihe" "$command" --help | grep -q "^  bihe $command " || complain "$command --help has no example"
    sed -n '/^\.Sh EXAMPLES/,$p' "$page" | grep -q "bihe $command " ||
        complain "the man page has no example of $command"
done

options=$(for command in $commands; do "$bihe" "$command" --help; done |
    sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}--\([a-z-]*\).*/\1--\2/p' | sort -u)
described=$(sed -n 's/^\.It Fl \([a-zA-Z] , \)\{0,1\}\(-[a-z-]*\).*/\1-\2/p' "$page" |
    sed 's/^\([a-zA-Z]\) , /-\1, /' | sort -u)
[ -n "$options" ] || complain "no command lists options"
[ "$options" = "$described" ] || complain "options of --help:
$options
options of the man page:
$described"

if command -v mandoc >/dev/null; then
    mandoc -Tlint "$page" || complain "mandoc has something to say"
fi
exit $failed
