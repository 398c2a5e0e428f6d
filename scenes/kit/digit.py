"""A square picture of grey values, or of the weights of one neuron, whose pixels can be picked out."""

from math import isqrt

import numpy as np
from manim import Group, ImageMobject, ManimColor, Rectangle, Square
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.scales import largest, signed_image
from scenes.kit.theme import role

AROUND = 1.35, 0.065      # a mark is so many times as large as its pixel, at most by so much larger, in manim units


class Digit(Group):
    """An image drawn with hard pixels and a thin frame; white is 1, black is 0.

    pixels: (s * s,) or (s, s); floats in 0..1 or uint8. side: width and height in manim units.
    """

    def __init__(self, pixels: np.ndarray, side: float = 3.0):
        self.pixels = as_grey(pixels)
        super().__init__(*_picture(self.pixels, side))
        self.image, self.frame = self.submobjects

    def show(self, pixels: np.ndarray) -> "Digit":
        """Show another image in the same place."""
        self.pixels = as_grey(pixels)
        self.image.pixel_array[..., :3] = self.pixels[..., None]
        return self

    def pixel(self, index: int, color: ManimColor | None = None) -> Square:
        """A square that covers pixel `index` (row by row, from 0), filled with its grey or with `color`."""
        grey = ManimColor.from_rgb([int(self.pixels.flat[index])] * 3)
        square = Square(self.frame.width / len(self.pixels), stroke_width=0, fill_opacity=1, fill_color=color or grey)
        return square.move_to(self.point(index))

    def mark(self, index: int, color: ManimColor | None = None) -> Square:
        """An open square around pixel `index`."""
        step = self.frame.width / len(self.pixels)
        square = Square(min(AROUND[0] * step, step + AROUND[1]), stroke_width=3, stroke_color=color or role("focus"))
        return square.move_to(self.point(index))

    def point(self, index: int) -> np.ndarray:
        """The centre of pixel `index` in the scene."""
        row, column = divmod(int(index), len(self.pixels))
        corner = self.frame.get_corner([-1, 1, 0])
        step = self.frame.width / len(self.pixels)
        return corner + step * np.array([column + 0.5, -row - 0.5, 0])


class WeightImage(Group):
    """The incoming weights of one neuron as a picture: one hue for each sign, dark at 0.

    weights: (s * s,); scale: the largest |weight| among the pictures shown together.
    """

    def __init__(self, weights: np.ndarray, side: float = 1.0, scale: float | None = None):
        rgb = signed_image(squared(weights), scale or largest(weights))
        super().__init__(*_picture(rgb, side))
        self.image, self.frame = self.submobjects

    def show(self, weights: np.ndarray, scale: float) -> "WeightImage":
        """Show other weights in the same place."""
        rgb = signed_image(squared(weights), scale)
        self.image.pixel_array[..., :3] = rgb
        return self


def through_black(before: np.ndarray, after: np.ndarray, share: float) -> np.ndarray:
    """One image (I,) on its way to another, both in 0..1: it goes dark, and the other one comes out of the dark."""
    return (1 - 2 * share) * before if share < 0.5 else (2 * share - 1) * after


def as_grey(pixels: np.ndarray) -> np.ndarray:
    """Grey values (s, s) uint8 from (s * s,) or (s, s), floats in 0..1 or uint8."""
    pixels = np.asarray(pixels)
    if pixels.dtype != np.uint8:
        pixels = np.round(255 * np.clip(pixels, 0, 1)).astype(np.uint8)
    return squared(pixels)


def squared(values: np.ndarray) -> np.ndarray:
    """The values (s * s,) or (s, s) of a square picture as (s, s)."""
    values = np.asarray(values)
    return values.reshape(isqrt(values.size), -1)


def all_squared(values: np.ndarray) -> np.ndarray:
    """Those of n pictures, (n, s * s) or (n, s, s), as (n, s, s)."""
    values = np.asarray(values)
    side = isqrt(values[0].size)
    return values.reshape(-1, side, side)


def _picture(pixels: np.ndarray, side: float) -> tuple[ImageMobject, Rectangle]:
    image = ImageMobject(pixels)
    image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
    image.stretch_to_fit_width(side).stretch_to_fit_height(side)
    return image, Square(side, stroke_color=role("quiet"), stroke_width=1.5, stroke_opacity=0.7)
