"""All images of a class, one stroke over each: those which it makes one of the other class, and where all these strokes lie.

The chapter that closes the film plays this; nothing here is animated.
"""

from math import ceil, sqrt

import numpy as np
from manim import Group

from scenes.kit.declare import excuse
from scenes.kit.digit import Digit
from scenes.kit.laid_over import InkSheet
from scenes.kit.theme import role
from scenes.scratch.border import Borders, Turn

FIELD, MIDDLE = (12.6, 5.1), [0, 0.25, 0]      # width and height of all of them, at most, and their middle
APART = 0.16                    # from one to the next, of their side
TOGETHER = 5.0                  # side of the picture on which all strokes lie
DARK = 0.3                      # how much light an image keeps that no stroke turns
FAINT = 0.55                    # how much of its light the mean image has there


def two_inks(own: np.ndarray, added: np.ndarray, kind: str = "focus", light: float = 1) -> np.ndarray:
    """The colours of an image's `own` ink, with a share of its light, and of ink that is added, in that of a role; both
    (rows, columns) in 0..1."""
    ink, mark = (255 * role(name).to_rgb() for name in ("ink", kind))
    return np.round(light * own[..., None] * ink + added[..., None] * mark)


class UnderPen(Digit):
    """An image on which a stroke is seen in the colour of the focus. pen: how much of each pixel it covers, (rows, columns)."""

    def __init__(self, pixels: np.ndarray, side: float):
        super().__init__(pixels, side)
        self.draw(np.zeros(self.pixels.shape))

    def draw(self, pen: np.ndarray) -> "UnderPen":
        self.image.pixel_array[..., :3] = two_inks((1 - pen) * self.pixels / 255, pen)
        return self


class Stroked(Digit):
    """An image with a share of its stroke, which has the colour of the focus; as it fails, that of what is quiet, and the image
    goes dark."""

    def __init__(self, one: Turn, side: float):
        self.one = one
        super().__init__(one.at(0), side)

    def draw(self, share: float) -> "Stroked":
        before, after = self.one.at(0), self.one.at(share)
        self.image.pixel_array[..., :3] = two_inks(before, after - before)
        return self

    def fail(self, share: float) -> "Stroked":
        before, added = self.one.at(0), self.one.added
        lit, dark = two_inks(before, added), two_inks(before, added, "quiet", DARK)
        self.image.pixel_array[..., :3] = np.round(lit + share * (dark - lit))
        return self

    def sheet(self) -> InkSheet:
        """Its stroke alone, where it lies."""
        return InkSheet(self.one.added, self.image.width, "focus").move_to(self.image)


class OneEach(Group):
    """All that were tried, row by row; `turned` are those that a stroke turns, `others` the rest."""

    def __init__(self, found: Borders):
        count = len(found.all)
        columns = min(ceil(sqrt(count * FIELD[0] / FIELD[1])), count)
        rows = ceil(count / columns)
        side = min(FIELD[0] / columns, FIELD[1] / rows) / (1 + APART)
        super().__init__(*(Stroked(one, side) for one in found.all))
        self.arrange_in_grid(cols=columns, buff=APART * side).move_to(MIDDLE)
        Group(*self[columns * (rows - 1):]).set_x(MIDDLE[0])
        self.turned = [tile for tile in self if tile.one.turns]
        self.others = [tile for tile in self if not tile.one.turns]

    def draw(self, share: float) -> None:
        """All strokes, as far as a share of each."""
        for tile in self:
            tile.draw(share)

    def tell(self, share: float) -> int:
        """Those that do not turn step back; one after the other, those that do get a frame in the colour of the focus. Returns
        how many have it."""
        told = round(share * len(self.turned))
        for tile in self.turned[:told]:
            tile.frame.set_stroke(role("focus"), 5)
        for tile in self.others:
            tile.fail(share)
        return told

    def mean(self) -> Digit:
        """The mean of the images that turn, without their strokes: what the strokes lie on."""
        images = np.mean([tile.one.at(0) for tile in self.turned or self], axis=0)
        picture = Digit(FAINT * images / images.max(), TOGETHER).move_to(MIDDLE)
        return excuse(picture, "shape", "it is seen through the strokes that lie on it")
