"""Where parts of a wide picture stand in a tall one: what stands beside each other there may stand below each other here."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from PIL import Image

ROOM = 0.02             # of the film's width, around what is seen
APART = 0.015           # of the film's width: an empty gap that divides what is seen
BETWEEN = 40            # pixels between parts below each other
PASSING = 0.25          # in this share of the looks at it, things may pass through it
LEAST = 0.1             # of the film's width: a part
AS_LARGE = 0.95         # parts below each other are preferred, if they are as large as this to the whole
PARTS = 2


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, of the film or of the field."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def towards(self, other: "Box", share: float) -> "Box":
        """The box that lies so far on the way to another."""
        return Box(*(one + (two - one) * share for one, two in zip(astuple(self), astuple(other))))


@dataclass(frozen=True)
class Panel:
    """A part of the film's picture, and where it stands in the field."""

    source: Box
    target: Box

    def towards(self, other: "Panel", share: float) -> "Panel":
        """The panel that lies so far on the way to another."""
        return Panel(self.source.towards(other.source, share), self.target.towards(other.target, share))


Panels = tuple[Panel, ...]      # always PARTS of them, so that each has another that it can turn into


def arranged(looks: np.ndarray, size: tuple[int, int], largest: float) -> Panels:
    """The panels that show all that is seen as large as it can be in a field.

    looks: (n, height, width) of the film, where anything is at n moments; size: of the field in pixels; largest: pixels of the
    field for one of the film's, beyond which a picture would no longer be sharp.
    """
    seen: np.ndarray = np.any(looks, axis=0)
    height, width = seen.shape
    columns = np.flatnonzero(seen.any(axis=0))
    if not len(columns):
        return _beside(Box(0, 0, width, height), width / 2, size, largest)
    whole = _box(seen, columns[0], columns[-1] + 1)
    middle = (whole.left + whole.right) / 2
    stays = np.flatnonzero(looks.any(axis=1).mean(axis=0) > PASSING)
    gap = _gap(stays, width)
    if gap is not None:
        parts = _box(seen, columns[0], gap[0]), _box(seen, gap[1], columns[-1] + 1)
        below = _below(parts, size, largest)
        middle = sum(gap) / 2
        if min(part.width for part in parts) > LEAST * width \
                and _scale(below) >= AS_LARGE * _scale(_beside(whole, middle, size, largest)):
            return below
    return _beside(whole, middle, size, largest)


def between(one: Panels, other: Panels, share: float) -> Panels:
    """The panels that lie so far on the way from one arrangement to another; slower at both ends."""
    eased = share * share * (3 - 2 * share)
    return tuple(first.towards(second, eased) for first, second in zip(one, other))


def drawn(image: Image.Image, panels: Panels, field: Image.Image) -> None:
    """Draw a film's picture into the field."""
    for panel in _joined(panels):
        target, source = panel.target, panel.source
        size = max(round(target.width), 1), max(round(target.height), 1)
        small = image.resize(size, Image.Resampling.BICUBIC, astuple(source))
        field.paste(small, (round(target.left), round(target.top)))


def _joined(panels: Panels) -> Panels:
    """The panels, or the one that they are where they touch in both pictures."""
    one, two = panels
    if one.source.right == two.source.left and one.target.right == two.target.left:
        return Panel(_around(one.source, two.source), _around(one.target, two.target)),
    return panels


def _around(one, two):
    return Box(min(one.left, two.left), min(one.top, two.top), max(one.right, two.right), max(one.bottom, two.bottom))


def _gap(columns: np.ndarray, width: int) -> tuple[int, int] | None:
    """The widest range of columns in which nothing is, between things, if it is wide enough."""
    steps = np.diff(columns)
    if not len(steps) or steps.max() < APART * width:
        return None
    widest = int(steps.argmax())
    return int(columns[widest]) + 1, int(columns[widest + 1])


def _box(seen: np.ndarray, left: int, right: int) -> Box:
    """The box of what is seen in some columns, with room around it."""
    height, width = seen.shape
    rows = np.flatnonzero(seen[:, left:right].any(axis=1))
    room = ROOM * width
    return Box(max(left - room, 0), max(rows[0] - room, 0), min(right + room, width), min(rows[-1] + 1 + room, height))


def _beside(whole: Box, middle: float, size: tuple[int, int], largest: float) -> Panels:
    """The whole in the middle of the field, cut in two where nothing shows it."""
    wide, high = size
    scale = min(wide / whole.width, high / whole.height, largest)
    left, top = (wide - whole.width * scale) / 2, (high - whole.height * scale) / 2
    cut = left + (middle - whole.left) * scale
    return (Panel(Box(whole.left, whole.top, middle, whole.bottom), Box(left, top, cut, high - top)),
            Panel(Box(middle, whole.top, whole.right, whole.bottom), Box(cut, top, wide - left, high - top)))


def _below(parts: Sequence[Box], size: tuple[int, int], largest: float) -> Panels:
    """Parts below each other, all as large."""
    wide, high = size
    scale = min(min(wide / part.width for part in parts), (high - BETWEEN) / sum(part.height for part in parts), largest)
    top = (high - BETWEEN - scale * sum(part.height for part in parts)) / 2
    panels = []
    for part in parts:
        left = (wide - part.width * scale) / 2
        panels.append(Panel(part, Box(left, top, left + part.width * scale, top + part.height * scale)))
        top += part.height * scale + BETWEEN
    return tuple(panels)


def _scale(panels: Panels) -> float:
    return panels[0].target.height / panels[0].source.height
