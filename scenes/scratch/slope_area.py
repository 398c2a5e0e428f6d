"""The sigmoid's slope as an area: a rectangle as wide as its output, and as high as what that lacks to one."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, Square, VGroup

from scenes.kit.text import words
from scenes.kit.theme import BODY, role
from scenes.scratch.flat_ends import read_off

WIDE = 9                 # of its base and of its side
OPENED = 1e-3            # the least length of either: no line is a dot
FILL = 0.35              # how much of its colour the area has
BARS, BETWEEN, ROOM = 0.6, 0.2, 0.35    # width of either bar beside the square; between them, and from it to them
SWATCH = 0.3             # side of a colour in the legend


class SlopeArea(VGroup):
    """A unit square, `side` manim units large, and in it the rectangle [0, o] x [o, 1] of an output o, 0..1.

    set(o) draws it for another one; at 0 and at 1 it has no area, and most at 0.5. set(o, wide) draws it `wide` times as wide
    as the square instead: divided by o, that is 1. It may be moved and scaled: at(x, y) is where that place of the square is now.
    Parts: `square`; `field`, the area, which is the slope o * (1 - o); `has`, its base, which is o; `lacks`, the side at its
    right, which is 1 - o.
    """

    def __init__(self, side: float, o: float = 0.5):
        self.square = Square(side, stroke_color=role("quiet"), stroke_width=2)
        self.field = Rectangle(width=side, height=side, stroke_width=0, fill_color=role("target"), fill_opacity=FILL)
        self.has, self.lacks = (Line(LEFT, RIGHT, stroke_color=role(kind), stroke_width=WIDE) for kind in ("target", "error"))
        super().__init__(self.square, self.field, self.lacks, self.has)
        self.set(o)

    def at(self, x: float, y: float) -> np.ndarray:
        """The place (x, y), each 0..1, of the square in the scene."""
        return self.square.get_corner(DOWN + LEFT) + self.square.width * (x * RIGHT + y * UP)

    def set(self, o: float, wide: float | None = None) -> "SlopeArea":
        base, low = o if wide is None else wide, min(o, 1 - OPENED)
        self.o, right = o, max(base, OPENED)
        self.field.set_points_as_corners([self.at(*place) for place in ((0, low), (right, low), (right, 1), (0, 1), (0, low))])
        self.has.put_start_and_end_on(self.at(0, o), self.at(right, o))
        self.lacks.put_start_and_end_on(self.at(base, low), self.at(base, 1))
        return self


class Compared(VGroup):
    """Beside a square `area`: two bars, how steep the sigmoid is, as it is read off its curve, and how large the area is, with a
    legend. set(z) draws both for a sum. `text` gives a text on screen by its key. Parts: bars, legend."""

    def __init__(self, area: SlopeArea, text: Callable[[str], str]):
        self.area = area
        self.bars = VGroup(*(Rectangle(width=BARS, height=1, stroke_width=0, fill_color=role(kind), fill_opacity=opacity)
                             for kind, opacity in (("focus", 1), ("target", FILL))))
        self.bars.arrange(RIGHT, buff=BETWEEN).next_to(area.square, RIGHT, buff=ROOM)
        self.legend = VGroup(*(VGroup(bar.copy().stretch_to_fit_height(SWATCH).stretch_to_fit_width(SWATCH),
                                      words(text(key), BODY)).arrange(RIGHT, buff=0.15)
                               for bar, key in zip(self.bars, ("slope", "area"), strict=True)))
        self.legend.arrange(DOWN, buff=0.2, aligned_edge=LEFT).move_to(area.at(1, 1) + ROOM * RIGHT, LEFT + UP)
        super().__init__(self.bars, self.legend)

    def set(self, z: float) -> "Compared":
        for bar, much in zip(self.bars, (read_off(z), self.area.o * (1 - self.area.o)), strict=True):
            bar.stretch_to_fit_height(much * self.area.square.height).align_to(self.area.square, DOWN)
        return self
