"""A small plot: axes with tick numbers in the film's type, curves, dots; and the sigmoid."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup, VMobject

from scenes.kit.text import Number, words
from scenes.kit.theme import SMALLEST, role

BREAK, BREAKS = 0.26, (0.2, 0.3)     # width of the strokes that say that an axis doesn't begin at 0, and how far up they stand


class Plot(VGroup):
    """Axes over x_range and y_range (low, high) on a field of width x height manim units.

    x_ticks, y_ticks: the values that get a number; they are declared constants of the plot's scale; an axis whose first number
    is above 0 has a break there. log: x is
    drawn on a logarithmic scale (after adding 1, so that 0 has its place). source: the key of numbers in the labels;
    text_size: the em of all that is written.
    """

    def __init__(self, x_range: tuple[float, float], y_range: tuple[float, float], width: float, height: float, *,
                 x_ticks: Sequence[float] = (), y_ticks: Sequence[float] = (), x_decimals: int = 0,
                 y_decimals: int = 0, x_unit: str = "", y_unit: str = "", x_label: str = "", y_label: str = "", log: bool = False,
                 source: str = "", text_size: float = SMALLEST):
        self.x_range, self.y_range, self.log = x_range, y_range, log
        self.field = (width, height)
        style = {"stroke_color": role("quiet"), "stroke_width": 2}
        corner = np.array([-width / 2, -height / 2, 0])
        self.origin = Dot(corner, radius=0, fill_opacity=0)
        super().__init__(self.origin, Line(corner, corner + width * RIGHT, **style),
                         Line(corner, corner + height * UP, **style))
        for value in x_ticks:
            number = Number(value, x_decimals, size=text_size, unit=x_unit, source="constant:axis", color=role("quiet"))
            self.add(number.next_to(self.point(value, y_range[0]), DOWN, buff=0.17))
        for value in y_ticks:
            number = Number(value, y_decimals, size=text_size, unit=y_unit, source="constant:axis", color=role("quiet"))
            self.add(number.next_to(self.point(x_range[0], value), LEFT, buff=0.12))
        if y_ticks and y_ticks[0] == y_range[0] > 0:
            self.add(*(Line(LEFT, RIGHT, **style).set(width=BREAK).rotate(0.4).shift(corner + y * UP) for y in BREAKS))
        if x_label:
            label, end = words(x_label, text_size, role("quiet"), source=source), corner + width * RIGHT
            self.add(label.next_to(end, DOWN, buff=0.24 + (text_size if x_ticks else 0)).align_to(end, RIGHT))
        if y_label:
            self.y_name = words(y_label, text_size, role("quiet"), source=source)
            self.add(self.y_name.next_to(corner + height * UP, UP, buff=0.14).align_to(corner, LEFT))

    def point(self, x: float, y: float) -> np.ndarray:
        """The place of (x, y) in the scene."""
        low, high = (self._x(value) for value in self.x_range)
        share = np.array([(self._x(x) - low) / (high - low),
                          (y - self.y_range[0]) / (self.y_range[1] - self.y_range[0]), 0])
        return self.origin.get_center() + share * np.array([*self.field, 0])

    def curve(self, x: Sequence[float], y: Sequence[float], name: str = "ink", width: float = 4) -> VMobject:
        """A line through the points (x, y), in the colour of a role."""
        points = [self.point(a, b) for a, b in zip(x, y, strict=True)]
        return VMobject(stroke_color=role(name), stroke_width=width).set_points_as_corners(points)

    def level(self, y: float, name: str = "quiet", start: float | None = None, end: float | None = None) -> Line:
        """A thin level line at y across the field, or from x = start to x = end."""
        first, last = (edge if x is None else x for x, edge in zip((start, end), self.x_range))
        return Line(self.point(first, y), self.point(last, y), stroke_color=role(name), stroke_width=1.5,
                    stroke_opacity=0.6)

    def dot(self, x: float, y: float, name: str = "activation", radius: float = 0.08) -> Dot:
        """A dot at (x, y)."""
        return Dot(self.point(x, y), radius=radius, color=role(name))

    def _x(self, value: float) -> float:
        return float(np.log10(value + 1)) if self.log else float(value)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), any shape."""
    return 1 / (1 + np.exp(-np.asarray(x, dtype=float)))


def sigmoid_plot(width: float, height: float, reach: float = 6.0,
                 text_size: float = SMALLEST) -> tuple[Plot, VMobject]:
    """Axes over -reach..reach and 0..1, and the sigmoid's curve on them."""
    plot = Plot((-reach, reach), (0, 1), width, height, x_ticks=(-reach, 0, reach), y_ticks=(0, 1),
                text_size=text_size)
    x = np.linspace(-reach, reach, 121)
    return plot, plot.curve(x, sigmoid(x), "activation")


def tangent(plot: Plot, x: float, reach: float = 1.6) -> Line:
    """The tangent to the sigmoid at x; its slope is s(1 - s)."""
    s = float(sigmoid(x))
    slope = s * (1 - s)
    return Line(plot.point(x - reach, s - reach * slope), plot.point(x + reach, s + reach * slope),
                stroke_color=role("focus"), stroke_width=4)
