"""Where numbers come from: what is shown is the value of a key, rounded; a bare literal fails. The same for speech."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from scenes.film.gate.finding import Finding, name_of_text
from scenes.film.gate.picture import Picture, Piece
from scenes.film.narration.sources import ANY, BadSource, Sources, single
from scenes.kit import figures
from scenes.kit.declare import alike, figure
from scenes.kit.text import MINUS, Number, _glyph

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")
IN_NAME = re.compile(r"(?<=[A-Za-z_])\d+|\d+(?=[A-Za-z_])")
FORMULA = re.compile(r"\d+(?:\.\d+)?")
LARGEST_IN_FORMULA = 10      # 2 in a derivative is mathematics, 0.31 is a measurement
CLOSE = 2e-6                 # of the larger one; single precision and the order of sums


def candidates(picture: Picture, sources: Sources, programs: list[str], moving,
               trusted: set) -> Iterator[tuple[Finding, tuple]]:
    """Numbers and texts with numbers whose keys do not give what is shown; what moves is not looked at.

    programs: texts of programs that ran, whose lines may be shown; trusted: texts that were found in order and need not be
    looked at again for now; more are added.
    """
    for text in picture.texts:
        known = id(text.root), text.writing.string, text.writing.source, len(text.items)
        if known in trusted or id(text.root) in moving or any(id(item.mobject) in moving for item in text.items):
            continue
        problem = _problem(text, sources, programs)
        if problem is None:
            trusted.add(known)
        if problem and "provenance" not in dict(text.declared.excuses):
            yield (Finding("provenance", f"{name_of_text(text)}: {problem}", boxes=[text.box],
                           same=("provenance", text.writing.source, text.writing.string, problem)), ())


def _problem(text: Piece, sources: Sources, programs: list[str]) -> str | None:
    if text.foreign:
        return "it was not made by words(), code(), maths() or Number, so that nobody knows what it shows"
    try:
        if isinstance(text.root, Number):
            return _number(text, sources)
        if text.redrawn:
            return "its glyphs were turned into others; ReplacementTransform puts the new text in the place of the old"
        if text.writing.kind == "maths":
            return _formula(text.writing.string)
        return _words(text, sources, programs)
    except BadSource as error:
        return str(error)


def _number(text: Piece, sources: Sources) -> str | None:
    number: Any = text.root
    shown = text.writing.string
    if not drawn_as_told(text):
        return "its glyphs were turned into others; ReplacementTransform puts the new number in the place of the old"
    value = sources.value(number.source)
    if value is ANY:
        return None
    value = single(value)
    if number._text(value) == shown or abs(value - number.value) <= CLOSE * max(abs(value), abs(number.value)):
        return None
    return f"its source {number.source!r} is {value:.6g}, rounded {number._text(value)}"


def drawn_as_told(text: Piece) -> bool:
    """Whether the glyphs that are seen, drawn from the last to the first, are those of the number's value.

    Transform may leave a glyph twice in one place, which is no harm.
    """
    glyphs, last = [], None
    for item in text.seen:
        drawn, place = figure(item.mobject.points), np.round(item.box, 2)
        if drawn[0] > 0 and (last is None or (place != last).any()):
            glyphs.append(drawn)
            last = place
    return len(glyphs) == len(text.writing.string) and \
        all(alike(glyph, _figure(figures.seen(character))) for glyph, character in zip(glyphs[::-1], text.writing.string))


@cache
def _figure(character: str) -> tuple[float, float, float]:
    return figure(_glyph(character))


def _formula(expression: str) -> str | None:
    plain = re.sub(r'"[^"]*"', "", expression)
    measured = [found for found in FORMULA.findall(plain) if "." in found or int(found) > LARGEST_IN_FORMULA]
    if measured:
        return f"a formula holds letters; {measured[0]} belongs in a Number with its source"
    if FORMULA.search(plain) and not re.search(r"[A-Za-z]", re.sub(r"\b(dot|times|plus|minus|frac|sqrt)\b", "", plain)):
        return "a formula of numbers only; show them as Numbers with their sources"
    return None


def _words(text: Piece, sources: Sources, programs: list[str]) -> str | None:
    string, source = text.writing.string, text.writing.source
    shown = numbers_in(string)
    if not shown or (text.writing.kind == "code" and _in_program(string, programs)):
        return None
    value = sources.value(source)
    if value is ANY:
        return None
    return told(string, value)


def told(string: str, value) -> str | None:
    """What is wrong with the numbers in a text, in the order in which they stand, beside the values of its key."""
    if isinstance(value, str):
        told_so = _bare(string) in _bare(value) or not numbers_in(string.replace(value, ""))
        return None if told_so else f"its source says {value!r}"
    shown, values = numbers_in(string), list(_flat(value))
    if values and all(isinstance(part, str) for part in values):
        return None if any(_bare(string) in _bare(part) for part in values) else f"its source says {values[0]!r}"
    if isinstance(value, bool | np.bool_) and not shown:
        return None         # a word that depends on a comparison, such as "falls"
    if len(shown) != len(values):
        return f"{len(shown)} numbers are shown, its source has {len(values)}"
    for written, actual in zip(shown, values):
        decimals = len(written.partition(".")[2])
        if f"{actual:.{decimals}f}".lstrip("-" + MINUS) != written:
            return f"{written} is shown, its source is {actual:.6g}"
    return None


def _flat(value):
    """The single values of a number, an array, or a tuple or list of them."""
    if isinstance(value, tuple | list):
        for part in value:
            yield from _flat(part)
    else:
        yield from np.ravel(value).tolist()


def numbers_in(string: str) -> list[str]:
    """The numbers that stand in a text, without their thousands' commas; figures in names are none."""
    return [found.replace(",", "").rstrip(",") for found in NUMBER.findall(IN_NAME.sub("", string))]


def _in_program(string: str, programs: list[str]) -> bool:
    """Whether a line of code is part of a program that ran."""
    return any(_bare(string) in _bare(program) for program in programs)


def _bare(string: str) -> str:
    return re.sub(r"\s", "", string)
