"""By which of its hidden neurons a picture moves an answer up most: their weights, with the picture's ink on them."""

from collections.abc import Sequence

import numpy as np
from manim import (DOWN, LEFT, Animation, AnimationGroup, FadeOut, Group, GrowFromEdge, Rectangle, UpdateFromAlphaFunc,
                   VGroup)

from scenes.kit.diagram import Neuron
from scenes.kit.laid_over import LaidOver
from scenes.kit.theme import role
from scenes.scratch.strokes import changes, forward, full_colour
from scenes.scratch.votes import Votes

SHOWN, WOKEN = 3, 0.5           # neurons that are shown; activation from which on a picture has woken one
SIDE, APART, MIDDLE = 3.05, 0.09, np.array([1.65, -0.35, 0])      # of a picture of weights; from one to the next, of that; of all
LOWER, ROWS = 2.3, 0.25         # side where two rows stand one above the other; from one row to the other
ROOM = (9.9, 6.2)               # for the weights of all neurons
THICK = 0.1                     # height of a bar, of that side


def woken(run, image: np.ndarray, answer: int) -> list[int]:
    """At most SHOWN hidden neurons that an image (s * s,) uint8 wakes, as its ink meets more blue than orange, and that vote for
    an answer of the finished net; the strongest vote first."""
    activations, met = roused(run, image[None])
    votes = run.w_h_o[-1, answer] * activations[:, 0]
    found = [j for j in np.argsort(-votes, kind="stable") if activations[j, 0] > WOKEN and votes[j] > 0 and met[j, 0] > 0]
    return [int(j) for j in found[:SHOWN]]


def roused(run, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What all hidden neurons say to images (P, s * s) uint8, and by how much more blue than orange their ink meets: (H, P)."""
    grey = images / np.float32(255)
    return forward(run, grey)["h"], changes(run) @ grey[:, run.pixel_index].T


def alike(run, crowd, image: np.ndarray, neurons: list[int], answer: int) -> int | None:
    """Which of the logged test images that are of the answer's class wakes these neurons, too, as its ink meets more blue than
    orange on each; of several, the one whose ink meets most of the blue that the image's does. None if there is none."""
    images = crowd.images.reshape(len(crowd.images), -1)
    activations, met = (values[neurons] for values in roused(run, images))
    fits = (crowd.labels == answer) & (activations > WOKEN).all(axis=0) & (met > 0).all(axis=0)
    both = np.minimum(images, image)[:, run.pixel_index] @ changes(run)[neurons].clip(min=0).sum(axis=0)
    return int(np.where(fits, both, -1).argmax()) if fits.any() else None


def all_vote_key(neurons: list[int], answer: int, kin: int | None) -> str:
    """Whether there are as many as can be shown, all of them vote for the answer, and a real image of it wakes them, too."""
    return "digits:" + "&".join([f"({len(neurons)}=={SHOWN})", f"({int(kin is not None)}==1)",
                                 *(f"(w_h_o[-1,{answer},{j}]>0)" for j in neurons)])


class OnTheirWeights(Group):
    """The weights of some of the hidden neurons of votes, side by side, or in rows; a picture's ink lies on each, and below it
    stands how much of it lies on blue, and how much on orange: `bars`, two for each, all on one scale.

    pixels: of the picture, if it is not that of votes; longest: what a bar as long as a side stands for, if that is not the most
    that there is; awake: the tiles of those that vote.
    """

    def __init__(self, votes: Votes, neurons: Sequence[int], side: float = SIDE, columns: int | None = None,
                 pixels: np.ndarray | None = None, longest: float | None = None):
        self.votes, self.side, self.neurons = votes, side, list(neurons)
        self.pixels = votes.digit.pixels if pixels is None else pixels
        self.tiles = Group(*(LaidOver(changes(votes.run)[j], side, full_colour(votes.run)[0]).show_ink(self.pixels, 0)
                             for j in neurons)).arrange_in_grid(cols=columns or len(self.neurons), buff=APART * side)
        lengths = self.lengths(votes, self.neurons, self.pixels)
        self.bars = VGroup(*(VGroup(*(self.bar(tile, row, side * length / (longest or lengths.max()))
                                      for row, length in enumerate(both)))
                             for tile, both in zip(self.tiles, lengths, strict=True)))
        Group(self.tiles, self.bars).move_to(MIDDLE)
        self.awake = Group(*(tile for j, tile in zip(self.neurons, self.tiles) if j in votes.order))
        super().__init__(self.tiles, self.bars)

    @staticmethod
    def lengths(votes: Votes, neurons: list[int], pixels: np.ndarray) -> np.ndarray:
        """How much of a picture's ink lies on blue, and how much on orange, (n, 2)."""
        terms = changes(votes.run)[neurons] * (pixels.ravel()[votes.run.pixel_index] / np.float32(255))
        return np.column_stack([terms.clip(min=0).sum(axis=1), -terms.clip(max=0).sum(axis=1)])

    @staticmethod
    def in_rows(votes: Votes, neurons: list[int], *others: np.ndarray) -> "list[OnTheirWeights]":
        """With the picture of votes, and below it with other ones, the bars of all on one scale."""
        pictures = [votes.digit.pixels, *others]
        longest = max(float(OnTheirWeights.lengths(votes, neurons, pixels).max()) for pixels in pictures)
        rows = [OnTheirWeights(votes, neurons, LOWER if others else SIDE, pixels=pixels, longest=longest) for pixels in pictures]
        Group(*rows).arrange(DOWN, buff=ROWS).move_to(MIDDLE)
        return rows

    @staticmethod
    def of_all(votes: Votes) -> "OnTheirWeights":
        """Of all hidden neurons, as large as there is room beside the picture, without bars."""
        count = len(votes.hidden)
        side, columns = max((min(ROOM[0] / columns, ROOM[1] / -(-count // columns)) / (1 + APART), -columns)
                            for columns in range(1, count + 1))
        found = OnTheirWeights(votes, range(count), side, -columns)
        found.bars.remove(*found.bars)
        found.tiles.move_to(MIDDLE)
        return found

    @staticmethod
    def bar(tile: LaidOver, row: int, length: float) -> Rectangle:
        """Row 0 blue, 1 orange."""
        thick = THICK * tile.width
        shape = Rectangle(width=length, height=thick, stroke_width=0, fill_opacity=1,
                          fill_color=role(("positive", "negative")[row]))
        return shape.next_to(tile, DOWN, buff=0.15 + 1.5 * thick * row).align_to(tile, LEFT)

    def colour(self, **kwargs) -> Animation:
        """All ink takes on the colour of the weights below it."""
        def show(tiles: Group, share: float) -> None:
            for tile in tiles:
                tile.show_ink(self.pixels, share)
        return UpdateFromAlphaFunc(self.tiles, show, **kwargs)

    def weigh(self, **kwargs) -> Animation:
        """How much lies on blue, then how much on orange."""
        return AnimationGroup(*(GrowFromEdge(bar, LEFT) for both in self.bars for bar in both), **kwargs)

    def rouse(self, **kwargs) -> Animation:
        """Those that are awake get a bright frame, and the others leave."""
        return AnimationGroup(*(FadeOut(tile) for tile in self.tiles if tile not in self.awake.submobjects),
                              *(tile.frame.animate.set_stroke(role("activation"), 4, 1) for tile in self.awake), **kwargs)

    def wake(self, **kwargs) -> Animation:
        """Each that is awake becomes its neuron."""
        return AnimationGroup(*(FadeOut(tile, target_position=neuron, scale=2 * self.votes.radius / self.side)
                                for tile, neuron in zip(self.awake, self.own(), strict=True)), **kwargs)

    def own(self) -> list[Neuron]:
        """The neurons of those that are awake, among the votes."""
        places = [int(np.flatnonzero(self.votes.order == j)[0]) for j in self.neurons if j in self.votes.order]
        return [self.votes.neurons[place] for place in places]
