"""Thousands of knobs as one image: each a small dial whose pointer says which way it should be turned."""

from functools import cache

import numpy as np
from manim import ManimColor
from PIL import Image, ImageDraw

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.theme import role

FINER = 8               # a dial is drawn so many times as large, and made smaller: smooth edges
ANGLES = 61             # how many positions a pointer has
FARTHEST = 2.4          # radians from straight up, to both sides
DARKEST = 0.45          # how much of its colour the rim of a dial has whose pointer stands straight up
FACE = 0.8              # how much of it the face of one has whose pointer is turned as far as it goes
RIM = 0.42              # radius of a dial, of its cell's width


class Dials(Canvas):
    """turns (n,) in -1..1: how far each pointer points to the left (down) or to the right (up); 0 is straight up.

    grid (rows, columns): which dial stands in each place, -1 for none; width: of all in manim units; first: one that is in
    the grid. The further a pointer is turned, the brighter is its dial. show() draws those that are near enough to a first
    one, so that they spread from there.
    """

    def __init__(self, turns: np.ndarray, grid: np.ndarray, width: float = 13.0, first: int = 0):
        self.turns, self.grid = np.clip(np.asarray(turns, float).ravel(), -1, 1), np.asarray(grid)
        rows, columns = self.grid.shape
        self.side = max(int(DENSITY * width / columns), 4)
        super().__init__(columns * self.side / DENSITY, rows * self.side / DENSITY)
        excuse(self, "shape", "hundreds of small dials in a picture, of which some are not there yet")
        self.show(first=first)

    @property
    def radius(self) -> float:
        """Of one dial, in manim units."""
        return RIM * self.image.width / self.grid.shape[1]

    def place(self, index: int) -> np.ndarray:
        """Where one of them is in the frame."""
        row, column = np.argwhere(self.grid == index)[0]
        corner = self.image.get_corner([-1, 1, 0])
        return corner + np.array([column + 0.5, -row - 0.5, 0]) * self.image.width / self.grid.shape[1]

    def show(self, share: float = 1.0, first: int = 0, turned: float = 1.0) -> "Dials":
        """Draw those that are nearest to the dial `first`, up to a share of the largest distance. turned: 0 all pointers up,
        1 as they are."""
        positions = np.round((1 + turned * self.turns) / 2 * (ANGLES - 1)).astype(int)
        pictures = _dials(self.side, role("background").to_hex(), role("error").to_hex())
        row, column = np.argwhere(self.grid == first)[0]
        away = np.hypot(np.arange(self.grid.shape[0])[:, None] - row, np.arange(self.grid.shape[1]) - column)
        cells = pictures[positions[self.grid]]
        cells[(self.grid < 0) | (away > share * away.max())] = 0
        rows, columns = self.grid.shape
        self.image.pixel_array = cells.swapaxes(1, 2).reshape(rows * self.side, columns * self.side, 4)
        return self


@cache
def _dials(side: int, ground: str, bright: str) -> np.ndarray:
    """(ANGLES, side, side, 4): a dial with its pointer at each angle."""
    drawn = []
    for turn in np.linspace(-1, 1, ANGLES):
        size = side * FINER
        picture = Image.new("RGBA", (size, size))
        pen, middle, radius = ImageDraw.Draw(picture), size / 2, RIM * size
        color = _bytes(ManimColor(ground).interpolate(ManimColor(bright), DARKEST + (1 - DARKEST) * abs(turn)))
        tip = middle + radius * np.sin(FARTHEST * turn), middle - radius * np.cos(FARTHEST * turn)
        stroke = max(size // 9, 1)
        face = _bytes(ManimColor(ground).interpolate(ManimColor(bright), FACE * abs(turn)))
        pen.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), face, color, stroke)
        pen.line((middle, middle, *tip), fill=color, width=2 * stroke)
        drawn.append(np.asarray(picture.resize((side, side), Image.Resampling.BOX)))
    return np.stack(drawn)


def _bytes(color):
    return tuple(round(255 * part) for part in color.to_rgb())
