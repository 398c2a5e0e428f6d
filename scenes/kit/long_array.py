"""An array too long to be drawn whole: some stretches of it with their numbers, and dots for what lies between."""

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, Dot, Rectangle, VGroup, smooth

from scenes.kit.declare import entry
from scenes.kit.matrix import Cell, bracket
from scenes.kit.theme import SMALLEST, role

SHORTER = 0.2, 0.6     # shares of its turn between which an array that stands up gets shorter
GAP = 0.75     # room for the dots, in cells


class LongArray(VGroup):
    """Some cells of values (n,), as a column between brackets, or from left to right: flat, without brackets.

    parts: the stretches that are drawn, ascending; kind: as for a Matrix; source: the key of the values.
    text_size: the em of the numbers; `cells[i]` is the cell of entry `indices[i]`.
    """

    def __init__(self, values: np.ndarray, parts: Iterable[range], kind: str, *, source: str, flat: bool = False,
                 cell: tuple[float, float] = (0.62, 0.4), decimals: int = 2, text_size: float = SMALLEST):
        values, parts = np.ravel(values), list(parts)
        self.indices = [i for part in parts for i in part]
        self.cells = [Cell(float(values[i]), kind, 1.0, cell, decimals, text_size, entry(source, i), signed=False)
                      for i in self.indices]
        self.dots = VGroup()
        step = np.array([cell[0], 0, 0]) if flat else np.array([0, -cell[1], 0])
        place, cells = np.zeros(3), iter(self.cells)
        for number, part in enumerate(parts):
            if number:
                self.dots.add(_dots(flat).move_to(place + (GAP - 1) / 2 * step))
                place = place + GAP * step
            for _ in part:
                next(cells).move_to(place)
                place = place + step
        self.body = VGroup(*self.cells, self.dots)
        self.brackets = VGroup() if flat else VGroup(bracket(self.body, LEFT), bracket(self.body, RIGHT))
        super().__init__(self.body, self.brackets)
        self.move_to(np.zeros(3))


def _dots(across: bool) -> VGroup:
    dots = VGroup(*(Dot(radius=0.035, color=role("quiet")) for _ in range(3)))
    return dots.arrange(RIGHT if across else DOWN, buff=0.05)


def stretches(values: np.ndarray, ends: int = 3, middle: int = 6) -> list[range]:
    """The first entries of an image (n,) uint8, as many from where most are grey, and the last ones."""
    grey = (values > 0) & (values < 250)
    counts = np.convolve(grey, np.ones(middle), "valid")
    counts[:ends + 1] = counts[len(counts) - ends - 1:] = -1
    start = int(counts.argmax())
    return [range(ends), range(start, start + middle), range(len(values) - ends, len(values))]


class StandUp:
    """A flat array that turns about its middle, as one strip, until it is a column: no cell ever covers another.

    show(share) stands on the way; its numbers stay upright. flat is what is drawn; cell, column_cell: the sizes of the cells.
    """

    def __init__(self, flat: LongArray, column: LongArray, cell: tuple[float, float], column_cell: tuple[float, float]):
        self.flat, self.sizes = flat, (np.array(cell), np.array(column_cell)[::-1])
        self.middles = flat.body.get_center(), column.body.get_center()
        self.along = np.array([part.get_x() - self.middles[0][0] for part in flat.cells])
        self.dots = [dots.get_x() - self.middles[0][0] for dots in flat.dots]

    def show(self, share: float) -> "StandUp":
        """0 flat, 1 as a column. It gets shorter when its numbers are beside each other no more, but one below the other."""
        shorter = smooth(min(max((share - SHORTER[0]) / (SHORTER[1] - SHORTER[0]), 0.0), 1.0))
        size = self.sizes[0] + shorter * (self.sizes[1] - self.sizes[0])
        middle = self.middles[0] + share * (self.middles[1] - self.middles[0])
        angle, pitch = -share * PI / 2, size[0] / self.sizes[0][0]
        way = np.array([np.cos(angle), np.sin(angle), 0])
        for one, along in zip(self.flat.cells, self.along, strict=True):
            place = middle + pitch * along * way
            box = Rectangle(width=size[0], height=size[1]).rotate(angle).move_to(place)
            one.box.set_points(box.points)
            one.number.move_to(place)
        for dots, along in zip(self.flat.dots, self.dots, strict=True):
            dots.become(_dots(True).rotate(angle).move_to(middle + pitch * along * way))
        return self
