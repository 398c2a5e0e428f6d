#!/bin/sh
# Installs system packages with apt; status 1 where there is none, or where it is not allowed. Usage: tools/apt.sh PACKAGE...
set -eu
command -v apt-get >/dev/null || exit 1
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    exit 1
fi
echo "installing system packages: $*"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$@" >/dev/null || exit 1
