"""What a single neuron says on either side of its line, written where the plane ends: brightness alone can be misread."""

from collections.abc import Sequence

import numpy as np
from manim import RoundedRectangle, VGroup

from scenes.kit.declare import holds
from scenes.kit.plane import Plane, named_mark
from scenes.kit.theme import BODY, role

INSIDE = 0.12      # from a label to the plane's edge, in manim units
CLEAR = 0.35       # from its middle to the line at least, in the plane's units


class Sides(VGroup):
    """The first class, a disc, where the neuron's sum is above 0, and the second, a cross, where it is below.

    names: of both classes. show(w, b) places both for weights (2,) and a bias.
    """

    def __init__(self, plane: Plane, names: Sequence[str]):
        self.plane = plane
        super().__init__(*(_label(first, name) for first, name in zip((True, False), names, strict=True)))

    def show(self, w: np.ndarray, b: float, opacity: float = 1.0) -> "Sides":
        """Each label at the edge of its own side, straight ahead of the line; a side too narrow for it has none."""
        middle = self.plane.limits.mean(axis=1)
        for label, sign in zip(self, (1, -1), strict=True):
            length = max(float(np.linalg.norm(w)), 1e-9)
            way = sign * w / length
            place = middle + way * self._reach(label, way)
            label.move_to(self.plane.point(*place)).set_opacity(opacity * (sign * (w @ place + b) > CLEAR * length))
        return self

    def _reach(self, label: VGroup, way: np.ndarray) -> float:
        """How far the label can go this way from the middle, in the plane's units."""
        frame = self.plane.frame
        size = np.array([frame.width, frame.height])
        room = size / 2 - np.array([label.width, label.height]) / 2 - INSIDE
        units = (self.plane.limits[:, 1] - self.plane.limits[:, 0]) / size
        return float(np.min(room * units / np.maximum(np.abs(way), 1e-9)))


def _label(first: bool, name: str) -> VGroup:
    """A mark and its class's name on a dark patch."""
    content = named_mark(first, name, BODY)
    patch = RoundedRectangle(0.1, width=content.width + 0.3, height=content.height + 0.24, stroke_width=0,
                             fill_color=role("panel"), fill_opacity=1)
    holds(patch, *content)
    return VGroup(patch, content.move_to(patch))
