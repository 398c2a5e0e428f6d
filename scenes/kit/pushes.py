"""A weighted sum that can be watched: pushes, each an input times its weight, carry a ball up and down, one from the end of the
other; where it ends is the sum."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import (DOWN, RIGHT, UP, Animation, AnimationGroup, Circle, FadeIn, GrowFromEdge, Line, Rectangle, Succession,
                   UpdateFromAlphaFunc, VGroup, smooth)

from scenes.kit.scales import sign_role
from scenes.kit.text import Number
from scenes.kit.theme import role
from scenes.kit.tray import lit

WIDE = 0.6              # share of a column that its bar fills
FLAT = 0.03             # height of a bar of 0
INSIDE = 0.45, 0.85     # of its colour a bar has so much at its foot, and at its top
CLEAR = 0.14            # from a bar's end to its number
GHOST = 0.45            # opacity of what a push lacks of its weight
BALL = 0.22             # radius of what the pushes carry


@dataclass(frozen=True)
class Term:
    """An input and the weight of its edge, and their keys; an input that is a constant has no part in the product's key."""

    x: float
    weight: float
    x_key: str
    weight_key: str

    @property
    def push(self) -> float:
        """What the neuron gets of it."""
        return self.x * self.weight

    @property
    def key(self) -> str:
        """The key of that."""
        return self.weight_key if self.x_key.startswith("constant:") else product_key(self.weight_key, self.x_key)


class Pushes(VGroup):
    """A column for each term, one for the bias and one for the sum: bars that go up or down from 0; steps, from bar to bar; a
    ball in the column of the sum, and its level, from the last bar that has carried it. No parts of it: `ghosts`, as long as the
    weights, of which a bar is what the input leaves.

    terms: in order; bias: that of the neuron; places: x of the columns, two more than terms; field: (y of the lowest, of the
    highest end of a bar); total: key of the sum; size: an em, decimals: how many, of its figure.
    """

    def __init__(self, terms: Sequence[Term], bias: Term, places: Sequence[float], field: tuple[float, float], total: str,
                 size: float, decimals: int = 2):
        self.terms, self.places, self.pitch = terms, places, places[1] - places[0]
        self.sums = np.concatenate([[0.0], np.cumsum([term.push for term in (*terms, bias)])])
        reached = [*self.sums, *(term.weight for term in terms), *(term.push for term in terms)]
        self.unit = (field[1] - field[0]) / max(max(reached) - min(reached), 1e-9)
        self.zero = field[0] - min(reached) * self.unit
        self.ground = self.line(places[0] - self.pitch / 2, places[-1] + self.pitch / 2, 0)
        self.bars = VGroup(*(self.bar(x, 0, term.push, sign_role(term.weight)) for term, x in zip(terms, places)))
        self.ghosts = VGroup(*(self.bar(x, 0, term.weight, sign_role(term.weight)).set_fill(opacity=0)
                               .set_stroke(width=2, opacity=GHOST) for term, x in zip(terms, places)))
        self.bias = self.bar(places[-2], self.sums[-2], bias.push, sign_role(bias.weight))
        half = WIDE * self.pitch / 2
        self.steps = VGroup(*(self.line(places[k - 1] + half, places[k] - half, self.sums[k]) for k in range(1, len(terms))))
        self.level, self.ball = self.line(places[0] - half, places[-1], 0), ball().move_to([places[-1], self.zero, 0])
        end = float(self.sums[-1])
        self.total = self.bar(places[-1], 0, end, "ink")
        figure = Number(end, decimals, source=total, size=size, signed=True)
        self.figure = self.beyond(figure, places[-1], end, end).shift(np.sign(end) * BALL * UP)
        super().__init__(self.ground, self.bars, self.steps, self.level, self.bias, self.total, self.ball, self.figure)

    def line(self, left: float, right: float, value: float) -> Line:
        """A level line at a value."""
        y = self.zero + value * self.unit
        return Line([left, y, 0], [right, y, 0], stroke_color=role("quiet"), stroke_width=2)

    def bar(self, x: float, start: float, value: float, kind: str) -> Rectangle:
        """A bar from the level of `start` as far as a value goes up or down, in the colour of a role."""
        return push(WIDE * self.pitch, abs(value) * self.unit, kind).move_to([x, self.zero + (start + value / 2) * self.unit, 0])

    def beyond(self, number: Number, x: float, end: float, way: float) -> Number:
        """A number beyond the end of a bar: below it if `way` is negative, else above it."""
        side = DOWN if way < 0 else UP
        return number.move_to(np.array([x, self.zero + end * self.unit, 0]) + (number.height / 2 + CLEAR) * side)

    def carry(self, k: int, **kwargs) -> Animation:
        """A push goes to where the one before has ended, and carries the ball from there to its own end."""
        start, end = self.zero + self.sums[k:k + 2] * self.unit
        left = (self.places[k] + WIDE * self.pitch / 2) * RIGHT

        def carried(moved: VGroup, share: float) -> None:
            level, one = moved
            y = start + share * (end - start)
            level.put_start_and_end_on(left + y * UP, [self.places[-1], y, 0])
            one.set_y(y)
        goes = self.bars[k].animate(run_time=0.4).shift((start - self.zero) * UP)
        return Succession(AnimationGroup(goes, *map(FadeIn, self.steps[k - 1:k] if k else ())),
                          UpdateFromAlphaFunc(VGroup(self.level, self.ball), carried, run_time=0.6, rate_func=smooth), **kwargs)


def ball() -> Circle:
    """What pushes carry up and down."""
    return Circle(BALL, stroke_color=role("focus"), stroke_width=5, fill_color=role("panel"), fill_opacity=1).set_z_index(1)


def push(width: float, height: float, kind: str) -> Rectangle:
    """A bar of a sum, in the colour of a role."""
    return lit(Rectangle(width=width, height=max(height, FLAT)), kind, INSIDE, glow=False)


def grown(bar: Rectangle, value: float) -> GrowFromEdge:
    """A bar grows from where it starts, up or down."""
    return GrowFromEdge(bar, UP if value < 0 else DOWN)


def signed(value: float, source: str, size: float, decimals: int = 2) -> Number:
    """A number with room for a minus, in the colour of its sign."""
    return Number(value, decimals, source=source, size=size, signed=True, color=role(sign_role(value)))


def product_key(one: str, other: str) -> str:
    """The key of the product of two values of the same run."""
    return f"{one}*{other.partition(':')[2]}"
