"""A matrix whose cells show their numbers and their size, and can be lit, boxed and filled one by one."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, FadeIn, LaggedStart, Line, ManimColor, Rectangle,
                   Rotate, SurroundingRectangle, VGroup)
from manim.utils.rate_functions import ease_in_sine, ease_out_sine

from scenes.kit.declare import derived, entry, holds
from scenes.kit.scales import activation_fill, error_fill, largest, signed_fill
from scenes.kit.text import Number, code, words
from scenes.kit.theme import SMALL, SMALLEST, ink_on, role


class Cell(VGroup):
    """One entry: a filled rectangle with its number on it."""

    def __init__(self, value: float, kind: str, scale: float, size: tuple[float, float], decimals: int,
                 text_size: float, source: str, signed: bool):
        self.kind, self.scale_value = kind, scale
        fill = cell_fill(value, kind, scale)
        self.box = Rectangle(width=size[0], height=size[1], stroke_width=1, stroke_color=role("background"),
                             fill_color=fill, fill_opacity=1)
        self.number = Number(value, decimals, size=text_size, color=ink_on(fill), source=source, signed=signed)
        super().__init__(self.box, self.number.move_to(self.box))
        holds(self.box, self.number)

    def set_value(self, value: float) -> "Cell":
        """Show another value: number, fill and ink."""
        fill = cell_fill(value, self.kind, self.scale_value)
        self.box.set_fill(fill)
        self.number.set_value(value).set_fill(ink_on(fill))
        return self


class Matrix(VGroup):
    """Values as a table of cells between thin brackets.

    values: (rows, columns), or (rows,) for a column; kind: "weight", "activation", "error", "target" or "plain",
    which decides the colour; scale: the value drawn at full strength (default: the largest in the matrix);
    source: the key of the array, e.g. "pixels:w_i_h[0]"; cells add their own place to it.
    """

    def __init__(self, values: np.ndarray, kind: str, *, source: str, cell: tuple[float, float] = (0.78, 0.46),
                 decimals: int = 2, text_size: float = SMALLEST, scale: float | None = None):
        self.values, self.source = np.asarray(values, dtype=float), source
        flat = self.values.ndim == 1
        if flat:
            self.values = self.values[:, None]
        rows, columns = self.values.shape
        scale = scale or largest(self.values)
        self.cells = [[Cell(self.values[i, j], kind, scale, cell, decimals, text_size,
                            entry(source, i) if flat else entry(source, i, j), bool((self.values < 0).any()))
                       for j in range(columns)] for i in range(rows)]
        for i, line in enumerate(self.cells):
            for j, one in enumerate(line):
                one.move_to([(j - (columns - 1) / 2) * cell[0], ((rows - 1) / 2 - i) * cell[1], 0])
        self.body = VGroup(*(one for line in self.cells for one in line))
        self.brackets = VGroup(bracket(self.body, LEFT), bracket(self.body, RIGHT))
        super().__init__(self.body, self.brackets)

    def row(self, i: int) -> VGroup:
        """The cells of row i."""
        return VGroup(*self.cells[i])

    def column(self, j: int) -> VGroup:
        """The cells of column j."""
        return VGroup(*(line[j] for line in self.cells))

    def box_row(self, i: int, color: ManimColor | None = None) -> Rectangle:
        """A frame around row i."""
        return _frame(self.row(i), color)

    def box_column(self, j: int, color: ManimColor | None = None) -> Rectangle:
        """A frame around column j."""
        return _frame(self.column(j), color)

    def appear(self, run_time: float, by: str = "cell") -> AnimationGroup:
        """Fill the matrix cell by cell (by="cell") or row by row (by="row")."""
        parts = list(self.body) if by == "cell" else [self.row(i) for i in range(len(self.cells))]
        lag = 0.6 if by == "row" else 0.85
        return AnimationGroup(FadeIn(self.brackets, run_time=min(0.4, run_time)),
                              LaggedStart(*(FadeIn(part, scale=0.8) for part in parts), lag_ratio=lag,
                                          run_time=run_time))

    def caption(self, string: str, color: ManimColor | None = None, size: float = SMALL,
                shape_size: float = SMALLEST) -> VGroup:
        """The matrix's name in code above it, and its shape below."""
        rows, columns = self.values.shape
        shape = words(f"{rows} × {columns}", shape_size, role("quiet"), source=derived(self.source, ".shape"))
        shape.next_to(self, DOWN, buff=0.15)
        return VGroup(code(string, size, color).next_to(self, UP, buff=0.15), shape)


def flip(matrix: Matrix, transposed: Matrix) -> tuple[Animation, Animation]:
    """A matrix turns over its diagonal like a card, and its transpose is on the back.

    Returns two moves: the first one until only the edge is seen, then the second one, of the transpose alone.
    """
    diagonal = RIGHT + DOWN
    transposed.rotate(-np.pi / 2, axis=diagonal)
    return (Rotate(matrix, np.pi / 2, axis=diagonal, rate_func=ease_in_sine),
            Rotate(transposed, np.pi / 2, axis=diagonal, rate_func=ease_out_sine))


def cell_fill(value: float, kind: str, scale: float) -> ManimColor:
    """The fill of a cell of this kind."""
    if kind == "plain":
        return role("panel")
    if kind == "activation":
        return activation_fill(value)
    if kind == "weight":
        return signed_fill(value, scale)
    if kind == "error":
        return error_fill(value, scale)
    if kind == "target":
        return role("panel").interpolate(role("target"), 0.75 * float(np.clip(value, 0, 1)))
    raise ValueError(f"unknown kind of cell: {kind!r}")


def bracket(body: VGroup, side: np.ndarray) -> VGroup:
    """A thin bracket on the left or the right of some cells."""
    buff, foot = 0.08, 0.10
    top, bottom = body.get_corner(side + UP) + buff * side, body.get_corner(side + DOWN) + buff * side
    style = {"stroke_color": role("quiet"), "stroke_width": 2.5}
    return VGroup(Line(top - foot * side, top, **style), Line(top, bottom, **style),
                  Line(bottom, bottom - foot * side, **style))


def _frame(cells: VGroup, color: ManimColor | None) -> Rectangle:
    return SurroundingRectangle(cells, color=color or role("focus"), buff=0.03, stroke_width=3)
