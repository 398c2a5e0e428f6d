"""Reads a picture file as grey values, whatever its format, depth, transparency and the way the camera was held."""
import warnings
from pathlib import Path

import numpy as np

from network.errors import UserError

LARGEST = 60_000_000     # pixels that are unpacked,
SIDE = 1024              # and pixels of the longer side that are kept: a digit needs no more
WHITE, BLACK = 255.0, 0.0


def read_grey(path: Path) -> np.ndarray:
    """A picture upright as (h, w) float, 0 black to 255 white, its longer side at most about 2 * SIDE pixels.

    What is transparent is paper: of the rim's grey where that is mostly opaque, else white under dark strokes and black
    under light ones. Raises UserError when there is no picture that can be read.
    """
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise UserError("reading a picture needs Pillow; install it with: "
                        "pip install pillow") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                image.draft(None, (SIDE, SIDE))      # a JPEG unpacks to no more than is needed
                if image.width * image.height > LARGEST:
                    raise ValueError(f"{image.width:,} x {image.height:,} pixels are too many")
                upright = ImageOps.exif_transpose(image)
                return _without_transparency(*_grey_and_alpha(upright))
    except FileNotFoundError:
        raise UserError(f"{path}: no such file") from None
    except Exception as error:      # a damaged picture can raise almost any of them
        reason = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())
        raise UserError(f"{path}: not a whole picture ({reason or type(error).__name__}); save it as PNG") from None


def _grey_and_alpha(image) -> tuple[np.ndarray, np.ndarray]:
    """(grey 0..255, opacity 0..1), each (h, w) float."""
    smaller = max(1, max(image.size) // SIDE)
    if image.mode in ("I", "F") or image.mode.startswith("I;"):
        grey = _deep(np.asarray(image)[::smaller, ::smaller].astype(np.float64))
        return grey, np.ones_like(grey)
    rgba = image.convert("RGBA").reduce(smaller)
    grey, alpha = (np.asarray(part, np.float64) for part in (rgba.convert("RGB").convert("L"), rgba.getchannel("A")))
    return grey, alpha / 255


def _deep(values: np.ndarray) -> np.ndarray:
    """Values of more than 8 bits, (h, w) float, as 0..255, from the least to the largest: whatever range a camera or a program
    uses of them."""
    low, high = float(values.min()), float(values.max())     # a NaN makes both NaN
    if not np.isfinite(high - low):
        raise ValueError("some of its values are no numbers")
    return (values - low) * (WHITE / max(high - low, 1e-9))


def _without_transparency(grey: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    rim_grey, rim_alpha = (np.concatenate([a[0], a[-1], a[:, 0], a[:, -1]]) for a in (grey, alpha))
    if np.median(rim_alpha) > 0.5:
        paper = float(np.median(rim_grey[rim_alpha > 0.5]))
    else:
        strokes = (grey * alpha).sum() / max(alpha.sum(), 1)
        paper = WHITE if strokes < 127.5 else BLACK
    return paper + (grey - paper) * alpha
