"""Why an output's slope is its gap: a sum moves its output by the sigmoid's slope, an area, how right it is times the gap,
and the output moves its cost by the logarithm's, one over how right it is.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, VGroup

from scenes.kit.declare import excuse, furniture
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, blend, role
from scenes.scratch.flat_ends import Steepness
from scenes.scratch.log_curve import LogCurve
from scenes.scratch.slope_area import Compared, SlopeArea
from scenes.scratch.slope_is_gap import REACH

SIZE, SIDE = (5.0, 4.1), 4.1          # of the sigmoid's plot; of the square, and of the cost's plot in it
FEET, LEFTS = -1.25, (-6.3, 0.05)      # y of their axes, x of their left ends
LEAST = 0.06                # the least output over which the cost is drawn
WIDE = 9                    # of how right it is, and of the gap
ROW, LARGE, MIDSIZE = -2.6, 0.68, 0.45    # y of the figures, and their em; that of the mirrored ones
HALVINGS = 1.0, 0.5, 0.25   # the outputs at which the cost's slope is written
TOUCH = 0.42                # manim units of a tangent to either side
BESIDE = 0.2                # from a tangent to how steep it is


class Chain(VGroup):
    """Of output i of the first image, which should be 1: `upper`, its sigmoid over the sum, how `steep` it is there, `right`,
    from 0 up to it, and `gap`, from it to 1; beside it the `area` of both, with their `names`, `compared` with the slope. move(z)
    puts all of these at another sum than its own, `z`. Later, in the same square, `lower`, its cost over the output, where
    `slopes` touch it at HALVINGS, each with how steep it is there, and `touch`, the output along the axis, and the tangent there.
    divide(wide) stretches the area's base to that share of the square: how right it is goes, the gap stays.
    In figures, over their names: the first slope is `product`, `by` what it is divided, `struck`, what cancels, and `left`,
    what is left. `shown` is what there is in the end, without the cost."""

    def __init__(self, run, i: int, text: Callable[[str], str]):
        self.o, self.z, key = float(run.o[0, 0, i, 0]), float(run.o_pre[0, 0, i, 0]), f"o[0,0,{i},0]"
        reach = self.reach = max(REACH, abs(self.z) + 1)
        plot = self.plot = Plot((-reach, reach), (0, 1), *SIZE, y_ticks=(0, 1), text_size=BODY)
        plot.shift(np.array([LEFTS[0], FEET, 0]) - plot.point(-reach, 0))
        sums = np.linspace(-reach, reach, 121)
        level = plot.level(1, "target").set_stroke(width=4, opacity=0.9)
        self.upper = furniture(VGroup(plot, level, plot.curve(sums, sigmoid(sums), "activation", 6),
                                      *_names(plot, (text("sum"), "quiet"), (text("output"), "activation"))))
        self.right, self.gap = (Line(stroke_color=role(kind), stroke_width=WIDE) for kind in ("target", "error"))
        self.steep, self.area = Steepness(plot), SlopeArea(SIDE)
        self.area.shift(np.array([LEFTS[1], FEET, 0]) - self.area.at(0, 0))
        self.compared = Compared(self.area, text)
        self.move(self.z)
        self.names = VGroup(*(words(text(name), BODY, role(kind)).next_to(line, side, buff=0.2) for name, kind, line, side in
                              (("how_right", "target", self.area.has, DOWN), ("gap", "error", self.area.lacks, UP))))
        self.names[0].align_to(self.area.has, LEFT).shift(0.1 * RIGHT)
        least = min(LEAST, self.o / 2)
        self.log = LogCurve((SIDE, SIDE), (LEFTS[1], FEET), least)
        below = self.log.plot
        self.lower = VGroup(self.log, *_names(below, (text("output"), "activation"), (text("cost_of_one"), "error")))
        self.slopes = VGroup(*(self._slope(k, at) for k, at in enumerate(HALVINGS)))
        along = Line(below.point(0, 0), below.point(self.o, 0), stroke_color=role("target"), stroke_width=WIDE)
        self.touch = VGroup(along, _touching(below, self.o, float(-np.log(self.o)), -1 / self.o),
                            Dot(self.log.at(self.o), radius=0.12, color=role("focus")))
        row = Cancelling(self.o, key, 1, LARGE, 0.35).move_to([0, ROW, 0])
        one, _, gap = row.product
        names = [words(text(name), BODY, role(kind)).next_to(part, DOWN, buff=0.2) for name, kind, part in (
            ("how_right", "target", one), ("gap", "error", gap), ("how_right", "target", row.by[-1]))]
        self.product, self.by = row.product.add(*names[:2]), row.by.add(names[2])
        self.struck, self.left = row.struck, row.left
        self.shown = VGroup(self.upper, self.right, self.gap, self.steep, self.area, self.product, self.by, self.struck,
                            self.left)
        super().__init__(self.shown, self.lower, self.slopes, self.touch)

    def move(self, z: float) -> "Chain":
        """How steep the sigmoid is, how right it is, the gap, and the area of both, at a sum."""
        o = float(sigmoid(z))
        foot, here, top = (self.plot.point(z, value) for value in (0, o, 1))
        self.right.put_start_and_end_on(foot, here)
        self.gap.put_start_and_end_on(here, top)
        self.steep.show(z)
        self.area.set(o)
        self.compared.set(z)
        return self

    def divide(self, wide: float) -> "Chain":
        """The area's base is stretched to a share of the square, from how right the output is; at 1 it is divided by that,
        and the gap is left."""
        share = (wide - self.o) / (1 - self.o)
        self.area.set(self.o, wide)
        self.area.field.set_fill(blend("target", "error", share))
        self.area.has.set_stroke(opacity=1 - share)
        return self

    def _slope(self, k: int, at: float) -> VGroup:
        """The tangent at an output, and how steep the cost falls there."""
        line = _touching(self.log.plot, at, float(-np.log(at)), -1 / at)
        number = Number(1 / at, 0, size=LARGE, color=role("ink"), source=f"constant:HALVED_{k}")
        return VGroup(line, number.next_to(line.get_center(), UP + RIGHT, buff=BESIDE))


class Cancelling(VGroup):
    """Right × gap ÷ right = gap, with the signs of the slope: `product`, the first three; `by`, what they are divided by, with
    the sign before all; `struck`, what cancels; `left`, what is left.

    o: an output, key: its key; label: what it should be, 0 or 1.
    """

    def __init__(self, o: float, key: str, label: int, size: float, buff: float):
        way = 1 if label else -1
        (right, gap), (right_key, gap_key) = (o, 1 - o)[::way], (key, f"1-{key}")[::way]

        def number(value: float, source: str, kind: str, plus: bool = False) -> Number:
            return Number(value, 2, source=f"pixels:{source}", size=size, color=role(kind), plus=plus)
        one, lacks, below = (number(*term) for term in (
            (right, right_key, "target"), (gap, gap_key, "error"), (right, right_key, "target")))
        left = number(o - label, f"{key}-{label}", "error", True)
        times, divided, equals = (words(mark, size, role("quiet")) for mark in ("×", "÷", "="))
        before = [words("\N{MINUS SIGN}", size, role("quiet"))] if label else []
        VGroup(*before, one, times, lacks, divided, below, equals, left).arrange(RIGHT, buff=buff)
        self.product, self.by, self.left = VGroup(one, times, lacks), VGroup(*before, divided, below), VGroup(equals, left)
        self.struck = VGroup(*(_struck(part) for part in (one, below)))
        super().__init__(self.product, self.by, self.struck, self.left)


class Mirrored(VGroup):
    """Of an output i that should be 0: how `right` it is and its `gap`, each with its name; under them what
    cancels, `row`, and under that what is left."""

    def __init__(self, run, i: int, text: Callable[[str], str]):
        o, key = float(run.o[0, 0, i, 0]), f"o[0,0,{i},0]"
        self.right, self.gap = (in_line(words(text(name), TITLE, role(kind)),
                                        Number(value, 2, source=f"pixels:{source}", size=TITLE, color=role(kind)), buff=0.25)
                                for name, value, source, kind in (("how_right", 1 - o, f"1-{key}", "target"),
                                                                  ("gap", o, key, "error")))
        self.row = Cancelling(o, key, 0, MIDSIZE, 0.2)
        self.row.left.next_to(self.row.product, DOWN, buff=0.4, aligned_edge=LEFT)
        super().__init__(self.right, self.gap, self.row)
        self.arrange(DOWN, buff=0.4, aligned_edge=LEFT)


def _names(plot: Plot, across: tuple[str, str], up: tuple[str, str]) -> list:
    """Of both axes, in the colours of their roles: below the right end, and over the upper one."""
    (left, right), (low, high) = plot.x_range, plot.y_range
    ends = (plot.point(right, low), DOWN, RIGHT), (plot.point(left, high), UP, LEFT)
    return [words(name, BODY, role(kind)).next_to(end, way, buff=0.25).align_to(end, side)
            for (name, kind), (end, way, side) in zip((across, up), ends, strict=True)]


def _touching(plot: Plot, x: float, y: float, slope: float) -> Line:
    """A tangent at a place, of one length in the frame, however steep."""
    here, unit = plot.point(x, y), plot.point(1, slope) - plot.point(0, 0)
    way = unit / np.linalg.norm(unit)
    return excuse(Line(here - 2 * TOUCH * way, here + 2 * TOUCH * way, stroke_color=role("focus"), stroke_width=6), "shape",
                  "it touches its curve")


def _struck(term: Number) -> Line:
    """A stroke through what cancels out."""
    stroke = Line(term.get_left() + 0.1 * LEFT, term.get_right() + 0.1 * RIGHT, stroke_width=4, stroke_color=role("ink"))
    return excuse(stroke, "shape", "it strikes out what cancels")
