"""Pixels that leave their picture and pile up as a bar, each as long as what it adds: a sum that can be watched."""

from math import isqrt

import numpy as np
from manim import LEFT, Rectangle

from scenes.kit.canvas import DENSITY
from scenes.kit.digit import Digit, WeightImage
from scenes.kit.scales import sign_role
from scenes.kit.sprites import FrameCanvas, smooth_step
from scenes.kit.theme import role

LAG = 0.55     # the share of the time after which the last pixel leaves
IN = 0.6       # of its way, a pixel flies to where its row begins; from there it goes along the row, over nothing beside it


class Pouring(FrameCanvas):
    """terms (s * s,) of one sign: what each pixel of a picture adds; those that are 0 stay where they are.

    bar: the Rectangle that they become, as long as their sum, from its left end, or backwards from its right; begin: x where they
    come into its row. show(share) stands on the way, 0 none has left, 1 all are there; the rows leave from the top.
    """

    def __init__(self, terms: np.ndarray, picture: Digit | WeightImage, bar: Rectangle, begin: float, backwards: bool = False):
        super().__init__()
        terms = np.abs(np.ravel(terms).astype(float))
        across = isqrt(len(terms))
        self.color = np.append(np.round(255 * bar.get_fill_color().to_rgb()), 255).astype(np.uint8)
        moving = np.flatnonzero(terms)
        step = picture.frame.width / across
        row, column = np.divmod(moving, across)
        corner = picture.frame.get_corner([-1, 1, 0])
        self.start = np.stack([corner[0] + step * (column + 0.5), corner[1] - step * (row + 0.5),
                               np.full(len(moving), step), np.full(len(moving), step)], axis=1)
        widths = bar.width * terms[moving] / max(terms.sum(), 1e-9)
        middles = np.cumsum(widths) - widths / 2
        x = bar.get_right()[0] - middles if backwards else bar.get_left()[0] + middles
        self.end = np.stack([x, np.full(len(moving), bar.get_y()), widths,
                             np.full(len(moving), bar.height)], axis=1)
        edge = np.full(len(moving), begin)
        self.gate = np.column_stack([edge, self.end[:, 1], np.minimum(self.start[:, 2:], bar.height)])
        self.show(0)

    def show(self, share: float) -> "Pouring":
        """Draw all pixels on their way."""
        self.clear()
        leaves = np.linspace(0, LAG, len(self.start))
        gone = smooth_step((share - leaves) / (1 - LAG))[:, None]
        first, then = np.clip(gone / IN, 0, 1), np.clip((gone - IN) / (1 - IN), 0, 1)
        boxes = (self.start + first * (self.gate - self.start) + then * (self.end - self.gate))[(gone > 0).ravel()]
        sizes = np.maximum(np.ceil(boxes[:, [3, 2]] * DENSITY), 1)
        for (top, left), (height, width) in zip(self.corner(boxes[:, :2], sizes), sizes.astype(int), strict=True):
            self.image.pixel_array[max(top, 0):top + height, max(left, 0):left + width] = self.color
        return self


def sum_bar(value: float, unit: float, start: np.ndarray, height: float = 0.5) -> Rectangle:
    """A bar for a signed sum, `unit` manim units long for 1, from its left end `start`; a sum's hue is its sign's."""
    bar = Rectangle(width=max(abs(value) * unit, 0.02), height=height, stroke_width=0, fill_opacity=1,
                    fill_color=role(sign_role(value)))
    return bar.move_to(start, aligned_edge=LEFT)
