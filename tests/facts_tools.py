"""What the tests of film one's narration share: what its placeholders stand for."""

from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.script import Script
from scenes.scratch.film import FILM


def said(**runs) -> dict[str, str]:
    """What the placeholders of film one stand for, in English; runs that are given stand in for its own."""
    return spoken_facts(FILM, {**FILM.runs.load(FILM.runs.folder), **runs}, Script.load(FILM.script("en")))
