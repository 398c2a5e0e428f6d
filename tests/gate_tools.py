"""What the tests of the gate share: a small chapter around a few lines of drawing, and what the gate says of it."""

import textwrap
from pathlib import Path

from film_tools import film_in, write_project

from scenes.film.gate.inspect import check_chapter

CHAPTER = '''
import numpy as np
from manim import *
from scenes.scratch.chapter import Chapter
from scenes.kit.declare import dimmed, entry, excuse, furniture, holds, whole_picture
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing
from scenes.kit.matrix import Matrix
from scenes.kit.text import SwitchTo, Number, code, maths, words
from scenes.kit.theme import role

HALF = 0.5      # a constant that this chapter declares


class Probe(Chapter):
    def construct(self):
        run = self.pixels
'''

LINES = '[probe]\ntitle = "A probe"\n' + "".join(
    f'{key} = "This sentence says nothing of what is on the screen, and takes a while."\n' for key in
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"))


class Gate:
    """Runs bodies of construct() through the gate, in a folder of their own and without a voice."""

    def __init__(self, folder):
        self.folder = folder

    @property
    def edition(self):
        return film_in(self.folder, voice="none")

    def write(self, body: str, lines: str = LINES) -> Path:
        """The file of a chapter with this body; self.say keys: first to eighth."""
        write_project(self.folder, {"probe": CHAPTER + textwrap.indent(textwrap.dedent(body), " " * 8)}, lines)
        return self.folder / "probe.py"

    def run(self, body: str, **options) -> dict:
        """The result of check_chapter for a chapter with this body."""
        path = self.write(body, **options)
        return check_chapter(self.edition, path, self.folder / "check")

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
