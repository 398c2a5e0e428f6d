"""One run of a chapter from end to end, in a process of its own, for all tests that ask how it went."""

from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.gate.inspect import Inspector
from scenes.film.rehearse import rehearse
from scenes.film.stage import cues


def observe(edition: Edition, name: str, pictures: Path) -> dict:
    """{"gate": what the gate found, "log": what would be logged beside the chapter's film}."""
    inspector = Inspector(pictures)
    scene = rehearse(edition, edition.film.file(name), inspector)
    scene.clock.spans = [(0, scene.clock.frame)]      # as if all of it had been written
    return {"gate": inspector.result(), "log": cues.log(scene)}
