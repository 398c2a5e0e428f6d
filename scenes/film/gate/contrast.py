"""Contrast of text against the pixels that really lie behind it.

The moment is drawn twice, where texts are: without its texts, and with every glyph as a solid block of its paint, so that
thin strokes and smoothed edges do not count. Where the blocks are, the two pictures are the text's colour and the ground's.
"""

from collections.abc import Iterator

import numpy as np
from manim import VMobject

from scenes.film.gate.boxed import SMALL, Drawer
from scenes.film.gate.finding import Finding, name_of_text
from scenes.film.gate.layout import overlapping, readable
from scenes.film.gate.picture import SEEN, Item, Picture, Piece
from scenes.kit.theme import READABLE

LEAST = 2          # pixels in either direction below which a glyph's block is too small to measure
ROUNDING = 0.05    # colours come in steps of 1/255
SPIKE = 10         # Cairo's limit: so many times its width a line's sharp corner is long
ROOM = 0.1         # manim units; of a pixel and its smoothed edge there are six in it
BLOCK = VMobject(stroke_width=0)      # only ever copied, which takes a fraction of the time


def candidates(picture: Picture, drawer: Drawer) -> Iterator[tuple[Finding, tuple]]:
    """Texts that are meant to be read and cannot be read well."""
    texts = [text for text in readable(picture) if not _aside(text)]
    if not texts:
        return
    ground, blocks = _pictures(picture, _near(texts, picture.items), drawer)
    for text in texts:
        places = _places(text, picture, ground.shape[1])
        found = [np.median(_ratios(ground[part], blocks[part])) for part in places if ground[part].size]
        if found and min(found) < READABLE - ROUNDING:
            yield (Finding("contrast", f"{name_of_text(text)}: contrast {min(found):.1f} : 1 with what is behind it, "
                           f"the least is {READABLE} : 1", same=("contrast", id(text.root)), boxes=[text.box]),
                   (text.root,))


def _aside(text: Piece) -> bool:
    return text.declared.dimmed or "contrast" in dict(text.declared.excuses)


def _near(texts: list[Piece], items: list[Item]) -> list[Item]:
    """What may be painted where texts are, spikes of its line included; all else need not be drawn."""
    reach = np.array([[SPIKE * item.width / 2 + ROOM] for item in items])
    around = np.array([item.box for item in items]) + np.hstack([-reach, -reach, reach, reach])
    near = overlapping(around, np.array([text.box for text in texts]))[:, 0]
    return [items[i] for i in np.unique(near).tolist()]


def _pictures(picture, items, drawer):
    shapes = [item.mobject for item in items if item.text is None]
    with_blocks = []
    for item in items:
        if item.text is None:
            with_blocks.append(item.mobject)
        elif item.fill > SEEN:
            with_blocks.append(_block(item))
    return drawer.draw(shapes, picture.frame), drawer.draw(with_blocks, picture.frame)


def _block(item) -> VMobject:
    """A rectangle that fills a glyph's box with the glyph's paint."""
    left, low, right, high = item.box
    corners = np.array([[left, low, 0], [right, low, 0], [right, high, 0], [left, high, 0], [left, low, 0]])
    block = BLOCK.copy().set_points_as_corners(corners)
    block.fill_rgbas = item.mobject.fill_rgbas[:1].copy()
    return block


def _places(text, picture, width):
    """The pixels (row slice, column slice) that lie well inside each glyph's block; width: of the picture, in pixels."""
    scale = np.tile((width, SMALL) / (picture.frame[2:] - picture.frame[:2]), 2)
    for item in text.items:
        if item.fill > SEEN:
            left, low, right, high = (item.box - np.tile(picture.frame[:2], 2)) * scale
            rows = slice(max(int(np.ceil(SMALL - high)), 0), max(int(SMALL - low), 0))
            columns = slice(max(int(np.ceil(left)), 0), max(int(right), 0))
            if rows.stop - rows.start >= LEAST and columns.stop - columns.start >= LEAST:
                yield rows, columns


def _ratios(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Contrast ratio of each pixel of two pictures, 1..21, as WCAG 2 defines it."""
    a, b = _luminance(one), _luminance(other)
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


def _luminance(picture: np.ndarray) -> np.ndarray:
    return LINEAR[picture] @ np.array([0.2126, 0.7152, 0.0722])


_STEPS = np.arange(256) / 255
LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
