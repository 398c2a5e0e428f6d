"""All votes on two answers to a picture, one neuron after the other: its weights with the picture's ink on them, how it glows,
and the blocks that it gives to both towers."""

import numpy as np
from manim import DOWN, UP, Animation, Group, UpdateFromAlphaFunc

from scenes.kit.diagram import Neuron
from scenes.kit.digit import squared
from scenes.kit.laid_over import LaidOver
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import activation_fill
from scenes.kit.text import words
from scenes.kit.theme import BODY, role
from scenes.scratch.strokes import changes
from scenes.scratch.towers import Towers

SIDE, CENTRE = 3.1, 0.95 * UP       # of the weights
BEAD, RADIUS = 1.75 * DOWN, 0.62    # of the neuron
TAKEN = 0.8                         # so far the ink takes the colours of the weights
FIRST, SHORTER, SHORTEST = 1.0, 0.8, 0.35       # how long the first vote takes, the next one by comparison, and the shortest
OVERLAP = 1.4                       # a vote comes to rest as the next one begins


class Voting(Group):
    """`tile`, the picture, or the weights of who votes with its ink on them; `bead`, that neuron; `bias`, the name of the one
    that has no weights; `towers`.

    full: the change of a weight that has its full colour; bias: what that neuron is called.
    """

    def __init__(self, towers: Towers, full: float, bias: str):
        self.towers, self.votes = towers, towers.votes
        self.weights = np.vstack([changes(self.votes.run), np.zeros((1, self.votes.pixels.size))])
        self.says = [*self.votes.hidden, 1.0]
        self.tile = LaidOver(self.weights[-1], SIDE, full).show_ink(self.votes.pixels, 0).move_to(CENTRE)
        self.bead = Neuron(RADIUS).move_to(BEAD)
        self.bias = words(bias, BODY, role("quiet")).next_to(self.bead, DOWN, buff=0.25).set_opacity(0)
        super().__init__(self.towers, self.tile, self.bead, self.bias)
        lengths = np.maximum(FIRST * SHORTER ** np.arange(len(self.votes.order) + 1), SHORTEST)
        self.lengths, self.starts = lengths / lengths.sum(), (np.cumsum(lengths) - lengths) / lengths.sum()

    def vote(self, *which: int, **kwargs) -> Animation:
        """All of them on these answers, the slight ones together in the end."""
        return PlayThrough([self], lambda s: self.show(s, which), 0, 1, **kwargs)

    def show(self, s: float, which: tuple[int, ...]) -> None:
        """So much of the time has gone."""
        steps, order = (s - self.starts) / self.lengths, self.votes.order
        shares = np.full(len(self.says), np.clip(steps[-1], 0, 1))
        shares[order] = np.clip(steps[:-1] / np.minimum(OVERLAP, (1 - self.starts[:-1]) / self.lengths[:-1]), 0, 1)
        self.towers.fill(which, shares, BEAD)
        now = int(np.searchsorted(self.starts, s, "right")) - 1
        before, after = (self.says[order[k]] if 0 <= k < len(order) else 0.0 for k in (now - 1, now))
        self.bead.paint(activation_fill(before + (after - before) * min(3 * steps[now], 1)))
        self.look(order[now] if now < len(order) else len(self.says) - 1, TAKEN)
        self.bias.set_opacity(float(now < len(order) and order[now] == len(self.says) - 1))

    def look(self, j: int, share: float) -> None:
        """The ink has a share of the colour of the weights of neuron j; of the bias, which has none, it has its own."""
        self.tile.weights = squared(self.weights[j])
        self.tile.show_ink(self.votes.pixels, share * bool(self.weights[j].any()))

    def lay_on(self, j: int, **kwargs) -> Animation:
        """The weights of neuron j come up below the picture."""
        def show(_, share):
            self.tile.weights = share * squared(self.weights[j])
            self.tile.show_ink(self.votes.pixels, 0)
        return UpdateFromAlphaFunc(self.tile, show, **kwargs)
