"""A few weights that slide over an image, and what they add up at each place: a picture that fills place by place."""

import numpy as np
from manim import Group, ImageMobject, ManimColor, Square, VGroup
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.digit import Digit, all_squared, as_grey
from scenes.kit.scales import largest, signed_image
from scenes.kit.theme import role


def slid(pixels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Sums (s - n + 1, s - n + 1) of weights (n, n) times the values of an image (s * s,) below them, at each place."""
    values = as_grey(pixels) / 255
    windows = np.lib.stride_tricks.sliding_window_view(values, weights.shape)
    return (windows * weights).sum(axis=(2, 3))


def telling_patch(weights: np.ndarray, size: int) -> tuple[int, int, int]:
    """(neuron, row, column) of the patch with most of both signs: what tells one side of an edge from the other.

    weights: (n, s * s), of n neurons; size: pixels of the patch's side.
    """
    found = []
    for neuron, picture in enumerate(all_squared(weights)):
        patches = np.lib.stride_tricks.sliding_window_view(picture, (size, size))
        both = np.minimum(patches.clip(0).sum(axis=(2, 3)), -patches.clip(max=0).sum(axis=(2, 3)))
        row, column = np.unravel_index(both.argmax(), both.shape)
        found.append((float(both.max()), neuron, int(row), int(column)))
    return max(found)[1:]


class WeightCells(VGroup):
    """weights (n, n) as a square of cells, `side` manim units wide: one hue for each sign."""

    def __init__(self, weights: np.ndarray, side: float):
        step, top = side / len(weights), largest(weights)
        super().__init__(*(Square(step, stroke_width=1, stroke_color=role("quiet"), fill_opacity=1,
                                  fill_color=_hue(value, top)).move_to(
                                      [(j - (len(weights) - 1) / 2) * step, ((len(weights) - 1) / 2 - i) * step, 0])
                           for (i, j), value in np.ndenumerate(weights)))


class FoundMap(Group):
    """Sums (m, m) at each place of a window, drawn where they are above 0, in the colour of activations.

    pixel: width of a place in manim units; top: the sum that is brightest. show(sums, seen) draws the first `seen`
    places, row by row.
    """

    def __init__(self, sums: np.ndarray, pixel: float, top: float):
        self.top = top
        self.image = ImageMobject(np.zeros((*sums.shape, 3), np.uint8))
        self.image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        side = pixel * len(sums)
        self.image.stretch_to_fit_width(side).stretch_to_fit_height(side)
        self.frame = Square(side, stroke_color=role("quiet"), stroke_width=1.5, stroke_opacity=0.7)
        super().__init__(self.image, self.frame)
        self.show(sums, 0)

    def show(self, sums: np.ndarray, seen: float = np.inf) -> "FoundMap":
        """Draw what is found at the places seen so far."""
        share = np.clip(sums / self.top, 0, 1)
        share = np.where(np.arange(sums.size).reshape(sums.shape) < seen, share, 0)[..., None]
        dark, hot = role("background").to_rgb(), role("activation").to_rgb()
        self.image.pixel_array[..., :3] = np.round(255 * (dark + share * (hot - dark)))
        return self

    def mark(self, row: int, column: int) -> Square:
        """The outline of a place."""
        step = self.frame.width / self.image.pixel_array.shape[1]
        place = self.frame.get_corner([-1, 1, 0]) + step * np.array([column + 0.5, -row - 0.5, 0])
        return Square(step, stroke_width=4).move_to(place)


def window_on(digit: Digit, size: int, place: int) -> Square:
    """The outline of a window of size x size pixels on an image; place: row by row, 0 the upper left."""
    row, column = divmod(place, len(digit.pixels) - size + 1)
    step = digit.frame.width / len(digit.pixels)
    corner = digit.frame.get_corner([-1, 1, 0])
    square = Square(size * step, stroke_color=role("focus"), stroke_width=4)
    return square.move_to(corner + step * np.array([column + size / 2, -row - size / 2, 0]))


def _hue(value: float, top: float):
    return ManimColor.from_rgb((signed_image(np.array([[value]]), top)[0, 0] / 255).tolist())
