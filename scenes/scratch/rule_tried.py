"""The rule that was found, tried on the images of the film's question: the place where strokes make one class another, cleared of
ink and filled with it.

The chapter that closes the film plays this; nothing here is animated.
"""

import numpy as np
from manim import DOWN, UP, Group

from scenes.kit.bars import OutputBars
from scenes.kit.digit import Digit
from scenes.kit.laid_over import InkSheet
from scenes.kit.theme import SMALLEST, role
from scenes.scratch.border import Borders
from scenes.scratch.hard import Hard
from scenes.scratch.one_each import two_inks
from scenes.scratch.strokes import answers

SIDE, PLACES, Y = 3.7, (-3.4, 3.4), 1.05      # of the images, x of their middles, and y
BARS, UNDER, NAME = (5.6, 1.5), 0.4, 0.4    # size of the outputs' field; from an image down to it; the em of a class there
TWO_ROWS, FLOOR = 2.4, -3.45                   # em of a name per width that its bar has; y under which none goes
STEPS = 20                                    # at which the outputs are computed, to either side


def treated(pixels: np.ndarray, where: np.ndarray, share: float) -> np.ndarray:
    """An image (rows, columns) in 0..1 of which a place is cleared (share -1) or filled (share 1); 0 is the image itself."""
    return pixels * (1 + share * where) if share < 0 else pixels + share * (np.maximum(pixels, where) - pixels)


def rule_key(run, hard: list[Hard], found: Borders) -> str:
    """Whether all of these images are of the one class, for the finished net, when the place is cleared, and of the other one
    when it is filled."""
    images, place = [one.pixels.reshape(run.image_shape) / 255 for one in hard], found.place
    cleared, filled = (answers(run, np.stack([treated(image, place, share).ravel() for image in images])).argmax(axis=1)
                       for share in (-1, 1))
    return found.key(bool(found.turned) and bool((cleared == found.way.labelled).all() and (filled == found.way.answered).all()))


class Tried(Group):
    """One of these images over its outputs, on the slot 0 or 1. show(share) treats it, ink that is added in the colour of the
    focus, and so is the name of the largest output; says(share): the outputs then, (O,); sheet: the place, as light that can be
    laid over it."""

    def __init__(self, run, log, hard: Hard, found: Borders, slot: int):
        self.pixels, self.where = hard.pixels.reshape(run.image_shape) / 255, found.place
        self.shares = np.linspace(-1, 1, 2 * STEPS + 1)
        self.outputs = answers(run, np.stack([treated(self.pixels, self.where, share).ravel() for share in self.shares]))
        self.digit = Digit(self.pixels, SIDE).move_to([PLACES[slot], Y, 0])
        names = [str(name) for name in log.meta["classes"]]
        size = max(min(NAME, TWO_ROWS * BARS[0] / len(names) / max(map(len, names))), SMALLEST)
        self.bars = OutputBars(self.says(0), names, *BARS, "experiments:meta.classes", size)
        self.bars.next_to(self.digit, DOWN, buff=UNDER).set_x(PLACES[slot])
        super().__init__(self.digit, self.bars)
        self.shift(max(FLOOR - self.bars.get_bottom()[1], 0) * UP)
        self.show(0)

    def says(self, share: float) -> np.ndarray:
        return np.array([np.interp(share, self.shares, output) for output in self.outputs.T])

    def show(self, share: float) -> "Tried":
        now = treated(self.pixels, self.where, share)
        kept = np.minimum(self.pixels, now)
        self.digit.image.pixel_array[..., :3] = two_inks(kept, now - kept)
        self.bars.show(self.says(share))
        for name in self.bars.names:
            name.set_color(role("ink"))
        self.bars.names[int(self.says(share).argmax())].set_color(role("focus"))
        return self

    def sheet(self, side: float) -> InkSheet:
        return InkSheet(self.where, side, "focus")
