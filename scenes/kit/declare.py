"""What is meant to be so: said where a thing is made, for whoever checks the picture (scenes/film/gate).

A mobject may carry notes. `writing` says what a piece of text spells and where its numbers come from; `pointing` of
which value an arrow tells the sign; `declared` what lies in what, what stays for long, and what is excused, with the
reason. Copies keep them.
"""

from dataclasses import dataclass, replace

import numpy as np
from manim import Mobject, VMobject

LEAST_REASON = 12     # characters; an excuse without a reason is none
_T = np.linspace(0, 1, 7)
CHORDS = np.stack([(1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T ** 2, _T ** 3], axis=1)


class Tie:
    """Joins a container and its contents; copies of either stay joined."""

    __slots__ = ()

    def __deepcopy__(self, memo):
        return self


@dataclass(frozen=True, slots=True)
class Declared:
    """inside: ties of the containers a mobject lies in; tie: of those in it; furniture: may stay for long;
    whole: small type is allowed; dimmed: not meant to be read now; excuses: {check: reason}."""

    inside: tuple = ()
    tie: Tie | None = None
    furniture: bool = False
    whole: bool = False
    dimmed: bool = False
    excuses: tuple = ()

    def __deepcopy__(self, memo):
        return self


@dataclass(frozen=True, slots=True)
class Writing:
    """kind: "words", "code", "maths" or "number"; string: what is spelled; em: its size when made, in manim units;
    source: where the numbers in it come from."""

    kind: str
    string: str
    em: float
    source: str = ""

    def __deepcopy__(self, memo):
        return self


@dataclass(frozen=True, slots=True)
class Pointing:
    """source: the key of a value; way (x, y, z): where an arrow points that means it, if it is positive."""

    source: str
    way: tuple[float, float, float]

    def __deepcopy__(self, memo):
        return self


NOTHING = Declared()


def declared(mobject: Mobject) -> Declared:
    """What is declared of a mobject itself."""
    return getattr(mobject, "declared", NOTHING)


def holds(container: Mobject, *contents: Mobject) -> None:
    """The contents lie on the container on purpose: a number in its neuron, a line of code on its panel."""
    tie = declared(container).tie or Tie()
    _declare(container, tie=tie)
    for content in contents:
        _declare(content, inside=(*declared(content).inside, tie))


def furniture(mobject: Mobject) -> Mobject:
    """It may stay for long, still and unmentioned: a title, the diagram that all is about."""
    return _declare(mobject, furniture=True)


def whole_picture(mobject: Mobject) -> Mobject:
    """It is all there is to see, so its type may be as small as 10 pixels at 1080 lines."""
    return _declare(mobject, whole=True)


def dimmed(mobject: Mobject, on: bool = True) -> Mobject:
    """It is not the subject for now and need not be read as easily."""
    return _declare(mobject, dimmed=on)


def excuse(mobject: Mobject, check: str, because: str) -> Mobject:
    """The one check does not apply to it, for this reason. ValueError for a reason that says nothing."""
    if len(because.strip()) < LEAST_REASON:
        raise ValueError(f"an excuse needs a reason: {because!r}")
    return _declare(mobject, excuses=(*declared(mobject).excuses, (check, because)))


def points(arrow: VMobject, source: str, way: np.ndarray) -> VMobject:
    """An arrow, or a triangle, means the value of a key: a positive one makes it point this way, a negative one back."""
    arrow.pointing = Pointing(source, tuple(float(x) for x in way))
    return arrow


def _declare(mobject, **changes):
    """Note it on a mobject and on all its parts, since animations take parts out of their groups."""
    mobject.declared = replace(declared(mobject), **changes)
    known = {}
    for part in mobject.get_family()[1:]:
        old = declared(part)
        if old not in known:
            added = {key: (*getattr(old, key), *(new for new in value if new not in getattr(old, key)))
                     if isinstance(value, tuple) else value for key, value in changes.items()}
            known[old] = replace(old, **added)
        part.declared = known[old]
    return mobject


def spell(mobject: Mobject, writing: Writing) -> Mobject:
    """Note on a text, and on each of its glyphs, what it spells and the figure that each glyph has now."""
    for part in mobject.get_family():
        part.writing = writing
        if len(part.points):
            part.drawn = figure(part.points)
    return mobject


def figure(points: np.ndarray) -> tuple[float, float, float]:
    """What a filled outline of cubic curves (4 n, 3) looks like, wherever it is and however it is turned.

    (root of its area, and its two principal second moments of area, divided by the area squared); 0s without an area.
    By Green's theorem on short chords, so that cutting curves in pieces changes next to nothing.
    """
    curves = points[:len(points) // 4 * 4, :2].reshape(-1, 4, 2) - points[0, :2]
    traced = (curves.transpose(2, 0, 1).reshape(-1, 4) @ CHORDS.T).reshape(2, -1, len(CHORDS))
    (x, y), (u, v) = traced[..., :-1].reshape(2, -1), traced[..., 1:].reshape(2, -1)
    turn = x * v - u * y
    area = turn.sum() / 2
    if abs(area) < 1e-12:
        return 0.0, 0.0, 0.0
    middle = np.array([((x + u) * turn).sum(), ((y + v) * turn).sum()]) / (6 * area)
    xx = ((x * x + x * u + u * u) * turn).sum() / 12 - area * middle[0] ** 2
    yy = ((y * y + y * v + v * v) * turn).sum() / 12 - area * middle[1] ** 2
    xy = ((x * v + 2 * x * y + 2 * u * v + u * y) * turn).sum() / 24 - area * middle[0] * middle[1]
    mean, away = (xx + yy) / 2, float(np.hypot((xx - yy) / 2, xy))
    return float(abs(area)) ** 0.5, float((abs(mean) + away) / area ** 2), float((abs(mean) - away) / area ** 2)


def alike(one: tuple[float, float, float], other: tuple[float, float, float]) -> bool:
    """Whether two figures are of the same shape, at any size and however they are turned."""
    return all(abs(a - b) <= 0.03 * max(a, b) for a, b in zip(one[1:], other[1:]))


# --- keys of values: "RUN:EXPRESSION", where RUN is the name of a run, or "constant:NAME" ---------------------

@dataclass(frozen=True)
class Constant:
    """A number that no run decides: its value (None: any), and why it may be shown."""

    value: float | None
    why: str


CONSTANTS = {
    "axis": Constant(None, "a tick's number is its place on the scale that it marks"),
    "bias_input": Constant(1, "a bias neuron always holds one"),
    "ordinal": Constant(None, "passes and images are counted from one"),
}


def entry(source: str, *index: int) -> str:
    """The key of one entry of an array that has a key; of a constant, the constant."""
    run, _, expression = source.partition(":")
    if run == "constant" or not expression:
        return source
    return f"{run}:{_joined(expression)}[{','.join(map(str, index))}]"


def derived(source: str, suffix: str) -> str:
    """The key of something of an array: derived("pixels:a*b", ".shape") -> "pixels:(a*b).shape"."""
    run, _, expression = source.partition(":")
    return source if run == "constant" or not expression else f"{run}:{_joined(expression)}{suffix}"


def _joined(expression: str) -> str:
    """An expression that can be subscripted: in parentheses unless it is one name with subscripts."""
    depth = 0
    for character in expression:
        depth += (character in "([") - (character in ")]")
        if depth == 0 and character in "+-*/@, ":
            return f"({expression})"
    return expression
