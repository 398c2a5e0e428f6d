"""The gate at work: where it looks in a chapter of film one, and what it finds in a small scene with a fault planted in it.

checked_looks (1,) int64: looks at the chapter CHAPTER; checked_shown (K,) int64: each so many'th of them, and checked_shown_png:
what was seen there, one picture below the other; for each fault NAME of FAULTS, checked_NAME_png: the picture in which
it is found; checked_NAME_boxes (n, 4) float64: left, bottom, right, top of the culprits in Manim's units; texts
checked_NAME_line: the line of the scene, checked_NAME_planted: as it was changed, checked_NAME_said: the rule and what the
gate says; checked_one_png, checked_next_png: the scene without a fault, at the ends of its lines; checked_clean (1,) int64:
how much is found in it.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from scenes.film.edition import Edition, edition
from scenes.film.film import load
from scenes.film.gate.boxed import Drawer
from scenes.film.gate.inspect import Inspector
from scenes.film.rehearse import rehearse
from scenes.film.stage.find import chapter_path
from scenes.making.log import png
from scenes.making.record.noted import Noted
from scenes.scratch.film import FILM

CHAPTER, EACH = "one_hot", 3     # of its looks each third is kept
LINES = 324                # of a picture of it
PLANTED = Path(__file__).with_name("planted")
FAULTS = {                 # a piece of the scene, and what it becomes
    "overlap": ("[3, 1.4, 0]).set", "[3, -0.7, 0]).set"),
    "invented": ('run.o[-1, 4, 4, 0], 2, source="digits:o[-1,4,4,0]"', '0.95, 2, source=""'),
    "late": ("image.show(run.probe_images[0])", "image.show(run.probe_images[4])"),
}


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
    seen, _ = inspect(edition(FILM, {}, quality="l"), chapter_path(FILM, CHAPTER), LINES)
    shown = np.arange(0, len(seen), EACH)
    noted.arrays |= {"checked_looks": np.array([len(seen)]), "checked_shown": shown,
                     "checked_shown_png": png(np.concatenate([seen[k][1] for k in shown]))}


def inspect(asked: Edition, path: Path, lines: int) -> tuple[list[tuple[str, np.ndarray]], list]:
    """What the gate looks at in a chapter: (line of the narration, picture of so many lines); and its findings."""
    seen, drawer = [], Drawer()
    inspector = Inspector(seen=lambda key, picture: seen.append(
        (key, drawer.draw([item.mobject for item in picture.items], picture.frame, lines))))
    rehearse(asked, path, inspector)
    result = inspector.result()
    assert result["looks"] == len(seen)
    return seen, result["findings"]


def check(source: str) -> tuple[list, list]:
    """What the gate sees of the scene with this text, and the findings."""
    with TemporaryDirectory() as folder:
        project = Path(shutil.copytree(PLANTED, Path(folder) / "planted"))
        (project / "scene.py").write_text(source, encoding="utf-8")
        return inspect(edition(load(project / "film.py"), {}, quality="l", voice="none"), project / "scene.py", 720)


def last(seen: list, key: str) -> np.ndarray:
    """The last picture that was looked at in a line."""
    return [picture for line, picture in seen if line == key][-1]
