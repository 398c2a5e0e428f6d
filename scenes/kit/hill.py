"""The cost as a function of one weight: where the weight stands, which way is uphill, and a step the other way."""

from collections.abc import Callable

import numpy as np
from manim import Animation, Arrow, UpdateFromAlphaFunc, VGroup

from scenes.kit.plot import Plot
from scenes.kit.theme import SMALLEST, role


class Hill(VGroup):
    """cost: weight -> cost; here: the weight; gradient: the cost's derivative there; reach: how far to both sides.

    width, height: of the field in manim units; text_size: the em of the labels. The arrow lies on the tangent and
    points uphill; it is not drawn at first.
    """

    def __init__(self, cost: Callable[[float], float], here: float, gradient: float, reach: float = 4.0,
                 width: float = 2.3, height: float = 1.7, x_label: str = "", y_label: str = "",
                 text_size: float = SMALLEST):
        self.here, self.direction, self.reach = here, float(np.sign(gradient)), reach
        self.x = x = np.linspace(here - reach, here + reach, 161)
        self.y = y = np.array([cost(weight) for weight in x])
        self.plot = Plot((x[0], x[-1]), (float(y.min()), float(y.max())), width, height, x_label=x_label,
                         y_label=y_label, text_size=text_size)
        self.ball = self.plot.dot(here, cost(here), "focus", radius=0.1)
        far = self.direction * reach / 2
        self.uphill = Arrow(self.plot.point(here, cost(here)), self.plot.point(here + far, cost(here) + far * gradient),
                            buff=0, color=role("ink"), stroke_width=4, max_tip_length_to_length_ratio=0.2)
        super().__init__(self.plot, self.plot.curve(x, y, "error"), self.ball)

    def arrow(self) -> Arrow:
        """The arrow that points uphill, where the hill stands now."""
        return self.uphill.shift(self.ball.get_center() - self.uphill.get_start())

    def step_down(self, share: float = 0.4, **kwargs) -> Animation:
        """The ball rolls along the curve, against the gradient, `share` of the reach."""
        def roll(ball, alpha):
            weight = self.here - self.direction * self.reach * share * alpha
            ball.move_to(self.plot.point(weight, float(np.interp(weight, self.x, self.y))))
        return UpdateFromAlphaFunc(self.ball, roll, **kwargs)
