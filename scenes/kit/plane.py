"""The plane of a neuron with two inputs: points as circles and crosses, what the neuron says, and its boundary."""

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Circle, Group, ImageMobject, Line, Square, VGroup
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.plot import sigmoid
from scenes.kit.text import Number, words
from scenes.kit.theme import LABEL, role

GRAIN = 64           # the ground is drawn with so many values in each direction
BRIGHTEST = 0.26     # how much of the activation's colour the ground takes where the neuron says 1
MARK = 0.11          # half the size of a circle or a cross


class Plane(Group):
    """A square from low to high in both directions, its axes through the origin.

    points: (n, 2); circles: (n,) bool, which of them are circles, to which the neuron should say 1; the others are
    crosses. show(w, b) draws what a sigmoid neuron says: brightness is its output, the line is where that is 1/2,
    and points on the wrong side are framed.
    """

    def __init__(self, points: np.ndarray, circles: np.ndarray, low: float, high: float, side: float,
                 labels: tuple[str, str]):
        self.places, self.circles = np.asarray(points), np.asarray(circles, dtype=bool)
        self.limits, self.side = (low, high), side
        self.frame = Square(side, stroke_width=0, fill_opacity=0)
        self.ground = ImageMobject(np.zeros((GRAIN, GRAIN, 3), np.uint8))
        self.ground.set_resampling_algorithm(RESAMPLING_ALGORITHMS["bilinear"])     # smooth already, and quicker
        self.ground.stretch_to_fit_width(side).stretch_to_fit_height(side)
        super().__init__(self.frame)
        self.axes = self._axes(labels)
        self.boundary = Line(ORIGIN, RIGHT, stroke_color=role("focus"), stroke_width=5)
        self.marks = VGroup(*(mark(circle).move_to(self.point(x, y))
                              for (x, y), circle in zip(self.places, self.circles, strict=True)))
        self.frames = VGroup(*(Square(3 * MARK, stroke_color=role("error"), stroke_width=2.5).move_to(one)
                               for one in self.marks))
        for depth, part in enumerate((self.ground, self.axes, self.boundary), -3):
            part.set_z_index(depth)      # behind the points, in whatever order the parts come into the picture
        self.add(self.ground, self.axes, self.boundary, self.marks, self.frames)

    def point(self, x: float, y: float) -> np.ndarray:
        """The place of (x, y) in the scene."""
        low, high = self.limits
        corner = self.frame.get_corner(DOWN + LEFT)
        return corner + self.side / (high - low) * np.array([x - low, y - low, 0])

    def show(self, w: np.ndarray, b: float, judge: bool = True) -> "Plane":
        """Show a neuron with weights w (2,) and bias b; judge: mark the points that it gets wrong."""
        shares = np.linspace(*self.limits, GRAIN)
        output = sigmoid(w[0] * shares[None, :] + w[1] * shares[::-1, None] + b)[..., None]
        dark, bright = role("background").to_rgb(), role("activation").to_rgb()
        self.ground.pixel_array[..., :3] = np.round(255 * (dark + BRIGHTEST * output * (bright - dark)))
        ends = boundary(w, b, *self.limits)
        self.boundary.set_opacity(0 if ends is None else 1)
        if ends is not None:
            self.boundary.put_start_and_end_on(*(self.point(*end) for end in ends))
        ink, error = role("ink").to_rgb(), role("error").to_rgb()
        for one, frame, wrong in zip(self.marks, self.frames, judge & self.wrong(w, b), strict=True):
            for line in (one, *one.submobjects):      # as set_stroke does, in a tenth of the time
                line.stroke_rgbas[:, :3] = error if wrong else ink
            frame.stroke_rgbas[:, 3] = frame.stroke_opacity = 1 if wrong else 0
        return self

    def wrong(self, w: np.ndarray, b: float) -> np.ndarray:
        """Which points lie on the wrong side of the boundary: (n,) bool."""
        return (self.places @ np.asarray(w) + b > 0) != self.circles

    def _axes(self, labels):
        low, high = self.limits
        style = {"stroke_color": role("quiet"), "stroke_width": 2}
        axes = VGroup(Line(self.point(low, 0), self.point(high, 0), **style),
                      Line(self.point(0, low), self.point(0, high), **style))
        for value in range(int(high) + 1):
            for place, side in ((self.point(value, low), DOWN), (self.point(low, value), LEFT)):
                tick = Number(value, 0, size=LABEL, source="constant:axis", color=role("quiet"))
                axes.add(tick.next_to(place, side, buff=0.12))
        self.names = [words(label, LABEL, role("quiet")) for label in labels]
        self.names[0].next_to(self.frame, DOWN, buff=0.42).align_to(self.frame, RIGHT)
        self.names[1].next_to(self.frame, UP, buff=0.1).align_to(self.frame, LEFT)
        return axes.add(*self.names)


def mark(circle: bool) -> VGroup:
    """A circle, or a cross of the same size."""
    style = {"stroke_color": role("ink"), "stroke_width": 3}
    if circle:
        return VGroup(Circle(MARK, **style))
    corner = MARK * 0.85 * (RIGHT + UP)
    other = MARK * 0.85 * (RIGHT + DOWN)
    return VGroup(Line(-corner, corner, **style), Line(-other, other, **style))


def boundary(w: np.ndarray, b: float, low: float, high: float) -> tuple[np.ndarray, np.ndarray] | None:
    """The two points in which the line w·x + b = 0 leaves the square from low to high; None if it misses it."""
    found = []
    for axis in (0, 1):
        other = 1 - axis
        if w[other] == 0:
            continue
        for edge in (low, high):
            along = -(b + w[axis] * edge) / w[other]
            if low <= along <= high:
                found.append(np.array([edge, along] if axis == 0 else [along, edge]))
    if len(found) < 2:
        return None
    far = max(found[1:], key=lambda end: np.linalg.norm(end - found[0]))
    return found[0], far
