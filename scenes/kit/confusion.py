"""The confusion matrix: how many images of each label got which answer."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, UP, Rectangle, SurroundingRectangle, VGroup

from scenes.kit.declare import entry, holds
from scenes.kit.scales import largest
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, SMALLEST, TITLE, blend, ink_on, role

FAINTEST, STRONGEST = 0.06, 0.55     # how much of a role's colour the counts get; text stays readable


class ConfusionTable(VGroup):
    """Counts as a table: a row for each label, a column for each answer; right ones lie on the diagonal.

    counts: (n, n) whole numbers; names: (n,) of the classes; sources: the keys of both; titles: what rows and columns
    stand for; cell: width and height; text_size: the em of the counts.
    `grid` is the empty table behind the cells; cells without an image have no number.
    """

    def __init__(self, counts: np.ndarray, names: Sequence, sources: tuple[str, str],
                 titles: tuple[str, str], cell: tuple[float, float] = (0.68, 0.5), text_size: float = SMALLEST):
        self.counts, self.size, self.text_size = np.asarray(counts), cell, text_size
        count = len(self.counts)
        looks = confusion_fills(self.counts)
        self.grid = VGroup(*(self._box(i, j, role("panel")) for i in range(count) for j in range(count)))
        self.cells = [[self._cell(i, j, looks[i][j], entry(sources[0], i, j)) for j in range(count)]
                      for i in range(count)]
        self.labels, self.answers = VGroup(), VGroup()
        for k, name in enumerate(names):
            key = entry(sources[1], k)
            self.labels.add(words(str(name), BODY, role("target"), source=key).move_to(self._place(k, -1)))
            self.answers.add(words(str(name), BODY, role("activation"), source=key).move_to(self._place(-1, k)))
        label, answer = (words(title, LABEL, role(kind))
                         for title, kind in zip(titles, ("target", "activation"), strict=True))
        self.titles = VGroup(label.rotate(np.pi / 2).next_to(self.labels, LEFT, buff=0.28),
                             answer.next_to(self.answers, UP, buff=0.15))
        super().__init__(self.grid, self.titles, self.labels, self.answers, *(VGroup(*row) for row in self.cells))

    @property
    def diagonal(self) -> VGroup:
        """The cells of the right answers."""
        return VGroup(*(row[i] for i, row in enumerate(self.cells)))

    @property
    def errors(self) -> VGroup:
        """The cells of the wrong answers."""
        return VGroup(*(cell for i, row in enumerate(self.cells) for j, cell in enumerate(row) if i != j))

    def row(self, i: int) -> VGroup:
        """Label i and its cells."""
        return VGroup(self.labels[i], *self.cells[i])

    def box(self, i: int, j: int) -> Rectangle:
        """A frame around the cell of label i and answer j."""
        frame = SurroundingRectangle(self.cells[i][j], color=role("focus"), buff=0.03, stroke_width=4)
        holds(frame, *self.cells[i][j])
        return frame

    def _cell(self, i, j, fill, source):
        box = self._box(i, j, fill)
        count = int(self.counts[i, j])
        if not count:
            return VGroup(box)
        number = Number(count, 0, size=self.text_size, source=source, color=ink_on(fill)).move_to(box)
        holds(box, number)
        return VGroup(box, number)

    def _box(self, i, j, fill):
        return Rectangle(width=self.size[0], height=self.size[1], stroke_width=1.5, stroke_color=role("background"),
                         fill_color=fill, fill_opacity=1).move_to(self._place(i, j))

    def _place(self, i, j):
        middle = (len(self.counts) - 1) / 2
        return np.array([(j - middle) * self.size[0], (middle - i) * self.size[1], 0])


def tally(counts: np.ndarray, sources: tuple[str, str], names: tuple[str, str], size: float = TITLE) -> VGroup:
    """How many images lie on the diagonal, and how many beside it.

    sources, names: the keys of both, and what they are called; size: em of the names.
    """
    right = int(np.trace(counts))
    given = ((right, names[0], "target"), (int(np.sum(counts)) - right, names[1], "error"))
    return VGroup(*(VGroup(Number(count, 0, size=2 * size, color=role(kind), source=source),
                           words(name, size, role(kind))).arrange(DOWN, buff=0.2)
                    for (count, name, kind), source in zip(given, sources, strict=True))).arrange(DOWN, buff=0.9)


def confusion_fills(counts: np.ndarray) -> list[list]:
    """The fill of each cell: the colour of the target on the diagonal, of the error beside it, by count.

    The two are measured against their own largest count, since nearly all images lie on the diagonal.
    """
    counts = np.asarray(counts)
    right = np.diag(np.diag(counts))
    scales = {"target": largest(right), "error": largest(counts - right)}
    names = [["target" if i == j else "error" for j in range(len(counts))] for i in range(len(counts))]
    return [[_fill(int(count), name, scales[name]) for count, name in zip(*row, strict=True)]
            for row in zip(counts, names, strict=True)]


def _fill(count: int, name: str, scale: float):
    if not count:
        return role("panel")
    return blend("panel", name, FAINTEST + (STRONGEST - FAINTEST) * count / scale)
