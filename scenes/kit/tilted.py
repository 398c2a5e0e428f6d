"""An image that stands up and turns aside, until it is the first layer of a net: its pixels can be joined with neurons."""

import numpy as np
from PIL import Image

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.digit import as_grey
from scenes.kit.theme import role

CELL = 12          # pixels that a pixel of the image is drawn with before it is turned
FRAME = 3          # width of its frame, in the same


class TiltedImage(Canvas):
    """pixels: as for Digit. flat, turned: the corners (4, 2) in the frame, from the upper left one clockwise, before and after.

    show(share) stands on the way from the one to the other; point(index) is where a pixel is then.
    """

    def __init__(self, pixels: np.ndarray, flat: np.ndarray, turned: np.ndarray):
        grey = as_grey(pixels)
        self.side = len(grey)
        big = np.kron(grey, np.ones((CELL, CELL), np.uint8))
        framed = np.repeat(np.pad(big, FRAME, constant_values=0)[..., None], 3, axis=2)
        edge = np.round(255 * role("quiet").to_rgb()).astype(np.uint8)
        for part in (np.s_[:FRAME], np.s_[-FRAME:], np.s_[:, :FRAME], np.s_[:, -FRAME:]):
            framed[part] = edge
        self.picture = Image.fromarray(framed).convert("RGBA")
        self.flat, self.turned = np.asarray(flat, float), np.asarray(turned, float)
        every = np.concatenate([self.flat, self.turned])
        self.low, self.high = every.min(axis=0), every.max(axis=0)
        super().__init__(*(self.high - self.low))
        self.move_to([*(self.low + self.high) / 2, 0])
        excuse(self, "shape", "its picture is as large as all the places that it turns through")
        self.show(0)

    def show(self, share: float) -> "TiltedImage":
        """Turn it: 0 flat, 1 as far as it goes."""
        self.share = share
        height, width = self.shape
        corners = (self._corners() - [self.low[0], self.high[1]]) * [DENSITY, -DENSITY]
        size = self.picture.size[0]
        square = np.array([[0, 0], [size, 0], [size, size], [0, size]], float)
        picture, turned = self.picture, homography(corners, square)[:8]
        self.image.paint(lambda: np.array(picture.transform((width, height), Image.Transform.PERSPECTIVE, turned,
                                                            Image.Resampling.BILINEAR)))
        return self

    def point(self, index: int) -> np.ndarray:
        """The centre of a pixel of the image in the frame."""
        row, column = divmod(int(index), self.side)
        square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)
        a, b, c, d, e, f, g, h, _ = homography(square, self._corners())
        x, y = (column + 0.5) / self.side, (row + 0.5) / self.side
        scale = g * x + h * y + 1
        return np.array([(a * x + b * y + c) / scale, (d * x + e * y + f) / scale, 0])

    def _corners(self):
        return self.flat + self.share * (self.turned - self.flat)


def homography(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The nine numbers of the projection that takes four points (4, 2) to four others; the last one is 1."""
    rows, values = [], []
    for (x, y), (u, v) in zip(start, end, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(values)), 1.0)


def square_at(centre: tuple[float, float], side: float) -> np.ndarray:
    """The corners (4, 2) of an upright square, from the upper left one clockwise."""
    return np.array(centre) + side / 2 * np.array([[-1, 1], [1, 1], [1, -1], [-1, -1]])


def turned_aside(centre: tuple[float, float], side: float, narrow: float = 0.42, far: float = 0.74) -> np.ndarray:
    """The corners of a square whose right edge has turned away: so much of its width and of its right edge is left."""
    near, width = side / 2, narrow * side
    x, y = centre
    return np.array([[x - width / 2, y + near], [x + width / 2, y + far * near], [x + width / 2, y - far * near],
                     [x - width / 2, y - near]])
