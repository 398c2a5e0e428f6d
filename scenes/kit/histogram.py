"""How often values fall into equal intervals: bars on a line, coloured by sign."""

import numpy as np
from manim import DOWN, UP, Animation, GrowFromEdge, LaggedStart, Rectangle, VGroup

from scenes.kit.plot import Plot
from scenes.kit.scales import sign_role
from scenes.kit.theme import SMALLEST, blend

FILL = 0.75      # how much of a role's colour a bar has


class Histogram(VGroup):
    """All values counted in `bins` equal intervals between -reach and reach; every value lies in there.

    values: any shape; width, height: of the field in manim units, where the highest bar has nine tenths of the height.
    counts: (bins,) how many values each bar stands for. Raises ValueError when values lie outside.
    """

    def __init__(self, values: np.ndarray, reach: float, bins: int, width: float, height: float, x_label: str = "",
                 text_size: float = SMALLEST):
        values = np.ravel(values)
        self.counts, edges = np.histogram(values, bins, (-reach, reach))
        if self.counts.sum() != values.size:
            raise ValueError(f"{values.size - self.counts.sum()} of {values.size} values lie beyond {reach}")
        self.plot = Plot((-reach, reach), (0, self.counts.max() / 0.9), width, height, x_ticks=(-reach, 0, reach),
                         x_decimals=1, x_label=x_label, text_size=text_size)
        self.bars = VGroup(*(self._bar(low, high, count) for low, high, count in zip(edges, edges[1:], self.counts)))
        super().__init__(self.plot, self.bars)

    def grow(self, run_time: float) -> Animation:
        """The bars grow from the line, from left to right."""
        return LaggedStart(*(GrowFromEdge(bar, DOWN) for bar in self.bars), lag_ratio=0.05, run_time=run_time)

    def pile(self, values: np.ndarray) -> VGroup:
        """A dot for each of a few values (n,), in the same intervals, in their order one on top of the other."""
        edges = np.linspace(*self.plot.x_range, len(self.counts) + 1)
        places = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(self.counts) - 1)
        radius, height = 0.42 * self.bars[0].width, np.zeros(len(self.counts), int)
        dots = VGroup()
        for value, k in zip(values, places):
            dot = self.plot.dot((edges[k] + edges[k + 1]) / 2, 0, sign_role(float(value)), radius)
            dots.add(dot.shift((2 * height[k] + 1) * 1.1 * radius * UP))
            height[k] += 1
        return dots

    def _bar(self, low: float, high: float, count: int) -> Rectangle:
        foot, top = self.plot.point(low, 0), self.plot.point(high, count)
        fill = blend("background", sign_role(low + high), FILL)
        bar = Rectangle(width=0.9 * (top[0] - foot[0]), height=max(top[1] - foot[1], 1e-3), stroke_width=0,
                        fill_color=fill, fill_opacity=1)
        return bar.move_to([(foot[0] + top[0]) / 2, foot[1], 0], aligned_edge=DOWN)
