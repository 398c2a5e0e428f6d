"""The second half of the net, seen for one image: each hidden neuron that is awake pushes an answer up, or holds it down."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, Create, Group, LaggedStart, Line, ShowPassingFlash, VGroup, linear

from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import Digit, through_black
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import activation_fill, edge_look, largest
from scenes.kit.text import words
from scenes.kit.theme import role
from scenes.scratch.strokes import forward

HIGH = 5.6                          # of the column of hidden neurons
ANSWERS, APART, RADIUS = 4.2, 3.1, 0.6      # x of the answers' middles, from one to the other, and their radius
COLUMN = 0.3                        # x of the hidden neurons
THICKER = 2.2                       # than the edges of a whole net


class Votes(Group):
    """A picture's hidden neurons in a column, those first that speak most for the first of two answers and against the second;
    edges: to each answer, as wide as weight times activation; outputs, and names beside them.

    digit: what is looked at; answers: which of the outputs; y: of the middle; key: of the classes. hidden (H,), said (2,): what
    the hidden neurons and both answers say to it.
    """

    def __init__(self, run, digit: Digit, answers: Sequence[int], y: float, key: str = "digits:meta.classes"):
        self.run, self.digit, self.answers = run, digit, list(answers)
        self.weights = run.w_h_o[-1, self.answers].astype(float)
        self.hidden, self.said = self.answer(digit.pixels.ravel() / 255)
        terms = self.weights * self.hidden
        self.order, self.scale = np.argsort(terms[1] - terms[0], kind="stable"), largest(terms)
        pitch = HIGH / len(self.hidden)
        self.neurons = VGroup(*(Neuron(0.44 * pitch).move_to([COLUMN, y + HIGH / 2 - (k + 0.5) * pitch, 0])
                                for k in range(len(self.hidden))))
        self.outputs = VGroup(*(Neuron(RADIUS).move_to([ANSWERS, y + side * APART / 2, 0]) for side in (1, -1)))
        self.names = VGroup(*(words(str(run.meta["classes"][k]), 1.5, role("activation"), bold=True, source=f"{key}[{k}]")
                              .next_to(output, RIGHT, buff=0.45) for k, output in zip(self.answers, self.outputs)))
        self.edges = VGroup(*(VGroup(*(self.edge(neuron, output) for neuron in self.neurons)) for output in self.outputs))
        super().__init__(self.edges, self.neurons, self.outputs, self.names)
        self.look(terms)

    def answer(self, image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the hidden neurons and both answers say to an image (I,) in 0..1."""
        said = forward(self.run, image[None])
        return said["h"][:, 0].astype(float), said["o"][self.answers, 0]

    @staticmethod
    def edge(neuron: Neuron, output: Neuron) -> Line:
        """From rim to rim."""
        way = output.get_center() - neuron.get_center()
        way /= np.linalg.norm(way)
        return Line(neuron.get_center() + way * neuron.circle.width / 2, output.get_center() - way * RADIUS)

    def look(self, terms: np.ndarray) -> None:
        """The edges take the look of what their neurons add, (2, H)."""
        for edges, row in zip(self.edges, terms[:, self.order], strict=True):
            for edge, term in zip(edges, row, strict=True):
                look = edge_look(float(term), self.scale)
                edge.set_stroke(look.color, THICKER * look.width, look.opacity)

    def wake(self, **kwargs) -> Animation:
        """The hidden neurons light up, from the first to the last."""
        return LaggedStart(*(Glow(neuron, float(value)) for neuron, value in zip(self.neurons, self.hidden[self.order])),
                           lag_ratio=0.05, **kwargs)

    def vote(self, k: int, **kwargs) -> Animation:
        """The edges to answer k grow."""
        return LaggedStart(*map(Create, self.edges[k]), lag_ratio=0.05, **kwargs)

    def sum_up(self, *which: int) -> Animation:
        """Flashes run along the edges to these answers, which light up as far as their sums let them."""
        return AnimationGroup(*(AnimationGroup(self.flash(k), Glow(self.outputs[k], float(self.said[k]))) for k in which))

    def lose(self, k: int) -> Animation:
        """The name of answer k steps back."""
        return self.names[k].animate.set_color(role("quiet"))

    def flash(self, k: int) -> Animation:
        """Along those edges that are strong enough to be seen."""
        widest = max(edge.stroke_width for edge in self.edges[k])
        return AnimationGroup(*(ShowPassingFlash(edge.copy().set_stroke(role("activation"), 6, 1), time_width=0.5)
                                for edge in self.edges[k] if edge.stroke_width > 0.35 * widest))

    def change(self, after: np.ndarray, **kwargs) -> PlayThrough:
        """The image becomes another one, (I,) uint8; the neurons and their votes go from what they say to the one to that for
        the other."""
        before = self.digit.pixels.ravel() / 255
        (h0, o0), (h1, o1) = (self.hidden, self.said), self.answer(after / np.float32(255))

        def show(share: float) -> None:
            self.hidden, self.said = h0 + share * (h1 - h0), o0 + share * (o1 - o0)
            self.digit.show(through_black(before, after / 255, share))
            self.look(self.weights * self.hidden)
            for neuron, value in zip((*self.neurons, *self.outputs), (*self.hidden[self.order], *self.said), strict=True):
                neuron.paint(activation_fill(float(value)))
        return PlayThrough([self.digit, self.edges, self.neurons, self.outputs], show, 0, 1, rate_func=linear, **kwargs)
