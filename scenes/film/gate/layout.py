"""Where things are: inside the safe area, no text over text or over a foreign shape, no type too small.

Each rule yields findings for one picture, with the things that take part; whether a candidate becomes a
defect is decided by the sampler, which knows what is moving and for how long.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from manim import ManimColor

from scenes.film.gate.finding import Finding, name_of_shape, name_of_text
from scenes.film.gate.paths import covers, crosses
from scenes.film.gate.picture import SEEN, Item, Picture, Piece
from scenes.kit.theme import SAFE_MARGIN, contrast, role

LEAST_X_HEIGHT = 13.0     # pixels at 1080 lines
LEAST_LISTING = 10.0      # where the listing is the whole picture
TOLERANCE = 0.012         # manim units; 1.6 pixels
OPAQUE = 0.85             # what is at least so opaque hides what is below
HIDING = 0.95             # ... and hides a text so that nobody expects to read it
FAINT = 1.3               # contrast with the background below which a shape does not disturb by itself


def candidates(picture: Picture) -> Iterator[tuple[Finding, tuple]]:
    """All that is wrong with one picture. Whether a text of it is hidden is asked last: to know, an image must be painted."""
    lids = Lids(picture.shapes, HIDING)
    for rule in (outside, too_small, text_over_text, text_over_shape):
        for finding, things in rule(picture):
            if not any(isinstance(thing, Piece) and _is_hidden(thing, lids) for thing in things):
                yield finding, tuple(chain.from_iterable(map(_mobjects, things)))


# --- the safe area -------------------------------------------------------------------------------

def outside(picture: Picture):
    """What reaches out of the safe area; of a picture zoomed in, the texts that its edge cuts."""
    frame = picture.frame
    width, height = frame[2:] - frame[:2]
    zoomed = height < 7.9
    margin = 0.0 if zoomed else SAFE_MARGIN
    safe = frame + np.array([margin, margin, -margin, -margin])
    things: list[Piece | Item] = [*picture.texts, *([] if zoomed else picture.shapes)]
    boxes = _boxes(things)
    reach = np.hstack([safe[:2] - boxes[:, :2], boxes[:, 2:] - safe[2:]]).max(axis=1)
    for i in np.flatnonzero(reach > TOLERANCE):
        thing, beyond = things[i], reach[i]
        if "outside" in dict(thing.declared.excuses) or (isinstance(thing, Item) and (not thing.seen or _faint(thing))):
            continue
        inside_frame = (thing.box[2:] > frame[:2]).all() and (thing.box[:2] < frame[2:]).all()
        if zoomed and not inside_frame:
            continue
        if isinstance(thing, Item) and (thing.box[:2] <= frame[:2] + TOLERANCE).all() \
                and (thing.box[2:] >= frame[2:] - TOLERANCE).all():
            continue      # a ground that fills the frame
        what, same = _named(thing)
        where = "the frame's edge cuts it" if zoomed else ("out of the safe area" if inside_frame else "off the frame")
        yield (Finding("outside", f"{what}: {where}", pixels=beyond * picture.pixel, same=("outside", *same),
                       boxes=[thing.box]), (thing,))


# --- size ----------------------------------------------------------------------------------------

def too_small(picture: Picture):
    """Type whose small letters are lower than what is meant to be read."""
    for text in picture.texts:
        if text.foreign or "size" in dict(text.declared.excuses):
            continue
        least = LEAST_LISTING if text.declared.whole else LEAST_X_HEIGHT
        height = text.x_height * picture.pixel
        if height < least - 0.05:
            yield (Finding("size", f"{name_of_text(text)}: x-height {height:.1f} px, the least is {least:g} px",
                           pixels=least - height, same=("size", id(text.root)), boxes=[text.box]), (text,))


# --- overlaps ------------------------------------------------------------------------------------

def text_over_text(picture: Picture):
    """Two texts whose glyphs' boxes overlap."""
    texts = picture.texts
    boxes = _boxes(texts)
    for i, j in overlapping(boxes, boxes):
        if i < j and not _excused("overlap", texts[i], texts[j]):
            depth = _glyph_depth(texts[i], texts[j])
            if depth > TOLERANCE:
                yield (Finding("overlap", f"{name_of_text(texts[i])} and {name_of_text(texts[j])}",
                               pixels=depth * picture.pixel, same=("overlap", id(texts[i].root), id(texts[j].root)),
                               boxes=[texts[i].box, texts[j].box]), (texts[i], texts[j]))


def text_over_shape(picture: Picture):
    """A text on, or under, a shape that it was not declared to lie on."""
    texts, shapes = picture.texts, picture.shapes
    if not texts or not shapes:
        return
    lids = Lids(shapes, OPAQUE)
    for i, j in overlapping(_boxes(texts), _boxes(shapes)):
        text, shape = texts[i], shapes[j]
        if shape.declared.tie in text.declared.inside and shape.declared.tie is not None:
            continue
        if _excused("shape", text, shape) or not shape.seen or _faint(shape):
            continue
        depth = _shape_depth(text, shape)
        if depth <= TOLERANCE or _covered(text, shape, lids):
            continue
        over = "on" if text.items[0].order > shape.order else "under"
        yield (Finding("shape", f"{name_of_text(text)} {over} {name_of_shape(shape)}", pixels=depth * picture.pixel,
                       same=("shape", id(text.root), name_of_shape(shape)),
                       boxes=[text.box, shape.box]), (text, shape))


class Lids:
    """Things at least so opaque, which hide what lies under them."""

    def __init__(self, items: list[Item], least: float):
        self.items, self.least = [item for item in items if item.seems(least)], least
        self.boxes, self.orders = _boxes(self.items), np.array([item.order for item in self.items])

    def cover(self, box: np.ndarray, above: int, below: float = np.inf) -> bool:
        """Whether one of them, between two places in the drawing order, covers all of a box."""
        there = (self.orders > above) & (self.orders < below) & (box[:2] >= self.boxes[:, :2] - TOLERANCE).all(axis=1) \
            & (box[2:] <= self.boxes[:, 2:] + TOLERANCE).all(axis=1)
        return any(item.fill >= self.least and covers(item, box) for item in map(self.items.__getitem__, np.flatnonzero(there)))


def readable(picture: Picture) -> list[Piece]:
    """The texts of a picture, but for those that something opaque lies over, so that they are not there to be read."""
    lids = Lids(picture.shapes, HIDING)
    return [text for text in picture.texts if not _is_hidden(text, lids)]


def _is_hidden(text: Piece, lids: Lids) -> bool:
    return lids.cover(text.box, text.items[-1].order)


def _covered(text: Piece, shape: Item, lids: Lids) -> bool:
    """Whether something opaque lies between a shape and the text above it."""
    common = np.concatenate([np.maximum(text.box[:2], shape.box[:2]), np.minimum(text.box[2:], shape.box[2:])])
    return lids.cover(common, shape.order, text.items[0].order)


def _glyph_depth(one: Piece, other: Piece) -> float:
    """How far the glyphs of two texts reach into each other: the least shift that would part the deepest pair."""
    a, b = _boxes(one.seen)[:, None], _boxes(other.seen)[None]
    return float(max((np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])).min(axis=-1).max(), 0))


def _shape_depth(text: Piece, shape: Item) -> float:
    """How far a shape's fill or line reaches into the glyphs of a text."""
    boxes = _boxes(text.seen)
    depths = (np.minimum(boxes[:, 2:], shape.box[2:]) - np.maximum(boxes[:, :2], shape.box[:2])).min(axis=1)
    for i in np.argsort(-depths):
        if depths[i] <= TOLERANCE:
            break
        if crosses(shape, boxes[i]):
            return float(depths[i])
    return 0.0


def overlapping(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Pairs (i, j) of boxes a[i], b[j] that overlap."""
    if not len(a) or not len(b):
        return np.zeros((0, 2), int)
    common = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    return np.argwhere((common > TOLERANCE).all(axis=2))


def _boxes(things: Sequence[Piece | Item]) -> np.ndarray:
    """(n, 4), also of nothing."""
    return np.array([thing.box for thing in things]).reshape(-1, 4)


def _faint(item: Item) -> bool:
    """Whether a shape hardly differs from the background; what it does to a text is seen by the contrast."""
    mobject: Any = item.mobject
    if not hasattr(mobject, "fill_rgbas"):
        return False
    paints = [mobject.fill_rgbas] if item.fill > SEEN else []
    paints += [mobject.stroke_rgbas] if item.stroke > SEEN else []
    return all(_contrast_of(tuple(paint)) < FAINT for part in paints for paint in part.round(3).tolist())


@lru_cache(4096)
def _contrast_of(paint: tuple) -> float:
    """Contrast with the background of a paint (red, green, blue, opacity) on it."""
    ground = role("background")
    return contrast(ground.interpolate(ManimColor(paint[:3]), paint[3]), ground)


def _excused(check, one, other) -> bool:
    return check in dict(one.declared.excuses) or check in dict(other.declared.excuses)


def _named(thing) -> tuple[str, tuple]:
    if isinstance(thing, Piece):
        return name_of_text(thing), (id(thing.root),)
    top = thing.path[0] if thing.path else thing.mobject
    return name_of_shape(thing), (id(top), type(thing.mobject))


def _mobjects(thing) -> tuple:
    if isinstance(thing, Piece):
        return (thing.root, *(item.mobject for item in thing.items))
    return (thing.mobject,)
