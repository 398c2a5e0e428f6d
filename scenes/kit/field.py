"""Every test image as a small mark: answered rightly or wrongly, or still to come."""

import numpy as np

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.theme import blend, role

GAP = 3           # pixels between marks
HUSHED = 0.22     # what is left of a right answer's colour when only the wrong ones count


class AnswerField(Canvas):
    """right: (n,) bool, in the order of the test; width, height: of the field at most, in manim units."""

    def __init__(self, right: np.ndarray, width: float, height: float):
        self.right = np.asarray(right, bool)
        self.columns, self.rows, self.pitch = _fit(len(self.right), round(width * DENSITY), round(height * DENSITY))
        super().__init__((self.columns * self.pitch - GAP) / DENSITY, (self.rows * self.pitch - GAP) / DENSITY, "nearest")
        self.show(0)

    def show(self, seen: float, hush: float = 0.0) -> "AnswerField":
        """Colour the first `seen` answers; hush: 0 right and wrong alike, 1 the right ones step back."""
        palette = np.array([role("panel").to_rgb(), blend("target", "panel", (1 - HUSHED) * hush).to_rgb(),
                            role("error").to_rgb()])
        kinds = np.where(np.arange(len(self.right)) < round(seen), np.where(self.right, 1, 2), 0)
        colors = np.zeros((self.rows * self.columns, 4), np.uint8)
        colors[:len(kinds), :3] = np.round(255 * palette[kinds])
        colors[:len(kinds), 3] = 255
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
