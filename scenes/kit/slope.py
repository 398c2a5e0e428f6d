"""The slope of the sigmoid, read off where a neuron stands: a tangent that slides along the curve, and its number."""

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.kit.plot import sigmoid, sigmoid_plot, tangent
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import LABEL, role


class SlopeReader(VGroup):
    """The sigmoid on a field of width x height, a tangent at x, the dot it touches, and the slope there in figures.

    x: where it starts; source: the key of the slope at x; name: what stands before that number; reach: of the plot to
    both sides; text_size: the em of the numbers at the axes; decimals: of the slope.
    """

    def __init__(self, x: float, source: str, width: float, height: float, name: str, reach: float = 4.0,
                 text_size: float = LABEL, decimals: int = 2):
        self.x, self.reach = x, reach
        self.plot, self.curve = sigmoid_plot(width, height, reach, text_size)
        self.touch = tangent(self.plot, x)
        self.dot = self.plot.dot(x, float(sigmoid(x)), radius=0.1)
        self.number = Number(slope_at(x), decimals, source=source, size=1.2 * text_size, color=role("focus"))
        self.reading = in_line(words(name, 1.2 * text_size, role("focus")), self.number)
        self.reading.next_to(self.plot.point(-reach, 1), RIGHT + DOWN, buff=0.08)
        super().__init__(self.plot, self.curve, self.touch, self.dot, self.reading)

    def stand(self, x: float) -> "SlopeReader":
        """Tangent, dot and number are at x."""
        self.x = x
        self.touch.become(tangent(self.plot, x))
        self.dot.move_to(self.plot.point(x, float(sigmoid(x))))
        self.number.set_value(slope_at(x))
        return self


def slope_at(x: float) -> float:
    """The derivative of the sigmoid: s(1 - s)."""
    s = float(sigmoid(np.array(x)))
    return s * (1 - s)
