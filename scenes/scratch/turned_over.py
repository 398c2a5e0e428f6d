"""Why the listing says w_h_o.T: a row of the table holds what comes into an output, a column what leaves a hidden neuron.

The chapter on backpropagation plays this; nothing here is animated.
"""

from manim import DOWN, RIGHT, UP, VGroup

from scenes.kit.matrix import Matrix
from scenes.kit.text import code, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.scratch.near_by import decimals_of, example_neuron

PLACE = [-3.32, -1.75, 0]      # under the listing
CELL, ROOM = (0.95, 0.7), 3.2   # of a cell, and the most that all of a table's rows may take
WRITTEN = 0.31                 # em of its numbers


class TurnedOver(VGroup):
    """The table of the output weights as it is, and turned over; times the deltas that makes what comes back to each hidden
    neuron. j: the hidden neuron that stands for all; home: where the table goes when it has been turned over."""

    def __init__(self, run):
        self.j = example_neuron(run)
        weights = run.w_h_o[0]
        size = CELL[0], min(CELL[1], ROOM / max(weights.shape))
        n = decimals_of(run, self.j)
        self.table = Matrix(weights, "weight", source="pixels:w_h_o[0]", cell=size, text_size=WRITTEN, decimals=n).move_to(PLACE)
        self.over = Matrix(weights.T, "weight", source="pixels:w_h_o[0].T", cell=size, text_size=WRITTEN, decimals=n)
        self.deltas = Matrix(run.delta_o[0, 0], "error", source="pixels:delta_o[0,0]", cell=size, text_size=WRITTEN, decimals=n)
        self.back = Matrix(weights.T @ run.delta_o[0, 0], "error", source="pixels:w_h_o[0].T@delta_o[0,0]", cell=size,
                           text_size=WRITTEN, decimals=n)
        self.signs = VGroup(*(code(sign, BODY, role("quiet")) for sign in "@="))
        VGroup(self.over, self.signs[0], self.deltas, self.signs[1], self.back).arrange(RIGHT, buff=0.2).move_to(PLACE)
        self.home = self.over.get_center()
        self.over.move_to(PLACE)
        self.names = VGroup(code("w_h_o", LABEL, role("positive")).next_to(self.table, UP, buff=0.12),
                            code("w_h_o.T", LABEL, role("positive")).move_to([self.home[0], self.over.get_top()[1] + 0.25, 0]),
                            code("delta_o", LABEL, role("error")).next_to(self.deltas, UP, buff=0.12))
        super().__init__(self.table, self.over, self.deltas, self.back, self.signs, self.names)

    def says(self, text: str) -> VGroup:
        """In words under the table."""
        return words(text, BODY, role("focus")).next_to(self.table, DOWN, buff=0.3)

    def beside(self) -> VGroup:
        """What the table that is turned over is multiplied with, and what that makes."""
        return VGroup(self.signs, self.deltas, self.back, self.names[2])
