"""How figures are written on screen: with the separators of the film's language.

What is drawn spells its numbers as programs do, "1,234.5", so that whoever checks it need not know the language; the
glyphs that are seen are the language's.
"""

import re

THOUSANDS, DECIMAL = ",", "."     # as programs write them
FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*\d")

_in_use = {THOUSANDS: THOUSANDS, DECIMAL: DECIMAL}


def use(thousands: str = THOUSANDS, decimal: str = DECIMAL) -> None:
    """Write figures with these separators, a point or a comma each, from now on."""
    _in_use.update({THOUSANDS: thousands, DECIMAL: decimal})


def seen(character: str) -> str:
    """What is drawn for a character of a number: in German a comma for a point."""
    return _in_use.get(character, character)


def written(text: str) -> str:
    """A text whose figures are written as programs do, as it is read on screen: in German "1,234.5" -> "1.234,5"."""
    return FIGURE.sub(lambda figure: figure[0].translate(str.maketrans(_in_use)), text)


def plain(text: str) -> str:
    """A text that is read on screen, its figures written as programs do: in German "1.234,5" -> "1,234.5"."""
    back = {shown: character for character, shown in _in_use.items()}
    return FIGURE.sub(lambda figure: figure[0].translate(str.maketrans(back)), text)
