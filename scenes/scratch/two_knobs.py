"""Two knobs of the real net on a piece of tilted ground whose height is the cost, by their slopes: more of it can't be felt in
the fog. A step of a fixed length can go any way: it crosses level lines, and a tray is filled to the cost that it leads to.
What belongs to the one knob is solid, what belongs to the other is dashed.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Dot, Group, Line, Polygon, RightAngle, VGroup, VMobject

from scenes.kit.dashes import Dashes
from scenes.kit.declare import excuse, furniture
from scenes.kit.landscape import Landscape, View
from scenes.kit.relief import Look
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.kit.tray import Tray
from scenes.scratch.knob import Dial
from scenes.scratch.way_back import patched

RUN = "experiments"         # whose they are
KINDS = Line, Dashes        # of what belongs to either knob
SHARE = 0.65                # of the first knob's slope: as steep as this, more or less, the other one is
EDGE = 1.45                 # how far the ground is seen around the feet, in steps
BELOW, LEVELS = 12, 28      # level lines from the ground's foot to the one under the feet, and to where it would be cut off
APART, CEILING = EDGE / BELOW, EDGE * (LEVELS / BELOW - 1)      # from one level line to the next, and where that is, in steps
FOGGY = Look(bend=1, levels=LEVELS, fade=0.42, square=2, light=(-0.8, -0.1, 0.75))
LEVEL = -np.pi / 2          # the way along the level line; straight down is 0
STEP = 2.9                   # manim units of one, from above
FEET = -0.05, 0.3           # where the feet are then
BESIDE, TILT, RISE = 0.5, 0.62, 3.6       # at first, so far from there to one side, so low, and with such a height
FIELD = 13.5, 8.0            # of its picture
DIALS, RADIUS = ((-5.3, 1.95), (-5.3, -1.35)), 0.62     # beside it
ROWS = -0.98, -1.4, -1.78   # under a dial: y of its name, its number, its bar
BREADTH = 14                # of a knob's bar
HEAD_OF = 0.26              # length of a way's arrowhead
OVER = 0.3                  # from a dial to its name
ARC = 121                   # places on the ring
TRAY, TRAY_AT = (1.0, 4.6), (4.85, -0.35)      # of the cost: its size, and its middle
HEAD, RIGHTMOST = 0.35, 6.5   # from there up to its name, and x where that ends at most
BEYOND = 0.54               # from a step's end to how many lines it crosses
FAR = 1.25                  # how far the level line is drawn, in steps
TICK = 0.3                  # of the tray's width


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
    def cost(self) -> float:
        """Of the output, where they are."""
        return -float(np.log(self.output if self.label else 1 - self.output))

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

    def change(self, way: float) -> tuple[float, str]:
        """By how much the cost changes in a step that way, by the slopes; and its key."""
        return self.by(self.step(way))

    def by(self, moved: np.ndarray) -> tuple[float, str]:
        """The same for any turn of both knobs (2,): each slope times that turn, added."""
        parts = (f"({key})*{self.length}*({float(part / self.far)!r})" for key, part in zip(self.keys, moved, strict=True))
        return float(self.slopes @ moved), f"{RUN}:{'+'.join(parts)}"

    def crossed(self, way: float) -> tuple[int, str]:
        """How many level lines a step that way crosses, without the one that it begins on; and its key."""
        change, source = self.change(way)
        run, _, key = source.partition(":")
        return int(abs(change) // (APART * self.far ** 2)), f"{run}:abs({key})//({APART!r}*{self.length}**2)"


class TwoKnobs(Group):
    """The ground, the place on it, both dials. Apart from these: `names`, steeper and flatter, and `slopes`, a name, a number
    and a bar of each knob; `ways`, a step downhill with either knob, and at their `ends` whose they are; `ring`, where a step
    can end; `rod`, a step; `lines`, the level lines that it can cross, `crossings`, where it does, and how many these are,
    `count`; `level`, the line on which the cost stays; `square`, the right angle of the way down and that line; the `tray` with
    the cost after a step, its `ticks`, one for each of the lines, what it was `before`, and its name, `head`; `lowest`, how far
    it falls. `walked` and `turned` are what go() and turn() change.

    weights (2,) and the weight whose pointer is turned furthest; text: a text on screen by its key. look(share) sees the ground
    from one side, 0, or from above, 1; turn(way) goes to the end of a step, go(share, way) walks a step.
    """

    def __init__(self, pair: Pair, weights: np.ndarray, scale: float, text: Callable[[str], str]):
        self.pair, self.weights, self.scale = pair, np.asarray(weights, float), scale
        around = np.array([-EDGE, EDGE])
        self.above = View(-pair.all_of_it, np.pi / 2, STEP * EDGE * np.sqrt(2), RISE, *FEET)
        self.beside = View(BESIDE - pair.all_of_it, TILT, 1.15 * STEP * EDGE * np.sqrt(2), RISE, *FEET)
        self.land = Landscape(around, around, np.outer(around, np.ones(2)), width=FIELD[0], height=FIELD[1], ceiling=CEILING,
                              view=self.above, look=FOGGY)
        excuse(furniture(self.land), "outside", "its borders fade into the background before the frame ends")
        self.dot = Dot(radius=0.13, color=role("focus"))
        self.dials = VGroup(*(Dial(RADIUS, kind).move_to([*place, 0]) for place, kind in zip(DIALS, KINDS, strict=True)))
        called = [text(key) for key in ("steeper", "flatter")]
        self.names = VGroup(*(patched(words(name, BODY)).move_to(dial.face.get_center() + (RADIUS + OVER) * UP)
                              for name, dial in zip(called, self.dials, strict=True)))
        furniture(self.names)
        self.slopes = self._written(text("slope"))
        self.ways = VGroup(*map(Way, KINDS))
        here = self.at(0, 0)
        self.ring, self.level = (_lying(VMobject(stroke_color=role("ink"), stroke_width=width)) for width in (3, 5))
        self.ring.set_points_as_corners([self.tip(way) for way in np.linspace(0, 2 * np.pi, ARC) + pair.all_of_it])
        self.level.set_points_as_corners([here + FAR * (self.tip(way) - here) for way in (LEVEL, -LEVEL)])
        self.rod = _lying(Arrow(here, self.tip(0), buff=0, stroke_width=9, color=role("ink")))
        self.square = _lying(RightAngle(Line(here, self.tip(0)), Line(here, self.tip(-LEVEL)), 0.3, color=role("ink")))
        self.ends = VGroup(*(patched(words(name, BODY)) for name in called))
        most, source = pair.crossed(0)
        self.crossings = VGroup(*(_lying(Dot(radius=0.105, color=role("focus"))) for _ in range(most)))
        self.count = patched(Number(most, 0, source=source, size=2 * TITLE, color=role("focus")))
        self.tray = Tray(pair.cost, *TRAY, pair.cost + pair.far ** 2).move_to([*TRAY_AT, 0])
        self.before = furniture(self.tray.mark(pair.cost).set_z_index(1))      # over what is drawn anew under it
        steps = APART * np.concatenate([-np.arange(most, 0, -1), np.arange(1, most + 1)])
        self.lines = VGroup(*(_lying(Line(self.tip(-way), self.tip(way), stroke_color=role("ink"), stroke_width=2.5,
                                          stroke_opacity=0.7)) for way in np.arccos(-steps)))
        self.ticks = VGroup(*(self.tray.mark(value).scale(TICK, about_edge=LEFT).set_z_index(1)
                              for value in pair.cost + pair.far ** 2 * steps))
        self.lowest = self.tray.mark(pair.cost + pair.change(0)[0], role("focus")).set_z_index(1)
        self.head = VGroup(words(text("change"), BODY, role("error")), words(text("by"), BODY, role("ink")))
        self.head.arrange(DOWN, buff=0.12).next_to(self.tray, UP, buff=HEAD)
        self.head.shift(min(RIGHTMOST - self.head.get_right()[0], 0) * RIGHT)
        self.walked = [self.tray, self.dials, self.dot]
        self.turned = [self.tray, self.dials, self.rod, self.crossings, self.count]
        super().__init__(self.land, self.dials, self.dot)
        self.look(0)

    def look(self, share: float) -> None:
        """From one side, or from above."""
        self.land.show(self.beside.towards(self.above, share))
        self.stand(0, 0)
        for k, way in enumerate(self.ways):
            way.lay(self.at(0, 0), self.at(*self.pair.alone(k)))
            self.ends[k].next_to(way.end, (DOWN, RIGHT)[k], buff=0.12)

    def _written(self, name: str) -> list[VGroup]:
        """Under each dial a name, a number and a bar: what its slope is."""
        made = []
        for dial, slope, key, kind in zip(self.dials, self.pair.slopes, self.pair.keys, KINDS, strict=True):
            x, y, _ = dial.face.get_center()
            half = STEP / 2 * abs(slope) / self.pair.far * RIGHT
            number = Number(slope, 2, source=f"{RUN}:{key}", size=BODY, plus=True, color=role("error"))
            made.append(furniture(VGroup(patched(words(name, BODY, role("error"))), number,
                                         kind(-half, half, stroke_width=BREADTH, stroke_color=role("ink")))))
            for part, row in zip(made[-1], ROWS, strict=True):
                part.move_to([x, y + row, 0])
        return made

    def at(self, first: float, second: float) -> np.ndarray:
        """In the frame, the place of the ground where both knobs are turned so far from where they were."""
        steep, flat = self.pair.slopes / self.pair.far ** 2
        return self.land.place(flat * first - steep * second, steep * first + flat * second)

    def tip(self, way: float) -> np.ndarray:
        """In the frame, where a step that way ends."""
        return self.at(*self.pair.step(way))

    def stand(self, first: float, second: float) -> None:
        """Both knobs turned so far from where they were, and the place on the ground."""
        self.point(first, second)
        self.dot.move_to(self.at(first, second))

    def point(self, first: float, second: float) -> None:
        """Both dials alone."""
        for dial, weight, moved in zip(self.dials, self.weights, (first, second), strict=True):
            dial.point(float(np.clip((weight + moved) / self.scale, -1, 1)))

    def alone(self, k: int) -> Callable[[float], None]:
        """A function of what share of a step is taken, downhill, with one knob alone."""
        return lambda share: self.stand(*(share * self.pair.alone(k)))

    def turn(self, way: float) -> None:
        """At the end of a step that way; where it crosses level lines, dots are lit."""
        here, tip, (crossed, source) = self.at(0, 0), self.tip(way), self.pair.crossed(way)
        self.reach(self.pair.step(way))
        self.rod.put_start_and_end_on(here, tip)
        for k, dot in enumerate(self.crossings, 1):
            share = k * APART / abs(np.cos(way)) if k <= crossed else 0
            dot.move_to(here + share * (tip - here)).set_opacity(float(k <= crossed))
        self.count[1].set_value(crossed).source = source
        self.count.move_to(tip + BEYOND * (tip - here) / np.linalg.norm(tip - here))

    def go(self, share: float, way: float = 0) -> None:
        """A share of a step is taken."""
        self.reach(share * self.pair.step(way))

    def reach(self, moved: np.ndarray) -> None:
        """Both knobs are turned so far (2,), and the tray has the cost that this leads to."""
        self.stand(*moved)
        self.tray.show(self.pair.cost + self.pair.by(moved)[0])


class Way(VGroup):
    """An arrow, its line of a kind; lay(start, end) draws it, from `start` to `end`."""

    def __init__(self, kind: type[Line]):
        self.head = Polygon(DOWN, UP, RIGHT, stroke_width=0, fill_color=role("ink"), fill_opacity=1)
        super().__init__(kind(stroke_color=role("ink"), stroke_width=6), self.head)
        _lying(self)

    def lay(self, start: np.ndarray, end: np.ndarray) -> None:
        self.start, self.end = start, end
        along = (end - start) / np.linalg.norm(end - start)
        foot, aside = end - HEAD_OF * along, HEAD_OF / 2 * np.array([-along[1], along[0], 0])
        self[0].put_start_and_end_on(start, foot)
        self.head.set_points_as_corners([foot + aside, end, foot - aside, foot + aside])


def _lying(mobject: VMobject) -> VMobject:
    excuse(mobject, "shape", "it lies on the ground")
    return mobject
