"""What hidden neurons add up to over two measures, as a lit surface: seen from its side it is a curve, from above the plane of
the points with its border."""

from collections import deque
from collections.abc import Sequence

import numpy as np
from manim import PI
from PIL import Image, ImageDraw

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.plane import TINTS, Plane
from scenes.kit.plot import sigmoid
from scenes.kit.theme import role
from scenes.scratch.bending import Bending

GRID = 81, 57                  # places from left to right and from front to back
SIZE = 13.2, 7.6               # of the picture
TALL = 1.9                     # manim units from 0 to what is farthest from it
FINER = 2                      # drawn so many times as large, and made smaller: smooth edges
BORDER = 5                     # pixels: width of the border
LATER = 150                    # cells that are drawn before a piece of the border: those beside it do not cover it
LIT, DARK = 0.85, 0.45         # how much of its class's hue a lit slope takes, and how bright it is where no light falls
CLEARER = 3                    # how much sooner a slope takes the hue of its class than the ground of the plane
SUN = np.array([-0.5, -0.45, 0.74])
SIDE, ABOVE = (-PI / 2, 0.0, 1.3), (0.0, PI / 2, 1.0)      # turn, tilt, size: the second measure runs to the right; a map


class Hill(Canvas):
    """The sum of the net with the bend over a plane: up is what it says of the class that lies within its border.

    show(view, added) draws it from a turn and a tilt (radians), so many times as large, with so much of each hidden neuron in it,
    (count,) 0..1. at: of the first measure, where a slice is drawn on it.
    """

    def __init__(self, bending: Bending, plane: Plane, at: float = 0.0):
        self.bending, self.slice, self.tinted = bending, at, plane.tinted
        self.size = np.array([plane.frame.width, plane.frame.height])
        across, away = (np.linspace(*limits, count) for limits, count in zip(plane.limits, GRID, strict=True))
        self.places = np.stack(np.meshgrid(across, away), axis=-1)
        said = bending.says(2)(self.places.reshape(-1, 2))
        self.up = inside(bending, plane)
        self.unit = TALL / np.abs(said).max()
        super().__init__(*SIZE)
        for check in ("shape", "outside"):
            excuse(self, check, "its picture is larger than what is drawn in it, which is seen at an angle")

    def show(self, view: Sequence[float], added: np.ndarray) -> "Hill":
        said = self.bending.says(2, added)(self.places.reshape(-1, 2)).reshape(self.places.shape[:2])
        seen = self._seen(*view, said)
        colors = self._colors(said, float(np.cos(view[1])))
        height, width = self.image.pixel_array.shape[:2]
        picture = Image.new("RGBA", (FINER * width, FINER * height))
        pen, points = ImageDraw.Draw(picture), FINER * (np.array([width, height]) / 2 + DENSITY * seen[..., :2] * [1, -1])
        rows, columns = said.shape
        middles, waiting = (seen[:-1, :-1, 2] + seen[1:, 1:, 2]) / 2, deque()
        for cell in np.argsort(-middles, axis=None, kind="stable").tolist():
            i, j = divmod(cell, columns - 1)
            corners = points[[i, i, i + 1, i + 1], [j, j + 1, j + 1, j]]
            pen.polygon(corners.ravel().tolist(), fill=tuple(colors[i, j].tolist()))
            waiting.append(crossing(corners, said[[i, i, i + 1, i + 1], [j, j + 1, j + 1, j]]))
            if len(waiting) > LATER:
                _border(pen, waiting.popleft())
        for ends in waiting:
            _border(pen, ends)
        self.image.pixel_array = np.array(picture.reduce(FINER))
        return self

    def profile(self, added: np.ndarray, x: float, count: int) -> np.ndarray:
        """Places (count, 3) in the frame of the surface along the second measure, at one of the first, seen from the side."""
        y = np.linspace(*self.places[[0, -1], 0, 1], count)
        said = self.bending.says(2, added)(np.stack([np.full(count, x), y], axis=1))
        across = np.linspace(-0.5, 0.5, count) * SIDE[2] * self.size[1]
        return self.get_center() + np.stack([across, SIDE[2] * self.up * self.unit * said, 0 * y], axis=1)

    def edge(self, view: Sequence[float], axis: int) -> np.ndarray:
        """Where the middle of the near edge is along which a measure runs, 0 or 1, seen from a turn and a tilt."""
        seen = self._seen(*view, np.zeros(self.places.shape[:2]))
        ends = seen[[0, -1], GRID[0] // 2] if axis == 0 else seen[GRID[1] // 2, [0, -1]]
        near = ends[ends[:, 2].argmin()]
        return self.get_center() + near * [1, 1, 0]

    def _seen(self, turn, tilt, size, said):
        """Where the surface's places are seen from the middle, in manim units, and how far away, (rows, columns, 3)."""
        x, y = np.moveaxis((self.places - self.places.mean(axis=(0, 1))) / np.ptp(self.places, axis=(0, 1)) * self.size, -1, 0)
        z = self.up * self.unit * said
        right, far = np.cos(turn) * x - np.sin(turn) * y, np.sin(turn) * x + np.cos(turn) * y
        return size * np.stack([right, far * np.sin(tilt) + z * np.cos(tilt), far * np.cos(tilt) - z * np.sin(tilt)], axis=-1)

    def _colors(self, said, relief):
        """Of each cell, (rows, columns, 3) uint8: those of the plane, and the more relief there is, the more light."""
        low, high = (role(name).to_rgb() for name in TINTS)
        ground = role("background").to_rgb()
        along_y, along_x = np.gradient(self.up * self.unit * said, *(self.size[::-1] / (np.array(said.shape) - 1)))
        normal = np.stack([-along_x, -along_y, np.ones_like(said)], axis=-1)
        light = np.clip(normal @ SUN / np.linalg.norm(normal, axis=-1) / np.linalg.norm(SUN), 0, 1)
        hue = low + sigmoid((1 + CLEARER * relief) * said)[..., None] * (high - low)
        share = self.tinted + relief * (LIT * (DARK + (1 - DARK) * light) - self.tinted)
        colors = ground + share[..., None] * (hue - ground)
        colors[:, np.abs(self.places[0, :, 0] - self.slice).argmin()] = role("focus").to_rgb()
        return np.round(255 * colors).astype(np.uint8)[:-1, :-1]


def inside(bending: Bending, plane: Plane) -> int:
    """Which class lies within the border of the net with the bend: 1 the first, -1 the second."""
    (left, _), (low, high) = plane.limits
    edge = bending.says(2)(np.array([[left, low], [left, high]]))
    return 1 if edge.mean() < 0 else -1


def crossing(corners: np.ndarray, said: np.ndarray) -> list[float]:
    """Where 0 is on the edges of a cell with these corners (4, 2) in turn and what is said there: x and y of each place."""
    ends = []
    for a in range(4):
        b = (a + 1) % 4
        if (said[a] > 0) != (said[b] > 0):
            share = said[a] / (said[a] - said[b])
            ends += (corners[a] + share * (corners[b] - corners[a])).tolist()
    return ends


def _border(pen: ImageDraw.ImageDraw, ends: list[float]) -> None:
    """The piece of the border in a cell, if it crosses it."""
    if len(ends) == 4:
        pen.line(ends, fill=_bytes("ink"), width=FINER * BORDER)


def _bytes(name):
    return tuple(round(255 * part) for part in role(name).to_rgb())
