"""Why the slope of an output's cost is so simple: a nudge of the sum passes the bend of the sigmoid and that of the logarithm,
and one of them is steep where the other is flat.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import Line, VGroup, VMobject

from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

FIELD, PITCH, LEVEL = (3.5, 3.6), 4.55, 0.55      # of a plot; from one middle to the next; y of the middles
REACH, COST = 5.0, 4.0             # of the sum, to both sides of 0; of the cost, at most
HALF = 0.6                         # of a tangent's length, in manim units
ROW = -2.65                        # y of what the slopes are called, under the plots
WRONG, RIGHT_END = 0.03, 0.97      # the outputs to which it slides: all wrong, and all right
NAMES = ("slope", "focus"), ("slope", "focus"), ("gap", "ink")     # of the slopes
SIGNS = "\N{MULTIPLICATION SIGN}="


class TwoBends(VGroup):
    """The output over its sum, the cost of an output that should be 1 over that output, and the product of their slopes, which
    is the cost's slope over the sum. show(o) stands at an output, and draws the product as far as it has been.

    run: it begins at the output of its first image's label.
    """

    def __init__(self, run, text: Callable[[str], str]):
        self.i = int(run.label_of(0).argmax())
        self.o = float(run.o[0, 0, self.i, 0])
        self.reached = self.o, self.o
        sums, outputs = np.linspace(-REACH, REACH, 121), np.linspace(np.exp(-COST), 1, 121)
        self.plots = VGroup(_plot(0, (-REACH, REACH), (0, 1), text("sum"), text("output")),
                            _plot(1, (0, 1), (0, COST), text("output"), text("cross_entropy")),
                            _plot(2, (0, 1), (-1, 0), text("output"), text("slope")))
        self.curves = VGroup(self.plots[0].curve(sums, sigmoid(sums), "activation", 6),
                             self.plots[1].curve(outputs, -np.log(outputs), "error", 6))
        self.product = VMobject(stroke_color=role("error"), stroke_width=7)
        self.touches = VGroup(*(Line(stroke_color=role("focus"), stroke_width=6) for _ in self.curves))
        self.dots = VGroup(*(plot.dot(0, 0, kind, 0.12) for plot, kind in zip(self.plots, ("activation", "error", "error"))))
        self.signs = VGroup(*(words(sign, TITLE, role("quiet")).move_to([(k - 0.5) * PITCH, ROW, 0])
                              for k, sign in enumerate(SIGNS)))
        self.names = VGroup(*(words(text(name), TITLE, role(kind)).move_to([(k - 1) * PITCH, ROW, 0]) for k, (name, kind) in
                              enumerate(NAMES)))
        self.wanted = in_line(words(text("wanted"), BODY, role("target")),
                              Number(1, 0, source=f"pixels:label_of(0)[{self.i},0]", size=BODY, color=role("target")))
        self.wanted.move_to(self.plots[1].point(0.6, 0.75 * COST))
        super().__init__(self.plots, self.curves, self.product, self.touches, self.dots, self.signs, self.names,
                         self.wanted)
        self.show(self.o)

    def show(self, o: float) -> "TwoBends":
        """Dots and tangents are at an output."""
        self.reached = min(o, self.reached[0]), max(o, self.reached[1])
        z = float(np.log(o / (1 - o)))
        for touch, plot, place, slope in zip(self.touches, self.plots, ((z, o), (o, -np.log(o))), (o * (1 - o), -1 / o)):
            way = plot.point(1, slope) - plot.point(0, 0)
            at = plot.point(*place)
            touch.put_start_and_end_on(*(at + side * HALF * way / np.linalg.norm(way) for side in (-1, 1)))
        for dot, plot, place in zip(self.dots, self.plots, ((z, o), (o, -np.log(o)), (o, o - 1))):
            dot.move_to(plot.point(*place))
        self.product.set_points_as_corners([self.plots[2].point(at, at - 1) for at in (*self.reached, self.reached[1])])
        return self


def _plot(k: int, x: tuple[float, float], y: tuple[float, float], across: str, up: str) -> Plot:
    """The k-th from the left, with the names of its axes."""
    plot = Plot(x, y, *FIELD, x_label=across, y_label=up, y_ticks=y if y[1] <= 1 else (), text_size=LABEL)
    return plot.shift(np.array([(k - 1) * PITCH, LEVEL, 0]) - plot.point((x[0] + x[1]) / 2, (y[0] + y[1]) / 2))
