"""Equations of numbers that stand in a row must hold as they are shown: 0.5 + 0.3 = 0.9 is false at any moment.

A shown figure stands for all values that are rounded to it; an equation is false if no such values make it true.
"""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.film.gate.finding import Finding
from scenes.film.gate.picture import Picture, Piece
from scenes.kit.text import MINUS, Number

NEAR = 2.2           # heights of a figure between two things of a row, at most
EQUALS, BREAK = "=", "break"
SIGNS = {"+": "+", "-": "-", MINUS: "-", "×": "*", "·": "*", "*": "*", "÷": "/", "/": "/", "=": EQUALS}
NAMED = {"plus": "+", "minus": "-", "times": "*", "dot": "*", "dot.c": "*"}       # in Typst's notation
TOKEN = re.compile(rf"\s*(?:([+{MINUS}-]?)(\d[\d,]*(?:\.\d+)?)(%?)|(\S))")


@dataclass(frozen=True)
class Figure:
    """A number as shown: the least and the largest value that it may stand for; sign: whether it is written."""

    low: float
    high: float
    shown: str
    sign: bool = False


def candidates(picture: Picture) -> Iterator[tuple[Finding, tuple]]:
    """False equations of a picture, with the mobjects that take part."""
    for equals in picture.texts:
        if EQUALS in equals.writing.string and "equation" not in dict(equals.declared.excuses):
            row = _row(equals, picture.texts)
            for problem in false(_tokens(row)):
                boxes = [piece.box for piece in row]
                yield (Finding("equation", problem, boxes=boxes, same=("equation", id(row[0].root), problem)),
                       tuple(part for piece in row for part in (piece.root, *(item.mobject for item in piece.items))))


def false(tokens: list) -> Iterator[str]:
    """What is wrong with each equation in a row. tokens: Figures, signs, EQUALS, BREAK."""
    sides: list[list] = [[]]
    for token in [*tokens, BREAK]:
        if token not in (EQUALS, BREAK):
            sides[-1].append(token)
            continue
        if token == BREAK:
            yield from _unequal(sides)
            sides = []
        sides.append([])


def _unequal(sides):
    for left, right in zip(sides, sides[1:]):
        a, b = _value(left), _value(right)
        if a and b and (a[0] > b[1] + 1e-9 or b[0] > a[1] + 1e-9):
            yield f"{_written(left)} = {_written(right)} does not hold: the left side is {_around(a)}"


# --- what stands in a row ------------------------------------------------------------------------

def _row(equals: Piece, texts: list[Piece]) -> list[Piece]:
    """The texts on one line with an equals sign, from left to right, as far as they stand near each other."""
    y = (equals.box[1] + equals.box[3]) / 2
    line = sorted((text for text in texts if text.box[1] <= y <= text.box[3]), key=lambda text: text.box[0])
    at = line.index(equals)
    first = last = at
    while first > 0 and _beside(line[first - 1], line[first]):
        first -= 1
    while last + 1 < len(line) and _beside(line[last], line[last + 1]):
        last += 1
    return line[first:last + 1]


def _beside(one: Piece, other: Piece) -> bool:
    height = max(one.box[3] - one.box[1], other.box[3] - other.box[1])
    gap = other.box[0] - one.box[2]
    return -height / 2 < gap < NEAR * height


def _tokens(row: list[Piece]) -> list:
    tokens: list = []
    for piece in row:
        string = piece.writing.string
        if piece.foreign or piece.writing.kind == "maths":
            tokens.append(NAMED.get(string.strip(), SIGNS.get(string.strip(), BREAK)))
        else:
            tokens += _of_string(string, piece.root)
    return tokens


def _of_string(string: str, root: Any) -> Iterator:
    for sign, figures, percent, other in TOKEN.findall(string):
        if figures:
            yield _figure(sign, figures, percent, root)
        else:
            yield SIGNS.get(other, BREAK)


def _figure(sign, figures, percent, root) -> Figure:
    """A whole number is exact, but for a Number that is rounded to one."""
    value = float(figures.replace(",", "")) * (-1 if sign in ("-", MINUS) else 1)
    decimals = len(figures.partition(".")[2])
    exact = decimals == 0 and (not isinstance(root, Number) or float(root.value).is_integer())
    half = 0.0 if exact else 0.5 * 10.0 ** -decimals
    unit = 0.01 if percent else 1.0
    return Figure((value - half) * unit, (value + half) * unit, sign + figures + percent, bool(sign))


# --- arithmetic with what is rounded -------------------------------------------------------------

def _value(side: list) -> tuple[float, float] | None:
    """The least and the largest value of a side, products first; None for what is no chain of figures and signs."""
    chain: list[Any] = []
    for token in side:
        if isinstance(token, Figure) and token.sign and chain and isinstance(chain[-1], Figure):
            chain.append("+")      # a figure with its sign, after another one
        chain.append(token)
    figures, signs = chain[::2], chain[1::2]
    if len(chain) % 2 == 0 or any(isinstance(sign, Figure) for sign in signs) or \
            not all(isinstance(figure, Figure) for figure in figures):
        return None
    terms = [("+", (figures[0].low, figures[0].high))]
    for sign, figure in zip(signs, figures[1:]):
        if sign in "*/":
            before, value = terms.pop()
            terms.append((before, _product(sign, value, (figure.low, figure.high))))
        else:
            terms.append((sign, (figure.low, figure.high)))
    return (sum(low if sign == "+" else -high for sign, (low, high) in terms),
            sum(high if sign == "+" else -low for sign, (low, high) in terms))


def _product(sign, one, other):
    if sign == "/" and other[0] <= 0 <= other[1]:
        return -np.inf, np.inf
    act = operator.mul if sign == "*" else operator.truediv
    values = [act(a, b) for a in one for b in other]
    return min(values), max(values)


def _written(side):
    return " ".join(token.shown if isinstance(token, Figure) else token for token in side)


def _around(value):
    return f"{value[0]:.4g}" if value[0] == value[1] else f"between {value[0]:.4g} and {value[1]:.4g}"
