"""The net of one number as a small diagram: the number, two hidden neurons, the sum."""

from manim import LEFT, Animation, FadeIn, Group

from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.text import words
from scenes.kit.theme import role
from scenes.scratch.bending import Bending
from scenes.scratch.measuring import Measured

WIDTH, SPACING, RADIUS, LETTER = 2.05, 1.45, 0.44, 0.44
SMALL, BESIDE = 0.8, 0.12          # side of the measured image, in manim units; and from it to the input


class BumpNet(Group):
    """k: of the test image that stands small before the input; named: {hidden neuron: its letter}.

    The weights are the log's; what leads to the sum is by how much more a neuron counts for the class that is above zero.
    tags: {hidden neuron: its letter in it}, not yet seen; point_out(k): it comes, and a ring; to be added when it has come.
    edges(k): what leads to hidden neuron k, and on from it; output: the neuron of the sum.
    """

    def __init__(self, bending: Bending, k: int, named: dict[int, str]):
        net = bending.curve
        self.diagram = NetworkDiagram((1, 2, 1), width=WIDTH, spacing=SPACING, radius=RADIUS, source="experiments:curve")
        self.diagram.set_weights(0, net.w_i_h[-1]).set_weights(1, bending.weights[None])
        (number,), hidden, (self.output,) = self.diagram.layers
        measured = Measured(bending, k, SMALL)
        measured.box.set_stroke(width=3)
        image = Group(measured.digit, measured.box).next_to(number, LEFT, buff=BESIDE)
        self.tags = {k: words(name, LETTER, role("ink")).move_to(hidden[k]) for k, name in named.items()}
        for k, letter in self.tags.items():
            holds(hidden[k].circle, letter)
        super().__init__(self.diagram, image)

    def point_out(self, k: int) -> list[Animation]:
        return [self.diagram.ring(self.diagram.layers[1][k]), FadeIn(self.tags[k])]

    def edges(self, k: int) -> list:
        return [*self.diagram.edges_into(0, k), *self.diagram.edges_from(1, k)]
