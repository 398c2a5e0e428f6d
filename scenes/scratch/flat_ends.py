"""How steep the sigmoid is: read off a tangent, and worked out from the activation, as the area of a rectangle."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Polygon, Rectangle, VGroup

from scenes.kit.closing import fewest, product_closes
from scenes.kit.equation import Term
from scenes.kit.plot import Plot, sigmoid, tangent
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.slope_area import FILL, SlopeArea

EDGE = 0.7                              # so far from the ends of the axis a place is, at least
REACH = 1.0                             # of a tangent, to both sides
HAIR = 0.001                            # by so much, to both sides, a sum is moved for the slope to be read off
HALF = 0.125                            # as steep, half of what it is at most
MIDDLE = 0.0                            # the sum at which it is steepest
WIDE = 11                               # of what stands for an activation, for what it lacks, and for a rise
ASIDE = 1.0                             # from the plot to the rectangle's square
BELOW, LARGE = 0.35, 0.6                 # from the plot to an equation, and its em
BARS, BETWEEN, ROOM = 0.6, 0.2, 0.3     # width of either bar beside the square; between them, and from it to them
SWATCH, WIDER = 0.3, 1.2                # side of a colour in the legend; between the terms of an equation, in their em
OF_MIDDLE = "constant:STEEPEST", "constant:HALF_ON", "constant:HALF_OFF"
NEAR, CLOSE = 0.25, 0.2                 # from a rise to how much it is; from the place, if there is hardly any


class Steepness(VGroup):
    """The tangent at a place of the sigmoid, its rise over a step of one, and the activation there with what that lacks to 1.

    show(z) puts all of it at a sum. Apart from it: `area`, beside the plot and as high, whose base `link` ties to the place;
    `bars`, how much the rise is, as it is read off, and how much the area, with their `legend`; for each sum of a few `figures`,
    the former at its place, and below, each in the same place, `equations`, the same number once more, and that it is the
    activation times what it lacks, over what each is called.
    indices: of the hidden neurons of the real net whose sums come after the curve's own middle, where how steep it is, the
    activation and what that lacks are "constant:STEEPEST", "constant:HALF_ON" and "constant:HALF_OFF"; text: of a word on the
    screen; size: a figure's em.
    """

    def __init__(self, plot: Plot, run, indices: Sequence[int], text: Callable[[str], str], size: float = TITLE):
        self.plot, self.sums = plot, [MIDDLE, *(float(run.h_pre[0, 0, i, 0]) for i in indices)]
        self.step, self.rise = Line(stroke_color=role("ink"), stroke_width=5), _bar("focus")
        self.field = Polygon(RIGHT, RIGHT, RIGHT, stroke_width=0, fill_color=role("focus"), fill_opacity=0.25)
        self.level, self.touch = plot.level(1), tangent(plot, 0, REACH)
        self.has, self.lacks = _bar("activation"), _bar("ink")
        self.dot = Dot(radius=0.13, color=role("focus"))
        self.read = VGroup(self.field, self.step, self.rise, self.touch, self.dot)
        foot, top = plot.point(plot.x_range[1], 0), plot.point(plot.x_range[1], 1)
        self.area = SlopeArea(float(top[1] - foot[1]))
        self.area.shift(foot + ASIDE * RIGHT - self.area.at(0, 0))
        self.link = Line(stroke_color=role("activation"), stroke_width=2, stroke_opacity=0.6)
        self.bars = VGroup(*(Rectangle(width=BARS, height=1, stroke_width=0, fill_color=role(kind), fill_opacity=opacity)
                             for kind, opacity in (("focus", 1), ("activation", FILL))))
        self.bars.arrange(RIGHT, buff=BETWEEN).next_to(self.area.square, RIGHT, buff=ROOM)
        self.legend = VGroup(*(VGroup(bar.copy().stretch_to_fit_height(SWATCH).stretch_to_fit_width(SWATCH),
                                      words(text(key), BODY)).arrange(RIGHT, buff=0.15)
                               for bar, key in zip(self.bars, ("slope", "area"), strict=True)))
        self.legend.arrange(DOWN, buff=0.2, aligned_edge=LEFT).move_to(self.area.at(1, 1) + ROOM * RIGHT, LEFT + UP)
        super().__init__(self.level, self.has, self.lacks, self.read)
        self.figures, self.equations = VGroup(), VGroup()
        for z, keys in zip(self.sums, [OF_MIDDLE, *map(_keys, indices)], strict=True):
            self.show(z)
            read, equation = _figures(z, keys, size, text)
            self.figures.add(read.next_to(self.rise, RIGHT, buff=NEAR) if self.rise.height > read.height else
                             read.next_to(self.dot, UP + RIGHT, buff=CLOSE).shift(CLOSE * UP))
            self.equations.add(equation)
        for equation in self.equations:
            equation.next_to(VGroup(plot, self.area), DOWN, buff=BELOW).set_x(0)
        self.show(self.sums[0])

    def show(self, z: float) -> "Steepness":
        """It stands at a sum; the step is made towards the middle, where there is room."""
        a, way = float(sigmoid(z)), 1 if z <= MIDDLE else -1
        slope = a * (1 - a)
        foot, here, top, beside, end = (self.plot.point(*at) for at in (
            (z, 0), (z, a), (z, 1), (z + way, a), (z + way, a + way * slope)))
        low, high = (here, beside) if way > 0 else (end, here)
        corner = beside if way > 0 else self.plot.point(z, a - slope)
        self.has.put_start_and_end_on(foot, here)
        self.lacks.put_start_and_end_on(here, top)
        self.step.put_start_and_end_on(*((here, corner) if way > 0 else (end, corner)))
        self.rise.put_start_and_end_on(corner, end if way > 0 else here)
        self.field.set_points_as_corners([low, corner, end if way > 0 else high, low])
        self.touch.become(tangent(self.plot, z, REACH).set_stroke(width=6))
        self.dot.move_to(here)
        self.area.set(a)
        for bar, much in zip(self.bars, (read_off(z), a * (1 - a)), strict=True):
            bar.stretch_to_fit_height(much * self.area.square.height).align_to(self.area.square, DOWN)
        self.link.put_start_and_end_on(here, self.area.at(0, a))
        return self


def two_sums(run, reach: float) -> list[int]:
    """Which hidden neurons of the real net have sums where the sigmoid is about half as steep as at most, and where it is flat,
    on the run's first image: within the axis' reach to both sides."""
    sums = run.h_pre[0, 0, :, 0]
    order = [int(i) for i in np.argsort(np.abs(sums)) if abs(sums[i]) < reach - EDGE]
    return [min(order, key=lambda i: abs(read_off(sums[i]) - HALF)), order[-1]]


def read_off(z: float) -> float:
    """How steep the sigmoid is at a sum, from how much it rises about it."""
    return float(sigmoid(z + HAIR) - sigmoid(z - HAIR)) / (2 * HAIR)


def _bar(kind: str) -> Line:
    return Line(stroke_color=role(kind), stroke_width=WIDE)


def _keys(i: int) -> tuple[str, str, str]:
    """Of how steep it is at the sum of a hidden neuron of the real net, of its activation, and of what that lacks."""
    over, under = (f"1/(1+exp(-(h_pre[0,0,{i},0]{sign}{HAIR})))" for sign in "+-")
    return f"digits:({over}-{under})/{2 * HAIR}", f"digits:h[0,0,{i},0]", f"digits:1-h[0,0,{i},0]"


def _figures(z: float, keys: tuple[str, str, str], size: float, text: Callable[[str], str]) -> tuple[Number, VGroup]:
    """The slope at a sum, as it is read off; and that this is the activation times what it lacks, with what each is called."""
    a = float(sigmoid(z))
    n = fewest(product_closes(a, 1 - a, a * (1 - a)))
    read, again = (Number(read_off(z), n, source=keys[0], size=em, color=role("focus")) for em in (size, LARGE))
    has, lacks = (Term(*term).number(n, LARGE) for term in ((a, keys[1], "activation"), (1 - a, keys[2], "ink")))
    equals, times = (words(sign, LARGE, role("quiet")) for sign in ("=", "\N{MULTIPLICATION SIGN}"))
    row = VGroup(again, equals, has, times, lacks).arrange(RIGHT, buff=WIDER * LARGE)
    names = (words(text(key), BODY, role(kind)).next_to(term, DOWN, buff=0.15) for key, kind, term in
             (("slope", "focus", again), ("activation", "activation", has), ("lacks", "ink", lacks)))
    return read, row.add(*names)
