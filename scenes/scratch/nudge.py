"""The sum of each output, moved by the same hair: the cross-entropy rises by so much, and rise over run is the slope.

The chapter on backpropagation plays this. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Rectangle, UpdateFromAlphaFunc, VGroup, VMobject

from scenes.kit.diagram import Neuron
from scenes.kit.plot import Plot
from scenes.kit.text import Number, Text, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch import lens
from scenes.scratch.first_cost import cost

Texts = Callable[[str], str]
FIELD = (4.0, 3.6)           # of a plot: one unit of the sum, and of the cost, is one manim unit
PITCH, SPAN = 4.5, 9.0       # of the plots: from one to the next, and at most from the first to the last
LEVEL, TOP, FOOT = -0.2, 2.6, -2.85     # y of the plots' middle, of the neurons over them, of the slopes under them
LEFTWARD = 1.15              # from a plot's middle to the place where the sum stands
GRAIN = 61                   # points of the curve
SMALL_FRAME = 0.3            # width of the frame of what is magnified, where it begins


def cost_of(z: np.ndarray | float, label: float) -> np.ndarray | float:
    """The cross-entropy of an output by its sum, any shape."""
    return np.logaddexp(0, z) - label * z


def cost_change(run, i: int, change: float) -> float:
    """By how much the cross-entropy of the first image changes with the sum of output i."""
    z, label = float(run.o_pre[0, 0, i, 0]), float(run.label_of(0)[i, 0])
    return float(cost_of(z + change, label) - cost_of(z, label))


def rise_key(i: int, hair: float) -> str:
    """The key of that, without the run, where the sum moves by a hair."""
    z = f"o_pre[0,0,{i},0]"
    return f"log(1+exp({z}+{hair}))-log(1+exp({z}))-label_of(0)[{i},0]*{hair}"


def nudges(run, hair: float, zoom: float, text: Texts) -> VGroup:
    """That of each output, side by side."""
    last = run.meta["outputs"] - 1
    pitch = min(PITCH, SPAN / last)
    return VGroup(*(Nudge(run, i, (i - last / 2) * pitch, hair, zoom, text) for i in range(last + 1)))


class Nudge(VGroup):
    """Output i and its label; under them the cost's curve over its sum, and under that the slope. show(m) draws the curve
    m times as large as at first, about the place where the sum stands.

    x: of its middle; hair: by how much the sum is moved, "constant:HAIR"; zoom: how much its surroundings are magnified,
    "constant:ZOOM".
    """

    def __init__(self, run, i: int, x: float, hair: float, zoom: float, text: Texts):
        self.run, self.i, self.hair, self.zoom = run, i, hair, zoom
        self.middle = np.array([x, LEVEL, 0])
        self.place = self.middle + LEFTWARD * LEFT
        self.rise = cost_change(run, i, hair)
        self.neuron = Neuron(0.42).show(float(run.o[0, 0, i, 0]), f"pixels:o[0,0,{i},0]").move_to([x - 0.5, TOP, 0])
        self.label = Neuron(0.3).show(float(run.label_of(0)[i, 0]), f"pixels:label_of(0)[{i},0]", "target", decimals=0)
        self.label.move_to([x + 0.5, TOP, 0])
        self.plot = self._plot(text)
        self.curve = VMobject(stroke_color=role("error"), stroke_width=6)
        self.dot = Dot(self.place, 0.11, color=role("focus"))
        self.frame = Rectangle(width=FIELD[0], height=FIELD[1], stroke_color=role("focus"), stroke_width=4)
        self.factor = lens.factor(text("magnified"), self.zoom, "constant:ZOOM", BODY)
        self.factor.move_to(self.middle + (FIELD[1] / 2 + 0.25) * UP)
        self.steps, (self.fraction, self.equals, self.slope) = self._steps(text), self._ratio(text)
        super().__init__(self.neuron, self.label, self.plot, self.curve, self.dot, self.frame, self.factor, self.steps,
                         self.fraction, self.equals, self.slope)
        self.show(1).look_at(SMALL_FRAME)

    def show(self, times: float) -> "Nudge":
        """The curve, so many times as large as at first; only what lies on the field is drawn."""
        x = np.linspace(-FIELD[0] / 2, FIELD[0] / 2, GRAIN) + LEFTWARD
        y = np.array([cost_change(self.run, self.i, at / times) * times for at in x])
        inside = np.abs(y) <= FIELD[1] / 2
        self.curve.set_points_as_corners(np.stack([x[inside], y[inside], 0 * x[inside]], axis=1) + self.place)
        return self

    def look_at(self, width: float) -> "Nudge":
        """The frame of what is magnified, so wide; in the end it is the field."""
        share = width / FIELD[0]
        self.frame.set(width=width).move_to(self.place + share * (self.middle - self.place))
        return self

    def magnify(self, **kwargs) -> UpdateFromAlphaFunc:
        """The curve grows until a hair of it can be seen, and the frame of what is seen with it."""
        def grow(_, alpha):
            self.show(self.zoom ** alpha).look_at(SMALL_FRAME * (FIELD[0] / SMALL_FRAME) ** alpha)
        return UpdateFromAlphaFunc(VGroup(self.curve, self.frame), grow, **kwargs)

    def _changes(self, text) -> tuple[Text, Text]:
        """What the run and the rise are called."""
        return words(text("run"), BODY, role("focus")), words(text("rise"), BODY, role("error"))

    def _ratio(self, text) -> VGroup:
        """rise over run, equals, the slope."""
        run, rise = self._changes(text)
        bar = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=3).set(width=rise.width + 0.2)
        key = f"pixels:({rise_key(self.i, self.hair)})/{self.hair}"
        slope = Number(self.rise / self.hair, 2, plus=True, source=key, size=1.3 * TITLE, color=role("error"))
        row = VGroup(VGroup(rise, bar, run).arrange(DOWN, buff=0.13), words("=", BODY, role("quiet")), slope)
        return row.arrange(RIGHT, buff=0.25).move_to([self.middle[0], FOOT, 0])

    def _plot(self, text) -> Plot:
        """The cost over the sum, one unit a manim unit, both as they are now at the place where the sum stands."""
        (width, height), (x, y) = FIELD, (float(self.run.o_pre[0, 0, self.i, 0]), cost(self.run))
        ranges = (x - width / 2 + LEFTWARD, x + width / 2 + LEFTWARD), (y - height / 2, y + height / 2)
        plot = Plot(*ranges, width, height, x_label=text("sum"), y_label=text("cross_entropy"), text_size=BODY)
        return plot.shift(self.place - plot.point(x, y))

    def _steps(self, text) -> VGroup:
        """Run and rise, as large as they are when all is magnified, each with its name."""
        corner = self.place + self.hair * self.zoom * RIGHT
        top = corner + self.rise * self.zoom * UP
        lines = (Line(self.place, corner, stroke_color=role("focus"), stroke_width=6),
                 Line(corner, top, stroke_color=role("error"), stroke_width=6))
        run, rise = self._changes(text)
        return VGroup(VGroup(lines[0], run.next_to(lines[0], DOWN if self.rise > 0 else UP, buff=0.15)),
                      VGroup(lines[1], rise.next_to(lines[1], RIGHT, buff=0.15)))
