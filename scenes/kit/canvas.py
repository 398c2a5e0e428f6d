"""A picture that is drawn pixel by pixel, and not by Manim: thousands of small things in it stay cheap."""

import numpy as np
from manim import Group, config
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.painted import Painted

DENSITY = 135     # pixels in a manim unit: as many as in a frame of 1080 lines


class Canvas(Group):
    """Nothing yet, `height` x `width` manim units large (default: as the frame), DENSITY pixels a unit in image.pixel_array.

    Wherever it is moved to, its pixels are those of a frame of 1080 lines, so that they are shown as they are.
    resampling: how they are shown in another frame, "linear" or "nearest".
    """

    def __init__(self, width: float | None = None, height: float | None = None, resampling: str = "linear"):
        wide, high = config.frame_width if width is None else width, config.frame_height if height is None else height
        self.shape = shape = round(high * DENSITY), round(wide * DENSITY)     # rows and columns of pixels
        self.image = Painted(np.zeros((*shape, 4), np.uint8))
        self.image.set_resampling_algorithm(RESAMPLING_ALGORITHMS[resampling])
        self.image.stretch_to_fit_width(shape[1] / DENSITY).stretch_to_fit_height(shape[0] / DENSITY)
        super().__init__(self.image)
        self.settle()

    def move_to(self, *args, **kwargs) -> "Canvas":
        """Mobject.move_to, to the nearest pixel."""
        super().move_to(*args, **kwargs)
        return self.settle()

    def settle(self) -> "Canvas":
        """Go to the nearest place where its pixels are those of the frame."""
        corner = (self.image.get_corner([-1, 1, 0]) + [config.frame_x_radius, -config.frame_y_radius, 0]) * DENSITY
        self.shift((np.round(corner) - corner) / DENSITY)
        return self

    def clear(self) -> None:
        """Nothing is drawn any more."""
        self.image.pixel_array[:] = 0

    def corner(self, centres: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        """Row and column (n, 2) of the upper left pixels of boxes with centres (n, 2), in manim units from the canvas' middle,
        and sizes in pixels."""
        height, width = self.shape
        middle = np.stack([height / 2 - centres[:, 1] * DENSITY, width / 2 + centres[:, 0] * DENSITY], axis=1)
        return np.round(middle - sizes / 2).astype(int)
