"""What a small step along x changes on the sigmoid: on its slope a lot, at its flat ends hardly anything; and how steep it is."""

from collections.abc import Callable, Sequence

from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Polygon, Rectangle, VGroup

from scenes.kit.plot import Plot, sigmoid, tangent
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import role

SQUARE, CORNER = 2.7, (-5.0, -0.7)      # side of what is 1 by 1; its lower left corner
FIGURE = 0.5                            # em of how steep it is
BESIDE = 0.12                           # from an area's edge to what stands for its side
WIDE = 12                               # of what stands for an activation and for what it lacks


def two_rises(plot: Plot, ends: Sequence[tuple[float, float]], values: Sequence[float]) -> tuple[VGroup, VGroup]:
    """Two steps with their rises, on the slope and at the flat end, and how large these are: the chapter's constants."""
    steps = VGroup(*(rise(plot, low, high) for low, high in ends))
    rises = VGroup(*(Number(value, plus=True, source=f"constant:{name}", size=0.5, color=role("focus"))
                     for value, name in zip(values, ("RISE_ON_SLOPE", "RISE_AT_END"), strict=True)))
    for number, step, side, away in zip(rises, steps, (RIGHT, DOWN), (0.25, 0.3), strict=True):
        number.next_to(step, side, buff=away)
    return steps, rises


def rise(plot: Plot, low: float, high: float) -> VGroup:
    """A step along x, the field between, and the rise of the sigmoid over it."""
    start, corner, end = (plot.point(x, float(sigmoid(y))) for x, y in ((low, low), (high, low), (high, high)))
    field = Polygon(start, corner, end, stroke_width=0, fill_color=role("focus"), fill_opacity=0.3)
    return VGroup(Line(start, corner, stroke_color=role("ink"), stroke_width=5), field,
                  Line(corner, end, stroke_color=role("focus"), stroke_width=9))


class Steepness(VGroup):
    """At a place of the sigmoid: its tangent; the activation, and what that lacks to 1; and these two as the sides of an area,
    which is as large as the tangent is steep."""

    def __init__(self, plot: Plot):
        self.plot, (x, y) = plot, CORNER
        self.whole = Rectangle(width=SQUARE, height=SQUARE, stroke_color=role("quiet"), stroke_width=2)
        self.whole.move_to([x + SQUARE / 2, y + SQUARE / 2, 0])
        self.area = Polygon(*[[x, y, 0]] * 4, stroke_width=0, fill_color=role("focus"), fill_opacity=0.75)
        self.level, self.touch = plot.level(1), tangent(plot, 0)
        self.has, self.lacks = (VGroup(*(Line(stroke_color=role(kind), stroke_width=WIDE) for _ in range(2)))
                                for kind in ("activation", "ink"))
        self.dot = Dot(radius=0.13, color=role("focus"))
        super().__init__(self.whole, self.area, self.level, self.has, self.lacks, self.touch, self.dot)
        self.show(0)

    def show(self, z: float) -> "Steepness":
        """It stands at a sum."""
        a, (x, y) = float(sigmoid(z)), CORNER
        foot, here, top = (self.plot.point(z, share) for share in (0, a, 1))
        self.has[0].put_start_and_end_on(foot, here)
        self.lacks[0].put_start_and_end_on(here, top)
        self.has[1].put_start_and_end_on([x, y - BESIDE, 0], [x + a * SQUARE, y - BESIDE, 0])
        self.lacks[1].put_start_and_end_on([x - BESIDE, y, 0], [x - BESIDE, y + (1 - a) * SQUARE, 0])
        corners = ((0, 0), (a, 0), (a, 1 - a), (0, 1 - a))
        self.area.set_points_as_corners([[x + i * SQUARE, y + j * SQUARE, 0] for i, j in (*corners, corners[0])])
        self.touch.become(tangent(self.plot, z).set_stroke(width=7))
        self.dot.move_to(here)
        return self

    def figures(self, z: float, name: str, text: Callable[[str], str]) -> VGroup:
        """How steep it is there: both sides and their product, which are constants of the chapter called AT_, LACKS_ and SLOPE_
        and the name."""
        a = float(sigmoid(z))
        numbers = (Number(value, 2, size=FIGURE, source=f"constant:{key}_{name}", color=role(kind)) for value, key, kind in
                   ((a, "AT", "activation"), (1 - a, "LACKS", "ink"), (a * (1 - a), "SLOPE", "focus")))
        one, other, slope = numbers
        times, equals, is_ = (words(sign, FIGURE, role("quiet")) for sign in ("\N{MULTIPLICATION SIGN}", "=", "="))
        row = in_line(words(text("slope"), FIGURE, role("focus")), is_, one, times, other, equals, slope, buff=0.2)
        return row.next_to(self.whole, UP, buff=0.3).align_to(self.whole, LEFT)
