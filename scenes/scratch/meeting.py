"""Where the ink of images meets what a hidden neuron looks for: an outline on its weights and on the images, whose ink is lit
within."""

import numpy as np
from manim import Animation, UpdateFromAlphaFunc, VMobject
from scipy import ndimage

from scenes.kit.declare import excuse
from scenes.kit.digit import Digit, squared
from scenes.kit.scales import sign_role
from scenes.kit.theme import role

SOFT = 0.03             # of an image's side: so far a pixel counts for those beside it
SHARE, PARTS = 0.4, 0.25        # of what counts most: from there on a pixel is within, and of the largest part, a part of it
STROKE, LARGE = 5.0, 3.5        # width of an outline on pictures with sides from here on; on others by that less
LEFT_OF_REST = 0.5      # of the ink outside


def meeting(weights: np.ndarray, images: np.ndarray) -> np.ndarray:
    """(s, s) bool: where the ink of images (n, s * s) in 0..1 meets most of the weights (s * s,) that are above 0."""
    terms = squared(weights * images.mean(axis=0)).clip(min=0)
    met = ndimage.gaussian_filter(terms, SOFT * len(terms))
    parts, count = ndimage.label(met > SHARE * met.max())
    sizes = ndimage.sum(met, parts, np.arange(1, count + 1))
    return np.isin(parts, 1 + np.flatnonzero(sizes >= PARTS * sizes.max(initial=0)))


class Outline(VMobject):
    """Around the pixels within (s, s) bool, on a square picture."""

    def __init__(self, within: np.ndarray, picture: Digit):
        super().__init__(stroke_color=role("focus"), stroke_width=STROKE * min(picture.frame.width / LARGE, 1))
        excuse(self, "shape", "it lies on a picture, around some of its pixels")
        corner, step = picture.frame.get_corner([-1, 1, 0]), picture.frame.width / len(within)
        for start, end in sides(within):
            self.start_new_path(corner + step * np.array([start[1], -start[0], 0]))
            self.add_line_to(corner + step * np.array([end[1], -end[0], 0]))


def sides(within: np.ndarray) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Of the pixels within, the sides beyond which others lie, as straight lines from one (row, column) of corners to another."""
    padded, found = np.pad(within, 1).astype(int), []
    for across, change in ((True, np.abs(np.diff(padded, axis=0))[:, 1:-1]), (False, np.abs(np.diff(padded, axis=1))[1:-1].T)):
        for line, edges in enumerate(change):
            ends = np.flatnonzero(np.diff(np.pad(edges, 1)))
            found += [((line, a), (line, b)) if across else ((a, line), (b, line)) for a, b in ends.reshape(-1, 2).tolist()]
    return found


def lit_within(digit: Digit, within: np.ndarray, sign: int, **kwargs) -> Animation:
    """Of an image's ink, that within takes the colour of a sign, and the rest steps back."""
    grey = digit.pixels[..., None].astype(float)
    hue = np.where(within[..., None], role(sign_role(sign)).to_rgb(), LEFT_OF_REST)

    def show(_, share):
        digit.image.pixel_array[..., :3] = np.round(grey * (1 + share * (hue - 1)))
    return UpdateFromAlphaFunc(digit, show, **kwargs)
