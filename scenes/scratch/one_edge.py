"""One edge from near by: by how much the sum at its end moves with the hidden neuron, and by how much the cost with that.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from scenes.kit.bands import Band
from scenes.kit.scales import sign_role
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.scratch.near_by import NearBy, brought, decimals_of, parts, strongest_edge

SIZE = LABEL              # em of what is written
ON, ASIDE = 2.1, 0.55 * UP                         # how far it goes on from the output; from there to its delta, meanwhile
HEIGHT, LOOK, OVER = 4.7, 2.75, 0.05              # how much the camera sees from top to bottom; x of where it looks, and how much
                                                  # over the middle of both neurons
FOOT, AFTER = 0.35, 0.35                          # of what is written under the edge: from the lower end of that, after the nudge


class OneEdge(VGroup):
    """Of the edge along which the most comes back: `nudge` at the hidden neuron, `weight` on the edge, `sum` at its end; from
    there `on`, as much less broad as delta is below one, to the `cost`. The output's delta stands ASIDE from there. `product` is
    weight times delta and what they make, with their signs.

    k: which edge; look: where the camera looks.
    """

    def __init__(self, run, near: NearBy, text: Callable[[str], str]):
        k, j = strongest_edge(run)
        self.k = k
        self.look = np.array([LOOK, (near.neuron.get_y() + near.outputs[k].get_y()) / 2 + OVER, 0])
        weight = float(run.w_h_o[0, k, j])
        self.nudge = words(text("hair"), SIZE, role("focus"))
        self.nudge.next_to(near.neuron, DOWN, buff=0.12)
        times = words("\N{MULTIPLICATION SIGN}", SIZE, role("quiet"))
        self.weight = in_line(times, Number(weight, 2, plus=True, source=f"pixels:w_h_o[0,{k},{j}]", size=SIZE,
                                            color=role(sign_role(weight))), buff=0.1)
        way = near.outputs[k].get_center() - near.neuron.get_center()
        above = np.array([-way[1], way[0], 0]) / np.linalg.norm(way)
        self.weight.move_to(near.neuron.get_center() + 0.5 * way + (near.onward[k].breadth / 2 + 0.3) * above)
        self.sum = words(text("sum"), SIZE).next_to(near.outputs[k], UP, buff=0.12)
        end, onward = near.outputs[k].get_center(), near.onward[k]
        unit = onward.breadth / max(abs(weight), np.finfo(float).tiny)
        self.on = Band(end, end + ON * RIGHT, float(parts(run, j)[k]), unit, True)
        self.cost = words(text("cost_of_one"), SIZE, role("error")).next_to(self.on, DOWN, buff=0.12).align_to(self.on, RIGHT)
        self.product = brought(run, k, j, decimals_of(run, j), BODY)
        self.product.next_to(self.nudge, RIGHT, buff=AFTER).set_y(self.look[1] - HEIGHT / 2 + FOOT)
        super().__init__(self.nudge, self.weight, self.sum, self.on, self.cost, self.product)

    def within_sight(self, near: NearBy) -> VGroup:
        """The edges to outputs that the camera sees, before it goes back."""
        low, high = (self.look[1] + side * HEIGHT / 2 for side in (-1, 1))
        return VGroup(*(edge for edge, output in zip(near.edges, near.outputs, strict=True)
                        if low < output.get_bottom()[1] and output.get_top()[1] < high))
