"""The sigmoid's slope where a hidden neuron stands, measured through a lens: rise over run, and what that is of the activation.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Square, VGroup

from scenes.kit.closing import fewest
from scenes.kit.declare import holds
from scenes.kit.plot import sigmoid
from scenes.kit.slope import SlopeReader, slope_at
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.scratch import lens
from scenes.scratch.near_by import decimals_of, example_neuron

Texts = Callable[[str], str]
SIDE, PLACE = 2.0, np.array([-1.45, 1.75, 0])     # of the lens, and its middle
CORNER = np.array([-0.84, -0.45, 0])               # from the lens's middle to where the sum stands
EQUATION = np.array([-0.15, 2.55, 0])             # left end of what is written beside the lens


class Steepness(VGroup):
    """A lens over the curve of a reader, in it run and rise of a hair of the sum; beside it that
    rise over run = slope = activation × (1 − activation).

    hair: by how much the sum is moved, "constant:HAIR"; zoom: how much that is magnified, "constant:CLOSE_UP".
    """

    def __init__(self, run, reader: SlopeReader, hair: float, zoom: float, text: Texts):
        self.run, self.j, self.hair = run, example_neuron(run), hair
        self.sum, self.decimals = float(run.h_pre[0, 0, self.j, 0]), decimals_of(run, self.j)
        self.rise = float(sigmoid(self.sum + hair) - sigmoid(self.sum))
        self.frame = Square(SIDE, stroke_color=role("focus"), stroke_width=3, fill_color=role("background"), fill_opacity=1)
        self.frame.move_to(PLACE)
        self.rays = VGroup(*(lens.ray(reader.dot.get_center(), self.frame.get_corner(LEFT + way)) for way in (UP, DOWN)))
        self.factor = lens.factor(text("magnified"), zoom, "constant:CLOSE_UP").next_to(self.frame, UP, buff=0.12)
        self.across, self.up = (zoom * abs(step) for step in reader.plot.point(hair, self.rise)[:2] - reader.plot.point(0, 0)[:2])
        self.curve, self.dot = self._curve(), Dot(PLACE + CORNER, 0.09, color=role("activation"))
        self.steps = self._steps()
        self.fraction, self.slope, self.law = self._fraction(), self._slope(), self._law()
        equals = [words("=", BODY, role("quiet")) for _ in range(2)]
        self.equation = VGroup(self.fraction, equals[0], self.slope, equals[1], self.law).arrange(RIGHT, buff=0.2)
        self.equation.move_to(EQUATION, aligned_edge=LEFT)
        super().__init__(self.rays, self.frame, self.factor, self.curve, self.dot, self.steps, self.equation)

    def lens(self) -> VGroup:
        """What is seen through the lens, and the lens."""
        return VGroup(self.rays, self.frame, self.factor, self.curve, self.dot)

    def _curve(self) -> Line:
        """So near by, no bend is left: the line through both places, to the lens's edges."""
        steep, (left, low) = self.up / self.across, -CORNER[:2] - SIDE / 2
        start, end = (np.array([x, x * steep, 0]) for x in (max(left, low / steep), min(left + SIDE, (low + SIDE) / steep)))
        return Line(PLACE + CORNER + start, PLACE + CORNER + end, stroke_color=role("activation"), stroke_width=5)

    def _rise_key(self) -> str:
        z = f"h_pre[0,0,{self.j},0]"
        return f"1/(1+exp(-{z}-{self.hair}))-1/(1+exp(-{z}))"

    def _changes(self, size: float) -> tuple[Number, Number]:
        """The run and the rise, with so many decimals that the quotient is the slope as it is written."""
        n = fewest(lambda n: round(round(self.rise, n) / self.hair, self.decimals) == round(slope_at(self.sum), self.decimals))
        return (Number(self.hair, 2, plus=True, source="constant:HAIR", size=size, color=role("focus")),
                Number(self.rise, n, plus=True, source=f"pixels:{self._rise_key()}", size=size, color=role("activation")))

    def _steps(self) -> VGroup:
        """Run and rise under the curve, each with how much it is."""
        start = PLACE + CORNER
        corner = start + self.across * RIGHT
        lines = (Line(start, corner, stroke_color=role("focus"), stroke_width=5),
                 Line(corner, corner + self.up * UP, stroke_color=role("activation"), stroke_width=5))
        run, rise = self._changes(LABEL)
        holds(self.frame, run, rise)
        return VGroup(VGroup(lines[0], run.next_to(lines[0], DOWN, buff=0.12).align_to(lines[0], LEFT)),
                      VGroup(lines[1], rise.next_to(lines[1], RIGHT, buff=0.1)))

    def _fraction(self) -> VGroup:
        run, rise = self._changes(BODY)
        bar = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=3).set(width=rise.width + 0.15)
        return VGroup(rise, bar, run).arrange(DOWN, buff=0.1)

    def _slope(self) -> Number:
        return Number(self.rise / self.hair, self.decimals, source=f"pixels:({self._rise_key()})/{self.hair}", size=1.2 * BODY,
                      color=role("focus"))

    def _law(self) -> VGroup:
        """activation × (1 − activation)"""
        first, again = (Number(float(self.run.h[0, 0, self.j, 0]), self.decimals, source=f"pixels:h[0,0,{self.j},0]", size=BODY,
                               color=role("activation")) for _ in range(2))
        signs = [words(sign, BODY, role("quiet"), source="constant:WHOLE") for sign in ("× (1 \N{MINUS SIGN}", ")")]
        law = VGroup(first, signs[0], again, signs[1]).arrange(RIGHT, buff=0.12)
        signs[1].shift(0.08 * LEFT)     # a bracket stands close to what it closes
        return law
