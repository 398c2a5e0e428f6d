"""A surface over a plane, seen from above at an angle and drawn as one image: thousands of cells stay cheap."""

from dataclasses import astuple, dataclass

import numpy as np
from manim import ManimColor
from PIL import Image, ImageDraw, ImageFilter

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.relief import HARD, Look, Relief
from scenes.kit.theme import role

COARSER = 2          # the surface has so many times fewer pixels: its light and its borders are soft
FINER = 2            # lines are drawn so many times as large, and made smaller: smooth edges
CURVE, PATH, HEAD = 6, 6, 44     # pixels: widths of the curve that is carried along, of the path, and of the dot at its end
GLOW, REACH = 1.9, 12            # how strongly the path shines, and how far, in pixels
LIFT = 0.012         # of the height: the path lies so much above the surface


@dataclass(frozen=True)
class View:
    """From where the surface is seen: turned by `turn` radians, from `tilt` radians above its plane (pi/2: a map).

    size: width in manim units of the plane's half diagonal; rise: of the largest height; aside, up: from the middle of
    the picture to that of the surface; near: how far the picture has gone from there to where the path has come, 0..1.
    """

    turn: float = 0.7
    tilt: float = 0.6
    size: float = 4.2
    rise: float = 2.6
    aside: float = 0.0
    up: float = 0.0
    near: float = 0.0

    def project(self, points: np.ndarray) -> np.ndarray:
        """Points (n, 3) in -1..1, -1..1 and 0..1 as (n, 3): x and y in manim units, and how far away they are."""
        cosine, sine = np.cos(self.turn), np.sin(self.turn)
        x = cosine * points[:, 0] - sine * points[:, 1]
        y = sine * points[:, 0] + cosine * points[:, 1]
        reach = self.size / np.sqrt(2)
        up = reach * y * np.sin(self.tilt) + self.rise * (points[:, 2] - 0.5) * np.cos(self.tilt)
        return np.stack([reach * x, up, y * np.cos(self.tilt) - points[:, 2] * np.sin(self.tilt)], axis=1)

    def towards(self, other: "View", share: float) -> "View":
        """What is seen on the way to another view."""
        return View(*(a + (b - a) * share for a, b in zip(astuple(self), astuple(other))))


class Landscape(Canvas):
    """Heights (rows, columns) over x (columns,) and y (rows,): low is dark, high has the colour of the errors.

    ceiling: what is higher is cut off there, and drawn so (default: nothing is); look: how it is painted, and whether it
    dissolves below there and at its borders. width, height: of the picture in manim units. show() draws it from a view, with a
    path up to a share of its length; or only a part of it, that which a curve along x has swept over, which is carried to both
    sides along y.
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, heights: np.ndarray, *, width: float = 12.0, height: float = 6.4,
                 ceiling: float | None = None, view: View | None = None, look: Look = HARD):
        self.x, self.y = np.asarray(x, float), np.asarray(y, float)
        self.heights = np.asarray(heights, float)
        self.low = float(self.heights.min())
        self.high = float(self.heights.max() if ceiling is None else ceiling)
        self.view = view or View()
        self.relief = Relief(self._share(self.heights), look)
        across = np.stack(np.meshgrid(np.linspace(-1, 1, len(self.x)), np.linspace(-1, 1, len(self.y))), axis=-1)
        self.nodes = np.concatenate([across, self._share(self.heights)[..., None]], axis=-1).reshape(-1, 3)
        self.path = np.zeros((0, 3))
        super().__init__(width, height)
        excuse(self, "shape", "its picture is larger than what is drawn in it, which is seen at an angle")
        self.show()

    def set_path(self, points: np.ndarray) -> "Landscape":
        """A line on the surface through points (n, 2) of the plane."""
        points = np.asarray(points, float)
        levels = [self.level(*point) + LIFT for point in points]
        self.path = np.column_stack([self._across(points), levels])
        return self

    def level(self, x: float, y: float) -> float:
        """The surface's height at a place of the plane, 0..1 of what is drawn."""
        column, row = (float(np.interp(value, edges, np.arange(len(edges))))
                       for value, edges in ((x, self.x), (y, self.y)))
        j, i = min(int(column), len(self.x) - 2), min(int(row), len(self.y) - 2)
        s, t = column - j, row - i
        cell = self.heights[i:i + 2, j:j + 2]
        height = (1 - t) * ((1 - s) * cell[0, 0] + s * cell[0, 1]) + t * ((1 - s) * cell[1, 0] + s * cell[1, 1])
        return float(self._share(height))

    def place(self, x: float, y: float) -> np.ndarray:
        """Where a place of the surface is in the frame, from where it is seen now."""
        point = np.array([[*self._across(np.array([[x, y]]))[0], self.level(x, y) + LIFT]])
        return self.image.get_center() + np.array([*(self.view.project(point)[0, :2] + self.offset), 0])

    def show(self, view: View | None = None, along: float = 1.0, swept: tuple[float, float] = (0.0, 1.0)) -> "Landscape":
        """Draw it. along: share of the path's points that is drawn; swept: shares of y between which the curve was carried."""
        self.view = view = view or self.view
        self._centre(max(round(along * len(self.path)), 1) - 1)
        path = self._pixels(view.project(self.path[:round(along * len(self.path))]))
        edges = [(edge, self._pixels(view.project(edge))) for edge in (self._edge(at) for at in swept if 0 < at < 1)]
        relief, size, offset = self.relief, self.shape, self.offset
        self.image.paint(lambda: _painted(relief, size, view, offset, path, swept, edges))
        return self

    def _centre(self, head):
        """How far the picture must be moved, in manim units, for the whole surface to lie in its middle, or point `head` of the
        path."""
        seen = self.view.project(self.nodes)[:, :2]
        self.offset = np.array([self.view.aside, self.view.up]) - (seen.min(axis=0) + seen.max(axis=0)) / 2
        if self.view.near:
            self.offset -= self.view.near * (self.view.project(self.path[[head]])[0, :2] + self.offset)

    def _edge(self, swept: float) -> np.ndarray:
        """Points (columns, 3) of the curve that is carried along."""
        rows, columns = self.heights.shape
        last = swept * (rows - 1)
        low, high = int(last), min(int(last) + 1, rows - 1)
        share = self._share(self.heights[[low, high]])
        heights = share[0] + (last - low) * (share[1] - share[0])
        return np.column_stack([np.linspace(-1, 1, columns), np.full(columns, 2 * swept - 1), heights])

    def _pixels(self, seen):
        height, width = self.shape
        middle = np.array([width / 2, height / 2])
        return middle +  (seen[..., :2] + self.offset) * DENSITY * [1, -1]

    def _across(self, points):
        low, high = np.array([self.x[0], self.y[0]]), np.array([self.x[-1], self.y[-1]])
        return 2 * (points - low) / (high - low) - 1

    def _share(self, heights):
        return np.clip((np.asarray(heights) - self.low) / (self.high - self.low), 0, 1)


def _painted(relief, size, view, offset, path, swept, edges):
    """The picture of a surface, of a size (rows, columns)."""
    height, width = size
    small = height // COARSER, width // COARSER
    surface = relief.seen(view, offset, small, DENSITY / COARSER, swept)
    picture = Image.frombytes("RGBa", small[::-1], surface.tobytes())
    if len(path):
        _shine(picture, path / COARSER)
    picture = _enlarged(picture, (width, height))
    for edge, places in edges:
        seen = relief.opacity(edge[:, :2])
        _draw(picture, places, role("error"), CURVE, (seen[1:] + seen[:-1]) / 2)
    if len(path):
        _draw(picture, path, role("ink"), PATH)
        _draw(picture, path[-1:], role("focus"), HEAD)
    return np.array(picture)


def _draw(picture: Image.Image, places: np.ndarray, color: ManimColor, width: float, seen: np.ndarray | None = None) -> None:
    """A line with round ends through places (n, 2), or a dot, `width` pixels wide; seen: how much of each part, (n - 1,)."""
    mask, corner = _line(places, width, FINER, seen)
    picture.paste(_bytes(color), corner, mask.reduce(FINER))


def _enlarged(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A picture COARSER times as large, on one of a size: only what there is in it, which takes less than half the time."""
    large = Image.new("RGBA", size)
    if seen := picture.getbbox():
        left, top = (max(edge - 1, 0) for edge in seen[:2])
        right, bottom = (min(edge + 1, most) for edge, most in zip(seen[2:], picture.size))
        part = picture.resize((COARSER * (right - left), COARSER * (bottom - top)), Image.Resampling.BILINEAR,
                              (left, top, right, bottom))
        large.paste(part.convert("RGBA"), (COARSER * left, COARSER * top))
    return large


def _shine(picture: Image.Image, places: np.ndarray) -> None:
    """What is around a line through places (n, 2) shines."""
    mask, corner = _line(places, PATH, 1)
    around = mask.reduce(REACH // 4).filter(ImageFilter.GaussianBlur(REACH // 4)).point(lambda seen: min(int(GLOW * seen), 255))
    picture.paste(_bytes(role("activation")), corner, around.resize(mask.size, Image.Resampling.BILINEAR))


def _line(places: np.ndarray, width: float, finer: int, seen: np.ndarray | None = None) -> tuple[Image.Image, tuple[int, int]]:
    """A mask of a line with round ends, so many times as large as it is in the picture, and where its corner is there."""
    corner = np.floor(places.min(axis=0)).astype(int) - 2 * REACH
    size = np.ceil((places.max(axis=0) - corner) / REACH + 2).astype(int) * REACH
    mask, points = Image.new("L", tuple((finer * size).tolist())), finer * (places - corner)
    pen, half = ImageDraw.Draw(mask), finer * width / 2
    if seen is None:
        pen.line(points.ravel().tolist(), fill=255, width=round(2 * half))
        for x, y in points[[0, -1]]:
            pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
    else:
        for start, end, much in zip(points, points[1:], np.round(255 * seen).astype(int)):
            pen.line((*start, *end), fill=int(much), width=round(2 * half))
    return mask, tuple(corner.tolist())


def _bytes(color):
    return tuple(round(255 * part) for part in color.to_rgb())
