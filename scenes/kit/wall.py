"""All images of a training set on one wall that fills the frame, and a look that moves in on one of them."""

import numpy as np
from manim import ImageMobject, config
from PIL import Image

from scenes.kit.digit import SIDE


class Wall(ImageMobject):
    """tiny: (n, s, s) uint8, every image shrunk; sharp: (m, 784) uint8, the first of them in full.

    The sharp images stand in a square in the middle of the wall, row by row; all others around them, in their order.
    The picture is as large as the frame and is drawn anew for each look: enlarging one picture of the whole wall would
    need all the memory there is.
    """

    def __init__(self, tiny: np.ndarray, sharp: np.ndarray):
        aspect = config.frame_width / config.frame_height
        self.columns = int(np.ceil(np.sqrt(len(tiny) * aspect)))
        self.rows = max(-(-len(tiny) // self.columns), int(np.ceil(self.columns / aspect)))
        self.block = min(int(np.sqrt(len(sharp))), self.columns, self.rows)
        self.cells = self._order()[:len(tiny)]
        self._whole = Image.fromarray(self._raster(tiny))
        middle = sharp[:self.block ** 2].reshape(self.block, self.block, SIDE, SIDE).transpose(0, 2, 1, 3)
        self._middle = Image.fromarray(middle.reshape(self.block * SIDE, self.block * SIDE))
        super().__init__(np.zeros((config.pixel_height, config.pixel_width), np.uint8))
        self.stretch_to_fit_width(config.frame_width).stretch_to_fit_height(config.frame_height)
        self.look_at(0, 0.0)

    def look_at(self, k: int, nearness: float, across: float = 2.6) -> "Wall":
        """Show the whole wall (nearness 0), or so near to image k that `across` images fill the width (1)."""
        width = self.columns * (across / self.columns) ** nearness
        share = (self.columns - width) / (self.columns - across)
        home = np.array([self.columns / 2, self.rows / 2])
        centre = home + share * (self.cells[k][::-1] + 0.5 - home)
        self._draw(centre, width)
        return self

    def side(self, across: float = 2.6) -> float:
        """How large, in manim units, an image is when the look is nearest."""
        return config.frame_width / across

    def _draw(self, centre: np.ndarray, width: float) -> None:
        height, (rows, columns) = width * config.frame_height / config.frame_width, self.pixel_array.shape[:2]
        left, top = centre - np.array([width, height]) / 2
        scale = self._whole.width / self.columns
        canvas = _crop(self._whole, (left * scale, top * scale, width * scale, height * scale), (columns, rows))
        pixels = columns / width
        first = self.cells[0]
        corner = (np.array([first[1], first[0]]) - (left, top)) * pixels
        self._paste_middle(canvas, corner, self.block * pixels)
        self.pixel_array[..., :3] = np.asarray(canvas)[..., None]

    def _paste_middle(self, canvas: Image.Image, corner: np.ndarray, side: float) -> None:
        low = np.maximum(np.ceil(corner), 0).astype(int)
        high = np.minimum(np.floor(corner + side), canvas.size).astype(int)
        if (high <= low).any():
            return
        scale = self._middle.width / side
        box = (*((low - corner) * scale), *((high - low) * scale))
        canvas.paste(_crop(self._middle, box, tuple(int(n) for n in high - low)), tuple(int(n) for n in low))

    def _order(self) -> np.ndarray:
        """Row and column of each image: those of the middle square first."""
        row, column = np.divmod(np.arange(self.rows * self.columns), self.columns)
        top, left = (self.rows - self.block) // 2, (self.columns - self.block) // 2
        inside = (row >= top) & (row < top + self.block) & (column >= left) & (column < left + self.block)
        order = np.concatenate([np.flatnonzero(inside), np.flatnonzero(~inside)])
        return np.stack([row[order], column[order]], axis=1)

    def _raster(self, tiny: np.ndarray) -> np.ndarray:
        side = tiny.shape[1]
        raster = np.zeros((self.rows, side, self.columns, side), np.uint8)
        raster[self.cells[:, 0], :, self.cells[:, 1], :] = tiny
        return raster.reshape(self.rows * side, self.columns * side)


def _crop(image: Image.Image, box: tuple, size: tuple[int, int]) -> Image.Image:
    """The part (left, top, width, height) of a grey image as size pixels: hard pixels when enlarged, else averaged."""
    left, top, width, height = box
    edges = (max(left, 0), max(top, 0), min(left + width, image.width), min(top + height, image.height))
    filtering = Image.Resampling.NEAREST if width < size[0] else Image.Resampling.BOX
    return image.resize(size, filtering, box=edges)
