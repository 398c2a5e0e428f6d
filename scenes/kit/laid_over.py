"""The weights of one neuron as a picture, and an image laid over it: ink takes on the colour of the weight below."""

import numpy as np
from manim import Animation, Group, ImageMobject, UpdateFromAlphaFunc
from manim.constants import RESAMPLING_ALGORITHMS

from scenes.kit.declare import excuse
from scenes.kit.digit import WeightImage, as_grey, squared
from scenes.kit.scales import sign_role, signed_image
from scenes.kit.theme import role

LEFT_OF_REST = 0.10     # what is left of a weight's colour where there is no ink
FAINT = 0.2             # and of all other ink, where that on the weights of one sign is lit
LIT = 0.5               # of what adds most: from there on lit ink has its full colour
LEFT_OF_INK = 0.14      # and of the ink's own, so that the image is still seen


class InkSheet(Group):
    """An image of which only the ink is there, as on a clear sheet: what lies below shows where it is black. kind: the role
    whose colour the ink has."""

    def __init__(self, pixels: np.ndarray, side: float, kind: str = "ink"):
        grey = as_grey(pixels)
        ink = np.round(255 * role(kind).to_rgb()).astype(np.uint8)
        self.image = ImageMobject(np.dstack([np.broadcast_to(ink, (*grey.shape, 3)), grey]))
        self.image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.image.stretch_to_fit_width(side).stretch_to_fit_height(side)
        super().__init__(self.image)
        excuse(self, "shape", "a clear sheet that is laid over a picture, with nothing on it but some ink")


class LaidOver(WeightImage):
    """weights (s * s,), drawn as WeightImage draws them; show_ink() lays an image over them."""

    def __init__(self, weights: np.ndarray, side: float, scale: float):
        self.weights, self.full = squared(weights), scale
        super().__init__(weights, side, scale)

    def bring_out(self, positive: float, negative: float) -> "LaidOver":
        """Draw the weights of each sign with a share of their colour."""
        return self.show(self.weights * np.where(self.weights > 0, positive, negative), self.full)

    def show_ink(self, pixels: np.ndarray, share: float) -> "LaidOver":
        """share: 0 the ink lies there as it is, 1 it has the colour of the weight below, and the others step back."""
        ink = as_grey(pixels)[..., None] / 255
        below = signed_image(self.weights, self.full).astype(float)
        ground, white = (255 * role(name).to_rgb() for name in ("background", "ink"))
        rest = below + share * (1 - LEFT_OF_REST) * (ground - below)
        marked = white + share * (1 - LEFT_OF_INK) * (below - white)
        self.image.pixel_array[..., :3] = np.round(rest + ink * (marked - rest))
        return self

    def take_colour(self, pixels: np.ndarray, start: float = 0, end: float = 1, **kwargs) -> Animation:
        """The ink takes on the colour of the weights below it, or gives it back."""
        return UpdateFromAlphaFunc(self, lambda _, alpha: self.show_ink(pixels, start + (end - start) * alpha), **kwargs)

    def light_up(self, pixels: np.ndarray, sign: int, **kwargs) -> Animation:
        """Of ink that has taken colour, what lies on the weights of a sign is lit, the stronger, the more it adds."""
        ink = as_grey(pixels)[..., None] / 255
        terms = (sign * self.weights[..., None] * ink).clip(min=0)
        ground, white, hue = (255 * role(name).to_rgb() for name in ("background", "ink", sign_role(sign)))
        faint = ground + FAINT * ink * (white - ground)
        after = faint + np.sqrt(terms / (LIT * terms.max() or 1)).clip(max=1) * (hue - faint)
        before = self.image.pixel_array[..., :3].astype(float)

        def show(_, share):
            self.image.pixel_array[..., :3] = np.round(before + share * (after - before))
        return UpdateFromAlphaFunc(self, show, **kwargs)
