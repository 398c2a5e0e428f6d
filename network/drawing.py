"""Turns a picture of one's own handwriting into an image like MNIST's.

MNIST's authors scaled each digit to fit a box of 20 x 20, its proportions kept, and put it in a field
of 28 x 28 with the ink's centre of mass in the middle (LeCun et al., http://yann.lecun.com/exdb/mnist/). In fields
of other sizes, the box keeps its share.
"""
from pathlib import Path

import numpy as np

from network.errors import UserError

BOX, FIELD = 20, 28   # pixels of their sides
LEAST_CONTRAST = 40   # grey values between paper and ink below which there is nothing to read
PAPER_NOISE = 0.2     # of the strongest ink: fainter than this is paper, shadow or JPEG noise


def read_drawing(path: Path, side: int = FIELD) -> np.ndarray:
    """The digit in a picture file as (side * side,) uint8, black 0 to white 255, as MNIST would hold it.

    Dark ink on light paper or the reverse. Raises UserError when there is no picture or no ink.
    """
    return normalized(ink_of(_read_grey(path), path), side)


def ink_of(grey: np.ndarray, path: Path) -> np.ndarray:
    """How much ink (h, w) float 0..1 each pixel of a grey picture (h, w) uint8 holds.

    The paper is what most of the rim shows. Raises UserError when nothing stands out from it.
    """
    rim = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = float(np.median(rim))
    ink = paper - grey if paper > 127 else grey - paper
    if ink.max() < LEAST_CONTRAST:
        raise UserError(f"{path}: no digit found; draw one dark on light, or light on dark, "
                        f"with some room around it")
    ink = np.clip(ink / ink.max(), 0, 1)
    return np.where(ink < PAPER_NOISE, 0, ink)


def normalized(ink: np.ndarray, side: int = FIELD) -> np.ndarray:
    """Ink (h, w) in 0..1 cropped, scaled to fit 20 x 20 and centred by mass in 28 x 28, or as much of another side:
    (side * side,) uint8."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    scale = round(side * BOX / FIELD) / max(ink.shape)
    height, width = (max(1, round(size * scale)) for size in ink.shape)
    ink = _resampling(ink.shape[0], height) @ ink @ _resampling(ink.shape[1], width).T
    ink = ink / ink.max()
    top, left = (_start(ink.sum(axis=1 - axis), side) for axis in (0, 1))
    field = np.zeros((side, side))
    field[top:top + height, left:left + width] = ink
    return (field * 255).round().astype(np.uint8).ravel()


def _resampling(old: int, new: int) -> np.ndarray:
    """(new, old): each new pixel is the mean of the old ones that it covers, parts by their share."""
    edges = np.arange(new + 1) * (old / new)
    covered = (np.minimum(edges[1:, None], np.arange(1, old + 1))
               - np.maximum(edges[:-1, None], np.arange(old)))
    return np.clip(covered, 0, None) * (new / old)


def _start(mass: np.ndarray, side: int) -> int:
    """Where a profile (n,) of ink begins in a field of this side so that its centre is in the middle."""
    centre = (mass * (np.arange(len(mass)) + 0.5)).sum() / mass.sum()
    return int(np.clip(round(side / 2 - centre), 0, side - len(mass)))


def _read_grey(path: Path) -> np.ndarray:
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise UserError("reading a picture needs Pillow; install it with: "
                        "pip install pillow") from None
    try:
        with Image.open(path) as image:
            rgba = image.convert("RGBA")
    except FileNotFoundError:
        raise UserError(f"{path}: no such file") from None
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError(f"{path}: not a whole picture ({error}); save it as PNG") from None
    paper = Image.new("RGBA", rgba.size, "white")
    return np.asarray(Image.alpha_composite(paper, rgba).convert("L")).astype(np.float64)
