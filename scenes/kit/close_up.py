"""The sigmoid, and a look that moves in on where it nears 1: the closer, the more it stays the same."""

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, Line, VGroup, VMobject

from scenes.kit.moments import between
from scenes.kit.plot import sigmoid
from scenes.kit.sprites import smooth_step
from scenes.kit.text import Number
from scenes.kit.theme import role

HEADROOM = 0.06     # room above 1, as a share of what is seen below it
NEAR = 2            # from this power of ten on the curve looks alike at every magnification
BEFORE, BEYOND = 0.4, 1.8     # how much of x is seen there, from where the curve comes into view
TEXT = 0.3          # the em of the numbers


class CloseUp(VGroup):
    """Axes without x numbers, the level 1, the sigmoid over -reach..reach, and a dot at each of the sums (n,).

    show(power) moves in until 1 - 10**-power is the lowest value that is seen; levels 0.9, 0.99, ... carry their
    numbers as they pass. small, large: (x, y, width, height) of the field; show(power, growth) is between the two.
    """

    def __init__(self, sums: np.ndarray, reach: float, small: tuple, large: tuple, deepest: int):
        self.sums, self.reach, self.fields = np.ravel(sums).astype(float), reach, np.array([small, large], float)
        style = {"stroke_color": role("quiet"), "stroke_width": 2.5}
        self.axes = VGroup(Line(**style), Line(**style), Line(**style, stroke_opacity=0.7))
        self.curve = VMobject(stroke_color=role("activation"), stroke_width=6)
        self.dots = VGroup(*(Dot(radius=0.11, color=role("focus")) for _ in self.sums))
        self.one = Number(1, 0, size=TEXT, source="constant:axis", color=role("quiet"))
        self.levels = VGroup(*(Number(1 - 10.0 ** -k, k, size=TEXT, source="constant:axis", color=role("quiet"))
                               for k in range(deepest + 1)))
        self.lines = VGroup(*(Line(stroke_color=role("quiet"), stroke_width=1.5) for _ in self.levels))
        super().__init__(self.axes, self.lines, self.curve, self.dots, self.one, self.levels)
        self.show(0)

    def show(self, power: float, growth: float = 0.0) -> "CloseUp":
        """Look from so near: the field's height is 10**-power."""
        x, y, width, height = between(self.fields, growth)
        corner, seen = np.array([x - width / 2, y - height / 2, 0]), 10.0 ** -power
        left, right = self._window(power)

        def place(value, missing):
            """Where the curve is at x = value when so much is missing to 1."""
            return corner + [(value - left) / (right - left) * width, (1 - missing / seen) / (1 + HEADROOM) * height, 0]
        one = place(left, 0)
        for line, start, end in zip(self.axes, (corner, corner, one),
                                    (corner + width * RIGHT, corner + height * UP, one + width * RIGHT)):
            line.put_start_and_end_on(start, end)
        enters = np.log(1 / seen - 1) if power else left
        xs = np.linspace(max(left, enters), right, 200)
        self.curve.set_points_as_corners([place(value, sigmoid(-value)) for value in xs])
        self.place, self.window, self.lowest = place, (left, right), seen
        for dot, value in zip(self.dots, self.sums, strict=True):
            inside = left <= value <= right and sigmoid(-value) <= seen
            dot.move_to(place(min(max(value, left), right), min(sigmoid(-value), seen))).set_opacity(float(inside))
        self._number(place, left, right, power)
        return self

    def in_32_bits(self) -> VMobject:
        """What the curve is where it is seen now if every number has 32 bits: stairs, and the last step reaches 1."""
        xs = np.linspace(*self.window, 800).astype(np.float32)
        missing = 1 - (1 / (1 + np.exp(-xs))).astype(float)
        points = [self.place(x, gap) for x, gap in zip(xs.astype(float), missing, strict=True) if gap <= self.lowest]
        return VMobject(stroke_color=role("focus"), stroke_width=6).set_points_as_corners(points)

    def _window(self, power: float) -> tuple[float, float]:
        """The x that are seen: all of them at first, from NEAR on a stretch that goes with the curve."""
        ends = power * np.log(10) + np.array([-BEFORE, BEYOND])
        share = float(smooth_step(np.array(power / NEAR)))
        return tuple((1 - share) * np.array([-self.reach, self.reach]) + share * ends)

    def _number(self, place, left: float, right: float, power: float) -> None:
        """The level 1 has its number, and each lower one that is in view and far enough from it."""
        self.one.move_to(place(left, 0) + (0.2 + self.one.width / 2) * LEFT)
        for k, (level, line) in enumerate(zip(self.levels, self.lines, strict=True)):
            missing = min(10.0 ** -k, 10.0 ** -power)
            start, end = place(left, missing), place(right, missing)
            apart = (self.one.get_y() - start[1]) / level.height
            seen = float(smooth_step(np.array(apart - 1.5))) if missing == 10.0 ** -k or k == power else 0.0
            level.move_to(start + (0.2 + level.width / 2) * LEFT).set_opacity(seen)
            line.put_start_and_end_on(start, end).set_stroke(opacity=0.4 * seen)
