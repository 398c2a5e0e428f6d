"""The net that draws the borders of a plane of two measures, as a diagram beside it: both measures, hidden neurons, the sum."""

import numpy as np
from manim import LEFT, UP, Animation, FadeIn, Group

from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.text import words
from scenes.kit.theme import BODY, role
from scenes.scratch.bending import Bending
from scenes.scratch.measuring import Measured

WIDTH, SPACING, RADIUS = 2.2, 1.4, 0.38
SMALL, BESIDE = 0.21, 0.15        # of a measured image, how much is left of it; and from it to its neuron


class PlaneNet(Group):
    """measured: an image, which stands small before both inputs, each time with one of its measures; named: {hidden neuron: its
    letter}; total: what the sum is called; place: of the diagram's middle.

    The weights are the log's; what leads to the sum is by how much more a neuron counts for the class that is above zero.
    tags: {hidden neuron: its letter in it}, not yet seen; point_out(k): it comes, and a ring, which let_go(k) takes away;
    to be added when it has come.
    edges(k): what leads to hidden neuron k, and on from it.
    """

    def __init__(self, bending: Bending, measured: Measured, named: dict[int, str], total: str, place: np.ndarray):
        net, w = bending.curve, bending.up * bending.weights
        self.diagram = NetworkDiagram((net.w_i_h.shape[2], len(w), 1), width=WIDTH, spacing=SPACING, radius=RADIUS,
                                      source="experiments:curve").move_to(place)
        self.diagram.set_weights(0, net.w_i_h[-1]).set_weights(1, w[None])
        inputs, hidden, (output,) = self.diagram.layers
        images = Group(*(Group(measured.digit.copy(), mark.copy().set_stroke(width=3)) for mark in measured.marks))
        for image, neuron in zip(images, inputs, strict=True):
            image.scale(SMALL).next_to(neuron, LEFT, buff=BESIDE)
        self.tags = {k: words(name, BODY, role("ink")).move_to(hidden[k]) for k, name in named.items()}
        for k, letter in self.tags.items():
            holds(hidden[k].circle, letter)
        name = words(total, BODY).next_to(output, UP, buff=0.1).align_to(output.get_center(), LEFT)
        super().__init__(self.diagram, images, name)

    def point_out(self, k: int) -> list[Animation]:
        return [self.diagram.ring(self.diagram.layers[1][k]), FadeIn(self.tags[k])]

    def let_go(self, k: int) -> Animation:
        return self.diagram.ring(self.diagram.layers[1][k], on=False)

    def edges(self, k: int) -> list:
        return [*self.diagram.edges_into(0, k), *self.diagram.edges_from(1, k)]
