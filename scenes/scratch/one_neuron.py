"""The first hidden neuron of the small net from close by: the edges that lead to it, each with its pixel, its weight and its push
in figures, and in it the pushes, which carry a ball to their sum.

The chapter on the way forward plays this; nothing here is animated.
"""

import numpy as np
from manim import Circle, Dot, Line, VGroup

from scenes.kit.declare import furniture, holds
from scenes.kit.diagram import CONSTANT, Neuron
from scenes.kit.pushes import Pushes, Term, signed
from scenes.kit.scales import activation_fill, edge_look, largest
from scenes.kit.text import Number, Text, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.first_sums import calculation_decimals
from scenes.scratch.way_back import patched

INPUTS, SPAN, RADIUS = -6.0, (2.9, -1.6), 0.55         # x, first and last y, and radius of the inputs
BIAS_Y = -2.85                                          # y of the neuron that is always one
CIRCLE, AT = 3.3, (3.25, 0.0, 0)                        # radius and middle of the neuron
ARC = 0.62                                              # half the angle of its rim to which edges lead, in radians
THICKER = 2.2                                           # the edges than in a net
COLUMNS, FIELD = (-2.55, 1.6), (-1.6, 1.75)             # from its middle to the first and to the last bar; y of their ends
WEIGHT, PUSH = 0.3, 0.74                                # of the way of an edge, there its weight stands, and its push
SIZE, SUM = 0.42, 0.55                                   # em of these, and of the sum
NAME = 2.5                                              # from its middle to a name in it
BEAD = 0.24                                             # radius of what runs along an edge


class OneNeuron(VGroup):
    """`inputs` with their values, `edges` as their weights are, and the `circle`. No parts of it: of each edge its `weights` and
    its `products` in figures, `beads`, as bright as its input, and `pushes`, in the circle; of the `bias`, its neuron, its edge
    and its weight."""

    def __init__(self, run):
        img, w, b = run.inputs_of(0)[:, 0].astype(float), run.w_i_h[0, 0].astype(float), float(run.b_i_h[0, 0, 0])
        self.terms = [Term(float(x), float(weight), f"pixels:inputs_of(0)[{j},0]", f"pixels:w_i_h[0,0,{j}]")
                      for j, (x, weight) in enumerate(zip(img, w, strict=True))]
        fine, decimals = calculation_decimals(run)
        self.circle = Circle(CIRCLE, stroke_color=role("focus"), stroke_width=5, fill_color=role("panel"), fill_opacity=1)
        self.circle.move_to(AT)
        self.inputs = VGroup(*(Neuron(RADIUS).show(term.x, term.x_key, decimals=fine).move_to([INPUTS, y, 0])
                               for term, y in zip(self.terms, np.linspace(*SPAN, len(img)), strict=True)))
        always = Neuron(RADIUS, CONSTANT).show(1.0, "constant:bias_input", decimals=0).move_to([INPUTS, BIAS_Y, 0])
        angles, scale = np.linspace(ARC, -ARC, len(img) + 1), largest(run.w_i_h[0])
        *self.edges, edge = (self._edge(neuron, angle, weight, scale) for neuron, angle, weight in
                             zip((*self.inputs, always), angles, (*w, b), strict=True))
        self.edges = VGroup(*self.edges)
        self.weights = VGroup(*(on_edge(edge, WEIGHT, times(), signed(term.weight, term.weight_key, SIZE, fine))
                                for term, edge in zip(self.terms, self.edges, strict=True)))
        self.products = VGroup(*(on_edge(edge, PUSH, Number(term.push, decimals, source=term.key, size=SIZE, signed=True))
                                 for term, edge in zip(self.terms, self.edges, strict=True)))
        self.beads = VGroup(*(Dot(radius=BEAD, color=activation_fill(term.x)).move_to(neuron)
                              for term, neuron in zip(self.terms, self.inputs, strict=True)))
        bias = Term(1.0, b, "constant:bias_input", "pixels:b_i_h[0,0,0]")
        self.bias = VGroup(always, edge.set_stroke(role("ink"), 3, 1),
                           on_edge(edge, WEIGHT, times(), signed(b, bias.key, SIZE, fine)))
        columns = AT[0] + np.linspace(*COLUMNS, len(img) + 2)
        self.pushes = furniture(Pushes(self.terms, bias, columns, FIELD, "pixels:h_pre[0,0,0]", SUM, decimals))
        holds(self.circle, self.pushes.figure)
        super().__init__(self.edges, self.circle, self.inputs)

    def write(self, text: Text, side: float = 0.0) -> Text:
        """A text stands in the circle, over its middle or under that, or where it is."""
        holds(self.circle, text)
        return text.move_to([AT[0], AT[1] + side * NAME, 0]) if side else text

    def _edge(self, neuron: Neuron, angle: float, weight: float, scale: float) -> Line:
        """From a neuron to a place of the rim, as its weight is."""
        end, start = np.array(AT) + CIRCLE * np.array([-np.cos(angle), np.sin(angle), 0]), neuron.get_center()
        look = edge_look(weight, scale)
        return Line(start + RADIUS * (end - start) / np.linalg.norm(end - start), end, stroke_color=look.color,
                    stroke_width=THICKER * look.width, stroke_opacity=look.opacity)


def times() -> Text:
    """The sign before a weight."""
    return words("×", TITLE, role("quiet"))


def on_edge(edge: Line, share: float, *parts: Text | Number) -> VGroup:
    """A sign and a number, or a number alone, on an edge, at a share of its way."""
    return patched(in_line(*parts, buff=0.12)).move_to(edge.point_from_proportion(share))
