"""Which images light a hidden neuron: one beside one that it stays dark for, and those that light some neurons most."""

import numpy as np
from manim import DOWN, RIGHT, UP, AnimationGroup, Create, FadeIn, Group, LaggedStart, VGroup

from scenes.kit.diagram import Neuron
from scenes.kit.digit import Digit
from scenes.kit.laid_over import LaidOver
from scenes.scratch.meeting import Outline, lit_within, meeting
from scenes.scratch.strokes import Reading, changes, full_colour

IMAGES = 3                            # beside each neuron
SHARE, NEURON = 0.485, 0.6            # of the weights' side: that of the two images; radius of what the neuron says
SIGNS = 1, -1                         # of the weights that the one's ink meets, and the other's
WIDE, APART = 13.2, 0.45              # of all neurons' weights side by side; from one to the next
BELOW, GAP = 0.2, 0.12                # from these to the images, and between those
LARGEST = 4.3                         # side of a neuron's weights at most
ARRIVING = 0.6                        # so far the images come from below


def lit_most(run, neuron: int, images: np.ndarray) -> np.ndarray:
    """(IMAGES,): which of some images (n, I) uint8 give the neuron of the finished net the largest sums, the largest first."""
    return np.argsort(-(images[:, run.pixel_index] / 255 @ run.w_i_h[-1, neuron]))[:IMAGES]


def clearest(run, images: np.ndarray, count: int, but: int) -> list[int]:
    """The neurons whose images meet most that wakes them for what keeps them quiet; one of all is left out."""
    def clearness(neuron: int) -> float:
        terms = images[lit_most(run, neuron, images)][:, run.pixel_index] / 255 * changes(run)[neuron]
        return float(terms.clip(min=0).sum() / max(-terms.clip(max=0).sum(), 0.01))
    return sorted((j for j in range(run.meta["hidden"]) if j != but), key=clearness, reverse=True)[:count]


class BothImages(Group):
    """Two images beside a neuron's weights, at x, each with what the neuron says to it: readings, one that lights it, one that
    does not. `outlines` go around where the ink of the first meets blue, and that of the other orange, there and on the
    weights."""

    def __init__(self, readings: tuple[Reading, Reading], weights: LaidOver, x: float):
        pixels = [reading.run.probe_images[reading.probe] for reading in readings]
        side, learned = weights.frame.width, changes(readings[0].run)[readings[0].neuron]
        self.digits = Group(*(Digit(one, side=SHARE * side) for one in pixels)).arrange(DOWN, buff=(1 - 2 * SHARE) * side)
        self.digits.move_to([x, weights.get_y(), 0])
        self.neurons = VGroup(*(
            Neuron(NEURON).show(float(reading.run.h[-1, reading.probe, reading.neuron, 0]), reading.value_key)
            .next_to(digit, RIGHT, buff=NEURON) for reading, digit in zip(readings, self.digits, strict=True)))
        self.within = [meeting(sign * learned, one[None] / 255) for sign, one in zip(SIGNS, pixels, strict=True)]
        self.outlines = VGroup(*(VGroup(*(Outline(within, picture) for picture in (weights, digit)))
                                 for within, digit in zip(self.within, self.digits, strict=True)))
        super().__init__(self.digits, self.neurons, self.outlines)

    def meet(self, k: int, **kwargs) -> AnimationGroup:
        """The outlines of image k are drawn, and its ink within is lit."""
        return AnimationGroup(*map(Create, self.outlines[k]), lit_within(self.digits[k], self.within[k], SIGNS[k]), **kwargs)


def voter(run, log) -> int:
    """Which of the crowd's images shows how an answer comes about: of those that light the telling neuron most, the first one
    that the net reads rightly; the first of all if there is none."""
    found = lit_most(run, Reading.telling(run).neuron, log.crowd.images)
    given = np.array(run.meta["classes"])[run.test_outputs[log.crowd.index[found]].argmax(axis=1)]
    return int(found[np.argmax(given == log.crowd.labels[found])])


class LitMost(Group):
    """Some neurons side by side: `tiles`, their weights, and below each of them the images that light it most, `rows`.

    images: (n, I) uint8; come() brings the images, meet() shows where their ink meets blue: to be played.
    """

    def __init__(self, run, neurons: list[int], images: np.ndarray):
        pixels = [images[lit_most(run, neuron, images)] for neuron in neurons]
        side = min((WIDE + APART) / len(neurons) - APART, LARGEST)
        self.tiles = Group(*(LaidOver(changes(run)[neuron], side, full_colour(run)[0]) for neuron in neurons))
        self.tiles.arrange(RIGHT, buff=APART)
        small = (side + GAP) / IMAGES - GAP
        self.rows = Group(*(Group(*(Digit(one, side=small) for one in shown)).arrange(RIGHT, buff=GAP)
                            .next_to(tile, DOWN, buff=BELOW) for tile, shown in zip(self.tiles, pixels, strict=True)))
        self.within = [meeting(changes(run)[neuron], shown / 255) for neuron, shown in zip(neurons, pixels, strict=True)]
        self.outlines = VGroup(*(VGroup(*(Outline(within, picture) for picture in (tile, *row)))
                                 for within, tile, row in zip(self.within, self.tiles, self.rows, strict=True)))
        super().__init__(self.tiles, self.rows, self.outlines)

    def come(self, **kwargs) -> LaggedStart:
        """The images, one after the other below each neuron."""
        return LaggedStart(*(AnimationGroup(*(FadeIn(row[k], shift=ARRIVING * UP) for row in self.rows))
                             for k in range(IMAGES)), lag_ratio=0.4, **kwargs)

    def meet(self, k: int, **kwargs) -> AnimationGroup:
        """Neuron k: the outline is drawn on its weights and on its images, whose ink is lit within."""
        lit = (lit_within(digit, self.within[k], 1) for digit in self.rows[k])
        return AnimationGroup(*map(Create, self.outlines[k]), *lit, **kwargs)
