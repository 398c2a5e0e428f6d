"""What each output of the first image gives to the right answer, and what that costs: minus its natural logarithm.

An output that should say 1 gives itself, one that should say 0 gives what it lacks to 1. The chapter on the cost plays this;
nothing here is animated.
"""

from collections.abc import Callable
from math import inf, log

import numpy as np
from manim import DOWN, RIGHT, UP, Line, VGroup

from scenes.kit.closing import fewest, sum_closes, value_closes
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import role
from scenes.scratch import first_cost
from scenes.scratch.misses import NAMED, Ruler

ASKED = 0.75, 0.72           # from a ruler's foot to the middle of its question, to the right and down
TAKEN, GIVES = 0.5, 0.7      # em of what an output lacks, and of what it gives
WHOLE = 1                    # the most that an output can give
ROOM = 2.25                  # for what it gives in figures, which may need many of them


def given(run) -> list[float]:
    """What each output gives to the right answer, 0..1."""
    o, label = run.o[0, 0, :, 0].astype(float), run.label_of(0)[:, 0]
    return np.where(label == 1, o, 1 - o).tolist()


def costs(run) -> list[float]:
    """What that costs each."""
    return [minus_log(share) for share in given(run)]


def minus_log(share: float) -> float:
    """Minus the natural logarithm of a share; without limit where nothing is given."""
    return -log(share) if share > 0 else inf


def decimals_of(run) -> int:
    """So many that each cost follows from what its output gives, as shown, and that they add up to what is told of the image."""
    shares = given(run)
    differences = (sum_closes([1, -share], 1 - share) for share in shares)
    values = (value_closes(minus_log, share, minus_log(share)) for share in shares)
    return fewest(*differences, *values, sum_closes(costs(run), first_cost.cost(run)), least=first_cost.decimals_of(run))


class Given(VGroup):
    """Output i and its label on their ruler, with its `question` and the right `answer` below; text: of a word on the screen.
    `part` of it is what it gives, `equation` beside it in figures; what that costs is `cost`, its key `cost_key`."""

    def __init__(self, run, i: int, text: Callable[[str], str]):
        self.ruler, self.n = Ruler(run, i), decimals_of(run)
        asked = words("?", NAMED, role("quiet"))
        self.answer = words(text("yes") if self.ruler.wanted else text("no"), NAMED, role("target"))
        row = in_line(self.ruler.called, asked, self.answer, buff=0.1)
        self.answer.shift(0.2 * RIGHT)
        row.set_x(self.ruler.foot[0] + ASKED[0]).shift((self.ruler.foot[1] - ASKED[1] - asked.get_y()) * UP)
        self.question = VGroup(self.ruler.called, asked)
        self.ruler.remove(self.ruler.called)
        wanted, o = self.ruler.wanted, f"o[0,0,{i},0]"
        self.value, self.key = given(run)[i], f"pixels:{o}" if wanted else f"pixels:1-{o}"
        self.cost, self.cost_key = costs(run)[i], f"pixels:-log({o if wanted else f'1-{o}'})"
        ends = self.ruler.at(0 if wanted else 1), self.ruler.at(float(run.o[0, 0, i, 0]))
        self.part = Line(*ends, stroke_color=role("target"), stroke_width=9)
        self.equation = self._equation(float(run.o[0, 0, i, 0]), f"pixels:{o}")
        super().__init__(self.ruler, self.question, self.answer, self.part, self.equation)

    def share(self, size: float) -> Number:
        """What it gives, in figures."""
        return Number(self.value, self.n, source=self.key, size=size, color=role("target"))

    def _equation(self, o: float, source: str) -> VGroup:
        """1 - o, and below it = what it gives; of an output that should be 1 that alone."""
        row = VGroup(self.share(GIVES))
        if not self.ruler.wanted:
            one, other = (Number(value, n, source=key, size=TAKEN, color=role(kind)) for value, n, key, kind in
                          ((WHOLE, 0, "constant:WHOLE", "quiet"), (o, self.n, source, "activation")))
            minus, equals = (words(sign, TAKEN, role("quiet")) for sign in ("\N{MINUS SIGN}", "="))
            above, below = VGroup(one, minus, other), VGroup(equals, *row)
            VGroup(*(line.arrange(RIGHT, buff=0.16) for line in (above, below))).arrange(DOWN, buff=0.25, aligned_edge=RIGHT)
            row = VGroup(*above, *below)
        return row.scale(min(ROOM / row.width, 1)).next_to(self.part, RIGHT, buff=0.3)


def both_sides(run, text: Callable[[str], str]) -> VGroup:
    """That of each output; text: of a word on the screen."""
    return VGroup(*(Given(run, i, text) for i in range(run.meta["outputs"])))
