"""Double exposure: at a transition, two pictures half-transparent over each other, the one coming, the other leaving."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scenes.film.gate.finding import PLAIN, Finding, name_of_shape, name_of_text
from scenes.film.gate.picture import SEEN, Item, Picture, opacities

LEAST, MOST = 0.15, 0.85     # opacities between which a thing is half-transparent
GRAIN = 0.25                 # manim units; what is nearer does not belong side by side
SHARE = 0.25                 # of the smaller one's area, from which two things lie over each other
AWAY = 0.5                   # of its larger side; what has moved so far goes elsewhere, and does not lie below what comes


@dataclass(eq=False)
class Fading:
    """A thing that comes or leaves: its parts that do, and the cells of a grid that they cover."""

    name: str
    items: list[Item]
    cells: set

    @property
    def box(self) -> np.ndarray:
        boxes = np.array([item.box for item in self.items])
        return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


class Exposure:
    """Compares what is seen within a play call with what was there when it began, and what it will take away."""

    def __init__(self):
        self._before: dict[int, tuple[float, np.ndarray]] = {}
        self._leaving: set[int] = set()
        self._start = 0.0

    def begins(self, picture: Picture, seconds: float) -> None:
        """A play call begins; the picture is that before it, without what it brings."""
        self._before = {id(item.mobject): (_opacity(item), _box(item)) for item in picture.items}
        self._start = seconds

    def moves(self, animations) -> None:
        """These animations have begun."""
        self._leaving = set(_taken_away(animations))

    def candidates(self, picture: Picture) -> Iterator[tuple[Finding, tuple]]:
        """The pair that lies over each other on the largest area, if there is one; one finding for each play call."""
        half = [item for item in picture.items if LEAST < _opacity(item) < MOST
                and "exposure" not in dict(item.declared.excuses)]
        coming = _things([item for item in half if self._was(item) <= SEEN])
        leaving = _things([item for item in half if id(item.mobject) in self._leaving and self._was(item) > SEEN
                           and not self._is_elsewhere(item)])
        pairs = [(one, other) for one in coming for other in leaving if _share(one, other) > SHARE]
        if pairs:
            one, other = max(pairs, key=lambda pair: len(pair[0].cells & pair[1].cells))
            yield (Finding("exposure", f"{one.name} comes over {other.name}, which has not left: both are half-transparent",
                           same=("exposure", self._start), boxes=[one.box, other.box]), ())

    def _was(self, item: Item) -> float:
        return self._before.get(id(item.mobject), (0.0,))[0]

    def _is_elsewhere(self, item: Item) -> bool:
        """Whether it has moved away from where it was, as a pixel that flies into its neuron does."""
        was, now = self._before[id(item.mobject)][1], _box(item)
        moved = np.hypot(*(now[:2] + now[2:] - was[:2] - was[2:]) / 2)
        return bool(moved > AWAY * (was[2:] - was[:2]).max())


def _taken_away(animations) -> Iterator[int]:
    """Identities of all that is not to be seen any more when animations have ended."""
    for animation in animations:
        target = getattr(animation, "ending_mobject", None) or getattr(animation, "target_mobject", None)
        family = animation.mobject.get_family()
        if getattr(animation, "animations", ()):
            yield from _taken_away(animation.animations)
        elif animation.is_remover():
            yield from map(id, family)
        elif target is not None and not animation.is_introducer():      # what is faded in anew blinks, and stays
            yield from (id(part) for part, end in zip(family, target.get_family()) if len(end.points) and not _paint(end))


def _paint(mobject) -> float:
    """The opacity of a mobject's fill or stroke, as it would be drawn."""
    fill, stroke, _ = opacities(mobject)
    return max(fill, stroke)


def _things(items: list[Item]) -> list[Fading]:
    things: dict[int, list[Item]] = {}
    for item in items:
        things.setdefault(id(_owner(item)), []).append(item)
    return [Fading(_name(parts[0]), parts, _cells(parts)) for parts in things.values()]


def _opacity(item: Item) -> float:
    return max(item.fill, item.stroke)


def _box(item: Item) -> np.ndarray:
    """The box of a thing, or of the text that it is a glyph of."""
    return item.text.box if item.text else item.box


def _owner(item: Item):
    """The outermost thing of the kit that it is part of; else its text, or itself."""
    owner = next((part for part in item.path if type(part).__name__ not in PLAIN), None)
    return owner or (item.text.root if item.text else item.mobject)


def _name(item: Item) -> str:
    return name_of_text(item.text) if item.text else name_of_shape(item)


def _share(one: Fading, other: Fading) -> float:
    """The share of the smaller one's cells that are the other's, too."""
    return len(one.cells & other.cells) / max(min(len(one.cells), len(other.cells)), 1)


def _cells(items: list[Item]) -> set:
    """The cells of the grid that a thing covers: all of a filled part's box, and of an open one its line."""
    cells: set = set()
    for item in items:
        if item.fill > SEEN:
            low, high = np.floor(item.box[:2] / GRAIN).astype(int), np.floor(item.box[2:] / GRAIN).astype(int)
            cells.update((x, y) for x in range(low[0], high[0] + 1) for y in range(low[1], high[1] + 1))
        else:
            for line in item.lines:
                cells.update(map(tuple, np.floor(_dense(line) / GRAIN).astype(int).tolist()))
    return cells


def _dense(line: np.ndarray) -> np.ndarray:
    """A polyline (n, 2) with points at most a grain apart."""
    steps = np.maximum(np.ceil(np.linalg.norm(np.diff(line, axis=0), axis=1) / GRAIN).astype(int), 1)
    parts = [start + (end - start) * np.linspace(0, 1, n, endpoint=False)[:, None]
             for start, end, n in zip(line, line[1:], steps)]
    return np.concatenate([*parts, line[-1:]])
