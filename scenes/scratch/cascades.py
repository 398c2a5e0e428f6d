"""The sums of all hidden neurons of the small net at once: in each row, its pushes carry a ball up and down from 0 to its sum."""

from collections.abc import Sequence

import numpy as np
from manim import Line, VGroup

from scenes.kit.pushes import FLAT, ball, push
from scenes.kit.scales import sign_role
from scenes.kit.theme import role

WIDE, GAP = 0.6, 0.6            # share of a column that a bar fills; from one row's bars to those of the next
BEYOND = 1.0                    # from the last column to the balls, in columns


class Cascades(VGroup):
    """`bars`, for each neuron those of its inputs, each from where the one before has ended; `balls`, where its sum is.

    pushes (H, I): weights times inputs; rows: y of the upper and of the lower end of all; columns (I,): x of their middles.
    """

    def __init__(self, pushes: np.ndarray, rows: tuple[float, float], columns: Sequence[float]):
        self.pushes, self.columns = pushes, columns
        self.levels = np.hstack([np.zeros((len(pushes), 1)), pushes.cumsum(axis=1)])
        low, high = self.levels.min(axis=1), self.levels.max(axis=1)
        self.unit = (rows[0] - rows[1] - (len(pushes) - 1) * GAP) / max((high - low).sum(), 1e-9)
        wide = columns[1] - columns[0]
        floors = rows[0] - np.arange(len(pushes)) * GAP - np.cumsum(high - low) * self.unit
        self.zeros = floors - low * self.unit
        self.end = columns[-1] + BEYOND * wide
        self.grounds = VGroup(*(Line([columns[0] - wide / 2, y, 0], [self.end, y, 0], stroke_color=role("quiet"),
                                     stroke_width=1.5) for y in self.zeros))
        self.bars = VGroup(*(VGroup(*(push(WIDE * wide, 1, sign_role(one)) for one in row)) for row in pushes))
        self.balls = VGroup(*(ball() for _ in pushes))
        super().__init__(self.grounds, self.bars, self.balls)
        for i in range(len(pushes)):
            self.show(i, len(columns))

    def show(self, i: int, reached: float) -> None:
        """Row i has so many of its pushes, the last of which may be on its way."""
        shares = np.clip(reached - np.arange(len(self.columns)), 0, 1)
        for bar, x, share, start, value in zip(self.bars[i], self.columns, shares, self.levels[i], self.pushes[i]):
            bar.set_opacity(float(share > 0)).stretch_to_fit_height(max(share * abs(value) * self.unit, FLAT))
            bar.move_to([x, self.zeros[i] + (start + share * value / 2) * self.unit, 0])
        self.balls[i].move_to([self.end, self.zeros[i] + shares @ self.pushes[i] * self.unit, 0])
