"""Many small pictures that move one by one over the frame, drawn as one image, so that hundreds of them stay cheap."""

from functools import cache

import numpy as np

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.digit import all_squared, as_grey
from scenes.kit.theme import role

FIRST_ROWS, QUICKER = 6.0, 0.72     # how much longer the first row takes on its way than the last, and how soon they get quicker
LIFTED = 70       # of 255: how bright a black pixel is in the middle of its way
WIDE = 28         # pixels of the canvas that an image is drawn with at least


class FrameCanvas(Canvas):
    """A canvas as large as the frame; its places are those of the frame."""

    def __init__(self):
        super().__init__()
        for check in ("shape", "outside"):
            excuse(self, check, "it is as large as the frame, but drawn only where the small pictures are")


class Sprites(FrameCanvas):
    """Images (n, s * s) uint8 at places (n, 2) of the frame; zoom: each is WIDE * zoom pixels of the canvas wide.

    That are `side` manim units.
    """

    def __init__(self, images: np.ndarray, places: np.ndarray, zoom: int = 2):
        super().__init__()
        self.across, self.side = zoom * WIDE, zoom * WIDE / DENSITY
        squares = all_squared(np.asarray(images, np.uint8))
        nearest = ((np.arange(self.across) + 0.5) * squares.shape[1] / self.across).astype(int)
        self.squares = squares[:, nearest[:, None], nearest]
        self.show(places)

    def show(self, places: np.ndarray, paper: np.ndarray | bool = False, opacity: np.ndarray | float = 1.0,
             ground: float = 1.0, size: float = 1.0) -> "Sprites":
        """Move the images. paper: whether dark on paper, else white on black; opacity. Of each image, or of all.

        ground: how far the black between the strokes covers what is behind it; without it (0) images lie on one another like
        light. size: a share of their side.
        """
        self.clear()
        pixels, picture = max(round(self.across * size), 1), self.image.pixel_array
        nearest = ((np.arange(pixels) + 0.5) * self.across / pixels).astype(int)
        squares = self.squares[:, nearest[:, None], nearest]
        opacities = np.broadcast_to(opacity, len(self.squares))
        papers = np.broadcast_to(paper, len(self.squares)).astype(int)
        colors = np.zeros((2, 256, 4), np.uint8)            # of each grey value, on black and on paper
        colors[..., :3] = np.round(_colors(np.arange(256)[:, None] / 255))
        covered = np.ones((2, 256))
        covered[0] = np.maximum(np.arange(256) / 255, ground)
        colors[0, :, :3] = np.round(colors[0, :, :3] / np.maximum(covered[0], 1 / 255)[:, None])
        corners = self.corner(places, pixels)
        for k in np.argsort(opacities, kind="stable"):      # what fades covers nothing
            square, opaque, (top, left) = squares[k], opacities[k], corners[k]
            box = picture[max(top, 0):max(top + pixels, 0), max(left, 0):max(left + pixels, 0)]
            part = square[max(-top, 0):, max(-left, 0):][:box.shape[0], :box.shape[1]]
            colors[..., 3] = np.round(255 * opaque * covered)
            box[:] = colors[papers[k], part] if ground else np.maximum(box, colors[papers[k], part])
        return self


class LoosePixels(FrameCanvas):
    """The pixels of one image (s * s,), each a box of its own: first where they are in a square, then in one column.

    square, column: (x, y, width, height) of both in the frame. show(share) moves row after row over, 0 none, 1 all; the first
    ones slowly, and never more than two are on their way.
    """

    def __init__(self, pixels: np.ndarray, square: tuple, column: tuple):
        super().__init__()
        grey = as_grey(pixels)
        self.rows, self.greys = len(grey), grey.ravel()
        self.stations = [_boxes(*grey.shape, *square), _boxes(grey.size, 1, *column)]
        self.show(0)

    def show(self, share: float) -> "LoosePixels":
        """Draw all pixels on their way."""
        self.clear()
        leaves, takes = _timing(self.rows)
        gone = smooth_step(np.repeat((share - leaves) / takes, self.rows))[:, None]
        boxes = (1 - gone) * self.stations[0] + gone * self.stations[1]
        sizes = np.maximum(np.ceil(boxes[:, [3, 2]] * DENSITY), 1)
        ends = self.corner(boxes[:, :2], sizes)
        lifted = np.maximum(self.greys, LIFTED * 4 * (gone * (1 - gone))[:, 0]).astype(int)      # black ones are seen to move
        for grey, (top, left), (height, width) in zip(lifted, ends, sizes.astype(int), strict=True):
            self.image.pixel_array[top:top + height, left:left + width] = (grey, grey, grey, 255)
        return self


def grid(rows: int, columns: int, pitch: tuple[float, float], centre: tuple[float, float] = (0, 0)) -> np.ndarray:
    """Places (rows * columns, 2), row by row from the upper left; pitch: from column to column, from row to row."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    x, y = (column - (columns - 1) / 2) * pitch[0], ((rows - 1) / 2 - row) * pitch[1]
    return np.stack([x + centre[0], y + centre[1]], axis=1)


def smooth_step(share: np.ndarray) -> np.ndarray:
    """0 up to 0, 1 from 1 on, and a slow start and a slow end between."""
    share = np.clip(share, 0, 1)
    return share * share * (3 - 2 * share)


@cache
def _timing(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """When each row leaves and how long it takes, as shares of the time of all; the next leaves when a row is half over."""
    takes = FIRST_ROWS * QUICKER ** np.arange(rows) + 1
    takes = 2 * takes / (takes.sum() + takes[-1])
    return np.cumsum(takes / 2) - takes / 2, takes


def _boxes(rows: int, columns: int, x: float, y: float, width: float, height: float) -> np.ndarray:
    """Centre and size (n, 4) of the boxes of a table in the frame."""
    pitch = (width / columns, height / rows)
    centres = grid(rows, columns, pitch, (x, y))
    return np.concatenate([centres, np.tile(pitch, (len(centres), 1))], axis=1)


def _colors(light: np.ndarray) -> np.ndarray:
    return 255 * np.stack([np.repeat(light, 3, axis=1), role("ink").to_rgb() * (1 - light)])
