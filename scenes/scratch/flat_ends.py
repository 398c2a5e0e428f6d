"""What a small step along x changes on the sigmoid: at one place, for a crowd of values, and where it is little."""

import numpy as np
from manim import UP, Line, Polygon, VGroup

from scenes.kit.plot import Plot, sigmoid
from scenes.kit.theme import role


def rise(plot: Plot, low: float, high: float) -> VGroup:
    """A step along x, the field between, and the rise of the sigmoid over it."""
    start, corner, end = (plot.point(x, float(sigmoid(y))) for x, y in ((low, low), (high, low), (high, high)))
    field = Polygon(start, corner, end, stroke_width=0, fill_color=role("focus"), fill_opacity=0.3)
    return VGroup(Line(start, corner, stroke_color=role("ink"), stroke_width=5), field,
                  Line(corner, end, stroke_color=role("focus"), stroke_width=9))


def crowd(plot: Plot, sums: np.ndarray, pitch: float) -> np.ndarray:
    """Places (n, 3) on the sigmoid for sums (n,), none over another: those that are closer than pitch manim units stand in a
    column, that begins on the curve and goes into the field, away from the nearer end."""
    width = pitch * (plot.x_range[1] - plot.x_range[0]) / plot.field[0]      # of a column, in units of x
    columns = np.round(np.asarray(sums) / width).astype(int)
    places, high = np.zeros((len(columns), 3)), dict.fromkeys(columns.tolist(), 0)
    for i, column in enumerate(columns.tolist()):
        x, way = width * column, 1 if column < 0 else -1
        places[i] = plot.point(x, float(sigmoid(x))) + way * pitch * high[column] * UP
        high[column] += 1
    return places


def gains(plot: Plot, sums: np.ndarray, step: float) -> np.ndarray:
    """By how many manim units each value rises when its sum, of sums (n,), grows by a step."""
    return plot.field[1] * (sigmoid(sums + step) - sigmoid(sums))


def zone(plot: Plot, low: float, high: float) -> Polygon:
    """The part of a plot between two x, shaded."""
    corners = [plot.point(x, y) for x, y in ((low, 0), (high, 0), (high, 1), (low, 1))]
    return Polygon(*corners, stroke_width=0, fill_color=role("focus"), fill_opacity=0.13)
