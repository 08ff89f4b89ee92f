#!/bin/sh
# Builds and runs the consumer through pkg-config, shared and static, as C and as C++.
# usage: pkgconfig.sh LIBDIR SOURCE WORK_DIR CC CXX [FLAG...]
set -e
libdir=$1 source=$2 work=$3 cc=$4 cxx=$5
shift 5
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
models=$(pkg-config --variable=modeldir bihe)/zh-en
mkdir -p "$work"

# Word splitting of pkg-config's answer is wanted.
# shellcheck disable=SC2046
{
    "$cc" "$@" -o "$work/shared_c" "$source" $(pkg-config --cflags --libs bihe) \
        -Wl,-rpath,"$libdir"
    "$cxx" "$@" -x c++ -o "$work/shared_cpp" "$source" $(pkg-config --cflags --libs bihe) \
        -Wl,-rpath,"$libdir"
    "$cc" "$@" -o "$work/static_c" $(pkg-config --cflags bihe) "$source" "$libdir/libbihe.a" \
        $(pkg-config --static --libs bihe | sed 's/-lbihe *//')
}
for program in shared_c shared_cpp static_c; do
    echo "== $program"
    "$work/$program" "$models"
done
if LC_ALL=C ldd "$work/static_c" | grep -q libbihe; then
    echo "the static program needs the shared library" >&2
    exit 1
fi
