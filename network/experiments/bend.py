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
EACH = 150             # test images of each class shown as points, the first ones
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
    shown = np.concatenate([np.flatnonzero(labels == k)[:EACH] for k in choice.classes])
    found = {"bend.names": np.array(choice.names, "<U16"), "bend.classes": np.array(choice.classes),
             "bend.points": images.test[shown], "bend.labels": labels[shown],
             "bend.images": data.test_images[index[shown]], "bend.middle": scale[0], "bend.spread": scale[1],
             "bend.count": np.array(len(index)),
             "bend.fixed_accuracy": np.array(max(np.mean(labels == k) for k in choice.classes))}
    for group in CHANGES:
        found |= {f"{group}.{name}": array for name, array in _trained(variant(group, seed), images).items()}
    return found


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
