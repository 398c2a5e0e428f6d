"""How steep minus the logarithm is: measured at one; and squeezed to half its width and lifted its curve fits itself, so that
the tangent at any output rises by the same over a run that is the output.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from scenes.kit.declare import excuse
from scenes.kit.plot import Plot
from scenes.kit.text import Number, maths, words
from scenes.kit.theme import BODY, TITLE, role

COST, LEAST = 2.8, 0.122           # of the axis, at most; the smallest output of the copy, which ends at the top when it fits
FIELD, MIDDLE = (7.6, 5.0), (-2.2, -0.1)       # size of the plot; its middle
PAST, HAIR = 0.6, 1e-4             # the tangent goes on so far below its place, at most; by so much an output is moved to measure
WIDE, SIDE = 9, 0.18               # of the tangent's run and rise; from there to their names
HEADS, ROWS = (2.6, 4.2, 5.8), (2.4, 1.15, -0.15, -1.75)     # of the list: x of outputs, fractions, slopes; y of names and rows
WHOLE, HALF = 1.0, 0.5              # the output at which the slope is measured, and half of that
NAMED, BIG = 0.3, 1.2 * TITLE      # em of the list's names, and of its numbers
FALL = -1                          # by so much the tangent rises


class Squeezed(VGroup):
    """Minus the logarithm over the output, and its tangent at one. Apart from these: `copy_of_it`, which show() squeezes and
    lifts, with the tangent; the `run` and the `rise` of that, `fall`, how much the rise is, and `outputs`, how much the run is,
    before and after; `rows` of a list: both outputs with rise over run and the slope, and the slope of any output; `heads`, over
    it."""

    def __init__(self, text: Callable[[str], str]):
        self.plot = Plot((0, 1), (0, COST), *FIELD, x_ticks=(0, HALF, 1), x_decimals=1, x_label=text("output"),
                         y_label=text("cross_entropy"), text_size=BODY)
        self.plot.shift(np.array([*MIDDLE, 0]) - self.plot.point(0.5, COST / 2))
        rights = np.linspace(np.exp(-COST), 1, 121)
        self.curve = self.plot.curve(rights, -np.log(rights), "error", 7)
        self.touch, self.run, self.rise = (Line(stroke_color=role(kind), stroke_width=width)
                                           for kind, width in (("focus", 6), ("activation", WIDE), ("ink", WIDE)))
        self.copy_of_it = VMobject(stroke_color=role("ink"), stroke_width=4)
        self.dot = self.plot.dot(0, 0, "error", 0.13)
        self.fall = Number(FALL, 0, source="constant:FALL", size=BODY)
        self.outputs = VGroup(*(Number(o, 1, source=f"constant:{name}", size=BODY, color=role("activation"))
                                for name, o in (("WHOLE", WHOLE), ("HALF", HALF))))
        for part in (self.touch, self.run, self.rise, self.copy_of_it, self.fall, *self.outputs):
            excuse(part, "shape", "it stands for a number, next to a curve")
        output, rise, run, slope = (words(text(key), NAMED, role(kind)) for key, kind in (
            ("output", "activation"), ("rise", "ink"), ("run", "activation"), ("slope", "focus")))
        named = output, _over(rise, run), slope
        self.heads = VGroup(*(name.move_to([x, ROWS[0], 0]) for name, x in zip(named, HEADS, strict=True)))
        self.rows = VGroup(*(self._row(name, o, y) for name, o, y in zip(("WHOLE", "HALF"), (WHOLE, HALF), ROWS[1:])))
        law = maths("- 1 / {{o : o}}", 2 * TITLE, o="activation").move_to([HEADS[1], ROWS[3], 0])
        self.rows.add(VGroup(maths("{{o : o}}", 2 * TITLE, o="activation").move_to([HEADS[0], ROWS[3], 0]), law))
        super().__init__(self.plot, self.curve, self.touch, self.dot)
        self.show(0)

    def show(self, done: float) -> "Squeezed":
        """Squeezed, 0 to 1, and then lifted, 1 to 2, until the copy fits the curve."""
        width, lift = 1 - min(done, 1) / 2, max(done - 1, 0) * np.log(2)
        rights = np.linspace(LEAST, 1, 91)
        self.copy_of_it.set_points_as_corners([self.plot.point(width * o, lift - np.log(o)) for o in rights])
        at, cost = width * WHOLE, lift - np.log(WHOLE)
        past = min(PAST, cost)          # not below the axis
        corner, here = self.plot.point(0, cost), self.plot.point(at, cost)
        self.touch.put_start_and_end_on(self.plot.point(0, cost + 1), self.plot.point((1 + past) * at, cost - past))
        self.run.put_start_and_end_on(corner, here)
        self.rise.put_start_and_end_on(corner, self.plot.point(0, cost + 1))
        self.dot.move_to(here)
        self.fall.next_to(self.rise, LEFT, buff=SIDE)
        for number in self.outputs:
            number.next_to(self.run, UP, buff=SIDE)
        return self

    def _row(self, name: str, o: float, y: float) -> VGroup:
        """An output, the tangent's rise over its run, and the slope that is measured there."""
        output, run = (Number(o, 1, source=f"constant:{name}", size=BIG, color=role("activation")) for _ in range(2))
        slope = Number(steepness(o), 1, source=f"constant:{name}_SLOPE", size=BIG, color=role("focus"))
        over = _over(Number(FALL, 0, source="constant:FALL", size=BIG), run)
        return VGroup(*(part.move_to([x, y, 0]) for part, x in zip((output, over, slope), HEADS, strict=True)))


def _over(rise: VMobject, run: VMobject) -> VGroup:
    """A fraction."""
    bar = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=3).set(width=max(rise.width, run.width) + 0.2)
    return VGroup(rise, bar, run).arrange(DOWN, buff=0.13)


def steepness(o: float) -> float:
    """How steep minus the logarithm is at an output, by its rise over a hair to both sides."""
    return float(np.log(o - HAIR) - np.log(o + HAIR)) / (2 * HAIR)
