"""An image seen as numbers: its pixels from close by, and how its numbers become it again."""

import numpy as np
from manim import DOWN, RIGHT, Line, ManimColor, VGroup

from scenes.kit.declare import entry, holds
from scenes.kit.digit import Digit
from scenes.kit.text import Number
from scenes.kit.theme import ink_on, role

DIGITS_HIGH = 0.37     # the em of a pixel's number, as a share of the pixel's side


def pixel_numbers(digit: Digit, rows: range, columns: range, source: str) -> VGroup:
    """The values in 0..1 of the pixels in the given rows and columns, each on its pixel; source: the image's key."""
    size = DIGITS_HIGH * digit.frame.width / len(digit.pixels)
    numbers = VGroup()
    for index in (len(digit.pixels) * row + column for row in rows for column in columns):
        fill = digit.pixel(index).get_fill_color()
        numbers.add(Number(int(digit.pixels.flat[index]) / 255, size=size, source=entry(source, index),
                           color=ink_on(fill)).move_to(digit.point(index)))
    holds(digit, *numbers)
    return numbers


def turn_into_pixels(digit: Digit, numbers: VGroup, picture: np.ndarray, share: float) -> None:
    """From an image that is dark, its numbers white on it (0), to the image (1): each number takes the grey of its pixel, in
    which it is not seen any more. picture: the values of all pixels, 0..1."""
    digit.show(share * picture)
    for number in numbers:
        number.set_fill(ManimColor.from_rgb([1 - share * (1 - number.value)] * 3))


def pixel_grid(digit: Digit, rows: range, columns: range) -> VGroup:
    """Thin lines between the pixels in the given rows and columns."""
    across = len(digit.pixels)
    step = digit.frame.width / across
    first, last = digit.point(across * rows[0] + columns[0]), digit.point(across * rows[-1] + columns[-1])
    top_left, bottom_right = first + step / 2 * np.array([-1, 1, 0]), last + step / 2 * np.array([1, -1, 0])
    across, down = (bottom_right - top_left) * RIGHT, (bottom_right - top_left) * np.abs(DOWN)
    style = {"stroke_color": role("quiet"), "stroke_width": 0.5, "stroke_opacity": 0.5}
    lines = [Line(top_left + step * k * DOWN, top_left + step * k * DOWN + across, **style)
             for k in range(len(rows) + 1)]
    lines += [Line(top_left + step * k * RIGHT, top_left + step * k * RIGHT + down, **style)
              for k in range(len(columns) + 1)]
    return VGroup(*lines)


def greyest(pixels: np.ndarray, rows: int, columns: int) -> tuple[range, range]:
    """The window of rows x columns of an image (s, s) uint8 in which most pixels are neither black nor white; smaller, of
    the same shape, if the image has not so many."""
    most = len(pixels)
    rows, columns = max(rows * min(most, columns) // columns, 1), min(columns, most)
    grey = (pixels > 0) & (pixels < 255) & (pixels != pixels.max())
    counts = {(i, j): int(grey[i:i + rows, j:j + columns].sum())
              for i in range(most - rows + 1) for j in range(most - columns + 1)}
    i, j = max(counts, key=counts.get)
    return range(i, i + rows), range(j, j + columns)
