"""Runs a chapter without drawing it, for those who look at it: contact sheets, the gate, tests; and for its sound."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from manim import Manager

from scenes.film.edition import Edition
from scenes.film.join import soundtrack
from scenes.film.stage.find import chapter_class
from scenes.film.stage.observers import Observer
from scenes.film.stage.scene import NarratedScene
from scenes.film.stage.settings import in_force, settings
from scenes.film.voice import voice

UNDRAWN = {"dry_run": True, "disable_caching": True}


def rehearse(edition: Edition, path: Path, *observers: Observer, **changed) -> NarratedScene:
    """Run the chapter in a file from end to end, told to observers; returns it as it is then.

    Play calls are skipped to their ends, but for the moments that observers ask for. changed: Manim's settings that
    are to be others than the edition's.
    """
    chapter = chapter_class(edition.film, path)
    with in_force(settings(edition, path) | UNDRAWN | changed):
        scene = chapter(skip_animations=True, edition=edition, observers=observers)
        undrawn: Any = scene.renderer
        undrawn.update_frame = undrawn.save_static_frame_data = _nothing
        with scene.tidied():
            Manager(scene).render()
        return scene


def _nothing(*args, **kwargs) -> None:
    """Instead of drawing."""


def sound_ahead(edition: Edition, path: Path) -> None:
    """Make the sound of the chapter in a file while another process draws it, who then finds it."""
    voice.of(edition).tells = False      # the process that wants the film does
    scene = rehearse(edition, path, disable_caching=False)      # with the outlines of texts that are there
    whole = replace(scene.clock, spans=[(0, scene.clock.frame)])
    soundtrack.of(scene.cues, whole, edition.sound(scene.name))
