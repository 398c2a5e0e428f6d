"""The weights of all hidden neurons with a picture's ink on them: what each makes of it becomes its place in a row of votes."""

import numpy as np
from manim import Animation, AnimationGroup, FadeOut, Group

from scenes.kit.laid_over import LaidOver
from scenes.scratch.strokes import changes, full_colour
from scenes.scratch.votes import Votes

APART = 0.09                    # from one picture of weights to the next, of its side
ROOM, MIDDLE = (9.9, 6.2), np.array([1.65, -0.35, 0])


class AllWeights(Group):
    """Those of votes, in rows, as large as there is room beside the picture."""

    def __init__(self, votes: Votes):
        self.votes, count = votes, len(votes.hidden)
        self.side, columns = max((min(ROOM[0] / columns, ROOM[1] / -(-count // columns)) / (1 + APART), -columns)
                                 for columns in range(1, count + 1))
        super().__init__(*(LaidOver(weights, self.side, full_colour(votes.run)[0]).show_ink(votes.pixels, 0)
                           for weights in changes(votes.run)))
        self.arrange_in_grid(cols=-columns, buff=APART * self.side).move_to(MIDDLE)

    def colour(self, **kwargs) -> Animation:
        """All ink takes on the colour of the weights below it."""
        return AnimationGroup(*(tile.take_colour(self.votes.pixels) for tile in self), **kwargs)

    def wake(self, **kwargs) -> Animation:
        """Each becomes its neuron in the row."""
        return AnimationGroup(*(FadeOut(tile, target_position=neuron, scale=2 * self.votes.radius / self.side)
                                for tile, neuron in zip(self, self.votes.neurons, strict=True)), **kwargs)
