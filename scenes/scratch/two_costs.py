"""What one output that should be 1 costs, over its sum: its squared error, which lies flat where it is surely wrong, and
its cross-entropy, which does not."""
import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, role

REACH = 6.0                # of the sum, to both sides of 0
WORSE, BAD = -5.0, -3.0    # the sums of two outputs that are wrong, one of them far more surely
SIZE, PLACE = (11.4, 4.8), np.array([0.1, -0.35, 0])
FORMULA = 0.62             # the em of the formulas


class TwoCosts(VGroup):
    """Both curves over the same axes, made in the order in which they are spoken of; `mirrored` is the cross-entropy of an
    output that should be 0."""

    def __init__(self, screen):
        self.plot = Plot((-REACH, REACH), (0, REACH), *SIZE, x_ticks=(-REACH, 0, REACH), y_ticks=(0, REACH),
                         x_label=screen("its_sum"), y_label=screen("either"), text_size=LABEL).move_to(PLACE)
        z = np.linspace(-REACH, REACH, 240)
        self.squares = self.plot.curve(z, square(z), "ink", 5)
        self.entropy, self.mirrored = (self.plot.curve(z, entropy(sign * z), "error", 6) for sign in (1, -1))
        self.mirrored.set_stroke(opacity=0.45)
        self.flat, self.apart = (self.misses(cost, name) for cost, name in ((square, "SQUARE"), (entropy, "ENTROPY")))
        self.names = VGroup(words(screen("squares"), BODY, role("ink")), words(screen("entropy"), BODY, role("error")))
        self.names[0].next_to(self.plot.point(-REACH, square(-REACH)), UP, buff=0.15).align_to(self.plot.point(-REACH, 0), LEFT)
        self.names[0].shift(0.2 * RIGHT)
        self.names[1].move_to(self.plot.point(-2.6, 4.2), aligned_edge=LEFT)
        self.formula = maths("- log {{o : o}}", FORMULA, o="activation").next_to(self.names[1], RIGHT, buff=0.35)
        self.tags = [in_line(words(screen("label"), BODY, role("target")),
                             Number(label, 0, size=BODY, color=role("target"), source=f"constant:{key}"))
                     for key, label in (("yes", 1), ("no", 0))]
        self.tags[0].move_to(self.plot.point(REACH, 0) + 0.35 * UP, aligned_edge=RIGHT)
        self.other = VGroup(self.tags[1], maths("- log (1 - {{o : o}})", FORMULA, o="activation")).arrange(RIGHT, buff=0.35)
        self.other.next_to(self.plot.point(REACH - 1.2, REACH - 1.2), LEFT, buff=0.3).set_y(self.plot.point(0, REACH - 0.3)[1])
        super().__init__(self.plot, self.squares, self.entropy, self.mirrored, self.flat, self.apart, self.names, self.formula,
                         self.tags[0], self.other)

    def misses(self, cost, name: str) -> VGroup:
        """The two wrong outputs on a curve, the worse one first, each with what it costs."""
        marks = VGroup()
        for key, z in (("WORSE", WORSE), ("BAD", BAD)):
            dot = self.plot.dot(z, float(cost(z)), "focus", 0.13)
            number = Number(float(cost(z)), 2, size=BODY, color=role("focus"), source=f"constant:{key}_{name}")
            marks.add(VGroup(dot, number.next_to(dot, DOWN if cost is square else RIGHT + UP, buff=0.1)))
        return marks


def square(z: np.ndarray | float) -> np.ndarray:
    """The squared error of an output with the sum z that should be 1."""
    return (1 - sigmoid(np.asarray(z, float))) ** 2


def entropy(z: np.ndarray | float) -> np.ndarray:
    """Its cross-entropy, -log of the output."""
    return -np.log(sigmoid(np.asarray(z, float)))
