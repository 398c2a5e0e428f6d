"""How the leaves of a scene look at one moment, as flat arrays: what decides what is drawn, and nothing else."""

from collections.abc import Mapping, Sequence

import numpy as np
from manim import Mobject

from scenes.fast.attributes import columns
from scenes.fast.family import STYLE
from scenes.fast.pictures import Picture
from scenes.fast.ragged import Ragged

TRANSPARENT, NOTHING = np.zeros((1, 4)), np.zeros((0, 4))


class Look:
    """Of m leaves: points ragged, (n, 3) each; rgbas ragged, (k, 4) each, first the m fills, then strokes, then
    background strokes; widths (2, m) of strokes and of background strokes.
    """

    def __init__(self, leaves, points, rgbas, widths, lines, gradients, pictures, is_drawable=True):
        self.leaves = leaves
        self.points, self.rgbas, self.widths = points, rgbas, widths
        self.lines = lines              # joints, caps, tolerances: three lists of m
        self.gradients = gradients      # {index: (x0, y0, x1, y1)} of those with more than one colour
        self.pictures = pictures        # {index: Picture} of those that are images
        self.is_drawable = is_drawable      # whether none is filled with an image, which only Manim can draw

    @classmethod
    def of(cls, leaves: Sequence[Mobject], images: Sequence[int], before: Mapping[Mobject, Picture]) -> "Look":
        """images: which leaves are images; before: the pictures of the last look, taken over if they are the same."""
        pictures = {i: Picture.of(leaves[i], before.get(leaves[i])) for i in images}
        shapes = [leaf for i, leaf in enumerate(leaves) if i not in pictures] if pictures else leaves
        try:
            style = columns(shapes, *STYLE)
        except AttributeError:
            style = [[_attribute(leaf, name) for leaf in shapes] for name in STYLE]
        for i in images:
            for column, value in zip(style, _of_picture(pictures[i])):
                column.insert(i, value)
        points, fills, strokes, backs, widths, back_widths, *lines, background_images = style
        rgbas = Ragged.of(fills + strokes + backs, 4)
        widths = np.fmax(0, np.array([widths, back_widths], float))
        gradients = {}
        if len(rgbas.rows) != 3 * (len(leaves) - len(pictures)):
            several = np.unique(np.flatnonzero(rgbas.lengths > 1) % len(leaves))
            gradients = {i: _ends(leaves[i]) for i in several.tolist()}
        return cls(leaves, Ragged.of(points, 3), rgbas, widths, lines, gradients, pictures, not any(background_images))

    @classmethod
    def joined(cls, one: "Look", other: "Look") -> "Look":
        """The leaves of both, one after the other."""
        shift = len(one.leaves)
        rgbas = [look.rgbas.part(k * len(look.leaves), (k + 1) * len(look.leaves))
                 for k in range(3) for look in (one, other)]
        return cls([*one.leaves, *other.leaves], Ragged.joined(one.points, other.points), Ragged.joined(*rgbas),
                   np.concatenate([one.widths, other.widths], axis=1),
                   [[*a, *b] for a, b in zip(one.lines, other.lines)],
                   one.gradients | {i + shift: ends for i, ends in other.gradients.items()},
                   one.pictures | {i + shift: picture for i, picture in other.pictures.items()})

    def take(self, which: np.ndarray) -> "Look":
        """The leaves with these indices."""
        order = which.tolist()
        gradients = {k: self.gradients[i] for k, i in enumerate(order) if i in self.gradients} if self.gradients else {}
        pictures = {k: self.pictures[i] for k, i in enumerate(order) if i in self.pictures} if self.pictures else {}
        return Look([self.leaves[i] for i in order], self.points.take(which),
                    self.rgbas.take((which + len(self.leaves) * np.arange(3)[:, None]).ravel()), self.widths[:, which],
                    [[line[i] for i in order] for line in self.lines], gradients, pictures)

    def moved(self, other: "Look") -> np.ndarray:
        """(m,) bool: which leaves have another path than in another look at the same leaves."""
        differs = self.points.differs(other.points)
        if self.lines[2] != other.lines[2]:
            differs |= _unequal(self.lines[2], other.lines[2])
        return differs

    def restyled(self, other: "Look") -> np.ndarray:
        """(m,) bool: which leaves have another colour or line, or are another picture."""
        differs = self.rgbas.differs(other.rgbas).reshape(3, -1).any(axis=0)
        differs |= (self.widths != other.widths).any(axis=0)
        for one, two in zip(self.lines[:2], other.lines[:2]):
            if one != two:
                differs |= _unequal(one, two)
        for i, ends in self.gradients.items():
            differs[i] |= ends != other.gradients.get(i)
        for i, picture in self.pictures.items():
            differs[i] |= picture is not other.pictures.get(i)
        return differs


def _of_picture(picture):
    return picture.corners, NOTHING, NOTHING, NOTHING, 0, 0, None, None, 0, None


def _attribute(leaf, name):
    """As Manim's camera takes it: colours that are missing are transparent."""
    return getattr(leaf, name, TRANSPARENT) if name.endswith("rgbas") else getattr(leaf, name)


def _ends(leaf):
    start, end = leaf.get_gradient_start_and_end_points()
    return *start[:2].tolist(), *end[:2].tolist()


def _unequal(one, two):
    return np.array([a != b for a, b in zip(one, two)], bool)
