"""Thousands of knobs as one image: each a small dial whose pointer is its value; how bright it is says how much it matters."""

from functools import cache

import numpy as np
from manim import ManimColor
from PIL import Image, ImageDraw

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.theme import blend, role

FINER = 100             # pixels of the picture, at least, in which a dial is drawn before it is made smaller: smooth edges
ANGLES = 61             # how many positions a pointer has
LEVELS = 12             # and how many steps of brightness a dial
FARTHEST = 2.4          # radians from straight up, to both sides
RIM_SEEN = 0.25         # how much of its colour the rim has,
POINTER = 0.42          # and the pointer on a face that is not bright, so that it does not outshine those that are
BRIGHT = 0.55           # level of brightness from which on a face is bright
FACE = 1.0              # how much of it the face of the brightest one has
RIM = 0.42              # radius of a dial, of its cell's width
TINY = 12               # pixels; what is smaller is no circle, but a square that fills its cell,
GAP = 0.04              # but for so much of it,
FAINT = 0.3             # with a pointer of so much of the ink


class Dials(Canvas):
    """turns (n,) in -1..1: how far each pointer points to the left (down) or to the right (up); 0 is straight up.
    slopes (n,) in -1..1: what each dial is coloured by, the brighter the further from 0.

    grid (rows, columns): which dial stands in each place, -1 for none; width: of all in manim units; first: one that is in
    the grid. show() draws those that are near enough to a first one, so that they spread from there.
    """

    def __init__(self, turns: np.ndarray, slopes: np.ndarray, grid: np.ndarray, width: float = 13.0, first: int = 0):
        self.turns, self.slopes = (np.clip(np.asarray(array, float).ravel(), -1, 1) for array in (turns, slopes))
        self.grid = np.asarray(grid)
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

    def show(self, share: float = 1.0, first: int = 0, lit: float = 1.0, moved: float = 0.0) -> "Dials":
        """Draw those that are nearest to the dial `first`, up to a share of the largest distance. lit: how much of the slopes'
        brightness is seen; moved: by how much of its slope each pointer is turned against it."""
        turned = self.turns - moved * self.slopes
        positions = np.clip(np.round((1 + turned) / 2 * (ANGLES - 1)), 0, ANGLES - 1).astype(int)
        levels = np.round(lit * np.abs(self.slopes) * (LEVELS - 1)).astype(int)
        pictures = _dials(self.side, role("background").to_hex(), role("error").to_hex())
        row, column = np.argwhere(self.grid == first)[0]
        away = np.hypot(np.arange(self.grid.shape[0])[:, None] - row, np.arange(self.grid.shape[1]) - column)
        grid, shape, nothing = self.grid, self.shape, (self.grid < 0) | (away > share * away.max())

        def painted():
            cells = pictures[levels[grid], positions[grid]]
            cells[nothing] = 0
            return cells.swapaxes(1, 2).reshape(*shape, 4)
        self.image.paint(painted)
        return self


@cache
def _dials(side: int, ground: str, bright: str) -> np.ndarray:
    """(LEVELS, ANGLES, side, side, 4): a dial of each brightness with its pointer at each angle."""
    drawn = [_dial(side, turn, level, ground, bright) for level in np.linspace(0, 1, LEVELS)
             for turn in np.linspace(-1, 1, ANGLES)]
    return np.stack(drawn).reshape(LEVELS, ANGLES, side, side, 4)


def _dial(side, turn, level, ground, bright):
    size = side * max(FINER // side, 2)
    picture = Image.new("RGBA", (size, size))
    pen, middle, radius = ImageDraw.Draw(picture), size / 2, RIM * size
    tip = middle + radius * np.sin(FARTHEST * turn), middle - radius * np.cos(FARTHEST * turn)
    stroke = max(size // 10, 1)
    face = ManimColor(ground).interpolate(ManimColor(bright), FACE * level)
    pointer = blend("background", "ink", POINTER) if level < BRIGHT else role("background")
    if side < TINY:
        pen.rectangle((GAP * size, GAP * size, size * (1 - GAP), size * (1 - GAP)), _bytes(face))
        pen.line((middle, middle, *tip), fill=_bytes(face.interpolate(role("ink" if level < BRIGHT else "background"), FAINT)),
                 width=stroke)
        return np.asarray(picture.resize((side, side), Image.Resampling.BOX))
    pen.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), _bytes(face), _bytes(blend(
        "background", "quiet", RIM_SEEN)), stroke)
    pen.line((middle, middle, *tip), fill=_bytes(pointer), width=3 * stroke // 2)
    return np.asarray(picture.resize((side, side), Image.Resampling.BOX))


def _bytes(color):
    return tuple(round(255 * part) for part in color.to_rgb())


def fitting(grid: np.ndarray, widest: float, tallest: float) -> float:
    """The width at which a grid of dials is neither wider nor taller than that."""
    rows, columns = grid.shape
    return min(widest, tallest * columns / rows)
