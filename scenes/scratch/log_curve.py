"""Minus the logarithm of an output, over the output.

The chapters on the cost and on backpropagation play this; nothing here is animated.
"""

import numpy as np
from manim import VGroup

from scenes.kit.plot import Plot
from scenes.scratch.two_costs import entropy

POINTS = 90


class LogCurve(VGroup):
    """What an output costs that should be 1, over the output, from `least` to 1: `plot`, size[0] manim units wide for one and
    size[1] high for the highest cost, its zero at `corner`, and `curve`."""

    def __init__(self, size: tuple[float, float], corner: tuple[float, float], least: float):
        self.plot = Plot((0, 1), (0, float(entropy(least))), *size)
        self.plot.shift(np.array([*corner, 0]) - self.plot.point(0, 0))
        outputs = np.geomspace(least, 1, POINTS)
        self.curve = self.plot.curve(outputs, entropy(outputs), "error", 6)
        super().__init__(self.plot, self.curve)

    def at(self, o: float) -> np.ndarray:
        """The place of the curve over an output."""
        return self.plot.point(o, float(entropy(o)))
