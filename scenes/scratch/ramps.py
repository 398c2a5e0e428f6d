"""Why a sum of ramps is a ramp: what two hidden neurons without a bend add to the sum, the one set upon the other."""

from collections.abc import Callable

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, FadeIn, FadeOut, Line, Polygon, ReplacementTransform, Transform,
                   VGroup)

from scenes.kit.text import words
from scenes.kit.theme import BODY, blend, role
from scenes.scratch.bending import Bending

LEFT_END, RIGHT_END = -6.3, 3.1     # x of the axis
LOWEST, HIGHEST = -3.0, 2.75        # y that the ramps take together
APART = 0.55                        # y from one name to the next at least
SHARES = 0.3, 0.6                   # how much of the activation's colour the ground below each ramp has
NAMES = "one_neuron", "another", "added_up", "alone"


class Ramps(VGroup):
    """The two hidden neurons with the largest weights in the net that was trained without the bend, along one measure.

    low, high: what of the measure is seen; text: of a name on the screen. chosen: which neurons they are; unit: how high 1 is;
    heights (2, 2): of each, its sum times its weight at both ends. Parts: axis; fields, from the axis to each ramp; lines,
    the ramps; names, at their right ends, and of what is left in the end; free: the side of the axis' right end without ramps.
    """

    def __init__(self, bending: Bending, low: float, high: float, text: Callable[[str], str]):
        weights, ends = bending.weights(0), np.array([[low, 0.0], [high, 0.0]])
        self.chosen = [int(k) for k in np.argsort(-np.abs(weights))[:2]]
        self.heights = np.array([weights[k] * bending.sum_of(k, ends, 0) for k in self.chosen])
        seen = np.array([0 * self.heights[0], *self.heights, self.heights.sum(axis=0)])
        self.unit = (HIGHEST - LOWEST) / np.ptp(seen)
        foot = (LOWEST - self.unit * seen.min()) * UP
        self.feet = [foot + LEFT_END * RIGHT, foot + RIGHT_END * RIGHT]
        self.axis = Line(*self.feet, stroke_color=role("quiet"), stroke_width=2)
        self.fields = VGroup(*(self._field(seen[0], height, share)
                               for height, share in zip(self.heights, SHARES, strict=True)))
        self.lines = VGroup(*(self._line(height, 6) for height in self.heights))
        self.names = VGroup(*(words(text(key), BODY, role("activation")) for key in NAMES))
        for name, height in zip(self.names, (*self.heights, seen[3], seen[3]), strict=True):
            name.next_to(self._ends(height)[1], RIGHT, buff=0.25)
        up = np.sign(self.heights[1, 1] - self.heights[0, 1])
        away = abs(self.names[1].get_y() - self.names[0].get_y())
        self.names[1].shift(up * max(APART - away, 0) * UP)
        side, self.free = (UP, DOWN) if seen[3, 1] > 0 else (DOWN, UP)
        self.names[3].next_to(self.feet[0], side, buff=0.3).align_to(self.feet[0], LEFT)
        super().__init__(self.fields, self.axis, self.lines, self.names)

    def measure(self, name: VGroup) -> Animation:
        """The name of the measure goes to the end of the axis, to the side where no ramp is."""
        return name.animate.next_to(self.feet[1], self.free, buff=0.15).align_to(self.feet[1], RIGHT)

    def enter(self, n: int) -> list[Animation]:
        """What lies below one of both ramps, and its name; of the second, the ramp itself."""
        return [FadeIn(self.fields[n], self.names[n]), *([Create(self.lines[n])] if n else [])]

    def stack(self, **kwargs) -> list[Animation]:
        """The second ramp goes upon the first."""
        both = self.heights.sum(axis=0)
        return [Transform(self.fields[1], self._field(self.heights[0], both, SHARES[1]), **kwargs),
                Transform(self.lines[1], self._line(both, 9), **kwargs),
                ReplacementTransform(self.names[1], self.names[2], **kwargs)]

    def become_one(self, **kwargs) -> list[Animation]:
        """Nothing tells the two apart any more: it is what one neuron could add."""
        whole = self._field(0 * self.heights[0], self.heights.sum(axis=0), SHARES[1])
        return [FadeOut(self.fields[0], self.lines[0], self.names[0], **kwargs), Transform(self.fields[1], whole, **kwargs),
                FadeOut(self.names[2], **kwargs)]

    def _ends(self, heights: np.ndarray) -> list[np.ndarray]:
        return [foot + self.unit * height * UP for foot, height in zip(self.feet, heights, strict=True)]

    def _field(self, lower: np.ndarray, upper: np.ndarray, share: float) -> Polygon:
        (left, right), (end, start) = self._ends(lower), self._ends(upper)[::-1]
        return Polygon(left, right, end, start, stroke_width=0, fill_color=blend("background", "activation", share),
                       fill_opacity=1)

    def _line(self, heights: np.ndarray, width: float) -> Line:
        return Line(*self._ends(heights), stroke_color=role("activation"), stroke_width=width).set_z_index(1)
