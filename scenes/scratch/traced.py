"""The slope of an output's cost, measured at every sum: it draws the sigmoid, lowered by the label.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UP, UR, Dot, Line, VGroup, VMobject, smooth

from scenes.kit.declare import excuse
from scenes.kit.diagram import Neuron
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, maths, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.nudge import cost_of

REACH, EDGE, UNIT = 4.2, 3.95, 0.64        # of the sum, to both sides of 0: drawn, and traced; manim units of one, as of a cost
COST, TALL = 4.3, 1.25             # of the axis, at most; manim units of a slope of one
MIDDLE, FOOT, ZERO = 3.1, -0.05, -2.02     # x of both columns' middles; y of the cost's axis, and of the slope's
HAIR = 1e-4                        # by so much a sum is moved to both sides, to measure
GRAIN = 85                         # points of a curve
ARM = 1.2                          # of a tangent, to both sides, where it is level
BESIDE = 1.15                      # of a plot's half width: from its middle to the output and its label
FORMULA, SHARE = 0.62, 0.85        # em of what a slope is, and of how that comes about


def yes_and_no(run) -> tuple[int, int]:
    """The output that should be 1 of the first image, and the first that should be 0."""
    label = run.label_of(0)[:, 0]
    return int((label == 1).argmax()), int((label == 0).argmax())


class TracedSlope(VGroup):
    """Output i of the first image: its cost over its sum, and the slope of that over the same sum.

    show(z) stands at a sum: a tangent there, a bar as long as it is steep, and the curve of all slopes from the left edge to it;
    these are `moving`.
    `neuron`, `label` and `slope` are those of the image, `place` where it stands; `sigmoid` is the output over its sum, which
    lies on the slopes once it is lowered() by the label; `formula` says so. x: of its middle.
    """

    def __init__(self, run, i: int, x: float, text: Callable[[str], str]):
        self.run, self.i = run, i
        self.z, self.wanted = float(run.o_pre[0, 0, i, 0]), float(run.label_of(0)[i, 0])
        self.upper = Plot((-REACH, REACH), (0, COST), 2 * REACH * UNIT, COST * UNIT, y_label=text("cost_of_one"), text_size=BODY)
        self.upper.shift([x, FOOT + COST * UNIT / 2, 0])
        self.lower = Plot((-REACH, REACH), (-1, 1), 2 * REACH * UNIT, 2 * TALL, y_ticks=(-1, 0, 1), y_label=text("slope"),
                          text_size=BODY)
        self.lower.remove(self.lower[1]).shift([x, ZERO, 0])     # its axis is at 0
        self.lower.y_name.set_color(role("error"))
        end = self.lower.point(REACH, 0)
        self.lower.add(self.lower.level(0), words(text("sum"), BODY, role("quiet")).next_to(end, DOWN, 0.2).align_to(end, RIGHT))
        z = np.linspace(-REACH, REACH, GRAIN)
        self.curve = self.upper.curve(z, self.cost(z), "error", 6)
        self.slopes = VMobject(stroke_color=role("error"), stroke_width=11)
        self.touch = Line(stroke_color=role("focus"), stroke_width=6)
        self.bar = excuse(Line(stroke_color=role("error"), stroke_width=9), "shape", "it stands for a slope, next to its curve")
        self.dot = Dot(radius=0.12, color=role("error"))
        self.sigmoid = self.lower.curve(z, sigmoid(z), "activation", 5)
        far = -BESIDE if self.wanted == 0 else BESIDE      # where the curve leaves room
        self.neuron = Neuron(0.42).show(float(run.o[0, 0, i, 0]), f"pixels:o[0,0,{i},0]")
        self.label = Neuron(0.3).show(self.wanted, f"pixels:label_of(0)[{i},0]", "target", decimals=0)
        VGroup(self.neuron, self.label).arrange(RIGHT, buff=0.25).move_to(self.upper.point(far, 0.8 * COST))
        self.place = Dot(self.lower.point(self.z, self.steepness(self.z)), 0.13, color=role("focus"))
        self.slope = Number(float(run.delta_o[0, 0, i, 0]), 2, plus=True, source=f"pixels:delta_o[0,0,{i},0]", size=TITLE,
                            color=role("error"))
        self.slope.next_to(self.place, UP + LEFT if self.wanted == 0 else DOWN + RIGHT, buff=0.05)
        self.formula = maths("{{o : o}} - {{" + f"{self.wanted:.0f}" + " : l}}", FORMULA, o="activation", l="target")
        self.formula.move_to(self.lower.point(0, -0.5 if self.wanted == 0 else 0.5))
        self.moving = VGroup(self.slopes, self.bar, self.touch, self.dot)
        super().__init__(self.upper, self.lower, self.curve)
        self.show(-EDGE)

    def show(self, z: float, traced: float | None = None) -> "TracedSlope":
        """Stand at a sum; traced: the slopes are drawn as far as that one (default: as this)."""
        way = np.linspace(-EDGE, max(z if traced is None else traced, -EDGE + HAIR), GRAIN)
        slope, cost = float(self.steepness(z)), float(self.cost(z))
        arm = ARM / np.hypot(1, slope)
        ends = (self.upper.point(at, cost + slope * (at - z)) for at in (max(z - arm, -REACH), min(z + arm, REACH)))
        self.slopes.set_points_as_corners([self.lower.point(*at) for at in zip(way, self.steepness(way), strict=True)])
        self.touch.put_start_and_end_on(*ends)
        self.bar.put_start_and_end_on(self.lower.point(z, 0), self.lower.point(z, slope))
        self.dot.move_to(self.upper.point(z, cost))
        return self

    def cost(self, z: np.ndarray | float) -> np.ndarray | float:
        """What this output costs at a sum, any shape."""
        return cost_of(z, self.wanted)

    def steepness(self, z: np.ndarray | float) -> np.ndarray | float:
        """How much the cost rises for the sum, by its rise over a hair to both sides."""
        return (self.cost(z + HAIR) - self.cost(z - HAIR)) / (2 * HAIR)

    def lowered(self) -> np.ndarray:
        """The way by which the sigmoid comes down onto the slopes: the label."""
        return self.wanted * TALL * DOWN


class Share(VGroup):
    """Why the slope of the cost of an output that should be 1 is output minus label: it is the sigmoid's slope, as a share of the
    output. Apart from it: `of`, that it is a share; `struck`, what cancels; `left_over`, with its name; `likewise`, the same
    where it should be 0, and right is one minus the output. x: of its middle."""

    def __init__(self, x: float, text: Callable[[str], str]):
        slope = maths("{{o : c}} (1 - {{o : o}})", SHARE, c="activation", o="activation").move_to([x, 1.7, 0])
        bar = Line(LEFT, RIGHT, stroke_color=role("ink"), stroke_width=3).set(width=slope.width + 0.2).next_to(slope, DOWN, 0.2)
        output = maths("{{o : c}}", SHARE, c="activation").next_to(bar, DOWN, buff=0.25)
        self.of = VGroup(maths("-", SHARE).next_to(bar, LEFT, buff=0.15), bar, output,
                         words(text("output"), BODY, role("quiet")).next_to(output, RIGHT, buff=0.5))
        self.struck = VGroup(*(_struck(term.select("c")) for term in (slope, output)))
        result = maths("= {{o : o}} - {{1 : l}}", SHARE, o="activation", l="target").next_to(output, DOWN, buff=0.6)
        self.left_over = VGroup(result, words(text("gap"), TITLE, role("error")).next_to(result, DOWN, buff=0.3))
        self.likewise = maths("({{o : o}} (1 - {{o : o}})) / (1 - {{o : o}}) = {{o : o}} - {{0 : l}}", 0.8 * SHARE,
                              o="activation", l="target").next_to(self.left_over, DOWN, buff=0.5)
        super().__init__(slope, words(text("sigmoid_slope"), BODY, role("quiet")).next_to(slope, UP, buff=0.35))


def _struck(term: VMobject) -> Line:
    """A stroke through what cancels out."""
    stroke = Line(term.get_corner(DL) + 0.1 * DL, term.get_corner(UR) + 0.1 * UR, stroke_width=8, stroke_color=role("error"))
    return excuse(stroke, "shape", "it strikes out what cancels")


def both(run, text: Callable[[str], str]) -> VGroup:
    """That of an output that should be 1, and of one that should be 0, side by side in the order of the outputs."""
    chosen = sorted(yes_and_no(run))
    return VGroup(*(TracedSlope(run, i, x, text) for i, x in zip(chosen, (-MIDDLE, MIDDLE), strict=True)))


def sweep(columns, start: float, end: float, traced: float | None = None, over=(), **kwargs) -> PlayThrough:
    """They stand at one sum after another; over: what lies over them."""
    def show(z: float) -> None:
        for column in columns:
            column.show(z, traced)
    return PlayThrough([*(column.moving for column in columns), *over], show, start, end, rate_func=smooth, **kwargs)
