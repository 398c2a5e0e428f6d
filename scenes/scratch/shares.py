"""Why the slope of an output's cost is output minus label, on the rulers of outputs and labels: the sigmoid's slope is the area
of a rectangle, as wide as the output is right and as high as its gap; the logarithm counts by shares of what is right, and
leaves the gap.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable
from math import log

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes.kit.declare import excuse, holds
from scenes.kit.diagram import Neuron, neuron_fill
from scenes.kit.text import Text, words
from scenes.kit.theme import BODY, role
from scenes.scratch.misses import UNIT
from scenes.scratch.signs import SignedGap
from scenes.scratch.slope_area import OPENED, slope_field

WIDE = 16               # of what is right
PRICE = 0.5, 1.2        # how wide a cost is drawn, and how high one of one
FLOOR = -3.45           # y on which equal costs stand
HEAD = -2.3, 2.95       # the middle of what is multiplied
FORMULA = 0.46          # em of it
ROOM = 1.4              # at a ruler's left, for what the gap is called


class Share(VGroup):
    """What is right of an output: `upright` on its ruler, the rest of which is the gap, and `base`, when it lies; `area`, base
    times gap; and what both sides are called, `names`. show(o): the output is another one than at the `start`, 0..1, which
    `ghost` stands for, without a number.

    `half` is half of the base, the part that is farther from the ruler, and `price` what losing that costs, on a floor.
    """

    def __init__(self, gap: SignedGap, text: Callable[[str], str]):
        self.ruler = gap.ruler
        self.upright, self.base, self.half = (Line(stroke_color=role("target"), stroke_width=WIDE) for _ in range(3))
        self.area = slope_field(UNIT, UNIT)
        self.ghost = Neuron(self.ruler.output.circle.width / 2)
        self.price = Rectangle(width=PRICE[0], height=PRICE[1] * log(2), stroke_width=0, fill_opacity=1)
        excuse(self.price.set_fill(role("error")), "shape", "it stands for a cost")
        holds(self.area, self.base)
        self.start = self.ruler.value
        super().__init__(self.area, self.base)
        self.show(self.start)
        how_right, gap_of = named(text)
        how_right.next_to(self.base, DOWN if self.ruler.wanted else UP, buff=0.15).align_to(self.base, LEFT).shift(0.15 * RIGHT)
        self.names = VGroup(how_right, gap_of.scale(min(ROOM / gap_of.width, 1)).next_to(self.ruler.gap, LEFT, buff=0.2))

    @property
    def right(self) -> float:
        """How right it is: the output where it should be 1, else one minus the output."""
        return self.o if self.ruler.wanted else 1 - self.o

    @property
    def swing(self) -> float:
        """The angle by which what is right turns from the ruler to where it lies, about the output's place."""
        return np.pi / 2 if self.ruler.wanted else -np.pi / 2

    def show(self, o: float) -> "Share":
        self.o = o
        self.ruler.show(o)
        corner, end = self.ruler.at(o), self.ruler.at(self.ruler.wanted)
        along = max(self.right, OPENED) * UNIT * RIGHT
        self.upright.put_start_and_end_on(corner, self.ruler.at(1 - self.ruler.wanted))
        self.base.put_start_and_end_on(corner, corner + along)
        self.half.put_start_and_end_on(corner + along / 2, corner + along)
        self.area.set_points_as_corners([corner, corner + along, end + along, end, corner])
        self.ghost.paint(neuron_fill(o, "activation", 1)).move_to(self.ruler.output)
        self.price.move_to([self.half.get_x(), FLOOR, 0], aligned_edge=DOWN)
        return self


class Product(VGroup):
    """How right times gap, in words; `title`, what that is; `divided`, by how right it is, and `struck`, what cancels;
    `left_over`, with an equals sign."""

    def __init__(self, text: Callable[[str], str]):
        self.how_right, self.gap = named(text, FORMULA)
        self.times, equals = (words(sign, FORMULA, role("quiet")) for sign in ("\N{MULTIPLICATION SIGN}", "="))
        row = VGroup(self.how_right, self.times, self.gap).arrange(RIGHT, buff=0.2).move_to([*HEAD, 0])
        self.title = words(text("sigmoid_slope"), BODY, role("quiet")).next_to(row, DOWN, buff=0.16)
        bar = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=3).set(width=row.width + 0.2).next_to(row, DOWN, 0.1)
        below = self.how_right.copy().next_to(bar, DOWN, buff=0.1)
        self.divided = VGroup(bar, below)
        self.struck = VGroup(*(_struck(term) for term in (self.how_right, below)))
        equals.next_to(bar, RIGHT, buff=0.3)
        self.left_over = VGroup(equals, self.gap.copy().next_to(equals, RIGHT, buff=0.25))
        super().__init__(row)


def named(text: Callable[[str], str], size: float = BODY) -> tuple[Text, Text]:
    """What both sides of an area are called."""
    return words(text("how_right"), size, role("target")), words(text("miss"), size, role("error"))


def _struck(term: VGroup) -> Line:
    """A stroke through what cancels out."""
    stroke = Line(term.get_left() + 0.1 * LEFT, term.get_right() + 0.1 * RIGHT, stroke_width=6, stroke_color=role("ink"))
    return excuse(stroke, "shape", "it strikes out what cancels")
