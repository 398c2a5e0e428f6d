"""An image that is painted when its pixels are first asked for: of a play call that is not drawn, most never are."""

from collections.abc import Callable

import numpy as np
from manim import ImageMobject


class Painted(ImageMobject):
    """paint(how) gives it other pixels, those that how() makes once they are asked for; its copies have them, too.

    What how() reads must be as it is now for as long as the picture is.
    """

    _how: Callable[[], np.ndarray] | None = None
    _pixels: np.ndarray

    @property
    def pixel_array(self) -> np.ndarray:      # type: ignore[override]
        if self._how is not None:
            self.pixel_array = self._how()
        return self._pixels

    @pixel_array.setter
    def pixel_array(self, pixels: np.ndarray) -> None:
        self._how, self._pixels = None, pixels

    def paint(self, how: Callable[[], np.ndarray]) -> None:
        self._how = how
