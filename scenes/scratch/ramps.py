"""Why the bend counts, along one measure: what two hidden neurons add are ramps, and their sum is a ramp, which is nought at one
place; bent, they are steps, and their sum is a bump, which is nought at two."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Circle, Dot, Line, Polygon, VGroup, VMobject

from scenes.kit.declare import excuse, holds
from scenes.kit.plane import Plane, mark
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.scratch.bending import Bending, curled
from scenes.scratch.way_back import patched

LEFT_END, RIGHT_END, ACROSS = -4.6, 5.3, 0.2        # x of the axis' ends, and its y
HIGH = 2.3                           # manim units from the axis to what is farthest from it
OVER = 1.2                           # so far up the axis of the sum goes, of that
NAME_Y = -2.1                        # of the measure's name, in front of the plane that lies there
AT, BAND = 0.0, 0.2                  # of the first measure, in its standard deviations from its mean: where the slice is, and
                                     # how far from it points are taken to lie on it
POINT = 0.1                          # radius of a point's mark,
RING = 0.3                           # and of the ring where the slice cuts the best line
PLACES = 241                         # along the measure
TAGS, TAG, INWARD = "AB", 0.24, 0.05           # what both neurons are called; its radius; how far in from a line's end, of 1
NAMES, ROW, APART = ("one", "other", "added_up"), -3.2, 0.45      # the legend, its y, and from one entry to the next
SAMPLE = 0.75                        # length of a line there
CLASSES = -6.55, 0.55, 0.85          # x at which the names of the classes begin, from the axis up and down to them; and their
                                     # size, of that over the plane
SAID, SIDES = 0.48, ("above", "below")     # from a class's name to what sums speak for it; what these are
BUILT = np.linspace(0.04, 0.96, 10)  # where on the axis a sum is put together, of its length
TOP = 0.085                          # radius of the dot on top
STEP_ASIDE = 0.11                    # from one of what is summed there to the next
DASH, GAP = 0.16, 0.09
THIN, THICK, GLOW = 4, 9, 0.42       # widths of the two and of their sum, and opacity of what is between it and the axis;
POLE = 6                             # width of what a sum is put together of


class Ramps(VGroup):
    """The two hidden neurons that count most in the net with the bend, along the second measure, on a slice through the plane.

    show(way), as for Bending.says: at 0 what they add in the net without the bend; at 2, with it; as high as there is room.
    Parts: axis, with its zero, the measure's name below it and, upwards, that of the sum; marks on it, of the slice's points;
    lines, one of each neuron and one of their sum with the output's bias; tags, which stay on both neurons' lines; names, which
    tell what the lines are; field, between the sum and the axis, in the hue of the class that is said there. text: of a name on
    the screen.
    """

    def __init__(self, bending: Bending, plane: Plane, text: Callable[[str], str]):
        self.bending, self.upper, self.chosen = bending, bending.inner, bending.order[:2]
        self.up = 1 if self.upper == bending.first else -1
        self.measured = np.stack([np.full(PLACES, AT), np.linspace(*plane.limits[1], PLACES)], axis=1)
        self.added = np.isin(np.arange(len(bending.order)), self.chosen).astype(float)
        line = Line([LEFT_END, ACROSS, 0], [RIGHT_END, ACROSS, 0], stroke_color=role("focus"), stroke_width=4)
        side = LEFT if self._apart(self.places(2)) > 0.5 else RIGHT      # where the bent lines' tags aren't
        name = patched(words(text("second"), BODY).set_y(NAME_Y).align_to(line, side)).set_z_index(2)
        upward = Arrow(*(np.array([LEFT_END, ACROSS + way * HIGH, 0]) for way in (-1, OVER)), buff=0, stroke_width=3,
                       color=role("quiet"), max_tip_length_to_length_ratio=0.06).set_z_index(-0.4)
        height = words(text("height"), BODY).next_to(upward, UP, buff=0.12)
        zero = Number(0, 0, size=BODY, source="constant:axis", color=role("focus")).next_to(line, LEFT, buff=0.18)
        self.axis = VGroup(line, VGroup(name, zero), height, upward)
        near = np.flatnonzero(plane.seen & (np.abs(plane.places[:, 0] - AT) < BAND))
        self.near = near[np.argsort(~plane.first[near], kind="stable")]      # crosses over discs: they hide less
        share = (plane.places[self.near, 1] - plane.limits[1, 0]) / np.ptp(plane.limits[1])
        self.marks = VGroup(*(mark(plane.first[k], POINT).move_to(line.point_from_proportion(along))
                               for k, along in zip(self.near, share, strict=True)))
        self.lines = VGroup(*(VMobject(stroke_color=role(kind), stroke_width=width) for kind, width in
                              (("ink", THIN), ("ink", THIN), ("activation", THICK))))
        self.tags, self.names = VGroup(*(tag(name) for name in TAGS)), self._legend(text)
        self.field = VGroup(*(Polygon(LEFT, RIGHT, UP, stroke_width=0, fill_opacity=GLOW, fill_color=role(hue))
                              for hue in (("class_a", "class_b") if self.up > 0 else ("class_b", "class_a"))))
        self.field.set_z_index(-0.5)         # over the plane that lies there, under the lines
        super().__init__(self.field, self.axis, self.marks, self.lines, self.tags, self.names)
        self.show(0)

    def _legend(self, text):
        """A sample of each line, and what it is: (sample and tag, words) side by side."""
        entries = VGroup()
        for key, line, name in zip(NAMES, self.lines, (*TAGS, None), strict=True):
            ends = np.array([[0, 0, 0], [SAMPLE, 0, 0]])
            sample = VGroup(stroke(line.copy(), np.linspace(*ends, 60), name == TAGS[1]))
            if name:
                sample.add(tag(name).move_to(sample))
            entries.add(VGroup(sample, words(text(key), BODY).next_to(ends[1], RIGHT, buff=0.25)))
        return entries.arrange(RIGHT, buff=APART).move_to([0, ROW, 0])

    def classes(self, legend: VGroup) -> VGroup:
        """What a plane's marks mean, above the axis and below it: which class a sum speaks for that is above 0, or below."""
        there = legend.copy()
        for k, entry in enumerate(there):
            entry.scale(CLASSES[2])
            entry.move_to([CLASSES[0], ACROSS, 0] + CLASSES[1] * (UP if k == self.upper else DOWN), aligned_edge=LEFT)
        return there

    def sides(self, text: Callable[[str], str]) -> VGroup:
        """Which sums speak for the class that stands above the axis, and which for the other."""
        return VGroup(*(words(text(key), BODY).move_to(
            [CLASSES[0], ACROSS, 0] + (CLASSES[1] + SAID) * side, aligned_edge=LEFT) for key, side in zip(SIDES, (UP, DOWN))))

    def cut(self, plane: Plane) -> tuple[Line, VGroup]:
        """The slice as it lies in the plane, and the marks of its points there."""
        ends = (plane.point(AT, end) for end in plane.limits[1])
        return (Line(*ends, stroke_color=role("focus"), stroke_width=7),
                VGroup(*(mark(plane.first[k], POINT).move_to(plane.point(*plane.places[k])) for k in self.near)))

    def rings(self, plane: Plane) -> VGroup:
        """Where the slice cuts the best straight line."""
        over = self.bending.best_line(self.measured) > 0
        rings = VGroup(*(Circle(RING, stroke_color=role("focus"), stroke_width=7).move_to(plane.point(*self.measured[i]))
                         for i in np.flatnonzero(over[1:] != over[:-1])))
        return excuse(rings, "shape", "it marks a place on lines, among points")

    def heights(self, way: float) -> np.ndarray:
        """(3, PLACES): what each of both adds, and their sum with the output's bias."""
        weights, bent = self.bending.weights(way)[self.chosen, None], min(way, 1)
        sums = np.stack([self.bending.sum_of(k, self.measured, way) for k in self.chosen])
        parts = weights * ((1 - bent) * sums + bent * curled(sums, max(way - 1, 0)))
        return self.up * np.vstack([parts, self.bending.says(way, self.added)(self.measured)])

    def show(self, way: float) -> "Ramps":
        places = self.places(way)
        for k, (line, along) in enumerate(zip(self.lines, places, strict=True)):
            stroke(line, along, k == 1)
        for half, beyond in zip(self.field, (np.maximum, np.minimum), strict=True):
            edge = places[2].copy()
            edge[:, 1] = beyond(edge[:, 1], ACROSS)
            half.set_points_as_corners([[LEFT_END, ACROSS, 0], *edge, [RIGHT_END, ACROSS, 0], [LEFT_END, ACROSS, 0]])
        start, end = (self._apart(self.places(at)) for at in (0, 2))
        at = round((PLACES - 1) * (start + min(way / 2, 1) * (end - start)))
        for one, along in zip(self.tags, places):
            one.move_to(along[at])
        return self

    def grow(self, k: int, share: float) -> None:
        """Line k of the straight ones is drawn so far."""
        stroke(self.lines[k], self.places(0)[k][:max(round(share * PLACES), 2)], k == 1)

    def built(self, way: float) -> VGroup:
        """At some places of the axis: what the one neuron adds, on it what the other one adds, and on that the output's bias; and
        a dot where that ends."""
        one, other, total = self.places(way)[..., 1] - ACROSS
        columns = VGroup()
        for share in BUILT:
            at = round(share * (PLACES - 1))
            x, levels = LEFT_END + share * (RIGHT_END - LEFT_END), (0, one[at], one[at] + other[at], total[at])
            columns.add(VGroup(*(self._piece(k, x + (k - 2) * STEP_ASIDE, levels[k], levels[k + 1]) for k in range(3)),
                               Dot([x, ACROSS + total[at], 0], radius=TOP, color=role("activation"))))
        return columns

    def _piece(self, k, x, low, high):
        ends = np.array([[x, ACROSS + low, 0], [x, ACROSS + high, 0]])
        piece = VMobject(stroke_color=role(("ink", "ink", "quiet")[k]), stroke_width=POLE)
        return stroke(piece, np.linspace(*ends, 60), k == 1)

    def _apart(self, places):
        """Near which end of the axis both neurons' lines are farther from each other, 0..1."""
        left, right = np.abs(places[0, [0, -1], 1] - places[1, [0, -1], 1])
        return INWARD if left > right else 1 - INWARD

    def meets(self) -> VGroup:
        """Dots where the sum crosses the axis."""
        return VGroup(*(Dot([LEFT_END + share * (RIGHT_END - LEFT_END), ACROSS, 0], radius=0.13, color=role("focus"))
                        for share in self.crossed()))

    def places_of(self, dots: VGroup) -> np.ndarray:
        """Where dots on the axis are in the plane, (n, 2)."""
        shares = np.array([dot.get_x() - LEFT_END for dot in dots]) / (RIGHT_END - LEFT_END)
        return np.stack([np.full(len(dots), AT), np.interp(shares, (0, 1), self.measured[[0, -1], 1])], axis=1)

    def crossed(self) -> list[float]:
        """Where the sum crosses the axis, of its length."""
        along = np.array(self.lines[2].get_anchors())
        over = along[:, 1] > ACROSS
        return [float((along[i, 0] - LEFT_END) / (RIGHT_END - LEFT_END)) for i in np.flatnonzero(over[1:] != over[:-1])]

    def places(self, way: float) -> np.ndarray:
        """(3, PLACES, 3): where the lines are."""
        heights = self.heights(way)
        built = max(1 - way, 0) * heights[:2].sum(axis=0)      # as high as what is put together comes on the way
        heights *= HIGH / max(np.abs(heights).max(), np.abs(built).max())
        x = np.broadcast_to(np.linspace(LEFT_END, RIGHT_END, PLACES), heights.shape)
        return np.stack([x, ACROSS + heights, 0 * x], axis=-1)


def tag(name: str) -> VGroup:
    """A small neuron that bears a name."""
    circle = Circle(TAG, stroke_color=role("ink"), stroke_width=2, fill_color=role("panel"), fill_opacity=1)
    text = words(name, LABEL).move_to(circle)
    holds(circle, text)
    return VGroup(circle, text).set_z_index(1)


def stroke(line: VMobject, along: Sequence[np.ndarray], dashed: bool) -> VMobject:
    """A line goes along places (n, 3), in dashes if it is to."""
    along = np.asarray(along)
    if not dashed:
        return line.set_points_as_corners(along)
    gone = np.append(0, np.cumsum(np.linalg.norm(np.diff(along, axis=0), axis=1)))
    line.clear_points()
    for start in np.arange(0, gone[-1], DASH + GAP):
        shares = np.clip([start, start + DASH], 0, gone[-1])
        ends = np.unique([*shares, *gone[(gone > shares[0]) & (gone < shares[1])]])
        dash = np.stack([np.interp(ends, gone, along[:, k]) for k in range(3)], axis=1)
        line.start_new_path(dash[0])
        line.add_points_as_corners(dash[1:])
    return line
