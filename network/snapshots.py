"""Snapshots: one training run as arrays, from which everything on screen is drawn.

One npz a run, the same schema for the real net (digits.npz) and the small one (pixels.npz).
Loading checks every array, so that a scene can trust what it draws.
"""
import json
from pathlib import Path
from typing import Any

import numpy as np

from network.errors import UserError
from network.mnist import LARGEST, SMALLEST
from network.neuron import CLASSES
from network.npz import read_npz, write, zipped
from network.program import WEIGHTS

SCHEMA_VERSION = 2
FOLDER = Path(__file__).parent.parent / "media" / "snapshots"

MAKE_ANEW = "make it anew with: python -m network.train"

UNIT, ANY = (0, 1), (-np.inf, np.inf)
NATURAL = (0, np.inf)
# key: (dimensions, dtype, smallest and largest value). S logged moments, P probe images, I inputs,
# F pixels of an image, H hidden, O outputs, E epochs, R running figures, N training images kept, T test images,
# M mistakes kept, Z all training images or none, W C rows and columns of their wall, w c and v k those
# of its middle in more detail, Q points and U logged moments of the single neuron (none but beside
# the small net); numbers are themselves.
SCHEMA = {
    "pixel_index": ("I", "int64", NATURAL),
    "image_shape": ("2", "int64", (SMALLEST, LARGEST)),
    "updates": ("S", "int64", NATURAL),
    "w_i_h": ("S H I", "float32", ANY),
    "b_i_h": ("S H 1", "float32", ANY),
    "w_h_o": ("S O H", "float32", ANY),
    "b_h_o": ("S O 1", "float32", ANY),
    "probe_images": ("P F", "uint8", (0, 255)),
    "probe_labels": ("P", "uint8", (0, 255)),
    "probe_index": ("P", "int64", NATURAL),
    "probe_set": ("P", "<U5", None),
    "h_pre": ("S P H 1", "float32", ANY),
    "h": ("S P H 1", "float32", UNIT),
    "o_pre": ("S P O 1", "float32", ANY),
    "o": ("S P O 1", "float32", UNIT),
    "e": ("S P", "float32", NATURAL),
    "delta_o": ("S P O 1", "float32", (-1, 1)),
    "delta_h": ("S P H 1", "float32", ANY),
    "mse": ("S", "float64", NATURAL),
    "cross_entropy": ("S", "float64", NATURAL),
    "running_updates": ("R", "int64", NATURAL),
    "running_accuracy": ("R", "float64", UNIT),
    "accuracy_learning": ("E", "float64", UNIT),
    "accuracy_train": ("E", "float64", UNIT),
    "accuracy_test": ("E", "float64", UNIT),
    "confusion": ("O O", "int64", NATURAL),
    "train_images": ("N F", "uint8", (0, 255)),
    "train_labels": ("N", "uint8", (0, 255)),
    "mosaic": ("Z 7 7", "uint8", (0, 255)),
    "wall_index": ("W C", "int32", (-1, np.inf)),
    "wall_half": ("w c 14 14", "uint8", (0, 255)),
    "wall_full": ("v k 28 28", "uint8", (0, 255)),
    "test_outputs": ("T O", "float32", UNIT),
    "test_labels": ("T", "uint8", (0, 255)),
    "mistake_index": ("M", "int64", NATURAL),
    "mistake_images": ("M F", "uint8", (0, 255)),
    "neuron_points": ("Q 2", "float32", (0, LARGEST / 2)),
    "neuron_labels": ("Q", "uint8", (0, 255)),
    "neuron_updates": ("U", "int64", NATURAL),
    "neuron_w": ("U 2 2", "float32", ANY),
    "neuron_b": ("U 2", "float32", ANY),
    "neuron_accuracy": ("U 2", "float64", UNIT),
}
META = {"schema": int, "made_by": str, "inputs": int, "hidden": int, "outputs": int,
        "epochs": int, "learn_rate": float, "seed": int, "classes": list, "data": dict,
        "output": list, "source": str, "numpy": str}
META_DATA = {"name": str, "sha256": str, "train": int, "test": int}


class Snapshot:
    """One run, read-only: every key of SCHEMA is an attribute; `meta` is a dict, `path` the file.

    The README's section on snapshots says what each array holds.
    """

    path: Path
    meta: dict[str, Any]

    def __getattr__(self, name: str) -> np.ndarray:
        """For type checkers; what is there never comes here."""
        raise AttributeError(f"a snapshot has no {name}")

    def __init__(self, path: Path, meta: dict, arrays: dict[str, np.ndarray]):
        for array in arrays.values():
            array.flags.writeable = False
        self.__dict__.update(arrays, path=path, meta=meta)

    def __setattr__(self, name, value):
        raise AttributeError(f"a snapshot is read-only, {name} too")

    def step(self, update: int) -> int:
        """The index s of the logged moment after `update` updates; UserError if not logged."""
        s = int(np.searchsorted(self.updates, update))
        if s == len(self.updates) or self.updates[s] != update:
            near = ", ".join(f"{u:,}" for u in self.updates[max(s - 1, 0):s + 1])
            raise UserError(f"{self.path}: update {update:,} isn't logged (nearest: {near}); "
                            f"train again with more images or epochs")
        return s

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Neurons of the input, the hidden and the output layer."""
        return self.meta["inputs"], self.meta["hidden"], self.meta["outputs"]

    def inputs_of(self, probe: int) -> np.ndarray:
        """What the input neurons hold for a probe image: (I, 1) float32 in 0..1."""
        return (self.probe_images[probe, self.pixel_index, None] / 255).astype(np.float32)

    def label_of(self, probe: int) -> np.ndarray:
        """The one-hot label of a probe image: (O, 1) float32."""
        classes = np.array(self.meta["classes"])
        return (classes[:, None] == self.probe_labels[probe]).astype(np.float32)

    def state(self, s: int) -> dict[str, np.ndarray]:
        """The weights and biases at logged moment s, by their names in the listing."""
        return {name: getattr(self, name)[s] for name in WEIGHTS}


def find(path_or_name: str | Path) -> Path:
    """The file of "digits" or "pixels" in media/snapshots, or the path."""
    if str(path_or_name) in ("digits", "pixels"):
        return FOLDER / f"{path_or_name}.npz"
    return Path(path_or_name)


def load(path_or_name: str | Path) -> Snapshot:
    """Read and check a snapshot. Raises UserError naming the file, the key and what is wrong."""
    path = find(path_or_name)
    if not path.exists():
        raise UserError(f"{path}: no such snapshot; make it with: python -m network.train")
    arrays = read_npz(path, MAKE_ANEW)
    meta = _meta(arrays.pop("meta", None), path)
    problem = _problem(meta, arrays)
    if problem:
        raise UserError(f"{path}: {problem}; {MAKE_ANEW}")
    return Snapshot(path, meta, arrays)


def save(path: Path, meta: dict, arrays: dict[str, np.ndarray]):
    """Write a snapshot, all of it or nothing; errors as those of `packed` and `npz.write`."""
    write(path, packed(meta, arrays))


def packed(meta: dict, arrays: dict[str, np.ndarray]) -> bytes:
    """A snapshot's file; the same content gives the same bytes. Raises ValueError for what is no valid snapshot."""
    problem = _meta_problem(meta) or _problem(meta, arrays)
    if problem:
        raise ValueError(problem)
    content = {"meta": np.array(json.dumps(meta, sort_keys=True)), **{key: arrays[key] for key in SCHEMA}}
    return zipped(content)


def _meta(text: np.ndarray | None, path: Path) -> dict:
    try:
        meta = json.loads(str(text))
        problem = _meta_problem(meta)
    except (ValueError, RecursionError):
        problem = "has no readable meta: not a snapshot of this program"
    if problem:
        raise UserError(f"{path}: {problem}; {MAKE_ANEW}")
    return meta


def _meta_problem(meta: dict) -> str | None:
    if not isinstance(meta, dict) or meta.get("schema") != SCHEMA_VERSION:
        found = meta.get("schema") if isinstance(meta, dict) else None
        return f"has schema version {found}; this program reads {SCHEMA_VERSION}"
    for fields, where in ((META, meta), (META_DATA, meta.get("data"))):
        for key, kind in fields.items():
            if not isinstance(where, dict) or not isinstance(where.get(key), kind):
                return f"meta lacks {key} ({kind.__name__})"
    if min(meta[key] for key in ("inputs", "hidden", "outputs", "epochs")) < 1:
        return "meta has a size below 1"
    if len(meta["classes"]) != meta["outputs"]:
        return f"{meta['outputs']} outputs in meta but {len(meta['classes'])} classes"
    return None


def _problem(meta: dict, arrays: dict[str, np.ndarray]) -> str | None:
    """What is wrong with the content, in words, or None."""
    sizes = {"I": meta["inputs"], "H": meta["hidden"], "O": meta["outputs"],
             "E": meta["epochs"], "T": meta["data"]["test"]}
    for key in SCHEMA:
        if key not in arrays:
            return f"lacks the array {key}"
        problem = array_problem(arrays[key], *SCHEMA[key], sizes)
        if problem:
            return f"{key} {problem}"
    return _order_problem(meta, arrays)


def array_problem(array: np.ndarray, dimensions: str, dtype: str, limits, sizes: dict[str, int]) -> str | None:
    """What is wrong with one array, or None; a size met for the first time is noted in sizes, later ones must agree.

    dimensions: names of sizes, or numbers, separated by blanks; limits: smallest and largest value, or None.
    """
    if array.dtype != np.dtype(dtype):
        return f"is {array.dtype}, should be {dtype}"
    names = dimensions.split()
    expected = [int(name) if name.isdigit() else sizes.get(name) for name in names]
    if array.ndim != len(names) or any(e not in (None, n) for e, n in zip(expected, array.shape)):
        shape = ", ".join(str(e or name) for e, name in zip(expected, names))
        return f"has shape {array.shape}, should be ({shape})"
    sizes.update((name, n) for name, n in zip(names, array.shape) if not name.isdigit())
    if limits and array.size:
        low, high = array.min(), array.max()  # a NaN makes both NaN
        if not (np.isfinite(low) and np.isfinite(high) and limits[0] <= low and high <= limits[1]):
            return f"has values from {low} to {high}, should be finite in {limits}"
    return None


def _order_problem(meta: dict, arrays: dict[str, np.ndarray]) -> str | None:
    updates, data, pixels = arrays["updates"], meta["data"], arrays["probe_images"].shape[1]
    total = meta["epochs"] * data["train"]
    if not _counts_up(updates):
        return "updates doesn't start with 0 and ascend"
    if updates[-1] != total:
        return f"updates ends at {updates[-1]}; {meta['epochs']} epochs of {data['train']} make {total}"
    if arrays["image_shape"].prod() != pixels:
        return f"image_shape has values {arrays['image_shape'].tolist()} beside images of {pixels} pixels"
    if arrays["pixel_index"].max() >= pixels:
        return f"pixel_index has values up to {arrays['pixel_index'].max()} beside images of {pixels} pixels"
    if not np.isin(arrays["probe_set"], ("train", "test")).all():
        return "probe_set holds more than 'train' and 'test'"
    if len(arrays["mosaic"]) not in (0, data["train"]):
        return f"mosaic has {len(arrays['mosaic'])} images, should be none or all {data['train']}"
    places = arrays["wall_index"]
    if not np.array_equal(np.sort(places[places >= 0]), np.arange(len(arrays["mosaic"]))):
        return "wall_index should be a place for each image of mosaic, once"
    for key in ("wall_half", "wall_full"):
        if any((whole - part) % 2 or part > whole for whole, part in zip(places.shape, arrays[key].shape)):
            return f"{key} should be in the middle of a wall of {places.shape}"
    problem = _neuron_problem(meta, arrays, beside_small_net=meta["inputs"] < pixels)
    if problem:
        return problem
    if arrays["confusion"].sum() != data["test"]:
        return f"confusion counts {arrays['confusion'].sum()} images; the test set has {data['test']}"
    for key in ("probe_labels", "train_labels", "test_labels"):
        if not np.isin(arrays[key], meta["classes"]).all():
            return f"{key} holds labels that aren't among the classes {meta['classes']}"
    return None


def _neuron_problem(meta: dict, arrays: dict[str, np.ndarray], beside_small_net: bool) -> str | None:
    updates, points = arrays["neuron_updates"], arrays["neuron_points"]
    if not beside_small_net:
        return f"neuron_updates should be empty beside a net of {meta['inputs']} inputs" if len(updates) else None
    if not _counts_up(updates):
        return "neuron_updates doesn't start with 0 and ascend"
    two = meta["classes"][:len(CLASSES)]
    if not len(points) or not np.isin(arrays["neuron_labels"], two).all():
        return f"neuron_labels should be of the classes {two}, at least one of them"
    return None


def _counts_up(updates: np.ndarray) -> bool:
    return len(updates) > 0 and updates[0] == 0 and bool((np.diff(updates) > 0).all())
