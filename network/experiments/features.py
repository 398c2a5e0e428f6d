"""Two numbers of an image by which two digits lie so that no line can part them but a curve can."""
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from network.experiments.limits import side_of
from network.mnist import DataSet

TRIED = 100            # training images of each class by which a choice is judged, the first ones
BANDS = 6              # directions in which a band between two parallel lines is tried
BETTER = 0.05          # a curve must be right so much more often than such a band, or two lines would do
ALIKE = 0.5            # correlation from which on two numbers tell too much the same
ROUNDS = 8             # of Newton's method; the last changes nothing that counts


class Choice(NamedTuple):
    """names: of the two numbers. classes: the two to be told apart."""
    names: tuple[str, str]
    classes: tuple[int, int]


def choose(data: DataSet) -> Choice:
    """The numbers and classes that a curve (a quadratic one) parts best and most better than a line, or than always
    giving the same answer: the highest sum of its accuracy and its gain, on the first training images of each class."""
    first = [np.flatnonzero(data.train_labels == k)[:TRIED] for k in range(data.classes)]
    values = features(data.train_images[np.concatenate(first)], list(FEATURES))
    values = (values - values.mean(axis=0)) / np.maximum(values.std(axis=0), 1e-6)
    own = np.repeat(np.arange(data.classes), [len(index) for index in first])
    names, pairs = list(FEATURES), list(combinations(range(len(FEATURES)), 2))
    best, highest = Choice((names[0], names[1]), (0, 1)), -np.inf
    for classes in combinations(range(data.classes), 2):
        chosen = np.isin(own, classes)
        scores = _scores(values[chosen], own[chosen] == classes[0], pairs, highest)
        if scores.max() > highest:
            i, j = pairs[int(scores.argmax())]
            best, highest = Choice((names[i], names[j]), classes), float(scores.max())
    return best


def features(images: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """The numbers of these names of images (n, I) uint8: (n, len(names)) float64."""
    side = side_of(images)
    pixels = images.reshape(-1, side, side) / 255
    return np.stack([FEATURES[name](pixels) for name in names], axis=1)


def _scores(values: np.ndarray, wanted: np.ndarray, pairs: list[tuple[int, int]], highest: float) -> np.ndarray:
    """How well each pair of numbers among values (n, k) suits, as `choose` says; answers wanted (n,) bool. A band is tried only
    for pairs that could come above the `highest` so far."""
    x, y = (np.stack([values[:, pair[i]] for pair in pairs]) for i in (0, 1))
    terms = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=2)
    curve, line = _fitted(terms, wanted), np.maximum(_fitted(terms[..., :3], wanted), max(wanted.mean(), 1 - wanted.mean()))
    alike = np.abs((x * y).mean(axis=1) - x.mean(axis=1) * y.mean(axis=1)) / np.maximum(x.std(axis=1) * y.std(axis=1), 1e-9)
    scores = curve + (curve - line) - (alike > ALIKE)
    for k in np.flatnonzero((alike <= ALIKE) & (scores > highest)):
        scores[k] -= curve[k] < _band(x[k], y[k], wanted) + BETTER
    return scores


def _band(x: np.ndarray, y: np.ndarray, wanted: np.ndarray) -> float:
    """The share that the best band between two parallel lines gets right of points (n,)."""
    angle = np.pi * np.arange(BANDS)[:, None] / BANDS
    along = np.cos(angle) * x + np.sin(angle) * y
    return float(_fitted(np.stack([np.ones_like(along), along, along * along], axis=2), wanted).max())


def _fitted(terms: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Share of right answers (m,) of m logistic regressions on terms (m, n, k), each fitted to the answers (n,)."""
    weights = np.zeros((len(terms), terms.shape[2], 1))
    little = 0.01 * np.eye(terms.shape[2])
    for _ in range(ROUNDS):
        guess = 1 / (1 + np.exp(-np.clip(terms @ weights, -30, 30)))
        turned = terms.transpose(0, 2, 1)
        weights += np.linalg.solve(turned @ (terms * (guess * (1 - guess))) + little, turned @ (wanted[:, None] - guess))
    return (((terms @ weights)[..., 0] > 0) == wanted).mean(axis=1)


def _ink(rows: slice, columns: slice) -> Callable[[np.ndarray], np.ndarray]:
    """Mean ink of a part of images (n, s, s); the slices are in eighths of a side."""
    def measure(pixels):
        cut = [slice(round(part.start * pixels.shape[1] / 8), round(part.stop * pixels.shape[1] / 8))
               for part in (rows, columns)]
        return pixels[:, cut[0], cut[1]].mean(axis=(1, 2))
    return measure


def _spread(axis: int) -> Callable[[np.ndarray], np.ndarray]:
    """How far the ink of images (n, s, s) lies from its middle, along one axis: standard deviation, in sides."""
    def measure(pixels):
        profile = pixels.sum(axis=3 - axis)
        share = profile / np.maximum(profile.sum(axis=1, keepdims=True), 1e-9)
        place = (np.arange(pixels.shape[1]) + 0.5) / pixels.shape[1]
        middle = share @ place
        return np.sqrt(np.maximum(share @ place ** 2 - middle ** 2, 0))
    return measure


ALL, FIRST, SECOND, CENTRE = slice(0, 8), slice(0, 4), slice(4, 8), slice(3, 5)
FEATURES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "ink": _ink(ALL, ALL), "ink_top": _ink(FIRST, ALL), "ink_bottom": _ink(SECOND, ALL), "ink_left": _ink(ALL, FIRST),
    "ink_right": _ink(ALL, SECOND), "ink_top_left": _ink(FIRST, FIRST), "ink_top_right": _ink(FIRST, SECOND),
    "ink_bottom_left": _ink(SECOND, FIRST), "ink_bottom_right": _ink(SECOND, SECOND), "ink_centre": _ink(CENTRE, CENTRE),
    "height": _spread(1), "width": _spread(2)}
