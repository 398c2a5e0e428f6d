"""Why the slope of an output's cost is so simple: a nudge of the sum passes the bend of the sigmoid and that of the logarithm,
and in the product of their slopes the output cancels out.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DL, UR, Line, VGroup, VMobject, smooth

from scenes.kit.declare import excuse
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

REACH, COST = 5.0, 4.0             # of the sum, to both sides of 0; of the cost, at most
HALF = 0.9                         # of a tangent's length, in manim units
UNDER, FORMULAS_Y = 1.0, -2.7      # from a plot's foot to what its slope is called; y of the formulas
FORMULA = 0.75                     # em of a formula
SURE = 0.05                        # an output that should be one: sure, and wrong
NAMES = ("sigmoid_slope", "focus"), ("logarithm_slope", "focus"), ("gap", "error")     # of the slopes
FORMULAS = "{{o : o}} (1 - o)", "- 1 slash {{o : o}}", "{{o : o}} - 1"
SIGNS = "\N{MULTIPLICATION SIGN}="


@dataclass(frozen=True)
class Layout:
    """Of the plots: width and height of a field; x of the first one's middle and from one to the next; y of all of them."""

    field: tuple[float, float]
    first: float
    pitch: float
    level: float

    def x(self, k: float) -> float:
        """The middle of the k-th plot, or a place between two of them."""
        return self.first + k * self.pitch


ALONE = Layout((5.3, 4.4), -3.1, 6.6, 0.25)     # while the third plot isn't there
BESIDE = Layout((3.5, 3.3), -4.5, 4.55, 0.95)


class TwoBends(VGroup):
    """The output that should be one, of the run's first image: the output over its sum, its cost over the output, and the
    product of their slopes, which is the cost's slope over the sum."""

    def __init__(self, run, text: Callable[[str], str], layout: Layout = BESIDE):
        self.i = int(run.label_of(0).argmax())
        self.o = float(run.o[0, 0, self.i, 0])
        sums, outputs = np.linspace(-REACH, REACH, 121), np.linspace(np.exp(-COST), 1, 121)
        self.plots = VGroup(_plot(layout, 0, (-REACH, REACH), (0, 1), text("sum"), text("output")),
                            _plot(layout, 1, (0, 1), (0, COST), text("output"), text("cross_entropy")),
                            _plot(layout, 2, (0, 1), (-1, 0), text("output"), text("slope")))
        self.curves = VGroup(self.plots[0].curve(sums, sigmoid(sums), "activation", 6),
                             self.plots[1].curve(outputs, -np.log(outputs), "error", 6))
        self.product = self.plots[2].curve((0, 1), (-1, 0), "error", 7)
        self.touches = VGroup(*(Line(stroke_color=role("focus"), stroke_width=6) for _ in self.curves))
        self.dots = VGroup(*(plot.dot(0, 0, kind, 0.12) for plot, kind in zip(self.plots, ("activation", "error", "error"))))
        foot = layout.level - layout.field[1] / 2
        self.names = VGroup(*(words(text(name), BODY, role(kind)).move_to([layout.x(k), foot - UNDER, 0])
                              for k, (name, kind) in enumerate(NAMES)))
        self.formulas = VGroup(*(maths(formula, FORMULA, o="activation").move_to([layout.x(k), FORMULAS_Y, 0])
                                 for k, formula in enumerate(FORMULAS)))
        self.struck = VGroup(*(_struck(formula.select("o")) for formula in self.formulas[:2]))
        self.signs = VGroup(*(words(sign, TITLE, role("quiet")).move_to([layout.x(k + 0.5), FORMULAS_Y, 0])
                              for k, sign in enumerate(SIGNS)))
        self.wanted = in_line(words(text("wanted"), BODY, role("target")),
                              Number(1, 0, source=f"pixels:label_of(0)[{self.i},0]", size=BODY, color=role("target")))
        self.wanted.move_to(self.plots[1].point(0.6, 0.75 * COST))
        super().__init__(self.plots, self.curves, self.product, self.touches, self.dots, self.signs, self.names, self.formulas,
                         self.struck, self.wanted)
        self.stand(self.o)

    def pair(self) -> list[VMobject]:
        """What the first two plots show."""
        return [*self.plots[:2], *self.curves, *self.touches, *self.dots[:2], *self.names[:2], self.wanted]

    def slide(self, start: float, end: float, plots: int = 3, **kwargs) -> PlayThrough:
        """The output goes from one value to another: the dots of the first plots with it, and the tangents turn."""
        return PlayThrough([self.touches, self.dots[:plots]], self.stand, start, end, rate_func=smooth, **kwargs)

    def stand(self, o: float) -> None:
        """Dots and tangents are at an output."""
        places = (float(np.log(o / (1 - o))), o), (o, -np.log(o)), (o, o - 1)
        for touch, plot, place, slope in zip(self.touches, self.plots, places, (o * (1 - o), -1 / o)):
            way = plot.point(1, slope) - plot.point(0, 0)
            at = plot.point(*place)
            touch.put_start_and_end_on(*(at + side * HALF * way / np.linalg.norm(way) for side in (-1, 1)))
        for dot, plot, place in zip(self.dots, self.plots, places):
            dot.move_to(plot.point(*place))


def _struck(term) -> Line:
    """A stroke through what cancels out."""
    stroke = Line(term.get_corner(DL) + 0.06 * DL, term.get_corner(UR) + 0.06 * UR, stroke_width=5, stroke_color=role("error"))
    return excuse(stroke, "shape", "it strikes out what cancels")


def _plot(layout: Layout, k: int, x: tuple[float, float], y: tuple[float, float], across: str, up: str) -> Plot:
    """The k-th from the left, with the names of its axes."""
    plot = Plot(x, y, *layout.field, x_label=across, y_label=up, y_ticks=y if y[1] <= 1 else (), text_size=LABEL)
    return plot.shift(np.array([layout.x(k), layout.level, 0]) - plot.point((x[0] + x[1]) / 2, (y[0] + y[1]) / 2))
