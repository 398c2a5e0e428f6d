"""Turns a picture of one's own handwriting into an image like MNIST's.

MNIST's authors scaled each digit to fit a box of 20 x 20, its proportions kept, and put it in a field
of 28 x 28 with the ink's centre of mass on pixel 14, counted from 0, of each side (LeCun et al.,
http://yann.lecun.com/exdb/mnist/). In fields of other sizes, the box keeps its share.
"""
from pathlib import Path

import numpy as np

from network.errors import UserError
from network.paper import ink_on_paper, resampling
from network.picture import read_grey
from network.ruled import without_lines

BOX, FIELD = 20, 28     # pixels of their sides
FAINT = 0.1             # of the darkest: less ink than that is none
APART, PART = 0.2, 0.25     # of the height: a gap between digits; of all ink: the least that is one; no image of MNIST has both


def read_drawing(path: Path, side: int = FIELD) -> np.ndarray:
    """The digit in a picture file as (side * side,) uint8, black 0 to white 255, as MNIST would hold it.

    Dark ink on light paper or the reverse. Raises UserError when there is no picture, no digit that stands out, or two.
    """
    ink = ink_of(read_grey(path), path)
    if _are_two(ink):
        raise UserError(f"{path}: two digits beside each other; this network reads one at a time")
    return normalized(ink, side)


def ink_of(grey: np.ndarray, path: Path) -> np.ndarray:
    """How much ink, (h, w) float 0..1, each pixel of a grey picture (h, w), 0..255, holds; as errors those of read_drawing."""
    clean = without_lines(grey)
    if clean is None:
        raise UserError(f"{path}: lines of the paper that may as well be strokes; crop it closer to the digit, "
                        "or farther from it")
    ink, reason = ink_on_paper(clean)
    if ink is None:
        raise UserError(f"{path}: {reason}; draw one digit dark on light, or light on dark, with some room around it")
    return ink


def normalized(ink: np.ndarray, side: int = FIELD) -> np.ndarray:
    """Ink (h, w) in 0..1 cropped, scaled to fit 20 x 20 and centred by mass in 28 x 28, or as much of another side:
    (side * side,) uint8."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    scale = round(side * BOX / FIELD) / max(ink.shape)
    height, width = (max(1, round(size * scale)) for size in ink.shape)
    ink = resampling(ink.shape[0], height) @ ink @ resampling(ink.shape[1], width).T
    ink = ink / ink.max()
    top, left = (_start(ink.sum(axis=1 - axis), side) for axis in (0, 1))
    field = np.zeros((side, side))
    field[top:top + height, left:left + width] = ink
    return (field * 255).round().astype(np.uint8).ravel()


def _are_two(ink: np.ndarray) -> bool:
    """Whether ink (h, w) stands in two parts beside each other."""
    inked = ink > FAINT * ink.max()
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    steps = np.diff(columns)
    if not len(steps) or steps.max() - 1 < APART * (rows[-1] - rows[0] + 1):
        return False
    left = ink[:, :columns[steps.argmax()] + 1].sum() / ink.sum()
    return bool(min(left, 1 - left) >= PART)


def _start(mass: np.ndarray, side: int) -> int:
    """Where a profile (n,) of ink begins in a field of this side so that its centre is where MNIST's are: on pixel
    side / 2, counted from 0."""
    centre = (mass * np.arange(len(mass))).sum() / mass.sum()
    return int(np.clip(round(side / 2 - centre), 0, side - len(mass)))
