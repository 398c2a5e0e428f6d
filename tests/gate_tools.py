"""What the tests of the gate share: a small chapter around a few lines of drawing, and what the gate says of it."""

import textwrap
from pathlib import Path

from scenes.film.gate.sampler import check_chapter

CHAPTER = '''
import numpy as np
from manim import *
from scenes.film.chapter import Chapter
from scenes.kit.declare import dimmed, entry, excuse, furniture, holds, whole_picture
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing
from scenes.kit.matrix import Matrix
from scenes.kit.text import CountTo, Number, code, maths, words
from scenes.kit.theme import role

HALF = 0.5      # a constant that this chapter declares


class Probe(Chapter):
    facts = {}

    def construct(self):
        run = self.pixels
'''

LINES = '[probe]\ntitle = "A probe"\n' + "".join(
    f'{key} = "This sentence says nothing of what is on the screen, and takes a while."\n' for key in
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"))


class Gate:
    """Runs bodies of construct() through the gate, in a folder of their own and without a voice."""

    def __init__(self, folder, monkeypatch):
        self.folder = folder
        monkeypatch.setenv("VOICE", "none")
        monkeypatch.setenv("SCRIPT", str(folder / "script.toml"))

    def write(self, body: str, lines: str = LINES) -> Path:
        """The file of a chapter with this body; self.say keys: first to eighth."""
        path = self.folder / "probe.py"
        path.write_text(CHAPTER + textwrap.indent(textwrap.dedent(body), " " * 8))
        (self.folder / "script.toml").write_text(lines)
        return path

    def run(self, body: str, **options) -> dict:
        """The result of check_chapter for a chapter with this body."""
        return check_chapter(self.write(body, **options), "l", self.folder / "media", self.folder / "check")

    def says(self, body: str, **options) -> list[tuple[str, str]]:
        """[(check, what)] of a body."""
        return [(finding.check, finding.what) for finding in self.run(body, **options)["findings"]]

    def findings(self, drawing: str, **options) -> list:
        """Findings of one beat at whose end the things that `drawing` leaves in a list `shown` are on screen."""
        return self.run(f"{textwrap.dedent(drawing)}\nwith self.say('first') as line:\n"
                        "    self.play(FadeIn(*shown), run_time=0.5)\n"
                        "    self.play(FadeIn(Dot(6 * RIGHT, 0.01)), run_time=line.left)\n", **options)["findings"]

    def beat(self, drawing: str, **options) -> list[tuple[str, str]]:
        """[(check, what)] of such a beat."""
        return [(finding.check, finding.what) for finding in self.findings(drawing, **options)]

    def checks(self, drawing: str, **options) -> set[str]:
        """Which checks complain about a beat."""
        return {check for check, _ in self.beat(drawing, **options)}
