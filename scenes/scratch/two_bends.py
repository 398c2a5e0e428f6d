"""Why the slope of an output's cost is so simple: a nudge of the sum passes the bend of the sigmoid and that of the logarithm,
and one of them is steep where the other is flat.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, VGroup, VMobject

from scenes.kit.closing import fewest, product_closes
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

FIELD, PITCH, LEVEL = (3.5, 3.6), 4.55, 0.55      # of a plot; from one middle to the next; y of the middles
REACH, COST = 5.0, 4.0             # of the sum, to both sides of 0; of the cost, at most
HALF = 0.75                        # of a tangent's length, in manim units
ROW = -2.65                        # y of the slopes under the plots, which are written out below
WRONG, RIGHT_END = 0.03, 0.97      # the outputs to which it slides: all wrong, and all right
NAMES = ("slope", "focus"), ("slope", "focus"), ("gap", "ink")     # of the slopes
SIGNS = "\N{MULTIPLICATION SIGN}="


class TwoBends(VGroup):
    """The output over its sum, the cost of an output that should be 1 over that output, and the product of their slopes, which
    is the cost's slope over the sum. show(o) stands at an output, and draws the product as far as it has been.

    run: of its first image, the output of the label, and logged numbers are those of it.
    """

    def __init__(self, run, text: Callable[[str], str]):
        self.i = int(run.label_of(0).argmax())
        self.key, self.o = f"o[0,0,{self.i},0]", float(run.o[0, 0, self.i, 0])
        self.text, self.reached = text, (self.o, self.o)
        sums, outputs = np.linspace(-REACH, REACH, 121), np.linspace(np.exp(-COST), 1, 121)
        self.plots = VGroup(self._plot(0, (-REACH, REACH), (0, 1), ("sum", "output")),
                            self._plot(1, (0, 1), (0, COST), ("output", "cross_entropy")),
                            self._plot(2, (0, 1), (-1, 0), ("output", "slope")))
        self.curves = VGroup(self.plots[0].curve(sums, sigmoid(sums), "activation", 6),
                             self.plots[1].curve(outputs, -np.log(outputs), "error", 6))
        self.product = VMobject(stroke_color=role("error"), stroke_width=7)
        self.touches = VGroup(*(Line(stroke_color=role("focus"), stroke_width=6) for _ in self.curves))
        self.dots = VGroup(*(plot.dot(0, 0, kind, 0.12) for plot, kind in zip(self.plots, ("activation", "error", "error"))))
        self.slopes = self._slopes(float(run.delta_o[0, 0, self.i, 0]))
        self.signs = VGroup(*(words(sign, TITLE, role("quiet")).move_to([(k - 0.5) * PITCH, ROW, 0])
                              for k, sign in enumerate(SIGNS)))
        self.laws = self._laws()
        self.names = VGroup(*(words(text(name), TITLE, role(kind)).move_to([(k - 1) * PITCH, ROW, 0]) for k, (name, kind) in
                              enumerate(NAMES)))
        self.wanted = in_line(words(text("wanted"), BODY, role("target")),
                              Number(1, 0, source=f"pixels:label_of(0)[{self.i},0]", size=BODY, color=role("target")))
        self.wanted.move_to(self.plots[1].point(0.6, 0.75 * COST))
        super().__init__(self.plots, self.curves, self.product, self.touches, self.dots, self.slopes, self.signs, self.laws,
                         self.names, self.wanted)
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

    def column(self, k: int) -> VGroup:
        """A plot with all that is drawn in it."""
        drawn = (self.curves[k], self.touches[k]) if k < 2 else (self.product,)
        return VGroup(self.plots[k], *drawn, self.dots[k])

    def _plot(self, k, x, y, names) -> Plot:
        across, up = (self.text(name) for name in names)
        plot = Plot(x, y, *FIELD, x_label=across, y_label=up, text_size=LABEL)
        return plot.shift(np.array([(k - 1) * PITCH, LEVEL, 0]) - plot.point((x[0] + x[1]) / 2, (y[0] + y[1]) / 2))

    def _slopes(self, delta: float) -> VGroup:
        """Those of both curves, and their product."""
        first, second = self.o * (1 - self.o), -1 / self.o
        n = fewest(product_closes(first, second, delta, 2))
        few = fewest(lambda decimals: round(round(first, n) * round(second, decimals), 2) == round(delta, 2))
        given = ((first, n, f"{self.key}*(1-{self.key})", "activation"), (second, few, f"-1/{self.key}", "error"),
                 (delta, 2, f"delta_o[0,0,{self.i},0]", "error"))
        return VGroup(*(Number(value, decimals, plus=k > 0, source=f"pixels:{key}", size=TITLE, color=role(kind))
                        .move_to([(k - 1) * PITCH, ROW, 0]) for k, (value, decimals, key, kind) in enumerate(given)))

    def _laws(self) -> VGroup:
        """What each slope is of the output: o × (1 − o), −1 / o, and o − 1."""
        laws = VGroup()
        for k, parts in enumerate((("", " × (1 \N{MINUS SIGN} ", ")"), ("\N{MINUS SIGN}1 / ", ""), ("", " \N{MINUS SIGN} 1"))):
            row = VGroup()
            for j, part in enumerate(parts):
                if part:
                    row.add(words(part.strip(), BODY, role("quiet"), source="constant:WHOLE"))
                if j < len(parts) - 1:
                    row.add(Number(self.o, 2, source=f"pixels:{self.key}", size=BODY, color=role("activation")))
            row.arrange(RIGHT, buff=0.12)
            if len(row) == 4:
                row[3].shift(0.06 * LEFT)     # a bracket stands close to what it closes
            laws.add(row.move_to([(k - 1) * PITCH, ROW, 0] + 0.55 * DOWN))
        return laws
