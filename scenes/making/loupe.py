"""One shape of a picture, magnified: the curves of its outline, and the pixels within."""

import numpy as np
from manim import Animation, Create, Dot, Group, ImageMobject, LaggedStart, VGroup, VMobject
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.declare import furniture
from scenes.kit.moments import PlayThrough
from scenes.kit.theme import role
from scenes.making.framed import framed
from scenes.making.log import Log

MARGIN = 2      # pixels around the shape


class Loupe(Group):
    """The part of a picture (height, width, 3) around the shape that was logged, so many units high; at first it is empty.

    around: that part, x0, y0, x1, y1 in pixels; frame: with its edge; curves: of the outline, each with its end; not yet drawn.
    """

    def __init__(self, log: Log, picture: np.ndarray, height: float):
        curves = log.quick_outline
        low, high = np.floor(curves.min(axis=(0, 1))).astype(int) - MARGIN, np.ceil(curves.max(axis=(0, 1))).astype(int) + MARGIN
        self.around = np.concatenate([low, high])
        self.pixels = picture[low[1]:high[1], low[0]:high[0]]
        self.image = ImageMobject(np.full_like(self.pixels, 255 * role("background").to_rgb())).set(height=height)
        self.image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.frame = framed(self.image)
        self.curves = furniture(VGroup(*(self._curve(points, (high - low)) for points in curves - low)))
        super().__init__(self.frame, self.curves)

    def _curve(self, points, size):
        """A curve between two points of the outline, and the second of them."""
        scale = self.image.height / size[1]
        x, y = ((points - size / 2) * scale * [1, -1]).T
        curve = VMobject(stroke_color=role("focus"), stroke_width=4).set_points(np.stack([x, y, 0 * x], axis=1))
        return VGroup(curve, Dot(curve.points[-1], 0.05, color=role("ink")))

    def draw_outline(self) -> Animation:
        """One curve after the other."""
        return LaggedStart(*(Create(curve) for curve in self.curves), lag_ratio=0.6)

    def fill(self) -> Animation:
        """One pixel after the other, row by row, gets the colour that it has in the picture."""
        count = self.pixels.shape[0] * self.pixels.shape[1]

        def show(done):
            filled = self.image.pixel_array[..., :3].reshape(-1, 3)
            filled[:int(done)] = self.pixels.reshape(-1, 3)[:int(done)]
            self.image.pixel_array[..., :3] = filled.reshape(self.pixels.shape)
        return PlayThrough([self.image, self.curves], show, 0, count)
