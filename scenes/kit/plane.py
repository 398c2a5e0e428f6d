"""The plane of whoever tells two classes apart by two numbers: real points, what is said everywhere, and where it changes.

All of it is drawn as one image, so that thousands of points stay cheap while the boundary moves.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, PI, RIGHT, UP, Circle, Line, Rectangle, VGroup
from PIL import Image

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.plot import sigmoid
from scenes.kit.text import Number, words
from scenes.kit.theme import LABEL, role

GRAIN = 96           # what is said is computed at so many places from left to right
TINTS = "class_b", "class_a"     # what the ground is tinted with where the second class is said, and where the first
TINTED = 0.16        # and how much of it the ground takes
THICK = 2.0          # half the boundary's width in pixels
DIM = 0.95           # what a point has of its class's colour
HUSHED = 0.55        # and what is left of that of a right point while the wrong ones are pointed out
RING = 2.0, 0.9      # radius of the ring around a wrong point, in radii of a mark, and half its width in pixels
WITHIN = 0.16        # what is within it has of its colour


class Plane(Canvas):
    """points (n, 2), first (n,) bool: discs of the first class, crosses of the second, on a field width x height units.

    x_limits, y_limits: what is seen; size: a mark's radius in manim units; a point whose mark would be cut is not drawn.
    show(says) draws it: says(points (m, 2)) is above 0 where the first class is said; the line is where it is 0.
    The ground goes from the first of two tints to the second as the sigmoid makes of what is said, 0..1.
    """

    def __init__(self, points: np.ndarray, first: np.ndarray, x_limits: tuple[float, float], y_limits: tuple[float, float],
                 width: float, height: float, size: float = 0.036):
        self.radius = size * DENSITY
        self.places, self.first = np.asarray(points, float), np.asarray(first, bool)
        self.limits = np.array([x_limits, y_limits], float)
        away = size * np.ptp(self.limits, axis=1) / [width, height]
        self.seen = np.all(np.abs(self.places - self.limits.mean(axis=1)) < np.ptp(self.limits, axis=1) / 2 - away, axis=1)
        self.frame = Rectangle(width=width, height=height, stroke_width=0, fill_opacity=0)
        super().__init__(width, height)
        shape = self.image.pixel_array.shape[:2]
        self.add(self.frame.move_to(self.image))
        self.middles = self._middles(shape)
        self.marks = self._marks(shape, self.radius)
        self.axes = self._axes(shape)
        self.show()

    def point(self, x: float, y: float) -> np.ndarray:
        """The place of (x, y) in the scene."""
        share = (np.array([x, y]) - self.limits[:, 0]) / (self.limits[:, 1] - self.limits[:, 0])
        return self.frame.get_corner(DOWN + LEFT) + np.array([*(share * [self.frame.width, self.frame.height]), 0])

    def show(self, says: Callable[[np.ndarray], np.ndarray] | None = None, seen: int | None = None, judge: float = 0.0,
             line: float = 1.0, ground: float = 1.0) -> "Plane":
        """Draw the first `seen` points (default: all) on what is said. judge: how far, 0..1, the points on the wrong side
        have a ring in the colour of errors and the others step back; line, ground: opacities."""
        shape = self.image.pixel_array.shape[:2]
        coarse = self._said(says, shape)
        picture = self._ground(coarse, ground, shape)
        _mix(picture, self.axes, 0.5, _opaque("quiet"))
        colors = self._colors(says, judge)
        for pixels, owner, cover in self.marks:
            here = slice(0, None if seen is None else np.searchsorted(owner, seen))
            if cover is None:
                picture.view(np.uint32)[pixels[here], 0] = _words(colors)[owner[here]]
            else:
                _mix(picture, pixels[here], cover[here], np.take(colors, owner[here], axis=0))
        if coarse is not None and line > 0:
            distance = np.abs(_enlarged(_distance(coarse, shape), shape).ravel())
            at = np.flatnonzero(distance < THICK + 0.5)
            _mix(picture, at, line * np.clip(THICK + 0.5 - distance[at], 0, 1), _opaque("ink"))
        if says is not None and judge > 0:
            at, cover = self._rings(self.seen & self.wrong(says), shape)
            _mix(picture, at, judge * cover, _opaque("error"))
        self.image.pixel_array[:] = picture.reshape(*shape, 4)
        return self

    def wrong(self, says: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Which points lie on the wrong side: (n,) bool."""
        return (says(self.places) > 0) != self.first

    def _said(self, says, shape):
        """What is said at GRAIN places from left to right, and as closely from top to bottom; None if nothing is."""
        if says is None:
            return None
        rows = max(round(GRAIN * shape[0] / shape[1]), 2)
        x, y = (np.linspace(*self.limits[k], count) for k, count in ((0, GRAIN), (1, rows)))
        grid = np.stack([*np.meshgrid(x, y[::-1])], axis=-1).reshape(-1, 2)
        return np.asarray(says(grid), np.float32).reshape(rows, GRAIN)

    def _ground(self, coarse, ground, shape):
        """The ground as pixels (n, 4) uint8."""
        base, (low, high) = _opaque("background"), (_opaque(name) for name in TINTS)
        if coarse is None:
            return np.full(shape, _words(base[None])[0]).view(np.uint8).reshape(-1, 4)
        levels = np.linspace(0, 1, 256)[:, None]
        colors = _words(base + ground * TINTED * (low + levels * (high - low) - base))
        share = Image.fromarray(np.round(255 * sigmoid(coarse)).astype(np.uint8))
        return colors[np.asarray(share.resize(shape[::-1], Image.Resampling.BILINEAR))].view(np.uint8).reshape(-1, 4)

    def _colors(self, says, judge):
        ground = _opaque("background")
        colors = ground + DIM * (np.where(self.first[:, None], _opaque("class_a"), _opaque("class_b")) - ground)
        if says is not None and judge > 0:
            colors = np.where(self.wrong(says)[:, None], colors, colors + judge * (1 - HUSHED) * (ground - colors))
        return colors.astype(np.float32)

    def _middles(self, shape):
        """Row and column of the pixel in the middle of each mark, (n, 2)."""
        share = (self.places - self.limits[:, 0]) / (self.limits[:, 1] - self.limits[:, 0])
        return np.round(np.stack([(1 - share[:, 1]) * shape[0], share[:, 0] * shape[1]], axis=1) - 0.5).astype(int)

    def _rings(self, chosen, shape):
        """Pixels within the rings around the chosen points, (n,) bool, and how much each takes of their colour: rings that
        meet become one outline."""
        radius = RING[0] * self.radius
        reach = int(np.ceil(radius + RING[1])) + 1
        away = np.stack(np.mgrid[-reach:reach + 1, -reach:reach + 1], axis=-1).reshape(-1, 2)
        distance = np.hypot(*away.T)
        wide = np.full((shape[0] + 2 * reach, shape[1] + 2 * reach), reach, np.float32)
        middles = (self.middles[chosen] + reach) @ [wide.shape[1], 1]
        for k in np.argsort(-distance)[np.count_nonzero(distance >= reach):]:      # the nearer ones come later, and stay
            wide.ravel()[middles + away[k] @ [wide.shape[1], 1]] = distance[k]
        nearest = wide[reach:-reach, reach:-reach]
        at = np.flatnonzero(nearest < reach)
        near = nearest.ravel()[at] - radius
        return at, np.maximum(np.clip(RING[1] + 0.5 - np.abs(near), 0, 1), WITHIN * np.clip(0.5 - near, 0, 1))

    def _marks(self, shape, radius):
        """Pixels with a mark, by the order of the points: where, whose it is, and how much of the pixel it covers; first those
        of which it covers all, with None."""
        owner, cover = np.full(shape, -1, np.int32), np.zeros(shape, np.float32)
        reach = int(np.ceil(radius)) + 1
        v, u = np.mgrid[-reach:reach + 1, -reach:reach + 1]
        disc = np.clip(radius + 0.5 - np.hypot(u, v), 0, 1)
        arm = np.minimum(np.abs(u - v), np.abs(u + v)) / np.sqrt(2)
        cross = np.clip(0.3 * radius + 0.5 - arm, 0, 1) * np.clip(1.05 * radius + 0.5 - np.hypot(u, v), 0, 1)
        for k in np.flatnonzero(self.seen):
            row, column = self.middles[k]
            rows = slice(max(row - reach, 0), max(row + reach + 1, 0))
            columns = slice(max(column - reach, 0), max(column + reach + 1, 0))
            box = cover[rows, columns]
            top, left = rows.start - (row - reach), columns.start - (column - reach)
            stamp = (disc if self.first[k] else cross)[top:top + box.shape[0], left:left + box.shape[1]]
            mine = stamp > np.where(owner[rows, columns] < 0, 0, 0.5 * box)
            owner[rows, columns][mine], box[mine] = k, np.maximum(box, stamp)[mine]
        pixels = np.flatnonzero(owner >= 0)
        pixels = pixels[np.argsort(owner.ravel()[pixels], kind="stable")]
        owner, cover = owner.ravel()[pixels], cover.ravel()[pixels]
        whole = cover == 1
        return (pixels[whole], owner[whole], None), (pixels[~whole], owner[~whole], cover[~whole])

    def _axes(self, shape):
        """The pixels of the axes through the origin, as far as it is seen."""
        mask = np.zeros(shape, bool)
        (left, right), (low, high) = self.limits
        if left < 0 < right:
            mask[:, round(shape[1] * -left / (right - left)):][:, :2] = True
        if low < 0 < high:
            mask[round(shape[0] * high / (high - low)):][:2] = True
        return np.flatnonzero(mask)


def _mix(picture: np.ndarray, at: np.ndarray, share: np.ndarray | float, color: np.ndarray) -> None:
    """Some pixels of a picture (n, 4) uint8 go so far, 0..1, to an opaque colour 0..1, or each to its own."""
    share = np.reshape(np.asarray(share, np.float32), (-1, 1))
    mixed = np.take(picture, at, axis=0) * (1 - share)
    mixed += 255 * share * np.asarray(color, np.float32)
    picture[at] = np.rint(mixed, out=mixed)


def _words(colors: np.ndarray) -> np.ndarray:
    """Colours (n, 4) in 0..1 as the four bytes of a pixel each: (n,) uint32, which numpy moves at once."""
    return np.round(255 * colors).astype(np.uint8).view(np.uint32).ravel()


def _opaque(name: str) -> np.ndarray:
    """A role's colour, (4,) in 0..1."""
    return np.array([*role(name).to_rgb(), 1])


def _distance(values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """How far the line is on which the values are 0, in pixels of a picture of this shape, with the values' sign."""
    down, right = np.gradient(values)
    rise = np.hypot(down * (len(values) - 1) / shape[0], right * (values.shape[1] - 1) / shape[1])
    return values / np.maximum(rise, 1e-6)


def _enlarged(values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Values on a grid whose outermost ones lie on the picture's edge, one for each pixel."""
    rows, columns = values.shape
    picture = Image.fromarray(values.astype(np.float32))
    return np.asarray(picture.resize(shape[::-1], Image.Resampling.BILINEAR, box=(0.5, 0.5, columns - 0.5, rows - 0.5)))


def scale_of(plane: Plane, labels: tuple[str, str]) -> VGroup:
    """Whole numbers from 0 on along both axes, and what they measure, at the plane's lower and left edge."""
    (_, right), (_, high) = plane.limits
    low = plane.limits[:, 0]
    marks = VGroup()
    for value in range(int(right) + 1):
        tick = Number(value, 0, size=LABEL, source="constant:axis", color=role("quiet"))
        marks.add(tick.next_to(plane.point(value, low[1]), DOWN, buff=0.12))
    for value in range(int(high) + 1):
        tick = Number(value, 0, size=LABEL, source="constant:axis", color=role("quiet"))
        marks.add(tick.next_to(plane.point(low[0], value), LEFT, buff=0.12))
    names = [words(label, LABEL, role("quiet")) for label in labels]
    names[0].next_to(plane.frame, DOWN, buff=0.42).align_to(plane.frame, RIGHT)
    names[1].rotate(PI / 2).next_to(plane.frame, LEFT, buff=0.5)
    return marks.add(*names)


def named_mark(first: bool, name: str, size: float, radius: float = 0.14, buff: float = 0.15) -> VGroup:
    """A mark, and beside it what it stands for."""
    return VGroup(mark(first, radius), words(name, size)).arrange(RIGHT, buff=buff)


def mark(first: bool, radius: float = 0.11) -> VGroup:
    """A disc of the first class, or a cross of the second."""
    if first:
        return VGroup(Circle(radius, stroke_width=0, fill_color=role("class_a"), fill_opacity=1))
    corner, other = (0.8 * radius * (RIGHT + way) for way in (UP, DOWN))
    style = {"stroke_color": role("class_b"), "stroke_width": 45 * radius}
    return VGroup(Line(-corner, corner, **style), Line(-other, other, **style))
