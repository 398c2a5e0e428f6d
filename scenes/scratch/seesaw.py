"""Two answers at the ends of a beam, each as high as its sum: a neuron's votes tip it, and so would a vote that is missing."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import (DOWN, UP, Animation, AnimationGroup, FadeIn, Line, Mobject, Rectangle, UpdateFromAlphaFunc, VGroup,
                   smooth)

from scenes.kit.declare import holds
from scenes.kit.pushes import BALL, FLAT, ball, push
from scenes.kit.rates import LATE
from scenes.kit.scales import sign_role
from scenes.kit.text import words
from scenes.kit.theme import BODY, role
from scenes.scratch.votes import Votes

COLUMNS = (-2.1, -1.1, -0.1), (6.1, 5.25, 4.4)       # x of what the others give, of the vote, and of the one that is missing
ENDS, BEYOND = (1.25, 3.25), 0.15   # x of the beam's ends; how far the line at 0 goes on beyond the columns
TOP, BOTTOM = 2.3, -2.7             # y of the highest and of the lowest end of a bar
WIDE, DISC, LARGER = 0.62, 0.6, 1.4     # width of a bar; radius of an end of the beam; the name there than over its pile
CLEAR = 0.12                        # from a bar to its name
OUTLINE = 5                         # width of that of a vote that is missing


class Seesaw(VGroup):
    """For either of two answers, from the outside in: what all `others` give it, the vote of one neuron, `given`, and a vote that
    it lacks, `lacking`, each from where the one before ended, with its name; and a beam whose ends are the answers' names, the
    higher one lit.

    votes: on both answers; neuron: the one that votes; more (2,): what is missing; text: a text on screen by its key.
    levels (3, 2): of the beam's ends, without the neuron's vote, with it, and with what is missing.
    """

    def __init__(self, votes: Votes, neuron: int, more: Sequence[float], text: Callable[[str], str]):
        own = votes.terms[:, neuron]
        self.levels = np.array([votes.totals - own, votes.totals, votes.totals + more])
        low, high = min(self.levels.min(), 0), max(self.levels.max(), 0)
        self.unit = (TOP - BOTTOM) / (high - low)
        self.zero = BOTTOM - low * self.unit
        self.grounds = VGroup(*(self.line(min(places) - WIDE / 2 - BEYOND, max(places) + WIDE / 2 + BEYOND, 0)
                                for places in COLUMNS))
        self.others = VGroup(*(push(WIDE, abs(level) * self.unit, "ink").move_to([places[0], self.y(level / 2), 0])
                               for places, level in zip(COLUMNS, self.levels[0], strict=True)))
        self.given = VGroup(*(push(WIDE, abs(vote) * self.unit, sign_role(vote)) for vote in own))
        self.lacking = VGroup(*(Rectangle(width=WIDE, height=max(abs(vote) * self.unit, FLAT), stroke_width=OUTLINE,
                                          stroke_color=role(sign_role(vote))) for vote in more))
        self.steps = VGroup(*(VGroup(*(self.step(k, stage) for stage in (0, 1))) for k in (0, 1)))
        for stage, bars in enumerate((self.given, self.lacking)):
            for k, bar in enumerate(bars):
                bar.move_to([COLUMNS[k][stage + 1], self.y(self.levels[stage:stage + 2, k].mean()), 0])
        self.notes, self.votes, self.missing = (
            VGroup(*(self.note(text(key), k, level, bars[k]) for k, level in enumerate(levels)))
            for key, levels, bars in (("others", self.levels[0], self.others), ("vote", own, self.given),
                                      ("missing", more, self.lacking)))
        discs, names = VGroup(*(ball().scale(DISC / BALL) for _ in ENDS)), votes.names.copy().set_z_index(2)
        for disc, name in zip(discs, names, strict=True):
            holds(disc, name.scale(LARGER))
        self.beam = VGroup(Line(stroke_width=8, stroke_color=role("ink")), discs, names)
        super().__init__(self.grounds, self.others, self.notes, self.steps, self.given, self.votes, self.lacking, self.missing,
                         self.beam)
        self.show(self.levels[0])

    def y(self, level: float) -> float:
        """Of a sum."""
        return self.zero + level * self.unit

    def line(self, left: float, right: float, level: float) -> Line:
        """A level line."""
        return Line([left, self.y(level), 0], [right, self.y(level), 0], stroke_width=2, stroke_color=role("quiet"))

    def step(self, k: int, stage: int) -> Line:
        """From the end of a bar to the next one."""
        left, right = sorted(COLUMNS[k][stage:stage + 2])
        return self.line(left + WIDE / 2, right - WIDE / 2, self.levels[stage, k])

    def note(self, text: str, k: int, height: float, bar: Mobject) -> Mobject:
        """What a bar of answer k is called, beyond its end."""
        name = words(text, BODY, role("quiet"))
        return name.scale(min((WIDE + BEYOND) / name.width, 1)).next_to(bar, UP if height > 0 else DOWN, buff=CLEAR)

    def show(self, levels: Sequence[float]) -> "Seesaw":
        """The beam's ends stand so high, and the name on the higher one is lit."""
        self.now = np.asarray(levels)
        line, discs, names = self.beam
        ends = [np.array([x, self.y(level), 0]) for x, level in zip(ENDS, levels, strict=True)]
        line.put_start_and_end_on(*ends)
        for k, end in enumerate(ends):
            higher = k == int(np.argmax(levels))
            discs[k].move_to(end).set_stroke(role("focus" if higher else "quiet"))
            names[k].move_to(end).set_color(role("activation" if higher else "quiet"))
        return self

    def stand(self, stage: int, **kwargs) -> Animation:
        """What the others give, and if stage is 1 the neuron's vote, and the beam as it stands by that."""
        self.show(self.levels[stage])
        voted = [*self.given, *self.votes, *(both[0] for both in self.steps)] if stage else []
        return FadeIn(self.grounds, self.others, self.notes, *voted, self.beam, **kwargs)

    def carry(self, stage: int, k: int, neuron: Mobject, **kwargs) -> Animation:
        """A bar comes from a neuron, its vote on answer k, or, if stage is 1, the one that is missing; the beam's end goes to
        where it ends."""
        before, after = self.now.copy(), self.now.copy()
        after[k] = self.levels[stage + 1, k]
        return AnimationGroup(
            FadeIn(self.steps[k][stage]), FadeIn((self.given, self.lacking)[stage][k], target_position=neuron, scale=0.2),
            FadeIn((self.votes, self.missing)[stage][k], rate_func=LATE),
            UpdateFromAlphaFunc(self.beam, lambda _, share: self.show(before + share * (after - before)), rate_func=smooth),
            **kwargs)
