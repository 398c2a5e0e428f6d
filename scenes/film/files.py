"""Writing files so that nobody ever sees half of one."""

import json
import os
import shutil
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

from scenes.film.unfinished import abandoned, unfinished

if sys.platform != "win32":
    import fcntl


@contextmanager
def appearing(path: Path):
    """Give a temporary path beside `path`; what was written there gets the name when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = unfinished(path)
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def swept(folder: Path):
    """What killed processes have left in a folder is gone before the block, and what was begun in it after, however it ends."""
    sweep(folder)
    try:
        yield
    finally:
        sweep(folder)


def sweep(folder: Path) -> None:
    """Remove what killed processes have left in a folder and in those in it."""
    for path in [path for path in folder.rglob(".*") if abandoned(path)]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)


@contextmanager
def alone(file: Path, place: int):
    """Only one process at a time is in such a block of a place in a file, which need not hold anything there; where files
    cannot be locked, several are."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as opened:
        with suppress(OSError):
            if sys.platform != "win32":
                fcntl.lockf(opened, fcntl.LOCK_EX, 1, place)
        yield


def write_text(path: Path, text: str) -> None:
    """Write a whole text file, or leave the one that is there."""
    with appearing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_json(path: Path, content: dict) -> None:
    """Write a whole JSON file, readable for people too."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1, default=float) + "\n")


def short(path: Path) -> Path:
    """A path as it is from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
