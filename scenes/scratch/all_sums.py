"""The sums of all answers to a picture, side by side, and a place for one that is not there: that it is none of them."""

import numpy as np
from manim import Animation, AnimationGroup, DashedVMobject, FadeIn, LaggedStart, Line, Rectangle, VGroup

from scenes.kit.pushes import grown, push
from scenes.kit.text import words
from scenes.kit.theme import BODY, TITLE, role

FIELD = (-3.6, 6.5)             # x of the left and of the right end
TOP, BOTTOM = 1.9, -3.2         # y of the highest and of the lowest end of a bar
WIDE = 0.6                      # share of a column that a bar fills
NAMES = 2.5                     # y of the names


class AllSums(VGroup):
    """A bar for each answer, up or down from 0 as far as its sum goes, and its name over it; after them an empty place, `none`.

    outputs (O,): for the picture, which `log` has under the key `source`; classes: their names; nothing: that of the place.
    """

    def __init__(self, classes, outputs: np.ndarray, log: str, nothing: str):
        sums = np.log(outputs / (1 - outputs)).astype(float)
        self.sums, self.best = sums, int(sums.argmax())
        pitch = (FIELD[1] - FIELD[0]) / (len(sums) + 1.6)
        unit = (TOP - BOTTOM) / (max(sums.max(), 0) - min(sums.min(), 0))
        zero = TOP - max(sums.max(), 0) * unit
        places = FIELD[0] + pitch * (np.arange(len(sums)) + 0.5)
        self.ground = Line([FIELD[0], zero, 0], [FIELD[1], zero, 0], stroke_width=2, stroke_color=role("quiet"))
        self.bars = VGroup(*(push(WIDE * pitch, abs(value) * unit, "ink").move_to([x, zero + value / 2 * unit, 0])
                             for x, value in zip(places, sums)))
        self.names = VGroup(*(words(str(name), 1.6 * TITLE, role("quiet"), bold=True, source=f"{log}:meta.classes[{k}]")
                              for k, name in enumerate(classes)))
        smaller = min(WIDE * pitch / max(name.width for name in self.names), 1)
        for name, x in zip(self.names, places, strict=True):
            name.scale(smaller).move_to([x, NAMES, 0])
        right = FIELD[1] - 0.8 * pitch
        box = Rectangle(width=1.2 * pitch, height=zero - BOTTOM, stroke_color=role("quiet"), stroke_width=3)
        self.none = VGroup(DashedVMobject(box.move_to([right, (zero + BOTTOM) / 2, 0]), 30))
        name = words(nothing, BODY, role("quiet"))
        self.none.add(name.scale(min(1.6 * pitch / name.width, 1)).move_to([right, NAMES, 0]))
        super().__init__(self.ground, self.bars, self.names, self.none)

    def come(self, **kwargs) -> Animation:
        """One sum after the other."""
        return LaggedStart(*(AnimationGroup(FadeIn(name), grown(bar, value))
                             for name, bar, value in zip(self.names, self.bars, self.sums)), lag_ratio=0.1, **kwargs)

    def win(self, **kwargs) -> Animation:
        """The name of the largest sum lights up."""
        return self.names[self.best].animate(**kwargs).set_color(role("activation")).scale(1.3)
