"""Whoever wants to know what happens in a chapter while it runs: contact sheets, the gate, the progress, tests."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np


class Observer:
    """Told what happens in the `scene` that it is given to. Each method does nothing unless it is overridden.

    A chapter that runs with its animations skipped shows each play call at its end only; an observer may ask for
    more moments of it (`moving`), at which it may look at the scene (`look`).
    """

    scene: Any

    def begins(self) -> None:
        """The scene is set up; nothing is on it yet."""

    def beat_begins(self, key: str, line) -> None:
        """A line of narration begins."""

    def beat_ends(self, key: str) -> None:
        """The block of a line has ended."""

    def play_begins(self) -> None:
        """A play call was made; the clock shows when it begins."""

    def follows(self, run_time: float) -> bool:
        """Whether it may ask for moments of a play call of so many seconds that is about to begin."""
        return type(self).moving is not Observer.moving

    def moving(self, run_time: float) -> Iterable[float]:
        """Of a play call in which something moves for so many seconds: the moments in it to look at."""
        return ()

    def look(self, moment: float) -> None:
        """The scene is as it is so many seconds after the play call's start; it was asked for with `moving`."""

    def play_ends(self) -> None:
        """A play call has ended, and the clock has counted its frames."""

    def frame(self, pixels: np.ndarray, repeat: int) -> None:
        """A frame (height, width, 4) is written so many times; the camera draws on in it afterwards."""

    def drawn(self, pieces: list[Path], log: dict) -> None:
        """The scene's pieces of film are there, one after another; its sound is being made meanwhile."""

    def written(self, movie: Path, log: dict) -> None:
        """The scene's film is there, with what is known of it (stage/cues.py)."""
