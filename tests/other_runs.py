"""Small data sets of many kinds, and runs on them: for all that must hold whatever a film is drawn from."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import tiny

from scenes.scratch.subject import FILE

ROOT = Path(__file__).parents[1]
PROGRAM = '''
import sys
from network import train
from network.experiments import command, landscape
landscape.GRID = 9      # all that is said of a landscape is of its path
train.main(sys.argv[1:])
command.main(sys.argv[1:])
'''
SHAPES = '''
singular = "shape"
plural = "shapes"
classes = ["circle", "square", "cross", "arrow"]
origin = "A few lines of NumPy drew them."
'''


def digits(train_images: int = 700, test_images: int = 250) -> dict[str, np.ndarray]:
    """The first images of MNIST."""
    return tiny.arrays(train_images, test_images)


def shuffled() -> dict[str, np.ndarray]:
    """Digits of which three quarters of all labels are wrong: hard to learn anything from."""
    arrays, rng = digits(), np.random.default_rng(0)
    for part in ("train", "test"):
        labels = arrays[f"{part}_labels"]
        lost = rng.random(len(labels)) < 0.75
        arrays[f"{part}_labels"] = np.where(lost, rng.permutation(labels), labels)
    return arrays


def of_classes(arrays: dict[str, np.ndarray], wanted, side: int = 28) -> dict[str, np.ndarray]:
    """Only the images of some classes, shrunk or enlarged; their labels stay as they are."""
    near = ((np.arange(side) + 0.5) * 28 / side).astype(int)
    found = {}
    for part in ("train", "test"):
        chosen = np.isin(arrays[f"{part}_labels"], wanted)
        found[f"{part}_images"] = arrays[f"{part}_images"][chosen].reshape(-1, 28, 28)[:, near[:, None], near]
        found[f"{part}_labels"] = arrays[f"{part}_labels"][chosen]
    return found


def shapes(side: int = 16) -> dict[str, np.ndarray]:
    """Circles, squares, crosses and arrows, a little moved and turned into ink of other strengths; labels 1 to 4."""
    rng = np.random.default_rng(1)
    y, x = np.indices((side, side)) / (side - 1) * 2 - 1
    drawn = (np.abs(np.hypot(x, y) - 0.6) < 0.15, np.abs(np.maximum(abs(x), abs(y)) - 0.55) < 0.15,
             (np.minimum(abs(x), abs(y)) < 0.14) & (np.maximum(abs(x), abs(y)) < 0.8),
             ((abs(y) < 0.12) & (abs(x) < 0.8)) | ((np.abs(abs(y) + x - 0.7) < 0.16) & (abs(y) < 0.5)))
    return _varied(np.stack(drawn), rng, 1)


def glyphs(count: int = 26, side: int = 8) -> dict[str, np.ndarray]:
    """Invented letters, one class for each; labels 1 to 26."""
    rng = np.random.default_rng(2)
    return _varied(np.kron(rng.random((count, side // 2, side // 2)) < 0.45, np.ones((2, 2))), rng, 1)


def _varied(drawn: np.ndarray, rng, first: int, sizes=(600, 200)) -> dict[str, np.ndarray]:
    found = {}
    for part, size in zip(("train", "test"), sizes):
        kinds = np.arange(size) % len(drawn)
        rng.shuffle(kinds)
        images = np.stack([np.roll(drawn[kind], rng.integers(-1, 2, 2), (0, 1)) for kind in kinds])
        ink = images * rng.uniform(100, 255, (size, 1, 1)) + rng.normal(0, 18, images.shape)
        found[f"{part}_images"] = np.clip(ink, 0, 255).astype(np.uint8)
        found[f"{part}_labels"] = (kinds + first).astype(np.uint8)
    return found


KINDS: dict[str, Callable[[], dict[str, np.ndarray]]] = {
    "seed": digits, "small": lambda: digits(150, 60), "hard": shuffled, "shapes": shapes, "named": shapes, "letters": glyphs,
    "two": lambda: of_classes(digits(), (0, 1), 8), "gaps": lambda: of_classes(digits(), (1, 4, 7, 8, 9), 40)}
OPTIONS = {"seed": ("--seed", "7"), "two": ("--rate", "0.1"), "letters": ("--epochs", "1", "--hidden", "30"),
           "small": ("--epochs", "2", "--hidden", "7", "--rate", "0.05")}


def make(kind: str, folder: Path) -> Path:
    """The data set of a kind, and in `folder` its runs, as `make DATA=...` would make them, by a process of its own, in which
    NumPy does not yet compute with several threads."""
    data = folder / "data" / f"{kind}.npz"
    data.parent.mkdir(parents=True)
    np.savez_compressed(data, **KINDS[kind]())
    options = ["--data", str(data), "--out", str(folder), *OPTIONS.get(kind, ())]
    subprocess.run([sys.executable, "-c", PROGRAM, *options], check=True, cwd=ROOT, capture_output=True)
    return data


def name(runs: Path, folder: Path) -> None:
    """In `folder` the runs of shapes, with a file that says what they show."""
    shutil.copytree(runs, folder, dirs_exist_ok=True)
    (folder / FILE).write_text(SHAPES)
