"""A small net on one number of an image, trained with the bend and without: two borders or one between real points."""
import numpy as np

from network.experiments.features import Choice, choose, shares
from network.experiments.listing import Variant
from network.experiments.table import NO_BEND
from network.experiments.training import Images, share_right, train
from network.log import moments
from network.mnist import DataSet
from network.program import WEIGHTS

SETTINGS: dict[str, float] = {"hidden": 2, "learn_rate": 0.5}
UPDATES = 12_000       # about so many, in whole epochs
STARTS = {"curve": 4, "line": 1}       # random ones: from some, both hidden neurons end with their steps at one place
SHOWN = 60             # test images of the class in the middle shown as points, evenly chosen, and as many of the others
SPACED = 40            # logged moments, spread evenly on a logarithmic scale
CHANGES = {"curve": (), "line": NO_BEND}


def variant(group: str, seed: int, epochs: int = 1) -> Variant:
    """The listing of one of the two nets, "curve" (with the bend) or "line" (without)."""
    return Variant(CHANGES[group], {**SETTINGS, "epochs": epochs, "seed": seed})


def bend(data: DataSet, seed: int) -> dict[str, np.ndarray]:
    """The arrays of the groups bend, curve and line."""
    choice = choose(data)
    images, (middle, spread), index = _one_number(data, choice)
    labels = data.test_labels[index]
    outer = sorted(set(choice.classes[1:]))
    shown = np.concatenate([_evenly(labels == k, count) for k, count in
                            [(choice.classes[0], SHOWN), *((k, SHOWN // len(outer)) for k in outer)]])
    wanted = labels == choice.classes[0]
    place, above, share = best_cut(images.test[:, 0], wanted)
    found = {"bend.part": np.array([choice.part], "<U16"), "bend.classes": np.array(choice.classes),
             "bend.points": images.test[shown, 0], "bend.labels": labels[shown],
             "bend.images": data.test_images[index[shown]], "bend.middle": np.array(middle), "bend.spread": np.array(spread),
             "bend.count": np.array(len(index)), "bend.best_place": np.array(place), "bend.best_above": np.array(float(above)),
             "bend.best_cut": np.array(share), "bend.fixed_accuracy": np.array(max(wanted.mean(), 1 - wanted.mean()))}
    for group in CHANGES:
        found |= {f"{group}.{name}": array for name, array in _best_trained(group, seed, images).items()}
    return found


def _evenly(chosen: np.ndarray, count: int) -> np.ndarray:
    """Where up to so many of the chosen (n,) bool are, from the first to the last."""
    index = np.flatnonzero(chosen)
    return index[np.linspace(0, len(index) - 1, min(count, len(index))).round().astype(int)]


def _half_of_each(labels: np.ndarray, classes: tuple[int, int, int]) -> np.ndarray:
    """Where the images of these classes are: of two outer ones every second, so that about half are of the one in the middle."""
    inner, low, high = classes
    outer = [np.flatnonzero(labels == k)[::1 if low == high else 2] for k in {low, high}]
    return np.sort(np.concatenate([np.flatnonzero(labels == inner), *outer]))


def best_cut(points: np.ndarray, wanted: np.ndarray) -> tuple[float, bool, float]:
    """Of all borders between points (n,) the one that has most of them on their side: (its place, whether the wanted (n,) bool
    are those above it, the share that is right)."""
    order = np.argsort(points, kind="stable")
    along = points[order].astype(np.float64)
    places = np.concatenate([[along[0] - 1], (along[1:] + along[:-1]) / 2, [along[-1] + 1]])
    below = np.concatenate([[0], np.cumsum(wanted[order])])
    right = below + np.arange(len(along), -1, -1) - (wanted.sum() - below)     # if the wanted ones are those below
    right = np.stack([right, len(along) - right])
    right[:, 1:-1][:, along[1:] == along[:-1]] = 0                             # no border parts what is equal
    above, k = np.unravel_index(right.argmax(), right.shape)
    return float(places[k]), bool(above), float(right.max() / len(along))


def _one_number(data: DataSet, choice: Choice) -> tuple[Images, tuple[float, float], np.ndarray]:
    """(the numbers as images (n, 1), with one-hot labels (n, 2), the first for the class in the middle, (their middle and spread
    on the training images, by which they are scaled), which test images they are of)."""
    parts: list[np.ndarray] = []
    index, middle, spread = np.zeros(0, np.int64), 0.0, 1.0
    for part in ("train", "test"):
        own = getattr(data, f"{part}_labels")
        index = _half_of_each(own, choice.classes)
        values = shares(getattr(data, f"{part}_images")[index], choice.part)
        if part == "train":
            middle, spread = float(values.mean()), max(float(values.std()), 1e-6)
        other = (own[index] != choice.classes[0]).astype(int)
        parts += [((values - middle) / spread).astype(np.float32)[:, None], np.eye(2, dtype=np.float32)[other]]
    return Images(*parts), (middle, spread), index


def _best_trained(group: str, seed: int, images: Images) -> dict[str, np.ndarray]:
    """The arrays of a net, from that one of some random starts from which most of the training images are right in the end."""
    count, highest = len(images.train), -1.0
    epochs, best = max(round(UPDATES / count), 1), {}
    for one in (variant(group, seed + start, epochs) for start in range(STARTS[group])):
        seen, _ = train(one, images, moments(epochs * count, count, 0, SPACED))
        known = share_right(one.answers(seen[-1][1], images.train)["o"], images.train_labels)
        if known > highest:
            accuracy = np.array([share_right(one.answers(state, images.test)["o"], images.test_labels) for _, state in seen])
            highest, best = known, {
                "updates": np.array([update for update, _ in seen]), "accuracy": accuracy,
                "test_accuracy": accuracy[-1:].reshape(()),
                **{name: np.stack([state[name] for _, state in seen]) for name in WEIGHTS}}
    return best
