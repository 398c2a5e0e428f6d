"""How steep the sigmoid is: read off a tangent at a place of the curve."""

from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Polygon, VGroup

from scenes.kit.plot import Plot, sigmoid, tangent
from scenes.kit.text import Number
from scenes.kit.theme import role

EDGE = 0.7                              # so far from the ends of the axis a place is, at least
REACH = 1.0                             # of a tangent, to both sides
HAIR = 0.001                            # by so much, to both sides, a sum is moved for the slope to be read off
MIDDLE = 0.0                            # the sum at which it is steepest
WIDE = 11                               # of a rise
DIGITS = 2                              # of how steep it is
NEAR, CLOSE = 0.25, 0.2                 # from a rise to how much it is; from the place, if there is hardly any


class Steepness(VGroup):
    """The tangent at a place of the sigmoid, and its rise over a step of one, with the field that they enclose.

    show(z) puts all of it at a sum: the step is made towards the middle, where there is room. Parts: field, step, rise, touch,
    dot.
    """

    def __init__(self, plot: Plot, z: float = MIDDLE):
        self.plot = plot
        self.step = Line(stroke_color=role("ink"), stroke_width=5)
        self.rise = Line(stroke_color=role("focus"), stroke_width=WIDE)
        self.field = Polygon(RIGHT, RIGHT, RIGHT, stroke_width=0, fill_color=role("focus"), fill_opacity=0.25)
        self.touch, self.dot = tangent(plot, 0, REACH), Dot(radius=0.13, color=role("focus"))
        super().__init__(self.field, self.step, self.rise, self.touch, self.dot)
        self.show(z)

    def show(self, z: float) -> "Steepness":
        """It stands at a sum."""
        a, way = float(sigmoid(z)), 1 if z <= MIDDLE else -1
        slope = a * (1 - a)
        here, beside, end = (self.plot.point(*at) for at in ((z, a), (z + way, a), (z + way, a + way * slope)))
        low, high = (here, beside) if way > 0 else (end, here)
        corner = beside if way > 0 else self.plot.point(z, a - slope)
        self.step.put_start_and_end_on(*((here, corner) if way > 0 else (end, corner)))
        self.rise.put_start_and_end_on(corner, end if way > 0 else here)
        self.field.set_points_as_corners([low, corner, end if way > 0 else high, low])
        self.touch.become(tangent(self.plot, z, REACH).set_stroke(width=6))
        self.dot.move_to(here)
        return self

    def figure(self, z: float, source: str, size: float) -> Number:
        """How steep it is at a sum, beside the rise there, or off the curve where there is hardly any. source: of what is read
        off; size: an em."""
        self.show(z)
        read = Number(read_off(z), DIGITS, source=source, size=size, color=role("focus"))
        if self.rise.height > read.height:
            return read.next_to(self.rise, RIGHT, buff=NEAR)
        way, side = (UP, LEFT) if z <= MIDDLE else (DOWN, RIGHT)
        read.next_to(self.dot, way, buff=2 * CLOSE).align_to(self.dot, -side)
        low, high = (self.plot.point(end, 0)[0] - way * CLOSE for end, way in zip(self.plot.x_range, (-1, 1), strict=True))
        return read.shift((max(low - read.get_left()[0], 0) - max(read.get_right()[0] - high, 0)) * RIGHT)


def flat_sum(run, reach: float) -> int:
    """Which hidden neuron of the real net has the sum where the sigmoid is flattest, on the run's first image, within the axis'
    reach to both sides."""
    sums = run.h_pre[0, 0, :, 0]
    return max((i for i in range(len(sums)) if abs(sums[i]) < reach - EDGE), key=lambda i: abs(sums[i]))


def read_off(z: float) -> float:
    """How steep the sigmoid is at a sum, from how much it rises about it."""
    return float(sigmoid(z + HAIR) - sigmoid(z - HAIR)) / (2 * HAIR)


def read_at(i: int) -> str:
    """The key of what is read off at the sum of hidden neuron i of the real net."""
    over, under = (f"1/(1+exp(-(h_pre[0,0,{i},0]{sign}{HAIR})))" for sign in "+-")
    return f"digits:({over}-{under})/{2 * HAIR}"
