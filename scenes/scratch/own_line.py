"""Where a hidden neuron stands in a plane of two measures: the line on which its own sum is zero, and the side where it is on."""

from collections.abc import Callable

import numpy as np
from manim import Animation, FadeIn, FadeOut, Line, Polygon, ReplacementTransform, VGroup, VMobject

from scenes.kit.plane import Plane
from scenes.kit.theme import role
from scenes.scratch.bending import Bending
from scenes.scratch.ramps import tag

Place = Callable[[float, float], np.ndarray]
DASHES, GAP, WIDE = 36, 0.4, 4     # of a line across the plane; what is left out between two, of their distance; and their width


class OwnLine(VGroup):
    """A dashed line, and at a share of it its name, in hidden neuron k's plane; nothing if the line isn't seen there.

    stand(place) puts both where the plane is now: place(x, y) is where that place of it is in the scene. Parts: dashes, tag.
    """

    def __init__(self, bending: Bending, k: int, name: str, named: float, place: Place):
        self.bending, self.k, self.named, self.ends = bending, k, named, bending.switches(k)
        self.dashes, self.tag = VGroup(), VGroup()
        if self.ends is not None:
            self.dashes.add(*(Line(stroke_color=role("ink"), stroke_width=WIDE) for _ in range(DASHES)))
            self.tag.add(*tag(name))
        super().__init__(self.dashes, self.tag)
        self.set_z_index(1)
        self.stand(place)

    def stand(self, place: Place) -> "OwnLine":
        for i, dash in enumerate(self.dashes):
            dash.put_start_and_end_on(*(self._at((i + share) / DASHES, place) for share in (GAP / 2, 1 - GAP / 2)))
        if self.ends is not None:
            self.tag.move_to(self._at(self.named, place))
        return self

    def hand_over(self, there: VGroup) -> Animation:
        """Its name goes to another place, where it stands instead."""
        self.remove(self.tag)
        return ReplacementTransform(self.tag.copy(), there) if len(self.tag) else FadeIn(there)

    def take_back(self, there: VGroup) -> Animation:
        """Its name comes back from there; to be added when it has come."""
        return ReplacementTransform(there, self.tag) if len(self.tag) else FadeOut(there)

    def side(self, plane: Plane, hue: str, opacity: float) -> VMobject:
        """The part of a plane in which the neuron's sum is above zero."""
        (left, right), (low, high) = plane.limits
        corners = np.array([(left, low), (right, low), (right, high), (left, high)])
        on = corners[self.bending.sum_of(self.k, corners) > 0]
        if self.ends is not None:
            on = np.concatenate([on, self.ends])
        if len(on) < 3:
            return VMobject()
        away = on - on.mean(axis=0)
        around = on[np.argsort(np.arctan2(away[:, 1], away[:, 0]))]
        return Polygon(*(plane.point(*place) for place in around), stroke_width=0, fill_color=role(hue), fill_opacity=opacity)

    def _at(self, share, place):
        start, end = self.ends
        return place(*(start + share * (end - start)))
