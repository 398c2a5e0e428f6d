"""The mistakes of a confusion matrix: how many images of each label got which wrong answer, as cells of a table."""

from collections.abc import Callable

import numpy as np
from manim import Square, VGroup

from scenes.kit.declare import entry, holds
from scenes.kit.scales import largest
from scenes.kit.text import Number
from scenes.kit.theme import SMALLEST, blend, ink_on

FAINTEST, STRONGEST = 0.08, 0.75     # how much of the colour of errors the counts get; text stays readable
EM, DIGIT = 0.62, 0.7                # of the counts, in sides of a cell; width of a digit in ems, with what is around a number


def mistake_cells(counts: np.ndarray, source: str, place: Callable[[int, int], np.ndarray],
                  side: float) -> dict[tuple[int, int], VGroup]:
    """Each cell beside the diagonal that has a count: a square in the colour of errors, the stronger the more, and the count,
    where that is not too small to be read.

    counts: (n, n) whole numbers, rows labels, columns answers; source: their key; place: the middle of a cell in the scene;
    side: of a square.
    """
    fills, cells = mistake_fills(counts), {}
    longest = max((len(str(int(counts[place]))) for place in fills), default=1)
    em = min(EM, 1 / (DIGIT * longest)) * side
    for (i, j), fill in fills.items():
        square = Square(side, stroke_width=0, fill_color=fill, fill_opacity=1).move_to(place(i, j))
        number = Number(int(counts[i, j]), 0, size=em, source=entry(source, i, j), color=ink_on(fill)).move_to(square)
        holds(square, number)
        cells[i, j] = VGroup(square, number) if em >= SMALLEST else VGroup(square)
    return cells


def mistake_fills(counts: np.ndarray) -> dict[tuple[int, int], object]:
    """The fill of each cell beside the diagonal that has a count, by its share of the largest of them."""
    wrong = np.asarray(counts) - np.diag(np.diag(counts))
    scale = largest(wrong)
    return {(int(i), int(j)): blend("panel", "error", FAINTEST + (STRONGEST - FAINTEST) * int(wrong[i, j]) / scale)
            for i, j in zip(*np.nonzero(wrong))}
