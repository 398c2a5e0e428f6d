"""Runs of a chapter from end to end, in a process of their own, for all tests that ask how they went.

They are made one after the other there, since what the first one has read and drawn of texts is there for the others.
"""

import gc
from pathlib import Path
from unittest.mock import patch

import numpy as np

from scenes.film.edition import Edition, edition
from scenes.film.gate.finding import DEFECT
from scenes.film.gate.inspect import Inspector
from scenes.film.gate.timing import Timing
from scenes.film.rehearse import rehearse
from scenes.film.stage import cues
from scenes.film.stage.observers import Observer
from scenes.film.voice.speech import Speech
from scenes.kit.declare import spell
from scenes.kit.text import Number

VOICES = {"silent": ("none", 1.0), "hurried": ("hibari", 0.5), "slow": ("hibari", 1.5)}     # and their time's factor


class Numbers(Observer):
    """Notes the numbers on screen at the end of each line, and their keys after each play call."""

    def __init__(self):
        self.shown: dict[str, dict[str, float]] = {}
        self.keys: list[set[str]] = []

    def beat_ends(self, key):
        self.shown[key] = self._now()

    def play_ends(self):
        self.keys.append({*self._now()})

    def _now(self):
        parts = [part for mobject in self.scene.mobjects for part in mobject.get_family()]
        return {part.source: part.value for part in parts if isinstance(part, Number)}


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


class Map(Observer):
    """Notes how the map of the listing looks: its box when the first play call begins, and at the end; then its lines' opacities,
    too."""

    def __init__(self):
        self.seen: dict = {}

    def play_begins(self):
        if not self.seen:
            self.seen["start"] = self._box()

    def at_the_end(self) -> dict:
        return self.seen | {"last": self._opacities(), "end": self._box()}

    def _box(self):
        return [*self.scene.spine.get_center(), self.scene.spine.width]

    def _opacities(self):
        return {number: row[0].get_fill_opacity() for number, row in self.scene.spine.map.rows.items()}


class Scaled(Observer):
    """Gives a chapter's voice another speed. What is heard is silence: only its length and its words' times count."""

    def __init__(self, factor: float):
        self.factor = factor

    def begins(self):
        self.original, self.scene.voice = self.scene.voice, self

    def speak(self, text: str, chapter: str, key: str) -> Speech:
        speech = self.original.speak(text, chapter, key)
        words = [(word, self.factor * begin, self.factor * end) for word, begin, end in speech.words]
        return Speech(np.zeros(round(self.factor * len(speech.samples)), np.float32), words)


def observe(own: Edition, name: str, pictures: Path, voices: bool) -> dict:
    """{"gate": what the gate found, "log": what would be logged beside the chapter's film, "lines": as spoken, "facts":
    what placeholders stand for,
    "numbers": {key: {source: value}} that are on screen at the end of each line, "keys": [set of their sources] after each play
    call, "marks": {(key, mark)} that it waited
    for, "map": what Map notes, "screen": {key: {what it became}} of the script's texts that it asked for, "drawn": Writing of
    all text made, and if voices are asked for, "defects": what the gate finds with each of them}."""
    gc.collect()      # the chapter before this one
    inspector, numbers, asked, chart, drawn = Inspector(pictures), Numbers(), Asked(), Map(), []

    def note(mobject, writing):
        drawn.append(writing)
        return spell(mobject, writing)

    with patch("scenes.kit.text.spell", note):
        scene = rehearse(own, own.film.file(name), inspector, numbers, asked, chart)
    scene.clock.spans = [(0, scene.clock.frame)]      # as if all of it had been written
    return {"gate": inspector.result(), "log": cues.log(scene), "lines": scene.lines, "facts": scene.facts,
            "numbers": numbers.shown, "keys": numbers.keys,
            "marks": asked.marks, "map": chart.at_the_end(), "screen": asked.screen, "drawn": drawn,
            "defects": {told: _defects(own, name, *voice) for told, voice in VOICES.items() if voices}}


def _defects(own: Edition, name: str, voice: str, factor: float) -> list[str]:
    """What the gate finds in a chapter spoken by another voice."""
    timing, spoken = Timing(), edition(own.film, {}, quality=own.quality, voice=voice)
    rehearse(spoken, own.film.file(name), Scaled(factor), timing)
    return [f"{finding.seconds:.1f} s {finding.key} {finding.check}: {finding.what}"
            for finding in timing.findings() if finding.severity == DEFECT]
