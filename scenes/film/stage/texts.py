"""Manim and the kit keep the outlines of texts and formulas as files, written in place; Manim takes what is there as whole.

So that neither a process beside this one nor one that was killed ever gives it half of one, a scene has these files in
a folder of its own, with copies of those that are finished; what it adds is put beside them when it ends.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from manim import config

from scenes.film.unfinished import hold, unfinished
from scenes.film.files import sweep

SETTINGS = ("text_dir", "tex_dir")
KEPT = (".svg", ".npz")


class OwnTexts:
    """The files of one scene; from the call of `begin` on, Manim's settings name their folders."""

    def __init__(self) -> None:
        self._folders: dict[Path, Path] = {}     # of what is finished: the scene's own
        self._held: list[int | None] = []
        self._process = 0

    def begin(self) -> None:
        """Give the scene its folders."""
        self._process = os.getpid()
        for name in SETTINGS:
            finished = Path(config.get_dir(name))
            if finished not in self._folders:
                finished.mkdir(parents=True, exist_ok=True)
                sweep(finished)
                self._folders[finished] = unfinished(finished / "own")
                self._folders[finished].mkdir()
                self._held.append(hold(self._folders[finished]))
                _copy(finished, self._folders[finished])
            config[name] = str(self._folders[finished])

    def end(self) -> None:
        """Let others have what was finished, and give the folders back; a forked copy of the process leaves them."""
        for finished, own in self._folders.items():
            for name in SETTINGS:
                if config[name] == str(own):
                    config[name] = str(finished)
            if self._process == os.getpid():
                for path in _kept(own):
                    with suppress(OSError):
                        os.replace(path, finished / path.name)
                shutil.rmtree(own, ignore_errors=True)
        self._folders.clear()
        for held in self._held:
            if held is not None:
                os.close(held)
        self._held.clear()


def _copy(source: Path, target: Path) -> None:
    """Copy the files of a folder into another, but for those that are not finished; the manim command with other scenes
    writes them in place. Without its cache Manim would not read them."""
    for path in _kept(source) if not config.disable_caching else ():
        with suppress(OSError):
            content = path.read_bytes()
            if path.suffix != ".svg" or content.rstrip().endswith(b"</svg>"):
                (target / path.name).write_bytes(content)


def _kept(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in KEPT]
