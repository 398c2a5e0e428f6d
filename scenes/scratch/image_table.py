"""Images as rows of one table: each image's pixels in a line, its label beside it, and how many such rows there are.

The chapter on images plays this; nothing here is animated.
"""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, Brace, Dot, Group, Rectangle, VGroup

from scenes.kit.theme import role
from scenes.kit.unroll import strip

STRIPS = (-5.6, 2.3)      # x of both ends of the rows
STRIP_HIGH = 0.54         # height of a row
THUMBS, LABELS = -6.15, 2.85      # x of the images themselves and of their labels
BRACE = 3.5               # x of the brace


class ImageRows(Group):
    """Images (n, F) in rows at these y, a frame around each, dots for all others, and a brace with `count` beside it."""

    def __init__(self, images: np.ndarray, levels: Sequence[float], count: VGroup):
        left, right = STRIPS
        middle = (left + right) / 2
        self.rows = Group(*(strip(pixels, right - left, STRIP_HIGH, across=True).move_to([middle, level, 0])
                            for pixels, level in zip(images, levels, strict=True)))
        self.frames = VGroup(*(Rectangle(width=right - left, height=STRIP_HIGH, stroke_color=role("quiet"), stroke_width=1)
                               .move_to(row) for row in self.rows))
        self.dots = VGroup(*(Dot(radius=0.04, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.06)
        self.dots.move_to([middle, levels[-1] - STRIP_HIGH / 2 - 0.22, 0])
        self.brace = Brace(self.frames, RIGHT, color=role("quiet")).set_x(BRACE)
        self.count = count.next_to(self.brace, RIGHT, buff=0.15)
        super().__init__(self.rows, self.frames, self.dots, self.brace, self.count)
