"""Bars: the outputs of a net side by side, or one of them by itself."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes.kit.declare import entry
from scenes.kit.text import Number, words
from scenes.kit.theme import LABEL, SMALL, role

FLAT = 1e-3     # the height of a bar at 0; a shape cannot be stretched from nothing


class OutputBars(VGroup):
    """One upright bar for each output, with its name below; in two rows where there are too many for one.

    values: (n,) or (n, 1), in 0..1; names: (n,) of what the outputs stand for; width, height: of the field, in manim
    units, where a bar of height `height` is 1; source: the key of the names, e.g. "digits:meta.classes"; text_size: their em.
    """

    def __init__(self, values: np.ndarray, names: Sequence, width: float, height: float,
                 source: str, text_size: float = SMALL):
        self.height_of_one, values = height, np.ravel(values)
        pitch = width / len(values)
        base = np.array([-width / 2, -height / 2, 0])
        super().__init__(*self._axis(base, width, text_size))
        self.bars, self.names = VGroup(), VGroup()
        written = [words(str(name), text_size, source=entry(source, i)) for i, name in enumerate(names)]
        rows = 1 if max(name.width for name in written) < pitch else 2
        for i, name in enumerate(written):
            foot = base + (i + 0.5) * pitch * RIGHT
            bar = Rectangle(width=0.62 * pitch, height=FLAT, stroke_width=0, fill_color=role("activation"),
                            fill_opacity=1)
            self.bars.add(bar.move_to(foot, aligned_edge=DOWN))
            self.names.add(name.next_to(foot, DOWN, buff=0.2 + i % rows * 1.1 * text_size))
        self.add(self.bars, self.names)
        self.show(values)

    def show(self, values: np.ndarray) -> "OutputBars":
        """Show other values."""
        for height, bar in zip(np.ravel(values), self.bars, strict=True):
            foot = bar.get_bottom()
            bar.stretch_to_fit_height(max(float(height) * self.height_of_one, FLAT)).move_to(foot, aligned_edge=DOWN)
        return self

    def _axis(self, base: np.ndarray, width: float, size: float) -> VGroup:
        """Level lines at 0 and 1 with their numbers."""
        axis = VGroup()
        for value in (0, 1):
            start = base + value * self.height_of_one * UP
            number = Number(value, 0, size=size, source="constant:axis", color=role("quiet"))
            axis.add(Line(start, start + width * RIGHT, stroke_color=role("quiet"), stroke_width=2 - value),
                     number.next_to(start, LEFT, buff=0.15))
        return axis


class LevelBar(VGroup):
    """One output as a level bar: its name, the bar, its value; width: of a bar of 1; kind: the role it takes;
    sources: the keys of the value and of the name; size: the em of the name."""

    def __init__(self, value: float, name: str, width: float, kind: str, sources: tuple[str, str], size: float = LABEL):
        self.bar = self.shape(value * width, kind, size)
        label = words(name, size, source=sources[1]).next_to(self.bar, LEFT, buff=0.18)
        number = Number(value, size=SMALL / LABEL * size, source=sources[0], color=role("quiet"))
        super().__init__(label, self.bar, number.next_to(self.bar, RIGHT, buff=0.18))

    @staticmethod
    def shape(width: float, kind: str, size: float = LABEL) -> Rectangle:
        """A bar alone, as high as letters of that size."""
        return Rectangle(width=max(width, FLAT), height=0.96 * size, stroke_width=0, fill_color=role(kind), fill_opacity=1)
