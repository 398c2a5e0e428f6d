"""How steep the sigmoid is at three sums of the real net: read off a tangent, and worked out from the activation."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, Dot, Line, Polygon, VGroup

from scenes.kit.closing import fewest, product_closes
from scenes.kit.equation import APART, Term, product
from scenes.kit.plot import Plot, sigmoid, tangent
from scenes.kit.text import Number
from scenes.kit.theme import role

EDGE = 0.7                              # so far from the ends of the axis a place is, at least
REACH = 1.0                             # of a tangent, to both sides
BETWEEN = 2.0                           # about so far from 0 the second of three places is
HAIR = 0.001                            # by so much, to both sides, a sum is moved for the slope to be read off
WIDE = 11                               # of what stands for an activation, for what it lacks, and for a rise
LIST_X, FIRST, NEXT = 2.1, 1.35, -1.7    # of the list: x of its rises, y of the feet of the first one, and to the next
FIGURE = 0.44                           # em of its numbers


class Steepness(VGroup):
    """The tangent at a place of the sigmoid, its rise over a step of one, and the activation there with what that lacks to 1.

    show(z) puts all of it at a sum. Apart from it, for each sum of a list: `rises` and `figures`, what was read off;
    `products`, what is worked out. indices: of the hidden neurons of the real net whose sums they are.
    """

    def __init__(self, plot: Plot, run, indices: Sequence[int]):
        self.plot, self.sums = plot, [float(run.h_pre[0, 0, i, 0]) for i in indices]
        self.step, self.rise = Line(stroke_color=role("ink"), stroke_width=5), _bar("focus")
        self.field = Polygon(RIGHT, RIGHT, RIGHT, stroke_width=0, fill_color=role("focus"), fill_opacity=0.25)
        self.level, self.touch = plot.level(1), tangent(plot, 0, REACH)
        self.has, self.lacks = _bar("activation"), _bar("ink")
        self.dot = Dot(radius=0.13, color=role("focus"))
        self.read = VGroup(self.field, self.step, self.rise, self.touch, self.dot)
        super().__init__(self.level, self.has, self.lacks, self.read)
        self.rises, self.figures, self.products = VGroup(), VGroup(), VGroup()
        for k, (z, i) in enumerate(zip(self.sums, indices, strict=True)):
            self.show(z)
            foot = np.array([LIST_X, FIRST + k * NEXT, 0])
            self.rises.add(self.rise.copy().shift(foot - self.rise.get_start()))
            read, worked_out = _figures(z, f"h_pre[0,0,{i},0]", f"h[0,0,{i},0]")
            row = VGroup(read, worked_out[3], *worked_out[:3]).arrange(RIGHT, buff=APART * FIGURE)
            row.next_to(foot, RIGHT, buff=0.3)
            self.figures.add(read)
            self.products.add(worked_out[:4])
        self.show(self.sums[0])

    def show(self, z: float) -> "Steepness":
        """It stands at a sum; the step is made towards the middle, where there is room."""
        a, way = float(sigmoid(z)), 1 if z < 0 else -1
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
        return self


def three_sums(run, reach: float) -> list[int]:
    """Which hidden neurons of the real net have sums where the sigmoid is steepest, less steep, and flat, on the run's first
    image: within the axis' reach to both sides."""
    far = np.abs(run.h_pre[0, 0, :, 0])
    order = [int(i) for i in np.argsort(far) if far[i] < reach - EDGE]
    between = min(order[1:-1], key=lambda i: abs(far[i] - BETWEEN))
    return [order[0], between, order[-1]]


def _bar(kind: str) -> Line:
    return Line(stroke_color=role(kind), stroke_width=WIDE)


def _figures(z: float, at: str, activation: str) -> tuple[Number, VGroup]:
    """The slope at a sum, as it is read off; and as a product of the activation and what it lacks."""
    a = float(sigmoid(z))
    read = (sigmoid(z + HAIR) - sigmoid(z - HAIR)) / (2 * HAIR)
    n = fewest(product_closes(a, 1 - a, a * (1 - a)))
    over, under = (f"1/(1+exp(-({at}{sign}{HAIR})))" for sign in "+-")
    number = Number(float(read), n, source=f"digits:({over}-{under})/{2 * HAIR}", size=FIGURE, color=role("focus"))
    factors = (Term(a, f"digits:{activation}", "activation"), Term(1 - a, f"digits:1-{activation}", "ink"),
               Term(a * (1 - a), f"digits:{activation}*(1-{activation})", "focus"))
    return number, product(*factors, FIGURE)
