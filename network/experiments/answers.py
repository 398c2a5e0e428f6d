"""All test images, small, and those that the finished net confuses most, or nearly."""
import numpy as np

from network.experiments.crowd import most_confused, nearest_to_wrong
from network.experiments.limits import side_of
from network.experiments.listing import Variant
from network.experiments.training import Images
from network.mnist import DataSet
from network.wall import LEVELS

SMALL = 7      # pixels of a side of the small images


def answers(variant: Variant, state: dict, data: DataSet, images: Images) -> dict[str, np.ndarray]:
    """The arrays of the groups thumbnails and confused; state: the finished net's weights."""
    outputs = variant.answers(state, images.test)["o"].T
    given, labels = outputs.argmax(axis=1), data.test_labels.astype(np.int64)
    label, answer = most_confused(labels, outputs)
    index = np.flatnonzero((labels == label) & (given == answer))
    if not len(index):
        index = np.array([nearest_to_wrong(labels, outputs)])
    return {"thumbnails.images": small(data.test_images), "confused.classes": np.array([label, answer]),
            "confused.index": index, "confused.images": data.test_images[index],
            "confused.outputs": np.ascontiguousarray(outputs[index])}


def small(images: np.ndarray) -> np.ndarray:
    """Square images (n, I) uint8 as (n, SMALL, SMALL) uint8, or as they are if they are smaller: means of blocks, in few
    greys from 0 to 255."""
    side = side_of(images)
    starts = np.linspace(0, side, min(SMALL, side) + 1).astype(int)
    sizes = np.diff(starts)
    rows = np.add.reduceat(images.reshape(-1, side, side), starts[:-1], axis=1, dtype=np.int64)
    means = np.add.reduceat(rows, starts[:-1], axis=2) / np.outer(sizes, sizes)
    grey = 255 // (LEVELS - 1)
    return (np.round(means / grey) * grey).astype(np.uint8)
