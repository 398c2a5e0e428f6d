"""Images whose rows and columns stay rows and columns on the frame: laid out as PIL does, but line by line.

PIL computes the place of each pixel for itself. Where all lines are alike, that is needed once for all rows and once
for all columns: the same pixels in a fifth of the time.
"""

import numpy as np

SAME = 1e-7        # pixels by which places may differ and still count as the same


class Grid:
    """Where in an image the pixels of a box are taken from, if its rows and columns are rows and columns there, too.

    across: for each column of the box, down: for each row, computed as PIL computes it; is_certain: whether a place
    that is nearly between two pixels falls into the same one in each row and column.
    """

    def __init__(self, across, down, is_certain):
        self.across, self.down, self.is_certain = across, down, is_certain

    @classmethod
    def of(cls, transform, box) -> "Grid | None":
        """None if rows and columns do not stay what they are."""
        a, b, c, d, e, f, g, h = transform
        x, y = np.arange(box[0], box[2]) + 0.5, np.arange(box[1], box[3]) + 0.5

        def across(x, y):
            return (a * x + b * y + c) / (g * x + h * y + 1)

        def down(y, x):
            return (d * x + e * y + f) / (g * x + h * y + 1)

        one, two = across(x, y[0]), down(y, x[0])
        if max(np.abs(across(x, y[-1]) - one).max(), np.abs(down(y, x[-1]) - two).max()) > SAME:
            return None
        return cls(one, two, _is_certain(across, one, x, y) and _is_certain(down, two, y, x))

    @property
    def enlarges(self) -> bool:
        """Whether a pixel of the image takes several rows, so that `bilinear` is quicker than PIL."""
        return abs(self.down[-1] - self.down[0]) < len(self.down) / 3

    def nearest(self, words: np.ndarray) -> np.ndarray:
        """What PIL's nearest filter takes of (height, width) pixels: (rows, columns, 4)."""
        columns, rows = np.floor(self.across).astype(int), np.floor(self.down).astype(int)
        height, width = words.shape
        out = words[:, np.clip(columns, 0, width - 1)]
        out[:, (columns < 0) | (columns >= width)] = 0
        out = out[np.clip(rows, 0, height - 1)]
        out[(rows < 0) | (rows >= height)] = 0
        return out.view(np.uint8).reshape(len(rows), len(columns), 4)

    def bilinear(self, pixels: np.ndarray) -> np.ndarray:
        """What PIL's bilinear filter makes of opaque (height, width, 4) pixels: first across, then down."""
        height, width = pixels.shape[:2]
        (left, right, share), (top, bottom, shares) = _neighbours(self.across, width), _neighbours(self.down, height)
        first = min(top[0], top[-1])
        top, bottom = top - first, bottom - first
        values = pixels[first:first + max(bottom[0], bottom[-1]) + 1].astype(float)
        wide = (values[:, left] + (values[:, right] - values[:, left]) * share[:, None]).reshape(len(values), -1)
        out = np.empty((len(self.down), wide.shape[1]), np.uint8)
        starts = np.flatnonzero(np.diff(top, prepend=-1) | np.diff(bottom, prepend=-1))
        for start, stop in zip(starts, [*starts[1:], len(out)]):      # rows between the same two of the image
            above, below = wide[top[start]], wide[bottom[start]]
            out[start:stop] = above + (below - above) * shares[start:stop, None]
        out = out.reshape(len(self.down), -1, 4)
        out[:, (self.across < 0) | (self.across >= width)] = 0
        out[(self.down < 0) | (self.down >= height)] = 0
        return out


def _is_certain(place, first, along, other):
    """Whether places that are nearly between two pixels, as computed for the first line, are in the same in all."""
    near = np.flatnonzero(np.abs(first - np.round(first)) < SAME)
    return bool((np.floor(place(along[near], other[:, None])) == np.floor(first[near])).all())


def _neighbours(places, size):
    """The two pixels between whose middles each place lies, and how far from the first one it is, 0..1."""
    places = places - 0.5
    low = np.floor(places)
    return *(np.clip(low + step, 0, size - 1).astype(int) for step in (0, 1)), places - low
