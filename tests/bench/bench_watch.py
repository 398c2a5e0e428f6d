"""From a save until the changed beat is there to be seen: `python tests/bench/bench_watch.py [--at-once]`.

Five beats of film one's backprop are changed one after another, in a copy of the project; prints a Markdown table. The
film maker is given time: a save comes when the chapter has been run to its end after the one before; with --at-once as
soon as the beat before is seen.
"""
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from watch_tools import Watched, replace  # noqa: E402

PARTS = ("network", "scenes", "manim.cfg", "media/snapshots")
CHAPTER, SCRIPT = "scenes/backprop.py", "scenes/scratch/script/en.toml"
EDITS = [      # (file, what is there, what is saved instead, the beat, what that is)
    (CHAPTER, "self.play(box.pour(cost), run_time=0.7)", "self.play(box.pour(cost), run_time=0.8)", "answer",
     "a run time"),
    (SCRIPT, 'onward = "The cost', 'onward = "And the cost', "onward", "a line that is spoken anew"),
    (CHAPTER, "NARROW = (0.9,", "NARROW = (0.95,", "all", "a place"),
    (CHAPTER, "EXAGGERATION = 50 ", "EXAGGERATION = 60 ", "step", "a constant"),
    (CHAPTER, '{"LENS": LENS, ', '{"LENS": 2 * LENS, ', "cost", "a step of construct"),
]


def main(at_once: bool) -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))
        os.environ["PYTHONPATH"] = folder
        begun = time.monotonic()
        with Watched(project / "scenes/scratch/film.py", "backprop", folder=project) as watched:
            watched.path = project / CHAPTER
            watched.until(lambda state: state.get("film"))
            first = time.monotonic() - begun
            watched.until(lambda state: state["ready"])
            whole = time.monotonic() - begun
            for file, old, new, key, what in EDITS:
                rows.append((key, what, *measured(watched, project / file, old, new, key), os.getloadavg()[0]))
                if not at_once:
                    watched.until(lambda state: state["ready"])
    print(f"{os.cpu_count()} cores; first beat seen after {first:.1f} s, chapter run to its end after {whole:.1f} s\n")
    print("| beat | what was changed | seen after | work | load |\n|---|---|--:|--:|--:|")
    for key, what, seconds, work, load in rows:
        print(f"| {key} | {what} | {seconds:.2f} s | {work:.2f} s | {load:.1f} |")
    seconds = [row[2] for row in rows]
    print(f"\nmedian {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s")


def copied(folder: Path) -> Path:
    """The project in a folder of its own; what a person has made of it stays as it is."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / part, folder / part)
    return folder


def measured(watched: Watched, path: Path, old: str, new: str, key: str) -> tuple[float, float]:
    """Seconds from a save until the film of its beat has been fetched, and the work that it took."""
    begun = time.monotonic()
    state = watched.after(lambda: replace(path, old, new))
    if state.get("error") or state["shown"] != key:
        sys.exit(f"{key}: {state.get('error')}, {state['shown']} is seen")
    watched.ask("GET", f"/film/{state['film']}.mp4").read()
    return time.monotonic() - begun, state["work"]


if __name__ == "__main__":
    main("--at-once" in sys.argv[1:])
