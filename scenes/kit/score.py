"""A share that is right, as a figure, and below it as a bar, of which the rest is wrong: so that a poor one looks poor."""

from manim import DOWN, RIGHT, Line, VGroup

from scenes.kit.text import Number
from scenes.kit.theme import role

WIDTH, THICK = 2.2, 12      # of the bar: manim units, and pixels of its stroke


def scored(figure: Number, right: float) -> VGroup:
    """figure: of the share `right`, 0..1, as it is to stand. Parts: figure, and the bar below it."""
    ends = (-WIDTH / 2, (right - 0.5) * WIDTH, WIDTH / 2)
    bar = VGroup(*(Line(start * RIGHT, end * RIGHT, stroke_color=role(kind), stroke_width=THICK)
                   for start, end, kind in zip(ends, ends[1:], ("target", "error"))))
    return VGroup(figure, bar.next_to(figure, DOWN, buff=0.2))
