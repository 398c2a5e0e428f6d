"""A matrix too large for numbers: a picture of its values between brackets, a strip of colour for each row."""

import numpy as np
from manim import LEFT, RIGHT, Group, ImageMobject, Rectangle, VGroup
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.matrix import bracket
from scenes.kit.scales import largest, signed_image
from scenes.kit.theme import role


class HeatMatrix(Group):
    """values (rows, columns) as one picture, each row and each column of equal size.

    kind: "weight" has a hue for each sign, dark at 0; "activation" is grey, 0 black and 1 white.
    width, height: of the picture in manim units; scale: the weight drawn at full strength (default: the largest).
    """

    def __init__(self, values: np.ndarray, kind: str, width: float, height: float,
                 scale: float | None = None):
        self.rows = len(values)
        self.image = ImageMobject(_colors(np.asarray(values, dtype=float), kind, scale or largest(values)))
        self.image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.image.stretch_to_fit_width(width).stretch_to_fit_height(height)
        self.frame = Rectangle(width=width, height=height, stroke_width=0)
        self.brackets = VGroup(bracket(self.frame, LEFT), bracket(self.frame, RIGHT))
        super().__init__(self.image, self.frame, self.brackets)

    def box_row(self, i: int) -> Rectangle:
        """A frame around row i."""
        height = self.frame.height / self.rows
        box = Rectangle(width=self.frame.width + 0.06, height=height + 0.06, stroke_width=3, stroke_color=role("focus"))
        return box.move_to(self.frame.get_top() + (i + 0.5) * height * np.array([0, -1, 0]))


def _colors(values: np.ndarray, kind: str, scale: float) -> np.ndarray:
    """(rows, columns, 3) uint8."""
    if kind == "weight":
        return signed_image(values, scale)
    if kind == "activation":
        return np.repeat(np.round(255 * np.clip(values, 0, 1))[..., None], 3, axis=2).astype(np.uint8)
    raise ValueError(f"unknown kind of values: {kind!r}")
