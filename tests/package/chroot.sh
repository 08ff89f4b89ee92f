#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian package and what it depends on in a clean Debian 12 made by debootstrap, and
# does the main job there, in a shell that has nothing of this system.
# usage: chroot.sh BUILD_DIR SOURCE_DIR
# DEBIAN_MIRROR names another mirror than the one apt uses here.
set -e
build=$1 source=$2
skip() {
    echo "skipped: $*"
    exit 77
}
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
[ "$(id -u)" = 0 ] || skip "a chroot needs root"
deb=$(ls "$build"/bihe_*.deb 2>/dev/null) || skip "there is no package: the test package.deb makes it"
mirror=$DEBIAN_MIRROR
[ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' |
    grep -v security | head -n 1)

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root" # apt reads as a user of its own
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$build/debootstrap.log" 2>&1 ||
    skip "debootstrap could not make a system ($build/debootstrap.log)"
echo "== a clean Debian $(cat "$root/etc/debian_version")"

# how to reach the mirror is this system's affair
rm "$root/etc/apt/sources.list"
cp -r /etc/apt/apt.conf.d /etc/apt/sources.list* "$root/etc/apt/" 2>/dev/null || true
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
cp "$deb" "$source/tests/package/job.sh" "$root/root/"
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive \
        chroot "$root" "$@"
}
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends "/root/$(basename "$deb")" \
    >"$build/chroot-install.log" 2>&1 || {
    cat "$build/chroot-install.log" >&2
    exit 1
}
inside dpkg -s bihe | grep -E '^(Package|Status|Version)'
inside sh /root/job.sh bihe /usr/share/doc/bihe/examples/posts
