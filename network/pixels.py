"""Chooses the few pixels that the small network sees.

Five of MNIST's 784 pixels are enough to tell three digits apart quite well, if they are chosen for it:
one after another, each time the pixel with which a linear least-squares fit of the one-hot labels
(with an intercept) leaves the smallest squared error.
"""
import numpy as np

from network.errors import UserError
from network.mnist import DataSet

CLASSES = (0, 1, 2)      # the first three; two where there are no more
INPUTS = 5


def choose_pixels(images: np.ndarray, labels: np.ndarray, count: int = INPUTS) -> np.ndarray:
    """Indices (count,) int64, in the order of choice, for images (n, I) and labels (n,) uint8.

    Forward selection by projection: after each choice its part is taken out of every pixel's and
    every label's covariance, so that only what it adds counts. Sums of whole numbers are exact in
    float64, so every machine chooses the same. Raises UserError when fewer pixels are of use.
    """
    n = len(images)
    pixels = images.astype(np.float64)
    targets = (labels[:, None] == np.unique(labels)).astype(np.float64)
    mean = pixels.sum(axis=0) / n
    covariance = (pixels.T @ targets) / n - np.outer(mean, targets.sum(axis=0) / n)
    variance = np.einsum("ij,ij->j", pixels, pixels) / n - mean ** 2
    floor = 1e-6 * variance.max()
    chosen: list[int] = []
    basis: list[np.ndarray] = []
    for _ in range(count):
        useful = variance > floor
        if not useful.any():
            raise UserError(f"only {len(chosen)} of the pixels differ among the images of "
                            f"{CLASSES}; the small network needs {count}")
        gain = np.where(useful, (covariance ** 2).sum(axis=1) / np.where(useful, variance, 1), 0)
        best = int(gain.argmax())
        with_best = (pixels.T @ pixels[:, best]) / n - mean * mean[best]
        with_best -= sum(part * part[best] for part in basis)
        part = with_best / np.sqrt(variance[best])
        covariance -= np.outer(part, covariance[best] / np.sqrt(variance[best]))
        variance -= part ** 2
        variance[best] = 0
        chosen.append(best)
        basis.append(part)
    return np.array(chosen)


def small_data_set(data: DataSet) -> DataSet:
    """Only the images and labels of the CLASSES, all pixels still in them."""
    train, test = (labels <= max(CLASSES) for labels in (data.train_labels, data.test_labels))
    return DataSet(data.name, data.train_images[train], data.train_labels[train],
                   data.test_images[test], data.test_labels[test], data.values[:len(CLASSES)])


def example_first(data: DataSet, pixel_index: np.ndarray) -> DataSet:
    """The same images in the same cycle, beginning with the one that the film follows.

    It is the first image of class 0 that shows most of the chosen pixels in a shade of grey, up to
    four: a product with black is 0, and with white it is the weight itself.
    """
    shades = data.train_images.reshape(len(data.train_images), -1)[:, pixel_index] / 255
    grey = np.minimum(((shades > 0.2) & (shades < 0.8)).sum(axis=1), 4)
    start = int(np.where(data.train_labels == CLASSES[0], grey, -1).argmax())
    return DataSet(data.name, np.roll(data.train_images, -start, axis=0),
                   np.roll(data.train_labels, -start), data.test_images, data.test_labels, data.values)
