"""How one neuron acts on the next: a line with its weight across the frame, and what the right neuron does about the left."""

import numpy as np
from manim import RIGHT, UP, Animation, Line, VGroup

from scenes.kit.afresh import Afresh
from scenes.kit.diagram import Neuron
from scenes.kit.plot import sigmoid
from scenes.kit.scales import activation_fill, edge_look, sign_role
from scenes.kit.text import Number
from scenes.kit.theme import role

RADIUS = 0.72
WIDER = 2.2          # times as wide as the line in a net


class Influence(VGroup):
    """Two neurons, the line between them, and its weight above it.

    weight, source: the number and its key; scale: the |weight| that is drawn at full strength; length: between the
    neurons' middles. show(x): the left neuron holds x in 0..1, the right one the sigmoid of weight * x.
    """

    def __init__(self, weight: float, source: str, scale: float, length: float):
        self.weight = weight
        self.left, self.right = (Neuron(RADIUS).move_to(x * RIGHT) for x in (-length / 2, length / 2))
        look = edge_look(weight, scale)
        self.edge = Line(self.left.circle, self.right.circle).set_stroke(look.color, WIDER * look.width, look.opacity)
        self.number = Number(weight, size=0.7, source=source, plus=True, color=role(sign_role(weight)))
        self.number.next_to(self.edge, UP, buff=0.22)
        super().__init__(self.edge, self.left, self.right, self.number)
        self.show(0)

    def show(self, x: float) -> "Influence":
        """Fill both neurons."""
        self.left.paint(activation_fill(x))
        self.right.paint(activation_fill(float(sigmoid(np.array(self.weight * x)))))
        return self

    def act(self, **kwargs) -> Animation:
        """The left neuron lights up, and the right one answers a little later."""
        return Act(self, **kwargs)


class Act(Afresh):
    """The left neuron goes from dark to lit; what it does to the right one arrives in the second half."""

    def interpolate_mobject(self, alpha: float) -> None:
        pair, share = self.mobject, self.rate_func(alpha)
        pair.left.paint(activation_fill(min(2 * share, 1)))
        arrived = max(2 * share - 1, 0)
        pair.right.paint(activation_fill(float(sigmoid(np.array(pair.weight * arrived)))))
