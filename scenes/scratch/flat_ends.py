"""What a small step along x changes on the sigmoid: at one place, for many values, and where it is little."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, Group, Line, Polygon, VGroup

from scenes.kit.declare import holds
from scenes.kit.digit import Digit
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.scales import activation_fill
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.first_weights import HIGH_END, LOW_END, end_sums

VALUE = 0.085                         # radius of the dot of one hidden value
TABLE = (-3.1, 6.1), (-3.0, 2.0)      # x and y of the ends of their table


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


def gains(plot: Plot, sums: np.ndarray, step: float) -> np.ndarray:
    """By how many manim units each value rises when its sum, of sums (n,), grows by a step."""
    return plot.field[1] * (sigmoid(sums + step) - sigmoid(sums))


def zone(plot: Plot, low: float, high: float) -> Polygon:
    """The part of a plot between two x, shaded."""
    corners = [plot.point(x, y) for x, y in ((low, 0), (high, 0), (high, 1), (low, 1))]
    return Polygon(*corners, stroke_width=0, fill_color=role("focus"), fill_opacity=0.13)


def counted(plot: Plot, h: np.ndarray, log, text: Callable[..., str]) -> tuple[VGroup, VGroup, VGroup]:
    """The flat ends; how many of the values h lie on each; and how many of all that is together. log: the real net's."""
    (left, right), (low, high) = plot.x_range, end_sums()
    zones, sides = VGroup(zone(plot, left, low), zone(plot, high, right)).set_z_index(-1), VGroup()
    for part, key, count in ((zones[0], f"ravel(h[0])<{LOW_END}", (h < LOW_END).sum()),
                             (zones[1], f"ravel(h[0])>{HIGH_END}", (h > HIGH_END).sum())):
        number = Number(int(count), 0, source=f"digits:sum({key})", size=0.9, color=role("focus")).move_to(part)
        holds(part, number)
        sides.add(number)
    total = in_line(Number(int(log.first_ends), 0, source="experiments:real.first_ends", size=0.9, color=role("focus")),
                    words(text("of"), TITLE),
                    Number(int(log.first_values), 0, source="experiments:real.first_values", size=TITLE), buff=0.25)
    return zones, sides, total.move_to([0, 2.85, 0])


def table_of_values(run, text: Callable[..., str]) -> tuple[Group, VGroup]:
    """The first hidden values of a run's probe images: a row for each image, which stands before it, a column for each neuron.
    Returns what stands around the table, and a dot for each value, row by row."""
    values = run.h[0, :, :, 0]
    (left, right), (low, high) = TABLE
    x, y = np.linspace(left, right, values.shape[1]), np.linspace(high, low, values.shape[0])
    dots = VGroup(*(Dot([x[i], y[k], 0], radius=VALUE, color=activation_fill(float(value)), stroke_width=1.5,
                        stroke_color=role("quiet")) for (k, i), value in np.ndenumerate(values)))
    thumbs = Group(*(Digit(pixels, side=0.9 * (y[0] - y[1])).move_to([left - 0.75, level, 0])
                     for pixels, level in zip(run.probe_images, y, strict=True)))
    given = (values.shape[1], "hidden", "neurons"), (values.shape[0], "len(probe_index)", "images")
    across, down = (in_line(Number(count, 0, source=f"digits:{source}", size=TITLE), words(text(key), TITLE), buff=0.2)
                    for count, source, key in given)
    across.move_to([(left + right) / 2, high + 0.6, 0])
    return Group(thumbs, across, down.next_to(thumbs, LEFT, buff=0.3)), dots
