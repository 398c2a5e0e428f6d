"""A small net on two numbers of an image, trained with the bend and without: a curve or a line between real points."""
import numpy as np

from network.experiments.features import Choice, choose, features
from network.experiments.listing import Variant
from network.experiments.table import NO_BEND
from network.experiments.training import Images, share_right, train
from network.log import moments
from network.mnist import DataSet
from network.program import WEIGHTS

SETTINGS = {"hidden": 4, "epochs": 5, "learn_rate": 0.1}
EACH = 150             # test images of each class shown as points, evenly chosen
DIRECTIONS = 360       # of half a turn, in which lines are tried
SPACED = 40            # logged moments, spread evenly on a logarithmic scale
CHANGES = {"curve": (), "line": NO_BEND}


def variant(group: str, seed: int) -> Variant:
    """The listing of one of the two nets, "curve" (with the bend) or "line" (without)."""
    return Variant(CHANGES[group], {**SETTINGS, "seed": seed})


def bend(data: DataSet, seed: int) -> dict[str, np.ndarray]:
    """The arrays of the groups bend, curve and line."""
    choice = choose(data)
    images, scale, index = _two_numbers(data, choice)
    labels = data.test_labels[index]
    shown = np.concatenate([_evenly(np.flatnonzero(labels == k)) for k in choice.classes])
    direction, offset, share = best_line(images.test, labels == choice.classes[1])
    found = {"bend.names": np.array(choice.names, "<U16"), "bend.classes": np.array(choice.classes),
             "bend.points": images.test[shown], "bend.labels": labels[shown],
             "bend.images": data.test_images[index[shown]], "bend.middle": scale[0], "bend.spread": scale[1],
             "bend.count": np.array(len(index)), "bend.best_direction": direction, "bend.best_offset": np.array(offset),
             "bend.best_line": np.array(share),
             "bend.fixed_accuracy": np.array(max(np.mean(labels == k) for k in choice.classes))}
    for group in CHANGES:
        found |= {f"{group}.{name}": array for name, array in _trained(variant(group, seed), images).items()}
    return found


def _evenly(index: np.ndarray) -> np.ndarray:
    """Up to EACH of these, from the first to the last."""
    return index[np.linspace(0, len(index) - 1, min(EACH, len(index))).round().astype(int)]


def best_line(points: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Of all straight lines between points (n, 2) the one that has most of them on their side: (direction (2,), offset,
    share right); the wanted (n,) bool are those with direction @ point > offset."""
    best = np.array([1.0, 0.0]), -np.inf, float(wanted.mean())
    for angle in np.pi * np.arange(DIRECTIONS) / DIRECTIONS:
        direction = np.array([np.cos(angle), np.sin(angle)])
        along = points.astype(np.float64) @ direction
        order = np.argsort(along)
        above = wanted.sum() - np.cumsum(wanted[order])                  # wanted ones beyond each point, if cut there
        right = np.cumsum(~wanted[order]) + above
        for way, count in ((1, right), (-1, len(wanted) - right)):
            k = int(count[:-1].argmax())
            if count[k] / len(wanted) > best[2]:
                cut = (along[order[k]] + along[order[k + 1]]) / 2
                best = way * direction, way * float(cut), float(count[k] / len(wanted))
    return best


def _two_numbers(data: DataSet, choice: Choice) -> tuple[Images, tuple[np.ndarray, np.ndarray], np.ndarray]:
    """(the numbers as images (n, 2), with one-hot labels (n, 2), (their middle and spread on the training images, by which
    they are scaled), which test images they are of)."""
    parts: list[np.ndarray] = []
    index, middle, spread = np.zeros(0, np.int64), np.zeros(2), np.ones(2)
    for part in ("train", "test"):
        own = getattr(data, f"{part}_labels")
        index = np.flatnonzero(np.isin(own, choice.classes))
        values = features(getattr(data, f"{part}_images")[index], choice.names)
        if part == "train":
            middle, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
        second = (own[index] == choice.classes[1]).astype(int)
        parts += [((values - middle) / spread).astype(np.float32), np.eye(2, dtype=np.float32)[second]]
    return Images(*parts), (middle, spread), index


def _trained(one: Variant, images: Images) -> dict[str, np.ndarray]:
    total = len(images.train) * int(one.settings["epochs"])
    seen, _ = train(one, images, moments(total, len(images.train), 0, SPACED))
    accuracy = np.array([share_right(one.answers(state, images.test)["o"], images.test_labels) for _, state in seen])
    return {"updates": np.array([update for update, _ in seen]), "accuracy": accuracy,
            "test_accuracy": accuracy[-1:].reshape(()),
            **{name: np.stack([state[name] for _, state in seen]) for name in WEIGHTS}}
