"""What the number of an image means, drawn on the image: the part of it whose share of the ink is measured."""

from manim import DOWN, LEFT, RIGHT, UP, Group, Rectangle

from scenes.kit.digit import Digit
from scenes.kit.theme import role
from scenes.scratch.bending import Bending

BELOW, FIGURE = 0.3, 0.62     # from an image to its number; and size of that
EIGHTHS = {"top": (0, 4), "left": (0, 4), "bottom": (4, 8), "right": (4, 8), "centre": (3, 5)}


class Measured(Group):
    """Test image k of a log's bend, `side` manim units wide. Parts: digit; box, around what is measured; share, of its ink."""

    def __init__(self, bending: Bending, k: int, side: float):
        log = bending.log
        self.k, self.value = k, float(log.points[k])
        self.digit = Digit(log.images[k], side=side)
        self.box = drawn(self.digit, str(log.part[0]))
        self.share = bending.percent(self.value, FIGURE, f"experiments:100*({bending.share_key(k).partition(':')[2]})")
        self.share.set_color(role("focus")).next_to(self.digit, DOWN, buff=BELOW)
        super().__init__(self.digit, self.box, self.share)


def drawn(digit: Digit, part: str) -> Rectangle:
    """Around the part of an image whose ink is measured."""
    rows, columns = region(part)
    side = digit.frame.width / 8
    box = Rectangle(width=side * (columns[1] - columns[0]), height=side * (rows[1] - rows[0]), stroke_color=role("focus"),
                    stroke_width=5, fill_color=role("focus"), fill_opacity=0.22)
    corner = digit.frame.get_corner(UP + LEFT) + side * (columns[0] * RIGHT + rows[0] * DOWN)
    return box.move_to(corner, aligned_edge=UP + LEFT)


def region(part: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The rows and the columns, in eighths of a side, of a part of an image: `top_left`."""
    parts = part.split("_")
    rows, columns = ([EIGHTHS[part] for part in parts if part in names]
                     for names in (("top", "bottom", "centre"), ("left", "right", "centre")))
    return (*rows, (0, 8))[0], (*columns, (0, 8))[0]
