"""Start and target of many objects as flat arrays, so that all of them move in a few steps of NumPy.

Values are those of Mobject.interpolate, (1 - alpha) * start + alpha * target, bit for bit, with one exception: what is
the same at start and target is left as it is, where that formula would make it tremble in the last bit.
"""

from collections.abc import Sequence
from itertools import compress
from operator import attrgetter, is_

import numpy as np
from manim import ImageMobject, Mobject, VMobject

ROWS = {"points": 3, "fill_rgbas": 4, "stroke_rgbas": 4, "background_stroke_rgbas": 4}      # with so many columns
NUMBERS = ("stroke_width", "background_stroke_width")
SHEEN = ("sheen_direction", "sheen_factor")
OPACITIES = ("fill_opacity", "stroke_opacity")
BYTES = np.arange(256, dtype=np.uint8)
read_rows, read_numbers = attrgetter(*ROWS), attrgetter(*NUMBERS)


def is_plain(*mobjects: Mobject) -> bool:
    """Whether objects are interpolated as VMobjects are, and none of them in a way of its own."""
    return all(type(mobject).interpolate is Mobject.interpolate
               and type(mobject).interpolate_color is VMobject.interpolate_color for mobject in mobjects)


def is_image(*mobjects: Mobject) -> bool:
    """Whether objects are interpolated as ImageMobjects of bytes are."""
    return all(type(mobject).interpolate is Mobject.interpolate
               and type(mobject).interpolate_color is ImageMobject.interpolate_color
               and mobject.pixel_array.dtype == np.dtype(mobject.pixel_array_dtype) == np.uint8 for mobject in mobjects)


def fits(start: VMobject, target: VMobject) -> bool:
    """Whether the interpolation of two plain objects is one of flat arrays."""
    for one, other, columns in zip(read_rows(start), read_rows(target), ROWS.values()):
        if one.dtype != float or other.dtype != float or one.shape != other.shape or one.shape[1:] != (columns,):
            return False
    numbers = read_numbers(start) + read_numbers(target)
    return all(isinstance(number, int | float) for number in numbers) and start.sheen_factor == target.sheen_factor \
        and np.array_equal(start.sheen_direction, target.sheen_direction)


def blends(mobject: Mobject, start: Mobject, target: Mobject) -> type | None:
    """Blend or ImageBlend, if that is how an object is interpolated between two others."""
    if is_plain(mobject, start, target) and fits(start, target):
        return Blend
    if not is_plain(mobject) and is_image(mobject, start, target) \
            and start.pixel_array.shape == target.pixel_array.shape:
        return ImageBlend
    return None


def place(mobject: Mobject, at: Mobject) -> None:
    """Make a plain object, or an image, look as another does that has as many points."""
    names = (*ROWS, *NUMBERS, *SHEEN) if isinstance(mobject, VMobject) else ("points", *OPACITIES, "pixel_array")
    for name in names:
        value = getattr(at, name)
        setattr(mobject, name, value.copy() if isinstance(value, np.ndarray) else value)


class Blend:
    """Plain objects between starts and targets that fit, all (n)."""

    def __init__(self, mobjects: Sequence[VMobject], starts: Sequence[VMobject], targets: Sequence[VMobject]):
        self.parts = [_Rows(name, mobjects, starts, targets) for name in ROWS]
        self.parts += [_Numbers(name, mobjects, starts, targets) for name in NUMBERS]

    def show(self, first: int, last: int, alphas: np.ndarray, shown: np.ndarray | None) -> None:
        """Move the objects first..last - 1 to alphas (last - first), or those of them where shown (bool) is true."""
        for part in self.parts:
            part.show(first, last, alphas, shown)


class _Attribute:
    """One attribute of all objects; `moving` and `resting` are indices of objects, in order."""

    def __init__(self, name, mobjects, differs):
        self.name, self.read = name, attrgetter(name)
        self.moving, self.resting = np.flatnonzero(differs), np.flatnonzero(~differs)
        self.movers, self.resters = ([mobjects[i] for i in which.tolist()] for which in (self.moving, self.resting))

    def show(self, first, last, alphas, shown):
        low, high = np.searchsorted(self.moving, (first, last))
        if low < high:
            movers = self.movers[low:high]
            values = self.between(low, high, alphas, first)
            if shown is not None:
                keep = shown[self.moving[low:high] - first].tolist()
                movers, values = compress(movers, keep), compress(values, keep)
            name = self.name
            for mobject, value in zip(movers, values):
                setattr(mobject, name, value)
        low, high = np.searchsorted(self.resting, (first, last))
        if low < high and not self.rests(low, high):
            keep = np.ones(high - low, bool) if shown is None else shown[self.resting[low:high] - first]
            for i in (low + np.flatnonzero(keep)).tolist():
                self.put_back(i)


class _Rows(_Attribute):
    """An array (k, columns) of each object, k may differ between objects."""

    def __init__(self, name, mobjects, starts, targets):
        arrays, others = ([getattr(mobject, name) for mobject in ends] for ends in (starts, targets))
        lengths = np.array([len(array) for array in arrays])
        start, target = np.concatenate(arrays), np.concatenate(others)
        owner = np.repeat(np.arange(len(arrays)), lengths)
        rows_differ = (start != target).any(axis=1)
        differs = np.zeros(len(arrays), bool)
        differs[owner[rows_differ]] = True
        super().__init__(name, mobjects, differs)
        moving = differs[owner]
        self.start, self.target, self.owner = start[moving], target[moving], owner[moving]
        self.ends = np.concatenate([[0], np.cumsum(lengths[self.moving])])
        self.single = (lengths[self.moving] == 1).all()
        self.resting_rows, self.resting_ends = start[~moving], np.concatenate([[0], np.cumsum(lengths[self.resting])])
        self.held_rows = self.resting_rows.copy()      # what the objects hold; anything may be done to it in place
        self.held = _cut(self.held_rows, self.resting_ends)
        for mobject, array in zip(self.resters, self.held):
            setattr(mobject, name, array)

    def between(self, low, high, alphas, first):
        begin, end = self.ends[low], self.ends[high]
        alpha = alphas[self.owner[begin:end] - first, None]
        values = (1 - alpha) * self.start[begin:end] + alpha * self.target[begin:end]
        return list(values[:, None]) if self.single else _cut(values, self.ends[low:high + 1] - begin)

    def rests(self, low, high):
        begin, end = self.resting_ends[[low, high]]
        return all(map(is_, map(self.read, self.resters[low:high]), self.held[low:high])) \
            and np.array_equal(self.held_rows[begin:end], self.resting_rows[begin:end])

    def put_back(self, i):
        self.held[i][:] = self.resting_rows[self.resting_ends[i]:self.resting_ends[i + 1]]
        setattr(self.resters[i], self.name, self.held[i])


class _Numbers(_Attribute):
    """A number of each object."""

    def __init__(self, name, mobjects, starts, targets):
        start, target = (np.array([getattr(mobject, name) for mobject in ends], float) for ends in (starts, targets))
        super().__init__(name, mobjects, start != target)
        self.start, self.target = start[self.moving], target[self.moving]
        self.held = start[self.resting].tolist()

    def between(self, low, high, alphas, first):
        alpha = alphas[self.moving[low:high] - first]
        return list((1 - alpha) * self.start[low:high] + alpha * self.target[low:high])

    def rests(self, low, high):
        return list(map(self.read, self.resters[low:high])) == self.held[low:high]

    def put_back(self, i):
        setattr(self.resters[i], self.name, self.held[i])


class ImageBlend:
    """One image between a start and a target of the same size."""

    def __init__(self, mobject: ImageMobject, start: ImageMobject, target: ImageMobject):
        self.mobject, self.start, self.target = mobject, start, target
        self.stays = np.array_equal(start.points, target.points)
        self.pairs = {}       # {channel: (height, width) byte of the start and byte of the target as one number}
        for channel in range(start.pixel_array.shape[2]):
            one, other = start.pixel_array[..., channel], target.pixel_array[..., channel]
            if not np.array_equal(one, other):
                pairs = one.astype(np.uint16) << 8 | other
                self.pairs[channel] = pairs[0, 0] if (pairs == pairs[0, 0]).all() else pairs

    def show(self, alpha: float) -> None:
        """Move the image to alpha; each pair of bytes is interpolated once."""
        for name in OPACITIES:
            setattr(self.mobject, name, (1 - alpha) * getattr(self.start, name) + alpha * getattr(self.target, name))
        start, target = self.start.points, self.target.points
        self.mobject.points = start.copy() if self.stays else (1 - alpha) * start + alpha * target
        pixels = self.start.pixel_array.copy()
        values = ((1 - alpha) * BYTES[:, None] + alpha * BYTES).astype(np.uint8).ravel()
        for channel, pairs in self.pairs.items():
            pixels[..., channel] = values[pairs]
        self.mobject.pixel_array = pixels


def _cut(rows, ends):
    ends = ends.tolist()
    return [rows[begin:end] for begin, end in zip(ends, ends[1:])]
