"""That activation times delta is a slope, on the weight that was turned by hand.

The chapter on backpropagation plays these; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

from manim import DOWN, RIGHT, VGroup

from scenes.kit.diagram import delta_tag
from scenes.kit.equation import Term, product
from scenes.kit.theme import LABEL, TITLE
from scenes.scratch.facts import knob_label, knob_product
from scenes.scratch.knob import DIAL, KnobPicture

Texts = Callable[[str], str]
TANGENT = 1.3              # weights to each side of it
SIZE = 1.3 * TITLE
LOWER = 0.3
ROW = [-3.55, -1.7, 0]    # of the product


class Proof(VGroup):
    """The knob again, smaller; beside it, its curve; under it, the product and the slope that was measured."""

    def __init__(self, digits, experiments, text: Texts):
        log = experiments.knob_last
        self.knob = knob = KnobPicture(log, "experiments:knob_last", text, knob_label(digits, experiments))
        for position in (0, len(log.turned) - 1, int(log.at)):
            knob.show(position)
        knob.dial.scale(0.6).move_to([DIAL, 0.2, 0])
        knob.number.scale(0.8).next_to(knob.dial, RIGHT, buff=0.25)
        self.curve = VGroup(knob.plot, knob.trace, knob.dot).shift(LOWER * DOWN)     # there is a badge above it
        factors, decimals = knob_product(digits, experiments)
        (start, activation), (end, delta) = factors["activation"], factors["delta"]
        self.tag = delta_tag(delta, 1, end, LABEL).next_to(knob.end, RIGHT, buff=0.12)
        both = f"{start}*({end.removeprefix('experiments:')})"
        self.row = product(Term(activation, start, "activation"), Term(delta, end, "error", True),
                           Term(activation * delta, both, "error", True), SIZE).move_to(ROW)
        self.tangent = knob.tangent(TANGENT)
        self.measured = knob.figure(text("measured"), SIZE, decimals)
        self.measured.next_to(self.row, DOWN, buff=0.35).align_to(self.row, RIGHT)
        super().__init__(knob, self.curve, self.tag, self.row, self.tangent, self.measured)
