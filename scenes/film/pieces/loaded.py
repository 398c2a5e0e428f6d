"""Whether the code that this process has imported is still what stands in its files.

Keys are made of files. Code that was edited after it was imported would be drawn as it was and kept under the key of what
it is now, for as long as nobody edits it again.
"""

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from scenes.film.pieces.chapter_key import installed

_seen: dict[Path, int] = {}      # imported files of the project: when they had been written as they were first seen


def outdated(files: Iterable[Path] | None = None) -> list[Path]:
    """The imported files of this project, or those among `files`, that were edited since they were imported."""
    for module in list(sys.modules.values()):
        file = _of_the_project(getattr(module, "__file__", None) or "")
        if file and file not in _seen:
            _seen[file] = _written(file)
    return [file for file in (_seen if files is None else files) if file in _seen and _written(file) != _seen[file]]


def read_anew(files: Iterable[Path]) -> None:
    """Take files as they are now: they are about to be read again."""
    for file in files:
        _seen.pop(file, None)


@cache
def _of_the_project(name):
    path = Path(name)
    if path.suffix != ".py" or installed(path):      # most of them, told without asking the system
        return None
    path = path.resolve()
    return None if installed(path) else path


def _written(file):
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
