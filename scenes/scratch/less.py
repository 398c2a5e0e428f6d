"""What a step of two knobs lowers the cost by, written out: each slope times its turn, added. First for the best way; then for a
step as long in which some turn is shifted from one knob to the other: it is less.

The chapter on going downhill plays this; nothing here is animated.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from scenes.kit.closing import fewest
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role
from scenes.scratch.sorting import HUES
from scenes.scratch.two_knobs import RUN, Pair
from scenes.scratch.way_back import patched

SHIFTS = 0.75, 0.8, 0.85, 0.7, 0.65, 0.6     # of the way from the best step to that with the steeper knob alone, one of them
START, END, ROWS = 1.5, 6.45, (0.1, -0.6, -1.3)      # x at which all begin, and end at most; y of what is written for each step


def shifted(pair: Pair) -> tuple[list[float], int]:
    """The best way, one with more of the steeper knob and one with more of the flatter; and with how many decimals what they
    lower the cost by is written."""
    tried = [[0, shift * pair.all_of_it, -shift * pair.all_of_it] for shift in SHIFTS]
    decimals = [fewest(*(closes(pair, way) for way in ways)) for ways in tried]
    return tried[decimals.index(min(decimals))], min(decimals)


class Less(VGroup):
    """`head`, what it is; `rows`, one for each of the `ways`. text: a text on screen by its key."""

    def __init__(self, pair: Pair, text: Callable[[str], str]):
        self.ways, decimals = shifted(pair)
        self.rows = VGroup(*(row(pair, way, decimals) for way in self.ways))
        self.rows.scale(min((END - START) / max(one.width for one in self.rows), 1))
        for one, y in zip(self.rows, ROWS, strict=True):
            one.move_to([START, y, 0], aligned_edge=LEFT)
        self.head = VGroup(words(text("falls"), BODY, role("error")), words(text("by"), BODY, role("ink")))
        self.head.arrange(DOWN, buff=0.12, aligned_edge=LEFT).next_to(self.rows, UP, buff=0.35, aligned_edge=LEFT)
        super().__init__(self.head, self.rows)


def row(pair: Pair, way: float, decimals: int) -> VGroup:
    """Slope times turn, and the same for the other knob; what they are together is its last part."""
    parts = []
    for turn, slope, key, hue in zip(pair.step(way), pair.slopes, pair.keys, HUES, strict=True):
        turned = f"{RUN}:{pair.length}*{float(abs(turn) / pair.far)!r}"
        parts += [words("+", BODY, role("quiet"))] if parts else []
        parts += [Number(abs(slope), decimals, source=f"{RUN}:abs({key})", size=BODY, color=role(hue)),
                  words("\N{MULTIPLICATION SIGN}", BODY, role("quiet")),
                  Number(abs(turn), decimals, source=turned, size=BODY, color=role(hue))]
    change, source = pair.change(way)
    run, _, key = source.partition(":")
    total = Number(abs(change), decimals, source=f"{run}:abs({key})", size=BODY, color=role("error"))
    return patched(in_line(*parts, words("=", BODY, role("quiet")), total, buff=0.08))


def closes(pair: Pair, way: float) -> Callable[[int], bool]:
    """Whether what is written for a way, with n decimals, is right, and less than for the best way."""
    def right(n: int) -> bool:
        best, fall = (round(abs(pair.change(one)[0]), n) for one in (0, way))
        added = float(np.round(pair.slopes, n) @ np.round(pair.step(way), n))
        return round(abs(added), n) == fall and (way == 0 or fall < best)
    return right
