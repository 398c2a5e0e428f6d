"""Why the slope of an output's cost is so simple: a nudge of the sum passes the bend of the sigmoid and that of the logarithm,
and in the product of their slopes the output cancels out.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DL, UR, Line, VGroup, smooth

from scenes.kit.closing import fewest, product_closes
from scenes.kit.declare import excuse
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

FIELD, PITCH, LEVEL = (3.5, 3.0), 4.55, 0.95      # of a plot; from one middle to the next; y of the middles
REACH, COST = 5.0, 4.0             # of the sum, to both sides of 0; of the cost, at most
HALF = 0.9                         # of a tangent's length, in manim units
ROWS = -1.55, -2.3, -3.15          # y of what the slopes are called, of their formulas and of how steep they are
FORMULA = 0.55                     # em of a formula
CELLS = 2                          # decimals of the product
SURE = 0.05                        # an output that should be one: sure, and wrong
NAMES = ("sigmoid_slope", "focus"), ("logarithm_slope", "focus"), ("gap", "error")     # of the slopes
ONE = "{{o : a}} (1 - {{o : b}})", "- 1 slash {{o : a}}", "{{o : a}} - 1"      # formulas; a, from c on if there is one, cancels
ZERO = "{{o : b}} ({{1 - : c}} {{o : a}})", "1 slash ({{1 - : c}} {{o : a}})", "{{o : a}} - 0"
SIGNS = "\N{MULTIPLICATION SIGN}="


class TwoBends(VGroup):
    """Output i of the run's first image: the output over its sum, its cost over the output, and the product of their slopes,
    which is the cost's slope over the sum."""

    def __init__(self, run, i: int, text: Callable[[str], str]):
        self.i, self.o, self.label = i, float(run.o[0, 0, i, 0]), int(run.label_of(0)[i, 0])
        sums, given = np.linspace(-REACH, REACH, 121), np.linspace(np.exp(-COST), 1, 121)
        outputs = given if self.label else 1 - given
        self.plots = VGroup(_plot(0, (-REACH, REACH), (0, 1), text("sum"), text("output")),
                            _plot(1, (0, 1), (0, COST), text("output"), text("cross_entropy")),
                            _plot(2, (0, 1), (-self.label, 1 - self.label), text("output"), text("slope")))
        self.curves = VGroup(self.plots[0].curve(sums, sigmoid(sums), "activation", 6),
                             self.plots[1].curve(outputs, -np.log(given), "error", 6))
        self.product = self.plots[2].curve((0, 1), (-self.label, 1 - self.label), "error", 7)
        self.touches = VGroup(*(Line(stroke_color=role("focus"), stroke_width=6) for _ in self.curves))
        self.dots = VGroup(*(plot.dot(0, 0, kind, 0.12) for plot, kind in zip(self.plots, ("activation", "error", "error"))))
        self.names = VGroup(*(words(text(name), BODY, role(kind)).move_to([(k - 1) * PITCH, ROWS[0], 0])
                              for k, (name, kind) in enumerate(NAMES)))
        self.formulas = VGroup(*(maths(formula, FORMULA).move_to([(k - 1) * PITCH, ROWS[1], 0])
                                 for k, formula in enumerate(ONE if self.label else ZERO)))
        for formula, labels in zip(self.formulas, ("ab", "a", "a"), strict=True):
            for label in labels:
                formula.select(label).set_color(role("activation"))
        first = "a" if self.label else "c"
        self.struck = VGroup(*(excuse(Line(formula.select(first).get_corner(DL) + 0.06 * DL,
                                           formula.select("a").get_corner(UR) + 0.06 * UR, stroke_width=5,
                                           stroke_color=role("error")), "shape", "it strikes out what cancels")
                               for formula in self.formulas[:2]))
        self.numbers = self._numbers()
        self.signs = VGroup(*(VGroup(*(words(sign, TITLE, role("quiet")).move_to([(k - 0.5) * PITCH, y, 0]) for y in ROWS[1:]))
                              for k, sign in enumerate(SIGNS)))
        self.wanted = in_line(words(text("wanted"), BODY, role("target")),
                              Number(self.label, 0, source=f"pixels:label_of(0)[{self.i},0]", size=BODY, color=role("target")))
        self.wanted.move_to(self.plots[1].point(0.4 + 0.2 * self.label, 0.75 * COST))
        super().__init__(self.plots, self.curves, self.product, self.touches, self.dots, self.signs, self.names, self.formulas,
                         self.struck, self.numbers, self.wanted)
        self.stand(self.o)

    def _numbers(self) -> VGroup:
        """How steep both are where the output is, and the product."""
        o, key = self.o, f"o[0,0,{self.i},0]"
        slopes = o * (1 - o), self._steep(o)
        n = fewest(product_closes(*slopes, o - self.label, CELLS))
        other = f"-1/{key}" if self.label else f"1/(1-{key})"
        shown = ((slopes[0], n, f"{key}*(1-{key})", "focus"), (slopes[1], n, other, "focus"),
                 (o - self.label, CELLS, f"delta_o[0,0,{self.i},0]", "error"))
        return VGroup(*(Number(value, decimals, source=f"pixels:{source}", size=TITLE, color=role(kind))
                        .move_to([(k - 1) * PITCH, ROWS[2], 0]) for k, (value, decimals, source, kind) in enumerate(shown)))

    def slide(self, start: float, end: float, plots: int = 3, **kwargs) -> PlayThrough:
        """The output goes from one value to another: the dots of the first plots with it, and the tangents turn."""
        return PlayThrough([self.touches, self.dots[:plots]], self.stand, start, end, rate_func=smooth, **kwargs)

    def stand(self, o: float) -> None:
        """Dots and tangents are at an output."""
        z, cost = float(np.log(o / (1 - o))), -np.log(o if self.label else 1 - o)
        for touch, plot, place, slope in zip(self.touches, self.plots, ((z, o), (o, cost)), (o * (1 - o), self._steep(o))):
            way = plot.point(1, slope) - plot.point(0, 0)
            at = plot.point(*place)
            touch.put_start_and_end_on(*(at + side * HALF * way / np.linalg.norm(way) for side in (-1, 1)))
        for dot, plot, place in zip(self.dots, self.plots, ((z, o), (o, cost), (o, o - self.label))):
            dot.move_to(plot.point(*place))

    def _steep(self, o: float) -> float:
        """The slope of the cost over the output."""
        return -1 / o if self.label else 1 / (1 - o)


def _plot(k: int, x: tuple[float, float], y: tuple[float, float], across: str, up: str) -> Plot:
    """The k-th from the left, with the names of its axes."""
    plot = Plot(x, y, *FIELD, x_label=across, y_label=up, y_ticks=y if y[1] <= 1 else (), text_size=LABEL)
    return plot.shift(np.array([(k - 1) * PITCH, LEVEL, 0]) - plot.point((x[0] + x[1]) / 2, (y[0] + y[1]) / 2))
