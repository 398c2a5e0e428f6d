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
FAINT = 0.55                    # how much of its light the mean image has there


class Stroked(Digit):
    """An image with a share of its stroke, which has the colour of the focus."""

    def __init__(self, one: Turn, side: float):
        self.one = one
        super().__init__(one.at(0), side)

    def draw(self, share: float) -> "Stroked":
        before, after = self.one.at(0), self.one.at(share)
        ink, mark = (255 * role(kind).to_rgb() for kind in ("ink", "focus"))
        self.image.pixel_array[..., :3] = np.round(before[..., None] * ink + (after - before)[..., None] * mark)
        return self

    def sheet(self) -> InkSheet:
        """Its stroke alone, where it lies."""
        alone = InkSheet(self.one.added, self.image.width)
        alone.image.pixel_array[..., :3] = np.round(255 * role("focus").to_rgb())
        return alone.move_to(self.image)


class OneEach(Group):
    """All that were tried, row by row; `turned` are those that a stroke turns, `others` the rest."""

    def __init__(self, found: Borders):
        count = len(found.all)
        columns = min(ceil(sqrt(count * FIELD[0] / FIELD[1])), count)
        rows = ceil(count / columns)
        side = min(FIELD[0] / columns, FIELD[1] / rows) / (1 + APART)
        super().__init__(*(Stroked(one, side) for one in found.all))
        self.arrange_in_grid(cols=columns, buff=APART * side).move_to(MIDDLE)
        self.turned = [tile for tile in self if tile.one.turns]
        self.others = [tile for tile in self if not tile.one.turns]

    def draw(self, share: float) -> None:
        """All strokes, as far as a share of each."""
        for tile in self:
            tile.draw(share)

    def mean(self) -> Digit:
        """The mean of the images that turn, without their strokes: what the strokes lie on."""
        images = np.mean([tile.one.at(0) for tile in self.turned or self], axis=0)
        picture = Digit(FAINT * images / images.max(), TOGETHER).move_to(MIDDLE)
        return excuse(picture, "shape", "it is seen through the strokes that lie on it")
