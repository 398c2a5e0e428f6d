"""One run of a chapter from end to end, in a process of its own, for all tests that ask how it went."""

from pathlib import Path
from unittest.mock import patch

from scenes.film.edition import Edition
from scenes.film.gate.inspect import Inspector
from scenes.film.rehearse import rehearse
from scenes.film.stage import cues
from scenes.film.stage.observers import Observer
from scenes.kit.declare import spell
from scenes.kit.text import Number


class Numbers(Observer):
    """Notes the numbers on screen at the end of each line."""

    def __init__(self):
        self.shown: dict[str, dict[str, float]] = {}

    def beat_ends(self, key):
        parts = [part for mobject in self.scene.mobjects for part in mobject.get_family()]
        self.shown[key] = {part.source: part.value for part in parts if isinstance(part, Number)}


class Asked(Observer):
    """Notes the marks and the texts on screen that a chapter asks its script for."""

    def __init__(self):
        self.marks: set[tuple[str, str]] = set()
        self.screen: dict[str, set[str]] = {}

    def begins(self):
        screen = self.scene.screen

        def ask(key, **values):
            text = screen(key, **values)
            self.screen.setdefault(key, set()).add(text)
            return text
        self.scene.screen = ask

    def beat_begins(self, key, line):
        moment = line.at

        def at(mark):
            self.marks.add((key, mark))
            return moment(mark)
        line.at = at


def observe(edition: Edition, name: str, pictures: Path) -> dict:
    """{"gate": what the gate found, "log": what would be logged beside the chapter's film, "lines": as spoken, "facts":
    what placeholders stand for,
    "numbers": {key: {source: value}} that are on screen at the end of each line, "marks": {(key, mark)} that it waited
    for, "screen": {key: {what it became}} of the script's texts that it asked for, "drawn": Writing of all text made}."""
    inspector, numbers, asked, drawn = Inspector(pictures), Numbers(), Asked(), []

    def note(mobject, writing):
        drawn.append(writing)
        return spell(mobject, writing)

    with patch("scenes.kit.text.spell", note):
        scene = rehearse(edition, edition.film.file(name), inspector, numbers, asked)
    scene.clock.spans = [(0, scene.clock.frame)]      # as if all of it had been written
    return {"gate": inspector.result(), "log": cues.log(scene), "lines": scene.lines, "facts": scene.facts,
            "numbers": numbers.shown,
            "marks": asked.marks, "screen": asked.screen, "drawn": drawn}
