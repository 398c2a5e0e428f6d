"""An output, its label and the gap between them, as one thing: what the sign of a delta says, and which way the arrow goes.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Triangle, VGroup

from scenes.kit.declare import points
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.misses import Ruler

Texts = Callable[[str], str]
CLEAR = 0.07      # between an arrow and the circles that it leads from and to
TIP = 0.34        # width of its tip
BELOW = 0.8       # from a ruler's foot to what is written under it


class SignedGap(VGroup):
    """The ruler of an output. `difference` is output − label = delta, under it; `title` says what the gap is called, `meaning`
    whether that is too low or too high; `arrow` leads from the output to the label."""

    def __init__(self, run, i: int, text: Texts):
        self.ruler = Ruler(run, i)
        self.ruler.remove(self.ruler.called)
        delta, self.source = float(run.delta_o[0, 0, i, 0]), f"pixels:delta_o[0,0,{i},0]"
        self.low = delta < 0
        self.difference = self._difference(run, i, delta)
        self.delta = self.difference[-1]
        self.title = words(text("delta"), TITLE, role("error")).next_to(self.ruler.gap, RIGHT, buff=0.3)
        name = words(text("too_low" if self.low else "too_high"), BODY, role("error"))
        self.meaning = name.next_to(self.title, DOWN, buff=0.18).align_to(self.title, LEFT)
        self.arrow = self._arrow()
        super().__init__(self.ruler, self.ruler.gap, self.difference, self.title, self.meaning, self.arrow)

    def _difference(self, run, i, delta) -> VGroup:
        output = Number(float(run.o[0, 0, i, 0]), source=f"pixels:o[0,0,{i},0]", size=TITLE, color=role("activation"))
        label = Number(self.ruler.wanted, 0, source=f"pixels:label_of(0)[{i},0]", size=TITLE, color=role("target"))
        minus, equals = (words(sign, TITLE, role("quiet")) for sign in ("\N{MINUS SIGN}", "="))
        result = Number(delta, plus=True, source=self.source, size=TITLE, color=role("error"))
        row = VGroup(output, minus, label, equals, result).arrange(RIGHT, buff=0.16)
        return row.move_to(self.ruler.foot + BELOW * DOWN)

    def _arrow(self) -> VGroup:
        """From the rim of the output's circle to that of the label's; both stand one above the other."""
        way = UP if self.low else DOWN
        start = self.ruler.output.circle.get_edge_center(way) + CLEAR * way
        end = self.ruler.label.circle.get_edge_center(-way) - CLEAR * way
        tip = Triangle(fill_color=role("error"), fill_opacity=1, stroke_width=0).set(width=TIP)
        if not self.low:
            tip.rotate(np.pi)
        tip.move_to(end, aligned_edge=way)
        shaft = Line(start, tip.get_edge_center(-way), stroke_color=role("error"), stroke_width=9)
        points(tip, self.source, DOWN)
        return VGroup(shaft, tip)


def signed_gaps(run, text: Texts) -> VGroup:
    """That of each output."""
    return VGroup(*(SignedGap(run, i, text) for i in range(run.meta["outputs"])))
