"""Every test image as a small mark: answered rightly or wrongly, or still to come."""

import numpy as np

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.theme import blend, role

GAP = 3           # pixels between marks
HUSHED = 0.4      # what is left of a right answer's colour when the wrong ones have gathered


class AnswerField(Canvas):
    """right: (n,) bool, in the order of the test; width, height: of the field at most, in manim units."""

    def __init__(self, right: np.ndarray, width: float, height: float):
        self.right = np.asarray(right, bool)
        self.columns, self.rows, self.pitch = _fit(len(self.right), round(width * DENSITY), round(height * DENSITY))
        super().__init__((self.columns * self.pitch - GAP) / DENSITY, (self.rows * self.pitch - GAP) / DENSITY, "nearest")
        self.show(0)

    def show(self, seen: float) -> "AnswerField":
        """Colour the first `seen` answers."""
        palette = np.array([role(name).to_rgb() for name in ("panel", "target", "error")])
        return self._paint(palette[np.where(np.arange(len(self.right)) < round(seen), np.where(self.right, 1, 2), 0)])

    def gather(self, share: float) -> "AnswerField":
        """All are answered; the wrong ones go to the end, and the right ones step back: 0 none has, 1 all are there."""
        count = int(self.right.sum())
        colors = np.tile(blend("target", "panel", (1 - HUSHED) * share).to_rgb(), (len(self.right), 1))
        colors[count:] = blend("target", "panel", share).to_rgb()
        self._paint(colors)
        side, ways = self.pitch - GAP, (np.flatnonzero(~self.right), np.arange(count, len(self.right)))
        starts, ends = (np.stack(np.divmod(places, self.columns), axis=1) for places in ways)
        pink = np.append(np.round(255 * role("error").to_rgb()), 255)
        for row, column in np.round(self.pitch * (starts + share * (ends - starts))).astype(int):
            self.image.pixel_array[row:row + side, column:column + side] = pink
        return self

    def _paint(self, given: np.ndarray) -> "AnswerField":
        """A colour (n, 3) for each mark."""
        colors = np.zeros((self.rows * self.columns, 4), np.uint8)
        colors[:len(given), :3] = np.round(255 * given)
        colors[:len(given), 3] = 255
        cells = np.zeros((self.rows, self.pitch, self.columns, self.pitch, 4), np.uint8)
        side = self.pitch - GAP
        cells[:, :side, :, :side] = colors.reshape(self.rows, 1, self.columns, 1, 4)
        whole = cells.reshape(self.rows * self.pitch, self.columns * self.pitch, 4)
        self.image.pixel_array[:] = whole[:self.image.pixel_array.shape[0], :self.image.pixel_array.shape[1]]
        return self

    def place(self, i: int) -> np.ndarray:
        """The centre of mark i."""
        row, column = divmod(i, self.columns)
        corner = self.image.get_corner([-1, 1, 0])
        side = (self.pitch - GAP) / 2
        return corner + np.array([column * self.pitch + side, -row * self.pitch - side, 0]) / DENSITY


def _fit(count: int, width: int, height: int) -> tuple[int, int, int]:
    """Columns, rows and pitch in pixels with which so many marks become largest."""
    for pitch in range(min(width, height), GAP, -1):
        columns = width // pitch
        rows = -(-count // columns)
        if rows * pitch <= height:
            break
    return columns, rows, pitch
