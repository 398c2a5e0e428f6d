"""An array too long to be drawn whole: some stretches of it with their numbers, and dots for what lies between."""

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, VGroup

from scenes.kit.declare import entry
from scenes.kit.matrix import Cell, bracket
from scenes.kit.theme import SMALLEST, role

GAP = 0.75     # room for the dots, in cells


class LongArray(VGroup):
    """Some cells of values (n,), as a column between brackets.

    parts: the stretches that are drawn, ascending; kind: as for a Matrix; source: the key of the values.
    text_size: the em of the numbers; `cells[i]` is the cell of entry `indices[i]`.
    """

    def __init__(self, values: np.ndarray, parts: Iterable[range], kind: str, *, source: str,
                 cell: tuple[float, float] = (0.62, 0.4), decimals: int = 2, text_size: float = SMALLEST):
        values, parts = np.ravel(values), list(parts)
        self.indices = [i for part in parts for i in part]
        self.cells = [Cell(float(values[i]), kind, 1.0, cell, decimals, text_size, entry(source, i), signed=False)
                      for i in self.indices]
        self.dots = VGroup()
        step = np.array([0, -cell[1], 0])
        place, cells = np.zeros(3), iter(self.cells)
        for number, part in enumerate(parts):
            if number:
                self.dots.add(_dots().move_to(place + (GAP - 1) / 2 * step))
                place = place + GAP * step
            for _ in part:
                next(cells).move_to(place)
                place = place + step
        self.body = VGroup(*self.cells, self.dots)
        self.brackets = VGroup(bracket(self.body, LEFT), bracket(self.body, RIGHT))
        super().__init__(self.body, self.brackets)
        self.move_to(np.zeros(3))


def _dots() -> VGroup:
    dots = VGroup(*(Dot(radius=0.035, color=role("quiet")) for _ in range(3)))
    return dots.arrange(DOWN, buff=0.05)
