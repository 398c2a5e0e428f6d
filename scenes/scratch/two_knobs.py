"""Two knobs of the real net on a tilted ground whose height is the cost, as their slopes say. A step of a fixed length can go any
way: its tip is on a ring, and the ground falls towards the viewer, so that the lowest tip is the lowest in the picture. Beside
the ground the cost is drawn over the way, at the same height.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Dot, Group, Line, VGroup, VMobject

from scenes.kit.declare import excuse, holds
from scenes.kit.landscape import Landscape, View
from scenes.kit.plot import Plot
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.knob import SHINE, Dial
from scenes.scratch.turning import ground
from scenes.scratch.way_back import patched

RUN = "experiments"         # whose they are
SHARE = 0.65                # of the first knob's slope: as steep as this, more or less, the other one is
ALONG, UPHILL = (-1.27, 1.27), (-1.39, 1.15)     # of the ground: along the level line, and uphill, in steps
SEEN = View(0.75, 0.35, 4.6, 3.6, 0.9, 0.1)      # it at first, from one side,
FACING = View(0, 0.62, 5.1, 3.9, -0.55, 0.05)      # and so that downhill is towards the viewer
CEILING = 2.05              # so many steps uphill it would dissolve
FIELD = 13.2, 8.0           # of its picture
DIALS, RADIUS = ((-5.27, 1.95), (-5.27, -1.55)), 0.62     # beside it
ROWS, HALF = (-1.05, -1.4, -1.75), 0.72     # under a dial: y of its names, its numbers, its bars; x from its middle to these
BAR = 1.08                  # length of a knob's bar that has all of a step
OVER = 0.3                  # from a dial to its name
ARC = 61                    # places on the ring and on the curve
PLOT = 3.3, 3.1             # x of the curve's field, and its width
DEEP = 1.2                  # its depth, of how much the cost falls at most
HEAD = 0.5                  # from the field up to what is drawn there


@dataclass(frozen=True)
class Pair:
    """Two weights into one output. hidden (2,): the activations at their starts; output: what it says before they turn, label:
    what it should say, 0 or 1; keys (2,): of their slopes within RUN."""

    hidden: np.ndarray
    output: float
    label: int
    places: tuple[int, int]
    keys: tuple[str, str]

    @staticmethod
    def of(log, label: int) -> "Pair":
        """The knob that a log of experiments turns, and another one into the same output that is about SHARE as steep."""
        at, (output, first) = int(log.at), (int(k) for k in log.place)
        hidden = log.h[0].astype(float).ravel()
        away = np.abs(hidden - SHARE * hidden[first])
        away[hidden >= hidden[first]] = np.inf
        second, said = int(away.argmin()), f"knob_last.o[{at},{output}]"
        return Pair(hidden[[first, second]], float(log.o[at, output]), label, (first, second),
                    tuple(f"({said}-{label})*knob_last.h[0,{k}]" for k in (first, second)))

    @property
    def slopes(self) -> np.ndarray:
        """(2,): of the cost, where they are."""
        return (self.output - self.label) * self.hidden

    @property
    def far(self) -> float:
        """How long a step is: for each knob to turn by its slope."""
        return float(np.linalg.norm(self.slopes))

    @property
    def length(self) -> str:
        """The key of that, within RUN."""
        one, other = self.keys
        return f"sqrt(({one})**2+({other})**2)"

    @property
    def all_of_it(self) -> float:
        """The way on which the steeper knob has all of a step."""
        return -float(np.arctan2(*np.abs(self.slopes[::-1])))

    def step(self, way: float) -> np.ndarray:
        """(2,): how far both knobs turn in a step that way: the angle from against both slopes, towards the flatter knob; at a
        right angle it is along the level line."""
        (steep, flat), cosine, sine = self.slopes, np.cos(way), np.sin(way)
        return np.array([-steep * cosine + flat * sine, -flat * cosine - steep * sine])

    def alone(self, k: int) -> np.ndarray:
        """(2,): how far both knobs turn in a step downhill with one of them alone."""
        return -np.sign(self.slopes[k]) * self.far * np.eye(2)[k]

    def turned(self, way: float) -> tuple[str, str]:
        """The keys of both."""
        if way == 0:
            return tuple(f"{RUN}:-({key})" for key in self.keys)
        return tuple(f"{RUN}:{self.length}*({float(part / self.far)!r})" for part in self.step(way))

    def change(self, way: float) -> tuple[float, str]:
        """By how much the cost changes, as the slopes say; and its key."""
        step = self.step(way)
        by = "+".join(f"({key})*({own.partition(':')[2]})" for key, own in zip(self.keys, self.turned(way), strict=True))
        return float(self.slopes @ step), f"{RUN}:{by}"


class TwoKnobs(Group):
    """The ground, the place on it, both dials. Apart from these: `names`, steeper and flatter, and `slopes`, a name, a number and
    a bar of each knob, `turns`, how far it is turned, likewise; `ways`, a step with either knob, and at their `ends` whose they
    are; `ring`, where a step can end; `level`, the line on which the cost stays; `rod`, a step; `wasted` and `counts`, its parts
    along that line and square to it; the `curve` of the cost over the way, with `plot`, `direction`, the name of its axis,
    `earth`, `across`, from the tip to it, and `mark`; `told`, on the curve, by how much three steps change the cost.

    turn(way) is at the end of a step. weights (2,): what they are where the net stands; scale: the weight at which a pointer is
    turned furthest; `text` gives a text on screen by its key.
    """

    def __init__(self, pair: Pair, weights: np.ndarray, scale: float, text: Callable[[str], str]):
        self.pair, self.weights, self.scale = pair, np.asarray(weights, float), scale
        self.land = Landscape(ALONG, UPHILL, np.outer(UPHILL, np.ones(2)), width=FIELD[0], height=FIELD[1], ceiling=CEILING,
                              view=FACING, soft=True)
        excuse(self.land, "outside", "its borders fade into the background before the frame ends")
        self.dot = Dot(radius=0.13, color=role("focus"))
        self.dials = VGroup(*(Dial(RADIUS).move_to([*place, 0]) for place in DIALS))
        self.names = VGroup(*(words(text(key), BODY).move_to(dial.face.get_center() + (RADIUS + OVER) * UP)
                              for key, dial in zip(("steeper", "flatter"), self.dials, strict=True)))
        self.slopes = self._written(text("slope"), "error", 1)
        self.turns = self._written(text("turned"), "ink", -1)
        self.ways = VGroup(*(_lying(Line(stroke_color=role("ink"), stroke_width=3)) for _ in range(2)))
        here = self.at(0, 0)
        self.ring, self.level = (_lying(VMobject(stroke_color=role("ink"), stroke_width=width)) for width in (3, 4))
        self.ring.set_points_as_corners([self.tip(way) for way in np.linspace(-np.pi / 2, np.pi / 2, ARC)])
        self.level.set_points_as_corners([self.tip(-np.pi / 2), here, self.tip(np.pi / 2)])
        self.rod = _lying(Arrow(here, self.tip(0), buff=0, stroke_width=9, color=role("ink")))
        self.wasted, self.counts = (_lying(Line(stroke_width=11, stroke_color=role(kind), stroke_opacity=0))
                                    for kind in ("background", "focus"))
        self.plot = Plot((pair.all_of_it, np.pi / 2), (-DEEP * pair.far ** 2, 0), PLOT[1], DEEP * (here - self.tip(0))[1])
        self.plot.shift(np.array([PLOT[0], here[1], 0]) - self.plot.point(pair.all_of_it, 0))
        self.plot.add(self.plot.level(0))
        self.direction = words(text("direction"), BODY, role("quiet")).next_to(self.plot, DOWN, buff=0.2)
        self.curve, self.earth = VMobject(stroke_color=role("error"), stroke_width=6), VMobject()
        self.across = Line(stroke_color=role("ink"), stroke_width=2)
        self.mark = Dot(radius=0.1, color=role("focus"))
        self.furthest = pair.all_of_it
        self.ends = VGroup(*(patched(words(text(key), BODY)).next_to(self.at(*pair.alone(k)), side, buff=0.15)
                             for k, (key, side) in enumerate((("steeper", DOWN + LEFT), ("flatter", DOWN + RIGHT)))))
        self.told = self._told()
        holds(self.earth, self.told["own"].set_z_index(1))      # over what is drawn anew under it
        self.loss = patched(words(text("wasted"), TITLE))
        self.head = VGroup(words(text("change"), BODY, role("error")), words(text("by_slopes"), LABEL, role("quiet")))
        self.head.arrange(DOWN, buff=0.12).next_to(self.plot, UP, buff=HEAD)
        self.moved = [self.earth, self.plot, self.curve, self.across, self.wasted, self.counts, self.rod, self.dot, self.mark,
                      self.dials, *self.turns]
        super().__init__(self.land, self.dials, self.dot)
        self.look(0)

    def look(self, share: float) -> None:
        """From one side, or so that downhill is towards the viewer."""
        self.land.show(SEEN.towards(FACING, share))
        self.stand(0, 0)
        for k, way in enumerate(self.ways):
            way.set_points_as_corners([self.at(0, 0), self.at(*self.pair.alone(k))])

    def _told(self) -> dict[str, VGroup]:
        """By how much the cost changes with all of a step for the steeper knob, with a share for each by its slope, and along
        the level line: a dot on the curve and a number."""
        made = {}
        for key, way, side in (("all", self.pair.all_of_it, UP + RIGHT), ("own", 0, DOWN), ("level", np.pi / 2, UP + LEFT)):
            change, source = self.pair.change(way)
            dot = Dot(self.plot.point(way, change), radius=0.08, color=role("ink"))
            number = Number(change, 2, source=source, size=BODY, color=role("error"), plus=key != "level")
            made[key] = VGroup(dot, number.next_to(dot, side, buff=0.12))
        return made

    def _written(self, name: str, kind: str, side: int) -> list[VGroup]:
        """Under each dial a name, a number and a bar: on one side what its slope is, on the other how far it turns."""
        made = []
        for dial, slope, key in zip(self.dials, self.pair.slopes, self.pair.keys, strict=True):
            middle = dial.face.get_center()
            x = middle[0] + side * np.sign(slope) * HALF
            number = Number(side * slope, 2, source=f"{RUN}:{side}*({key})", size=BODY, plus=True, color=role(kind))
            made.append(VGroup(words(name, LABEL, role(kind)).move_to([x, middle[1] + ROWS[0], 0]),
                               number.move_to([x, middle[1] + ROWS[1], 0]),
                               self._long(Line(stroke_width=16, stroke_color=role(kind)), dial, side * slope)))
        return made

    def _long(self, bar: Line, dial: Dial, value: float) -> Line:
        """A bar under a dial, so long as a value is large."""
        foot = dial.face.get_center() + ROWS[2] * UP
        return bar.set_points_as_corners([foot, foot + BAR * value / self.pair.far * RIGHT])

    def at(self, first: float, second: float) -> np.ndarray:
        """In the frame, the place of the ground where both knobs are turned so far from where they were."""
        steep, flat = self.pair.slopes / self.pair.far ** 2
        return self.land.place(flat * first - steep * second, steep * first + flat * second)

    def tip(self, way: float) -> np.ndarray:
        """In the frame, where a step that way ends."""
        return self.at(*self.pair.step(way))

    def stand(self, first: float, second: float) -> None:
        """Both knobs turned so far from where they were, and the place on the ground."""
        for dial, weight, moved in zip(self.dials, self.weights, (first, second), strict=True):
            dial.point(float(np.clip((weight + moved) / self.scale, -1, 1)))
        self.dot.move_to(self.at(first, second))

    def alone(self, k: int) -> Callable[[float], None]:
        """A function of what share of a step is taken, downhill, with one knob alone."""
        return lambda share: self.stand(*(share * self.pair.alone(k)))

    def turn(self, way: float) -> None:
        """At the end of a step that way."""
        step, here, tip = self.pair.step(way), self.at(0, 0), self.tip(way)
        self.stand(*step)
        self.rod.put_start_and_end_on(here, tip)
        corner = self.at(*(np.cos(way) * self.pair.step(0)))
        self.counts.set_points_as_corners([here, corner])
        self.wasted.set_points_as_corners([corner, tip])
        self.loss.next_to(self.wasted, DOWN, buff=0.15)
        for dial, turned, moved, key in zip(self.dials, self.turns, step, self.pair.turned(way), strict=True):
            turned[1].set_value(float(moved)).source = key
            self._long(turned[2], dial, moved)
        place = self.plot.point(way, self.pair.change(way)[0])
        self.mark.move_to(place)
        self.across.set_points_as_corners([tip, place])
        self.furthest = max(self.furthest, way)
        self._draw()

    def _draw(self) -> None:
        """The curve, as far as a step has been turned."""
        ways = np.linspace(self.pair.all_of_it, max(self.furthest, self.pair.all_of_it + 1e-3), ARC)
        crest = [self.plot.point(way, self.pair.change(way)[0]) for way in ways]
        self.curve.set_points_as_corners(crest)
        self.earth.become(ground(self.plot, crest, SHINE))


def _lying(mobject: VMobject) -> VMobject:
    excuse(mobject, "shape", "it lies on the ground")
    return mobject
