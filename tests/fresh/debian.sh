#!/bin/sh
# Runs all tests as on a new machine: a Debian with nothing in it but make, a clean checkout, `make test`, or another goal.
# Usage, as root: tests/fresh/debian.sh 12|13 [FOLDER [GOAL ...]]     see README.md beside it
set -eu

fail() {
    echo "error: $1" >&2
    exit 2
}

case ${1-} in
    12) release=bookworm ;;
    13) release=trixie ;;
    *) fail "which Debian? tests/fresh/debian.sh 12|13 [FOLDER [GOAL ...]]" ;;
esac
root=$(realpath -m "${2-${TMPDIR:-/tmp}/debian-$1}")
[ "$(id -u)" = 0 ] || fail "only root can make a system; run it with sudo"
command -v debootstrap >/dev/null || fail "debootstrap is missing; install it: apt install debootstrap"
[ -z "$(ls -A "$root" 2>/dev/null)" ] || fail "$root is not empty; remove it, or name another folder"

# In a mount namespace of its own, so that nothing stays mounted afterwards, whatever happens.
if [ -z "${FRESH_DEBIAN-}" ]; then
    exec env FRESH_DEBIAN=1 unshare --mount --propagation private "$0" "$@"
fi

system=$1 goals=test
[ $# -lt 3 ] || { shift 2; goals=$*; }
here=$(cd "$(dirname "$0")/../.." && pwd)
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1) || mirror=

bring() {    # a file or folder of this machine, to the same place in the new one
    if [ -d "$1" ]; then
        mkdir -p "$root$1"
        mount --bind "$1" "$root$1"
        mount -o remount,bind,ro "$root$1"
    elif [ -f "$1" ]; then
        mkdir -p "$root$(dirname "$1")"
        cp -L "$1" "$root$1"
    fi
}

echo "making Debian $system in $root"
mkdir -p "$root"
debootstrap --variant=minbase --include=ca-certificates,make "$release" "$root" \
    "${mirror:-http://deb.debian.org/debian}" >"$root.log" 2>&1 || fail "debootstrap failed, see $root.log"

mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"

# How this machine reaches packages. pip's settings may name its files and folders: an index, wheels, certificates.
apt-config dump 2>/dev/null | grep -iE '^Acquire::(https?|check|retries)' >"$root/etc/apt/apt.conf.d/90outside" || true
pip_files="/etc/pip.conf /etc/xdg/pip/pip.conf $HOME/.config/pip/pip.conf $HOME/.pip/pip.conf"
named=$({ cat $pip_files 2>/dev/null; env | grep '^PIP_'; } | grep -oE '(file://)?/[^ ,"]+' | sed 's|^file://||' | sort -u)
for path in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt $pip_files $named; do
    bring "${path%/simple}"      # an index's files lie beside it
done

mkdir -p "$root/project" "$root$HOME"
git -C "$here" archive HEAD | tar x -C "$root/project"

set -- HOME="$HOME" LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
for name in $(env | grep -iE '^(PIP_[A-Z_]*|(https?|no)_proxy)=' | cut -d= -f1); do
    set -- "$@" "$name=$(printenv "$name")"
done
# shellcheck disable=SC2086     # goals are words
chroot "$root" env -i "$@" make -C /project $goals
