"""One number of film one where it is spoken of: the move at whose end it stands, and how the script has its line; and what
stands there in another run.

origin_frame_png: the picture at the end of that line; origin_first_png, origin_anew_png and origin_boxes (n, 5) int: the move
that leads to it, as quick.py has its own; origin_box (4,) float64: left, bottom, right and top of the number in Manim's units;
texts: origin_line, the line as written, origin_spoken, as spoken, origin_key, the number's key.

Of a run from other first weights, before its first update: origin_other_w_i_h, _b_i_h, _w_h_o, _b_h_o, and of its first image
origin_other_h (4, 1) and origin_other_o (3, 1); origin_other_cost (1,), that number there; origin_other_seed (1,).
"""

import tempfile
from pathlib import Path

import numpy as np

from network import snapshots, train
from network.mnist import read_data_set
from network.program import WEIGHTS
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
from scenes.scratch import first_cost
from scenes.scratch.film import FILM

CHAPTER, LINE, FACT = "backprop", "answer", "cost_before"
SKIPPED, RATE = 2, 10      # play calls of the line before the move that is shown, and pictures a second of it
TILE = 20                  # pixels
ANOTHER = 7                # the seed of the other run


class Grab(Observer):
    """The pictures of the line's move, and the number in the last of them that shows a key's value."""

    def __init__(self, key: str):
        self.key, self.pictures = key, []
        self.calls = -1       # play calls of the line so far; -1 outside of it

    def beat_begins(self, key, line):
        self.calls = 0 if key == LINE else -1

    def play_begins(self):
        self.calls += self.calls >= 0

    def moving(self, run_time):
        return np.arange(0, run_time, 1 / RATE) if self.calls > SKIPPED else ()

    def look(self, moment):
        self.pictures.append(drawn(self.scene))

    def beat_ends(self, key):
        if key != LINE:
            return
        self.calls = -1
        self.pictures.append(drawn(self.scene))
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
    return Noted({"origin_frame_png": png(grab.pictures[-1]), "origin_box": grab.box, **moved(grab.pictures), **another_run()},
                 {"origin_line": written, "origin_spoken": scene.lines[LINE], "origin_key": grab.source})


def value_of(runs) -> float:
    """What the number shows."""
    return single(Sources(runs, methods=FILM.methods).value(FILM.facts(runs)[FACT].source))


def moved(pictures: list[np.ndarray]) -> dict[str, np.ndarray]:
    """The first picture, and of each other one the tiles that are not as in the one before it."""
    boxes, anew = [], []
    for frame, (before, after) in enumerate(zip(pictures, pictures[1:])):
        sheet = np.zeros_like(after)
        for y, x in np.ndindex(after.shape[0] // TILE, after.shape[1] // TILE):
            tile = np.s_[y * TILE:(y + 1) * TILE, x * TILE:(x + 1) * TILE]
            if (before[tile] != after[tile]).any():
                boxes.append((frame, x * TILE, y * TILE, (x + 1) * TILE, (y + 1) * TILE))
                sheet[tile] = after[tile]
        anew.append(sheet)
    return {"origin_first_png": png(pictures[0]), "origin_anew_png": png(np.concatenate(anew)), "origin_boxes": np.array(boxes)}


def another_run() -> dict[str, np.ndarray]:
    """The small net that learns from other first weights, as its snapshot has it."""
    made = train.make_pixels(read_data_set(None), train.parse(["--seed", str(ANOTHER)]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pixels.npz"
        path.write_bytes(made.content)
        run = snapshots.load(path)
    return {**{f"origin_other_{name}": getattr(run, name)[0].copy() for name in WEIGHTS},
            "origin_other_h": run.h[0, 0].copy(), "origin_other_o": run.o[0, 0].copy(),
            "origin_other_cost": np.array([first_cost.cost(run)]), "origin_other_seed": np.array([ANOTHER])}
