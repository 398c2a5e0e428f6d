"""Two knobs of the real net as the two directions of a ground whose height is what the first image costs: a small piece around
where the net stands; and a step of a fixed length, split between them in all ways, with the one that leads furthest down.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Dot, Group, Line, VGroup, VMobject

from scenes.kit.declare import excuse, holds
from scenes.kit.landscape import Landscape, View
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.knob import Dial

SHARE = 0.5                 # of the first knob's slope: as steep as this, more or less, the other one is
REACH, NODES = 1.25, 25     # of the ground to each side, in units of weights; its places along each side
STEP = 0.8                  # length of a step, in the same units
SEEN = View(np.pi / 4, 0.4, 4.0, 3.7, 0.0, 0.55)         # the ground at first,
MAP = View(np.pi / 2, np.pi / 2, 4.1, 3.7, -1.45, 0.35)    # and from straight above: downhill is down and to the right
FIELD = 13.2, 8.0           # of its picture
DIALS, RADIUS = ((5.35, 0.75), (-5.35, 0.75)), 0.8      # on the side to which they lead,
ASIDE = (-5.5, 1.75), (-5.5, -1.05)                     # and beside the map
RIM = 6.6                   # x which no slope goes beyond
ARC = 49                    # places on the quarter of a ring
SPLITS, LEVEL, DEPTH = (2.9, 6.5), 2.15, 3.6     # by how the step is split: x of the ends, y of no change, the deepest below it
STEEPER, FLATTER = (0.35, 0.45), 1.27      # where what either gives has its name: how the step is split there, and at what depth
TAKEN = 0.5, 0.22           # how much is seen of what the steeper knob gives, and of what the other one does


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


class TwoKnobs(Group):
    """The ground, the place on it, both dials with their slopes. Apart from these: `ways`, a step with either knob; on the map,
    `ring`, where a step downhill can end, `rod`, one of them, and `legs`, how far it goes with either knob; then by how much
    the cost changes, over how the step is split: the `level` of no change, what either knob `gives`, with its `names`; and what
    it is with all of it for the first knob, and by the slopes: `told`.

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
        self.slopes = VGroup(*(in_line(words(text("slope"), BODY, role("focus")),
                                       Number(slope, 2, source=key, size=TITLE, plus=True, color=role("focus")), buff=0.25)
                               .next_to(dial, DOWN, buff=0.2)
                               for dial, slope, key in zip(self.dials, pair.slopes, pair.keys, strict=True)))
        for one in self.slopes:
            one.set_x(float(np.clip(one.get_x(), one.width / 2 - RIM, RIM - one.width / 2)))
        self.ways = VGroup(*map(self.line, np.eye(2)))
        self.best = float(np.arctan2(*np.abs(pair.slopes[::-1])))
        self.ring, self.rod = _lying(VMobject(stroke_color=role("ink"), stroke_width=3)), _lying(Line(stroke_width=9))
        self.legs = VGroup(*(_lying(Line(stroke_width=8, stroke_color=role("focus"))) for _ in range(2)))
        self.level = VGroup(Line(*(np.array([x, LEVEL, 0]) for x in SPLITS), stroke_color=role("quiet"), stroke_width=2))
        self.level.add(words(text("around"), BODY, role("quiet")).next_to(self.level, UP, buff=0.2).align_to(self.level, LEFT))
        self.gives = VGroup(*(VMobject(stroke_width=0, fill_color=role("error"), fill_opacity=seen) for seen in TAKEN),
                            VMobject(stroke_color=role("error"), stroke_width=5))
        self.mark = Dot(radius=0.1, color=role("focus"))
        self.told = VGroup(self.change(0, LEFT), self.change(self.best, DOWN))
        self.names = VGroup(*(words(text(key), BODY).move_to(self.over(angle, share)) for key, angle, share in
                              (("steeper", *STEEPER), ("flatter", FLATTER, (1 + self.first_gives(FLATTER)) / 2))))
        for area in self.gives:
            holds(area, *self.names)
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
        self.ring.set_points_as_corners([self.land.place(*self.step(angle)) for angle in np.linspace(0, np.pi / 2, ARC)])

    def step(self, angle: float) -> np.ndarray:
        """(2,): how far both knobs have gone after a step against their slopes; at 0 the first has gone all of it."""
        return -STEP * np.sign(self.pair.slopes) * np.array([np.cos(angle), np.sin(angle)])

    def over(self, angle: float, share: float = 1.0) -> np.ndarray:
        """Where the change of the cost after such a step stands, or a share of it."""
        fall, most = (self.pair.whole - self.pair.cost(*self.step(one)) for one in (angle, self.best))
        return np.array([SPLITS[0] + (SPLITS[1] - SPLITS[0]) * 2 * angle / np.pi, LEVEL - DEPTH * share * float(fall / most), 0])

    def split(self, angle: float) -> None:
        """At the end of a step that is so split; what it gives, from all of it for the first knob to there."""
        end = self.step(angle)
        self.stand(*end)
        places = [self.land.place(*place) for place in ((0, 0), end * [1, 0], end)]
        self.rod.put_start_and_end_on(places[0], places[2])
        for leg, start, stop in zip(self.legs, places, places[1:]):
            leg.put_start_and_end_on(start, stop if np.linalg.norm(stop - start) > 1e-3 else start + 1e-3 * RIGHT)
        self.mark.move_to(self.over(angle))

    def sweep(self, angle: float) -> None:
        """The same, and all that was swept over is seen."""
        self.split(angle)
        angles = np.linspace(0, max(angle, 1e-3), ARC)
        edges = [[self.over(one, share) for one in angles] for share in (0, 1)]
        edges.insert(1, [self.over(one, self.first_gives(one)) for one in angles])
        for area, above, below in zip(self.gives[:2], edges, edges[1:]):
            area.set_points_as_corners([*above, *below[::-1], above[0]])
        self.gives[2].set_points_as_corners(edges[2])

    def first_gives(self, angle: float) -> float:
        """How much of the change the first knob gives: on the way, both slopes shrink alike."""
        parts = self.pair.slopes * self.step(angle)
        return float(parts[0] / parts.sum())

    def change(self, angle: float, side: np.ndarray) -> Number:
        """By how much a step changes the cost that is so split, on one side of its place."""
        far = self.step(angle)
        number = Number(float(self.pair.cost(*far)) - self.pair.whole, 2, plus=True, source=self.pair.change_key(far), size=TITLE,
                        color=role("error"))
        return number.next_to(self.over(angle), side, buff=0.25)

    def line(self, way: np.ndarray) -> VMobject:
        """On the ground, a step along a way (2,)."""
        return _lying(VMobject(stroke_color=role("ink"), stroke_width=4).set_points_as_corners(self._along(way)))

    def _along(self, way: np.ndarray) -> list[np.ndarray]:
        return [self.land.place(*(far * np.asarray(way))) for far in np.linspace(0, STEP, 9)]

    def downhill(self) -> Arrow:
        """Against both slopes."""
        ends = self.land.place(0, 0), self.land.place(*self.step(self.best))
        return _lying(Arrow(*ends, buff=0, stroke_width=9, color=role("ink"), max_tip_length_to_length_ratio=0.3))


def _lying(mobject: VMobject) -> VMobject:
    excuse(mobject, "shape", "it lies on the ground")
    return mobject
