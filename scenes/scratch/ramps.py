"""Why the bend counts, along one number: what two hidden neurons add would be ramps without it, and their sum a ramp, which is
zero at one place; bent, the same ramps are steps, and their sum is a bump, which is zero at two."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Circle, Dot, Line, Polygon, VGroup, VMobject

from scenes.kit.declare import excuse, holds
from scenes.kit.plane import named_mark
from scenes.kit.plot import sigmoid
from scenes.kit.scales import sign_role
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, role
from scenes.scratch.bending import RADIUS, Bending, unbent
from scenes.scratch.piles import LEFT_END, RAISED, RIGHT_END

ACROSS = RAISED                       # y of the axis
HIGH = 2.45                          # manim units from the axis to what is farthest from it,
TALL = 2.6                           # and as far from it lines are seen
OVER = 1.18                          # so far up the axis of the sum goes, of HIGH
NAMES_Y = -3.31                      # of the number's name, and of what sums speak for
PLACES = 241                         # along the measure
TAGS, TAG, INWARD = "AB", 0.3, (1.2, 1.9)     # what both neurons are called; its radius; how far in from its line's end
SAID, SIDES = 0.18, ("above", "below")     # from a class's name to what sums speak for it; what these are
BETWEEN = 0.75                       # from one of these to the next, and to the number's name
BUILT = np.linspace(0.04, 0.96, 10)  # where on the axis a sum is put together, of its length
TOP = 0.085                          # radius of the dot on top
STEP_ASIDE = 0.11                    # from one of what is summed there to the next
BESIDE, THICK, GLOW = 5, 9, 0.42     # widths of the two and of their sum, and opacity of what is between it and the axis;
POLE, SHORT = 6, 1e-3                 # width of what a sum is put together of; the least length of that
STEEP = 1.2                          # radians by which a ramp's ends turn, about, until they are flat


class Look(NamedTuple):
    """How the neurons of a slice are drawn.

    bent: how far the sigmoid has bent each, from the ramp (0) to the step (1); weigh: its outgoing weight, of that which the
    net has; steep: its incoming weights and its bias, from so small that there is room for the ramps from end to end (0) to
    those that the net has (1).
    """

    bent: tuple[float, float] = (0, 0)
    weigh: tuple[float, float] = (1, 1)
    steep: float = 0

    def towards(self, other: "Look", share: float) -> "Look":
        """A look on the way from this one to another."""
        def between(one, another):
            return one + share * (another - one)
        return Look(tuple(map(between, self.bent, other.bent)), tuple(map(between, self.weigh, other.weigh)),
                    between(self.steep, other.steep))


RAMPS, STEPS = Look(), Look(bent=(1, 1), steep=1)


class Ramps(VGroup):
    """Both hidden neurons of the net with the bend, along its number.

    Drawn is what each adds to the sum: its outgoing weight times its activation. Before it is bent, that is z / 4, its own sum
    at the slope that the sigmoid has in its middle: zero where z is. While it is bent, its middle rises to one half, and both
    ends turn until they are flat. All of it has one scale.
    show(look) draws them. Parts: axis, with its zero, the number's name below it and, upwards, that of the sum; reach,
    how high the ends of a ramp are that still grows; lines, one of each neuron, in the hue
    of its weight's sign, and one of their sum with the output's bias; tags, which stay on both neurons' lines; field, between
    the sum and the axis, in the hue of what is said there; bias, beside the steps' end, by how much the output's bias
    lifts their sum. text: of a name on the screen.
    """

    def __init__(self, bending: Bending, text: Callable[[str], str]):
        self.bending, self.weights, self.chosen = bending, bending.weights, bending.pair
        self.measured = np.linspace(*bending.limits, PLACES)
        self.small = 1.0
        highest, steps = map(self._highest, (Look(steep=1), STEPS))
        self.small, self.unit = steps / highest, HIGH / steps
        self.end = self._apart()
        line = Line([LEFT_END, ACROSS, 0], [RIGHT_END, ACROSS, 0], stroke_color=role("focus"), stroke_width=4)
        name = words(text("number"), BODY).set_y(NAMES_Y).align_to(line, RIGHT)
        upward = Arrow(*(np.array([LEFT_END, ACROSS + way * HIGH, 0]) for way in (-1, OVER)), buff=0, stroke_width=3,
                       color=role("quiet"), max_tip_length_to_length_ratio=0.06).set_z_index(-0.4)
        height = words(text("height"), BODY).next_to(upward.get_end(), RIGHT, buff=0.2)
        zero = Number(0, 0, size=BODY, source="constant:axis", color=role("focus")).next_to(line, LEFT, buff=0.18)
        self.axis = VGroup(line, VGroup(name, zero), height, upward)
        line.set_z_index(-0.3)
        self.lines = VGroup(*(VMobject(stroke_color=role("activation"), stroke_width=width) for width in (BESIDE, BESIDE, THICK)))
        self.tags = VGroup(*(tag(name) for name in TAGS))
        self.reach = VGroup(*(Line(stroke_width=POLE) for _ in range(2)))
        self.field = VGroup(*(Polygon(LEFT, RIGHT, UP, stroke_width=0, fill_opacity=GLOW, fill_color=role(hue))
                              for hue in ("class_a", "class_b")))
        self.field.set_z_index(-0.5)         # under the lines
        self.bias = self._beside_the_end(words(text("bias"), BODY))
        super().__init__(self.field, self.axis, self.lines, self.tags, self.bias)
        self.show(RAMPS)

    def sides(self, names: Sequence[str], text: Callable[[str], str]) -> VGroup:
        """Below all: what a sum says above the axis and below it, and of which points."""
        found = VGroup(*(VGroup(named_mark(inner, name, BODY, RADIUS), words(text(key), BODY)).arrange(RIGHT, buff=SAID)
                         for inner, name, key in zip((True, False), names, SIDES))).arrange(RIGHT, buff=BETWEEN)
        room = self.axis[1][0].get_left()[0] - BETWEEN - LEFT_END
        return found.scale(min(room / found.width, 1)).move_to([LEFT_END, NAMES_Y, 0], aligned_edge=LEFT)

    @property
    def turned_over(self) -> bool:
        """Whether the second neuron's weight has a minus, and the first's has none."""
        one, other = self.weights[self.chosen]
        return bool(one > 0 > other)

    def heights(self, look: Look) -> np.ndarray:
        """(3, PLACES): what each of both adds, and their sum with the output's bias."""
        share = self.incoming(look)
        parts = [weigh * self.weights[k] * flattened(share * self.bending.sum_of(k, self.measured), bent)
                 for k, weigh, bent in zip(self.chosen, look.weigh, look.bent, strict=True)]
        return np.stack([*parts, sum(parts) + self.bending.bias])

    @property
    def lift(self) -> np.ndarray:
        """By how much the output's bias lifts the sum that is drawn; where it lowers it, downwards."""
        return self.unit * self.bending.bias * UP

    def incoming(self, look: Look) -> float:
        """The share of the net's incoming weights and biases that a look has."""
        return self.small ** (1 - look.steep)

    def show(self, look: Look) -> "Ramps":
        self.look, places = look, self.places(look)
        for line, along in zip(self.lines, places, strict=True):
            line.set_points_as_corners(seen(along))
        for k, line in enumerate(self.lines[:2]):
            line.set_stroke(role(sign_role(look.weigh[k] * self.weights[self.chosen[k]])))
            if line.has_points():
                along = np.array(line.get_anchors())[::-1 if self.end else 1]
                gone = np.append(0, np.cumsum(np.linalg.norm(np.diff(along, axis=0), axis=1)))
                self.tags[k].move_to([np.interp(INWARD[k], gone, along[:, axis]) for axis in range(3)])
        for half, beyond in zip(self.field, (np.maximum, np.minimum), strict=True):
            edge = places[2].copy()
            edge[:, 1] = beyond(edge[:, 1], ACROSS)
            half.set_points_as_corners([[LEFT_END, ACROSS, 0], *edge, [RIGHT_END, ACROSS, 0], [LEFT_END, ACROSS, 0]])
        return self

    def own_place(self, k: int) -> float:
        """Where on the axis the own line of the k-th of both is, 0..1; at an end if it is beyond that."""
        start, end = self.bending.sum_of(self.chosen[k], self.measured)[[0, -1]]
        return float(np.clip(start / (start - end), 0, 1))

    def grow(self, k: int, share: float) -> None:
        """Line k is drawn so far, from its neuron's own line to both sides."""
        along, own = self.places(self.look)[k], self.own_place(k)
        ends = [round((own + share * (end - own)) * (PLACES - 1)) for end in (0, 1)]
        self.lines[k].set_points_as_corners(seen(along[ends[0]:max(ends[1], ends[0] + 1) + 1]))
        for pole, end in zip(self.reach, ends, strict=True):
            x, y = along[end][:2]
            pole.put_start_and_end_on([x, ACROSS, 0], [x, y + SHORT * (y == ACROSS), 0]).match_color(self.lines[k])

    def built(self) -> VGroup:
        """At some places of the axis: what the one neuron adds, on it what the other one adds, and a dot where that ends."""
        one, other, _ = self.places(self.look)[..., 1] - ACROSS
        hues = [line.get_stroke_color() for line in self.lines[:2]]
        columns = VGroup()
        for share in BUILT:
            at = round(share * (PLACES - 1))
            x, levels = x_at(share), (0, one[at], one[at] + other[at])
            columns.add(VGroup(*(piece(x + (k - 1) * STEP_ASIDE, levels[k], levels[k + 1], hue) for k, hue in enumerate(hues)),
                               Dot([x, ACROSS + levels[2], 0], radius=TOP, color=role("activation"))))
        return columns

    def free_above(self, x: float, y: float) -> bool:
        """Whether beyond x no ramp, with a plus or a minus, comes as high as y."""
        along = [self.places(Look(weigh=(1, weigh)))[:2] for weigh in (1, -1)]
        return all(float(one[one[:, 0] > x, 1].max()) < y for both in along for one in both)

    def _highest(self, look: Look) -> float:
        """How far from zero anything goes, the sum before the bias is added, too."""
        one, other, total = self.heights(look)
        return float(np.abs([one, other, total, one + other]).max())

    def _beside_the_end(self, name: VMobject) -> VGroup:
        """By how much the bias lifts the sum of the steps where the axis ends, and what it is called."""
        one, other, total = self.places(STEPS)[:, -1, 1] - ACROSS
        pole = piece(RIGHT_END + STEP_ASIDE, one + other, total, role("ink"))
        excuse(name, "shape", "it is written beside its pole, at the end of the field")
        return VGroup(pole, name.next_to(pole, DOWN if total + one + other > 0 else UP, buff=0.12))

    def meets(self) -> VGroup:
        """Dots where the sum crosses the axis."""
        return VGroup(*(crossing().move_to([x_at(share), ACROSS, 0]) for share in self.crossed()))

    def crossed(self) -> list[float]:
        """Where the sum crosses the axis, of its length."""
        total = self.heights(self.look)[2]
        before = np.flatnonzero((total[1:] > 0) != (total[:-1] > 0))
        return [float(i + total[i] / (total[i] - total[i + 1])) / (PLACES - 1) for i in before]

    def places(self, look: Look) -> np.ndarray:
        """(3, PLACES, 3): where the lines are."""
        heights = self.unit * self.heights(look)
        x = np.broadcast_to(np.linspace(LEFT_END, RIGHT_END, PLACES), heights.shape)
        return np.stack([x, ACROSS + heights, 0 * x], axis=-1)

    def _apart(self):
        """At which end of the axis the steps are farther from each other: 0 or -1."""
        one, other, _ = self.heights(STEPS)[:, [0, -1]]
        return -int(np.argmax(np.abs(one - other)))


def x_at(share: float) -> float:
    """The x of a place on the axis, by its share of the axis' length."""
    return LEFT_END + share * (RIGHT_END - LEFT_END)


def flattened(z: np.ndarray, share: float) -> np.ndarray:
    """Activations for sums z, from those on a straight line (0) to the sigmoid's (1): the middle rises to one half, and both
    ends turn until they are flat."""
    left = np.tan((1 - share) * STEEP) / np.tan(STEEP)
    return sigmoid(z) + left * (0.5 + unbent(z) - sigmoid(z)) - (1 - share) / 2


def seen(along: np.ndarray) -> np.ndarray:
    """The part of a line through places (n, 3), from left to right, that isn't farther from the axis than there is room."""
    away = np.abs(along[:, 1] - ACROSS)
    out = np.flatnonzero((away[1:] > TALL) != (away[:-1] > TALL))
    edges = [along[i] + (TALL - away[i]) / (away[i + 1] - away[i]) * (along[i + 1] - along[i]) for i in out]
    kept = np.concatenate([along[away <= TALL], *(edge[None] for edge in edges)])
    return kept[np.argsort(kept[:, 0], kind="stable")]


def piece(x: float, low: float, high: float, hue) -> Line:
    """A pole that reaches from one height over the axis to another."""
    return Line([x, ACROSS + low, 0], [x, ACROSS + high, 0], stroke_color=hue, stroke_width=POLE)


def crossing() -> Dot:
    """What marks a place on the axis, as one where a sum crosses zero, over all lines."""
    return Dot(radius=0.13, color=role("focus")).set_z_index(2)


def tag(name: str) -> VGroup:
    """A small neuron that bears a name."""
    circle = Circle(TAG, stroke_color=role("ink"), stroke_width=2, fill_color=role("panel"), fill_opacity=1)
    text = words(name, BODY).move_to(circle)
    holds(circle, text)
    return VGroup(circle, text).set_z_index(1)
