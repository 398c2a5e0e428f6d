"""A plane of points that lies down, until one slice of it runs across the frame: what is said along the slice can stand on it."""

from collections.abc import Callable

import numpy as np
from manim import PI, Line, VGroup
from PIL import Image

from scenes.kit.canvas import DENSITY
from scenes.kit.plane import Plane
from scenes.kit.sprites import FrameCanvas
from scenes.kit.theme import role
from scenes.kit.tilted import homography

TILT = 67 * PI / 180        # by how much it leans back in the end,
TURN = PI / 2               # and by how much it has turned: the second measure goes from left to right then
AWAY = 20.0                 # manim units from the eye to the slice: the farther, the less of a perspective
DEPTH = 0.8                 # what is left of the length of the first measure, which leads away from the viewer then
BYTES = np.arange(256)
DIMMED, GROUND = 0.6, 0.9   # what is left of the plane's colours then, and how much of a panel's its ground has


class Tipped(FrameCanvas):
    """plane: which; at: the place of the slice on its first measure; start, end: where the slice's ends are at last.

    show(share) draws the plane as it is now, on its way from where it stands (0) to where it lies (1); place(x, y) is where
    that place of the plane is then.
    """

    def __init__(self, plane: Plane, at: float, start: np.ndarray, end: np.ndarray):
        super().__init__()
        self.plane, self.limits = plane, plane.limits
        self.at, self.middle = at, float(plane.limits[1].mean())
        self.set_z_index(-1)
        self.size = np.array([plane.frame.width, plane.frame.height])
        self.stands, self.lies = plane.point(at, self.middle)[:2], (np.asarray(start) + end)[:2] / 2
        self.longer = float(np.linalg.norm(np.asarray(end) - start)) / plane.frame.height
        self.show(0)

    def show(self, share: float) -> "Tipped":
        self.share = share
        height, width = self.shape
        (left, right), (low, high) = self.limits
        corners = np.array([self.place(*corner)[:2] for corner in ((left, high), (right, high), (right, low), (left, low))])
        pixels = np.array([width / 2, height / 2]) + corners * [DENSITY, -DENSITY]
        left, top = np.clip(np.floor(pixels.min(axis=0)).astype(int) - 1, 0, [width, height])
        right, bottom = np.clip(np.ceil(pixels.max(axis=0)).astype(int) + 1, [left, top], [width, height])
        picture = self.picture(share)
        columns, rows = picture.size
        square = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], float)
        tipped = homography(pixels - [left, top], square)[:8]

        def painted():
            whole = np.zeros((height, width, 4), np.uint8)
            whole[top:bottom, left:right] = picture.transform((right - left, bottom - top), Image.Transform.PERSPECTIVE, tipped,
                                                              Image.Resampling.BILINEAR)
            return whole
        self.image.paint(painted)
        return self

    def picture(self, share: float) -> Image.Image:
        """The plane's own picture, whose colours step back the more it lies down, and whose ground becomes a floor."""
        ground, floor = (255 * role(name).to_rgb() for name in ("background", "panel"))
        seen = ground + (1 - share * (1 - DIMMED)) * (BYTES[:, None] - ground) + share * GROUND * (floor - ground)
        table = np.column_stack([np.clip(np.round(seen), 0, 255), BYTES]).astype(int)      # of red, green, blue, alpha
        return Image.fromarray(self.plane.image.pixel_array).point(table.T.ravel().tolist())

    def place(self, x: float, y: float) -> np.ndarray:
        """Where a place of the plane is in the frame."""
        share, part = self.share, (np.array([x, y]) - [self.at, self.middle]) / np.ptp(self.limits, axis=1)
        along = part * self.size * (1 + share * (np.array([DEPTH, self.longer]) - 1))
        cosine, sine = np.cos(share * TURN), np.sin(share * TURN)
        across, up = cosine * along[0] + sine * along[1], cosine * along[1] - sine * along[0]
        nearer = AWAY / (AWAY + up * np.sin(share * TILT))
        where = self.stands + share * (self.lies - self.stands)
        return np.array([*(where + nearer * np.array([across, up * np.cos(share * TILT)])), 0])

    def carry(self, cut: Line, marks: VGroup, places: np.ndarray, lines: VGroup) -> Callable[[float], None]:
        """What show is to be with the slice, with the marks of points (n, 2) near it, which come to lie on it, and with lines of
        the plane that can stand on it."""
        def show(share: float) -> None:
            self.show(share)
            cut.put_start_and_end_on(*(self.place(self.at, end) for end in self.limits[1]))
            for mark, (x, y) in zip(marks, places, strict=True):
                mark.move_to(self.place(x + share * (self.at - x), y))
            for line in lines:
                line.stand(self.place)
        return show
