"""Why the bend counts, along one measure: what two hidden neurons add are ramps, and their sum is a ramp; bent, it is a ridge."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Polygon, VGroup, VMobject

from scenes.kit.plane import Plane, mark
from scenes.kit.text import words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.bending import Bending, curled
from scenes.scratch.hill import inside

LEFT_END, RIGHT_END, ACROSS = -6.2, 6.2, -0.45      # x of the axis' ends, and its y
HIGH = 2.3                           # manim units from the axis to what is farthest from it
OVER = 0.4                           # from the beginning of a line to the middle of its name
AT, BAND = 0.0, 0.2                  # of the first measure, in its standard deviations from its mean: where the slice is, and
                                     # how far from it points are taken to lie on it
POINT = 0.1                          # radius of a point's mark
PLACES = 241                         # along the measure
NAMES = "one_neuron", "another", "added_up"
THIN, THICK, GLOW = 4, 9, 0.16       # widths of the two and of their sum, and opacity of the ground below it


class Ramps(VGroup):
    """The two hidden neurons that count most in the net with the bend, along the second measure, on a slice through the plane.

    show(way), as for Bending.says: at 0 what they add in the net without the bend; at 2, with it; as high as there is room.
    Parts: axis, with the measure's name below it; marks on it, of the points on the slice; lines, one of each neuron and one of
    their sum with the output's bias; names, beside them; field, between the sum and the axis. text: of a name on the screen.
    """

    def __init__(self, bending: Bending, plane: Plane, text: Callable[[str], str]):
        self.bending, self.up, self.chosen = bending, inside(bending, plane), bending.order[:2]
        self.measured = np.stack([np.full(PLACES, AT), np.linspace(*plane.limits[1], PLACES)], axis=1)
        self.added = np.isin(np.arange(len(bending.order)), self.chosen).astype(float)
        line = Line([LEFT_END, ACROSS, 0], [RIGHT_END, ACROSS, 0], stroke_color=role("quiet"), stroke_width=2)
        self.axis = VGroup(line, words(text("second"), BODY).next_to(line, DOWN, buff=0.4).align_to(line, RIGHT))
        near = np.flatnonzero(plane.seen & (np.abs(plane.places[:, 0] - AT) < BAND))
        self.near = near[np.argsort(~plane.first[near], kind="stable")]      # crosses over discs: they hide less
        share = (plane.places[self.near, 1] - plane.limits[1, 0]) / np.ptp(plane.limits[1])
        self.marks = VGroup(*(mark(plane.first[k], POINT).move_to(line.point_from_proportion(along))
                               for k, along in zip(self.near, share, strict=True)))
        self.lines = VGroup(*(VMobject(stroke_color=role("activation"), stroke_width=width) for width in (THIN, THIN, THICK)))
        self.names = VGroup(*(words(text(key), TITLE, role("activation")) for key in NAMES))
        self.field = Polygon(LEFT, RIGHT, UP, stroke_width=0, fill_color=role("activation"), fill_opacity=GLOW)
        super().__init__(self.field, self.axis, self.marks, self.lines, self.names)
        self.show(0)

    def cut(self, plane: Plane) -> tuple[Line, VGroup]:
        """The slice as it lies in the plane, and the marks of its points there."""
        ends = (plane.point(AT, end) for end in plane.limits[1])
        return (Line(*ends, stroke_color=role("focus"), stroke_width=7),
                VGroup(*(mark(plane.first[k], POINT).move_to(plane.point(*plane.places[k])) for k in self.near)))

    def heights(self, way: float) -> np.ndarray:
        """(3, PLACES): what each of both adds, and their sum with the output's bias."""
        weights, bent = self.bending.weights(way)[self.chosen, None], min(way, 1)
        sums = np.stack([self.bending.sum_of(k, self.measured, way) for k in self.chosen])
        parts = weights * ((1 - bent) * sums + bent * curled(sums, max(way - 1, 0)))
        return self.up * np.vstack([parts, self.bending.says(way, self.added)(self.measured)])

    def show(self, way: float) -> "Ramps":
        heights = self.heights(way)
        places = self._places(heights * HIGH / np.abs(heights).max())
        for line, along in zip(self.lines, places, strict=True):
            line.set_points_as_corners(along)
        self.field.set_points_as_corners([[LEFT_END, ACROSS, 0], *places[2], [RIGHT_END, ACROSS, 0], [LEFT_END, ACROSS, 0]])
        apart = float(np.clip(4 * (places[0, 0, 1] - places[1, 0, 1]), -1, 1))
        for name, along, side in zip(self.names, places, (apart, -apart)):
            clear = max(side, 0) * max(ACROSS - along[0, 1], 0)
            name.move_to(along[0] + (OVER * side + clear) * UP).align_to(along[0], LEFT)
        end = [RIGHT_END, places[:, -1, 1].max(), 0]
        self.names[2].next_to(end, UP, buff=0.2).align_to(end, RIGHT)
        return self

    def meets(self) -> VGroup:
        """Dots where the sum crosses the axis."""
        along = np.array(self.lines[2].get_anchors())
        over = along[:, 1] > ACROSS
        return VGroup(*(Dot([along[i, 0], ACROSS, 0], radius=0.13, color=role("focus"))
                        for i in np.flatnonzero(over[1:] != over[:-1])))

    def _places(self, heights):
        x = np.broadcast_to(np.linspace(LEFT_END, RIGHT_END, PLACES), heights.shape)
        return np.stack([x, ACROSS + heights, 0 * x], axis=-1)
