"""One run of a chapter from end to end, in a process of its own, for all tests that ask how it went."""

from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.gate.inspect import Inspector
from scenes.film.rehearse import rehearse
from scenes.film.stage import cues
from scenes.film.stage.observers import Observer
from scenes.kit.text import Number


class Numbers(Observer):
    """Notes the numbers on screen at the end of each line."""

    def __init__(self):
        self.shown: dict[str, dict[str, float]] = {}

    def beat_ends(self, key):
        parts = [part for mobject in self.scene.mobjects for part in mobject.get_family()]
        self.shown[key] = {part.source: part.value for part in parts if isinstance(part, Number)}


def observe(edition: Edition, name: str, pictures: Path) -> dict:
    """{"gate": what the gate found, "log": what would be logged beside the chapter's film, "lines": as spoken,
    "numbers": {key: {source: value}} that are on screen at the end of each line}."""
    inspector, numbers = Inspector(pictures), Numbers()
    scene = rehearse(edition, edition.film.file(name), inspector, numbers)
    scene.clock.spans = [(0, scene.clock.frame)]      # as if all of it had been written
    return {"gate": inspector.result(), "log": cues.log(scene), "lines": scene.lines, "numbers": numbers.shown}
