"""The logged moments of a run, played through: a line of updates, and the animation that runs along."""

from collections.abc import Callable
from math import floor

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Dot, Group, Line, Mobject, VGroup, linear

from scenes.kit.afresh import Afresh
from scenes.kit.text import Number, words
from scenes.kit.theme import role

OFTEN = 30      # pictures a second; no motion in them is so quick that an eye sees more
TOLERANCE = 1e-6
TICK = 0.24     # em of the update counts under the line


class Timeline(VGroup):
    """The updates of a run on a logarithmic line, a tick at each logged moment, a dot at the one that is shown.

    updates: (S,), ascending from 0; name: of what is counted; size: em of it and of the counts. The dot
    also stands between moments; no counter says so.
    """

    def __init__(self, updates: np.ndarray, width: float, name: str, size: float = TICK):
        self.updates = np.asarray(updates)
        last = int(self.updates[-1])
        self.line = Line(0.5 * width * LEFT, 0.5 * width * RIGHT, stroke_color=role("quiet"), stroke_width=2)
        named = words(name, size, role("quiet")).next_to(self.line, RIGHT, buff=0.06 + size).shift(0.3 * size * UP)
        super().__init__(self.line, named)
        for update in self.updates:
            self.add(Line(ORIGIN, 0.14 * UP, stroke_color=role("quiet"), stroke_width=1.5).shift(self.point(update)))
        for update in (0, *(10 ** k for k in range(1, len(str(last)), 2))):
            number = Number(update, 0, size=size, source="constant:axis", color=role("quiet"))
            self.add(number.next_to(self.point(update), DOWN, buff=0.12))
        self.dot = Dot(self.point(0), radius=0.11, color=role("focus"))
        self.add(self.dot)

    def point(self, update: float) -> np.ndarray:
        """Where an update count lies on the line."""
        share = np.log1p(update) / np.log1p(self.updates[-1])
        return self.line.get_start() + share * (self.line.get_end() - self.line.get_start())

    def show(self, s: float) -> "Timeline":
        """Stand at position s, 0..S-1: at logged moment s, or on the way from one to the next."""
        self.dot.move_to(self.point(float(between(self.updates, s))))
        return self


class PlayThrough(Afresh):
    """Runs from one logged moment to another; all that moves is derived from the one position s on the way.

    views: what changes; show: called with s whenever s has changed; it shows the views at that position. That are OFTEN
    times a second at most, and not for each frame: what is drawn pixel by pixel takes long. stands: whether it was not called
    for the moment that is shown.
    """

    def __init__(self, views: list[Mobject], show: Callable[[float], None], start: float, end: float, *,
                 rate_func=linear, **kwargs):
        self.show, self.start, self.end = show, start, end
        self.shown: float | None = None
        self.stands = False
        super().__init__(Group(*views), rate_func=rate_func, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        steps = max(round(self.run_time * OFTEN), 1)
        s = self.start + (self.end - self.start) * self.rate_func(floor(alpha * steps + TOLERANCE) / steps)
        self.stands = s == self.shown
        if not self.stands:
            self.show(s)
            self.shown = s


def between(logged: np.ndarray, s: float) -> np.ndarray:
    """The entry of an array (S, ...) at position s: the logged one at whole s, a straight mixture in between."""
    low = min(int(s), len(logged) - 1)
    high = min(low + 1, len(logged) - 1)
    return logged[low] + (s - low) * (logged[high] - logged[low])


def position(run, updates: float) -> float:
    """The position of a number of updates among a run's logged moments, on a logarithmic scale between them."""
    return float(np.interp(np.log1p(updates), np.log1p(run.updates), np.arange(len(run.updates))))
