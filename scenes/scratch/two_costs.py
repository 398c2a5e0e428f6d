"""What two outputs that should be 1 cost: their squares, which are nearly alike, and their cross-entropies, which are not; and
both costs over an output's sum."""

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, VGroup

from scenes.kit.declare import excuse, holds
from scenes.kit.diagram import Neuron
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.misses import area, bar

REACH = 6.0                # of the sum, to both sides of 0
WORSE, BAD = 0.01, 0.05    # two outputs that are wrong, one of them far more surely
KEYS = ("WORSE", WORSE), ("BAD", BAD)
SIZE, PLACE = (11.4, 4.6), np.array([0.1, -0.45, 0])
FORMULA = 0.62             # the em of the formulas
LEVELS, HEADS = (0.6, -2.1), 2.1          # y of the two outputs, and of what stands over them
OUTPUT, LABELS, SQUARES, BARS = -5.6, -3.6, -0.9, 1.7     # x of each column; of the bars, where they begin
SIDE, UNIT, THICK = 2.0, 0.95, 0.7        # of a square of area 1; of a bar's length, for a cost of 1; of a bar


class TwoMisses(VGroup):
    """Both outputs with their label, their squares, and their cross-entropies as bars, each with how it is worked out; `pair` is
    what stands at the left."""

    def __init__(self, screen):
        self.outputs, self.labels, self.squares, self.bars, self.sums = (VGroup() for _ in range(5))
        for (key, o), y in zip(KEYS, LEVELS):
            self.outputs.add(Neuron(0.5).show(o, f"constant:{key}").scale(1.7).move_to([OUTPUT, y, 0]))
            self.labels.add(Neuron(0.4).show(1, "constant:yes", "target", decimals=0).scale(1.5).move_to([LABELS, y, 0]))
            self.squares.add(self._square(key, o).move_to([SQUARES, y, 0]))
            self.bars.add(bar(UNIT * entropy(o), THICK).move_to([BARS, y - 0.35, 0], aligned_edge=LEFT))
            self.sums.add(self._sum(screen("ln"), key, o).move_to([BARS, y + 0.4, 0], aligned_edge=LEFT))
        self.heads = in_line(*(words(screen(key), BODY, role(color)) for key, color in (
            ("output", "quiet"), ("label", "target"), ("squares", "ink"), ("entropy", "error")))).set_y(HEADS)
        for head, x in zip(self.heads, (OUTPUT, LABELS, SQUARES, BARS)):
            head.set_x(x, LEFT if x == BARS else ORIGIN)
        self.purposes = in_line(*(words(screen(key), BODY, role("quiet")) for key in ("look", "learn"))).set_y(HEADS + 0.5)
        for purpose, head in zip(self.purposes, self.heads[2:]):
            purpose.set_x(head.get_x())
        self.pair = VGroup(self.outputs, self.labels, self.heads[:2])
        super().__init__(self.outputs, self.labels, self.squares, self.bars, self.sums, self.heads, self.purposes)

    def _sum(self, ln: str, key: str, o: float) -> VGroup:
        equals = excuse(words("=", TITLE, role("quiet")), "equation", "the logarithm is a function, which the check cannot read")
        row = in_line(words(ln, TITLE, role("quiet")), Number(o, 2, size=TITLE, source=f"constant:{key}"), equals,
                      Number(entropy(o), 2, size=TITLE, color=role("error"), source=f"constant:{key}_ENTROPY"))
        minus = words("\N{MINUS SIGN}", TITLE, role("quiet")).next_to(row, LEFT, buff=0.08).set_y(row[1].get_y())
        return VGroup(minus, *row)

    def _square(self, key: str, o: float) -> VGroup:
        drawn = area(SIDE * (1 - o))
        number = Number(square(o), 2, size=TITLE, source=f"constant:{key}_SQUARE").move_to(drawn)
        holds(drawn, number)
        return VGroup(drawn, number)


class TwoCosts(VGroup):
    """Both curves over the same axes; `mirrored` is the cross-entropy of an output that should be 0, `flat` and `apart` are the
    two outputs on the curves, `outputs` are they under the axis."""

    def __init__(self, screen):
        self.plot = Plot((-REACH, REACH), (0, REACH), *SIZE, x_ticks=(-REACH, 0, REACH), y_ticks=(0, REACH),
                         x_label=screen("its_sum"), y_label=screen("either"), text_size=LABEL).move_to(PLACE)
        z = np.linspace(-REACH, REACH, 240)
        self.squares = self.plot.curve(z, square(sigmoid(z)), "ink", 5)
        self.entropy, self.mirrored = (self.plot.curve(z, entropy(sigmoid(sign * z)), "error", 6) for sign in (1, -1))
        self.mirrored.set_stroke(opacity=0.45)
        self.flat, self.apart = (self._on(cost, name, color) for cost, name, color in
                                 ((square, "SQUARE", "ink"), (entropy, "ENTROPY", "error")))
        self.outputs = VGroup(*(Neuron(0.3).show(o, f"constant:{key}").move_to(self.plot.point(sum_of(o), 0) + 0.42 * DOWN)
                                for key, o in KEYS))
        self.names = VGroup(words(screen("squares"), BODY, role("ink")), words(screen("entropy"), BODY, role("error")))
        self.names[0].move_to(self.plot.point(-REACH + 0.3, 0.45), aligned_edge=LEFT)
        self.names[1].move_to(self.plot.point(-2.6, 4.2), aligned_edge=LEFT)
        self.formula = maths("- ln {{o : o}}", FORMULA, o="activation").next_to(self.names[1], RIGHT, buff=0.35)
        tag = in_line(words(screen("label"), BODY, role("target")),
                      Number(0, 0, size=BODY, color=role("target"), source="constant:no"))
        self.other = VGroup(tag, maths("- ln (1 - {{o : o}})", FORMULA, o="activation")).arrange(RIGHT, buff=0.35)
        self.other.next_to(self.plot.point(REACH - 1.0, REACH - 1.0), LEFT, buff=0.3).set_y(self.plot.point(0, REACH - 0.5)[1])
        super().__init__(self.plot, self.squares, self.entropy, self.mirrored, self.flat, self.apart, self.outputs, self.names,
                         self.formula, self.other)

    def _on(self, cost, name: str, color: str) -> VGroup:
        """The two outputs on a curve, the worse one first, each with what it costs."""
        marks = VGroup()
        for key, o in KEYS:
            dot = self.plot.dot(sum_of(o), cost(o), color, 0.15)
            number = Number(cost(o), 2, size=BODY, color=role(color), source=f"constant:{key}_{name}")
            marks.add(VGroup(dot, number.next_to(dot, UP if cost is square else RIGHT + UP, buff=0.1)))
        return marks


def sum_of(output: float) -> float:
    """The sum that the sigmoid makes an output of."""
    return float(np.log(output / (1 - output)))


def square(output: np.ndarray | float) -> np.ndarray | float:
    """The squared error of an output that should be 1."""
    return (1 - output) ** 2


def entropy(output: np.ndarray | float) -> np.ndarray | float:
    """Its cross-entropy, minus the natural logarithm of the output."""
    return -np.log(output)
