"""One number of film one where it is spoken of: the picture, where the number stands in it, and how the script has its line.

origin_frame_png: the frame at the end of that line; origin_box (4,) float64: left, bottom, right and top of the number in
Manim's units; texts: origin_line, the line as written, origin_spoken, as spoken, origin_key, the number's key.
"""

import numpy as np

from scenes.film.companions.contact import drawn
from scenes.film.edition import edition
from scenes.film.narration.script import Script
from scenes.film.narration.sources import Sources, single
from scenes.film.rehearse import rehearse
from scenes.film.stage.find import chapter_path
from scenes.film.stage.observers import Observer
from scenes.kit.text import Number
from scenes.making.log import png
from scenes.making.record.noted import Noted
from scenes.scratch.film import FILM

CHAPTER, LINE, FACT = "backprop", "answer", "cost_before"


class Grab(Observer):
    """The picture at the end of the line, and the number in it that shows a key's value."""

    def __init__(self, key: str):
        self.key = key

    def beat_ends(self, key):
        if key != LINE:
            return
        self.frame = drawn(self.scene)
        parts = [part for mobject in self.scene.mobjects for part in mobject.get_family()]
        self.source, self.box = next((part.source, np.array([*part.get_corner([-1, -1, 0])[:2], *part.get_corner([1, 1, 0])[:2]]))
                                     for part in parts if isinstance(part, Number) and abs(part.value - self.key) < 1e-6)


def record() -> Noted:
    asked = edition(FILM, {}, quality="m")
    runs = FILM.runs.load(asked.runs)
    grab = Grab(value_of(runs))
    scene = rehearse(asked, chapter_path(FILM, CHAPTER), grab)
    script = Script.load(asked.script_file, asked.language)
    written = next(line for line in script.path.read_text(encoding="utf-8").splitlines()
                   if line.startswith(f"{LINE} = ") and f"{{{FACT}}}" in line)
    return Noted({"origin_frame_png": png(grab.frame), "origin_box": grab.box},
                 {"origin_line": written, "origin_spoken": scene.lines[LINE], "origin_key": grab.source})


def value_of(runs) -> float:
    """What the number shows."""
    return single(Sources(runs, methods=FILM.methods).value(FILM.facts(runs)[FACT].source))
