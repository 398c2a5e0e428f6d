"""MNIST, or a data set made like it: small square images with labels, as arrays.

`load_mnist` is what the listing calls. Without a path it reads the embedded copy; with one, a
folder of IDX files or an npz. `python -m network.mnist FOLDER` makes the embedded copy anew.
"""
import hashlib
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from math import isqrt
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
SMALLEST, LARGEST = 8, 64            # pixels of an image's side

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
    """The raw bytes of a data set: square images (n, I) uint8, MNIST's of I = 784 pixels, and which class each
    shows, (n,) uint8 from 0 to classes-1.

    values: the label that stands for each class in the files; () if these are 0, 1, 2 and so on.
    """
    name: str
    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    values: tuple[int, ...] = ()

    @cached_property
    def classes(self) -> int:
        return len(self.values) or int(self.train_labels.max()) + 1

    @property
    def class_labels(self) -> list[int]:
        """The label of each class in the files."""
        return list(self.values) or list(range(self.classes))

    @property
    def side(self) -> int:
        """Pixels of an image's side."""
        return isqrt(self.train_images.shape[1])

    def as_labelled(self, classes: np.ndarray) -> np.ndarray:
        """Labels (n,) uint8 of the files for classes (n,)."""
        return np.array(self.class_labels, np.uint8)[classes]

    @cached_property
    def sha256(self) -> str:
        """Of the pixels and labels, whatever format they came in."""
        digest = hashlib.sha256()
        for key in IDX_STEMS:
            array = getattr(self, key)
            digest.update(np.ascontiguousarray(self.as_labelled(array) if key.endswith("labels") else array).data)
        return digest.hexdigest()

    def part(self, name: str, pixels=slice(None)) -> tuple[np.ndarray, np.ndarray]:
        """Part "train" or "test" as the listing wants it: images (n, I) float32, 0 black to
        1 white, and one-hot labels (n, classes) float32. pixels: which of them, if not all."""
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
    """(images (n, I) float32 in 0..1, one-hot labels (n, classes) float32) of one part.

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
    checked, values = _checked(arrays, path)
    return DataSet(name, **checked, values=values)


def _read_idx_folder(folder: Path, named: Path | None = None) -> dict[str, np.ndarray]:
    if named and not any(named.name.startswith(name) for stem in IDX_STEMS.values() for name in _spellings(stem)):
        raise UserError(f"{named}: neither an npz nor one of {', '.join(IDX_STEMS.values())}")
    return {key: read_idx(_find_idx(folder, stem), 3 if key.endswith("images") else 1)
            for key, stem in IDX_STEMS.items()}


def _find_idx(folder: Path, stem: str) -> Path:
    for name in _spellings(stem):
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    raise UserError(f"{folder}: has no {stem} or {stem}.gz; all four IDX files are needed")


def _spellings(stem: str) -> tuple[str, str]:
    """Both in which people have MNIST's files: some archives write a dot for the second hyphen."""
    return stem, stem.replace("-idx", ".idx")


def _read_npz(path: Path) -> dict[str, np.ndarray]:
    content = read_npz(path, ADVICE)
    arrays = {}
    for key, names in NPZ_KEYS.items():
        found = [name for name in names if name in content]
        if not found:
            raise UserError(f"{path}: has no array {' or '.join(names)}; it holds {', '.join(content) or 'none'}")
        arrays[key] = content[found[0]]
    return arrays


def _checked(arrays: dict[str, np.ndarray], path: Path) -> tuple[dict[str, np.ndarray], tuple[int, ...]]:
    """(the arrays as DataSet has them, its values)."""
    checked, sides = {}, []
    white = _white(arrays["train_images"], arrays["test_images"], path)
    for part in ("train", "test"):
        images = _as_bytes(_without_channel(arrays[f"{part}_images"]), f"{path}: {part} images", white)
        labels = _as_labels(arrays[f"{part}_labels"], f"{path}: {part} labels")
        if labels.ndim != 1 or not images.ndim or len(images) != len(labels) or not len(images):
            raise UserError(f"{path}: {part} images of shape {images.shape}, labels of shape "
                            f"{labels.shape}; as many labels as images are needed, at least one")
        sides.append(_side(images, f"{path}: {part} images"))
        checked[f"{part}_images"] = images.reshape(len(images), -1)
        checked[f"{part}_labels"] = labels
    if sides[0] != sides[1]:
        raise UserError(f"{path}: training images of {sides[0]} x {sides[0]} pixels, test images of {sides[1]} x {sides[1]}; "
                        "all have to be of one size")
    if black := [part for part in ("train", "test") if not checked[f"{part}_images"].any()]:
        raise UserError(f"{path}: all {black[0]} images are black; need grey values from 0 to 255, or from 0 to 1")
    values = _values(checked["train_labels"], checked["test_labels"], path)
    for key in ("train_labels", "test_labels") if values else ():
        checked[key] = np.searchsorted(values, checked[key]).astype(np.uint8)
    return checked, values


def _without_channel(images: np.ndarray) -> np.ndarray:
    """(n, s, s) of images (n, s, s, 1) or (n, 1, s, s); others as they are."""
    if images.ndim == 4 and 1 in (images.shape[1], images.shape[3]):
        return images[..., 0] if images.shape[3] == 1 else images[:, 0]
    return images


def _as_labels(labels: np.ndarray, what: str) -> np.ndarray:
    """Labels (n,) uint8 of ones (n,), (n, 1) or one-hot (n, classes), of any type of number."""
    if labels.ndim == 2 and labels.shape[1] > 1 and labels.dtype.kind in "biuf":
        hot = labels == 1
        if (hot.sum(axis=1) == 1).all() and ((labels == 0) | hot).all():
            return hot.argmax(axis=1).astype(np.uint8)
        raise UserError(f"{what} of shape {labels.shape} are not one-hot: each row needs a single 1 among zeros")
    return _as_bytes(labels[:, 0] if labels.ndim == 2 and labels.shape[1] == 1 else labels, what)


def _side(images: np.ndarray, what: str) -> int:
    """Pixels of the side of images (n, s, s) or (n, s * s)."""
    side = isqrt(images.shape[1]) if images.ndim == 2 else images.shape[-1]
    if images.shape[1:] not in ((side, side), (side ** 2,)) or not SMALLEST <= side <= LARGEST:
        raise UserError(f"{what} of shape {images.shape[1:]}; need squares, from {SMALLEST} x {SMALLEST} to "
                        f"{LARGEST} x {LARGEST} pixels, MNIST's are 28 x 28")
    return side


def _white(train: np.ndarray, test: np.ndarray, path: Path) -> int:
    """What white is in images: 1 or 255. Raises UserError where one part's white is not the other's."""
    if any(images.dtype.kind not in "biuf" or not images.size for images in (train, test)):
        return 255      # refused by others, for another reason
    brightest = train.max(), test.max()
    if 0 < min(brightest) <= 1 < max(brightest):
        raise UserError(f"{path}: training images go to {brightest[0]}, test images to {brightest[1]}; "
                        "need the same range in both")
    return 1 if max(brightest) <= 1 else 255


def _as_bytes(array: np.ndarray, what: str, white: int = 255) -> np.ndarray:
    """Values from 0 to white as uint8 from 0 to 255."""
    if array.dtype == np.uint8 and white == 255:
        return array
    if array.dtype.kind not in "biuf":
        raise UserError(f"{what} are {array.dtype}; need numbers from 0 to 255")
    if array.size and not 0 <= array.min() <= array.max() <= white:      # a NaN is in no range
        raise UserError(f"{what} go from {array.min()} to {array.max()}; need whole numbers from 0 to 255, or images from 0 to 1")
    scaled = array.astype(np.float64) * (255 / white) if array.dtype.kind == "f" or white == 1 else array
    if white == 255 and array.dtype.kind == "f" and (scaled % 1).any():
        raise UserError(f"{what} are {array.dtype} with fractions; need whole numbers from 0 to 255, or images from 0 to 1")
    return np.rint(scaled).astype(np.uint8)


def _values(train: np.ndarray, test: np.ndarray, path: Path) -> tuple[int, ...]:
    """The labels that occur, ascending; () if these are 0, 1, 2 and so on."""
    values = np.unique(train)
    if len(values) < 2:
        raise UserError(f"{path}: every training label is {values[0]}; need at least two classes")
    unknown = np.setdiff1d(test, values)
    if len(unknown):
        raise UserError(f"{path}: test label {unknown[0]} never occurs in training, whose labels are "
                        f"{', '.join(map(str, values))}")
    return () if values[-1] == len(values) - 1 else tuple(int(value) for value in values)


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
