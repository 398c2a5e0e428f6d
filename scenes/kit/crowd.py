"""Points that are small images: hundreds of them move over a field, drawn as one picture, with no black around them."""

import numpy as np
from PIL import Image

from scenes.kit.canvas import DENSITY, Canvas
from scenes.kit.declare import excuse
from scenes.kit.digit import all_squared
from scenes.kit.theme import role

SOFT = 0.5        # manim units within which what leaves the field fades


class Crowd(Canvas):
    """images (n, s * s) uint8, drawn in ink, on a field of width x height manim units.

    show() places them; where they overlap, the brighter one is seen. They fade at the field's edges.
    """

    def __init__(self, images: np.ndarray, width: float, height: float):
        images = all_squared(np.asarray(images, np.uint8))
        self.strip = Image.fromarray(np.concatenate(images))     # one below the other
        self.count = len(images)
        self.colors = np.tile(255 * role("ink").to_rgb(), (self.count, 1))
        super().__init__(width, height)
        rows, columns = ((np.arange(count) + 0.5) / DENSITY for count in self.shape)
        self.edges = np.minimum.outer(*(np.clip(np.minimum(one, one[::-1]) / SOFT, 0, 1) for one in (rows, columns)))
        for check in ("shape", "outside"):
            excuse(self, check, "it is as large as its field, but drawn only where the small images are")

    def colour(self, chosen: np.ndarray, name: str, share: float = 1.0) -> "Crowd":
        """Those chosen (n,) bool take a share of a role's colour, and for the rest that of ink, when shown next."""
        ink, hue = role("ink").to_rgb(), role(name).to_rgb()
        self.colors[np.asarray(chosen)] = 255 * (ink + share * (hue - ink))
        return self

    def tint(self, chosen: np.ndarray, name: str, share: float) -> "Crowd":
        """Those chosen (n,) bool take a share of a role's colour, and for the rest the one that they have, when shown next."""
        chosen = np.asarray(chosen)
        self.colors[chosen] += share * (255 * role(name).to_rgb() - self.colors[chosen])
        return self

    def show(self, places: np.ndarray, side: float, opacity: np.ndarray | float = 1.0) -> "Crowd":
        """places (n, 2): from the field's middle, in manim units; side: of an image; opacity: of each, or of all."""
        pixels = max(round(side * DENSITY), 1)
        middles = np.array(self.shape) / 2 + np.asarray(places)[:, ::-1] * [-DENSITY, DENSITY]
        corners, opacities = np.round(middles - pixels / 2).astype(int), np.array(np.broadcast_to(opacity, self.count))
        colors = self.colors.copy()
        self.image.paint(lambda: self._painted(corners, pixels, opacities, colors))
        return self

    def _painted(self, corners, pixels, opacities, colors):
        """The picture with the upper left pixels of images at corners (n, 2), so many pixels wide."""
        picture = np.zeros((*self.shape, 4), np.uint8)
        seen = (opacities > 0) & (corners > -pixels).all(axis=1) & (corners < self.shape).all(axis=1)
        strip = np.asarray(self.strip.resize((pixels, pixels * self.count), Image.Resampling.BOX))
        for k in np.flatnonzero(seen):
            top, left = corners[k]
            box = picture[max(top, 0):max(top + pixels, 0), max(left, 0):max(left + pixels, 0)]
            grey = strip[k * pixels:(k + 1) * pixels][max(-top, 0):, max(-left, 0):][:box.shape[0], :box.shape[1]]
            alpha = grey * float(opacities[k])
            brighter = alpha > box[..., 3]
            box[brighter, :3] = colors[k]
            box[brighter, 3] = alpha[brighter]
        picture[..., 3] = picture[..., 3] * self.edges
        return picture
