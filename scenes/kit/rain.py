"""Thousands of thumbnails that fall from above, each to its own place, where it becomes a dot of a block."""

import numpy as np

from scenes.kit.canvas import DENSITY
from scenes.kit.sprites import FrameCanvas, smooth_step

FALL = 0.16          # of the whole time: so long does each of them fall
ZOOM = 3             # pixels of the picture that a pixel of a falling thumbnail is wide
DARK = 60            # of 255: pixels up to here are not drawn
GOLDEN = (np.sqrt(5) - 1) / 2


class Rain(FrameCanvas):
    """thumbnails: (n, t, t) uint8; ends: (n, 2) places in the frame, of the dots' middles; colors: (n, 3) in 0..1, of the
    dots; dot: their size in pixels of the picture; above: from what height they fall; across: from and to which x.

    show(share) draws the rain at a share of its time: first nothing, in the end all dots.
    """

    def __init__(self, thumbnails: np.ndarray, ends: np.ndarray, colors: np.ndarray, dot: int, above: float,
                 across: tuple[float, float]):
        super().__init__()
        self.thumbnails = thumbnails.repeat(ZOOM, axis=1).repeat(ZOOM, axis=2)
        self.ends, self.dot = np.asarray(ends, float), dot
        self.colors = np.round(255 * np.asarray(colors)).astype(np.uint8)
        count = len(thumbnails)
        spread = (np.arange(count) * GOLDEN) % 1      # evenly, and neighbours in time far apart
        self.starts = np.stack([across[0] + (across[1] - across[0]) * spread, np.full(count, above)], axis=1)
        self.leaves = np.linspace(0, 1 - FALL, count)
        self.show(0)

    def show(self, share: float) -> "Rain":
        """Draw all that is on its way, and all that has arrived."""
        self.clear()
        gone = (share - self.leaves) / FALL
        arrived, falling = gone >= 1, (gone > 0) & (gone < 1)
        dots = self.colors[arrived][:, None, None].repeat(self.dot, axis=1).repeat(self.dot, axis=2)
        self._stamp(self.ends[arrived], dots)
        way = smooth_step(gone[falling])[:, None] ** 1.5
        places = self.starts[falling] + (self.ends[falling] - self.starts[falling]) * way
        self._stamp(places, np.repeat(self.thumbnails[falling][..., None], 3, axis=3))
        return self

    def _stamp(self, places, pictures):
        """Draw pictures (n, s, s, 3) with their middles at places (n, 2); what is dark in them lets through what is below."""
        if not len(places):
            return
        size = pictures.shape[1]
        corners = self.corner(places, np.array([size, size]))
        inside = ((corners >= 0) & (corners + size <= self.image.pixel_array.shape[:2])).all(axis=1)
        pictures = pictures[inside]
        seen = pictures.max(axis=3) > DARK
        rows = np.broadcast_to(corners[inside, 0, None, None] + np.arange(size)[:, None], seen.shape)[seen]
        columns = np.broadcast_to(corners[inside, 1, None, None] + np.arange(size), seen.shape)[seen]
        self.image.pixel_array[rows, columns, :3] = pictures[seen]
        self.image.pixel_array[rows, columns, 3] = 255


def blocks(rows: np.ndarray, columns: np.ndarray, place, dot: int) -> np.ndarray:
    """Places (n, 2) of dots that fill a square block in the cell (row, column) of each, in their order; place(row, column) is
    the middle of a cell."""
    ends = np.zeros((len(rows), 2))
    for row, column in sorted(set(zip(rows.tolist(), columns.tolist()))):
        inside = np.flatnonzero((rows == row) & (columns == column))
        side = int(np.ceil(np.sqrt(len(inside))))
        down, right = np.divmod(np.arange(len(inside)), side)
        middle = np.asarray(place(row, column))[:2]
        offsets = np.stack([right - (side - 1) / 2, (side - 1) / 2 - down], axis=1) * dot / DENSITY
        ends[inside] = middle + offsets
    return ends
