"""The slope of the sigmoid where a neuron stands: a tangent that slides along the curve."""

import numpy as np
from manim import VGroup

from scenes.kit.plot import sigmoid, sigmoid_plot, tangent
from scenes.kit.theme import LABEL


class SlopeReader(VGroup):
    """The sigmoid on a field of width x height, a tangent at x, and the dot it touches.

    x: where it starts; reach: of the plot to both sides; text_size: the em of the numbers at the axes.
    """

    def __init__(self, x: float, width: float, height: float, reach: float = 4.0, text_size: float = LABEL):
        self.x, self.reach = x, reach
        self.plot, self.curve = sigmoid_plot(width, height, reach, text_size)
        self.touch = tangent(self.plot, x)
        self.dot = self.plot.dot(x, float(sigmoid(x)), radius=0.1)
        super().__init__(self.plot, self.curve, self.touch, self.dot)

    def stand(self, x: float) -> "SlopeReader":
        """Tangent and dot are at x."""
        self.x = x
        self.touch.become(tangent(self.plot, x))
        self.dot.move_to(self.plot.point(x, float(sigmoid(x))))
        return self


def slope_at(x: float) -> float:
    """The derivative of the sigmoid: s(1 - s)."""
    s = float(sigmoid(np.array(x)))
    return s * (1 - s)
