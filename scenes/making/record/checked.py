"""The gate at work: where it looks in a chapter of film one, and what it finds in a small scene with a fault planted in it.

checked_looks (1,) int64: looks at the chapter CHAPTER; checked_sheet_png: some of what was seen, evenly spaced, as a sheet;
checked_sheet (2,) int64: its rows and columns; for each fault NAME of FAULTS, checked_NAME_png: the picture in which
it is found; checked_NAME_boxes (n, 4) float64: left, bottom, right, top of the culprits in Manim's units; texts
checked_NAME_line: the line of the scene, checked_NAME_planted: as it was changed, checked_NAME_said: the rule and what the
gate says; checked_one_png, checked_next_png: the scene without a fault, at the ends of its lines; checked_clean (1,) int64:
how much is found in it.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from scenes.film.edition import edition
from scenes.film.film import load
from scenes.film.gate.inspect import Inspector
from scenes.film.rehearse import rehearse
from scenes.film.stage.find import chapter_path
from scenes.making.log import png
from scenes.making.record.noted import Noted
from scenes.scratch.film import FILM

CHAPTER, SHEET = "one_hot", (4, 5)
LINES = 180                # of a picture of the sheet
PLANTED = Path(__file__).with_name("planted")
FAULTS = {                 # a piece of the scene, and what it becomes
    "overlap": ("[3, 1.4, 0]).set", "[3, -0.7, 0]).set"),
    "invented": ('run.o[-1, 4, 4, 0], 2, source="digits:o[-1,4,4,0]"', '0.95, 2, source=""'),
    "late": ("image.show(run.probe_images[0])", "image.show(run.probe_images[4])"),
}


class Seen(Inspector):
    """The gate, with all that it looks at kept: [(line of the narration, picture as drawn)]; lines: of each picture."""

    def __init__(self, lines: int):
        super().__init__()
        self.lines, self.seen = lines, []

    def _look(self, seconds):
        picture = super()._look(seconds)
        drawn = self._drawer.draw([item.mobject for item in picture.items], picture.frame, self.lines)
        self.seen.append((self._notes.key, drawn))
        return picture


def record() -> Noted:
    noted = Noted()
    look_at_chapter(noted)
    source = (PLANTED / "scene.py").read_text(encoding="utf-8")
    for name, (piece, planted) in FAULTS.items():
        assert source.count(piece) == 1, piece
        line = next(line for line in source.splitlines() if piece in line)
        seen, findings = check(source.replace(piece, planted))
        assert len({finding.check for finding in findings}) == 1, [(finding.check, finding.what) for finding in findings]
        found = findings[0]
        noted.arrays |= {f"checked_{name}_png": png(last(seen, found.key)), f"checked_{name}_boxes": np.array(found.boxes, float)}
        noted.texts |= {f"checked_{name}_line": line.strip(), f"checked_{name}_planted": line.replace(piece, planted).strip(),
                        f"checked_{name}_said": f"{found.check}: {found.what}"}
    seen, findings = check(source)
    noted.arrays |= {f"checked_{key}_png": png(last(seen, key)) for key in ("one", "next")}
    noted.arrays |= {"checked_clean": np.array([len(findings)])}
    return noted


def look_at_chapter(noted: Noted) -> None:
    """How often the gate looks at a chapter, and some of what it sees, evenly spaced."""
    seen = Seen(LINES)
    rehearse(edition(FILM, {}, quality="l"), chapter_path(FILM, CHAPTER), seen)
    rows, columns = SHEET
    chosen = [seen.seen[k][1] for k in np.linspace(0, len(seen.seen) - 1, rows * columns).round().astype(int)]
    pictures = np.array(chosen)
    sheet = pictures.reshape(rows, columns, *pictures.shape[1:]).transpose(0, 2, 1, 3, 4)
    noted.arrays |= {"checked_looks": np.array([seen.result()["looks"]]), "checked_sheet": np.array(SHEET),
                     "checked_sheet_png": png(sheet.reshape(rows * pictures.shape[1], -1, 3))}


def check(source: str) -> tuple[list, list]:
    """What the gate sees of the scene with this text, and the findings."""
    with TemporaryDirectory() as folder:
        project = Path(shutil.copytree(PLANTED, Path(folder) / "planted"))
        (project / "scene.py").write_text(source, encoding="utf-8")
        seen = Seen(720)
        rehearse(edition(load(project / "film.py"), {}, quality="l", voice="none"), project / "scene.py", seen)
        return seen.seen, seen.result()["findings"]


def last(seen: list, key: str) -> np.ndarray:
    """The last picture that was looked at in a line."""
    return [picture for line, picture in seen if line == key][-1]
