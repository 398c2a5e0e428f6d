"""An output that should be 1 goes more and more wrong: what the sigmoid makes of its sum, and what that costs as a square, which
soon lies flat, and as minus its logarithm; as ground, down which a ball rolls by its slope."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Dot, Line, VGroup

from scenes.kit.declare import excuse, holds
from scenes.kit.diagram import Neuron, neuron_fill
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, ink_on, role
from scenes.scratch.turning import ball, ground, lay, luminous

SUMS, HIGHEST, TICK = (-6.6, 4.0), 5.6, 5    # of the axes: an output's sum, and a cost; and the cost that is marked
LIMIT = -5.55              # a sum at which the logarithm has left what is seen
GOOD, BAD, WORSE = 0.95, 0.05, 0.01       # an output that is right, and two that are wrong, one of them far more surely
STOPS = ("GOOD", GOOD), ("BAD", BAD), ("WORSE", WORSE)
SIZE, PLACE = (12.4, 4.8), np.array([0.0, 0.42, 0])
UPPER, LOWER, TALL, ROOM = 1.4, -1.75, 2.1, 1.25      # y of the sigmoid and of the squares; height; the cost at their top
HALF, HALVES, AT_Y = (5.7, 4.4), 3.35, -0.45      # size of one of two grounds side by side, x of their middles, and y
FORMULA = 0.62             # the em of the formula
RADIUS, AWAY = 0.42, 0.66  # of the output; from its place on the sigmoid to its middle
HALVINGS, SMALL, FRACTION = 7, 0.38, 0.2      # how often an output is halved; its radius then, and the em of how much that is
STEP_OF = 2                # which stair, from the right, has its height beside it
FRONT, BEHIND = (0.3, 0.55), (0.04, 0.34)      # how much of their colour both grounds have, at their feet and at their tops
STEP = 1e-3                # of a sum, between two places of the ground
ROLL, PULLS = 9.0, 300     # how long a ball rolls, as its sum moves by its slope, and in how many pulls that is computed


class Traced(VGroup):
    """A cost over an output's sum as ground, from where the output is GOOD to where it is now; a ball lies there."""

    def __init__(self, plot: Plot, cost: Callable, shine: tuple[float, float]):
        self.plot, self.cost, self.shine, self.ball = plot, cost, shine, ball()
        super().__init__(*self._drawn(sum_of(GOOD) - STEP), self.ball)
        self.roll(sum_of(GOOD))

    def at(self, z: float) -> np.ndarray:
        """The place of the ground at a sum."""
        return self.plot.point(z, float(self.cost(sigmoid(z))))

    def show(self, z: float) -> "Traced":
        """Draw it as far as the sum z."""
        for part, drawn in zip(self, self._drawn(min(z, sum_of(GOOD) - STEP))):
            part.become(drawn)
        return self.roll(z)

    def roll(self, z: float) -> "Traced":
        """The ball alone lies at the sum z."""
        lay(self.ball, self.at(z - STEP), self.at(z + STEP))
        return self

    def let_go(self, start: float) -> Callable[[float], object]:
        """A function of a share: the ball rolls from a sum, by the slope of its ground."""
        way = rolled(self, start)
        return lambda share: self.roll(float(np.interp(share, np.linspace(0, 1, len(way)), way)))

    def _drawn(self, z: float) -> tuple:
        crest = [self.at(at) for at in np.linspace(z, sum_of(GOOD), 90)]
        return ground(self.plot, crest, self.shine), luminous(crest)


class Pressed(VGroup):
    """Over one axis, the sum: above it the sigmoid, which makes the output of it, and below what this costs as a square.

    show(z) stands at a sum: the ground goes as far, and a line leads to it from the dot on the curve. `stops` are the outputs,
    `flat` what the wrong ones cost.
    """

    def __init__(self, screen):
        self.upper = Plot(SUMS, (0, 1), SIZE[0], TALL, y_ticks=(0, 1), y_label=screen("output"), text_size=BODY)
        self.lower = Plot(SUMS, (0, ROOM), SIZE[0], TALL, y_ticks=(0, 1), y_label=screen("squares"), text_size=BODY)
        for plot, y in ((self.upper, UPPER), (self.lower, LOWER)):
            plot.shift([PLACE[0], y, 0])
        z = np.linspace(*SUMS, 121)
        self.curve = self.upper.curve(z, sigmoid(z), "activation", 6)
        self.squares = Traced(self.lower, square, FRONT)
        self.stops = VGroup(*(Neuron(RADIUS).show(o, f"constant:{key}").move_to(self.upper.point(sum_of(o), o) + AWAY * way)
                              for (key, o), way in zip(STOPS, (DOWN, UP, UP), strict=True)))
        self.flat = VGroup(*(costing(self.lower, key, o, square, "SQUARE") for key, o in STOPS[1:]))
        holds(self.squares[0], *(number for _, number in self.flat))
        self.sum = words(screen("sum"), BODY, role("quiet")).next_to(self.lower.point(SUMS[1], 0), DOWN, buff=0.15)
        self.sum.align_to(self.lower.point(SUMS[1], 0), RIGHT)
        self.wanted = should_be_one(screen).move_to(self.upper.point(SUMS[0] + 0.4, 0.85), aligned_edge=LEFT)
        self.dot, self.guide = Dot(radius=0.12, color=role("activation")), DashedLine(UP, DOWN, stroke_color=role("focus"))
        super().__init__(self.upper, self.lower, self.curve, self.squares, self.stops, self.flat, self.sum, self.wanted,
                         self.guide, self.dot)
        self.show(sum_of(GOOD))

    def show(self, z: float) -> "Pressed":
        self.squares.show(z)
        self.dot.move_to(self.upper.point(z, float(sigmoid(z))))
        self.guide.become(DashedLine(self.dot.get_center(), self.squares.at(z), stroke_color=role("focus"), stroke_width=3))
        return self


class Halving(VGroup):
    """An output that is 1/2 to the k-th power, under the axis; `stair`, by how much more it costs than twice as much of it."""

    def __init__(self, costs: "TwoCosts", k: int):
        output = 0.5 ** k
        self.z = sum_of(output)
        self.output = Neuron(SMALL).paint(neuron_fill(output, "activation", 1)).move_to(costs.under(self.z))
        name = fraction(k, FRACTION, ink_on(self.output.circle.fill_color)).move_to(self.output)
        holds(self.output.circle, *name)
        begin = sum_of(2 * output) if k > 1 else self.z
        self.stair = stair(costs.plot, (begin, self.z), (float(entropy(2 * output)), float(entropy(output))))
        for part in self.stair:
            holds(costs.entropy[0], excuse(part, "shape", "it lies in the ground, as far as that has grown"))
        self.output.add(name)
        super().__init__(self.output, self.stair)


class TwoCosts(VGroup):
    """Both costs over the same axes; `stop` is an output that is right, `right` what it costs by the logarithm; `halvings` are
    outputs each half as right as the one before, and `step` what each stair of them is worth."""

    def __init__(self, screen):
        self.plot = Plot(SUMS, (0, HIGHEST), *SIZE, y_ticks=(0, TICK), y_label=screen("either"), text_size=BODY)
        self.plot.move_to(PLACE)
        self.squares, self.entropy = (Traced(self.plot, cost, shine) for cost, shine in ((square, FRONT), (entropy, BEHIND)))
        self.stop = Neuron(SMALL).show(GOOD, "constant:GOOD").move_to(self.under(sum_of(GOOD)))
        self.halvings = VGroup(*(Halving(self, k) for k in range(1, HALVINGS + 1)))
        self.says = words(screen("output"), BODY, role("quiet")).next_to(self.halvings[-1].output, LEFT, buff=0.2)
        self.sum = words(screen("sum"), BODY, role("quiet")).next_to(self.stop, DOWN, buff=0.12)
        self.sum.align_to(self.plot.point(SUMS[1], 0), RIGHT)
        self.step = Number(float(entropy(0.5)), 2, source="constant:HALF_ENTROPY", size=TITLE)
        self.step.next_to(self.halvings[STEP_OF].stair[1], LEFT, buff=0.12)
        self.right = costing(self.plot, "GOOD", GOOD, entropy, "ENTROPY")
        self.title = words(screen("squares"), LABEL, role("ink")).move_to(self.plot.point(-2.2, 0.32))
        for ground_of in (self.squares, self.entropy):
            holds(ground_of[0], self.title)
        holds(self.entropy[0], self.step)
        self.formula = maths("- ln {{o : o}}", FORMULA, o="activation").move_to(self.plot.point(-1.2, 4.2), aligned_edge=LEFT)
        self.wanted = should_be_one(screen).next_to(self.formula, DOWN, buff=0.35).align_to(self.formula, LEFT)
        super().__init__(self.plot, self.entropy, self.squares, self.stop, self.says, self.sum, self.right, self.wanted,
                         self.title, self.formula, self.halvings, self.step)

    def under(self, z: float) -> np.ndarray:
        """The place of an output under the axis."""
        return self.plot.point(z, 0) + (SMALL + 0.15) * DOWN


def fraction(k: int, size: float, ink) -> VGroup:
    """1 over 2 to the k-th power; its numbers are constants of the chapter, HALVED_0 and on."""
    one, twos = (Number(2 ** power, 0, size=size, source=f"constant:HALVED_{power}", color=ink) for power in (0, k))
    bar = Line(LEFT, RIGHT, stroke_color=ink, stroke_width=2).set(width=1.8 * size)
    return VGroup(one, bar, twos).arrange(DOWN, buff=0.3 * size)


def stair(plot: Plot, across: tuple[float, float], up: tuple[float, float]) -> VGroup:
    """A step of a cost: from one place to another, and then from one cost up to another."""
    start, corner, top = plot.point(across[0], up[0]), plot.point(across[1], up[0]), plot.point(across[1], up[1])
    return VGroup(*(Line(*ends, stroke_color=role("ink"), stroke_width=width)
                    for ends, width in (((start, corner), 3), ((corner, top), 8))))


def costing(plot: Plot, key: str, o: float, cost: Callable, name: str) -> VGroup:
    """An output on the ground of a cost, with what it costs: a wrong one's under it, where no ball rolls."""
    dot = Dot(plot.point(sum_of(o), cost(o)), radius=0.08, color=role("ink"))
    number = Number(cost(o), 2, size=TITLE, source=f"constant:{key}_{name}")
    return VGroup(dot, number.next_to(dot, UP, buff=0.2) if o == GOOD else number.next_to(dot, DOWN + 0.5 * RIGHT, buff=0.3))


def should_be_one(screen) -> VGroup:
    """What is wanted of the output."""
    return in_line(words(screen("label"), BODY, role("target")),
                   Number(1, 0, size=BODY, color=role("target"), source="constant:yes"))


def side_by_side(screen) -> VGroup:
    """Both costs as grounds of one scale, each with what it is called and with its axis: (name, ground, axis, sum) of either."""
    halves = VGroup()
    for side, cost, head, name in ((LEFT, square, "printed", "squares"), (RIGHT, entropy, "descended", "entropy")):
        plot = Plot(SUMS, (0, HIGHEST), *HALF).shift(HALVES * side + AT_Y * UP)
        title = VGroup(words(screen(head), BODY, role("quiet")), words(screen(name), TITLE, role("error")))
        title.arrange(DOWN, buff=0.15).next_to(plot, UP, buff=0.2)
        halves.add(VGroup(title, Traced(plot, cost, FRONT).show(LIMIT), plot,
                          words(screen("sum"), BODY, role("quiet")).next_to(plot, DOWN, buff=0.2)))
    return halves


def sum_of(output: float) -> float:
    """The sum that the sigmoid makes an output of."""
    return float(np.log(output / (1 - output)))


def rolled(cost: Traced, start: float) -> np.ndarray:
    """The sums (PULLS + 1,) at which a ball is that rolls from the sum `start`: it moves by the ground's slope."""
    places = [start]
    for _ in range(PULLS):
        high, low = (float(cost.cost(sigmoid(places[-1] + side * STEP))) for side in (1, -1))
        places.append(places[-1] - ROLL / PULLS * (high - low) / (2 * STEP))
    return np.array(places)


def square(output: np.ndarray | float) -> np.ndarray | float:
    """The squared error of an output that should be 1."""
    return (1 - output) ** 2


def entropy(output: np.ndarray | float) -> np.ndarray | float:
    """Its cross-entropy."""
    return -np.log(output)
