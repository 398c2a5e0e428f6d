"""One weight of the small net turned: what the listing's forward lines, its cost and its counter then give; and costs as ground,
on which a ball lies where the weight stands."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import LEFT, UP, Circle, VGroup, VMobject

from network.program import Program
from scenes.kit.afresh import Afresh
from scenes.kit.plot import Plot
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.kit.tray import lit

POINTS = 241      # of the curves
STEP = 1e-3       # of a weight, from which a slope is taken
BALL = 0.22       # radius of a ball
OVER = 0.45       # from a ground's top to the middle of what it is called
SHINE = 0.12, 0.62       # how much of its colour the ground has at its foot, and at its top


@dataclass(frozen=True)
class Turned:
    """What depends on one weight into the outputs: that from hidden neuron j to output i.

    run: the small net's; all of the first image, at the first logged moment.
    """

    run: object
    i: int
    j: int

    @cached_property
    def here(self) -> float:
        """The weight as it is."""
        return float(self.run.w_h_o[0, self.i, self.j])

    @cached_property
    def _program(self) -> Program:
        return Program(self.run.meta["source"])

    def weights(self, weight: float) -> np.ndarray:
        """The weights into the outputs, this one changed."""
        w = self.run.w_h_o[0].astype(np.float64)
        w[self.i, self.j] = weight
        return w

    def outputs(self, weight: float) -> np.ndarray:
        """The outputs, (O,)."""
        state = {name: array.astype(np.float64) for name, array in self.run.state(0).items()}
        return self._program.forward(state | {"w_h_o": self.weights(weight)}, self.run.inputs_of(0))["o"][:, 0]

    def cost(self, weight: float) -> float:
        """The mean squared error."""
        return float(((self.outputs(weight) - self.run.label_of(0)[:, 0]) ** 2).mean())

    def right(self, weight: float) -> float:
        """1 if the largest output is that of the label, else 0."""
        return float(self.outputs(weight).argmax() == self.run.label_of(0)[:, 0].argmax())

    def mistakes(self, weight: float) -> float:
        """How many there are: 0 if it is right, else 1."""
        return 1 - self.right(weight)

    def lowest(self, reach: float) -> float:
        """Where the cost is lowest within reach."""
        return float(min(np.linspace(self.here - reach, self.here + reach, POINTS), key=self.cost))

    def hair(self, most: float) -> float:
        """So little that the answer stays as it is on both sides: `most`, or half of it, or half of that and so on."""
        while any(self.right(self.here + side * most) != self.right(self.here) for side in (1, -1)):
            most /= 2
        return most


def turned(run) -> Turned:
    """The weight that stands for all: into the output of the label, from the hidden neuron that is brightest."""
    return Turned(run, int(run.label_of(0).argmax()), int(run.h[0, 0].argmax()))


class Ground(VGroup):
    """A cost over the weight as ground that is as high as the cost; its name and its number above; a ball lies where the weight
    stands. of: the cost of a weight; number: shows it."""

    def __init__(self, of, here: float, reach: float, size: tuple[float, float], place: np.ndarray, top: float, number: Number,
                 name: str):
        x = np.linspace(here - reach, here + reach, POINTS)
        self.of, self.number = of, number
        self.plot = Plot((x[0], x[-1]), (0, top), *size).move_to(place)
        crest = [self.plot.point(weight, of(weight)) for weight in x]
        self.earth, self.crest = ground(self.plot, crest), luminous(crest)
        self.ball = ball()
        self.head = in_line(words(name, TITLE, role("error")), number, buff=0.4).set_x(place[0])
        self.head.shift((self.plot.get_top()[1] + OVER - number.get_y()) * UP)
        super().__init__(self.earth, self.crest, self.head, self.ball)
        self.show(here)

    def show(self, weight: float) -> "Ground":
        """The ball lies at a weight, and the number is the cost there."""
        self.number.set_value(self.of(weight))
        return self.roll(weight)

    def roll(self, weight: float) -> "Ground":
        """The ball alone lies at a weight."""
        lay(self.ball, *(self.plot.point(at, self.of(at)) for at in (weight - STEP, weight + STEP)))
        return self


def ground(plot: Plot, crest: list[np.ndarray], shine: tuple[float, float] = SHINE) -> VMobject:
    """What is under a line, down to the foot of a plot; shine: how much of its colour it has there, and at its top."""
    foot = plot.origin.get_center()[1]
    ends = [np.array([at[0], foot, 0]) for at in (crest[-1], crest[0])]
    return lit(VMobject().set_points_as_corners([*crest, *ends, crest[0]]), "error", shine, glow=False).set_stroke(width=0)


def luminous(crest: list[np.ndarray]) -> VMobject:
    """The line itself, and its light."""
    line = VMobject(stroke_color=role("error"), stroke_width=6).set_points_as_corners(crest)
    return line.set_stroke(role("error"), 18, 0.16, background=True)


def ball() -> Circle:
    """What rolls: lit from above."""
    return Circle(BALL, stroke_width=0, fill_opacity=1).set_fill([role("focus"), role("ink")]).set_sheen_direction(UP + LEFT)


def lay(one: Circle, before: np.ndarray, after: np.ndarray) -> None:
    """A ball lies on the ground between two places of it that are close together."""
    along = (after - before) / np.linalg.norm(after - before)
    one.move_to((before + after) / 2 + BALL * np.array([-along[1], along[0], 0]))


class Turn(Afresh):
    """A weight goes to another value; show(weight) draws all that depends on it."""

    def __init__(self, views: VGroup, show, start: float, end: float, **kwargs):
        self.show, self.start, self.end = show, start, end
        super().__init__(views, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        self.show(self.start + (self.end - self.start) * self.rate_func(alpha))
