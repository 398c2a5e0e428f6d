"""Images: laid out on the frame once, and again only when they change."""

import numpy as np
from manim.mobject.types.image_mobject import AbstractImageMobject
from PIL import Image

REACH = 3          # pixels of an image that have a part in a pixel of the frame, to each side: bicubic takes two
THINNEST = 0.5     # pixels of the frame; what is thinner is not drawn by Manim either
EMPTY = np.array([np.inf, np.inf, -np.inf, -np.inf])


class Picture:
    """An image as it was at one moment.

    corners: (4, 3), as an ImageMobject's points; pixels: (height, width, 4) uint8; box: what it covers of the scene
    (x0, y0, x1, y1); part: what of it is not as it was the moment before, or None if all may be different.
    """

    def __init__(self, corners, pixels, resampling, before: "Picture | None" = None):
        self.corners, self.pixels, self.resampling = corners, pixels, resampling
        self.box = self._box(_filled(_words(pixels) != 0))
        self.part = None
        if before and before.resampling == resampling and np.array_equal(before.corners, corners) \
                and before.pixels.shape == pixels.shape:
            self.part = self._box(_filled(_words(pixels) != _words(before.pixels)))
        self._placed = self._place_key = None

    @classmethod
    def of(cls, image: AbstractImageMobject, before: "Picture | None" = None) -> "Picture":
        """`before` itself if nothing has changed since."""
        pixels, resampling = image.get_pixel_array(), image.resampling_algorithm
        if before and before.resampling == resampling and np.array_equal(before.corners, image.points) \
                and before.pixels.shape == pixels.shape and np.array_equal(_words(before.pixels), _words(pixels)):
            return before
        return cls(image.points.copy(), pixels.copy(), resampling, before)

    def _box(self, rows_columns):
        """What a part of the image covers of the scene."""
        if rows_columns is None or not np.isfinite(self.corners).all():
            return EMPTY
        (top, bottom), (left, right) = rows_columns
        height, width = self.pixels.shape[:2]
        down = np.clip([top - REACH, bottom + REACH], 0, height) / height
        across = np.clip([left - REACH, right + REACH], 0, width) / width
        origin, right, below, last = self.corners[:, :2]
        if np.allclose(right - origin, last - below):
            places = [origin + x * (right - origin) + y * (below - origin) for x in across for y in down]
        else:
            places = self.corners[:, :2]     # in perspective
        return np.concatenate([np.min(places, axis=0), np.max(places, axis=0)])

    def paint(self, camera, sheet: np.ndarray, box: tuple[int, int, int, int]) -> None:
        """Lay it over the pixels (height, width, 4) of a sheet, inside of a box (x0, y0, x1, y1)."""
        placed, left, top = self._on_frame(camera)
        if placed is None:
            return
        x0, y0 = max(box[0], left), max(box[1], top)
        x1, y1 = min(box[2], left + placed.width), min(box[3], top + placed.height)
        if x0 < x1 and y0 < y1:
            below = sheet[y0:y1, x0:x1]
            above = placed.crop((x0 - left, y0 - top, x1 - left, y1 - top))
            below[:] = np.asarray(Image.alpha_composite(Image.fromarray(below), above))

    def _on_frame(self, camera):
        if self._place_key != camera.view:
            self._place_key, self._placed = camera.view, self._place(camera)
        return self._placed

    def _place(self, camera):
        """The image as it lies on the frame, and where its upper left pixel is; as Camera.display_image_mobject."""
        nothing = None, 0, 0
        corners = camera.points_to_subpixel_coords(None, self.corners)
        whole = corners.astype(np.int64)
        shift = whole.min(axis=0)
        size = (whole - shift).max(axis=0)
        corners -= shift
        sides = np.roll(corners[[0, 1, 3, 2]], -1, axis=0) - corners[[0, 1, 3, 2]]
        lengths = np.linalg.norm(sides, axis=1)
        longest = np.argmax(lengths)
        (a, b), (c, d) = sides[longest], sides[longest - 1]
        if lengths[longest] == 0 or abs(a * d - b * c) / lengths[longest] < THINNEST or not size.all():
            return nothing
        try:
            transform = _homography(corners, self.pixels.shape)
        except np.linalg.LinAlgError:
            return nothing
        image = Image.fromarray(self.pixels).transform(tuple(size.tolist()), Image.Transform.PERSPECTIVE, transform,
                                                       self.resampling)
        return image, *shift.tolist()


def _homography(corners, shape):
    """PIL's eight numbers of the transform that takes corners (4, 2) on the frame to those of an image."""
    height, width = shape[:2]
    source = np.array([(0, 0), (width, 0), (0, height), (width, height)], float)
    rows = []
    for (x, y), (u, v) in zip(corners, source):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
    return np.linalg.solve(np.array(rows), source.ravel())


def _words(pixels):
    """(height, width): the four bytes of each pixel as one number."""
    return np.ascontiguousarray(pixels).view(np.uint32)[..., 0]


def _filled(mask):
    """First and last row, first and last column (exclusive) with True; None if there is none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return ((rows[0], rows[-1] + 1), (columns[0], columns[-1] + 1)) if len(rows) else None
