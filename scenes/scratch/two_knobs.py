"""Two knobs of the real net as the two directions of a ground whose height is what the first image costs: a small piece around
where the net stands, with the way that rises most.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, UP, Arrow, Dot, Group, Line, VGroup, VMobject

from scenes.kit.declare import excuse
from scenes.kit.landscape import Landscape, View
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.knob import Dial

SHARE = 0.5                 # of the first knob's slope: as steep as this, more or less, the other one is
REACH, NODES = 1.25, 25     # of the ground to each side, in units of weights; its places along each side
STEP = 0.8                  # length of a step, in the same units
SEEN = View(np.pi / 4, 0.4, 4.0, 3.7)
FIELD, PLACE = (9.6, 5.8), np.array([0, 0.55, 0])       # of the ground's picture
DIALS, RADIUS = ((5.35, 0.75), (-5.35, 0.75)), 0.8      # on the side to which they lead
RIM = 6.6                   # x which no slope goes beyond
ARC = 49                    # places on the ring around
WIDE, HIGH, LOW = 7.6, 0.7, -3.1     # of the costs all around, unrolled: width, height, and y of what it costs in the middle
TOLD = 8                    # of all directions, by how much the cost changes in so many; in the one by the slopes, too


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
        away[first] = np.inf
        second, said = int(away.argmin()), f"knob_last.o[{at},{output}]"
        return Pair(hidden[[first, second]], float(log.o[at, output]), label, float(log.cross_entropy[at]), (first, second),
                    tuple(f"experiments:({said}-{label})*knob_last.h[0,{k}]" for k in (first, second)), f"experiments:{said}")

    def cost(self, first, second):
        """When both have gone so far: at one place or at several."""
        side = 1 - 2 * self.label
        before = side * np.log(self.output / (1 - self.output))
        moved = before + side * (self.hidden[0] * np.asarray(first) + self.hidden[1] * np.asarray(second))
        return self.whole + np.logaddexp(0, moved) - np.logaddexp(0, before)

    def change_key(self, far: np.ndarray) -> str:
        """Of the change of the cost when both have gone so far (2,)."""
        run, _, said = self.said.partition(":")
        odds, way = (f"({said}/(1-{said}))", 1) if self.label == 0 else (f"((1-{said})/{said})", -1)
        moved = "+".join(f"knob_last.h[0,{k}]*({way * float(one)!r})" for k, one in zip(self.places, far, strict=True))
        return f"{run}:log(1+{odds}*exp({moved}))-log(1+{odds})"

    @property
    def slopes(self) -> np.ndarray:
        """(2,): of the cost, where they are."""
        return (self.output - self.label) * self.hidden

    @property
    def uphill(self) -> np.ndarray:
        """(2,): the way of length 1 in which each goes by its slope."""
        return self.slopes / np.linalg.norm(self.slopes)


class TwoKnobs(Group):
    """The ground, the place on it, both dials with their slopes. Apart from these: `ways`, a step with either knob, `ring`, all
    that a step reaches, `climb`, the step that rises most, and `legs`, how far that goes with either knob; and the cost after
    each step, unrolled: `crest` over `level`, with its `mark`, and by how much it changes in some directions: `told`, the one by
    the slopes `best` among them.

    weights (2,): what they are where the net stands; scale: the weight at which a pointer is turned furthest; `text` gives a
    text on screen by its key.
    """

    def __init__(self, pair: Pair, weights: np.ndarray, scale: float, text: Callable[[str], str]):
        self.pair, self.weights, self.scale = pair, np.asarray(weights, float), scale
        side = np.linspace(-REACH, REACH, NODES)
        self.land = Landscape(side, side, pair.cost(*np.meshgrid(side, side)), width=FIELD[0], height=FIELD[1], view=SEEN,
                              soft=True).move_to(PLACE)
        self.dot = Dot(radius=0.13, color=role("focus"))
        self.dials = VGroup(*(Dial(RADIUS).move_to([*place, 0]) for place in DIALS))
        self.slopes = VGroup(*(in_line(words(text("slope"), BODY, role("focus")),
                                       Number(slope, 2, source=key, size=TITLE, plus=True, color=role("focus")), buff=0.25)
                               .next_to(dial, DOWN, buff=0.2)
                               for dial, slope, key in zip(self.dials, pair.slopes, pair.keys, strict=True)))
        for one in self.slopes:
            one.set_x(float(np.clip(one.get_x(), one.width / 2 - RIM, RIM - one.width / 2)))
        self.ways, self.climb = VGroup(*map(self.line, np.eye(2))), self.line(pair.uphill, 9)
        corner = pair.uphill * [1, 0]
        self.legs = VGroup(*(self.line(way, 8, start).set_stroke(role("focus")) for way, start in
                             ((corner, (0, 0)), (pair.uphill - corner, corner))))
        self.top = float(np.arctan2(*pair.uphill[::-1]))
        self.angles = self.top + np.linspace(-np.pi, np.pi, ARC)
        self.ring = _lying(VMobject(stroke_color=role("ink"), stroke_width=3)
                           .set_points_as_corners([self.land.place(*self.step(angle)) for angle in self.angles]))
        self.crest = VMobject(stroke_color=role("error"), stroke_width=5)
        self.crest.set_points_as_corners([self.over(angle) for angle in self.angles])
        self.level = Line(*(np.array([x, LOW, 0]) for x in (-WIDE / 2, WIDE / 2)), stroke_color=role("quiet"), stroke_width=2)
        self.level_name = words(text("around"), LABEL, role("quiet")).next_to(self.level, LEFT, buff=0.6)
        self.mark = Dot(radius=0.1, color=role("focus"))
        self.told = VGroup(*(self.change(k * 2 * np.pi / TOLD) for k in range(-TOLD // 2, TOLD // 2)))
        self.best = self.told[TOLD // 2]
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

    def step(self, angle: float) -> np.ndarray:
        """(2,): how far both knobs have gone after a step in a direction; 0 is that of the first knob."""
        return STEP * np.array([np.cos(angle), np.sin(angle)])

    def over(self, angle: float) -> np.ndarray:
        """Where the cost after such a step stands, all directions unrolled, with the one by the slopes in the middle."""
        rise = self.pair.cost(*self.step(angle)) - self.pair.whole
        most = self.pair.cost(*self.step(self.top)) - self.pair.whole
        return np.array([WIDE * (angle - self.top) / (2 * np.pi), LOW + HIGH / 2 * float(rise / most), 0])

    def around(self, angle: float) -> None:
        """At the end of a step in a direction."""
        self.stand(*self.step(angle))
        self.mark.move_to(self.over(angle))
        for k, number in enumerate(self.told):
            if angle >= self.top - np.pi + k * 2 * np.pi / TOLD:
                number.set_fill(opacity=1)

    def change(self, aside: float) -> Number:
        """By how much a step changes the cost in a direction that is so far from that by the slopes; not to be seen yet."""
        angle, size = self.top + aside, LABEL if aside else TITLE
        far = self.step(angle)
        number = Number(float(self.pair.cost(*far)) - self.pair.whole, 2, plus=True, source=self.pair.change_key(far), size=size,
                        color=role("error"))
        x, y, _ = self.over(angle)
        return number.next_to([x, max(y, LOW), 0], UP, buff=0.16).set_fill(opacity=0)

    def line(self, way: np.ndarray, width: float = 4, start: Sequence[float] = (0, 0)) -> VMobject:
        """On the ground, a step along a way (2,), from the end of a step along another one."""
        places = [self.land.place(*(STEP * np.asarray(start) + far * np.asarray(way))) for far in np.linspace(0, STEP, 9)]
        return _lying(VMobject(stroke_color=role("ink"), stroke_width=width).set_points_as_corners(places))

    def downhill(self) -> Arrow:
        """Against both slopes."""
        ends = self.land.place(0, 0), self.land.place(*(-STEP * self.pair.uphill))
        return _lying(Arrow(*ends, buff=0, stroke_width=9, color=role("ink"), max_tip_length_to_length_ratio=0.3))


def _lying(mobject: VMobject) -> VMobject:
    excuse(mobject, "shape", "it lies on the ground")
    return mobject
