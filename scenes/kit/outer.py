"""A column times a row: the table of all products, laid out so that each cell stands at its two factors."""

from collections.abc import Callable

import numpy as np
from manim import LEFT, UP, Animation, AnimationGroup, FadeIn, LaggedStart, VGroup

from scenes.kit.declare import derived
from scenes.kit.matrix import Matrix
from scenes.kit.theme import SMALLEST


class OuterProduct(VGroup):
    """column (n,) as a matrix on the left, row (m,) above, and their n x m products between.

    sources: the keys of two columns (n, 1) and (m, 1), and of the table (n, m); decimals, text_size: of the table, and the
    em of its numbers; factors, factor_size: the same of column and row (default: as in the table).
    """

    def __init__(self, column: np.ndarray, row: np.ndarray, sources: tuple[str, str, str],
                 cell: tuple[float, float] = (0.66, 0.5), decimals: int = 2, text_size: float = SMALLEST,
                 factors: int | None = None, factor_size: float | None = None):
        column, row = np.ravel(column), np.ravel(row)
        written = {"cell": cell, "decimals": decimals if factors is None else factors,
                   "text_size": factor_size or text_size}
        self.table = Matrix(np.outer(column, row), "error", source=sources[2], cell=cell, decimals=decimals,
                            text_size=text_size)
        self.column = Matrix(column, "error", source=sources[0], **written)
        self.row = Matrix(row[None, :], "activation", source=derived(sources[1], ".T"), **written)
        self.column.next_to(self.table, LEFT, buff=0.2)
        self.row.next_to(self.table, UP, buff=0.2)
        super().__init__(self.column, self.row, self.table)

    def fill(self, run_time: float, beside: Callable[[int, int], Animation] | None = None) -> Animation:
        """The table fills cell by cell; beside: what happens elsewhere while cell (i, j) appears."""
        moves = []
        for i, j in np.ndindex(self.table.values.shape):
            appears = FadeIn(self.table.cells[i][j], scale=0.5)
            moves.append(AnimationGroup(appears, beside(i, j)) if beside else appears)
        return LaggedStart(FadeIn(self.table.brackets), *moves, lag_ratio=0.5, run_time=run_time)
