"""Why each of two knobs turns in proportion to its slope: along a level line they turn by each other's slope, and the best way
lies at a right angle to it.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, VGroup, angle_of_vector, rotate_vector

from scenes.kit.declare import excuse
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.two_knobs import KINDS, LEVEL, RUN, TwoKnobs
from scenes.scratch.way_back import patched

LEG, FROM = 10, 0.2           # width of a leg; from there to what it is called
LEAST = 1e-3                  # share of a leg; a line can't have no length
ASIDE = LEFT, DOWN            # on which side of each leg that is,
OVER_THERE = RIGHT, DOWN      # and on the level line


class Leaning(Group):
    """On the ground of `two`, seen from above. `legs`, what each knob turns in the step downhill, that in words, `turns`, and in
    its place how much it is, `sizes`; `kept`, what each turns along the level line, and how much, `swapped`.

    walk(share) has turned first the flatter knob and then the steeper one so far along the level line; rotate(way) has turned
    that step to another way. text: a text on screen by its key.
    """

    def __init__(self, two: TwoKnobs, text: Callable[[str], str]):
        self.two, self.pair = two, two.pair
        steep, flat = self.pair.slopes
        self.along = np.array([np.sign(steep) * abs(flat), -np.sign(flat) * abs(steep)])
        self.here = two.at(0, 0)
        corner, tip = two.at(-steep, 0), two.at(-steep, -flat)
        self.legs, self.kept = (VGroup(*(kind(stroke_color=role("ink"), stroke_width=LEG) for kind in KINDS)) for _ in range(2))
        self.legs[0].put_start_and_end_on(self.here, corner)
        self.legs[1].put_start_and_end_on(corner, tip)
        self.turns = VGroup(*(patched(words(text("turned"), BODY)) for _ in KINDS))
        self.sizes, self.swapped = (VGroup(*(self._size(k) for k in order)) for order in ((0, 1), (1, 0)))
        for leg, turn, size, aside in zip(self.legs, self.turns, self.sizes, ASIDE, strict=True):
            turn.next_to(leg, aside, buff=FROM)
            size.next_to(leg, aside, buff=FROM)
        self.walk(1)
        for line, size, aside in zip(self.kept, self.swapped, OVER_THERE, strict=True):
            size.next_to(line, aside, buff=FROM)
        for part in (*self.legs, *self.kept):
            excuse(part, "shape", "it lies on the ground")
        super().__init__(self.legs)
        self.moved = [*two.walked, *self.kept]
        two.reach(self.pair.step(0))

    def _size(self, k: int) -> VGroup:
        slope, key = abs(self.pair.slopes[k]), self.pair.keys[k]
        return patched(Number(slope, 2, source=f"{RUN}:abs({key})", size=TITLE, color=role("error")))

    def walk(self, share: float) -> None:
        """So far along both legs of the level line: half of it is one of them."""
        first, second = min(max(2 * share, LEAST), 1), max(2 * share - 1, LEAST)
        corner = self.two.at(0, first * self.along[1])
        self.kept[1].put_start_and_end_on(self.here, corner)
        self.kept[0].put_start_and_end_on(corner, self.two.at(second * self.along[0], first * self.along[1]))
        self.two.reach(self.along * [second, first])

    def rotate(self, way: float) -> None:
        """The step along the level line, with both its legs, turned to another way."""
        tip = self.two.tip(way)
        turned = angle_of_vector(tip - self.here) - angle_of_vector(self.two.tip(-LEVEL) - self.here)
        corner = self.here + rotate_vector(self.two.at(0, self.along[1]) - self.here, turned)
        self.kept[1].put_start_and_end_on(self.here, corner)
        self.kept[0].put_start_and_end_on(corner, tip)
        self.two.reach(self.pair.step(way))
