"""One number of an image by which one class lies between two others: the share of its ink that lies in a part of the image."""
from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np

from network.experiments.limits import side_of
from network.mnist import DataSet

TRIED = 400            # training images of each class by which a choice is judged, at most, the first ones
PLACES = 80            # between which a border is tried


class Choice(NamedTuple):
    """part: whose share of an image's ink is measured, a key of PARTS. classes: the one in the middle, the one that has less
    there, and the one that has more; of two classes these are the same."""
    part: str
    classes: tuple[int, int, int]


def choose(data: DataSet) -> Choice:
    """The part and the classes for which two borders are right most often and most better than one: the highest sum of that
    accuracy and of its gain, on the first training images of each class that has test images, too; half of them are taken to be
    of the class in the middle."""
    known = [k for k in range(data.classes) if (data.train_labels == k).any() and (data.test_labels == k).any()]
    own = {k: data.train_images[data.train_labels == k][:TRIED] for k in known}
    pairs = list(combinations(known, 2)) if len(known) > 2 else [(k, k) for k in known]
    best, highest = Choice("bottom", (0, 1, 1)), -np.inf
    for part in PARTS:
        values = {k: shares(images, part) for k, images in own.items()}
        middles = {k: float(np.median(one)) for k, one in values.items()}
        places = np.unique(np.quantile(np.concatenate(list(values.values())), np.linspace(0, 1, PLACES)))
        below = {k: np.searchsorted(np.sort(one), places, side="right") / len(one) for k, one in values.items()}
        for inner in known:
            if outer := [pair for pair in pairs if inner not in pair]:
                scores = _scores(below[inner], np.stack([below[one] + below[other] for one, other in outer]) / 2)
                if scores.max() > highest:
                    low, high = sorted(outer[scores.argmax()], key=middles.__getitem__)
                    best, highest = Choice(part, (inner, low, high)), scores.max()
    return best


def shares(images: np.ndarray, part: str) -> np.ndarray:
    """What share of the ink of images (n, I) uint8 lies in a part of them: (n,) float64; of an image without ink, 0."""
    side = side_of(images)
    pixels = images.reshape(-1, side, side).astype(np.float64)
    return PARTS[part](pixels) / np.maximum(pixels.sum(axis=(1, 2)), 1)


def _scores(inner: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """How well two borders do, and how much better than one: inner (n,), outer (m, n) are the shares of the class in the middle
    and of others that lie below each place; (m,)."""
    gain = (inner - outer) / 2
    band, cut = 0.5 + (gain - np.minimum.accumulate(gain, axis=1)).max(axis=1), 0.5 + np.abs(gain).max(axis=1)
    return 2 * band - cut


def _ink(rows: slice, columns: slice) -> Callable[[np.ndarray], np.ndarray]:
    """Ink of a part of images (n, s, s); the slices are in eighths of a side."""
    def measure(pixels):
        cut = [slice(round(part.start * pixels.shape[1] / 8), round(part.stop * pixels.shape[1] / 8))
               for part in (rows, columns)]
        return pixels[:, cut[0], cut[1]].sum(axis=(1, 2))
    return measure


ALL, FIRST, SECOND, CENTRE = slice(0, 8), slice(0, 4), slice(4, 8), slice(3, 5)
PARTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "bottom": _ink(SECOND, ALL), "right": _ink(ALL, SECOND), "centre": _ink(CENTRE, CENTRE),
    "top_left": _ink(FIRST, FIRST), "top_right": _ink(FIRST, SECOND), "bottom_left": _ink(SECOND, FIRST),
    "bottom_right": _ink(SECOND, SECOND)}
