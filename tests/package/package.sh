#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian package, asks lintian about it, unpacks it into a fresh folder and does the main
# job from there.
# usage: package.sh BUILD_DIR SOURCE_DIR [CHROOT_PARENT]
set -e
build=$1 source=$2
for tool in cpack dpkg-deb dpkg-shlibdeps; do
    command -v $tool >/dev/null || {
        echo "skipped: $tool is not installed"
        exit 77
    }
done
fail() {
    echo "$*" >&2
    exit 1
}

rm -f "$build"/*.deb
cpack --config "$build/CPackConfig.cmake" >"$build/cpack.log" 2>&1 || fail "$(cat "$build/cpack.log")"
deb=$(ls "$build"/bihe_*.deb)
echo "== $deb"

if command -v lintian >/dev/null; then
    root=
    [ "$(id -u)" != 0 ] || root=--allow-root
    # shellcheck disable=SC2086
    lintian $root --fail-on error "$deb" || fail "lintian finds errors"
    echo "== lintian finds no error"
else
    echo "== lintian is not installed: not asked"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dpkg-deb -x "$deb" "$work/root"
usr=$work/root/usr
for file in share/man/man1/bihe.1.gz share/doc/bihe/copyright share/doc/bihe/changelog.Debian.gz \
    share/bash-completion/completions/bihe share/zsh/vendor-completions/_bihe \
    share/fish/vendor_completions.d/bihe.fish include/bihe/bihe.h \
    share/bihe/models/zh-en/model.yaml; do
    [ -s "$usr/$file" ] || fail "the package lacks $file"
done

for file in $(find "$usr/bin" "$usr/lib" -type f); do
    for path in "$source" "$build"; do
        if grep -qaF "$path" "$file"; then fail "$file contains $path"; fi
    done
done
echo "== nothing that was built knows where it was built"

cd "$work"
lib=$(dirname "$(find "$usr/lib" -name 'libbihe.so.0')")
env -i PATH="$PATH" HOME="$work" LD_LIBRARY_PATH="$lib" sh "$source/tests/package/job.sh" \
    "$usr/bin/bihe" "$usr/share/doc/bihe/examples/posts"
