"""Which images light a hidden neuron: one beside one that it stays dark for, and those that light it most."""

import numpy as np
from manim import DOWN, RIGHT, AnimationGroup, Create, Group, VGroup

from scenes.kit.diagram import Neuron
from scenes.kit.digit import Digit
from scenes.kit.laid_over import LaidOver
from scenes.scratch.meeting import Outline, lit_within, meeting
from scenes.scratch.strokes import Reading, changes

IMAGES = 3                            # that light a neuron most, of which one is looked at
SHARE, NEURON = 0.485, 0.6            # of the weights' side: that of the two images; radius of what the neuron says
SIGNS = 1, -1                         # of the weights that the one's ink meets, and the other's


def lit_most(run, neuron: int, images: np.ndarray) -> np.ndarray:
    """(IMAGES,): which of some images (n, I) uint8 give the neuron of the finished net the largest sums, the largest first."""
    return np.argsort(-(images[:, run.pixel_index] / 255 @ run.w_i_h[-1, neuron]))[:IMAGES]


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
