"""What the finished net answers to what it has not learned: images that were moved, black on white, or are no digits."""
from math import isqrt

import numpy as np

from network.errors import UserError
from network.experiments.listing import Variant
from network.experiments.training import Images, share_right

FARTHEST = 3 / 28                                     # of an image's side: so far are images moved
DIRECTIONS = ((0, 1), (0, -1), (1, 0), (-1, 0))       # right, left, down, up: (rows, columns)
INVERTED_KEPT = 6                                     # outputs for inverted images that are kept


def limits(variant: Variant, state: dict, images: Images) -> dict[str, np.ndarray]:
    """The arrays of the groups shifts, inverted and strangers; state: the finished net's weights."""
    def ask(asked: np.ndarray) -> np.ndarray:
        """Outputs (O, n) for images (n, I)."""
        return variant.answers(state, asked)["o"]

    side = side_of(images.test)
    return {**_shifts(ask, images, side), **_inverted(ask, images), **_strangers(ask, side)}


def side_of(images: np.ndarray) -> int:
    """Of square images (n, I) the pixels of a side."""
    side = isqrt(images.shape[1])
    if side ** 2 != images.shape[1]:
        raise UserError(f"images of {images.shape[1]} pixels are not square, which the experiments need")
    return side


def moved(images: np.ndarray, down: int, right: int) -> np.ndarray:
    """Square images (n, I) with their content moved by so many pixels; what comes in is black."""
    side = side_of(images)
    before = images.reshape(-1, side, side)
    after = np.zeros_like(before)
    (to_y, from_y), (to_x, from_x) = (_parts(by, side) for by in (down, right))
    after[:, to_y, to_x] = before[:, from_y, from_x]
    return after.reshape(images.shape)


def _parts(by: int, side: int) -> tuple[slice, slice]:
    """Where a row or column of pixels comes to lie, and which part of it that is."""
    return slice(max(by, 0), side + min(by, 0)), slice(max(-by, 0), side + min(-by, 0))


def strangers(side: int) -> dict[str, np.ndarray]:
    """Drawn pictures that are no digit, by name: (side, side) float32, 0 black to 1 white."""
    y, x = (np.indices((side, side)) + 0.5) / side - 0.5
    line = max(1 / side, 0.06)
    away = np.hypot(x, y)
    face = (abs(away - 0.36) < line / 2) | (np.hypot(abs(x) - 0.13, y + 0.1) < line) | (
        (abs(away - 0.2) < line / 2) & (y > 0.08))
    roof = (abs(y + 0.36 - abs(x)) < line * 0.7) & (y < -0.02)
    walls = (np.maximum(abs(x) - 0.28, abs(y - 0.16) - 0.2) < 0) & ~(np.maximum(abs(x) - 0.28, abs(y - 0.16) - 0.2) < -line)
    pictures = {"face": face, "house": roof | walls, "chequers": (np.floor(x * 4) + np.floor(y * 4)) % 2 == 0,
                "stripes": np.floor(y * 8) % 2 == 0, "black": away < 0, "white": away >= 0}
    return {name: picture.astype(np.float32) for name, picture in pictures.items()}


def _shifts(ask, images, side):
    pixels = np.arange(max(1, round(side * FARTHEST)) + 1)
    labels, right = images.test_labels, pixels[-1] * np.array(DIRECTIONS[0])
    accuracy = np.array([[share_right(ask(moved(images.test, *(by * np.array(way)))), labels) for way in DIRECTIONS]
                         for by in pixels])
    before, after = ask(images.test), ask(moved(images.test, *right))
    own, places = labels.argmax(axis=1), np.arange(len(labels))
    lost = (before.argmax(axis=0) == own) & (after.argmax(axis=0) != own)
    example = int(np.where(lost, before[own, places], -1).argmax())
    shown = images.test[example:example + 1]
    outputs = np.stack([ask(moved(shown, *(by * np.array(DIRECTIONS[0]))))[:, 0] for by in pixels])
    return {"shifts.pixels": pixels, "shifts.accuracy": accuracy, "shifts.mean": accuracy.mean(axis=1),
            "shifts.example": np.array(example), "shifts.example_image": as_bytes(shown[0]),
            "shifts.example_label": np.array(own[example]), "shifts.example_outputs": outputs}


def _inverted(ask, images):
    outputs = ask(1 - images.test)
    return {"inverted.accuracy": np.array(share_right(outputs, images.test_labels)),
            "inverted.answers": np.bincount(outputs.argmax(axis=0), minlength=len(outputs)),
            "inverted.outputs": np.ascontiguousarray(outputs.T[:INVERTED_KEPT])}


def _strangers(ask, side):
    drawn = strangers(side)
    pictures = np.stack([picture.ravel() for picture in drawn.values()])
    return {"strangers.names": np.array(list(drawn)), "strangers.images": as_bytes(pictures),
            "strangers.outputs": np.ascontiguousarray(ask(pictures).T)}


def as_bytes(images: np.ndarray) -> np.ndarray:
    """Images in 0..1 as uint8."""
    return np.round(images * 255).astype(np.uint8)
