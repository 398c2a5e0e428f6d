"""What each output of the first image costs: minus the logarithm of what it gives to the right answer, looked up on its curve;
and what that is together.

The chapter on the cost plays this; nothing here is animated.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup

from scenes.kit.declare import excuse
from scenes.kit.text import Number, maths, words
from scenes.kit.theme import BODY, role
from scenes.kit.tray import Tray, lit
from scenes.scratch import first_cost, misses
from scenes.scratch.both_sides import Given
from scenes.scratch.log_curve import LogCurve
from scenes.scratch.misses import TRAY
from scenes.scratch.two_costs import entropy, fraction

CORNER = -6.1, -2.2              # lower left of the curve's axes
LONG = 5.0                        # width of the output's axis
WIDE, TRAY_X = 1.9, 0.5          # width of the tray, and x of its middle; the curve is as high as it is
BAR = 0.34                        # width of a bar, which stands for what an output costs
NAMED, FRACTION = 3, 0.3          # how many halvings have a name under the axis, and the em of that
ROOM, CORNERED = 4.7, [6.6, 2.5, 0]       # for the figures, which may need many decimals, and their upper right corner
NEXT, EM, SUM = 1.05, 0.46, 1.0       # from one of their rows to the next; em of these, and of their sum


class LookedUp(VGroup):
    """`log`, the curve, over `fractions` and the `axis`'s name. Of each output: `lying`,
    what it gives, along the axis, `guides`, from its end up to the curve, `bars`, as high as the curve is there, and `layers`,
    the same in the `tray`; `rows`, minus the logarithm of it, and `numbers`, how much that is. `total`: the rule, the sum and
    its name.

    text: of a word on the screen."""

    def __init__(self, run, every: VGroup, text: Callable[[str], str]):
        full = first_cost.full(run)
        least = float(np.exp(-full))
        self.log = LogCurve((LONG, TRAY[1]), CORNER, least)
        foot, plot = self.log.plot.point(0, 0), self.log.plot
        self.fractions = VGroup(Number(1, 0, size=BODY, source="constant:HALVED_0", color=role("quiet"))
                                .next_to(plot.point(1, 0), DOWN, buff=0.2),
                                *(fraction(k, FRACTION, role("quiet")).next_to(plot.point(0.5 ** k, 0), DOWN, buff=0.15)
                                  for k in range(1, NAMED + 1)))
        self.axis = VGroup(words(text("how_right"), BODY, role("target")), words(text("either"), BODY, role("error")))
        self.axis[0].next_to(self.fractions, DOWN, buff=0.12).align_to(plot.point(1, 0), RIGHT)
        self.axis[1].next_to(plot.point(0, float(entropy(least))), UP, buff=0.14).align_to(foot, LEFT)
        self.tray = Tray(0, WIDE, TRAY[1], full)
        self.tray.move_to([TRAY_X, foot[1], 0], aligned_edge=DOWN)
        self.lying, self.guides, self.bars = (VGroup(*map(made, every)) for made in (self._lying, self._guide, self._bar))
        self.layers = misses.layers((bar.height for bar in self.bars), WIDE, self.tray.walls.get_bottom())
        self.rows = VGroup(*(self._row(one) for one in every))
        self.numbers = VGroup(*(Number(one.cost, one.n, source=one.cost_key, size=EM, color=role("error")) for one in every))
        for k, (row, number) in enumerate(zip(self.rows, self.numbers, strict=True)):
            row.move_to(k * NEXT * DOWN, RIGHT)
            number.next_to(row.equals, RIGHT, buff=0.22).set_y(row.share.get_y())
        self.total = self._total(run, every[0].n, text("entropy"))
        written = VGroup(self.rows, self.numbers, self.total)
        written.scale(min(ROOM / written.width, 1)).move_to(CORNERED, RIGHT + UP)
        super().__init__(self.log, self.fractions, self.axis, self.tray, self.lying, self.guides,
                         self.bars, self.rows, self.numbers, self.total)

    def _row(self, one: Given) -> VGroup:
        """- ln ( `share` ) and, apart, `equals`."""
        opens, closes = (maths(side, EM) for side in ("- ln \\(", "\\)"))
        row = VGroup(opens, one.share(EM), closes, words("=", EM, role("quiet"))).arrange(RIGHT, buff=0.12)
        row.share, row.equals = row[1], row[3]
        return row

    def _lying(self, one: Given) -> Line:
        start, end = (self.log.plot.point(value, 0) for value in (0, one.value))
        return Line(start, end, stroke_color=role("target"), stroke_width=9)

    def _guide(self, one: Given) -> DashedLine:
        ends = self.log.plot.point(one.value, 0), self.log.at(one.value)
        guide = DashedLine(*ends, stroke_color=role("focus"), stroke_width=3)
        return excuse(guide, "shape", "it is measured at the curve")

    def _bar(self, one: Given) -> Rectangle:
        height = self.log.at(one.value)[1] - CORNER[1]
        bar = lit(Rectangle(width=BAR, height=height), glow=False)
        bar.move_to(self.log.plot.point(one.value, 0), aligned_edge=DOWN)
        return excuse(bar, "shape", "it is measured at the curve")

    def _total(self, run, decimals: int, name: str) -> VGroup:
        rule = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=2.5).set(width=self.numbers.width + 0.4)
        rule.next_to(self.numbers, DOWN, buff=0.25)
        amount = Number(first_cost.cost(run), decimals, source=f"pixels:{first_cost.key()}", size=SUM, color=role("error"))
        amount.next_to(rule, DOWN, buff=0.35).align_to(rule, RIGHT)
        called = words(name, 1.2 * EM, role("error")).next_to(amount, DOWN, buff=0.35).align_to(rule, RIGHT)
        return VGroup(rule, amount, called)
