"""What a neuron with two inputs adds up, as bars: the second begins where the first ends, and where it ends, there is the sum."""

from collections.abc import Sequence

import numpy as np
from manim import Line, VGroup

from scenes.kit.pushes import FLAT, push
from scenes.kit.scales import sign_role
from scenes.kit.theme import role

WIDE = 0.75             # of a bar
BEYOND = 0.35           # how far the line at 0 goes on beyond the bars


class Balance(VGroup):
    """A bar for each of two terms, and one for their sum. show(x) places them for inputs (2,).

    w: the weights (2,); places: x of the three bars; field: (y of the lowest, of the highest end of a bar); inputs: (n, 2), all
    that will be shown.
    """

    def __init__(self, w: np.ndarray, places: Sequence[float], field: tuple[float, float], inputs: np.ndarray):
        self.w, self.places = w, places
        levels = np.cumsum(inputs * w, axis=1)
        low, high = min(levels.min(), 0.0), max(levels.max(), 0.0)
        self.unit = (field[1] - field[0]) / (high - low)
        self.zero = field[0] - low * self.unit
        half = WIDE / 2
        self.ground = self._line(places[0] - half - BEYOND, places[2] + half + BEYOND)
        self.steps = VGroup(*(self._line(left + half, right - half) for left, right in zip(places, places[1:])))
        self.bars = VGroup(*(push(WIDE, 1, kind) for kind in (*map(sign_role, w), "ink")))
        super().__init__(self.ground, self.steps, self.bars)
        self.show(np.zeros(2))

    def show(self, x: np.ndarray) -> "Balance":
        first, second = x * self.w
        ends = ((0.0, first), (first, first + second), (0.0, first + second))
        for bar, place, (start, end) in zip(self.bars, self.places, ends, strict=True):
            bar.stretch_to_fit_height(max(abs(end - start) * self.unit, FLAT)).move_to([place, self._y((start + end) / 2), 0])
        for step, level in zip(self.steps, (first, first + second), strict=True):
            step.set_y(self._y(level))
        return self

    def _y(self, value: float) -> float:
        return self.zero + value * self.unit

    def _line(self, left: float, right: float) -> Line:
        return Line([left, self.zero, 0], [right, self.zero, 0], stroke_color=role("quiet"), stroke_width=2)
