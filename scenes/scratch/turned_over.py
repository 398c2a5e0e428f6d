"""Why the listing says w_h_o.T: a row of the table holds what comes into an output; turned over, what leaves a hidden neuron.

The chapter on backpropagation plays this; nothing here is animated.
"""

from manim import UP, VGroup

from scenes.kit.matrix import Matrix
from scenes.kit.text import code
from scenes.kit.theme import BODY, role
from scenes.scratch.near_by import decimals_of, example_neuron

PLACE = [-4.0, -0.75, 0]       # beside the net
CELL, ROOM = (1.25, 0.95), 3.8   # of a cell, and the most that all of a table's rows may take
WRITTEN, SMALLER = 0.4, 0.05   # em of its numbers with two decimals, and how much less for each further one


class TurnedOver(VGroup):
    """The table of the output weights as it is, and turned over. j: the hidden neuron that stands for all."""

    def __init__(self, run):
        self.j = example_neuron(run)
        weights = run.w_h_o[0]
        decimals = decimals_of(run, self.j)
        written = {"cell": (CELL[0], min(CELL[1], ROOM / max(weights.shape))), "decimals": decimals,
                   "text_size": WRITTEN - SMALLER * max(decimals - 2, 0)}
        self.table, self.over = (Matrix(values, "weight", source=source, **written).move_to(PLACE) for values, source in
                                 ((weights, "pixels:w_h_o[0]"), (weights.T, "pixels:w_h_o[0].T")))
        self.names = VGroup(*(code(name, BODY, role("positive")).next_to(table, UP, buff=0.15)
                              for name, table in (("w_h_o", self.table), ("w_h_o.T", self.over))))
        super().__init__(self.table, self.over, self.names)
