"""An output neuron's sum, moved by a hair: the cross-entropy rises by so much, and rise over run is the neuron's delta.

The chapter on backpropagation plays this. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Rectangle, UpdateFromAlphaFunc, VGroup, VMobject

from scenes.kit.closing import fewest, sum_closes
from scenes.kit.diagram import Neuron, delta_tag
from scenes.kit.plot import Plot
from scenes.kit.text import Number, SwitchTo, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.first_cost import cost, key

Texts = Callable[[str], str]
FIELD = (4.8, 4.2)           # of the plot: one unit of the sum, and of the cost, is one manim unit
PLACE = np.array([3.35, -0.45, 0])
GRAIN = 61                   # points of the curve
SMALL_FRAME = 0.3            # width of the frame of what is magnified, where it begins
NAMES, VALUES, CHANGES = -6.3, -2.25, -0.35     # x of the rows' parts: left end, right end, right end
LEVELS = (0.55, -0.35)       # y of the two rows


def cost_change(run, i: int, change: float) -> float:
    """By how much the cross-entropy of the first image changes with the sum of an output whose label is 0."""
    z = float(run.o_pre[0, 0, i, 0])
    return float(np.logaddexp(0, z + change) - np.logaddexp(0, z))


def decimals_of(run, i: int, hair: float) -> int:
    """So many that, on screen, sum and cost close, and rise over run is output i's delta as it is written beside it."""
    z, delta, rise = float(run.o_pre[0, 0, i, 0]), float(run.delta_o[0, 0, i, 0]), cost_change(run, i, hair)
    return fewest(sum_closes((z, hair), z + hair), sum_closes((cost(run), rise), cost(run) + rise),
                  lambda n: round(round(rise, n) / hair, 2) == round(delta, 2))


def example_output(run, hair: float) -> int:
    """The output whose sum is moved by a hair: of those that are too high, the one whose numbers close with the fewest decimals,
    and then the one that is most so."""
    high = np.flatnonzero(run.label_of(0)[:, 0] == 0).tolist()
    return min(high, key=lambda i: (decimals_of(run, i, hair), -run.delta_o[0, 0, i, 0]))


class Nudge(VGroup):
    """The neuron with its delta; under it its sum and the cost, before and after; at the right the cost's curve over the
    sum. show(m) draws the curve m times as large as at first, about the place where the sum stands.

    hair: by how much the sum is moved, "constant:HAIR"; zoom: how much its surroundings are magnified, "constant:ZOOM".
    """

    def __init__(self, run, hair: float, zoom: float, text: Texts):
        self.run, self.i, self.hair, self.zoom = run, example_output(run, hair), hair, zoom
        self.z, self.rise = float(run.o_pre[0, 0, self.i, 0]), cost_change(run, self.i, hair)
        self.decimals = decimals_of(run, self.i, hair)
        self.neuron = Neuron(0.7).show(float(run.o[0, 0, self.i, 0]), f"pixels:o[0,0,{self.i},0]").move_to([-5.4, 2.0, 0])
        delta, source = float(run.delta_o[0, 0, self.i, 0]), f"pixels:delta_o[0,0,{self.i},0]"
        self.tag = delta_tag(delta, abs(delta), source, TITLE).next_to(self.neuron, RIGHT, buff=0.25)
        self.rows = self._rows(text)
        self.ratio = self._ratio(text)
        self.plot = self._plot(text)
        self.curve, self.dot = VMobject(stroke_color=role("error"), stroke_width=6), Dot(PLACE, 0.11, color=role("focus"))
        self.frame = Rectangle(width=SMALL_FRAME, height=SMALL_FRAME * FIELD[1] / FIELD[0], stroke_color=role("focus"),
                               stroke_width=4).move_to(PLACE)
        self.factor = in_line(words(text("magnified"), LABEL, role("focus")),
                              Number(self.zoom, 0, source="constant:ZOOM", size=LABEL, color=role("focus")), buff=0.06)
        self.factor.move_to(PLACE + (FIELD[1] / 2 + 0.3) * UP)
        self.steps = self._steps(text)
        super().__init__(self.neuron, self.tag, self.rows, self.ratio, self.plot, self.curve, self.dot, self.frame,
                         self.factor, self.steps)
        self.show(1)

    def show(self, times: float) -> "Nudge":
        """The curve, so many times as large as at first; only what lies on the field is drawn."""
        x = np.linspace(-FIELD[0] / 2, FIELD[0] / 2, GRAIN)
        y = np.array([cost_change(self.run, self.i, at / times) * times for at in x])
        inside = np.abs(y) <= FIELD[1] / 2
        self.curve.set_points_as_corners(np.stack([x[inside], y[inside], 0 * x[inside]], axis=1) + PLACE)
        return self

    def magnify(self, **kwargs) -> UpdateFromAlphaFunc:
        """The curve grows until a hair of it can be seen, and the frame of what is seen with it."""
        def grow(_, alpha):
            self.show(self.zoom ** alpha)
            width = SMALL_FRAME * (FIELD[0] / SMALL_FRAME) ** alpha
            self.frame.set(width=width)
        return UpdateFromAlphaFunc(VGroup(self.curve, self.frame), grow, **kwargs)

    def moved(self) -> tuple[SwitchTo, SwitchTo]:
        """Sum and cost become those after the hair."""
        z, rise = f"o_pre[0,0,{self.i},0]", self._rise_key().partition(":")[2]
        return (SwitchTo(self.rows[0][1], self.z + self.hair, f"pixels:{z}+{self.hair}"),
                SwitchTo(self.rows[1][1], cost(self.run) + self.rise, f"pixels:{key()}+{rise}"))

    def _rise_key(self) -> str:
        z = f"o_pre[0,0,{self.i},0]"
        return f"pixels:log(1+exp({z}+{self.hair}))-log(1+exp({z}))"

    def _changes(self, size: float) -> tuple[Number, Number]:
        """The run and the rise."""
        n = self.decimals
        return (Number(self.hair, n, plus=True, source="constant:HAIR", size=size, color=role("focus")),
                Number(self.rise, n, plus=True, source=self._rise_key(), size=size, color=role("error")))

    def _rows(self, text) -> VGroup:
        """Name, value and change of the sum and of the cost."""
        n, before = self.decimals, cost(self.run)
        values = (Number(self.z, n, source=f"pixels:o_pre[0,0,{self.i},0]", size=TITLE),
                  Number(before, n, source=f"pixels:{key()}", size=TITLE, color=role("error")))
        rows = VGroup()
        for name, value, change, y in zip(("sum", "cross_entropy"), values, self._changes(TITLE), LEVELS, strict=True):
            named = words(text(name), BODY, role("quiet")).move_to([NAMES, y, 0], aligned_edge=LEFT)
            rows.add(VGroup(named, value.move_to([VALUES, y, 0], aligned_edge=RIGHT),
                            change.move_to([CHANGES, y, 0], aligned_edge=RIGHT)))
        return rows

    def _ratio(self, text) -> VGroup:
        """rise over run = delta: the name of each, the fraction, its value."""
        run, rise = self._changes(TITLE)
        bar = Line(LEFT, RIGHT, stroke_color=role("quiet"), stroke_width=3).set(width=rise.width + 0.2)
        fraction = VGroup(rise, bar, run).arrange(DOWN, buff=0.16)
        result = Number(self.rise / self.hair, 2, plus=True, source=f"pixels:({self._rise_key().partition(':')[2]})/{self.hair}",
                        size=1.5 * TITLE, color=role("error"))
        names = VGroup(*(words(text(name), BODY, role(kind)).next_to(number, LEFT, buff=0.3)
                         for name, kind, number in (("rise", "error", rise), ("run", "focus", run))))
        row = VGroup(VGroup(names, fraction), words("=", TITLE, role("quiet")), result).arrange(RIGHT, buff=0.3)
        return row.move_to([NAMES, -2.15, 0], aligned_edge=LEFT)

    def _plot(self, text) -> Plot:
        """The cost over the sum, one unit a manim unit, the place where both are now in the middle."""
        (width, height), (x, y) = FIELD, (self.z, cost(self.run))
        ranges = (x - width / 2, x + width / 2), (y - height / 2, y + height / 2)
        ticks = [list(range(int(np.ceil(low)), int(np.floor(high)) + 1)) for low, high in ranges]
        plot = Plot(*ranges, width, height, x_ticks=ticks[0], y_ticks=ticks[1], x_label=text("sum"),
                    y_label=text("cross_entropy"), text_size=LABEL)
        return plot.shift(PLACE - plot.point(x, y))

    def _steps(self, text) -> VGroup:
        """Run and rise, as large as they are when all is magnified, each with its name."""
        corner = PLACE + self.hair * self.zoom * RIGHT
        top = corner + self.rise * self.zoom * UP
        lines = VGroup(Line(PLACE, corner, stroke_color=role("focus"), stroke_width=6),
                       Line(corner, top, stroke_color=role("error"), stroke_width=6))
        names = VGroup(words(text("run"), LABEL, role("focus")).next_to(lines[0], DOWN, buff=0.15),
                       words(text("rise"), LABEL, role("error")).next_to(lines[1], RIGHT, buff=0.15))
        return VGroup(*(VGroup(line, name) for line, name in zip(lines, names, strict=True)))
