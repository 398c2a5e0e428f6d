"""Which of the hidden neurons that a picture wakes decide between two answers: their weights, with the picture's ink on them."""

from collections.abc import Sequence

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeOut, Group, GrowFromEdge, Line, Rectangle,
                   UpdateFromAlphaFunc, VGroup)

from scenes.kit.laid_over import LaidOver
from scenes.kit.theme import role
from scenes.scratch.strokes import changes, forward, full_colour
from scenes.scratch.votes import COLUMNS, TOP, Votes

SHOWN, WOKEN = 2, 0.5           # neurons that are shown; activation from which on a picture has woken one
SIDE, FAR = 2.15, 0.4           # of a picture of weights over the row; from one to the next there, of that
APART = 0.09                    # from one picture of weights to the next, of its side
ROOM, MIDDLE = (9.9, 6.2), np.array([1.65, -0.35, 0])     # for the weights of all neurons
THICK = 0.1                     # height of a bar, of that side


def decide(run, image: np.ndarray, answers: tuple[int, int]) -> list[int]:
    """The SHOWN hidden neurons whose votes for an image (s * s,) uint8 move the first of two answers of the finished net up most
    against the other, the strongest first."""
    answer, rival = answers
    votes = (run.w_h_o[-1, answer] - run.w_h_o[-1, rival]) * roused(run, image[None])[0][:, 0]
    return [int(j) for j in np.argsort(-votes, kind="stable")[:SHOWN]]


def roused(run, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What all hidden neurons say to images (P, s * s) uint8, and by how much more blue than orange their ink meets: (H, P)."""
    grey = images / np.float32(255)
    return forward(run, grey)["h"], changes(run) @ grey[:, run.pixel_index].T


def decide_key(run, image: np.ndarray, answers: tuple[int, int]) -> str:
    """Whether all of those are for the one answer and against the other, and awake by more blue than orange."""
    neurons, (answer, rival) = decide(run, image, answers), answers
    said, met = (values[neurons, 0] for values in roused(run, image[None]))
    return "digits:" + "&".join([f"({int((said > WOKEN).all() and (met > 0).all())}==1)",
                                 *(f"(w_h_o[-1,{answer},{j}]>0)&(w_h_o[-1,{rival},{j}]<0)" for j in neurons)])


class OnTheirWeights(Group):
    """The weights of some of the hidden neurons of votes, side by side, or in rows; a picture's ink lies on each, and below it
    stands how much of it lies on blue, and how much on orange: `bars`, two for each, all on one scale.

    pixels: of the picture, if it is not that of votes; longest: what a bar as long as a side stands for, if that is not the most
    that there is.
    """

    def __init__(self, votes: Votes, neurons: Sequence[int], side: float, columns: int | None = None,
                 pixels: np.ndarray | None = None, longest: float | None = None):
        self.votes, self.side, self.neurons = votes, side, list(neurons)
        self.pixels = votes.pixels if pixels is None else pixels
        self.tiles = Group(*(LaidOver(changes(votes.run)[j], side, full_colour(votes.run)[0]).show_ink(self.pixels, 0)
                             for j in neurons)).arrange_in_grid(cols=columns or len(self.neurons), buff=APART * side)
        lengths = self.lengths(votes, self.neurons, self.pixels)
        self.bars = VGroup(*(VGroup(*(self.bar(tile, row, side * length / (longest or lengths.max()))
                                      for row, length in enumerate(both)))
                             for tile, both in zip(self.tiles, lengths, strict=True)))
        super().__init__(self.tiles, self.bars)

    @staticmethod
    def lengths(votes: Votes, neurons: list[int], pixels: np.ndarray) -> np.ndarray:
        """How much of a picture's ink lies on blue, and how much on orange, (n, 2)."""
        terms = changes(votes.run)[neurons] * (pixels.ravel()[votes.run.pixel_index] / np.float32(255))
        return np.column_stack([terms.clip(min=0).sum(axis=1), -terms.clip(max=0).sum(axis=1)])

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
    def over_the_row(votes: Votes, neurons: list[int]) -> "OnTheirWeights":
        """In the order of the row, over which they stand."""
        found = OnTheirWeights(votes, sorted(neurons), SIDE)
        Group(*map(Group, found.tiles, found.bars)).arrange(RIGHT, buff=FAR * SIDE)
        return found.move_to([sum(COLUMNS) / 2, TOP, 0], aligned_edge=UP)

    def lines(self) -> VGroup:
        """From the weights to their neurons in the row, which is under them, or over them."""
        return VGroup(*(Line(one.get_edge_center(-way) - 0.08 * way, neuron.get_edge_center(way) + 0.08 * way, stroke_width=3,
                             stroke_color=role("focus"))
                        for one, neuron in zip(map(Group, self.tiles, self.bars), (self.votes.neurons[j] for j in self.neurons))
                        for way in [UP if one.get_y() > neuron.get_y() else DOWN]))

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

    def wake(self, **kwargs) -> Animation:
        """Each becomes its neuron in the row."""
        return AnimationGroup(*(FadeOut(tile, target_position=self.votes.neurons[j], scale=2 * self.votes.radius / self.side)
                                for j, tile in zip(self.neurons, self.tiles, strict=True)), **kwargs)
