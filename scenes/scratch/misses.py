"""How far the outputs are from the label: on a ruler for each output, as squares, and as what they make in a tray."""

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, Square, VGroup

from scenes.kit.closing import fewest, sum_closes
from scenes.kit.declare import holds
from scenes.kit.diagram import Neuron
from scenes.kit.text import Number
from scenes.kit.theme import BODY, role
from scenes.kit.tray import lit

UNIT = 4.2                        # manim units on a ruler from 0 to 1, and where the squares are poured
TRAY = (4.9, 4.8)                 # width and height of the tray that they are poured into
FULL = TRAY[0] * TRAY[1] / UNIT ** 2      # the cost that fills a tray, whatever its size, in every chapter
FLOOR = -2.4                      # y of its 0
XS, PITCH = -4.65, 4.3            # x of the first ruler, so that there is room for a square on its right; from one to the next
ASIDE, LARGER = 0.85, 1.4         # from a ruler to the circles on its left; by so much they are larger than their values need
ALONE = 0.95                      # so much further right the rulers are centred, until something stands on that side
NAMED, SUMMED = 0.66, 0.8         # em of the class of an output, and of what is summed
LEAST = 1e-3                      # of a gap: a line can't have no length
GAP_KEY = "pixels:(o[0,0]-label_of(0))"


class Ruler(VGroup):
    """From 0 to 1, with an output and its label at their places on the left, and the square of their gap on the right; at first
    `gap` and `square` are not seen. `called` is the class of the output."""

    def __init__(self, run, i: int):
        output, self.wanted = float(run.o[0, 0, i, 0]), float(run.label_of(0)[i, 0])
        self.foot = np.array([XS + PITCH * i, FLOOR, 0])
        self.line = Line(self.foot, self.foot + UNIT * UP, stroke_color=role("quiet"), stroke_width=3)
        ticks = VGroup(*(Number(at, 0, size=BODY, source="constant:axis", color=role("quiet"))
                         .move_to(self.at(at) + 0.26 * (DOWN if at == 0 else UP)) for at in (0, 1)))
        self.called = Number(run.meta["classes"][i], 0, source=f"pixels:meta.classes[{i}]", size=NAMED, color=role("quiet"))
        self.called.move_to(self.foot + 0.8 * DOWN)
        self.output = Neuron(0.42).show(output, f"pixels:o[0,0,{i},0]")
        self.label = Neuron(0.36).show(self.wanted, f"pixels:label_of(0)[{i},0]", "target", decimals=0)
        for neuron, value in ((self.output, output), (self.label, self.wanted)):
            neuron.scale(LARGER).move_to(self.at(value) + ASIDE * LEFT)
        low, high = sorted((output, self.wanted))
        self.gap = Line(self.at(low), self.at(max(high, low + LEAST)), stroke_color=role("error"), stroke_width=9)
        self.square = area(max(high - low, LEAST) * UNIT).move_to(self.at(low), aligned_edge=LEFT + DOWN)
        super().__init__(self.line, ticks, self.called, self.output, self.label)

    def at(self, value: float) -> np.ndarray:
        """The place of a value on the ruler."""
        return self.foot + value * UNIT * UP


def rulers(run) -> VGroup:
    """A ruler for each output."""
    return VGroup(*(Ruler(run, i) for i in range(run.meta["outputs"])))


def area(side: float) -> Square:
    """A square whose area stands for a squared error."""
    return lit(Square(side))


def squared(run) -> np.ndarray:
    """The squared errors of the first image, (O,)."""
    return ((run.o[0, 0] - run.label_of(0)) ** 2)[:, 0].astype(float)


def decimals_of(run) -> int:
    """So many that the squares, as shown, add up on screen."""
    return fewest(sum_closes(squared(run).tolist(), float(squared(run).sum())))


def area_numbers(run, drawn: VGroup) -> VGroup:
    """The area of each square, in it."""
    numbers = VGroup()
    for i, (value, ruler) in enumerate(zip(squared(run), drawn, strict=True)):
        number = Number(float(value), decimals_of(run), source=f"{GAP_KEY}[{i},0]*{GAP_KEY.partition(':')[2]}[{i},0]",
                        size=0.55)
        holds(ruler.square, number)
        numbers.add(number.move_to(ruler.square))
    return numbers


def layers(heights: Iterable[float], width: float, floor: np.ndarray) -> VGroup:
    """Layers of one width, one above the other, the lowest on the floor."""
    stack = VGroup()
    for height in heights:
        layer = lit(Rectangle(width=width, height=float(height)), glow=False)
        stack.add(layer.move_to(stack[-1].get_top() if stack else floor, aligned_edge=DOWN))
    return stack


def high(areas: np.ndarray) -> np.ndarray:
    """How high each area lies in the tray; that of 1 is a square on the whole ruler."""
    return areas * UNIT ** 2 / TRAY[0]


def added_up(numbers: Iterable[Number], total: Number, x: float, first: float, pitch: float) -> VGroup:
    """Copies of numbers one below the other, the first at y `first`; the rule, and their sum."""
    entries = VGroup(*(Number(number.value, number.decimals, source=number.source, size=SUMMED, color=role("error"))
                       .move_to([x, first - pitch * i, 0]) for i, number in enumerate(numbers)))
    rule = Line(1.4 * LEFT, 1.4 * RIGHT, stroke_color=role("quiet"), stroke_width=2.5).next_to(entries, DOWN, buff=0.2)
    return VGroup(entries, rule, total.next_to(rule, DOWN, buff=0.25))
