"""What two measures of an image mean: drawn on the image, and where they put it in the plane of both."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, Rectangle, VGroup

from scenes.kit.digit import Digit
from scenes.kit.plane import Plane
from scenes.kit.text import words
from scenes.kit.theme import TITLE, role
from scenes.scratch.bending import EVEN, SPREADS, Bending

SIDE, PLACE = 5.0, np.array([0, -0.35, 0])        # of the image
BESIDE = 0.3                                      # from it to the bar that measures how far its ink spreads
EIGHTHS = {"top": (0, 4), "left": (0, 4), "bottom": (4, 8), "right": (4, 8), "centre": (3, 5)}


class Measured(Group):
    """Test image k of a log's bend, with both measures drawn on it. Parts: digit; marks, one of each measure."""

    def __init__(self, bending: Bending, k: int):
        log = bending.log
        self.digit = Digit(log.images[k], side=SIDE).move_to(PLACE)
        self.marks = VGroup(*(drawn(self.digit, str(name)) for name in log.names))
        self.value = log.points[k]
        super().__init__(self.digit, self.marks)

    def guides(self, plane: Plane) -> VGroup:
        """From the edges of the plane to the image's place: at its first measure, and at its second."""
        end, (left, low) = plane.point(*self.value), plane.limits[:, 0]
        starts = plane.point(self.value[0], low), plane.point(left, self.value[1])
        return VGroup(*(Line(start, end, stroke_color=role("focus"), stroke_width=4) for start in starts))


def drawn(digit: Digit, name: str) -> VGroup:
    """A measure on an image: the part whose ink it is, or how far its ink spreads, beside it or below it."""
    if name in SPREADS:
        return spread(digit, name == "height")
    rows, columns = region(name)
    side = digit.frame.width / 8
    box = Rectangle(width=side * (columns[1] - columns[0]), height=side * (rows[1] - rows[0]), stroke_color=role("focus"),
                    stroke_width=5, fill_color=role("focus"), fill_opacity=0.22)
    corner = digit.frame.get_corner(UP + LEFT) + side * (columns[0] * RIGHT + rows[0] * DOWN)
    return VGroup(box.move_to(corner, aligned_edge=UP + LEFT))


def region(name: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The rows and the columns, in eighths of a side, of the part of an image whose ink a measure is: `ink_top_left`."""
    parts = name.split("_")[1:]
    rows, columns = ([EIGHTHS[part] for part in parts if part in names]
                     for names in (("top", "bottom", "centre"), ("left", "right", "centre")))
    return (*rows, (0, 8))[0], (*columns, (0, 8))[0]


def spread(digit: Digit, upright: bool) -> VGroup:
    """A bar as long as the image's ink would be if it were spread evenly, with an end at either side."""
    ink = digit.pixels.astype(float).sum(axis=1 if upright else 0)
    place = (np.arange(len(ink)) + 0.5) / len(ink)
    middle = ink @ place / ink.sum()
    half = EVEN * np.sqrt(ink @ place ** 2 / ink.sum() - middle ** 2)
    along, away = (DOWN, LEFT) if upright else (RIGHT, DOWN)
    start = digit.frame.get_corner(UP + LEFT) if upright else digit.frame.get_corner(DOWN + LEFT)
    ends = [start + BESIDE * away + digit.frame.width * (middle + way * half) * along for way in (-1, 1)]
    return VGroup(Line(*ends), *(Line(end + 0.16 * away, end - 0.16 * away) for end in ends)).set_stroke(role("focus"), 6)


def names_of(measured: Measured, first: str, second: str) -> VGroup:
    """What both measures are called, beside their marks."""
    digit = measured.digit
    return VGroup(words(first, TITLE).next_to(digit, UP, buff=0.2).align_to(digit, RIGHT),
                  words(second, TITLE).next_to(digit, DOWN, buff=0.2).align_to(digit, LEFT).shift(0.5 * LEFT))


def typical(bending: Bending, which: int) -> int:
    """Of the test images of one class, 0 or 1, the one nearest to the middle of all of them."""
    log = bending.log
    own = np.flatnonzero(log.labels == log.classes[which])
    return int(own[np.hypot(*(log.points[own] - np.median(log.points[own], axis=0)).T).argmin()])
