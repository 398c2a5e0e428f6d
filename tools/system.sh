#!/bin/sh
# Makes sure that what pip cannot bring is there: a C compiler, pkg-config, Python's headers and Cairo's.
# Installs it with apt where that is allowed, else says what to install. Usage: tools/system.sh PYTHON
set -eu
python=$1

if command -v "$python" >/dev/null &&
    ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "error: $("$python" --version) is too old, 3.11 is the oldest that will do; name another: make PYTHON=/path/to/python3" >&2
    exit 2
fi

complete() {
    command -v "$python" >/dev/null &&
        { command -v cc || command -v gcc || command -v clang; } >/dev/null 2>&1 &&
        pkg-config --exists cairo pangocairo 2>/dev/null &&
        "$python" -c 'import ensurepip, os, sysconfig, venv
raise SystemExit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' 2>/dev/null
}

complete && exit 0

debian="python3 gcc pkg-config python3-dev python3-venv libcairo2-dev libpango1.0-dev"
"$(dirname "$0")/apt.sh" $debian && complete && exit 0

cat >&2 <<END
error: system packages are missing; install them, then run make again:
  Debian, Ubuntu:  sudo apt install $debian
  Fedora:          sudo dnf install python3 gcc pkgconf-pkg-config python3-devel cairo-devel pango-devel
  macOS:           brew install python pkg-config cairo pango
END
command -v "$python" >/dev/null ||
    echo "Python 3.11 or newer is needed, too; if it has another name: make PYTHON=/path/to/python3" >&2
exit 2
