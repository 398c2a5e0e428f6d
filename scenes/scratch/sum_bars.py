"""What a hidden neuron gets from an image, part by part, as bars that add up, and as figures."""

import numpy as np
from manim import RIGHT, Line, VGroup

from scenes.kit.declare import excuse
from scenes.kit.pouring import sum_bar
from scenes.kit.scales import sign_role
from scenes.kit.text import Number
from scenes.kit.theme import TITLE, blend, role
from scenes.scratch.strokes import Reading

START, BAR, FIGURES = 0.2, 4.6, 6.35      # x and length of all that the sum's bars reach, x of their figures
GROUND = 0.3                   # how much colour is left of what a bar is added to
ROWS = (1.45, 0.0, -1.45)      # y of the bars
TOTAL = -2.75                  # y of the sum


def sums(reading: Reading) -> tuple[VGroup, VGroup]:
    """The three bars, each on its ground, and four figures: of each bar, and of their sum.

    A bar begins where the one before it ended: what takes away goes back to the left.
    """
    lit = Reading.telling(reading.run)
    both = (reading, lit, lit.opposite())
    reached = [level for one in both for level in (0, *levels(one))]
    unit, decimals = BAR / (max(reached) - min(reached)), max(one.decimals() for one in both)
    zero, bars, before = START - min(reached) * unit, VGroup(), 0.0
    for level, y in zip(levels(reading), ROWS, strict=True):
        bar = sum_bar(level - before, unit, np.array([zero + min(before, level) * unit, y, 0]))
        ground = excuse(sum_bar(before, unit, np.array([zero + min(before, 0) * unit, y, 0])), "shape",
                        "how far the sum is before a bar is added to it, behind the bar")
        ground.set_fill(blend("background", sign_role(before), GROUND if before else 0))
        tick = Line([zero, y - 0.34, 0], [zero, y + 0.34, 0], stroke_color=role("quiet"), stroke_width=2)
        bars.add(VGroup(ground, tick, bar))
        before = level
    bars[2][2].set_fill(role("quiet"))
    figures = VGroup()
    for value, key, y in zip((reading.positive, reading.negative, reading.rest, reading.total),
                             (*reading.keys, reading.total_key), (*ROWS, TOTAL), strict=True):
        figure = Number(value, decimals, size=TITLE * (1.5 if y == TOTAL else 1.1), source=key, plus=y != TOTAL)
        figures.add(figure.move_to([FIGURES, y, 0], aligned_edge=RIGHT))
    return bars, figures


def levels(reading: Reading) -> tuple[float, float, float]:
    """How far the sum is after each bar."""
    return reading.positive, reading.positive + reading.negative, reading.total
