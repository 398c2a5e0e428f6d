"""Trains one experiment's listing and follows how well it does."""
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from network.experiments.listing import Variant, weights_in
from network.log import moments
from network.mnist import DataSet
from network.program import Astray, Watch, check_bounded
from network.recorder import costs_of

SPACED = 30      # moments of a curve, spread evenly on a logarithmic scale; beside them the ends of epochs


class Images(NamedTuple):
    """A data set as the listing takes it: images (n, I) float32 in 0..1, one-hot labels (n, O)."""
    train: np.ndarray
    train_labels: np.ndarray
    test: np.ndarray
    test_labels: np.ndarray

    @classmethod
    def of(cls, data: DataSet) -> "Images":
        return cls(*data.part("train"), *data.part("test"))


class Looks(Watch):
    """Keeps copies of a listing's weights after some updates: keep((update, weights))."""

    def __init__(self, updates: Iterable[int], keep, settings: dict):
        self._updates, self._keep, self._settings = sorted(updates), keep, settings
        self._next = 0          # updates before the coming pass

    def stops(self, images):
        self._first, self._next = self._next, self._next + images
        return [update - self._first for update in self._updates
                if self._first < update <= self._next or update == self._first == 0]

    def look(self, seen, names):
        check_bounded(names, self._settings)
        self._keep((self._first + seen, weights_in(names)))


def train(variant: Variant, images: Images, updates: Iterable[int]) -> tuple[list[tuple[int, dict]], bool]:
    """([(update, weights)] after these updates, whether the weights grew beyond all bounds before the last)."""
    seen: list[tuple[int, dict]] = []
    try:
        variant.run(images.train, images.train_labels, Looks(updates, seen.append, variant.settings), lambda line: None)
    except Astray:
        return seen, True
    return seen, False


def curve_moments(total: int, images: int) -> list[int]:
    """The updates after which a run of so many is looked at, one that has so many training images to choose from."""
    return moments(total, images, 0, SPACED)


def curve(variant: Variant, seen: list[tuple[int, dict]], astray: bool, images: Images) -> dict[str, np.ndarray]:
    """The arrays keys.RUN of a run: `seen` and `astray` as `train` gives them; images.train: those it learned from."""
    values = [variant.answers(state, images.test) for _, state in seen]
    with np.errstate(all="ignore"):
        costs = np.array([costs_of(value, images.test_labels.T) for value in values])
    finite = np.isfinite(costs).all(axis=1)
    if not finite.all():       # without the bend, outputs grow beyond bounds before the weights do
        kept = int(finite.argmin())
        seen, values, costs, astray = seen[:kept], values[:kept], costs[:kept], True
    accuracy = np.array([share_right(value["o"], images.test_labels) for value in values])
    return {"updates": np.array([update for update, _ in seen]), "accuracy": accuracy,
            "mse": costs[:, 0].copy(), "cross_entropy": costs[:, 1].copy(), "test_accuracy": accuracy[-1:].reshape(()),
            "known_accuracy": np.array(share_right(variant.answers(seen[-1][1], images.train)["o"], images.train_labels)),
            "learned_from": np.array(len(images.train)), "astray": np.array(int(astray))}


def right(outputs: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Which (n,) of outputs (O, n) are largest where the one-hot labels (n, O) are 1."""
    return outputs.argmax(axis=0) == labels.argmax(axis=1)


def share_right(outputs: np.ndarray, labels: np.ndarray) -> float:
    """The share of them."""
    return float(right(outputs, labels).mean())
