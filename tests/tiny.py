"""A small data set cut from MNIST, as files of every kind that the loader reads."""
import functools
import gzip
import struct

import numpy as np

from network.mnist import IDX_STEMS, DataSet, read_data_set

TRAIN, TEST = 600, 150


@functools.cache
def mnist() -> DataSet:
    return read_data_set()


def arrays(train: int = TRAIN, test: int = TEST) -> dict[str, np.ndarray]:
    """The first images and labels of MNIST by our own names."""
    whole = mnist()
    return {"train_images": whole.train_images[:train], "train_labels": whole.train_labels[:train],
            "test_images": whole.test_images[:test], "test_labels": whole.test_labels[:test]}


def data_set(train: int = TRAIN, test: int = TEST) -> DataSet:
    return DataSet("tiny", **arrays(train, test))


def write_npz(path, **changed):
    """changed: arrays instead of MNIST's; None leaves one out."""
    content = {**arrays(), **changed}
    np.savez_compressed(path, **{key: a for key, a in content.items() if a is not None})
    return path


def idx_bytes(array: np.ndarray) -> bytes:
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    return header + array.tobytes()


def write_idx_folder(folder, compressed: bool = False):
    for key, array in arrays().items():
        array = array.reshape(-1, 28, 28) if key.endswith("images") else array
        data = idx_bytes(array)
        (folder / IDX_STEMS[key]).write_bytes(gzip.compress(data) if compressed else data)
    return folder


def quick_experiments(patch) -> None:
    """Fewer updates and places than the film needs, where any number of them will do; patch: a MonkeyPatch."""
    patch.setattr("network.experiments.bend.UPDATES", 600)
    patch.setattr("network.experiments.landscape.GRID", 9)
