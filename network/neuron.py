"""One sigmoid neuron that tells two digits apart, trained twice: without a bias and with one.

It sees two numbers of an image, how much ink there is at the lower left and at the lower right.
What it can draw between the two digits is a straight line, and without a bias one through the origin.
"""
from math import isqrt

import numpy as np

from network.errors import UserError
from network.mnist import DataSet

CLASSES = (0, 1)       # the first two: a circle, which should make the neuron 1, and a cross, which should make it 0
POINTS = 100           # test images kept as points
SPACED = 150           # logged moments, spread evenly on a logarithmic scale
HAS_BIAS = np.array([0, 1], np.float32)


def ink(images: np.ndarray) -> np.ndarray:
    """Of square images (n, I) uint8 the ink in the lower left and in the lower right quarter, (n, 2)
    float32: as much as so many of the quarter's rows would have if they were white, 0 to half a side."""
    side = isqrt(images.shape[1])
    half = side // 2
    lower = images.reshape(-1, side, side)[:, side - half:]
    quarters = np.stack([part.sum(axis=(1, 2), dtype=np.int64) for part in (lower[..., :half], lower[..., side - half:])], axis=1)
    return (quarters / (255 * half)).astype(np.float32)


def train_neuron(data: DataSet, learn_rate: float, seed: int) -> dict[str, np.ndarray]:
    """One pass over the training images of CLASSES, by the listing's update rule; its log.

    Both variants, without bias and with, start from the same two weights from U(-0.5, 0.5). The
    arrays are those of the snapshot whose names begin with neuron_. Raises UserError when the test
    images show none of CLASSES.
    """
    shown, shown_labels = test_points(data)
    points, point_labels = shown[:POINTS], shown_labels[:POINTS]
    moments, weights, biases = learned(data, learn_rate, seed)
    return {"neuron_points": points, "neuron_labels": data.as_labelled(point_labels), "neuron_updates": moments,
            "neuron_w": weights, "neuron_b": biases,
            "neuron_accuracy": accuracies(points, point_labels, weights, biases)}


def test_points(data: DataSet) -> tuple[np.ndarray, np.ndarray]:
    """What the neuron sees of all test images of CLASSES, (Q, 2) float32, and their labels (Q,). Raises UserError when
    there are none."""
    shown, labels = _of_classes(data.test_images, data.test_labels)
    if not len(shown):
        raise UserError(f"{data.name} has no test images of {CLASSES}; the single neuron needs some")
    return ink(shown), labels


def learned(data: DataSet, learn_rate: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(updates (U,), weights (U, 2, 2), biases (U, 2)) at the logged moments of both variants' one pass."""
    images, labels = _of_classes(data.train_images, data.train_labels)
    moments = np.unique(np.geomspace(1, len(images) + 1, SPACED).round().astype(np.int64)) - 1
    log: dict = {int(update): None for update in moments}
    w = np.tile(np.random.default_rng(seed).uniform(-0.5, 0.5, 2).astype(np.float32), (2, 1))
    b = np.zeros(2, np.float32)
    log[0] = w.copy(), b.copy()
    for update, (x, l) in enumerate(zip(ink(images), labels == CLASSES[0]), 1):
        o = 1 / (1 + np.exp(-(w @ x + b)))
        delta = o - np.float32(l)
        w -= learn_rate * delta[:, None] * x
        b -= learn_rate * delta * HAS_BIAS
        if update in log:
            log[update] = w.copy(), b.copy()
    weights, biases = (np.stack(values) for values in zip(*log.values()))
    return moments, weights, biases


def accuracies(points: np.ndarray, labels: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """(U, 2): the share of points (Q, 2) with these labels (Q,) that each variant has on the right side at each moment."""
    answers = points @ weights.transpose(0, 2, 1) + biases[:, None] > 0
    return (answers == (labels == CLASSES[0])[:, None]).mean(axis=1)


def no_neuron() -> dict[str, np.ndarray]:
    """The same arrays without any content."""
    return {"neuron_points": np.zeros((0, 2), np.float32), "neuron_labels": np.zeros(0, np.uint8),
            "neuron_updates": np.zeros(0, np.int64), "neuron_w": np.zeros((0, 2, 2), np.float32),
            "neuron_b": np.zeros((0, 2), np.float32), "neuron_accuracy": np.zeros((0, 2))}


def _of_classes(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    chosen = np.isin(labels, CLASSES)
    return images[chosen], labels[chosen]
