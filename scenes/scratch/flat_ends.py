"""What a small step along x changes on the sigmoid: on its slope a lot, at its flat ends hardly anything."""

from collections.abc import Sequence

from manim import DOWN, RIGHT, Line, Polygon, VGroup

from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number
from scenes.kit.theme import role


def two_rises(plot: Plot, ends: Sequence[tuple[float, float]], values: Sequence[float]) -> tuple[VGroup, VGroup]:
    """Two steps with their rises, on the slope and at the flat end, and how large these are: the chapter's constants."""
    steps = VGroup(*(rise(plot, low, high) for low, high in ends))
    rises = VGroup(*(Number(value, plus=True, source=f"constant:{name}", size=0.5, color=role("focus"))
                     for value, name in zip(values, ("RISE_ON_SLOPE", "RISE_AT_END"), strict=True)))
    for number, step, side, away in zip(rises, steps, (RIGHT, DOWN), (0.25, 0.3), strict=True):
        number.next_to(step, side, buff=away)
    return steps, rises


def rise(plot: Plot, low: float, high: float) -> VGroup:
    """A step along x, the field between, and the rise of the sigmoid over it."""
    start, corner, end = (plot.point(x, float(sigmoid(y))) for x, y in ((low, low), (high, low), (high, high)))
    field = Polygon(start, corner, end, stroke_width=0, fill_color=role("focus"), fill_opacity=0.3)
    return VGroup(Line(start, corner, stroke_color=role("ink"), stroke_width=5), field,
                  Line(corner, end, stroke_color=role("focus"), stroke_width=9))
