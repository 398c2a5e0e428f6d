"""Why the slope of an output's cost is output minus label: its sigmoid and its cost over the same sum, in the same units. A step
of the sum takes the cost along its tangent by just the gap that the sigmoid leaves.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Dot, Line, VGroup

from scenes.kit.declare import excuse, holds
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.log_stairs import LogStairs
from scenes.scratch.turning import ground, luminous
from scenes.scratch.two_costs import entropy

UNIT = 1.26             # manim units of one, in the sum, the output and the cost alike
REACH = 3.1             # the sums that are drawn, to both sides
ENDS = 2.9, 2.0         # how far it is slid on the wrong side and on the right one
FEET, ASIDE = (1.65, -3.05), 2.3    # y of the sigmoid's foot and of the cost's; how far it goes to the left for figures
WIDE = 9                # of the gap, and of the tangent's fall
STAIRS, STAIRS_AT = (3.0, 2.3), (2.95, -3.0)       # size of the logarithm's plot, and its lower left corner
LEAST, HALVED = 0.06, 3             # its least output; how many halvings are drawn
ROWS, COLUMN = (0.9, -1.7), 3.65    # y of the divisions' bars, one below the other, and x of their middles


class SlopeIsGap(VGroup):
    """Output i of the first image: its sigmoid, and its cost as ground, over the same `axes`.

    `wanted` is the level where it should be, with its number; `earth`, `crest` and `called` are the ground. At the sum z on both
    of them is a dot, joined by a guide: `gap`, up or down to the level, and a step along the ground's tangent, `slant`,
    with its `across` and its `fall`. show(z) moves all of these, `moving`. step: as long, "constant:STEP".
    """

    def __init__(self, run, i: int, step: int, text: Callable[[str], str]):
        self.step = step
        self.label, self.start, self.key = float(run.label_of(0)[i, 0]), float(run.o_pre[0, 0, i, 0]), f"o[0,0,{i},0]"
        reach = max(REACH, abs(self.start) + 1.2)
        sums, unit = np.linspace(-reach, reach, 181), UNIT * REACH / reach
        self.upper, self.lower = (Plot((-reach, reach), (0, high), 2 * reach * unit, high * unit)
                                  .shift((foot + high * unit / 2) * UP)
                                  for high, foot in zip((1, float(entropy(sigmoid(-reach)))), FEET, strict=True))
        self.curve = self.upper.curve(sums, sigmoid(sums), "activation", 6)
        level = self.upper.level(self.label, "target").set_stroke(width=4, opacity=0.9)
        self.wanted = VGroup(level, Number(self.label, 0, size=BODY, color=role("target"), source=f"pixels:label_of(0)[{i},0]")
                             .next_to(level, LEFT, buff=0.15))
        crest = [self.at(z) for z in sums]
        self.earth, self.crest = ground(self.lower, crest), luminous(crest)
        self.called = words(text("cost_of_one"), TITLE, role("ink"))
        self.called.move_to(self.lower.point(-0.62 * reach if self.label else 0.62 * reach, 0.5))
        holds(self.earth, self.called)
        below, beside = words(text("sum"), BODY, role("quiet")), words(text("output"), BODY, role("activation"))
        below.next_to(self.lower.point(reach, 0), DOWN, buff=0.15).align_to(self.lower.point(reach, 0), RIGHT)
        beside.next_to(self.curve.get_end(), DOWN + RIGHT, buff=0.1)
        self.axes = VGroup(self.upper, self.lower, below, beside)
        self.dots = VGroup(*(Dot(radius=0.11, color=role(name)) for name in ("activation", "focus")))
        self.guide = DashedLine(UP, DOWN)
        self.gap, self.fall = (Line(stroke_color=role("error"), stroke_width=WIDE) for _ in range(2))
        self.across, self.slant = (Line(stroke_color=role(name), stroke_width=5) for name in ("ink", "focus"))
        self.one = Number(step, 0, size=BODY, source="constant:STEP")
        for part in (self.across, self.fall, self.slant, self.guide):
            excuse(part, "shape", "it is measured at the ground")
        holds(self.earth, self.one)
        self.moving = [self.guide, self.gap, self.slant, self.across, self.one, self.fall, self.dots]
        super().__init__(self.axes, self.earth, self.crest, self.called, self.curve, self.wanted, *self.moving)
        self.show(self.start)

    def at(self, z: float) -> np.ndarray:
        """The place of the ground at a sum."""
        return self.lower.point(z, float(entropy(sigmoid(z if self.label else -z))))

    def show(self, z: float) -> "SlopeIsGap":
        o, unit = float(sigmoid(z)), self.upper.point(self.step, self.step) - self.upper.point(0, 0)
        here, above = self.at(z), self.upper.point(z, o)
        corner = here + unit[0] * RIGHT
        end = corner + (o - self.label) * unit[1] * UP
        for dot, place in zip(self.dots, (above, here), strict=True):
            dot.move_to(place)
        self.guide.become(DashedLine(above, here, stroke_color=role("focus"), stroke_width=3))
        for line, ends in ((self.gap, (above, self.upper.point(z, self.label))), (self.across, (here, corner)),
                           (self.fall, (corner, end)), (self.slant, (here, end))):
            line.put_start_and_end_on(*ends)
        self.one.next_to(self.across, UP if self.label else DOWN, buff=0.1)
        return self

    def figures(self) -> VGroup:
        """The gap beside it, and the slope beside the fall, as they are at the start."""
        (_, gap), (_, key) = self._sides()
        slope = Number(gap * self._sign, 2, plus=True, size=TITLE, color=role("error"), source=f"pixels:delta_{self.key}")
        lacks = Number(gap, 2, size=TITLE, color=role("error"), source=f"pixels:{key}")
        lacks.next_to(self.gap, LEFT if self.label else RIGHT, buff=0.15)
        if self.label:
            return VGroup(lacks, slope.next_to(self.fall, RIGHT, buff=0.15))
        return VGroup(lacks, slope.next_to(self.dots[1], UP + LEFT, buff=0.1))

    def divided(self, row: int, text: Callable[[str], str]) -> "Divided":
        """The sigmoid's slope, divided by how right the output is, in figures."""
        (right, gap), (of_right, of_gap) = self._sides()
        return Divided((right, gap, self._sign * gap),
                       (f"pixels:{of_right}", f"pixels:{of_gap}", f"pixels:{self._sign}*({of_gap})"), row, text)

    @property
    def _sign(self) -> int:
        return -1 if self.label else 1

    def _sides(self) -> tuple[tuple[float, float], tuple[str, str]]:
        """How right the output is and its gap, with their keys."""
        o, way = float(sigmoid(self.start)), 1 if self.label else -1
        return (o, 1 - o)[::way], (self.key, f"1-{self.key}")[::way]


def log_stairs(text: Callable[[str], str]) -> LogStairs:
    """What an output costs that should be 1, and how steeply that rises."""
    made = LogStairs(STAIRS, STAIRS_AT, LEAST, HALVED)
    end = made.plot.point(1, 0)
    return made.add(words(text("output"), BODY, role("activation")).next_to(end, DOWN, buff=0.15).align_to(end, RIGHT),
                    words(text("cost_of_one"), BODY, role("error")).next_to(made.plot.point(0, 0), UP, buff=STAIRS[1] + 0.1))


class Divided(VGroup):
    """right × gap, divided by right, is gap: `product`, under the `names` of both, `by`, `struck`, what cancels, and `left_over`,
    which appear one after the other. sides: how right an output is, its gap, and that with the slope's sign, with their keys;
    row: its place, one of ROWS."""

    def __init__(self, sides: tuple[float, float, float], keys: tuple[str, str, str], row: int, text: Callable[[str], str]):
        one, gap, below, left = (Number(sides[k], 2, source=keys[k], size=TITLE, plus=k == 2,
                                        color=role("error" if k else "target")) for k in (0, 1, 0, 2))
        times, equals = (words(sign, TITLE, role("quiet")) for sign in ("\N{MULTIPLICATION SIGN}", "="))
        self.product = VGroup(one, times, gap).arrange(RIGHT, buff=0.2)
        bar = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=3).set(width=self.product.width + 0.2)
        bar.next_to(self.product, DOWN, buff=0.15)
        self.by = VGroup(bar, below.next_to(bar, DOWN, buff=0.15))
        if sides[2] < 0:
            self.by.add(words("\N{MINUS SIGN}", TITLE, role("error")).next_to(bar, LEFT, buff=0.2))
        self.struck = VGroup(*(_struck(number) for number in (one, below)))
        self.left_over = VGroup(equals, left).arrange(RIGHT, buff=0.2).next_to(bar, RIGHT, buff=0.2)
        self.names = in_line(words(text("how_right"), BODY, role("target")), words(text("gap"), BODY, role("error")), buff=0.3)
        self.names.next_to(self.product, UP, buff=0.25).align_to(self.product, LEFT)
        super().__init__(self.product, self.by, self.struck, self.left_over, self.names)
        self.shift([COLUMN, ROWS[row], 0] - bar.get_center())


def _struck(term: Number) -> Line:
    """A stroke through what cancels out."""
    stroke = Line(term.get_left() + 0.1 * LEFT, term.get_right() + 0.1 * RIGHT, stroke_width=4, stroke_color=role("ink"))
    return excuse(stroke, "shape", "it strikes out what cancels")
