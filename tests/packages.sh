# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# The packages bihe needs, named here and nowhere else. Sourced by examples/run.sh, tests/run.sh
# and .ci/run; `install_packages LIST…` installs what is missing or says what to install.

BIHE_PACKAGES_BUILD="gcc libc6-dev cmake ninja-build pkg-config libicu-dev libpcre2-dev libyaml-dev
 libmd4c-dev libxml2-dev libjansson-dev libexpat1-dev libsqlite3-dev zlib1g-dev"
BIHE_PACKAGES_TEST="g++ libcmocka-dev libxml2-utils mandoc python3 bash zsh fish
 doxygen"
# programs that read what bihe writes; tests skip where one is not there
BIHE_PACKAGES_CLIENTS="gettext translate-toolkit python3-cheroot python3-levenshtein omegat
 libxml2-utils"
# what makes a Debian package and tries it
BIHE_PACKAGES_PACKAGE="dpkg-dev file lintian debootstrap"
# a browser for tests/review, and letters for its screenshots; install_browser adds the driver
BIHE_PACKAGES_BROWSER="chromium fonts-dejavu-core fonts-wqy-microhei nodejs"
BIHE_PACKAGES_CI="clang libclang-rt-14-dev clang-format"

install_packages() {
    command -v dpkg-query >/dev/null 2>&1 || {
        echo "Not a Debian system: make sure that the equivalents of these are there: $*" >&2
        return 0
    }
    missing=
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "Missing packages:$missing" >&2
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        echo "Cannot install them without root. As root: apt-get install$missing" >&2
        return 1
    fi
    # shellcheck disable=SC2086
    $as_root apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
            $missing >/dev/null || {
        echo "Could not install:$missing" >&2
        return 1
    }
}

# The browser of tests/review and its driver (playwright-core of the npm registry, used by tests
# only), which goes into the folder $1.
install_browser() {
    # shellcheck disable=SC2086
    install_packages $BIHE_PACKAGES_BROWSER || return 1
    [ -d "$1/node_modules/playwright-core" ] && return 0
    command -v npm >/dev/null 2>&1 || install_packages npm || return 1
    mkdir -p "$1" && npm install --prefix "$1" --no-audit --no-fund --ignore-scripts --silent \
        playwright-core@1.65.1 >/dev/null || {
        echo "Could not install playwright-core; tests/review is skipped" >&2
        return 1
    }
}
