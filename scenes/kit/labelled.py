"""An image with what is said of it under it: its label, a net's answer."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, Group, VGroup

from scenes.kit.digit import Digit
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import TITLE, role


class LabelledDigit(Group):
    """pixels: as for Digit; said: (role of its colour, name, value, key of the value) of each line."""

    def __init__(self, pixels: np.ndarray, side: float, said: Sequence[tuple[str, str, int, str]]):
        self.digit = Digit(pixels, side=side)
        self.lines = VGroup(*(self._line(*one) for one in said)).arrange(DOWN, buff=0.2, aligned_edge=RIGHT)
        super().__init__(self.digit, self.lines.next_to(self.digit, DOWN, buff=0.3))

    @staticmethod
    def _line(kind: str, name: str, value: int, source: str) -> VGroup:
        color = role(kind)
        return in_line(words(name, TITLE, color), Number(value, 0, size=1.3 * TITLE, source=source, color=color))
