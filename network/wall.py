"""All training images on one wall of 16:9, placed so that from afar they make up the first of them.

The wall takes the same images as the run, each once. Ink decides where one stands: the bold ones where the picture of the
first image is bright. The nearer to the middle, the more pixels of an image are kept.
"""
from math import isqrt

import numpy as np

SIDE = 28                    # pixels of an image where most of them are kept
ASPECT = 16 / 9
LEVELS = 16                  # greys that are kept; more would not be seen and would double the file
HALF, FULL = 0.55, 0.27      # width of the blocks around the middle kept at 14 x 14 and 28 x 28
MIXED = 0.1                  # so much do images of other ink mix in, that neighbours differ
RIM = 0.4                    # the wall grows brighter outwards, which leaves the darkest images around the figure


def wall_arrays(images: np.ndarray) -> dict[str, np.ndarray]:
    """A snapshot's arrays of the wall of square images (n, s * s) or (n, s, s) uint8; all are empty if n is 0.

    They have 7, 14 and 28 pixels a side, whatever the images have.
    """
    side = isqrt(images[0].size) if len(images) else SIDE
    images = images.reshape(-1, side, side)
    index = arranged(images)
    return {"mosaic": shrunk(images, 7), "wall_index": index,
            "wall_half": shrunk(_block(images, index, HALF), 14), "wall_full": shrunk(_block(images, index, FULL), SIDE)}


def arranged(images: np.ndarray) -> np.ndarray:
    """Which of the images (n, s, s) stands where: (R, C) int32, each once, image 0 in the middle, -1 where none is."""
    count = len(images)
    rows = int(np.ceil(np.sqrt(count / ASPECT)))
    columns = -(-count // max(rows, 1))
    wanted = _figure(images[0], rows, columns).ravel() if count else np.zeros(0)
    wanted[np.argsort(_away(rows, columns)[2], axis=None, kind="stable")[count:]] = -np.inf     # the corners stay empty
    places = np.argsort(wanted, kind="stable")[rows * columns - count:]
    index = np.full(rows * columns, -1, np.int32)
    index[places] = np.argsort(images.mean(axis=(1, 2)), kind="stable")
    if count:
        middle, first = (rows // 2) * columns + columns // 2, int(np.flatnonzero(index == 0)[0])
        index[[middle, first]] = index[[first, middle]]
    return index.reshape(rows, columns)


def shrunk(images: np.ndarray, side: int) -> np.ndarray:
    """Images (..., s, s) uint8 as (..., side, side) uint8: means of blocks, or the nearest pixel where there are more of
    them than before; in 16 greys from 0 to 255."""
    if images.shape[-1] % side:
        images = _between(images, side)
    step = images.shape[-1] // side
    rows = images[..., ::step, :].astype(np.uint16)
    for i in range(1, step):
        rows += images[..., i::step, :]
    sums = rows[..., ::step].copy()
    for i in range(1, step):
        sums += rows[..., i::step]
    grey = 255 // (LEVELS - 1)
    return (np.round(sums / step ** 2 / grey) * grey).astype(np.uint8)


def _between(images: np.ndarray, side: int) -> np.ndarray:
    """Images (..., s, s) as (..., side, side), where s is no multiple of side: means of blocks nearly alike, or the nearest."""
    old = images.shape[-1]
    if old < side:
        nearest = ((np.arange(side) + 0.5) * old / side).astype(int)
        return images[..., nearest[:, None], nearest]
    starts = np.linspace(0, old, side + 1).astype(int)
    sizes = np.diff(starts)
    rows = np.add.reduceat(images, starts[:-1], axis=-2, dtype=np.uint32)
    return np.round(np.add.reduceat(rows, starts[:-1], axis=-1) / np.outer(sizes, sizes)).astype(np.uint8)


def _figure(image: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """How bright each place (R, C) should be, so that the image is seen from afar, as high as the wall."""
    *away, rim = _away(rows, columns)
    side = len(image)
    near = np.clip(np.array(away) * side / rows + (side - 1) / 2 + side, 0, 3 * side - 1.001)
    (y, x), (down, right) = near.astype(int), near % 1
    grey = np.pad(image / 255, side)
    picture = ((1 - down) * ((1 - right) * grey[y, x] + right * grey[y, x + 1])
               + down * ((1 - right) * grey[y + 1, x] + right * grey[y + 1, x + 1]))
    return picture + RIM * rim / (columns / 2) + MIXED * np.random.default_rng(0).standard_normal((rows, columns))


def _away(rows: int, columns: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How far each place (R, C) is from the middle: down, to the right, and as the crow flies."""
    row, column = np.indices((rows, columns))
    down, right = row - (rows - 1) / 2, column - (columns - 1) / 2
    return down, right, np.hypot(down, right)


def _block(images: np.ndarray, index: np.ndarray, share: float) -> np.ndarray:
    """The images of the middle of the wall, `share` of its width and height: (r, c, s, s), black where none is."""
    size = [round(length * share / 2) * 2 + length % 2 for length in index.shape]
    top, left = ((length - part) // 2 for length, part in zip(index.shape, size))
    places = index[top:top + size[0], left:left + size[1]]
    if not len(images):
        return np.zeros((*places.shape, *images.shape[1:]), np.uint8)
    return np.where(places[..., None, None] < 0, 0, images[places]).astype(np.uint8)
