"""MNIST, or a data set made like it: handwritten digits as arrays.

`load_mnist` is what the listing calls. Without a path it reads the embedded copy; with one, a
folder of IDX files or an npz. `python -m network.mnist FOLDER` makes the embedded copy anew.
"""
import hashlib
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from network.errors import UserError, run_main
from network.idx import read_idx
from network.npz import read_npz

EMBEDDED = Path(__file__).with_name("data") / "mnist.npz"
EMBEDDED_NAME = "MNIST"
ADVICE = "get the file again"        # when one is damaged
WHITE = np.float32(255)
IMAGE_SHAPE = (28, 28)

IDX_STEMS = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}
IDX_MD5 = {
    "train_images": "6bbc9ace898e44ae57da46a324031adb",
    "train_labels": "a25bea736e30d166cdddb491f175f624",
    "test_images": "2646ac647ad5339dbf082846283269ea",
    "test_labels": "27ae3e4e09519cfbb04c329615203637",
}
NPZ_KEYS = {  # ours, then the ones of the npz that Keras distributes
    "train_images": ("train_images", "x_train"),
    "train_labels": ("train_labels", "y_train"),
    "test_images": ("test_images", "x_test"),
    "test_labels": ("test_labels", "y_test"),
}


@dataclass(frozen=True)
class DataSet:
    """The raw bytes of a data set: images (n, 784) uint8, labels (n,) uint8 from 0 to classes-1."""
    name: str
    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray

    @cached_property
    def classes(self) -> int:
        return int(self.train_labels.max()) + 1

    @cached_property
    def sha256(self) -> str:
        """Of the pixels and labels, whatever format they came in."""
        digest = hashlib.sha256()
        for key in IDX_STEMS:
            digest.update(np.ascontiguousarray(getattr(self, key)).data)
        return digest.hexdigest()

    def part(self, name: str, pixels=slice(None)) -> tuple[np.ndarray, np.ndarray]:
        """Part "train" or "test" as the listing wants it: images (n, 784) float32, 0 black to
        1 white, and one-hot labels (n, classes) float32. pixels: which of the 784, if not all."""
        images, labels = getattr(self, f"{name}_images"), getattr(self, f"{name}_labels")
        seen = np.ascontiguousarray(images[:, pixels])
        scaled = np.empty(seen.shape, np.float32)
        # in two threads: most of the time the system takes to hand out so much memory
        halves = slice(len(seen) // 2), slice(len(seen) // 2, None)
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda half: np.divide(seen[half], WHITE, out=scaled[half]), halves))
        return scaled, one_hot(labels, self.classes)


def one_hot(labels: np.ndarray, classes: int | None = None) -> np.ndarray:
    """(n, classes) float32 for labels (n,); classes: as many as occur, unless it is said."""
    return np.eye(classes or int(labels.max()) + 1, dtype=np.float32)[labels]


def load_mnist(path: str | Path | None = None, part: str = "train"):
    """(images (n, 784) float32 in 0..1, one-hot labels (n, classes) float32) of one part.

    path: None for the embedded MNIST, else as for `read_data_set`, whose errors it raises.
    """
    if part not in ("train", "test"):
        raise UserError(f"no part {part!r} in a data set; there are 'train' and 'test'")
    return read_data_set(path).part(part)


def read_data_set(path: str | Path | None = None) -> DataSet:
    """Read a folder with MNIST's four IDX files (or one of them, or an npz), each checked.

    Raises UserError with the file and what is wrong when anything is missing, damaged or foreign.
    """
    path = EMBEDDED if path is None else Path(path)
    if not path.exists():
        raise UserError(f"{path}: no such file or folder; give a folder of IDX files or an npz")
    name = EMBEDDED_NAME if path == EMBEDDED else path.stem
    if path.is_dir():
        arrays = _read_idx_folder(path)
        name = path.resolve().name
    elif zipfile.is_zipfile(path) or path.suffix == ".npz":
        arrays = _read_npz(path)
    else:
        arrays = _read_idx_folder(path.parent, path)
        name = path.parent.resolve().name
    return DataSet(name, **_checked(arrays, path))


def _read_idx_folder(folder: Path, named: Path | None = None) -> dict[str, np.ndarray]:
    if named and not any(named.name.startswith(stem) for stem in IDX_STEMS.values()):
        raise UserError(f"{named}: neither an npz nor one of {', '.join(IDX_STEMS.values())}")
    return {key: read_idx(_find_idx(folder, stem), 3 if key.endswith("images") else 1)
            for key, stem in IDX_STEMS.items()}


def _find_idx(folder: Path, stem: str) -> Path:
    for name in (stem, f"{stem}.gz"):
        if (folder / name).exists():
            return folder / name
    raise UserError(f"{folder}: has no {stem} or {stem}.gz; all four IDX files are needed")


def _read_npz(path: Path) -> dict[str, np.ndarray]:
    content = read_npz(path, ADVICE)
    arrays = {}
    for key, names in NPZ_KEYS.items():
        found = [name for name in names if name in content]
        if not found:
            raise UserError(f"{path}: has no array {' or '.join(names)}")
        arrays[key] = content[found[0]]
    return arrays


def _checked(arrays: dict[str, np.ndarray], path: Path) -> dict[str, np.ndarray]:
    checked = {}
    for part in ("train", "test"):
        images = _as_bytes(arrays[f"{part}_images"], f"{path}: {part} images")
        labels = _as_bytes(arrays[f"{part}_labels"], f"{path}: {part} labels")
        if labels.ndim != 1 or len(images) != len(labels) or not len(images):
            raise UserError(f"{path}: {len(images):,} {part} images, labels of shape "
                            f"{labels.shape}; as many labels as images are needed, at least one")
        if images.shape[1:] not in (IMAGE_SHAPE, (784,)):
            raise UserError(f"{path}: {part} images of shape {images.shape[1:]}; need 28 x 28")
        checked[f"{part}_images"] = images.reshape(len(images), 784)
        checked[f"{part}_labels"] = labels
    _check_labels(checked["train_labels"], checked["test_labels"], path)
    return checked


def _as_bytes(array: np.ndarray, what: str) -> np.ndarray:
    if array.dtype == np.uint8:
        return array
    if array.dtype.kind not in "iu" or array.size and not 0 <= array.min() <= array.max() <= 255:
        raise UserError(f"{what} are {array.dtype}; need whole numbers from 0 to 255")
    return array.astype(np.uint8)


def _check_labels(train: np.ndarray, test: np.ndarray, path: Path):
    counts = np.bincount(train)
    if not counts.all():
        raise UserError(f"{path}: training labels go up to {len(counts) - 1} but label "
                        f"{counts.argmin()} never occurs; need 0, 1, 2 ... without a gap")
    if len(counts) < 2:
        raise UserError(f"{path}: every training label is 0; need at least two classes")
    if test.max() >= len(counts):
        raise UserError(f"{path}: test label {test.max()} is out of range; "
                        f"training labels are 0 to {len(counts) - 1}")


def make_embedded(folder: Path, out: Path = EMBEDDED):
    """Write the four original IDX files of MNIST in folder, MD5 checked, as one npz."""
    for key, stem in IDX_STEMS.items():
        path = _find_idx(folder, stem)
        if hashlib.md5(path.read_bytes()).hexdigest() != IDX_MD5[key]:
            raise UserError(f"{path}: MD5 differs from MNIST's original (uncompressed) file")
    arrays: dict[str, Any] = _read_idx_folder(folder)
    np.savez_compressed(out, **arrays)


def main() -> int:
    if len(sys.argv) != 2:
        raise UserError("usage: python -m network.mnist FOLDER (with MNIST's four IDX files)")
    make_embedded(Path(sys.argv[1]))
    print(f"{EMBEDDED}: {EMBEDDED.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    run_main(main)
