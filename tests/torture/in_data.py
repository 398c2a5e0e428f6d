"""Data sets: damaged IDX and gzip files, and npz files in all the forms in which people have them."""

import gzip
import struct
from functools import cache

import numpy as np

import tiny
from network.errors import UserError
from network.mnist import IDX_STEMS, read_data_set
from torture.trial import Trial, damaged, one_of

TRAIN, TEST = 120, 40


@cache
def plain():
    return tiny.data_set(TRAIN, TEST)


def trial(path, name, right, good=False):
    return Trial(name, lambda: read_data_set(path), right, (UserError,), good)


def files(folder, data) -> dict[str, bytes]:
    for key, stem in IDX_STEMS.items():
        array = getattr(data, key)
        yield folder / stem, tiny.idx_bytes(array.reshape(-1, 28, 28) if key.endswith("images") else array)


def idx(rng, folder) -> Trial:
    """One of the four is damaged."""
    name, spoiled = "", int(rng.integers(4))
    for i, (path, content) in enumerate(files(folder, plain())):
        if i == spoiled:
            part = int(rng.integers(3))
            if part == 0:
                name, content = damaged(content, rng)
            elif part == 1:
                name, head = damaged(content[:16], rng)
                content = head + content[16:]
            else:
                sizes = [int(n) for n in rng.choice([0, 1, 7, 28, 120, 2 ** 31, 2 ** 32 - 1], 3)]
                name, content = f"sizes {sizes}", content[:3] + bytes([int(rng.integers(5))]) + struct.pack(">3I", *sizes) + content[16:]
            name = f"{name} in {path.name}"
        path.write_bytes(content)
    # an IDX file has no checksum: what differs in a pixel or a label cannot be seen
    return trial(folder, name, lambda data: data.train_images.shape == (TRAIN, 784) and data.test_images.shape == (TEST, 784))


def gzipped(rng, folder) -> Trial:
    """One of the four, packed, is damaged: gzip has a checksum."""
    name, spoiled = "", int(rng.integers(4))
    for i, (path, content) in enumerate(files(folder, plain())):
        content = gzip.compress(content, 1, mtime=0)
        if i == spoiled:
            what = one_of(rng, ("damage", "bomb", "twice", "two", "never ends"))
            if what == "damage":
                name, content = damaged(content, rng)
            elif what == "bomb":
                content = gzip.compress(b"\0\0\x08\3" + bytes(2 ** 20), 9) + bomb()
            elif what == "twice":
                content = gzip.compress(content)
            elif what == "two":
                content += content
            else:
                content = bomb()
            name = f"{what} {name} in {path.name}"
        path.with_name(path.name + ".gz").write_bytes(content)
    return trial(folder, name, lambda data: data.sha256 == plain().sha256)


@cache
def bomb() -> bytes:
    return gzip.compress(bytes(2 ** 26), 9) * 48      # 3 GB


NAMES = {"ours": ("train_images", "train_labels", "test_images", "test_labels"), "Keras": ("x_train", "y_train", "x_test", "y_test"),
         "no parts": ("images", "labels", "images2", "labels2"), "capitals": ("X_train", "Y_train", "X_test", "Y_test"),
         "numbered": ("arr_0", "arr_1", "arr_2", "arr_3")}
IMAGES = {      # from 0..255 (n, 784) uint8; what should come of it: "same", "bits" (0 or 255), or "no"
    "uint8": (lambda a: a, "same"), "(n, 28, 28)": (lambda a: a.reshape(-1, 28, 28), "same"),
    "(n, 28, 28, 1)": (lambda a: a.reshape(-1, 28, 28, 1), "same"), "(n, 1, 28, 28)": (lambda a: a.reshape(-1, 1, 28, 28), "same"),
    "int64": (lambda a: a.astype(np.int64), "same"), "big-endian": (lambda a: a.astype(">i4"), "same"),
    "Fortran": (lambda a: np.asfortranarray(a), "same"), "float 0..255": (lambda a: a.astype(np.float64), "same"),
    "float32 0..1": (lambda a: (a / 255).astype(np.float32), "same"), "float16 0..1": (lambda a: (a / 255).astype(np.float16), "near"),
    "0 and 1": (lambda a: (a > 127).astype(np.uint8), "bits"), "bool": (lambda a: a > 127, "bits"),
    "-1..1": (lambda a: a / 127.5 - 1, "no"), "mean 0": (lambda a: (a - 33.3) / 78.6, "no"), "uint16": (lambda a: a.astype(np.uint16) * 257, "no"),
    "RGB": (lambda a: np.repeat(a.reshape(-1, 28, 28, 1), 3, 3), "no"), "columns": (lambda a: a.T, "no"), "NaN": (lambda a: with_nan(a), "no"),
    "texts": (lambda a: a.astype("U3"), "no"), "complex": (lambda a: a.astype(complex), "no"), "objects": (lambda a: a.astype(object), "no"),
    "none": (lambda a: a[:0], "no"), "one number": (lambda a: np.array(3), "no"), "not square": (lambda a: a[:, :780], "no"),
    "tiny": (lambda a: a.reshape(-1, 28, 28)[:, ::5, ::5], "no"), "large": (lambda a: np.zeros((len(a), 65, 65), np.uint8), "no"),
    "black": (lambda a: a * 0, "no"),
}
LABELS = {
    "uint8": (lambda y: y, "same"), "int64": (lambda y: y.astype(np.int64), "same"), "int32": (lambda y: y.astype(np.int32), "same"),
    "big-endian": (lambda y: y.astype(">i8"), "same"), "float": (lambda y: y.astype(float), "same"), "(n, 1)": (lambda y: y[:, None], "same"),
    "one-hot": (lambda y: np.eye(10, dtype=np.uint8)[y], "same"), "one-hot float": (lambda y: np.eye(10, dtype=np.float32)[y], "same"),
    "one-hot bool": (lambda y: np.eye(10, dtype=bool)[y], "same"), "from 1": (lambda y: y + 1, "moved"), "gaps": (lambda y: y * 20, "moved"),
    "odd only": (lambda y: y // 2 * 2 + 1, "moved"), "two classes": (lambda y: y % 2, "moved"), "bool": (lambda y: y % 2 == 0, "moved"),
    "one class": (lambda y: y * 0 + 3, "no"), "halves": (lambda y: y + 0.5, "no"), "negative": (lambda y: y.astype(int) - 1, "no"),
    "large": (lambda y: y.astype(int) * 1000, "no"), "NaN": (lambda y: with_nan(y), "no"), "texts": (lambda y: y.astype("U1"), "no"),
    "soft": (lambda y: np.full((len(y), 10), 0.1), "no"), "two hot": (lambda y: np.eye(10, dtype=int)[y] | np.eye(10, dtype=int)[(y + 9) % 10], "no"),
    "fewer": (lambda y: y[:-1], "no"), "one": (lambda y: y[:1], "no"), "number": (lambda y: np.array(1), "no"), "none": (lambda y: y[:0], "no"),
}


def with_nan(array):
    changed = array.astype(float)
    changed.flat[0] = np.nan
    return changed


def npz(rng, folder) -> Trial:
    data = plain()
    names, images, labels = one_of(rng, NAMES), one_of(rng, IMAGES), one_of(rng, LABELS)
    if rng.random() < 0.4:
        names = one_of(rng, ("ours", "Keras"))
    if rng.random() < 0.4:
        images = "uint8"
    elif rng.random() < 0.5:
        labels = "uint8"
    (change, image_fate), (relabel, label_fate) = IMAGES[images], LABELS[labels]
    keys = NAMES[names]
    arrays = {keys[0]: change(data.train_images), keys[1]: relabel(data.train_labels), keys[2]: change(data.test_images),
              keys[3]: relabel(data.test_labels)}
    lost = one_of(rng, keys) if rng.random() < 0.05 else None
    path = folder / "d.npz"
    np.savez(path, **{key: array for key, array in arrays.items() if key != lost}, **({"x_val": np.zeros(3)} if rng.random() < 0.1 else {}))
    good = names in ("ours", "Keras") and not lost and "no" not in (image_fate, label_fate)

    def right(read):
        if "no" in (image_fate, label_fate) or lost:
            return False
        for part in ("train", "test"):
            pixels, classes = getattr(data, f"{part}_images"), relabel(getattr(data, f"{part}_labels"))
            pixels = (pixels > 127) * 255 if image_fate == "bits" else pixels.astype(int)
            if np.abs(getattr(read, f"{part}_images") - pixels).max() > (image_fate == "near"):
                return False
            classes = getattr(data, f"{part}_labels") if label_fate == "same" else classes.astype(int)
            if not np.array_equal(read.as_labelled(getattr(read, f"{part}_labels")), classes):
                return False
        return True
    return trial(path, f"{names}, images {images}, labels {labels}{', lost ' + lost if lost else ''}", right, good)


FOLDERS = {"-idx3-ubyte": True, ".idx3-ubyte": True, "-idx3-ubyte.gz": True, ".idx3-ubyte.gz": True}


def named(rng, folder) -> Trial:
    """The four files by the names that they have where people get them, in any mixture, and not all of them."""
    name, complete = [], True
    for path, content in files(folder, plain()):
        what = one_of(rng, ("-", ".", "-gz", ".gz", "folder")) if rng.random() < 0.98 else "lost"
        name.append(what)
        stem = path.name
        dotted = stem.replace("-idx", ".idx")
        match what:
            case "-":
                path.write_bytes(content)
            case ".":
                path.with_name(dotted).write_bytes(content)
            case "-gz":
                path.with_name(f"{stem}.gz").write_bytes(gzip.compress(content))
            case ".gz":
                path.with_name(f"{dotted}.gz").write_bytes(gzip.compress(content))
            case "folder":      # as Kaggle's archive unpacks: a folder of the file's name beside the file
                path.mkdir()
                (path / stem).write_bytes(content)
                path.with_name(dotted).write_bytes(content)
            case "lost":
                complete = False
    where = folder
    if complete and rng.random() < 0.3:
        where = one_of(rng, sorted(path for path in folder.iterdir() if path.is_file()))
    return trial(where, " ".join(name), lambda read: complete and read.sha256 == plain().sha256, complete)


KINDS = {"IDX, damaged": idx, "IDX, gzip": gzipped, "IDX, names": named, "data npz": npz}
