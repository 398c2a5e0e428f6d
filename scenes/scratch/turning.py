"""One weight of the small net turned: what the listing's forward lines, its cost and its counter then give."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import Animation, Dot, Line, VGroup

from network.program import Program
from scenes.kit.plot import Plot
from scenes.kit.text import words
from scenes.kit.theme import BODY, role

POINTS = 241      # of the curves
STEP = 1e-3       # of a weight, from which a slope is taken


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

    def jump_side(self, reach: float) -> int:
        """On which side of the weight, within reach, the answer turns from wrong to right or back: 1 or -1; else 1."""
        return next((side for side in (1, -1) for step in np.linspace(0, reach, POINTS)
                     if self.right(self.here + side * step) != self.right(self.here)), 1)

    def hair(self, most: float) -> float:
        """So little that the answer stays as it is on both sides: `most`, or half of it, or half of that and so on."""
        while any(self.right(self.here + side * most) != self.right(self.here) for side in (1, -1)):
            most /= 2
        return most


def turned(run) -> Turned:
    """The weight that stands for all: into the output of the label, from the hidden neuron that is brightest."""
    return Turned(run, int(run.label_of(0).argmax()), int(run.h[0, 0].argmax()))


class Reaction(VGroup):
    """A quantity over the weight: its curve, and a dot where the weight stands."""

    def __init__(self, of, here: float, reach: float, size: tuple[float, float], top: float, kind: str, name: str):
        x = np.linspace(here - reach, here + reach, POINTS)
        y = np.array([of(weight) for weight in x])
        self.of = of
        self.plot = Plot((x[0], x[-1]), (0, top), *size)
        self.curve = _steps(self.plot, x, y, kind)
        self.dot = Dot(self.plot.point(here, of(here)), radius=0.13, color=role("focus"))
        self.name = words(name, BODY, role(kind)).next_to(self.plot.point(x[0], top), np.array([1, 1, 0]), buff=0.1)
        super().__init__(self.plot, self.curve, self.name, self.dot)

    def show(self, weight: float) -> "Reaction":
        """The dot stands at a weight."""
        self.dot.move_to(self.plot.point(weight, self.of(weight)))
        return self

    def touch(self, weight: float, reach: float = 0.9) -> Line:
        """The tangent at a weight, `reach` to both sides of it."""
        slope = (self.of(weight + STEP) - self.of(weight - STEP)) / (2 * STEP)
        ends = (self.plot.point(weight + side * reach, self.of(weight) + side * reach * slope) for side in (-1, 1))
        return Line(*ends, stroke_color=role("focus"), stroke_width=6)


def _steps(plot: Plot, x: np.ndarray, y: np.ndarray, kind: str) -> VGroup:
    """The curve; where it jumps there is no line."""
    jumps = np.flatnonzero(np.abs(np.diff(y)) > 0.5) + 1
    parts = VGroup()
    for part in np.split(np.arange(len(x)), jumps):
        parts.add(plot.curve(x[part], y[part], kind, 5))
    return parts


class Turn(Animation):
    """A weight goes to another value; show(weight) draws all that depends on it."""

    def __init__(self, views: VGroup, show, start: float, end: float, **kwargs):
        self.show, self.start, self.end = show, start, end
        super().__init__(views, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        self.show(self.start + (self.end - self.start) * self.rate_func(alpha))
