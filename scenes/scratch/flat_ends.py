"""What a small step along x changes on the sigmoid: at one place, at many, and the parts of the plot where it is little."""

import numpy as np
from manim import Line, Polygon, VGroup, VMobject

from scenes.kit.plot import Plot, sigmoid
from scenes.kit.theme import role


def rise(plot: Plot, low: float, high: float) -> VGroup:
    """A step along x, the field between, and the rise of the sigmoid over it."""
    start, corner, end = (plot.point(x, float(sigmoid(y))) for x, y in ((low, low), (high, low), (high, high)))
    field = Polygon(start, corner, end, stroke_width=0, fill_color=role("focus"), fill_opacity=0.3)
    return VGroup(Line(start, corner, stroke_color=role("ink"), stroke_width=5), field,
                  Line(corner, end, stroke_color=role("focus"), stroke_width=9))


def rises(plot: Plot, sums: np.ndarray, step: float) -> VMobject:
    """At each of sums (n,) how much the sigmoid rises over a step around it, as a line on the curve; all in one shape."""
    lines = VMobject(stroke_color=role("ink"), stroke_width=2.5, stroke_opacity=0.75)
    for x in np.ravel(sums):
        low, middle, high = (float(y) for y in sigmoid(x + step * np.array([-0.5, 0, 0.5])))
        lines.start_new_path(plot.point(x, middle - (high - low) / 2))
        lines.add_line_to(plot.point(x, middle + (high - low) / 2))
    return lines


def zone(plot: Plot, low: float, high: float) -> Polygon:
    """The part of a plot between two x, shaded."""
    corners = [plot.point(x, y) for x, y in ((low, 0), (high, 0), (high, 1), (low, 1))]
    return Polygon(*corners, stroke_width=0, fill_color=role("focus"), fill_opacity=0.13)
