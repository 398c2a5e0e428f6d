"""Outputs before and after a change, side by side with the label that they should reach."""

import numpy as np
from manim import RIGHT, UP, Triangle, VGroup

from scenes.kit.matrix import Matrix
from scenes.kit.text import words
from scenes.kit.theme import BODY, LABEL, role


class BeforeAfter(VGroup):
    """Columns `before`, `after` and `label`; between the last two, an arrow for each output: which way it went.

    before, after, label: (n, 1); sources: their keys; names: what stands above them. An arrow has the
    colour of the label where the output came nearer to it, that of the errors where it did not; there is none where
    nothing changed.
    """

    def __init__(self, before: np.ndarray, after: np.ndarray, label: np.ndarray, sources: tuple[str, str, str],
                 names: tuple[str, str, str], cell: tuple[float, float] = (1.5, 0.8), decimals: int = 3,
                 text_size: float = BODY):
        self.before, self.after = (
            Matrix(values, "activation", source=source, cell=cell, decimals=decimals, text_size=text_size)
            for values, source in zip((before, after), sources))
        self.label = Matrix(label, "target", source=sources[2], cell=(0.6 * cell[0], cell[1]), decimals=0,
                            text_size=text_size)
        columns = VGroup(self.before, self.after, self.label).arrange(RIGHT, buff=0.45)
        self.label.shift(0.6 * RIGHT)
        self.names = VGroup(*(words(name, LABEL, role("quiet")).next_to(column, UP, buff=0.2)
                              for name, column in zip(names, columns, strict=True)))
        x = (self.after.get_right()[0] + self.label.get_left()[0]) / 2
        self.arrows = VGroup(*(arrow(new - old, nearer).move_to([x, cells[0].get_y(), 0])
                               for old, new, nearer, cells in zip(np.ravel(before), np.ravel(after),
                                                                  came_nearer(before, after, label), self.after.cells)
                               if new != old))
        super().__init__(columns, self.names, self.arrows)


def came_nearer(before: np.ndarray, after: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Whether each output (n, 1) is nearer to the label afterwards; (n,)."""
    return np.ravel(np.abs(after - label) < np.abs(before - label))


def arrow(change: float, nearer: bool) -> Triangle:
    """Up for more, down for less."""
    shape = Triangle(fill_color=role("target" if nearer else "error"), fill_opacity=1, stroke_width=0).set(width=0.36)
    return shape if change > 0 else shape.rotate(np.pi)
