"""Two knobs of the real net as the two directions of a ground whose height is what the first image costs: a small piece around
where the net stands. On a step along its level line each knob turns by the slope of the other; a quarter of a turn from there,
square to that line, by its own: the steepest way down.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, UP, Arrow, Dot, Group, Line, VGroup, VMobject

from scenes.kit.declare import excuse
from scenes.kit.landscape import Landscape, View
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.knob import Dial
from scenes.scratch.ledger import Ledger
from scenes.scratch.way_back import patched

SHARE = 0.5                 # of the first knob's slope: as steep as this, more or less, the other one is
REACH, NODES = 1.05, 25     # of the ground to each side, in units of weights; its places along each side
SEEN = View(np.pi / 4, 0.4, 4.0, 3.7, 1.0, 0.55)         # the ground at first,
MAP = View(np.pi / 2, np.pi / 2, 4.6, 3.7, -1.05, 0.3)    # and from straight above: downhill is down and to the right
FIELD = 13.2, 8.0           # of its picture
DIALS, RADIUS = ((-5.5, 1.65), (-5.5, -1.55)), 0.75     # beside it
RIM, BESIDE = 6.6, 0.18     # x which nothing goes beyond; from a knob to what is written about it
ARC = 49                    # places on the arc of a ring
WHOLE = 0.8                 # share of the ground along which the level line is seen
CORNER = 0.3                # side of the mark of a right angle
FROM_LEG = 0.5              # from a leg's middle to its number


@dataclass(frozen=True)
class Pair:
    """Two weights into one output. hidden (2,): the activations at their starts; output: what it says before they turn, label:
    what it should say, 0 or 1; whole: what all outputs cost then; keys (2,): of their slopes, said: of the output."""

    hidden: np.ndarray
    output: float
    label: int
    whole: float
    places: tuple[int, int]
    keys: tuple[str, str]
    said: str

    @staticmethod
    def of(log, label: int) -> "Pair":
        """The knob that a log of experiments turns, and another one into the same output that is about SHARE as steep."""
        at, (output, first) = int(log.at), (int(k) for k in log.place)
        hidden = log.h[0].astype(float).ravel()
        away = np.abs(hidden - SHARE * hidden[first])
        away[hidden >= hidden[first]] = np.inf
        second, said = int(away.argmin()), f"knob_last.o[{at},{output}]"
        return Pair(hidden[[first, second]], float(log.o[at, output]), label, float(log.cross_entropy[at]), (first, second),
                    tuple(f"experiments:({said}-{label})*knob_last.h[0,{k}]" for k in (first, second)), f"experiments:{said}")

    def cost(self, first, second):
        """When both have gone so far: at one place or at several."""
        side = 1 - 2 * self.label
        before = side * np.log(self.output / (1 - self.output))
        moved = before + side * (self.hidden[0] * np.asarray(first) + self.hidden[1] * np.asarray(second))
        return self.whole + np.logaddexp(0, moved) - np.logaddexp(0, before)

    @property
    def slopes(self) -> np.ndarray:
        """(2,): of the cost, where they are."""
        return (self.output - self.label) * self.hidden


class TwoKnobs(Group):
    """The ground, the place on it, both dials with their slopes. Apart from these: `names`, steeper and flatter; `ways`, a step
    with either knob; on the map, `ring`, where a step can end, from level ground to all of it for the steeper knob, `level`, the
    line on which the cost stays, `rod`, a step, `legs`, how far it goes with either knob, and `numbers`, how far that is;
    `corner`, the right angle between the level line and the steepest way; and `ledger`, what a step costs.

    A step is as long as both slopes say. turn(quarter) is at the end of one: at 0 on the level line, at 1 square to it.

    weights (2,): what they are where the net stands; scale: the weight at which a pointer is turned furthest; `text` gives a
    text on screen by its key.
    """

    def __init__(self, pair: Pair, weights: np.ndarray, scale: float, text: Callable[[str], str]):
        self.pair, self.weights, self.scale = pair, np.asarray(weights, float), scale
        side = np.linspace(-REACH, REACH, NODES)
        self.land = Landscape(side, side, pair.cost(*np.meshgrid(side, side)), width=FIELD[0], height=FIELD[1], view=SEEN,
                              soft=True)
        excuse(self.land, "outside", "its borders fade into the background before the frame ends")
        self.dot = Dot(radius=0.13, color=role("focus"))
        self.dials = VGroup(*(Dial(RADIUS).move_to([*place, 0]) for place in DIALS))
        self.slopes = VGroup(*(in_line(words(text("slope"), LABEL, role("focus")),
                                       Number(slope, 2, source=key, size=TITLE, plus=True, color=role("focus")), buff=0.25)
                               .next_to(dial, DOWN, buff=BESIDE)
                               for dial, slope, key in zip(self.dials, pair.slopes, pair.keys, strict=True)))
        self.names = VGroup(*(words(text(key), BODY).next_to(dial, UP, buff=BESIDE)
                              for key, dial in zip(("steeper", "flatter"), self.dials, strict=True)))
        for one in (*self.slopes, *self.names):
            one.set_x(max(one.get_x(), one.width / 2 - RIM))
        self.far = float(np.linalg.norm(pair.slopes))
        self.all_of_it = 1 + float(np.arctan2(*np.abs(pair.slopes[::-1]))) / (np.pi / 2)      # where the steeper knob has all
        self.ways = VGroup(*map(self.line, np.eye(2)))
        self.ring, self.level = (_lying(VMobject(stroke_color=role("ink"), stroke_width=width)) for width in (3, 4))
        self.rod, self.corner = _lying(Line(stroke_width=9)), _lying(VMobject(stroke_color=role("ink"), stroke_width=4))
        self.legs = VGroup(*(_lying(Line(stroke_width=8, stroke_color=role("focus"))) for _ in range(2)))
        self.numbers = VGroup(*(patched(Number(abs(slope), 2, source=_absolute(key), size=BODY, color=role("focus")))
                                for slope, key in zip(pair.slopes, pair.keys, strict=True)))
        for one in self.numbers:
            _lying(one)
        run, keys = pair.keys[0].partition(":")[0], [key.partition(":")[2] for key in pair.keys]
        self.ledger = Ledger(pair.slopes, run, keys, text)
        super().__init__(self.land, self.dials, self.slopes, self.dot)
        self.stand(0, 0)

    def stand(self, first: float, second: float) -> None:
        """Both knobs turned so far from where they were, and the place on the ground."""
        for dial, weight, moved in zip(self.dials, self.weights, (first, second), strict=True):
            dial.point(float(np.clip((weight + moved) / self.scale, -1, 1)))
        self.dot.move_to(self.land.place(first, second))

    def go(self, way: np.ndarray) -> Callable[[float], None]:
        """A function of how far it goes along a way (2,)."""
        return lambda far: self.stand(*(far * np.asarray(way)))

    def from_above(self, share: float) -> None:
        """The ground is seen more and more from above, until it is a map."""
        self.land.show(SEEN.towards(MAP, share))
        self.dot.move_to(self.land.place(0, 0))
        for way, drawn in zip(np.eye(2), self.ways, strict=True):
            drawn.set_points_as_corners(self._along(way))
        self.ring.set_points_as_corners([self.land.place(*self.step(at)) for at in np.linspace(0, self.all_of_it, ARC)])
        along = self.step(0) / np.abs(self.step(0)).max() * WHOLE * REACH
        self.level.set_points_as_corners([self.land.place(*(side * along)) for side in (-1, 1)])
        here, *sides = (self.land.place(*place) for place in ((0, 0), self.step(0), self.step(1)))
        one, other = (CORNER * (side - here) / np.linalg.norm(side - here) for side in sides)
        self.corner.set_points_as_corners([here + one, here + one + other, here + other])

    def legs_of(self, quarter: float) -> np.ndarray:
        """(2, 2): both parts of a step; on the level line either knob has the slope of the other one."""
        (steep, flat), angle = self.pair.slopes, -quarter * np.pi / 2
        turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        return np.array([[0, -steep], [flat, 0]]) @ turned.T

    def step(self, quarter: float) -> np.ndarray:
        """(2,): how far both knobs have gone after a step that is turned so far from the level line."""
        return self.legs_of(quarter).sum(axis=0)

    def turn(self, quarter: float) -> None:
        """At the end of such a step."""
        first, second = self.legs_of(quarter)
        self.stand(*(first + second))
        here, corner, end = (self.land.place(*place) for place in ((0, 0), first, first + second))
        self.rod.put_start_and_end_on(here, end)
        middle = (here + corner + end) / 3
        for leg, number, ends in zip(self.legs, self.numbers, ((here, corner), (corner, end)), strict=True):
            leg.put_start_and_end_on(*ends)
            half = (ends[0] + ends[1]) / 2
            away = np.cross(ends[1] - ends[0], [0, 0, 1])
            away *= np.sign(np.dot(away, half - middle)) / np.linalg.norm(away)
            number.move_to(half + FROM_LEG * away)

    def line(self, way: np.ndarray) -> VMobject:
        """On the ground, a step along a way (2,)."""
        return _lying(VMobject(stroke_color=role("ink"), stroke_width=4).set_points_as_corners(self._along(way)))

    def _along(self, way: np.ndarray) -> list[np.ndarray]:
        return [self.land.place(*(far * np.asarray(way))) for far in np.linspace(0, self.far, 9)]

    def downhill(self) -> Arrow:
        """Against both slopes."""
        ends = self.land.place(0, 0), self.land.place(*self.step(1))
        return _lying(Arrow(*ends, buff=0, stroke_width=9, color=role("ink"), max_tip_length_to_length_ratio=0.3))


def _absolute(key: str) -> str:
    """The key of how large a value is."""
    run, _, own = key.partition(":")
    return f"{run}:abs({own})"


def _lying(mobject: VMobject) -> VMobject:
    excuse(mobject, "shape", "it lies on the ground")
    return mobject
