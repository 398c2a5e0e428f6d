"""What to read aloud for a film in one's own voice: each line, the file of its recording, and how long it may take."""

from collections.abc import Sequence
from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.files import write_text
from scenes.film.narration.facts import told
from scenes.film.narration.script import Script
from scenes.film.page import teleprompter
from scenes.film.page.teleprompter import Reading
from scenes.film.terminal import table
from scenes.film.voice import voice
from scenes.film.voice.pace import calm_seconds


def readings(edition: Edition, script: Script, facts: dict[str, str], names: Sequence[str]) -> list[Reading]:
    """All that is spoken in chapters, in order; the seconds are the voice's where it has spoken the line already, else those
    that a calm one takes."""
    speaker = voice.of(edition)

    def seconds(text, name, key):
        return speaker.speak(text, name, key).duration if speaker.is_spoken(text, name, key) else calm_seconds(text)
    return [Reading(script.title(name), f"{name}/{key}.wav", text, round(seconds(text, name, key), 1))
            for name in names for key, text in script.lines(name, facts).items()]


def write(edition: Edition, names: Sequence[str], folder: Path) -> Path:
    """Print what is to be read, and write it as a page to read from, teleprompter.html; returns the page."""
    script, facts = told(edition)
    found = readings(edition, script, facts, names)
    table(("file", ">seconds", "text"), [(one.file, f"{one.seconds:.1f}", one.text) for one in found])
    page = folder / "teleprompter.html"
    write_text(page, teleprompter.text(script, found))
    return page
