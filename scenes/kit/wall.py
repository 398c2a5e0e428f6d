"""All images of a training set on one wall that fills the frame, and a look that moves in on the one in the middle."""

import numpy as np
from manim import ImageMobject, UpdateFromAlphaFunc, config, linear
from manim.utils.rate_functions import ease_in_out_sine
from PIL import Image, ImageFilter

FAR_GAIN = 5          # how much brighter a bold image is drawn while it is as small as a few pixels,
FAR_POWER = 3         # and by what power of its ink a fainter one is less so: from afar, the bold ones make the picture
VIGNETTE = 0.95       # what of that light is lost half the wall's width from its middle
FULL_SIZE = 28        # from this width in pixels on they are drawn as they are
HARD = 56, 112        # between these widths in pixels, the smooth picture turns into one of hard pixels
BLUR = 4              # pixels, at 1920 to the width: how far the edges are blurred while the look moves fast
BOLD = 100            # of 255: the light of a bold image; still bolder ones have more
BLEND = 0.12          # share of a block's width over which it goes over into the less sharp one around it


class Wall(ImageMobject):
    """index: (R, C), which image stands where, -1: none; tiny: (n, s, s) uint8, all images; blocks: (r, c, t, t) uint8,
    the middle of the wall in more and more pixels an image, the last one the sharpest.

    The picture is as large as the frame and is drawn anew for each look: enlarging one picture of the whole wall would
    need all the memory there is.
    """

    def __init__(self, index: np.ndarray, tiny: np.ndarray, *blocks: np.ndarray):
        self.rows, self.columns = index.shape
        whole = np.where((index < 0)[..., None, None], 0, tiny[index])
        self.tiers = [(Image.fromarray(_raster(block)), block.shape[1]) for block in (whole.astype(np.uint8), *blocks)]
        super().__init__(np.zeros((config.pixel_height, config.pixel_width), np.uint8))
        self.stretch_to_fit_width(config.frame_width).stretch_to_fit_height(config.frame_height)
        self.whole = _filled(index)
        self.light = _light(index, tiny)
        flatness = config.frame_height / config.frame_width
        x, y = np.linspace(-1, 1, config.pixel_width), np.linspace(-1, 1, config.pixel_height) * flatness
        self.edge = _mask(np.clip(1.6 * np.hypot.outer(y, x) - 0.15, 0, 1))      # black in the middle of the frame
        self.look(0.0)

    def look(self, nearness: float, haste: float = 0.0, across: float = 2.6) -> "Wall":
        """Show the wall without its empty corners (nearness 0), or so near to the middle that `across` images fill the width (1).

        haste: 0..1, how fast the look moves: so much are the edges of the picture blurred, where all rushes by.
        """
        width = self.whole * (across / self.whole) ** nearness
        home = np.array([self.columns / 2, self.rows / 2])
        middle = np.array([self.columns // 2, self.rows // 2]) + 0.5
        picture = self._picture(home + (self.whole - width) / (self.whole - across) * (middle - home), width)
        if haste > 0:
            blurred = picture.filter(ImageFilter.BoxBlur(float(BLUR * haste * config.pixel_width / 1920)))
            picture = Image.composite(blurred, picture, self.edge.point(lambda share: share * min(2 * haste, 1)))
        grey = np.asarray(picture)
        for channel in range(3):      # all at once would take three times as long
            self.pixel_array[..., channel] = grey
        return self

    def side(self, across: float = 2.6) -> float:
        """How large, in manim units, an image is when the look is nearest."""
        return config.frame_width / across

    def _picture(self, centre: np.ndarray, width: float) -> Image.Image:
        rows, columns = self.pixel_array.shape[:2]
        pixels = columns / width
        start = centre - np.array([columns, rows]) / pixels / 2
        layers = []
        for k in reversed(range(len(self.tiers))):
            if k == 0 or pixels > self.tiers[k - 1][0].width / self.tiers[k - 1][1]:
                mask = self._share(k, start, pixels) if k else None
                layers.append((k, mask))
                if mask is None or mask.getextrema() == (255, 255):      # what is behind it is not seen
                    break
        picture = self._tier(layers.pop()[0], start, pixels)
        for k, mask in reversed(layers):
            picture.paste(self._tier(k, start, pixels), mask=mask)
        share = float(np.interp(pixels, (columns / self.whole, FULL_SIZE), (1, 0)))
        return self._lit(picture, start, pixels, share) if share else picture

    def _lit(self, picture: Image.Image, start: np.ndarray, pixels: float, share: float) -> Image.Image:
        """The picture in a share of the light in which the wall is seen from afar."""
        gains = np.asarray(_crop(self.light, start, 1 / pixels, picture.size, Image.Resampling.BILINEAR), np.float32)
        brighter = np.asarray(picture) * (1 - share + gains * np.float32(share * FAR_GAIN / BOLD))
        return Image.fromarray(np.minimum(brighter, 255).astype(np.uint8))

    def _tier(self, k: int, start: np.ndarray, pixels: float) -> Image.Image:
        """What tier k shows when the frame's upper left corner is at `start` (column, row) of the wall."""
        image, across = self.tiers[k]
        rows, columns = self.pixel_array.shape[:2]
        scale = image.width / across
        corner = (start - self._corner(k)) * scale
        share = np.interp(pixels, HARD, (0, 1)) if k == len(self.tiers) - 1 else 0
        soft, hard = (_crop(image, corner, scale / pixels, (columns, rows), filtering) if needed else None
                      for filtering, needed in ((Image.Resampling.BICUBIC, share < 1),
                                                (Image.Resampling.NEAREST, share > 0)))
        return Image.blend(soft, hard, share) if soft and hard else soft or hard

    def _share(self, k: int, start: np.ndarray, pixels: float) -> Image.Image:
        """How much of tier k shows: 1 inside its block, 0 outside, and a soft edge; the sharper, the nearer the look."""
        image, across = self.tiers[k]
        down, scale = image.height * across / image.width, self.tiers[k - 1][0].width / self.tiers[k - 1][1]
        (left, top), (rows, columns) = self._corner(k) - start, self.pixel_array.shape[:2]
        x, y = (np.arange(columns) + 0.5) / pixels - left, (np.arange(rows) + 0.5) / pixels - top
        y, x = (np.clip(near / (BLEND * across), 0, 1).astype(np.float32)
                for near in (np.minimum(y, down - y) * across / down, np.minimum(x, across - x)))
        most = np.float32(min(3 * (pixels / scale - 1), 1))
        return _mask(most * np.minimum.outer(y, x))

    def _corner(self, k: int) -> np.ndarray:
        """Column and row of the wall at which the block of tier k begins."""
        image, across = self.tiers[k]
        down = round(image.height * across / image.width)
        return np.array([(self.columns - across) // 2, (self.rows - down) // 2])


def _filled(index: np.ndarray) -> int:
    """The largest number of columns from the middle of a wall (R, C) of which the corners are not empty, -1."""
    rows, columns = index.shape
    for cut in range(columns // 2):
        down = round(cut * rows / columns)
        if (index[[[down], [rows - 1 - down]], [cut, columns - 1 - cut]] >= 0).all():
            return columns - 2 * cut
    return columns


def _light(index: np.ndarray, tiny: np.ndarray) -> Image.Image:
    """How bright each image of a wall (R, C) is drawn from afar."""
    means = np.append(tiny.mean(axis=(1, 2)), 0)[index]
    row, column = np.indices(index.shape) - (np.array(index.shape)[:, None, None] - 1) / 2
    middle = 1 - VIGNETTE * np.minimum(np.hypot(row, column) / (index.shape[1] / 2), 1) ** 2
    light = BOLD * (means / max(np.percentile(means, 95), 1)) ** FAR_POWER * middle
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _raster(cells: np.ndarray) -> np.ndarray:
    """Cells (r, c, s, s) as one picture (r * s, c * s)."""
    rows, columns, side, _ = cells.shape
    return cells.transpose(0, 2, 1, 3).reshape(rows * side, columns * side)


def _mask(shares: np.ndarray) -> Image.Image:
    """Shares (height, width) from 0 to 1 as a grey image."""
    return Image.fromarray((255 * shares + 0.5).astype(np.uint8))


def _crop(image: Image.Image, corner: np.ndarray, step: float, size: tuple[int, int], filtering) -> Image.Image:
    """The part of a grey image that begins at `corner`, `step` of its pixels to one of the picture; black beyond it."""
    picture = Image.new("L", size)
    low = np.clip(np.ceil(-corner / step), 0, size).astype(int)
    high = np.clip(np.floor((np.array(image.size) - corner) / step), low, size).astype(int)
    if (high > low).all():
        box = np.concatenate([corner + low * step, corner + high * step])
        box = np.clip(box, 0, [*image.size, *image.size])
        part = image.resize(tuple(int(n) for n in high - low), filtering, box=tuple(box))
        picture.paste(part, tuple(int(n) for n in low))
    return picture


def haste(nearness: float) -> float:
    """How fast a look moves at a nearness, if it is at rest before 0 and comes to rest at 1."""
    return min(30 * nearness, 1) * max(1 - nearness, 0) ** 0.5


def journey(wall: Wall, start: float, end: float, rate_func=linear) -> UpdateFromAlphaFunc:
    """A stretch of the way from the whole wall (0) to the image in its middle (1), or back if end is before start.

    start, end: in shares of the time that the whole way takes; it begins and ends at rest;
    rate_func: how these shares go by.
    """
    def look(mobject, alpha):
        nearness = ease_in_out_sine(start + (end - start) * alpha)
        mobject.look(nearness, haste(nearness))
    return UpdateFromAlphaFunc(wall, look, rate_func=rate_func)
