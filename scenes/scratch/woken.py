"""By which of its hidden neurons a picture moves an answer up most: their weights, with the picture's ink on them."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, Animation, AnimationGroup, FadeOut, Group, GrowFromEdge, Rectangle, UpdateFromAlphaFunc,
                   VGroup)

from scenes.kit.laid_over import LaidOver
from scenes.kit.theme import role
from scenes.scratch.strokes import changes, forward, full_colour
from scenes.scratch.votes import SUM, Votes

SHOWN, AWAKE = 3, 0.5           # neurons that are shown; activation from which on one is awake
SIDE, APART, ABOVE = 2.25, 0.3, 1.1     # of a picture of weights; from one to the next; over the neurons
THICK = 0.17                    # height of a bar


def woken(run, image: np.ndarray, answer: int) -> list[int]:
    """At most SHOWN hidden neurons that an image (s * s,) uint8 wakes, as its ink meets more blue than orange, and that vote for
    an answer of the finished net; the strongest vote first."""
    grey = image[run.pixel_index] / np.float32(255)
    activations = forward(run, image[None] / np.float32(255))["h"][:, 0]
    votes, met = run.w_h_o[-1, answer] * activations, changes(run) @ grey
    found = [j for j in np.argsort(-votes, kind="stable") if activations[j] > AWAKE and votes[j] > 0 and met[j] > 0]
    return [int(j) for j in found[:SHOWN]]


def all_vote_key(neurons: list[int], answer: int) -> str:
    """Whether there are as many as can be shown, and all of them vote for the answer."""
    return "digits:" + "&".join([f"({len(neurons)}=={SHOWN})", *(f"(w_h_o[-1,{answer},{j}]>0)" for j in neurons)])


class OnTheirWeights(Group):
    """The weights of some of the hidden neurons of votes, side by side above them; the picture's ink lies on each, and below it
    stands how much of it lies on blue, and how much on orange: `bars`, two for each, all on one scale."""

    def __init__(self, votes: Votes, neurons: list[int]):
        self.votes, self.places = votes, [int(np.flatnonzero(votes.order == j)[0]) for j in neurons]
        self.tiles = Group(*(LaidOver(changes(votes.run)[j], SIDE, full_colour(votes.run)[0]).show_ink(votes.digit.pixels, 0)
                             for j in neurons)).arrange(RIGHT, buff=APART)
        self.tiles.move_to([(votes.places[0] + SUM) / 2, votes.neurons.get_top()[1] + ABOVE + SIDE / 2, 0])
        grey = votes.digit.pixels.ravel()[votes.run.pixel_index] / np.float32(255)
        terms = changes(votes.run)[neurons] * grey
        lengths = np.column_stack([terms.clip(min=0).sum(axis=1), -terms.clip(max=0).sum(axis=1)])
        self.bars = VGroup(*(VGroup(*(self.bar(tile, row, SIDE * length / lengths.max()) for row, length in enumerate(both)))
                             for tile, both in zip(self.tiles, lengths, strict=True)))
        super().__init__(self.tiles, self.bars)

    @staticmethod
    def bar(tile: LaidOver, row: int, length: float) -> Rectangle:
        """Row 0 blue, 1 orange."""
        shape = Rectangle(width=length, height=THICK, stroke_width=0, fill_opacity=1,
                          fill_color=role(("positive", "negative")[row]))
        return shape.next_to(tile, DOWN, buff=0.15 + 1.5 * THICK * row).align_to(tile, LEFT)

    def colour(self, **kwargs) -> Animation:
        """All ink takes on the colour of the weights below it."""
        def show(tiles: Group, share: float) -> None:
            for tile in tiles:
                tile.show_ink(self.votes.digit.pixels, share)
        return UpdateFromAlphaFunc(self.tiles, show, **kwargs)

    def weigh(self, **kwargs) -> Animation:
        """How much lies on blue, then how much on orange."""
        return AnimationGroup(*(GrowFromEdge(bar, LEFT) for both in self.bars for bar in both), **kwargs)

    def wake(self, **kwargs) -> Animation:
        """Each becomes its neuron."""
        return AnimationGroup(*(FadeOut(tile, target_position=self.votes.neurons[place], scale=self.votes.radius / SIDE)
                                for tile, place in zip(self.tiles, self.places, strict=True)), FadeOut(self.bars), **kwargs)
