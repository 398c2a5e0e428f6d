"""Why the slope of an output's cost is output minus label. The sigmoid's slope is the area of a rectangle, as wide as the output
is right and as high as its gap; the logarithm is as steep as one over what is right: multiplied by that, the gap is left.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Dot, Line, VGroup

from scenes.kit.declare import excuse, holds
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, Text, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.misses import UNIT, Ruler
from scenes.scratch.nudge import cost_change, rise_key
from scenes.scratch.slope_area import OPENED, slope_field
from scenes.scratch.two_costs import entropy, stair

WIDE = 16               # of what is right
FIGURE = 1.15 * TITLE   # em of what is divided
ROWS, COLUMN = (1.45, -1.4), 3.1       # y of the divisions' bars, one below the other, and x of their middles
ROOM = 1.4              # at a ruler's left, for what the gap is called
PLOT, FOOT = (2.5, 4.0), (-0.2, -2.15)         # size of the logarithm's plot, and its lower left corner
HIGHEST, LEAST = 3.9, 0.03                     # a cost at its top, and the least output of the curve
HALVINGS, ARM = 4, 0.75                        # how many are drawn; of the tangent, to both sides
BESIDE, APART, LARGER = (1.4, 0.3), 3.9, 1.9   # of that where it is large: its middle, from one to the next, how much larger;
FINE = 4                                       # decimals of what is moved
CHAIN, LONGEST = (-6.3, 3.0, 0), 8.6           # upper left corner of the way from the sum to the cost; the most of its length;
HEAD = 1.3                                     # and how much longer than its factor an arrow is


class Share(VGroup):
    """Output i on its ruler, on the place `slot`. What is right of it: `upright` on the ruler, the rest of which is the gap, and
    `base`, when it lies; `area`, base times gap; and what both sides are called, `names`. show(o): the output is another one than
    at the `start`, 0..1. `seen` is what there is of the ruler.
    """

    def __init__(self, run, i: int, slot: int, text: Callable[[str], str]):
        self.ruler = Ruler(run, i, slot)
        self.ruler.remove(self.ruler.called)
        self.seen = [*self.ruler, self.ruler.gap]
        self.upright, self.base = (Line(stroke_color=role("target"), stroke_width=WIDE) for _ in range(2))
        self.area = slope_field(UNIT, UNIT)
        holds(self.area, self.base)
        self.start, o = self.ruler.value, f"o[0,0,{i},0]"
        self.keys = (o, f"1-{o}") if self.ruler.wanted else (f"1-{o}", o)
        super().__init__(self.area, self.base)
        self.show(self.start)
        how_right, gap = named(text)
        how_right.next_to(self.base, DOWN if self.ruler.wanted else UP, buff=0.15).align_to(self.base, LEFT).shift(0.15 * RIGHT)
        self.names = VGroup(how_right, gap.scale(min(ROOM / gap.width, 1)).next_to(self.ruler.gap, LEFT, buff=0.2))

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
        self.area.set_points_as_corners([corner, corner + along, end + along, end, corner])
        return self

    def divided(self, row: int) -> "Divided":
        """Its area, divided by its base, in figures; where it should be 1, the cost falls with the sum, and all has a minus."""
        sides, (right, gap) = (self.right, 1 - self.right), self.keys
        sign = -1 if self.ruler.wanted else 1
        return Divided((*sides, sign * sides[1]), (f"pixels:{right}", f"pixels:{gap}", f"pixels:{sign}*({gap})"), row)


class LogSteps(VGroup):
    """What an output costs that should be 1, over the output: minus its logarithm. `stairs`: from 1 on, each halving of the
    output adds the same cost over half as long a run; `slants`: along the first two, the second twice as steep as the first;
    show(o): a dot and a tangent there, `touch`."""

    def __init__(self, text: Callable[[str], str]):
        self.plot = Plot((0, 1), (0, HIGHEST), *PLOT, x_label=text("output"), y_label=text("cost_of_one"), text_size=BODY)
        self.plot.shift(np.array([*FOOT, 0]) - self.plot.point(0, 0))
        outputs = np.geomspace(LEAST, 1, 90)
        self.curve = self.plot.curve(outputs, entropy(outputs), "error", 6)
        halved = 0.5 ** np.arange(HALVINGS + 1)
        self.stairs = VGroup(*(stair(self.plot, ends, entropy(np.array(ends))) for ends in zip(halved, halved[1:])))
        self.slants = VGroup(*(Line(one[0].get_start(), one[1].get_end(), stroke_color=role("focus"), stroke_width=6)
                               for one in self.stairs[:2]))
        self.dot, self.touch = Dot(radius=0.11, color=role("focus")), Line(stroke_color=role("focus"), stroke_width=6)
        super().__init__(self.plot, self.curve)
        self.show(0.5)

    def show(self, o: float) -> "LogSteps":
        here = self.plot.point(o, float(entropy(o)))
        way = self.plot.point(o + 0.01, float(entropy(o)) - 0.01 / o) - here
        way *= ARM / np.linalg.norm(way)
        self.touch.put_start_and_end_on(here - way, here + way)
        self.dot.move_to(here)
        return self


class Hops(VGroup):
    """How a hair of output i's sum goes on to the output, and from that to the cost. `chain`: the `names` of the three, by how
    much each moves, `figures`, and `arrows` between them; under the arrows the `factors`: how right × gap, and ÷ how right.
    It stands over the rulers; large() has it stand beside one, as large as the frame allows.

    hair: by how much the sum is moved, "constant:HAIR".
    """

    def __init__(self, run, i: int, hair: float, text: Callable[[str], str]):
        right, gap = named(text)
        times, by = (words(sign, BODY, role("quiet")) for sign in ("\N{MULTIPLICATION SIGN}", "\N{DIVISION SIGN}"))
        self.factors = VGroup(in_line(right, times, gap, buff=0.12), in_line(by, right.copy(), buff=0.12))
        self.names = in_line(*(words(text(key), TITLE) for key in ("sum", "output", "cost_of_one")))
        self.arrows, y = VGroup(), self.names[0].get_y()
        for factor, start, end in zip(self.factors, self.names, self.names[1:], strict=False):
            end.next_to(start, RIGHT, buff=factor.width + HEAD, coor_mask=[1, 0, 0])
            arrow = Arrow([start.get_right()[0], y, 0], [end.get_left()[0], y, 0], buff=0.15, stroke_width=4, color=role("quiet"),
                          tip_length=0.2)
            self.arrows.add(arrow)
            factor.next_to(arrow, DOWN, buff=0.1)
        self.figures = VGroup(*(Number(value, places, source=key, size=BODY, plus=True, color=role(kind))
                                for value, places, key, kind in moved(run, i, hair)))
        for figure, name in zip(self.figures, self.names, strict=True):
            figure.next_to(self.names[1], DOWN, buff=0.1).set_x(name.get_x())
        self.chain = VGroup(self.names, self.figures, self.arrows)
        super().__init__(self.chain, self.factors)
        self.scale(min(LONGEST / self.width, 1)).move_to(CHAIN, aligned_edge=UP + LEFT)

    def large(self) -> "Hops":
        self.chain.save_state()
        y = self.names[0].get_y()
        for k, both in enumerate(zip(self.names, self.figures, strict=True)):
            x = both[0].get_x()
            VGroup(*both).scale(LARGER, about_point=[x, y, 0]).shift([BESIDE[0] + (k - 1) * APART - x, BESIDE[1] - y, 0])
        for arrow, start, end in zip(self.arrows, self.names, self.names[1:], strict=False):
            arrow.put_start_and_end_on(*(np.array([x, BESIDE[1], 0])
                                         for x in (start.get_right()[0] + 0.2, end.get_left()[0] - 0.2)))
        return self


def moved(run, i: int, hair: float) -> tuple[tuple[float, int, str, str], ...]:
    """By how much a hair moves the sum of output i, the output, and what that costs: (value, decimals, key, role)."""
    z, o = (float(values[i, 0]) for values in (run.o_pre[0, 0], run.o[0, 0]))
    key = f"o_pre[0,0,{i},0]"
    return ((hair, 2, "constant:HAIR", "focus"),
            (float(sigmoid(z + hair)) - o, FINE, f"pixels:1/(1+exp(-{key}-{hair}))-o[0,0,{i},0]", "activation"),
            (cost_change(run, i, hair), FINE, f"pixels:{rise_key(i, hair)}", "error"))


class Divided(VGroup):
    """right × gap, divided by right, is gap: `product`, `by`, `struck`, what cancels, and `left_over`, which appear one after the
    other. sides: how right an output is, its gap, and that with the sign of the slope, with their keys; row: its place, one of
    ROWS."""

    def __init__(self, sides: tuple[float, float, float], keys: tuple[str, str, str], row: int):
        one, gap, below, left = (Number(sides[k], 2, source=keys[k], size=FIGURE, plus=k == 2,
                                        color=role("error" if k else "target")) for k in (0, 1, 0, 2))
        times, equals = (words(sign, FIGURE, role("quiet")) for sign in ("\N{MULTIPLICATION SIGN}", "="))
        self.product = VGroup(one, times, gap).arrange(RIGHT, buff=0.2)
        bar = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=3).set(width=self.product.width + 0.2)
        bar.next_to(self.product, DOWN, buff=0.15)
        self.by = VGroup(bar, below.next_to(bar, DOWN, buff=0.15))
        if sides[2] < 0:
            self.by.add(words("\N{MINUS SIGN}", FIGURE, role("error")).next_to(bar, LEFT, buff=0.2))
        self.struck = VGroup(*(_struck(number) for number in (one, below)))
        self.left_over = VGroup(equals, left).arrange(RIGHT, buff=0.25).next_to(bar, RIGHT, buff=0.3)
        super().__init__(self.product, self.by, self.struck, self.left_over)
        self.shift([COLUMN, ROWS[row], 0] - bar.get_center())


def named(text: Callable[[str], str]) -> tuple[Text, Text]:
    """What both sides of an area are called."""
    return words(text("how_right"), BODY, role("target")), words(text("gap"), BODY, role("error"))


def _struck(term: Number) -> Line:
    """A stroke through what cancels out."""
    stroke = Line(term.get_left() + 0.1 * LEFT, term.get_right() + 0.1 * RIGHT, stroke_width=4, stroke_color=role("ink"))
    return excuse(stroke, "shape", "it strikes out what cancels")
