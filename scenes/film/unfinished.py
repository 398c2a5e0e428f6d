"""Names of files and folders that are not finished: they say whose they are, so that what a killed process leaves can be told."""

import itertools
import os
import platform
import re
import sys
import time
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

OLD = 86_400     # seconds after which what another machine has begun is given up
NAME = re.compile(r"\..*-(?P<machine>[^/]*)-(?P<process>\d+)-\d+\.part[^/]*")

_numbers = itertools.count()


def unfinished(path: Path) -> Path:
    """A hidden path beside a path that is to come, of this process, never the same twice."""
    return path.with_name(f".{path.stem}-{_machine()}-{os.getpid()}-{next(_numbers)}.part{path.suffix}")


def hold(folder: Path) -> int | None:
    """Keep a folder from being abandoned as long as this process, or a copy of it (os.fork), has what is returned open."""
    if sys.platform == "win32":
        return None
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _held(path: Path) -> bool:
    if sys.platform == "win32" or not path.is_dir():
        return False
    try:
        looked = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(looked, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except OSError:
        return True
    finally:
        os.close(looked)


def abandoned(path: Path) -> bool:
    """Whether a path is such a one that nobody will finish: its process is gone and no copy of it holds it, or it is another
    machine's and a day old."""
    named = NAME.fullmatch(path.name)
    if not named:
        return False
    if named["machine"] == _machine() and sys.platform != "win32":
        return not _runs(int(named["process"])) and not _held(path)
    with suppress(OSError):
        return time.time() - path.stat().st_mtime > OLD
    return False


def _machine() -> str:
    return platform.node().replace("-", "_").replace("/", "_")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True     # somebody else's
    return True
