"""An output that should be 1 goes more and more wrong: what that costs as a square, which soon lies flat, and as
cross-entropy."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeOut, Line, VGroup, VMobject

from scenes.kit.declare import holds
from scenes.kit.diagram import Neuron
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.scales import activation_fill
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, blend, role

SUMS, HIGHEST = (-7.8, 6.4), 5.0    # of the axes: an output's sum, and a cost
GOOD, BAD, WORSE = 0.95, 0.05, 0.01       # an output that is right, and two that are wrong, one of them far more surely
STOPS = ("GOOD", GOOD), ("BAD", BAD), ("WORSE", WORSE)
SIZE, PLACE = (11.6, 4.75), np.array([0.0, -0.25, 0])
FORMULA = 0.62             # the em of the formulas
RADIUS = 0.42              # of the output
DIM = 0.3                  # of what is no longer spoken of
PALE = 0.8                 # and of what it is called
TOUCH = 1.1                # half the length of a tangent
SHADE = 0.34               # how much of its colour the area under a curve has


class Traced(VGroup):
    """A cost over an output's sum, drawn from where the output is GOOD to where it is now, with the area under it."""

    def __init__(self, plot: Plot, cost: Callable, kind: str):
        self.plot, self.cost = plot, cost
        self.area = VMobject(stroke_width=0, fill_color=blend("background", kind, SHADE), fill_opacity=1)
        self.curve, self.dot = VMobject(stroke_color=role(kind), stroke_width=7), plot.dot(0, 0, kind, 0.15)
        super().__init__(self.area, self.curve, self.dot)
        self.show(sum_of(GOOD))

    def show(self, z: float) -> "Traced":
        """Draw it as far as the sum z."""
        sums = np.linspace(sum_of(GOOD), z, 90)
        points = [self.plot.point(at, float(self.cost(sigmoid(at)))) for at in sums]
        self.curve.set_points_as_corners(points)
        self.area.set_points_as_corners([foot := self.plot.point(sums[0], 0), *points, self.plot.point(z, 0), foot])
        self.dot.move_to(points[-1])
        return self


class Touch(Line):
    """A tangent of the cross-entropy of an output that should be 0, over the sum: it is as steep as that output is large."""

    def __init__(self, plot: Plot):
        self.plot = plot
        super().__init__(stroke_color=role("focus"), stroke_width=7)

    def place(self, z: float) -> "Touch":
        """It touches at the sum z."""
        at, steep = self.plot.point(z, float(entropy(sigmoid(-z)))), float(sigmoid(z))
        way = self.plot.point(1, steep) - self.plot.point(0, 0)
        way /= np.linalg.norm(way)
        self.put_start_and_end_on(at - TOUCH * way, at + TOUCH * way)
        return self


class TwoCosts(VGroup):
    """Both costs over the same axes; `output` moves under them; `flat` and `apart` are what the two wrong outputs cost, `stops`
    where they are; `mirrored` is the cross-entropy of an output that should be 0."""

    def __init__(self, screen):
        self.plot = Plot(SUMS, (0, HIGHEST), *SIZE, x_ticks=(), y_ticks=(0, HIGHEST), x_label=screen("its_sum"),
                         y_label=screen("either"), text_size=LABEL).move_to(PLACE)
        self.squares, self.entropy = Traced(self.plot, square, "ink"), Traced(self.plot, entropy, "error")
        z = np.linspace(SUMS[0], HIGHEST, 240)
        self.mirrored = self.plot.curve(z, entropy(sigmoid(-z)), "error", 7)
        self.output = Neuron(RADIUS)
        self.stops = VGroup(*(Neuron(RADIUS).show(o, f"constant:{key}").move_to(self.under(sum_of(o))) for key, o in STOPS))
        self.flat, self.apart = (self._on(cost, name, color) for cost, name, color in
                                 ((square, "SQUARE", "ink"), (entropy, "ENTROPY", "error")))
        for traced in (self.squares, self.entropy):
            holds(traced.area, *(number for _, number in self.flat))
        self.wanted = self._wanted(screen("label"), 1, "constant:yes").move_to(self.plot.point(sum_of(GOOD), 0.55))
        self.names = VGroup(words(screen("squares"), BODY, role("ink")), words(screen("entropy"), BODY, role("error")))
        self.names[0].next_to(self.flat[1][0], LEFT, buff=0.15)
        self.names[1].move_to(self.plot.point(-1.9, 4.2), aligned_edge=LEFT)
        self.formula = maths("- ln {{o : o}}", FORMULA, o="activation").next_to(self.names[1], RIGHT, buff=0.35)
        self.other = VGroup(self._wanted(screen("label"), 0, "constant:no"),
                            maths("- ln (1 - {{o : o}})", FORMULA, o="activation"))
        self.other.arrange(DOWN, buff=0.2).next_to(self.plot.point(1.3, 2.75), LEFT, buff=0)
        self.touch = Touch(self.plot)
        super().__init__(self.plot, self.squares, self.entropy, self.mirrored, self.output, self.stops, self.flat, self.apart,
                         self.wanted, self.names, self.formula, self.other)
        self.move(sum_of(GOOD))

    def under(self, z: float) -> np.ndarray:
        """The place of an output under the axis."""
        return self.plot.point(z, 0) + (RADIUS + 0.15) * DOWN

    def move(self, z: float) -> None:
        """The output has the sum z; the curve of its square is drawn so far."""
        self.output.move_to(self.under(z)).circle.set_fill(activation_fill(float(sigmoid(z))))
        self.squares.show(z)

    def step_back(self) -> tuple[Animation, ...]:
        """What an output that should be 1 costs steps back."""
        away = VGroup(self.squares, self.flat, self.apart, self.names[0], self.wanted, self.entropy.dot)
        return (FadeOut(away), self.entropy.area.animate.set_fill(opacity=DIM),
                self.entropy.curve.animate.set_stroke(opacity=DIM),
                self.formula.animate.set_opacity(PALE), self.names[1].animate.set_opacity(PALE))

    def _wanted(self, name: str, label: int, source: str) -> VGroup:
        return in_line(words(name, BODY, role("target")), Number(label, 0, size=BODY, color=role("target"), source=source))

    def _on(self, cost, name: str, color: str) -> VGroup:
        """The two wrong outputs on a curve, each with what it costs."""
        marks = VGroup()
        for key, o in STOPS[1:]:
            dot = self.plot.dot(sum_of(o), cost(o), color, 0.15)
            number = Number(cost(o), 2, size=TITLE, color=role(color), source=f"constant:{key}_{name}")
            marks.add(VGroup(dot, number.next_to(dot, RIGHT + UP, buff=0.08)))
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
