"""What the cost's logarithm does to the sigmoid: under its flat end, minus the logarithm of the output is straight.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import LEFT, UP, VGroup

from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import words
from scenes.kit.theme import LABEL, role

FIELD, REACH = (1.5, 1.25), 6.0     # of each plot, in manim units; and of the sum, to both sides
X, LEVELS = 5.8, (1.05, -1.0)       # of their middles


class Undone(VGroup):
    """The output over its sum, and under it minus the logarithm of the output over the same sum; each with its name."""

    def __init__(self, text: Callable[[str], str]):
        x = np.linspace(-REACH, REACH, 121)
        both = ((sigmoid(x), "activation", "output"), (-np.log(sigmoid(x)), "error", "ln_output"))
        super().__init__(*(self._plot(x, y, kind, text(key), level)
                           for (y, kind, key), level in zip(both, LEVELS, strict=True)))

    def _plot(self, x: np.ndarray, y: np.ndarray, kind: str, name: str, level: float) -> VGroup:
        plot = Plot((-REACH, REACH), (0, float(y.max())), *FIELD).move_to([X, level, 0])
        title = words(name, LABEL, role(kind)).next_to(plot, UP, buff=0.12).align_to(plot, LEFT)
        return VGroup(plot, title, plot.curve(x, y, kind, 5))
