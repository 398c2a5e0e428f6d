"""Things that are done with: still, bright and unmentioned for long after their beat."""

import re

import numpy as np

from scenes.film.gate.finding import WARNING, Finding, name_of_shape, name_of_text
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
        """A beat has ended: what has been there too long."""
        found, items, texts = [], {}, {}
        for item in picture.items:
            if item.seen:
                items.setdefault(id(item.path[0] if item.path else item.mobject), []).append(item)
        for text in picture.texts:
            texts.setdefault(id(text.path[0] if text.path else text.root), []).append(text)
        for key, parts in items.items():
            look = self._look(parts)
            mentioned = any(self._mentions(f"{text.writing.string} {text.writing.source}")
                            for text in texts.get(key, ()))
            moved = key in self.touched or any(id(item.mobject) in self.touched for item in parts)
            old = self.looks.get(key)
            if old is None or old[0] != look or moved or mentioned:
                self.looks[key] = look, seconds, self.beats
                continue
            still, beats = seconds - old[1], self.beats - old[2]
            if still > SECONDS and beats >= BEATS and not all(part.declared.furniture for part in parts) \
                    and max(max(part.fill, part.stroke) for part in parts) > BRIGHT:
                named = [name_of_text(text) for text in texts.get(key, ())] or [name_of_shape(parts[0])]
                found.append(Finding("stale", f"{named[0]} has been still and unmentioned for {still:.0f} s",
                                     severity=WARNING, same=("stale", key), boxes=[_box(parts)]))
        self.looks = {key: look for key, look in self.looks.items() if key in items}
        self.touched.clear()
        return found

    def _look(self, parts) -> int:
        return hash(np.round(np.array([[*part.box, part.fill, part.stroke] for part in parts]), 3).tobytes())

    def _mentions(self, string: str) -> bool:
        """Whether the line speaks of what a text says: a whole word of it, or a name as it is spoken."""
        spoken = f" {' '.join(re.findall(r'[a-z0-9]+', self.spoken.lower()))} "
        names = re.findall(r"[a-z0-9]+", string.lower().replace("_", " "))
        return bool(names) and (f" {' '.join(names)} " in spoken
                                or any(len(name) > 3 and f" {name} " in spoken for name in names))


def _box(parts):
    boxes = np.array([part.box for part in parts])
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
