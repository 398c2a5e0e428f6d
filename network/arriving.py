"""The training images of a data set, learned from while most of them are still being read."""
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Condition, Thread

import numpy as np

from network.errors import UserError
from network.mnist import ADVICE, EMBEDDED, EMBEDDED_NAME, WHITE, one_hot, read_data_set
from network.npz import not_whole

PIXELS = 28 * 28    # of an image of the embedded data set
FIRST = 4000        # images that are read before training begins; then twice as many, and so on


class Arriving:
    """images (n, I) float32, 0 black to 1 white, and one-hot labels (n, classes) float32, as the listing wants them.

    All labels are there; images are filled in by a thread, from the first on: `wait` for those that are needed.
    """

    def __init__(self, name: str, labels: np.ndarray, blocks: Iterable[np.ndarray], pixels: int = PIXELS):
        """name: of the data set. labels: (n,) uint8, classes from 0. blocks: the images in order, (k, I) uint8 at a
        time. pixels: of an image, I."""
        self.name, self.labels = name, one_hot(labels)
        self.images = np.empty((len(labels), pixels), np.float32)
        self._there, self._news = 0, Condition()
        self._ended: Exception | None = None
        Thread(target=self._fill, args=(blocks,), daemon=True).start()

    def wait(self, until: int):
        """Return when the first `until` images are there; raise what kept them from it."""
        with self._news:
            self._news.wait_for(lambda: self._there >= until or self._ended)
        if self._there < until and self._ended:
            raise self._ended

    def _fill(self, blocks):
        try:
            for block in blocks:
                after = self._there + len(block)
                np.divide(block, WHITE, out=self.images[self._there:after])
                with self._news:
                    self._there = after
                    self._news.notify()
            ended: Exception = UserError(f"{self.name}: more labels than images")
        except Exception as error:
            ended = error
        with self._news:
            self._ended = ended
            self._news.notify()


def arriving(path: str | Path | None = None) -> Arriving:
    """Begin to read the training part of a data set; path and errors as for `read_data_set`.

    Only the embedded one is learned from while it is read; any other is read and checked whole before.
    """
    if path is not None:
        data = read_data_set(path)
        return Arriving(data.name, data.train_labels, [data.train_images], data.train_images.shape[1])
    try:
        archive = zipfile.ZipFile(EMBEDDED)
        with archive.open("train_labels.npy") as file:
            labels = np.lib.format.read_array(file)
        images = archive.open("train_images.npy")
        np.lib.format.read_magic(images)
        np.lib.format.read_array_header_1_0(images)
    except Exception as error:      # a damaged file can raise almost any of them
        raise not_whole(EMBEDDED, error, ADVICE) from None
    return Arriving(EMBEDDED_NAME, labels, _blocks(archive, images))


def _blocks(archive, file) -> Iterator[np.ndarray]:
    size = FIRST
    try:
        with archive, file:
            while pixels := file.read(PIXELS * size):
                yield np.frombuffer(pixels, np.uint8).reshape(-1, PIXELS)
                size *= 2
    except Exception as error:
        raise not_whole(EMBEDDED, error, ADVICE) from None
