"""A product written out: its factors with as many decimals as it takes for them to make it, as it is shown."""

from typing import NamedTuple

from manim import RIGHT, VGroup

from scenes.kit.closing import fewest, product_closes
from scenes.kit.text import Number, words
from scenes.kit.theme import role

APART = 0.45      # ems between a number and a sign


class Term(NamedTuple):
    """A number of an equation: its value, the key of its value, the role whose colour it has, and whether a plus is shown."""

    value: float
    source: str
    kind: str
    plus: bool = False

    def number(self, decimals: int, size: float) -> Number:
        """It, on screen."""
        return Number(self.value, decimals, plus=self.plus, source=self.source, size=size, color=role(self.kind))


def product(one: Term, other: Term, result: Term, size: float, decimals: int | None = None) -> VGroup:
    """one, times, other, equals, result. decimals: of the result (default: the fewest with which all three close)."""
    closes = product_closes(one.value, other.value, result.value, decimals)
    n = fewest(closes)
    numbers = one.number(n, size), other.number(n, size), result.number(n if decimals is None else decimals, size)
    times, equals = (words(sign, size, role("quiet")) for sign in ("\N{MULTIPLICATION SIGN}", "="))
    return VGroup(numbers[0], times, numbers[1], equals, numbers[2]).arrange(RIGHT, buff=APART * size)
