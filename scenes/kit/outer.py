"""A column times a row: the table of all products, laid out so that each cell stands at its two factors."""

import numpy as np
from manim import LEFT, UP, Animation, FadeIn, LaggedStart, VGroup

from scenes.kit.declare import derived
from scenes.kit.matrix import Matrix


class OuterProduct(VGroup):
    """column (n,) as a matrix on the left, row (m,) above, and their n x m products between.

    sources: the keys of two columns (n, 1) and (m, 1), and of the table (n, m).
    """

    def __init__(self, column: np.ndarray, row: np.ndarray, sources: tuple[str, str, str],
                 cell: tuple[float, float] = (0.66, 0.5), decimals: int = 2):
        column, row = np.ravel(column), np.ravel(row)
        self.table = Matrix(np.outer(column, row), "error", source=sources[2], cell=cell, decimals=decimals)
        self.column = Matrix(column, "error", source=sources[0], cell=cell, decimals=2)
        self.row = Matrix(row[None, :], "activation", source=derived(sources[1], ".T"), cell=cell, decimals=2)
        self.column.next_to(self.table, LEFT, buff=0.2)
        self.row.next_to(self.table, UP, buff=0.2)
        super().__init__(self.column, self.row, self.table)

    def fill(self, run_time: float) -> Animation:
        """The table fills cell by cell, each out of its place in the row and the column."""
        moves = [FadeIn(self.table.cells[i][j], scale=0.5)
                 for i in range(len(self.column.cells)) for j in range(len(self.row.cells[0]))]
        return LaggedStart(FadeIn(self.table.brackets), *moves, lag_ratio=0.5, run_time=run_time)
