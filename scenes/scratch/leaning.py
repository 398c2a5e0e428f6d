"""Why each of two knobs turns in proportion to its slope: along a level line they turn by each other's slope, and the best way
lies at a right angle to it.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Dot, Group, Line, VGroup, VMobject

from scenes.kit.declare import excuse
from scenes.kit.landscape import View
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.sorting import HUES
from scenes.scratch.two_knobs import APART, BREADTH, EDGE, FAR, FEET, RISE, RUN, STEP, TwoKnobs
from scenes.scratch.way_back import patched

HERE, LARGE = (0.1, 0.95), 2.9     # where the feet are, and a step in manim units, when they are seen from nearer
LEG = 10                            # width of a leg
BESIDE, FROM = 0.34, 0.22           # from a leg to the bar beside it, and from there to what it is
NEARER = 1.0                        # how far the level line is drawn then, in steps
NOTHING = np.array([6.5, -0.3, 0])  # right end of what a step along the level line comes to
ASIDE = LEFT, DOWN                  # on which side of each leg that is
CORNER = 0.3                        # side of the right angle's mark
LEAST = 1e-3                        # manim units; a line can't have no length


class Leaning(Group):
    """show(near): 0 is where `two` has its step downhill, 1 is from nearer. The ground,
    the dials and the slopes at these are those of `two`. `level`, the line on which the cost stays, and `lines`, those below;
    `rod`, the step downhill; `square`, their right angle; `legs`, what each knob turns in it, and that in words, `turns`;
    `bars`, their slopes, and `said`, how much these are; `kept`, what each turns along the level line, and `nothing`, why the
    cost stays there. walk(share) takes a share of the step: `dot`.

    text: a text on screen by its key.
    """

    def __init__(self, two: TwoKnobs, text: Callable[[str], str]):
        self.two, self.pair = two, two.pair
        self.slopes = np.abs(self.pair.slopes)
        self.level = VMobject(stroke_color=role("ink"), stroke_width=5)
        self.lines = VGroup(*(VMobject(stroke_color=role("ink"), stroke_width=2.5) for _ in range(len(two.lines) // 2)))
        self.rod = Arrow(LEFT, RIGHT, buff=0, stroke_width=9, color=role("ink"))
        self.square = VMobject(stroke_color=role("ink"), stroke_width=4)
        self.legs, self.bars = (VGroup(*(Line(stroke_color=role(hue), stroke_width=width) for hue in HUES))
                                for width in (LEG, BREADTH))
        self.kept = VGroup(*(Line(stroke_color=role(hue), stroke_width=LEG) for hue in HUES))
        self.dot = Dot(radius=0.13, color=role("focus"))
        for part in (self.level, *self.lines, self.rod, self.square, *self.legs, *self.bars, *self.kept, self.dot):
            excuse(part, "shape", "it lies on the ground")
        self.said = VGroup(*(patched(in_line(words(text("slope"), BODY, role(hue)),
                                             Number(slope, 2, source=f"{RUN}:{key}", size=BODY, plus=True, color=role(hue))))
                             for slope, key, hue in zip(self.pair.slopes, self.pair.keys, HUES, strict=True)))
        self.turns = VGroup(*(patched(words(text("turned"), BODY, role(hue))) for hue in HUES))
        self.nothing = self._nothing(text("by"))
        super().__init__(self.lines, self.level, self.square, self.rod, self.legs, self.bars)
        self.show()
        for said, bar, side in zip(self.said, self.bars, (LEFT, DOWN), strict=True):
            said.next_to(bar, side, buff=FROM)

    def beyond(self, k: int) -> np.ndarray:
        """Where a turn is named when there is a bar beside its leg."""
        half = self.turns[k].width / 2
        return self.legs[k].get_end() + (FROM + half) * RIGHT + (UP / 2 if k == 0 else 0)

    def show(self, near: float = 1) -> None:
        """How everything lies."""
        steep, flat = self.slopes
        far = float(np.hypot(steep, flat))
        self.here = np.array([*(np.array(FEET) + near * (np.array(HERE) - FEET)), 0])
        self.step, self.reach = STEP + near * (LARGE - STEP), FAR + near * (NEARER - FAR)
        self.moved, scale = -self.pair.slopes, self.step / self.pair.far
        down = (steep * DOWN + flat * RIGHT) / far
        along = np.array([-down[1], down[0], 0])
        self.two.land.show(View(float(np.arctan2(flat, steep)), np.pi / 2, self.step * EDGE * np.sqrt(2), RISE, *self.here[:2]))
        self.two.point(*self.moved)
        self._draw_lines(down, along, self.step * APART)
        self._draw_step(scale * steep, scale * flat)
        corner = self.here + scale * steep * RIGHT
        self.kept[1].put_start_and_end_on(self.here, corner)
        self.kept[0].put_start_and_end_on(corner, corner + scale * flat * UP)
        self.square.set_points_as_corners([self.here + CORNER * part for part in (down, down + along, along)])
        for leg, bar, aside in zip(self.legs, self.bars, ASIDE, strict=True):
            bar.put_start_and_end_on(leg.get_start() + BESIDE * aside, leg.get_end() + BESIDE * aside)

    def _nothing(self, name: str) -> VGroup:
        """Each slope times its turn along the level line, where each knob turns as far as the other one's slope, the second back:
        its name, both products, and what they are together."""
        first, second = (f"abs({key})" for key in self.pair.keys)

        def sign(text: str) -> VMobject:
            return words(text, TITLE, role("quiet"))

        def product(one: int, hue: str) -> list[VMobject]:
            numbers = (Number(self.slopes[k], 2, source=f"{RUN}:{(first, second)[k]}", size=TITLE, color=role(hue))
                       for k in (one, 1 - one))
            return [next(numbers), sign("\N{MULTIPLICATION SIGN}"), next(numbers)]
        zero = Number(0, 0, source=f"{RUN}:{first}*{second}-{second}*{first}", size=TITLE, color=role("error"))
        rows = (product(0, HUES[0]), [sign("\N{MINUS SIGN}"), *product(1, HUES[1])], [sign("="), zero])
        told = VGroup(words(name, BODY, role("ink")), *(in_line(*row, buff=0.12) for row in rows))
        return VGroup(*map(patched, told.arrange(DOWN, buff=0.3, aligned_edge=RIGHT))).move_to(NOTHING, RIGHT)

    def _draw_step(self, first: float, second: float) -> None:
        """The rod, and below and beside it what each knob turns, in manim units, with its name."""
        corner = self.here + first * DOWN
        self.tip = corner + second * RIGHT
        self.rod.put_start_and_end_on(self.here, self.tip)
        ends = (self.here, corner), (corner, self.tip)
        for leg, turn, (start, end), aside in zip(self.legs, self.turns, ends, ASIDE, strict=True):
            leg.put_start_and_end_on(start, end if np.linalg.norm(end - start) > LEAST else start + LEAST * RIGHT)
            turn.next_to(leg, aside, buff=FROM)

    def _draw_lines(self, down: np.ndarray, along: np.ndarray, apart: float) -> None:
        """The level lines further down, within a step's length."""
        self.level.set_points_as_corners([self.here + way * self.reach * self.step * along for way in (-1, 1)])
        for k, line in enumerate(self.lines, 1):
            half = np.sqrt(max(self.step ** 2 - (k * apart) ** 2, LEAST ** 2))
            middle = self.here + k * apart * down
            line.set_points_as_corners([middle - half * along, middle + half * along])
            line.set_stroke(opacity=0.7 * (half > 2 * LEAST))

    def walk(self, share: float) -> None:
        """So far along the step, and both knobs with it."""
        self.two.point(*(share * self.moved))
        self.dot.move_to(self.here + share * (self.tip - self.here))
