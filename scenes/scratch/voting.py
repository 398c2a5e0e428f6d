"""All votes on two answers to a picture, one neuron after the other: its weights with the picture's ink on them, how it glows,
and the blocks that it gives to both towers."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, UP, Animation, AnimationGroup, Group, UpdateFromAlphaFunc, VGroup

from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import squared
from scenes.kit.laid_over import LaidOver
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import activation_fill
from scenes.kit.text import words
from scenes.kit.theme import TITLE, role
from scenes.scratch.one_vote import OneVote
from scenes.scratch.strokes import changes
from scenes.scratch.towers import Towers

SIDE, CENTRE = 3.0, 1.5 * UP        # of the weights
BEAD, RADIUS = 1.05 * DOWN, 0.7    # of the neuron
TAKEN = 0.8                         # so far the ink takes the colours of the weights
FIRST, SHORTER, SHORTEST = 1.0, 0.8, 0.35       # how long the first vote takes, the next one by comparison, and the shortest
GONE = 0.6                          # share of the time of the slight ones after which none is seen
OVERLAP = 1.4                       # a vote comes to rest as the next one begins
ROWS = 0.04, 0.2, 0.3               # of the time of a vote that is told: when each row of its product comes,
BY_ITSELF = 0.45                    # and when it becomes a block
CLOSE = 1e-6


class Voting(Group):
    """`tile`, the picture, or the weights of who votes with its ink on them; `bead`, that neuron; `bias`, the name of the one
    that has no weights; `towers`; `products`, the first votes on the first answer as activation times weight.

    full: the change of a weight that has its full colour; bias: what that neuron is called; said: where what the neurons say is,
    if these votes are told; names: of an activation, a weight and a vote then.
    """

    def __init__(self, towers: Towers, full: float, bias: str, said: str = "", names: Sequence[str] = ()):
        self.towers, self.votes = towers, towers.votes
        self.weights = np.vstack([changes(self.votes.run), np.zeros((1, self.votes.pixels.size))])
        self.says = [*self.votes.hidden, 1.0]
        self.tile = LaidOver(self.weights[-1], SIDE, full).show_ink(self.votes.pixels, 0).move_to(CENTRE)
        self.bead = Neuron(RADIUS).move_to(BEAD)
        self.seen = self.tile.image.pixel_array.astype(float)       # how the picture looked before its neuron fell silent
        self.bias = words(bias, TITLE, role("quiet")).next_to(self.bead, DOWN, buff=0.25).set_opacity(0)
        self.products = VGroup(*(OneVote(self.votes, j, said, names) for j in self.votes.examples if said))
        for product in self.products:
            product.seen(0)
        super().__init__(self.towers, self.tile, self.bead, self.bias, self.products)
        lengths = np.maximum(FIRST * SHORTER ** np.arange(len(self.votes.order) + 1), SHORTEST)
        lengths[self.votes.before_bias] = FIRST
        self.lengths, self.starts = lengths / lengths.sum(), (np.cumsum(lengths) - lengths) / lengths.sum()

    def vote(self, *which: int, start: float = 0, end: float | None = None, **kwargs) -> Animation:
        """All of them on these answers, the slight ones together in the end; or from so many votes to so many."""
        places = [*self.starts, 1.0]
        first, last = np.interp([start, len(places) if end is None else end], np.arange(len(places)), places)
        return PlayThrough([self], lambda s: self.show(s, which), float(first), float(last), **kwargs)

    def show(self, s: float, which: tuple[int, ...]) -> None:
        """So much of the time has gone."""
        steps, order = (s - self.starts) / self.lengths, self.votes.order
        shares = np.full(len(self.says), np.clip(steps[-1], 0, 1))
        gone = steps[:-1] / np.minimum(OVERLAP, (1 - self.starts[:-1]) / self.lengths[:-1])
        for k, product in enumerate(self.products if 0 in which else ()):
            gone[k] = (steps[k] - BY_ITSELF) / (1 - BY_ITSELF)
            product.seen(sum(row < steps[k] for row in ROWS) if steps[k] < 1 + CLOSE else 0)
        shares[order] = np.clip(gone, 0, 1)
        self.towers.fill(which, shares, BEAD)
        now = int(np.searchsorted(self.starts, max(s - CLOSE, 0), "right")) - 1
        before, after = (self.says[order[k]] if 0 <= k < len(order) else 0.0 for k in (now - 1, now))
        self.bead.paint(activation_fill(before + (after - before) * np.clip(3 * steps[now], 0, 1)))
        self.seen_bead(1 - np.clip(steps[-1] / GONE, 0, 1))
        self.look(order[now] if now < len(order) else len(self.says) - 1, TAKEN)
        self.bias.set_opacity(float(now < len(order) and order[now] == len(self.says) - 1))

    def seen_bead(self, share: float) -> None:
        """So much of the neuron is seen: those whose votes are slight, which come together, have none of their own."""
        self.bead.light.set_fill(opacity=float(share))
        self.bead.light.set_stroke(opacity=float(share))

    def come_back(self, **kwargs) -> Animation:
        """A neuron is seen again, still dark."""
        return UpdateFromAlphaFunc(self.bead, lambda _, share: self.seen_bead(share), **kwargs)

    def look(self, j: int, share: float) -> None:
        """The ink has a share of the colour of the weights of neuron j; of the bias, which has none, it has its own."""
        self.tile.weights = squared(self.weights[j])
        self.tile.show_ink(self.votes.pixels, share * bool(self.weights[j].any()))

    def hush(self, said: float, **kwargs) -> Animation:
        """The neuron whose weights are seen falls silent (0), and the picture has its own ink; or it says that much again, and
        the picture looks as it did before."""
        if not said:
            self.seen = self.tile.image.pixel_array.astype(float)
        plain = LaidOver(self.weights[-1], SIDE, self.tile.full).show_ink(self.votes.pixels, 0).image.pixel_array
        before, after = (self.seen, plain) if not said else (plain, self.seen)

        def show(_, share):
            self.tile.image.pixel_array = np.round(before + share * (after - before)).astype(np.uint8)
        return AnimationGroup(UpdateFromAlphaFunc(self.tile, show), Glow(self.bead, said), **kwargs)

    def lay_on(self, j: int, **kwargs) -> Animation:
        """The weights of neuron j come up below the picture."""
        def show(_, share):
            self.tile.weights = share * squared(self.weights[j])
            self.tile.show_ink(self.votes.pixels, 0)
        return UpdateFromAlphaFunc(self.tile, show, **kwargs)
