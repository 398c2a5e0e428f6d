"""The sigmoid's slope as an area: a rectangle as wide as the activation, and as high as what that lacks to one."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, Square, VGroup

from scenes.kit.theme import role

WIDE = 9                 # of its base and of its side
OPENED = 1e-3            # the least length of either: no line is a dot
FILL = 0.35              # how much of its colour the area has


class SlopeArea(VGroup):
    """A unit square, `side` manim units large, and in it the rectangle [0, o] x [o, 1] of an activation o, 0..1.

    set(o) draws it for another one; at 0 and at 1 it has no area, and most at 0.5. It may be moved and scaled: at(x, y) is
    where that place of the square is now. Parts: `square`; `field`, the area, which is the slope o * (1 - o); `has`, its base,
    which is o; `lacks`, the side at its right, which is 1 - o.
    """

    def __init__(self, side: float, o: float = 0.5):
        self.square = Square(side, stroke_color=role("quiet"), stroke_width=2)
        self.field = Rectangle(width=side, height=side, stroke_width=0, fill_color=role("activation"), fill_opacity=FILL)
        self.has, self.lacks = (Line(LEFT, RIGHT, stroke_color=role(kind), stroke_width=WIDE) for kind in ("activation", "ink"))
        super().__init__(self.square, self.field, self.lacks, self.has)
        self.set(o)

    def at(self, x: float, y: float) -> np.ndarray:
        """The place (x, y), each 0..1, of the square in the scene."""
        return self.square.get_corner(DOWN + LEFT) + self.square.width * (x * RIGHT + y * UP)

    def set(self, o: float) -> "SlopeArea":
        self.o, right, low = o, max(o, OPENED), min(o, 1 - OPENED)
        self.field.set_points_as_corners([self.at(*place) for place in ((0, low), (right, low), (right, 1), (0, 1), (0, low))])
        self.has.put_start_and_end_on(self.at(0, o), self.at(right, o))
        self.lacks.put_start_and_end_on(self.at(o, low), self.at(o, 1))
        return self
