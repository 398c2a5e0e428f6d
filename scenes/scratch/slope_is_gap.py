"""Why the slope of an output's cost is output minus label: its sigmoid and its cost over the same sum, in the same units. A step
of the sum takes the cost along its tangent by just the gap that the sigmoid leaves.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Dot, Line, VGroup

from scenes.kit.declare import excuse, holds
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.turning import ground, luminous
from scenes.scratch.two_costs import entropy

UNIT = 1.26             # manim units of one, in the sum, the output and the cost alike
REACH = 3.1             # the sums that are drawn, to both sides
ENDS = 2.9, 2.0         # how far it is slid on the wrong side and on the right one
FEET = 1.65, -3.05      # y of the sigmoid's foot and of the cost's
WIDE = 9                # of the gap, and of the tangent's fall


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

    @property
    def _sign(self) -> int:
        return -1 if self.label else 1

    def _sides(self) -> tuple[tuple[float, float], tuple[str, str]]:
        """How right the output is and its gap, with their keys."""
        o, way = float(sigmoid(self.start)), 1 if self.label else -1
        return (o, 1 - o)[::way], (self.key, f"1-{self.key}")[::way]
