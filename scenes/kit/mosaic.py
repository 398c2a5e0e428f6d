"""Many square pictures in a grid, drawn as one image, so that changing all of them stays cheap."""

import numpy as np
from manim import Group, ImageMobject, Square, VGroup
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.digit import all_squared
from scenes.kit.scales import signed_image
from scenes.kit.theme import role

GAP = 1 / 14      # of a picture's side, between two of them
MUCH = 0.7        # pictures are much smaller than others if they have less than this share of their side


class Mosaic(Group):
    """Pictures in rows, as large as a field of width x height manim units allows, each in a thin frame.

    pictures: (n, s, s, 3) uint8; places: how many places the grid has (default: one for each picture); full: its last row is
    full, too, if that does not make the pictures much smaller.
    """

    def __init__(self, pictures: np.ndarray, width: float, height: float, places: int | None = None, full: bool = False):
        self.count = len(pictures)
        self.across = pictures.shape[1]
        self.gap = max(round(self.across * GAP), 1)
        self.columns, self.pixel = _fit(places or self.count, width, height, self.across, self.gap, full)
        self.rows = -(-(places or self.count) // self.columns)
        self.side = self.across * self.pixel
        pitch = self.across + self.gap
        self.step = pitch * self.pixel
        shape = (self.rows * pitch - self.gap, self.columns * pitch - self.gap, 3)
        ground = np.round(255 * role("background").to_rgb())
        self.image = ImageMobject(np.broadcast_to(ground, shape).astype(np.uint8))
        self.image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.image.stretch_to_fit_width(shape[1] * self.pixel).stretch_to_fit_height(shape[0] * self.pixel)
        super().__init__(self.image)
        self.frames = VGroup(*(Square(self.side, stroke_color=role("quiet"), stroke_width=1.5, stroke_opacity=0.7)
                               .move_to(self.place(i)) for i in range(self.count)))
        self.add(self.frames)
        self.show(pictures)

    def show(self, pictures: np.ndarray) -> "Mosaic":
        """Show other pictures in the same places."""
        for i, picture in enumerate(pictures):
            row, column = (k * (self.across + self.gap) for k in divmod(i, self.columns))
            self.image.pixel_array[row:row + self.across, column:column + self.across, :3] = picture
        return self

    def place(self, i: int) -> np.ndarray:
        """The centre of place i, row by row; it may lie beyond the last picture."""
        row, column = divmod(i, self.columns)
        return self.image.get_center() + self.step * np.array([column - (self.columns - 1) / 2,
                                                               (self.rows - 1) / 2 - row, 0])


def weight_pictures(weights: np.ndarray, scale: float) -> np.ndarray:
    """Weights (n, s * s) as pictures (n, s, s, 3) uint8: dark at 0, one hue for each sign, full at +-scale."""
    return signed_image(all_squared(weights), scale)


def _fit(places: int, width: float, height: float, across: int, gap: int, full: bool) -> tuple[int, float]:
    """The number of columns with which pictures `across` pixels wide become largest, and the size of one of their pixels.

    full: columns that fill all rows are preferred.
    """
    pitch = across + gap
    sizes = {columns: min(width / (columns * pitch - gap), height / (-(-places // columns) * pitch - gap))
             for columns in range(1, places + 1)}
    least = MUCH * max(sizes.values())
    filled = {columns: size for columns, size in sizes.items() if places % columns == 0 and size >= least}
    return max((full and filled or sizes).items(), key=lambda item: item[1])
