"""Fog over the whole frame that leaves only a small clear place: what lies further away can't be seen."""

import numpy as np
from manim import config

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.theme import role

CLEAR, SOFT = 0.9, 2.2      # manim units: radius of the clear place, and from its rim to where nothing is seen
THIN = 14.0                 # how much farther away the fog begins when there is none
NOTHING = 1 + (CLEAR + SOFT) / THIN     # share: so much of it that nothing is clear


class Fog(Canvas):
    """show(place, share) draws it around a place of the frame; share: 0 none, 1 all but the clear place."""

    def __init__(self):
        super().__init__()
        excuse(self, "outside", "fog is everywhere")
        excuse(self, "shape", "what it hides is hidden on purpose")
        self.show(np.zeros(3), 0)

    def show(self, place: np.ndarray, share: float) -> "Fog":
        """Draw it, clear around a place."""
        height, width = self.shape
        x = (np.arange(width) + 0.5) / DENSITY - config.frame_x_radius - place[0]
        y = config.frame_y_radius - (np.arange(height) + 0.5) / DENSITY - place[1]
        self.image.paint(lambda: _painted(x, y, share))
        return self


def _painted(x, y, share):
    """Pixels that lie so far to the right of the clear place and above it; what is farther away than where it is thickest is
    not computed."""
    pixels = np.empty((len(y), len(x), 4), np.uint8)
    pixels[..., :3] = [round(255 * part) for part in role("background").to_rgb()]
    pixels[..., 3], clear = 255, CLEAR + THIN * (1 - share)
    down, across = (slice(*np.searchsorted(one, (-clear - SOFT, clear + SOFT))) for one in (-y, x))
    deep = np.clip((np.hypot(x[across], y[down, None]) - clear) / SOFT, 0, 1)
    pixels[down, across, 3] = np.round(255 * deep * deep * (3 - 2 * deep))
    return pixels
