"""The test images as thumbnails, and all those of the mistake that the finished net makes most often."""
import numpy as np

from network.experiments.limits import as_bytes, side_of
from network.experiments.listing import Variant
from network.experiments.training import Images

SMALL = 1 / 4       # of an image's side: a thumbnail's
GREYS = 16          # that are kept; more would not be seen
MOST = 60           # images of the mistake that are kept


def answered(variant: Variant, state: dict, images: Images) -> dict[str, np.ndarray]:
    """The arrays of the group answered; state: the finished net's weights."""
    answers, labels = variant.answers(state, images.test)["o"].argmax(axis=0), images.test_labels.argmax(axis=1)
    counts = np.zeros((images.test_labels.shape[1],) * 2, int)
    np.add.at(counts, (labels, answers), 1)
    np.fill_diagonal(counts, 0)
    label, answer = np.unravel_index(counts.argmax(), counts.shape)
    index = np.flatnonzero((labels == label) & (answers == answer))[:MOST]
    return {"answered.thumbnails": thumbnails(images.test), "answered.confused": np.array([label, answer]),
            "answered.confused_index": index, "answered.confused_images": as_bytes(images.test[index])}


def thumbnails(images: np.ndarray) -> np.ndarray:
    """Square images (n, I) in 0..1 as (n, t, t) uint8: means of blocks, in 16 greys."""
    side = side_of(images)
    small = max(round(side * SMALL), min(side, 4))
    edges = np.linspace(0, side, small + 1).round().astype(int)
    sums = np.add.reduceat(np.add.reduceat(images.reshape(-1, side, side), edges[:-1], axis=1), edges[:-1], axis=2)
    means = sums / np.outer(np.diff(edges), np.diff(edges))
    return (np.round(means * (GREYS - 1)) * (255 // (GREYS - 1))).astype(np.uint8)
