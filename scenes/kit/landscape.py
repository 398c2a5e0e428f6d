"""A surface over a plane, seen from above at an angle and drawn as one image: thousands of cells stay cheap."""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.theme import blend, role

FINER = 2            # the picture is drawn so many times as large, and made smaller: smooth edges
CURVE = 6            # pixels: width of the curve that is carried along
LIFT = 0.012         # of the height: the path lies so much above the surface
LIGHT = np.array([-0.55, 0.35, 0.75]) / np.linalg.norm([-0.55, 0.35, 0.75])


@dataclass(frozen=True)
class View:
    """From where the surface is seen: turned by `turn` radians, from `tilt` radians above its plane (pi/2: a map).

    size: width in manim units of the plane's half diagonal; rise: of the largest height.
    """

    turn: float = 0.7
    tilt: float = 0.6
    size: float = 4.2
    rise: float = 2.6

    def project(self, points: np.ndarray) -> np.ndarray:
        """Points (n, 3) in -1..1, -1..1 and 0..1 as (n, 3): x and y in manim units, and how far away they are."""
        cosine, sine = np.cos(self.turn), np.sin(self.turn)
        x = cosine * points[:, 0] - sine * points[:, 1]
        y = sine * points[:, 0] + cosine * points[:, 1]
        reach = self.size / np.sqrt(2)
        up = reach * y * np.sin(self.tilt) + self.rise * (points[:, 2] - 0.5) * np.cos(self.tilt)
        return np.stack([reach * x, up, y * np.cos(self.tilt) - points[:, 2] * np.sin(self.tilt)], axis=1)

    def turned(self, turn: float, tilt: float | None = None) -> "View":
        """The same, from another side."""
        return replace(self, turn=turn, tilt=self.tilt if tilt is None else tilt)


class Landscape(Canvas):
    """Heights (rows, columns) over x (columns,) and y (rows,): low is dark, high has the colour of the errors.

    ceiling: what is higher is cut off there, and drawn so (default: nothing is). width, height: of the picture in manim
    units. show() draws it from a view, with a path up to a share of its length; or only a part of it, that which a curve along
    x has swept over, which is carried from the first row of heights to the last.
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, heights: np.ndarray, *, width: float = 12.0, height: float = 6.4,
                 ceiling: float | None = None, view: View | None = None):
        self.x, self.y = np.asarray(x, float), np.asarray(y, float)
        self.heights = np.asarray(heights, float)
        self.low = float(self.heights.min())
        self.high = float(self.heights.max() if ceiling is None else ceiling)
        self.view = view or View()
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

    def show(self, view: View | None = None, along: float = 1.0, swept: float = 1.0) -> "Landscape":
        """Draw it. along: share of the path's points that is drawn; swept: share of y that the curve has been carried over."""
        self.view = view or self.view
        height, width = self.image.pixel_array.shape[:2]
        canvas = Image.new("RGBX", (FINER * width, FINER * height))     # colours times opacity, as all is opaque or nothing
        pen = ImageDraw.Draw(canvas)
        self._centre()
        points = self._surface(swept)
        if swept > 0:
            corners, depths, colors = self._cells(points)
            lines = _bytes(blend("background", "panel", 0.8))
            for k in np.argsort(-depths):
                pen.polygon(corners[k].ravel().tolist(), fill=colors[k], outline=lines)
        if swept < 1:
            curve = self._pixels(self.view.project(points[-1]))
            pen.line(curve.ravel().tolist(), fill=_bytes(role("error")), width=CURVE * FINER, joint="curve")
        self._draw_path(pen, along)
        smaller = canvas.reduce(FINER).tobytes()
        self.image.pixel_array = np.array(Image.frombytes("RGBa", (width, height), smaller).convert("RGBA"))
        return self

    def _centre(self):
        """How far the picture must be moved, in manim units, for the whole surface to lie in its middle."""
        seen = self.view.project(self._surface().reshape(-1, 3))[:, :2]
        self.offset = -(seen.min(axis=0) + seen.max(axis=0)) / 2

    def edge(self, swept: float, share: float = 0.5) -> np.ndarray:
        """Where the curve that is carried along is in the frame, at a share of x."""
        points = self._surface(swept)[-1]
        return self.image.get_center() + np.array([*(self.view.project(points)[round(share * (len(points) - 1)), :2]
                                                     + self.offset), 0])

    def _surface(self, swept: float = 1.0):
        """Points (rows, columns, 3) of the part of the surface that is swept."""
        rows, columns = self.heights.shape
        last = swept * (rows - 1)
        whole, between = int(np.ceil(last)), last % 1
        at = np.concatenate([np.arange(whole), [last]])
        share = self._share(self.heights)
        edge = share[int(last)] + between * (share[whole] - share[int(last)])
        heights = np.concatenate([share[:whole], edge[None]])
        across = np.stack(np.meshgrid(np.linspace(-1, 1, columns), 2 * at / (rows - 1) - 1), axis=-1)
        return np.concatenate([across, heights[..., None]], axis=-1)

    def _cells(self, points):
        """Corners (n, 4, 2) in pixels, depths (n,) and colours of the surface's cells."""
        share = points[..., 2]
        seen = self.view.project(points.reshape(-1, 3)).reshape(points.shape)
        around = (slice(0, -1), slice(0, -1)), (slice(0, -1), slice(1, None)), (slice(1, None), slice(1, None)), \
                 (slice(1, None), slice(0, -1))
        corners = np.stack([self._pixels(seen[part]) for part in around], axis=2).reshape(-1, 4, 2)
        depths = np.mean([seen[part][..., 2] for part in around], axis=0).ravel()
        mean = np.mean([share[part] for part in around], axis=0)
        return corners, depths, self._colors(mean, points)

    def _colors(self, share, points):
        """What each cell is painted with: its height, lit from one side."""
        along_x, along_y = points[:-1, 1:] - points[:-1, :-1], points[1:, :-1] - points[:-1, :-1]
        normal = np.cross(along_x, along_y)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        light = 0.72 + 0.28 * np.clip(normal @ LIGHT, 0, 1)
        low, high = blend("background", "error", 0.10).to_rgb(), blend("background", "error", 0.95).to_rgb()
        tone = low + (high - low) * (share ** 0.7)[..., None]
        return list(map(tuple, np.round(255 * tone * light[..., None]).astype(int).reshape(-1, 3).tolist()))

    def _draw_path(self, pen, along):
        count = round(along * len(self.path))
        if count < 1:
            return
        pixels = self._pixels(self.view.project(self.path[:count]))
        ink, head = _bytes(role("ink")), _bytes(role("focus"))
        if count > 1:
            pen.line(pixels.ravel().tolist(), fill=ink, width=4 * FINER, joint="curve")
        x, y = pixels[-1]
        radius = 9 * FINER
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=head)

    def _pixels(self, seen):
        height, width = self.image.pixel_array.shape[:2]
        middle = np.array([width / 2, height / 2])
        return FINER * (middle + (seen[..., :2] + self.offset) * DENSITY * [1, -1])

    def _across(self, points):
        low, high = np.array([self.x[0], self.y[0]]), np.array([self.x[-1], self.y[-1]])
        return 2 * (points - low) / (high - low) - 1

    def _share(self, heights):
        return np.clip((np.asarray(heights) - self.low) / (self.high - self.low), 0, 1)


def _bytes(color):
    return tuple(round(255 * part) for part in color.to_rgb())
