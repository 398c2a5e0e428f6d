"""Why a weight's slope is activation times delta: how far its sum, and then the cost, moves for each step of the weight.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, RIGHT, UP, Line, Rectangle, RoundedRectangle, VGroup

from scenes.kit.closing import fewest, product_closes
from scenes.kit.declare import holds
from scenes.kit.diagram import Neuron, delta_tag
from scenes.kit.scales import edge_look, largest
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

Texts = Callable[[str], str]
WEIGHT, SUM, COST = -5.2, -0.55, 4.1       # x of the three bars
EDGE_Y, RADIUS = 2.0, 0.7                  # of the two neurons and the edge between them
CELLS = 2                                  # decimals of the slope
FLOOR, HIGH, BREADTH = -2.75, 3.2, 1.1     # y of the bars' feet; height of the weight's; width of each


class Gearing(VGroup):
    """The edge to output i from the hidden neuron that is brightest; under it a bar for how far its weight is moved, one for
    the sum that it is part of, and one for the cost."""

    def __init__(self, run, i: int, text: Texts):
        self.place = i, j = i, int(run.h[0, 0].argmax())
        h, delta, keys = float(run.h[0, 0, j, 0]), float(run.delta_o[0, 0, i, 0]), (f"h[0,0,{j},0]", f"delta_o[0,0,{i},0]")
        self.decimals = fewest(product_closes(h, delta, h * delta, CELLS))
        self.start = Neuron(RADIUS).show(h, f"pixels:{keys[0]}", decimals=self.decimals).move_to([WEIGHT, EDGE_Y, 0])
        self.end = Neuron(RADIUS).show(float(run.o[0, 0, i, 0]), f"pixels:o[0,0,{i},0]").move_to([SUM, EDGE_Y, 0])
        self.tag = delta_tag(delta, abs(delta), f"pixels:{keys[1]}", BODY, self.decimals)
        self.cost = self._cost(text("cross_entropy"))
        self.way = Line(self.end.get_right(), self.cost.get_left(), stroke_color=role("quiet"), stroke_width=3)
        self.tag.next_to(self.way, UP, buff=0.15)
        look = edge_look(float(run.w_h_o[0, i, j]), largest(run.w_h_o[0]))
        self.edge = Line(self.start.get_right(), self.end.get_left(), stroke_color=look.color, stroke_width=2 * look.width,
                         stroke_opacity=look.opacity)
        self.bars = VGroup(*(self._bar(x, share, kind) for x, share, kind in
                             ((WEIGHT, 1.0, "quiet"), (SUM, h, "quiet"), (COST, h * delta, "error"))))
        self.names = VGroup(*(words(text(key), LABEL, role("quiet")).next_to(bar, DOWN, buff=0.15)
                              for key, bar in zip(("weight", "sum", "cross_entropy"), self.bars, strict=True)))
        self.hair = words(text("hair"), LABEL).next_to(self.bars[0], UP, buff=0.12)
        self.factors = VGroup(self._factor(h, f"pixels:{keys[0]}", "activation", (WEIGHT + SUM) / 2, text("activation")),
                              self._factor(delta, f"pixels:{keys[1]}", "error", (SUM + COST) / 2, text("delta")))
        self.moved = Number(h, self.decimals, source=f"pixels:{keys[0]}", size=BODY).next_to(self.bars[1], UP, buff=0.12)
        self.slope = Number(h * delta, CELLS, plus=True, source=f"pixels:{keys[0]}*{keys[1]}", size=TITLE,
                            color=role("error")).next_to(self.bars[2], UP, buff=0.12)
        rule = ((text("slope"), "error"), ("=", "quiet"), (text("activation"), "activation"), ("×", "quiet"),
                (text("delta"), "error"))
        self.rule = in_line(*(words(string, TITLE, role(kind)) for string, kind in rule))
        self.rule.move_to([COST - 0.2, 0.15, 0])
        super().__init__(self.edge, self.way, self.start, self.end, self.cost, self.tag, self.bars, self.names, self.hair,
                         self.factors, self.moved, self.slope, self.rule)

    def _cost(self, name: str) -> VGroup:
        """What stands for the cost at the end of the way."""
        word = words(name, BODY, role("error"))
        box = RoundedRectangle(0.15, width=word.width + 0.5, height=0.9, stroke_color=role("error"), stroke_width=2.5,
                               fill_color=role("panel"), fill_opacity=1).move_to([COST, EDGE_Y, 0])
        holds(box, word.move_to(box))
        return VGroup(box, word)

    def _bar(self, x: float, share: float, kind: str) -> Rectangle:
        bar = Rectangle(width=BREADTH, height=HIGH * share, stroke_width=0, fill_color=role(kind), fill_opacity=1)
        return bar.move_to([x, FLOOR, 0], aligned_edge=DOWN)

    def _factor(self, value: float, source: str, kind: str, x: float, name: str) -> VGroup:
        number = Number(value, self.decimals, source=source, size=BODY, color=role(kind))
        row = VGroup(words("×", BODY, role("quiet")), number).arrange(RIGHT, buff=0.15)
        row.move_to(np.array([x, FLOOR + 0.35 * HIGH, 0]))
        return VGroup(*row, words(name, LABEL, role(kind)).next_to(row, DOWN, buff=0.15))

    def body(self) -> VGroup:
        """The edge and the circles at its ends, copied."""
        return VGroup(self.edge, self.start.circle, self.end.circle).copy()
