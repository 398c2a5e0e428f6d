"""The first training images as rows of one table: each image's pixels in a line, and how many rows and columns there are.

The chapter on images plays this; nothing here is animated.
"""

from manim import DOWN, RIGHT, UP, Brace, Dot, Group, Rectangle, VGroup

from scenes.kit.text import Number
from scenes.kit.theme import TITLE, role
from scenes.kit.unroll import strip
from scenes.scratch.cast import ROW_LEVELS, first_rows

STRIPS = (-5.7, 2.5)      # x of both ends of the rows
STRIP_HIGH = 0.56         # height of a row


class ImageTable(Group):
    """The rows with a frame each, dots for all others, and a brace with its count along both sides."""

    def __init__(self, run):
        left, right = STRIPS
        middle = (left + right) / 2
        self.rows = Group(*(strip(pixels, right - left, STRIP_HIGH, across=True).move_to([middle, level, 0])
                            for pixels, level in zip(first_rows(run)[0], ROW_LEVELS)))
        self.frames = VGroup(*(Rectangle(width=right - left, height=STRIP_HIGH, stroke_color=role("quiet"), stroke_width=1)
                               .move_to(row) for row in self.rows))
        self.dots = VGroup(*(Dot(radius=0.05, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.08)
        self.dots.move_to([middle, self.rows[-1].get_bottom()[1] - 0.3, 0])
        self.down, self.across = (Brace(self.rows, side, color=role("quiet")) for side in (RIGHT, UP))
        count = Number(run.meta["data"]["train"], 0, size=TITLE, source="digits:meta.data.train")
        self.images = count.next_to(self.down, RIGHT, buff=0.12)
        self.pixels = Number(run.sizes[0], 0, size=1.2 * TITLE, source="digits:meta.inputs").next_to(self.across, UP, buff=0.08)
        super().__init__(self.rows, self.frames, self.dots, self.down, self.across, self.images, self.pixels)
