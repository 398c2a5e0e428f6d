"""All training images of a run on a wall, in the order of use: bright are those that the running pass has seen."""

import numpy as np
from manim import Group, ImageMobject, config
from manim.constants import RESAMPLING_ALGORITHMS
from PIL import Image

from scenes.kit.theme import role

UNSEEN = 0.25      # brightness of an image that is still to come
WHITE = 97.0       # this percentile of the greys is drawn white: so small, the images would be lost in the dark
TAIL = 7           # rows over which the light of the place where the pass is goes out behind it
LIFTED = 0.4       # how bright black is there, of the light


class PassWall(Group):
    """tiny: (n, s, s) uint8, every image shrunk; width, height: of the wall in manim units.

    It is drawn with as many pixels as the film has there, so that the pattern of the rows does not beat with them.
    """

    def __init__(self, tiny: np.ndarray, width: float, height: float):
        self.count = len(tiny)
        self.columns = int(np.ceil(np.sqrt(self.count * width / height)))
        self.rows = -(-self.count // self.columns)
        density = config.pixel_height / config.frame_height
        pixels = (round(width * density), round(height * density))
        shrunk = np.asarray(Image.fromarray(self._raster(tiny)).resize(pixels, Image.Resampling.BOX), float)
        self.bright = 255 * np.clip(shrunk / max(np.percentile(shrunk, WHITE), 1), 0, 1)
        row, column = (np.arange(size) * parts // size for size, parts in zip(pixels[::-1], (self.rows, self.columns)))
        self.index = row[:, None] * self.columns + column
        self.image = ImageMobject(self.bright.astype(np.uint8))
        self.image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["linear"])
        super().__init__(self.image.stretch_to_fit_width(width).stretch_to_fit_height(height))
        self.show(0)

    def show(self, seen: float) -> "PassWall":
        """Brighten the first `seen` images."""
        shown = self.bright * np.where(self.index < seen, 1.0, UNSEEN)
        self.image.pixel_array[..., :3] = shown[..., None]
        return self

    def race(self, seen: float) -> "PassWall":
        """The same, and a light where the pass is, until it has seen all."""
        self.show(seen)
        row, high = seen / self.columns, len(self.index) / self.rows
        part = slice(max(round((row - 4 * TAIL) * high), 0), round((row + 1) * high) + 1)
        behind = (seen - self.index[part]) / self.columns
        light = np.where(behind > 0, np.exp(-behind / TAIL), 0) * (seen < self.count)
        lit = 255 * role("focus").to_rgb() * (LIFTED + (1 - LIFTED) * self.bright[part, :, None] / 255)
        picture = self.image.pixel_array[part, :, :3]
        picture[:] = picture + light[..., None] * (lit - picture)
        return self

    def place(self, k: int) -> np.ndarray:
        """The centre of image k."""
        row, column = divmod(k, self.columns)
        corner = self.image.get_corner([-1, 1, 0])
        return corner + [(column + 0.5) / self.columns * self.image.width,
                         -(row + 0.5) / self.rows * self.image.height, 0]

    def _raster(self, tiny: np.ndarray) -> np.ndarray:
        side = tiny.shape[1]
        cells = np.zeros((self.rows * self.columns, side, side), np.uint8)
        cells[:self.count] = tiny
        return cells.reshape(self.rows, self.columns, side, side).transpose(0, 2, 1, 3).reshape(
            self.rows * side, self.columns * side)
