"""Things that are done with: still, bright and unmentioned for long after their beat."""

import re

import numpy as np
from manim import VGroup

from scenes.film.gate.finding import PLAIN, WARNING, Finding, name_of_shape, name_of_text
from scenes.film.gate.picture import Picture

SECONDS = 30.0      # still for so long
BEATS = 4           # and for so many lines
BRIGHT = 0.5        # opacity


class Stale:
    """Follows each thing of a scene from beat to beat."""

    def __init__(self):
        self.spoken, self.beats = "", 0
        self.looks: dict[int, tuple[int, float, int]] = {}      # id -> (its look, since when, since which beat)
        self.touched: set[int] = set()

    def hear(self, text: str) -> None:
        """A line begins."""
        self.spoken, self.beats = text, self.beats + 1

    def touch(self, ids) -> None:
        """These mobjects take part in an animation."""
        self.touched.update(ids)

    def see(self, picture: Picture, seconds: float) -> list[Finding]:
        """A beat has ended: what has been there too long, one finding for all that came together."""
        things = self._things(picture)
        late: dict[float, list] = {}
        for key, parts in things.items():
            look, old = self._look(parts), self.looks.get(key)
            moved = key in self.touched or any(id(item.mobject) in self.touched for item in parts)
            if old is None or old[0] != look or moved or self._mentioned(parts):
                self.looks[key] = look, seconds, self.beats
            elif seconds - old[1] > SECONDS and self.beats - old[2] >= BEATS and _disturbs(parts):
                late.setdefault(old[1], []).append((key, parts))
        self.looks = {key: look for key, look in self.looks.items() if key in things}
        self.touched.clear()
        return [self._finding(since, found, seconds) for since, found in late.items()]

    def _things(self, picture):
        """What is seen, by the outermost thing of the kit that it is part of; else a text, with the shapes that form a
        group with it; else a shape by itself."""
        things: dict[int, list] = {}
        beside = {id(text.path[-1]): text.root for text in picture.texts if text.path}
        for item in picture.items:
            if item.seen:
                owner = next((part for part in item.path if type(part).__name__ not in PLAIN), None)
                if owner is None and item.text is None and item.path and isinstance(item.path[-1], VGroup):
                    owner = beside.get(id(item.path[-1]))
                owner = owner or (item.text.root if item.text else item.mobject)
                things.setdefault(id(owner), []).append(item)
        return things

    def _finding(self, since, found, seconds):
        first = min(found[0][1], key=lambda part: part.text is None)
        name = name_of_text(first.text) if first.text else name_of_shape(first)
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        return Finding("stale", f"{name}{more}: still and unmentioned for {seconds - since:.0f} s", severity=WARNING,
                       same=("stale", *(key for key, _ in found)), boxes=[_box(parts) for _, parts in found])

    def _mentioned(self, parts) -> bool:
        texts = {id(item.text): item.text for item in parts if item.text}
        return any(self._mentions(f"{text.writing.string} {text.writing.source}") for text in texts.values())

    def _look(self, parts) -> int:
        return hash(np.round(np.array([[*part.box, part.fill, part.stroke] for part in parts]), 3).tobytes())

    def _mentions(self, string: str) -> bool:
        """Whether the line speaks of what a text says: a whole word of it, or a name as it is spoken."""
        spoken = f" {' '.join(re.findall(r'[a-z0-9]+', self.spoken.lower()))} "
        names = re.findall(r"[a-z0-9]+", string.lower().replace("_", " "))
        return bool(names) and (f" {' '.join(names)} " in spoken
                                or any(len(name) > 3 and f" {name} " in spoken for name in names))


def _disturbs(parts) -> bool:
    """Whether things are bright and not declared to stay."""
    return max(max(part.fill, part.stroke) for part in parts) > BRIGHT \
        and not all(part.declared.furniture for part in parts)


def _box(parts):
    boxes = np.array([part.box for part in parts])
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
