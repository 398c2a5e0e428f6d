"""Which images light a hidden neuron: one beside one that it stays dark for, and those that light some neurons most."""

import numpy as np
from manim import DOWN, RIGHT, Animation, Circle, Group, UpdateFromAlphaFunc, VGroup

from scenes.kit.diagram import Neuron
from scenes.kit.digit import Digit, squared
from scenes.kit.laid_over import LaidOver
from scenes.kit.theme import role
from scenes.scratch.strokes import Reading, changes, full_colour

IMAGES = 4                            # beside each neuron
SHARE, RING = 0.465, 0.13             # of the weights' side: that of the two images, the radius of a ring
WIDE, APART = 13.2, 0.45              # of all neurons' weights side by side; from one to the next
BELOW, GAP = 0.25, 0.12               # from these to the images, and between those
LARGEST = 4.2                         # side of a neuron's weights at most


def lit_most(run, neuron: int, images: np.ndarray) -> np.ndarray:
    """(IMAGES,): which of some images (n, I) uint8 give the neuron of the finished net the largest sums, the largest first."""
    return np.argsort(-(images[:, run.pixel_index] / 255 @ run.w_i_h[-1, neuron]))[:IMAGES]


def clearest(run, images: np.ndarray, count: int, but: int) -> list[int]:
    """The neurons whose images meet most that wakes them for what keeps them quiet; one of all is left out."""
    def clearness(neuron: int) -> float:
        terms = images[lit_most(run, neuron, images)][:, run.pixel_index] / 255 * changes(run)[neuron]
        return float(terms.clip(min=0).sum() / max(-terms.clip(max=0).sum(), 0.01))
    return sorted((j for j in range(run.meta["hidden"]) if j != but), key=clearness, reverse=True)[:count]


def spots(weights: np.ndarray, lit: np.ndarray, dark: np.ndarray) -> list[int]:
    """The pixels around which the ink of one image meets most of what wakes a neuron, and that of another what keeps it quiet.

    weights (s * s,), images (s * s,) in 0..1."""
    found = []
    for terms in (weights * lit, -weights * dark):
        square = squared(terms)
        wide = max(len(square) // 6, 1)
        around = np.lib.stride_tricks.sliding_window_view(np.pad(square, wide // 2), (wide, wide)).sum(axis=(2, 3))
        found.append(int(around[:len(square), :len(square)].argmax()))
    return found


class BothImages(Group):
    """Two images beside a neuron's weights, at x, each with what the neuron says to it: readings, one that lights it, one that
    does not. `rings` go around where the ink of the first meets blue, there and on the weights, and that of the other orange."""

    def __init__(self, readings: tuple[Reading, Reading], weights: LaidOver, x: float):
        pixels = [reading.run.probe_images[reading.probe] for reading in readings]
        side = weights.frame.width
        self.digits = Group(*(Digit(one, side=SHARE * side) for one in pixels)).arrange(DOWN, buff=(1 - 2 * SHARE) * side)
        self.digits.move_to([x, weights.get_y(), 0])
        self.neurons = VGroup(*(
            Neuron(0.6).show(float(reading.run.h[-1, reading.probe, reading.neuron, 0]), reading.value_key)
            .next_to(digit, RIGHT, buff=0.6) for reading, digit in zip(readings, self.digits, strict=True)))
        marked = spots(changes(readings[0].run)[readings[0].neuron], *(one / 255 for one in pixels))
        self.rings = VGroup(*(VGroup(*(self.ring(there, place) for there in (Digit(one, side).move_to(weights), digit)))
                              for place, one, digit in zip(marked, pixels, self.digits, strict=True)))
        super().__init__(self.digits, self.neurons, self.rings)

    @staticmethod
    def ring(digit: Digit, place: int) -> Circle:
        """Around a place of an image."""
        return Circle(RING * digit.frame.width, stroke_color=role("focus"), stroke_width=5).move_to(digit.point(place))


def voter(run, log) -> int:
    """Which of the crowd's images shows how an answer comes about: of those that light the telling neuron most, the first one
    that the net reads rightly; the first of all if there is none."""
    found = lit_most(run, Reading.telling(run).neuron, log.crowd.images)
    given = np.array(run.meta["classes"])[run.test_outputs[log.crowd.index[found]].argmax(axis=1)]
    return int(found[np.argmax(given == log.crowd.labels[found])])


class LitMost(Group):
    """Some neurons side by side: `tiles`, their weights, and below each of them the images that light it most, `rows`.

    images: (n, I) uint8; lay(k) lays the k-th of its images over each neuron, gather() all of them at once: to be played.
    """

    def __init__(self, run, neurons: list[int], images: np.ndarray):
        self.pixels = [images[lit_most(run, neuron, images)] / 255 for neuron in neurons]
        side = min((WIDE + APART) / len(neurons) - APART, LARGEST)
        self.tiles = Group(*(LaidOver(changes(run)[neuron], side, full_colour(run)[0]) for neuron in neurons))
        self.tiles.arrange(RIGHT, buff=APART)
        small = (side + GAP) / IMAGES - GAP
        self.rows = Group(*(Group(*(Digit(one, side=small) for one in shown)).arrange(RIGHT, buff=GAP)
                            .next_to(tile, DOWN, buff=BELOW) for tile, shown in zip(self.tiles, self.pixels, strict=True)))
        super().__init__(self.tiles, self.rows)

    def lay(self, k: int, **kwargs) -> Animation:
        """The ink of the k-th image takes the colours of the weights below it."""
        if k:
            return self._mix([(shown[k - 1], shown[k]) for shown in self.pixels], **kwargs)
        first = [shown[0] for shown in self.pixels]
        return UpdateFromAlphaFunc(self.tiles, lambda tiles, alpha: self._show(first, alpha), **kwargs)

    def gather(self, **kwargs) -> Animation:
        """All images lie over each other, so that what they share stands out."""
        return self._mix([(shown[-1], shown.mean(axis=0)) for shown in self.pixels], **kwargs)

    def _mix(self, pairs: list[tuple[np.ndarray, np.ndarray]], **kwargs) -> Animation:
        """From the first image of each pair to the second."""
        return UpdateFromAlphaFunc(self.tiles, lambda tiles, alpha: self._show(
            [before + alpha * (after - before) for before, after in pairs], 1), **kwargs)

    def _show(self, images: list[np.ndarray], share: float) -> None:
        for tile, pixels in zip(self.tiles, images, strict=True):
            tile.show_ink(pixels, share)
