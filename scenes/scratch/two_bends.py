"""Why the slope of an output's cost is so simple: a nudge of the sum passes the bend of the sigmoid and that of the logarithm,
and in the product of their slopes the output cancels out. Both slopes can be seen: the sigmoid's as the activation and what it
lacks to one, the logarithm's as a tangent that has gone up by one when it comes to the edge.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UR, Animation, Line, VGroup, smooth

from scenes.kit.declare import excuse
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

REACH, COST = 5.0, 4.0             # of the sum, to both sides of 0; of the cost, at most
FIELD = 5.3, 3.4                   # of each plot,
MIDDLES, LEVEL = (-3.4, 3.4), 1.0     # x of their middles, and y of both
HALF = 0.9                         # of a tangent's length, in manim units
PAST = 0.6                         # by so much it goes on, on the other side of the place
WIDE, SIDE = 9, 0.18               # of what stands for an output and for what it lacks; from there to its name
NAMES_Y, FORMULAS_Y = -1.72, -2.66     # of what a slope is called, and of what it is
FORMULA, APART = 0.72, 0.4         # em of a formula, and from one to the next
SURE = 0.12                        # how far from what it should not be an output is: sure, and wrong
NAMES = "sigmoid_slope", "logarithm_slope"     # of the slopes
FORMULAS = "{{o : c}} (1 - o)", "- 1 / {{o : c}}"     # of both;
SIDES = (("activation", "o"), ("error", "1 - o")), (("activation", "o"), ("ink", "-1"))       # what they are made of
NAMED = 0.42                       # em of their names
LEFT_OVER = "= {{o : o}} - {{1 : l}}"      # c cancels out, and this is left


class TwoBends(VGroup):
    """The output that should be 1 of the run's first image: the output over its sum, and its cost over the output, each
    with its slope as a formula. Apart from these: `sides`, what that is made of, for either curve: the output and what it lacks,
    and the triangle under the logarithm's tangent, each with its name; `struck`, what cancels out in their product, and
    `left_over`, what is left of it, with its name; `wrong`, where the output is sure and wrong."""

    def __init__(self, run, text: Callable[[str], str]):
        i = int((run.label_of(0)[:, 0] == 1).argmax())
        self.o, self.wrong = float(run.o[0, 0, i, 0]), SURE
        sums, rights = np.linspace(-REACH, REACH, 121), np.linspace(np.exp(-COST), 1, 121)
        self.plots = VGroup(_plot(0, (-REACH, REACH), (0, 1), text("sum"), text("output")),
                            _plot(1, (0, 1), (0, COST), text("output"), text("cross_entropy")))
        self.curves = VGroup(self.plots[0].curve(sums, sigmoid(sums), "activation", 6),
                             self.plots[1].curve(rights, -np.log(rights), "error", 6))
        self.touches = VGroup(*(Line(stroke_color=role("focus"), stroke_width=6) for _ in self.curves))
        self.sides = VGroup(*(VGroup(*(_side(kind, name) for kind, name in pair)) for pair in SIDES))
        self.dots = VGroup(*(plot.dot(0, 0, kind, 0.12) for plot, kind in zip(self.plots, ("activation", "error"))))
        self.names = VGroup(*(words(text(name), BODY, role("focus")).move_to([x, NAMES_Y, 0])
                              for name, x in zip(NAMES, MIDDLES, strict=True)))
        self.formulas = VGroup(*(maths(formula, FORMULA, c="activation").move_to([x, FORMULAS_Y, 0])
                                 for formula, x in zip(FORMULAS, MIDDLES, strict=True)))
        self.times = words("\N{MULTIPLICATION SIGN}", TITLE, role("quiet"))
        self.wanted = in_line(words(text("wanted"), BODY, role("target")),
                              Number(1, 0, source=f"pixels:label_of(0)[{i},0]", size=BODY, color=role("target")))
        self.wanted.move_to(self.plots[1].point(0.6, 0.75 * COST))
        result = maths(LEFT_OVER, FORMULA, o="activation", l="target")
        self.product = VGroup(self.formulas[0].copy(), self.times, self.formulas[1].copy(), result).arrange(RIGHT, buff=APART)
        self.product.move_to([0, FORMULAS_Y, 0])
        self.struck = VGroup(*(_struck(self.product[k].select("c")) for k in (0, 2)))
        name = words(text("gap"), BODY, role("error"))
        self.left_over = VGroup(result, name.next_to(result, DOWN, buff=0.2, aligned_edge=LEFT))
        super().__init__(self.plots, self.curves, self.touches, self.dots, self.names, self.formulas, self.wanted)
        self.stand(self.o)

    def multiply(self) -> list[Animation]:
        """The formulas come together, to be a product."""
        return [formula.animate.move_to(self.product[k]) for formula, k in zip(self.formulas, (0, 2), strict=True)]

    def slide(self, start: float, end: float, **kwargs) -> PlayThrough:
        """The output goes from one value to another: the dots with it, and the tangents turn."""
        return PlayThrough([self.touches, self.sides, self.dots], self.stand, start, end, rate_func=smooth, **kwargs)

    def stand(self, o: float) -> None:
        """Dots and tangents are at an output."""
        places, slopes = ((float(np.log(o / (1 - o))), o), (o, -np.log(o))), (o * (1 - o), -1 / o)
        for touch, dot, plot, place, slope in zip(self.touches, self.dots, self.plots, places, slopes):
            way = plot.point(1, slope) - plot.point(0, 0)
            at = plot.point(*place)
            touch.put_start_and_end_on(*(at + side * HALF * way / np.linalg.norm(way) for side in (-1, 1)))
            dot.move_to(at)
        self._see(places[0], places[1])

    def _see(self, on_sigmoid: tuple[float, float], on_logarithm: tuple[float, float]) -> None:
        """What both slopes are made of. The logarithm's tangent ends where it has gone up by one: at the edge where its curve
        has no end."""
        (z, o), (_, cost), (first, second) = on_sigmoid, on_logarithm, self.plots
        foot, here, top = (first.point(z, share) for share in (0, o, 1))
        level, up, at = second.point(0, cost), second.point(0, cost + 1), second.point(o, cost)
        self.touches[1].put_start_and_end_on(up, at + PAST * (at - up) / np.linalg.norm(at - up))
        for (line, name), ends, side in zip((*self.sides[0], *self.sides[1]),
                                            ((foot, here), (here, top), (level, at), (level, up)), (RIGHT, LEFT, DOWN, LEFT)):
            line.put_start_and_end_on(*ends)
            name.next_to(line, side, buff=SIDE)


def _side(kind: str, name: str) -> VGroup:
    """What a slope is made of, a part of it, with its name."""
    line = excuse(Line(stroke_color=role(kind), stroke_width=WIDE), "shape", "it stands for a number, next to a curve")
    name = Number(int(name), 0, source="constant:FALL", size=NAMED) if kind == "ink" else maths(name, NAMED)
    return VGroup(line, excuse(name.set_color(role(kind)), "shape", "it goes with its line, wherever that is under a curve"))


def _struck(term) -> Line:
    """A stroke through what cancels out."""
    stroke = Line(term.get_corner(DL) + 0.1 * DL, term.get_corner(UR) + 0.1 * UR, stroke_width=7, stroke_color=role("error"))
    return excuse(stroke, "shape", "it strikes out what cancels")


def _plot(k: int, x: tuple[float, float], y: tuple[float, float], across: str, up: str) -> Plot:
    """The k-th from the left, with the names of its axes."""
    plot = Plot(x, y, *FIELD, x_label=across, y_label=up, y_ticks=y if y[1] <= 1 else (), text_size=LABEL)
    return plot.shift(np.array([MIDDLES[k], LEVEL, 0]) - plot.point((x[0] + x[1]) / 2, (y[0] + y[1]) / 2))
