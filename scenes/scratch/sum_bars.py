"""What a hidden neuron gets from an image, for what it looks for and against it, as bars one after the other, and as figures."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, Line, VGroup

from scenes.kit.declare import excuse
from scenes.kit.pouring import sum_bar
from scenes.kit.scales import sign_role
from scenes.kit.text import Number
from scenes.kit.theme import TITLE, blend, role
from scenes.scratch.strokes import Reading

START, BAR, FIGURES = 0.2, 4.1, 6.35      # x and length of all that the bars reach, x of their figures
GROUND = 0.3                   # how much colour is left of what a bar goes back over
ROWS = (1.2, -0.65)            # y of the bars
DECIMALS = 1                   # of the figures


def sums(reading: Reading) -> tuple[VGroup, VGroup]:
    """The two bars of a reading, and their figures."""
    return two_bars(levels(reading), reading.run), figures((reading.positive, reading.negative), reading.keys)


def figures(values: tuple[float, float], keys: tuple[str, str]) -> VGroup:
    """Two sums as numbers, each beside its bar."""
    return VGroup(*(Number(value, DECIMALS, size=1.4 * TITLE, source=key, plus=True).move_to([FIGURES, y, 0], aligned_edge=RIGHT)
                    for value, key, y in zip(values, keys, ROWS, strict=True)))


def two_bars(ends: Sequence[float], run) -> VGroup:
    """The two bars, each on its ground; the second begins where the first ended, and goes back. ends: how far they reach, in the
    unit of the run's two readings that tell what a neuron looks for, so that all are compared."""
    lit = Reading.telling(run)
    reached = [*ends, *levels(lit), *levels(lit.opposite())]
    low, high = min(0, *reached), max(0, *reached)
    unit = BAR / (high - low)
    zero, bars, before = START - low * unit, VGroup(), 0.0
    for level, y in zip(ends, ROWS, strict=True):
        bar = sum_bar(level - before, unit, np.array([zero + min(before, level) * unit, y, 0]))
        ground = excuse(sum_bar(before, unit, np.array([zero + min(before, 0) * unit, y, 0])), "shape",
                        "how far the first bar reached, behind the one that goes back over it")
        ground.set_fill(blend("background", sign_role(before), GROUND if before else 0))
        bars.add(VGroup(ground, Line([zero, y - 0.34, 0], [zero, y + 0.34, 0], stroke_width=2,
                                    stroke_color=role("quiet")), bar))
        before = level
    return bars


def levels(reading: Reading) -> tuple[float, float]:
    """How far the bars reach."""
    return reading.positive, reading.positive + reading.negative
