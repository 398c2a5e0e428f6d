"""Bars: the outputs of a net side by side, and the share of images that were answered rightly."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes.kit.closing import fewest, sum_closes
from scenes.kit.declare import entry
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, SMALL, role

FLAT = 1e-3     # the height of a bar at 0; a shape cannot be stretched from nothing


class OutputBars(VGroup):
    """One upright bar for each output, with its name and its value below.

    values: (n,) or (n, 1), in 0..1; names: (n,) of what the outputs stand for; width, height: of the field, in manim
    units, where a bar of height `height` is 1; sources: the keys of the values and of the names, e.g.
    "digits:o[0,3,:,0]" and "digits:meta.classes"; text_size: the em of the values, and 0.8 of that of the names.
    """

    def __init__(self, values: np.ndarray, names: Sequence, width: float, height: float,
                 sources: tuple[str, str], text_size: float = SMALL):
        self.height_of_one, values = height, np.ravel(values)
        pitch = width / len(values)
        base = np.array([-width / 2, -height / 2, 0])
        super().__init__(*self._axis(base, width, text_size))
        self.bars, self.names, self.numbers = VGroup(), VGroup(), VGroup()
        for i, name in enumerate(names):
            foot = base + (i + 0.5) * pitch * RIGHT
            bar = Rectangle(width=0.62 * pitch, height=FLAT, stroke_width=0, fill_color=role("activation"),
                            fill_opacity=1)
            self.bars.add(bar.move_to(foot, aligned_edge=DOWN))
            self.names.add(words(str(name), 1.25 * text_size, source=entry(sources[1], i))
                           .next_to(foot, DOWN, buff=0.15))
            self.numbers.add(Number(0, size=min(text_size, 0.36 * pitch), source=sources[0], color=role("quiet"))
                             .next_to(foot, DOWN, buff=0.24 + 1.25 * text_size))
        self.add(self.bars, self.names, self.numbers)
        self.show(values, sources[0])

    def show(self, values: np.ndarray, source: str) -> "OutputBars":
        """Show other values; source: their key."""
        for i, (value, number) in enumerate(zip(np.ravel(values), self.numbers, strict=True)):
            number.set_value(float(value)).source = entry(source, i)
        return self.raise_to(values)

    def raise_to(self, heights: np.ndarray) -> "OutputBars":
        """Only the bars, on their way from one set of values to another, so high; the numbers stay."""
        for height, bar in zip(np.ravel(heights), self.bars, strict=True):
            foot = bar.get_bottom()
            bar.stretch_to_fit_height(max(float(height) * self.height_of_one, FLAT)).move_to(foot, aligned_edge=DOWN)
        return self

    def aim(self, i: int) -> Rectangle:
        """An open bar of height 1, in the colour of the target: where output i should get to."""
        bar = self.bars[i]
        frame = Rectangle(width=bar.width + 0.12, height=self.height_of_one, stroke_color=role("target"),
                          stroke_width=4)
        return frame.move_to(bar.get_bottom(), aligned_edge=DOWN)

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


class AddedBars(VGroup):
    """Outputs as level bars, one below the other, on tracks of length 1, with their values in a column that is added up.

    values: (n,); names: (n,); width: of a bar of 1; pitch: from one to the next; sources: the keys of the values, of the
    names and of their sum; text: what stands before the sum. `total` is the rule, that text and the sum; as many decimals
    are shown as the addition needs to be right on screen.
    """

    def __init__(self, values: np.ndarray, names: Sequence, width: float, pitch: float, sources: tuple[str, str, str],
                 text: str):
        values, size = np.ravel(values).astype(float), min(BODY, 0.75 * pitch)
        decimals = fewest(sum_closes(values.tolist(), float(values.sum())))
        self.bars, self.names, self.numbers = VGroup(), VGroup(), VGroup()
        for i, (value, name) in enumerate(zip(values, names, strict=True)):
            track = LevelBar.shape(width, "panel", 0.65 * pitch).move_to(i * pitch * DOWN, aligned_edge=LEFT)
            bar = LevelBar.shape(value * width, "activation", 0.65 * pitch).move_to(track, aligned_edge=LEFT)
            self.bars.add(VGroup(track, bar))
            self.names.add(words(str(name), size, source=entry(sources[1], i)).next_to(track, LEFT, buff=0.2))
            number = Number(value, decimals, size=size, source=entry(sources[0], i), color=role("quiet"))
            self.numbers.add(number.next_to(track, RIGHT, buff=0.3))
        total = Number(values.sum(), decimals, size=1.3 * size, source=sources[2])
        total.move_to(self.numbers[-1], aligned_edge=RIGHT).shift((pitch + 0.25) * DOWN)
        left, right = (self.numbers.get_corner(DOWN + side) + 0.1 * DOWN for side in (LEFT, RIGHT))
        rule = Line(left, right, stroke_color=role("quiet"), stroke_width=2.5)
        self.total = VGroup(rule, words(text, size, role("quiet")).next_to(total, LEFT, buff=0.3), total)
        super().__init__(self.bars, self.names, self.numbers, self.total)


class ShareBar(VGroup):
    """A level bar that stands for a number of images: those answered rightly, those wrongly, those still to come.

    width, height: of the whole bar; its number is the right ones' share of all images seen, in percent, and source
    the key of what it is when all are seen.
    """

    def __init__(self, width: float, height: float, source: str, size: float = BODY):
        self.extent = (width, height)
        self.track = Rectangle(width=width, height=height, stroke_width=0, fill_color=role("panel"), fill_opacity=1)
        self.right = self._part("target")
        self.wrong = self._part("error")
        self.number = Number(0, 1, unit="%", widest=100, size=size, source=source)
        self.number.next_to(self.track, RIGHT, buff=0.3).set_opacity(0)
        super().__init__(self.track, self.right, self.wrong, self.number)

    def show(self, right: float, seen: float = 1.0) -> "ShareBar":
        """right, seen: shares of all the images, 0 <= right <= seen <= 1. Nothing seen: no number."""
        left = self.track.get_left()
        self.right.stretch_to_fit_width(max(right * self.extent[0], FLAT)).move_to(left, aligned_edge=LEFT)
        self.wrong.stretch_to_fit_width(max((seen - right) * self.extent[0], FLAT))
        self.wrong.move_to(self.right.get_right(), aligned_edge=LEFT)
        self.number.set_value(100 * right / seen if seen else 0)
        self.number.set_opacity(1 if seen else 0)
        return self

    @staticmethod
    def legend(texts: tuple[str, str, str]) -> VGroup:
        """What the three colours stand for: right, wrong, still to come."""
        entries = VGroup()
        for name, text in zip(("target", "error", "panel"), texts, strict=True):
            patch = Rectangle(width=0.4, height=0.26, stroke_width=0, fill_color=role(name), fill_opacity=1)
            entry = words(text, LABEL, role("quiet")).next_to(patch, RIGHT, buff=0.15)
            entries.add(VGroup(patch, entry.shift((patch.get_y() - entry[0].get_y()) * UP)))
        return entries.arrange(RIGHT, buff=0.6)

    def _part(self, name: str) -> Rectangle:
        part = Rectangle(width=FLAT, height=self.extent[1], stroke_width=0, fill_color=role(name), fill_opacity=1)
        return part.move_to(self.track.get_left(), aligned_edge=LEFT)
