"""Images: laid out on the frame once, and again only when they change, and then only the part that did."""

from functools import cache

import numpy as np
from manim.mobject.types.image_mobject import AbstractImageMobject
from PIL import Image
from PIL.Image import Resampling

from scenes.fast.grid import SAME, Grid

REACH = 3          # pixels of an image that have a part in a pixel of the frame, to each side: bicubic takes two
THINNEST = 0.5     # pixels of the frame; what is thinner is not drawn by Manim either
SMALL = 2          # times what is seen of it; an image up to so large is laid out whole
EMPTY = np.array([np.inf, np.inf, -np.inf, -np.inf])
SEEN, OPAQUE = np.uint32(1 << 24), np.uint32(255 << 24)      # pixels as one number: the opacity is its highest byte


class Picture:
    """An image as it was at one moment.

    corners: (4, 3), as an ImageMobject's points; pixels: (height, width, 4) uint8; box: what it covers of the scene
    (x0, y0, x1, y1), at most; part: the same of what is not as it was the moment before, None if all may be different.
    """

    def __init__(self, corners, pixels, resampling, before: "Picture | None" = None, change=None):
        self.corners, self.pixels, self.resampling = corners, pixels, resampling
        self._before = before if change else None
        if before:
            before._before = None            # else one that is never seen would keep all that were before it
        if change:
            self.part = self._box(change)
            self.box = np.concatenate([np.minimum(before.box[:2], self.part[:2]),
                                       np.maximum(before.box[2:], self.part[2:])])
        else:
            self.part, self.box = None, self._box(_bounds(_words(pixels) != 0))
        self._placed = self._placed_for = None

    @classmethod
    def of(cls, image: AbstractImageMobject, before: "Picture | None" = None) -> "Picture":
        """`before` itself if nothing has changed since."""
        pixels, resampling = image.get_pixel_array(), image.resampling_algorithm
        change = None
        if before and before.resampling == resampling and before.pixels.shape == pixels.shape \
                and np.array_equal(before.corners, image.points):
            change = _bounds(_words(before.pixels) != _words(pixels))
            if change is None:
                return before
        return cls(image.points.copy(), pixels.copy(), resampling, before, change)

    def _box(self, bounds):
        """What a part of the image covers of the scene."""
        if bounds is None or not np.isfinite(self.corners).all():
            return EMPTY
        left, top, right, bottom = bounds
        height, width = self.pixels.shape[:2]
        down = np.clip([top - REACH, bottom + REACH], 0, height) / height
        across = np.clip([left - REACH, right + REACH], 0, width) / width
        origin, beside, below, last = self.corners[:, :2]
        if np.allclose(beside - origin, last - below):
            places = [origin + x * (beside - origin) + y * (below - origin) for x in across for y in down]
        else:
            places = self.corners[:, :2]     # in perspective
        return np.concatenate([np.min(places, axis=0), np.max(places, axis=0)])

    def paint(self, camera, sheet: np.ndarray, region: tuple[int, int, int, int]) -> None:
        """Lay it over the pixels (height, width, 4) of a sheet, inside of a region (x0, y0, x1, y1)."""
        placed = self._on_frame(camera)
        if placed is None:
            return
        height, width = placed.pixels.shape[:2]
        x0, y0 = max(region[0], placed.left), max(region[1], placed.top)
        x1, y1 = min(region[2], placed.left + width), min(region[3], placed.top + height)
        if x0 < x1 and y0 < y1:
            _overlay(sheet[y0:y1, x0:x1], placed.pixels[y0 - placed.top:y1 - placed.top,
                                                        x0 - placed.left:x1 - placed.left])

    def _on_frame(self, camera):
        if self._placed_for != camera.view:
            old = self._before and self._before._placed_for == camera.view and self._before._placed
            if old and old.reaches(self.box):
                self._placed = old.changed(self, camera)
            else:
                self._placed = _place(self, camera, whole=bool(old))
            self._placed_for = camera.view
        self._before = None
        return self._placed


class Placed:
    """What is seen of an image on the frame: pixels (height, width, 4), and where the upper left of them is.

    transform: PIL's eight numbers; origin: the place on the frame from which these count; box: of the scene, outside of
    which the image is empty, None if it is laid out whole.
    """

    def __init__(self, pixels, left, top, transform, origin, box=None):
        self.pixels, self.left, self.top, self.transform, self.origin = pixels, left, top, transform, origin
        self.box = box

    def reaches(self, box) -> bool:
        """Whether all that an image has in a box of the scene is laid out."""
        return self.box is None or bool((self.box[:2] <= box[:2]).all() and (box[2:] <= self.box[2:]).all())

    def changed(self, picture: Picture, camera) -> "Placed":
        """With what is different in a picture that lies in the same place."""
        height, width = self.pixels.shape[:2]
        x0, y0, x1, y1 = _seen(picture.part, camera, (self.left, self.top))
        x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
        if x0 >= x1 or y0 >= y1:
            return self
        pixels = self.pixels.copy()
        x, y = self.left - self.origin[0], self.top - self.origin[1]
        pixels[y0:y1, x0:x1] = _transformed(picture, self.transform, (x + x0, y + y0, x + x1, y + y1))
        return Placed(pixels, self.left, self.top, self.transform, self.origin, self.box)


def _place(picture, camera, whole=False):
    """Lay out an image as Camera.display_image_mobject does, as far as there is anything in it, or whole; None if nothing
    of it is seen."""
    corners = camera.points_to_subpixel_coords(None, picture.corners)
    rounded = corners.astype(np.int64)
    origin = rounded.min(axis=0)
    width, height = (rounded - origin).max(axis=0).tolist()
    corners -= origin
    sides = np.roll(corners[[0, 1, 3, 2]], -1, axis=0) - corners[[0, 1, 3, 2]]
    lengths = np.linalg.norm(sides, axis=1)
    longest = np.argmax(lengths)
    (a, b), (c, d) = sides[longest], sides[longest - 1]
    if lengths[longest] == 0 or abs(a * d - b * c) / lengths[longest] < THINNEST:
        return None
    x, y = origin.tolist()
    x0, y0, x1, y1 = max(0, -x), max(0, -y), min(width, camera.pixel_width - x), min(height, camera.pixel_height - y)
    if x0 >= x1 or y0 >= y1:
        return None
    if width * height < SMALL * (x1 - x0) * (y1 - y0):
        x0, y0, x1, y1 = 0, 0, width, height
    box = None if whole else picture.box
    if box is not None:
        left, top, right, bottom = _seen(box, camera, origin)
        x0, y0, x1, y1 = max(x0, left), max(y0, top), min(x1, right), min(y1, bottom)
        if x0 >= x1 or y0 >= y1:
            return None
    try:
        transform = _homography(corners, picture.pixels.shape)
    except np.linalg.LinAlgError:
        return None
    return Placed(_transformed(picture, transform, (x0, y0, x1, y1)), x + x0, y + y0, transform, (x, y), box)


def _seen(box, camera, origin):
    """The pixels of the frame (left, top, right, bottom), counted from an origin, that a box of the scene reaches."""
    if not np.isfinite(box).all():
        return 0, 0, 0, 0
    x0, y0, x1, y1 = box
    ends = camera.points_to_subpixel_coords(None, np.array([(x0, y1, 0), (x1, y0, 0)])) - origin
    return *np.floor(ends[0]).astype(int) - 1, *np.ceil(ends[1]).astype(int) + 1


def _homography(corners, shape):
    """PIL's eight numbers of the transform that takes corners (4, 2) on the frame to those of an image."""
    height, width = shape[:2]
    source = np.array([(0, 0), (width, 0), (0, height), (width, height)], float)
    rows = []
    for (x, y), (u, v) in zip(corners, source):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
    return np.linalg.solve(np.array(rows), source.ravel())


def _transformed(picture, transform, box):
    """The pixels of a box (x0, y0, x1, y1) of the frame, counted from where the image begins."""
    x0, y0, x1, y1 = box
    size = x1 - x0, y1 - y0
    if picture.resampling in (Resampling.NEAREST, Resampling.BILINEAR):
        grid = Grid.of(transform, box)
        if grid and grid.is_certain and picture.resampling == Resampling.NEAREST:
            return grid.nearest(_words(picture.pixels))
        if grid and grid.is_certain and grid.enlarges and _is_opaque(picture.pixels):
            return grid.bilinear(picture.pixels)
    if picture.resampling == Resampling.NEAREST:
        return np.asarray(Image.fromarray(picture.pixels).transform(
            (x1, y1), Image.Transform.PERSPECTIVE, transform, picture.resampling))[y0:, x0:]
    a, b, c, d, e, f, g, h = transform
    whole = round(c), round(f)
    if np.abs(np.array([a - 1, b, d, e - 1, g, h])).max() * max(x1, y1) < SAME \
            and max(abs(c - whole[0]), abs(f - whole[1])) < SAME:
        (left, right), (top, bottom) = (x0 + whole[0], x1 + whole[0]), (y0 + whole[1], y1 + whole[1])
        inside = picture.pixels[max(top, 0):bottom, max(left, 0):right]
        if inside.shape[:2] == size[::-1]:
            return inside if _is_opaque(inside) else _as_pil_keeps_it(inside)
        image = Image.fromarray(picture.pixels).crop((left, top, right, bottom))
        return np.asarray(image.convert("RGBa").convert("RGBA"))
    (left, right), (top, bottom) = _needed(transform, box, picture.pixels.shape)
    by, c, f = 1 + g * x0 + h * y0, a * x0 + b * y0 + c, d * x0 + e * y0 + f
    a, b, c, d, e, f, g, h = np.array([a, b, c, d, e, f, g, h]) / by
    moved = [a - left * g, b - left * h, c - left, d - top * g, e - top * h, f - top, g, h]
    return np.asarray(Image.fromarray(picture.pixels[top:bottom, left:right]).transform(
        size, Image.Transform.PERSPECTIVE, moved, picture.resampling))


def _needed(transform, box, shape):
    """The columns and rows of an image, each (first, end), from which a box of the frame is taken."""
    a, b, c, d, e, f, g, h = transform
    x, y = np.array([(box[i], box[j]) for i in (0, 2) for j in (1, 3)]).T
    by = g * x + h * y + 1
    if by.min() <= 0:
        return (0, shape[1]), (0, shape[0])
    places = np.stack([a * x + b * y + c, d * x + e * y + f]) / by
    first = np.clip(np.floor(places.min(axis=1)).astype(int) - REACH, 0, [shape[1] - 1, shape[0] - 1])
    end = np.clip(np.ceil(places.max(axis=1)).astype(int) + REACH, first + 1, [shape[1], shape[0]])
    return tuple(zip(first.tolist(), end.tolist()))


def _as_pil_keeps_it(pixels):
    """What is left of pixels when PIL has multiplied colours by their opacity, as it does to move them, and divided again."""
    words = _words(pixels)
    kept, at = np.where(words >= SEEN, words, 0).ravel(), np.flatnonzero(_is_between(words))
    some = kept[at]
    opacity, colours = some >> 16 & 0xff00, some & OPAQUE
    for shift in (0, 8, 16):
        colours |= _kept().take(opacity | some >> shift & 0xff, mode="clip") << shift
    kept[at] = colours
    return kept.view(np.uint8).reshape(pixels.shape)


@cache
def _kept():
    """What PIL keeps of a byte of colour, by 256 times the opacity plus the byte."""
    opacity, byte = np.divmod(np.arange(1 << 16), 256)
    pixels = np.stack([byte, byte, byte, opacity], axis=-1).astype(np.uint8)[None]
    return np.asarray(Image.fromarray(pixels).convert("RGBa").convert("RGBA"))[0, :, 0].astype(np.uint32)


def _overlay(below, above):
    """Lay pixels over others of the same shape; what is opaque replaces them, the rest is mixed by PIL."""
    words, under = _words(above), _words(below)
    opaque = words >= OPAQUE
    if opaque.all():
        under[:] = words
        return
    np.copyto(under, words, where=opaque)
    bounds = _bounds(_is_between(words))
    if bounds:
        x0, y0, x1, y1 = bounds
        part, under = below[y0:y1, x0:x1], under[y0:y1, x0:x1]
        ground, sheet = (Image.fromarray(pixels[y0:y1, x0:x1]) for pixels in (below, above))
        if under.min() < OPAQUE:
            part[:] = np.asarray(Image.alpha_composite(ground, sheet))
        else:                                # the same colours in half the time
            part[:] = np.asarray(Image.composite(sheet, ground, sheet))
            under |= OPAQUE


def _is_opaque(pixels):
    return _words(pixels).min() >= OPAQUE


def _is_between(words):
    """Which pixels are seen and let through what is below; what is not seen counts round to the highest numbers."""
    return words - SEEN < OPAQUE - SEEN


def _words(pixels):
    """(height, width): the four bytes of each pixel as one number."""
    if pixels.strides[1:] != (4, 1):
        pixels = np.ascontiguousarray(pixels)
    return pixels.view(np.uint32)[..., 0]


def _bounds(mask):
    """Where a mask is True: x0, y0, x1, y1; None if it is nowhere."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return None
    columns = np.flatnonzero(mask[rows[0]:rows[-1] + 1].any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
