"""Why a sum of ramps is a ramp: what two hidden neurons without a bend add to the sum, as bars, one set upon the other."""

import numpy as np
from manim import RIGHT, UP, Animation, Create, FadeIn, LaggedStart, Line, Rectangle, Transform, VGroup

from scenes.kit.plane import Plane
from scenes.kit.theme import blend, role
from scenes.scratch.bending import Bending

BARS, WIDE = 17, 0.19      # how many bars of each neuron, and how wide
NEXT = (WIDE + 0.02) * RIGHT
ROOM = 0.9                 # of the room above and below the axis that the sum takes


class Ramps(VGroup):
    """The two hidden neurons with the largest weights in the net that was trained without the bend, along a plane's own axis.

    chosen: which they are; unit: how high 1 is. Parts: bars, of each neuron from the axis to its sum times its weight; lines,
    through their ends.
    """

    def __init__(self, bending: Bending, plane: Plane):
        weights = bending.weights(0)
        self.chosen = [int(k) for k in np.argsort(-np.abs(weights))[:2]]
        (left, right), foot = plane.limits[0], plane.point(0, 0)
        along = np.stack([np.linspace(left, right, BARS + 2)[1:-1], np.zeros(BARS)], axis=1)
        heights = np.array([weights[k] * bending.sum_of(k, along, 0) for k in self.chosen])
        room = min(plane.frame.get_top()[1] - foot[1], foot[1] - plane.frame.get_bottom()[1])
        self.unit = ROOM * room / np.abs(heights.sum(axis=0)).max()
        self.heights = heights * self.unit
        self.places = np.array([plane.point(*place) for place in along])
        self.bars = VGroup(*(self._bars(k, share) for k, share in enumerate((0.45, 0.8))))
        self.lines = VGroup(*(self._line(self.heights[k], 4) for k in range(2)))
        super().__init__(self.bars, self.lines)

    def enter(self, n: int) -> list[Animation]:
        """The bars of one of both neurons and the line through their ends."""
        return [LaggedStart(*(FadeIn(bar) for bar in self.bars[n]), lag_ratio=0.05), Create(self.lines[n])]

    def stack(self, **kwargs) -> list[Animation]:
        """Each bar of the second neuron goes upon that of the first, and the line through their ends with them."""
        moves = (bar.animate.shift(height * UP - NEXT) for bar, height in zip(self.bars[1], self.heights[0], strict=True))
        return [LaggedStart(*moves, lag_ratio=0.06, **kwargs),
                Transform(self.lines[1], self._line(self.heights.sum(axis=0), 7), **kwargs)]

    def _bars(self, k: int, share: float) -> VGroup:
        """Bars beside each other, those of the second neuron to the right."""
        color = blend("background", "activation", share)
        return VGroup(*(Rectangle(width=WIDE, height=max(abs(height), 0.01), stroke_width=0, fill_color=color, fill_opacity=1)
                        .move_to(place + height / 2 * UP + k * NEXT)
                        for place, height in zip(self.places, self.heights[k], strict=True)))

    def _line(self, heights: np.ndarray, width: float) -> Line:
        start, end = (self.places[i] + heights[i] * UP for i in (0, -1))
        return Line(start, end, stroke_color=role("activation"), stroke_width=width)
