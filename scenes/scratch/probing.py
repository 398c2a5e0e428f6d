"""A point that goes over the plane of a single neuron, which shows what it makes of it there, as do the bars of its sum."""

import numpy as np
from manim import Circle, smooth

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane
from scenes.kit.plot import sigmoid
from scenes.kit.scales import activation_fill
from scenes.kit.theme import role
from scenes.scratch.balance import Balance


class Probing:
    """neuron: with two inputs and one output; w: its weights (2,); far: the input that lights a neuron fully.

    pointer: the ring that says where it is.
    """

    def __init__(self, plane: Plane, neuron: NetworkDiagram, balance: Balance, w: np.ndarray, far: float):
        self.plane, self.balance, self.w, self.far = plane, balance, w, far
        self.neurons = [*neuron.layers[0], *neuron.layers[1]]
        self.pointer = Circle(0.17, stroke_color=role("focus"), stroke_width=6).set_fill(opacity=0)

    def stand(self, place: np.ndarray, share: float = 1.0) -> None:
        """At a place (2,) of the plane; share: how much of the bars is there."""
        self.pointer.move_to(self.plane.point(*place))
        self.balance.show(share * place)
        for neuron, value in zip(self.neurons, (*place / self.far, sigmoid(place @ self.w)), strict=True):
            neuron.paint(activation_fill(float(value)))

    def weigh(self, place: np.ndarray) -> PlayThrough:
        """The bars grow."""
        return PlayThrough([self.balance], lambda s: self.stand(place, s), 0, 1, rate_func=smooth)

    def go(self, start: np.ndarray, end: np.ndarray, rate_func=smooth) -> PlayThrough:
        """From one place to another, straight."""
        return PlayThrough([self.plane, self.pointer, self.balance, *self.neurons],
                           lambda s: self.stand(start + s * (end - start)), 0, 1, rate_func=rate_func)

    def crossing(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Where the way from one side to the other meets the line."""
        before, after = one @ self.w, other @ self.w
        return one + before / (before - after) * (other - one)
