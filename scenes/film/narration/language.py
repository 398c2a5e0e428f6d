"""What differs by language: how numbers are said, which article a word takes, where a caption may be split.

A file of narration/languages/ describes one language; no other part of the engine knows any.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field


def unchanged(text: str, word: str) -> str:
    """For languages in which no article depends on the sound of the word after it."""
    return text


def only_itself(word: str) -> tuple[str, ...]:
    """For languages whose plurals are not known here."""
    return (word,)


def as_it_is(word: str) -> str:
    """For languages whose indefinite article is not known here."""
    return word


def with_point(number: int) -> str:
    """Ordinals as figures: "11."."""
    return f"{number}."


@dataclass(frozen=True)
class Language:
    """A language; without more than its codes it says all numbers in figures, as `1,234.5`.

    code: as in a script's file name, "en"; iso: ISO 639-2, "eng"; small: words for 0, 1, 2 and so on; ordinals: for
    first, second and so on; ordinal_figure(n): for those after; number_words: that are numbers where a script has
    them; thousands, decimal: separators; percentage: with {} for the figure; agree(text, word): the text before a
    word, with the article at its end that the word takes; one(word): one of it, as in "a four"; forms(word): a noun
    and its plural; quotes: opening and closing marks; openers: small words that a caption may begin with; clinging:
    those that it must not end with; headings: of the description, by key.
    """

    code: str
    iso: str
    small: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    ordinal_figure: Callable[[int], str] = with_point
    number_words: frozenset[str] = frozenset()
    thousands: str = ","
    decimal: str = "."
    percentage: str = "{} %"
    agree: Callable[[str, str], str] = unchanged
    one: Callable[[str], str] = as_it_is
    forms: Callable[[str], tuple[str, ...]] = only_itself
    quotes: tuple[str, str] = ('"', '"')
    openers: frozenset[str] = frozenset()
    clinging: frozenset[str] = frozenset()
    headings: dict[str, str] = field(default_factory=dict, hash=False)

    def count(self, number: int) -> str:
        """60000 -> "60,000"."""
        return self._written(f"{number:,}")

    def word(self, number: int) -> str:
        """3 -> "three"; a number that has no word here stays in figures."""
        return self.small[number] if 0 <= number < len(self.small) else self.count(number)

    def ordinal(self, number: int) -> str:
        """1 -> "first"."""
        return self.ordinals[number - 1] if 1 <= number <= len(self.ordinals) else self.ordinal_figure(number)

    def fixed(self, number: float, decimals: int) -> str:
        """0.31249 with 3 decimals -> "0.312"."""
        return self._written(f"{number:,.{decimals}f}")

    def general(self, number: float) -> str:
        """0.01 -> "0.01", with as many decimals as it has; the number of an image, 2118, without separators."""
        return str(number) if isinstance(number, int) else self._written(f"{number:g}")

    def percent(self, share: float, decimals: int = 1) -> str:
        """0.9312 -> "93.1 percent"."""
        return self.percentage.replace("{}", self.fixed(100 * share, decimals))

    def heading(self, key: str) -> str:
        """The heading of a part of the description or the page; the part's key if the language has none."""
        return self.headings.get(key, key.capitalize())

    def ungrouped(self, text: str) -> str:
        """A text with its figures in one piece: "60,000.5" -> "60000.5"."""
        return re.sub(rf"(?<=\d){re.escape(self.thousands)}(?=\d{{3}}(?!\d))", "", text)

    def plain_figures(self, text: str) -> str:
        """A text with its figures as programs write them: "60,000" -> "60000", in German "93,1" -> "93.1"."""
        thousands, decimal = re.escape(self.thousands), re.escape(self.decimal)
        figures = rf"(?<![\w.,])\d{{1,3}}(?:{thousands}\d{{3}})+(?:{decimal}\d+)?(?!\w)|\d+{decimal}\d+"
        return re.sub(figures, lambda found: found[0].replace(self.thousands, "").replace(self.decimal, "."), text)

    def _written(self, figures):
        return "".join({",": self.thousands, ".": self.decimal}.get(character, character) for character in figures)
