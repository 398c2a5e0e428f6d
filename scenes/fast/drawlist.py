"""What was drawn last, kept so that the next frame draws only what differs.

The list holds the leaves in the order in which they are drawn. First come those that stand still during a play call,
which are looked at once, then those that may move, which are looked at for each frame. Between two frames all of them
are compared in a few steps of NumPy; the paths and colours of those that are the same are kept.
"""

from bisect import bisect_left

import numpy as np

from scenes.fast.family import Family
from scenes.fast.look import Look
from scenes.fast.paths import Paths, maker
from scenes.fast.pictures import EMPTY
from scenes.fast.ragged import Ragged

NO_LOOK = Look.of([], [], {})


class DrawList:
    """line_width: scene units of a stroke width of 1.

    paths, inks: of each entry, None for one that draws nothing; an ink is (background stroke, fill, stroke), see
    `_inks`; pictures: {entry: Picture}; boxes: (m, 4) x0, y0, x1, y1 of the scene, beyond which an entry draws nothing.
    """

    def __init__(self, line_width: float):
        self.line_width = line_width
        self._maker = maker()
        self._still = self._moving = NO_LOOK
        self.paths, self.inks, self.boxes, self.pictures = [], [], np.zeros((0, 4)), {}
        self._extents, self._corners, self._picture_of = np.zeros((0, 4)), np.zeros(0), {}

    def look(self, family: Family) -> Look:
        """How the leaves of a family look now."""
        return Look.of(family.leaves, family.images, self._picture_of)

    def update(self, still: Look, look: Look) -> np.ndarray:
        """Make it the list of what stands still, then of what is in another look.

        Returns boxes (k, 4) of the scene, outside of which the frame stays as it is.
        """
        if still is self._still and look.leaves is self._moving.leaves:
            touched = self._renew(look)
        else:
            touched = self._rearrange(still, look)
        self._still, self._moving = still, look
        self._picture_of = {one.leaves[i]: picture for one in (still, look) for i, picture in one.pictures.items()}
        return touched

    def _renew(self, look):
        """The same leaves in the same order."""
        moved, restyled = look.moved(self._moving), look.restyled(self._moving)
        which = np.flatnonzero(moved | restyled)
        shift = len(self._still.leaves)
        before = self.boxes[shift + which]
        self._make(look, np.flatnonzero(moved), which, shift)
        after = self.boxes[shift + which].copy()
        for place, i in enumerate(which.tolist()):
            picture = look.pictures.get(i)
            if picture and picture.part is not None:
                before[place] = after[place] = picture.part
        return np.concatenate([before, after])

    def _rearrange(self, still, look):
        """Other leaves: what is kept is what looks the same and is still drawn after the same others."""
        old, new = Look.joined(self._still, self._moving), Look.joined(still, look)
        places = {key: i for i, key in enumerate(_keys(old.leaves))}
        pairs = [(places[key], i) for i, key in enumerate(_keys(new.leaves)) if key in places]
        was, now = np.array(pairs, int).reshape(-1, 2).T
        one, other = old.take(was), new.take(now)
        same = ~(other.moved(one) | other.restyled(one))
        was, now = was[same], now[same]
        in_order = _rising(was.tolist())
        was, now = was[in_order], now[in_order]
        gone, fresh = np.ones(len(old.leaves), bool), np.ones(len(new.leaves), bool)
        gone[was] = fresh[now] = False
        boxes, extents, corners, paths, inks = self.boxes, self._extents, self._corners, self.paths, self.inks
        count = len(new.leaves)
        self.boxes, self._extents, self._corners = np.empty((count, 4)), np.empty((count, 4)), np.empty(count)
        self.boxes[now], self._extents[now], self._corners[now] = boxes[was], extents[was], corners[was]
        self.paths, self.inks, self.pictures = [None] * count, [None] * count, {}
        for i, k in zip(was.tolist(), now.tolist()):
            self.paths[k], self.inks[k] = paths[i], inks[i]
        which = np.flatnonzero(fresh)
        self._make(new, which, which, 0)
        self.pictures = dict(new.pictures)
        return np.concatenate([boxes[gone], self.boxes[fresh]])

    def _make(self, look, moved, which, shift):
        """Make paths of the leaves `moved` of a look, and inks and boxes of those in `which`, which holds them, too."""
        if len(moved):
            paths, extents = _paths(look if len(moved) == len(look.leaves) else look.take(moved))
            self._extents[shift + moved], self._corners[shift + moved] = extents, np.nan
            for entry, path in zip((shift + moved).tolist(), self._maker.build(paths)):
                self.paths[entry] = path
        if len(which):
            part = look if len(which) == len(look.leaves) else look.take(which)
            which = shift + which
            inks, width = _inks(part, self.line_width)
            unknown = np.flatnonzero((width > 0) & np.isnan(self._corners[which]))
            if len(unknown):
                self._corners[which[unknown]] = _paths(part.take(unknown))[0].corners()
            reach = np.where(width > 0, width / 2 * self._corners[which], 0)
            boxes = self._extents[which] + reach[:, None] * (-1, -1, 1, 1)
            for i, (entry, ink) in enumerate(zip(which.tolist(), inks)):
                self.inks[entry] = ink
                if ink is None:
                    boxes[i] = EMPTY
            for i, picture in part.pictures.items():
                boxes[i] = picture.box
                self.pictures[int(which[i])] = picture
            self.boxes[which] = boxes


def _paths(look):
    """Of the leaves of a look, and (m, 4) what they cover of the scene."""
    points = look.points
    extents, flawed = points.extent(), points.flawed()
    if flawed.any():                         # Manim draws no object with a point that is not finite
        points = Ragged(points.rows[np.repeat(~flawed, points.lengths)], np.where(flawed, 0, points.lengths))
        extents[flawed] = EMPTY
    return Paths(points.rows, points.lengths, np.array(look.lines[2])), extents


def _inks(look, line_width):
    """What leaves are painted with, and how wide their lines are in the scene: (m,).

    An ink is None if nothing is seen, else (background stroke, fill, stroke), each of them None if it is not seen. A
    fill is a source: (blue, green, red, alpha) or the ends and colour stops of a gradient; a stroke is (source, width,
    joint, cap).
    """
    sources, widths, count = _sources(look), look.widths * line_width, len(look.leaves)
    strokes, backs = ([source and width and (source, width, joint, cap) or None for source, width, joint, cap
                       in zip(sources[first:first + count], line.tolist(), *look.lines[:2])]
                      for first, line in zip((count, 2 * count), widths))
    inks = [ink if any(ink) else None for ink in zip(backs, sources[:count], strokes)]
    return inks, widths.max(axis=0)


def _sources(look):
    """Of each of a look's rgbas the colour as Cairo's surface takes it, or a gradient, or None if it is transparent."""
    colours = look.rgbas.rows[:, [2, 1, 0, 3]].tolist()
    if not look.gradients and not look.pictures:
        return [colour if colour[3] > 0 else None for colour in colours]
    sources = []
    for i, (start, length) in enumerate(zip(look.rgbas.starts.tolist(), look.rgbas.lengths.tolist())):
        stops = colours[start:start + length]
        if not any(stop[3] > 0 for stop in stops):
            sources.append(None)
        else:
            sources.append(stops[0] if length == 1 else (look.gradients[i % len(look.leaves)], stops))
    return sources


def _keys(leaves):
    """A name for each entry, though a leaf may be drawn twice."""
    seen = set()
    for leaf in leaves:
        yield (leaf,) if leaf in seen else leaf
        seen.add(leaf)


def _rising(numbers):
    """Indices of a longest part of different numbers that rises."""
    if all(a < b for a, b in zip(numbers, numbers[1:])):
        return list(range(len(numbers)))
    tails, ends, before = [], [], []
    for i, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else None)
        tails[at:at + 1], ends[at:at + 1] = [number], [i]
    rising, i = [], ends[-1] if ends else None
    while i is not None:
        rising.append(i)
        i = before[i]
    return rising[::-1]
