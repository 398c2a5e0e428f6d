"""How long the film takes, against its own length, Manim alone, one worker, and parts of itself; memory of a worker.

`python tests/bench/bench_film.py [--chapters NAME ...] [--single NAME] [--quality h] [--only WHAT ...]` makes everything
in copies of the project that hold no pictures, sounds or films yet, one after the other, and prints a Markdown table.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from scenes.scratch.film import FILM

ROOT = FILM.root
PARTS = ("network", "scenes", "manim.cfg", "media/snapshots", "tests/bench")
WHAT = ("film", "stock", "single", "workers", "growth")


class Copy:
    """The project in a folder of its own, with nothing made yet; commands are run in it and timed."""

    def __init__(self, folder: Path, voice_of: "Copy | None" = None):
        self.folder = folder
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / part, folder / part)
        if voice_of:
            shutil.copytree(voice_of.folder / "media/voice", folder / "media/voice")

    def run(self, *arguments: str, cores: int | None = None) -> tuple[float, float]:
        """Run Python with these arguments, on so many cores or all; the seconds it took, and the memory of its largest
        child in MB."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "VOICE": "", "SCRIPT": "", "SNAPSHOTS": ""}
        some = ["taskset", "--cpu-list", f"0-{cores - 1}"] if cores else []
        start = time.perf_counter()
        process = subprocess.Popen([*some, sys.executable, *arguments], cwd=self.folder, env=environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)
        largest = Largest(process.pid)
        _, complaint = process.communicate()
        seconds = time.perf_counter() - start
        if process.returncode:
            sys.exit(f"{' '.join(arguments)}: {complaint}")
        return seconds, largest.stop()

    def film(self, chapters: list[str], quality: str, jobs: int, **limits) -> tuple[float, float, dict]:
        """Make the film of some chapters: seconds, largest worker in MB, the film's report."""
        seconds, memory = self.run("-m", "scenes.film", "--film", "scratch", "make", *chapters, "--quality", quality,
                                   "--jobs", str(jobs), **limits)
        [report] = (self.folder / "media/film").rglob("report.json")
        return seconds, memory, json.loads(report.read_text())


class Largest:
    """Watches the processes of a session, except its leader, for the most memory that one of them ever held."""

    def __init__(self, session: int):
        self.session, self.most, self.ended = session, 0.0, threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()

    def stop(self) -> float:
        self.ended.set()
        self.thread.join()
        return self.most

    def _watch(self):
        while not self.ended.wait(0.5):
            for process in Path("/proc").glob("[0-9]*"):
                if process.name != str(self.session):
                    self.most = max(self.most, _most_held(process, self.session))


def _most_held(process, session):
    """Peak resident memory of a process of the session in MB, else 0."""
    try:
        if int((process / "stat").read_text().rpartition(")")[2].split()[3]) != session:
            return 0
        [line] = [line for line in (process / "status").read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        return 0      # it has ended meanwhile


class Bench:
    """One measurement after another; each adds rows (what, goal, measured)."""

    def __init__(self, options, folder: Path):
        self.options, self.folder, self.rows = options, folder, []
        self.chapters = options.chapters or FILM.written
        self.single = options.single or max(self.chapters, key=lambda name: name == "backprop")
        self.copies, self.measured = 0, {}

    def copy(self, **options) -> Copy:
        self.copies += 1
        return Copy(self.folder / str(self.copies), **options)

    def add(self, what: str, goal: str, measured: str):
        self.rows.append((what, goal, measured))
        print(f"{what}: {measured} ({goal})", flush=True)

    def film(self):
        self.first = self.copy()
        self.took, memory, report = self.first.film(self.chapters, self.options.quality, 2)
        self.length = report["film"]["seconds"]
        self.add(f"film of {len(self.chapters)} chapters, {self.length:.0f} s, two workers: time / its length",
                 "at most 0.5", f"{self.took:.0f} s, {self.took / self.length:.2f}")
        self.add("largest worker", "at most 1024 MB", f"{memory:.0f} MB")
        self.add("size of the film", "", f"{report['film']['bytes'] / 1e6:.0f} MB")

    def alone(self, name: str) -> float:
        """Seconds that Manim alone takes for a chapter; measured once."""
        if name not in self.measured:
            copy = self.copy(voice_of=self.first)
            self.measured[name], _ = copy.run("tests/bench/stock_chapter.py", name, self.options.quality, "media")
            print(f"Manim alone, {name}: {self.measured[name]:.1f} s", flush=True)
            shutil.rmtree(copy.folder)
        return self.measured[name]

    def stock(self):
        total = sum(self.alone(name) for name in self.chapters)
        self.add("Manim alone, one chapter after the other / film", "at least 5",
                 f"{total:.0f} s, {total / self.took:.1f}")

    def one_chapter(self):
        letter = self.options.quality
        seconds, _ = self.copy(voice_of=self.first).run("-m", "manim", f"-q{letter}", f"scenes/{self.single}.py")
        self.add(f"Manim alone / this, {self.single} in one process", "at least 3",
                 f"{self.alone(self.single):.1f} s / {seconds:.1f} s, {self.alone(self.single) / seconds:.1f}")

    def workers(self):
        """The speedup is against one core; a single worker that has two cores encodes on the second one."""
        for what, goal, limits in (("one worker on one core", "at least 1.7", {"cores": 1}),
                                   ("one worker on two cores", "", {})):
            seconds, *_ = self.copy().film(self.chapters, self.options.quality, 1, **limits)
            self.add(f"{what} / two workers", goal, f"{seconds:.0f} s / {self.took:.0f} s, {seconds / self.took:.2f}")

    def growth(self):
        counts = sorted({max(len(self.chapters) * part // 3, 1) for part in (1, 2)})
        for count in counts:
            seconds, memory, report = self.copy().film(self.chapters[:count], self.options.quality, 2)
            length = report["film"]["seconds"]
            self.add(f"film of the first {count} chapters, {length:.0f} s: time / its length", "as the whole",
                     f"{seconds:.0f} s, {seconds / length:.2f}; largest worker {memory:.0f} MB")

    def run(self):
        self.film()
        steps = {"stock": self.stock, "single": self.one_chapter, "workers": self.workers, "growth": self.growth}
        for name, step in steps.items():
            if name in self.options.only:
                step()
        print("\n| | goal | measured |\n|---|---|---|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", nargs="+", choices=FILM.chapters, metavar="NAME", help="only these (default: all)")
    parser.add_argument("--single", choices=FILM.chapters, metavar="NAME",
                        help="the chapter made in one process (default: backprop if it is among them)")
    parser.add_argument("--quality", default="h", choices="lmhk")
    parser.add_argument("--only", nargs="+", default=WHAT, choices=WHAT, help="what to measure beside the film itself")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        Bench(options, Path(folder)).run()


if __name__ == "__main__":
    main()
