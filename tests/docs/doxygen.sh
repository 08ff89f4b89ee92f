#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes pages of the public headers. Fails unless doxygen understands every comment and every
# function has one; what members, types and enumerators are may be said by their names.
# usage: doxygen.sh SOURCE_DIR OUT_DIR
command -v doxygen >/dev/null || {
    echo "skipped: doxygen is not installed"
    exit 77
}
BIHE_DOXYGEN_OUTPUT=$2
export BIHE_DOXYGEN_OUTPUT
mkdir -p "$2"
cd "$1/include" || exit 1
doxygen ../tests/docs/Doxyfile >"$2/doxygen.log" 2>&1 || {
    cat "$2/doxygen.log" >&2
    exit 1
}
named='(variable)\|(typedef)\|(enumeration)\|(enumvalue)\|(macro definition)\|Compound'
left=$(grep -v "\($named\).* is not documented" "$2/doxygen.log")
pages=$(find "$2/html" -name '*_8h.html' | wc -l)
[ "$pages" -ge "$(ls bihe | wc -l)" ] || left="$left
there are $pages pages of headers only"
[ -z "$left" ] || {
    echo "$left" >&2
    exit 1
}
echo "doxygen: $pages headers, every function documented"
