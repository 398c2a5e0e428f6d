"""Manim keeps the outlines of texts and formulas as files, written in place and taken as whole when they are there.

So that neither a process beside this one nor one that was killed ever gives it half of one, a scene has these files in
a folder of its own, with links to those that are finished; what it adds is linked to them when it ends.
"""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from manim import config

PREFIX = ".own-"
LEFT_OVER = 3600     # seconds after which nobody is still using a folder of a scene
SETTINGS = ("text_dir", "tex_dir")


class OwnTexts:
    """The files of one scene; from the call of `begin` on, Manim's settings name their folders."""

    def __init__(self) -> None:
        self._folders: dict[Path, tempfile.TemporaryDirectory] = {}

    def begin(self) -> None:
        """Give the scene its folders."""
        for name in SETTINGS:
            finished = Path(config.get_dir(name))
            if finished not in self._folders:
                finished.mkdir(parents=True, exist_ok=True)
                _remove_leftovers(finished)
                own = tempfile.TemporaryDirectory(prefix=PREFIX, dir=finished, ignore_cleanup_errors=True)
                self._folders[finished] = own
                _link(finished, Path(own.name))
            config[name] = self._folders[finished].name

    def end(self) -> None:
        """Let others have what was finished, and give the folders back."""
        for finished, own in self._folders.items():
            _link(Path(own.name), finished)
            for name in SETTINGS:
                if str(config[name]) == own.name:
                    config[name] = str(finished)
            own.cleanup()
        self._folders.clear()


def _link(source: Path, target: Path) -> None:
    """Link the files of a folder into another, but for those that it has. Where there are no links, there is no cache."""
    for path in source.glob("*.svg"):
        if not (target / path.name).exists() and _is_whole(path):
            with suppress(OSError):
                os.link(path, target / path.name)


def _is_whole(path: Path) -> bool:
    """Whether a file is finished; the manim command with other scenes writes them in place."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, 16), os.SEEK_END)
        return b"</svg>" in file.read()


def _remove_leftovers(folder: Path) -> None:
    """Folders of scenes whose processes were killed."""
    for path in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > LEFT_OVER:
                shutil.rmtree(path, ignore_errors=True)
