"""The film is made where nobody would make one; it must be the same film, or one clear line must say why there is none.

cd tests; python -m torture.surroundings [NAME ...]     (as root on Linux, for what needs a file system of its own)
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import av
from torture.killed import problems, wanted, words
from torture.project import ROOT, Done, Project, ended, report, running, seen_and_heard

ODD = "ein 'Film' mit \"Zeichen\" é Ж 語"
PARTS = ("network", "scenes", "manim.cfg", "pyproject.toml")
SAME = {      # what may not change a pixel or a sample
    "one job": ({}, "--jobs", "1"), "three jobs": ({}, "--jobs", "3"), "another hash seed": ({"PYTHONHASHSEED": "7"},),
    "another locale": ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},), "the C locale": ({"LC_ALL": "C", "PYTHONUTF8": "0"},),
    "another time zone": ({"TZ": "Pacific/Kiritimati"},), "ASCII output": ({"PYTHONIOENCODING": "ascii"},),
    "three threads": ({"OMP_NUM_THREADS": "3", "OPENBLAS_NUM_THREADS": "3"},),
    "another BLAS kernel": ({"OPENBLAS_CORETYPE": "Nehalem"},),
    "no HOME": ({"HOME": ""},), "a HOME that is not there": ({"HOME": "/nowhere/at/all"},),
    "TMPDIR in memory": ({"TMPDIR": "/dev/shm"},), "no TMPDIR": ({"TMPDIR": "/nowhere/at/all"},),
}
OUTPUTS = {"closed": ">&-", "closed, errors too": ">&- 2>&-", "left": "| head -1", "full": "> /dev/full"}
SIZES = (0.5, 1, 1.5, 2, 2.5, 3, 4)      # megabytes of a disk that is too small for a film from nothing,
OWN_DISK = {"full_disks", "read_only", "without_network"}     # trials that change what the system lets a process see
FOR_SOUND = 1.5      # megabytes of memory for each second of a chapter: six copies of its samples
ROOM = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)   # and of what is left on one that has a film


class Trials:
    """Each trial (a method) returns what was wrong."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.films, _ = wanted(folder / "wanted")
        self._count = 0

    def project(self, name: str = "", **given) -> Project:
        self._count += 1
        return Project.copied(self.folder / str(self._count) / (name or "film"), **given)

    def the_same_film(self) -> list[str]:
        wrong = []
        for name, (environment, *options) in SAME.items():
            project = self.project(environment=environment)
            wrong += [f"{name}: {problem}" for problem in problems(project.make(*options), project, self.films)]
        return wrong

    def odd_names(self) -> list[str]:
        project = self.project(ODD)
        return problems(project.make(), project, self.films)

    def checkouts(self) -> list[str]:
        """The program runs from a link, from a folder with an odd name, and after it was moved."""
        wrong = []
        link = self.folder / "link"
        link.symlink_to(ROOT)
        moved = checkout(self.folder / ODD / "code")
        for name, code in (("a link", link), ("an odd name", moved)):
            project = self.project(code=code)
            wrong += [f"{name}: {problem}" for problem in problems(project.make(), project, self.films)]
        code = moved.rename(self.folder / "moved")
        project = self.project(code=code)
        return wrong + [f"moved: {problem}" for problem in problems(project.make(), project, self.films)]

    def outputs(self) -> list[str]:
        """Nobody listens: the standard output is closed, or its reader has left."""
        wrong = []
        for name, redirected in OUTPUTS.items():
            project = self.project()
            done = project.make(under=("bash", "-c", f'"$0" "$@" {redirected}'))
            if "Traceback" in done.said or "Exception ignored" in done.said:
                wrong.append(f"{name}: {done.said[-400:]}")
            if name.startswith("closed"):
                wrong += [f"{name}: {problem}" for problem in problems(Done(0, "", 0), project, self.films)]
        return wrong

    def without_network(self) -> list[str]:
        project = self.project()
        return problems(project.make(under=("unshare", "-n")), project, self.films)

    def full_disks(self) -> list[str]:
        """Too small for a film from nothing; then with a film on it, and room for less than another."""
        wrong, stopped = [], 0
        for size in SIZES:
            project = self.project()
            with disk(project.folder / "media", size):
                done = project.make()
                stopped += done.status != 0
                wrong += [f"{size} MB: {problem}" for problem in one_line(done)]
                wrong += [f"{size} MB: left behind: {path.name}" for path in project.left_over()]
        for room in ROOM:
            project = self.project()
            with disk(project.folder / "media", 64):
                assert project.make().status == 0
                before = self.films[words(project)]
                project.other_words()
                fill(project.folder / "media", room)
                done = project.make()
                stopped += done.status != 0
                wrong += [f"{room} MB left: {problem}" for problem in one_line(done)]
                wrong += [f"{room} MB left: left behind: {path.name}" for path in project.left_over()]
                wanted_now = {before} if done.status else {self.films[words(project)]}
                if seen_and_heard(project.film()) not in wanted_now:
                    wrong.append(f"{room} MB left: another film, status {done.status}")
        return wrong + ([] if stopped >= 6 else [f"only {stopped} runs were stopped by the disk"])

    def read_only(self) -> list[str]:
        """The film's folder, or the program's, may not be written."""
        wrong = []
        project = self.project()
        with mounted(project.folder, "bind", "ro"):
            for options in ((), ("--out", str(self.folder / "elsewhere"))):
                wrong += [f"film {options}: {problem}" for problem in one_line(project.make(*options), must_fail=True)]
        code = checkout(self.folder / "fixed")
        project = self.project(code=code)
        with mounted(code, "bind", "ro"):
            wrong += [f"program: {problem}" for problem in problems(project.make(), project, self.films)]
        return wrong

    def memory(self) -> list[str]:
        """A chapter of ten times the lines takes no more memory than its sound, which is worked on whole, needs."""
        peaks, seconds = [], []
        for times in (1, 10):
            project = self.project()
            lengthen(project, times)
            process = project.start("frage", "--jobs", "1")
            peaks.append(peak(process))
            done = ended(process)
            if done.status:
                return [f"{times} times the lines: {done.said[-400:]}"]
            seconds.append(length(project.film()))
        each = (peaks[1] - peaks[0]) / (seconds[1] - seconds[0])
        told = f"{peaks[0]:.0f} MB, of ten times the lines {peaks[1]:.0f} MB: {each:.2f} MB a second of film"
        print(f"           memory of all processes: {told}")
        return [] if each < FOR_SOUND else [told]


def checkout(folder: Path) -> Path:
    """A copy of the program."""
    folder.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        copy(ROOT / part, folder / part)
    return folder


def one_line(done: Done, must_fail: bool = False) -> list[str]:
    """What is wrong with how a run ended that may fail, but has to say why in one line."""
    if done.status == 0:
        return ["it says that all is well"] if must_fail else []
    errors = [line for line in done.lines if line.startswith("error: ")]
    if done.status != 2 or len(errors) != 1 or "Traceback" in done.said:
        return [f"status {done.status}: {done.said[-600:]}"]
    return []


@contextmanager
def mounted(folder: Path, *how: str):
    folder.mkdir(parents=True, exist_ok=True)
    for options in (how[:1], ("remount", *how)) if "ro" in how else (how,):
        subprocess.run(["mount", "-o", ",".join(options), str(folder), str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def disk(folder: Path, megabytes: float):
    """A disk of so many megabytes at a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={int(megabytes * 1e6)}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, megabytes: float) -> None:
    """Leave so many megabytes of a disk."""
    free = shutil.disk_usage(folder).free - int(megabytes * 1e6)
    (folder / "filled").write_bytes(bytes(max(free, 0)))


def lengthen(project: Project, times: int) -> None:
    """Each beat of the first chapter comes so often."""
    path = project.folder / "frage.py"
    text = path.read_text(encoding="utf-8")
    head, _, body = text.partition("    def construct(self):\n")
    path.write_text(f"{head}    def construct(self):\n        for _ in range({times}):\n            self.once()\n\n"
                    f"    def once(self):\n{body}", encoding="utf-8")


def length(movie: Path) -> float:
    """Seconds of a film."""
    with av.open(str(movie)) as container:
        return container.duration / av.time_base


def peak(process: subprocess.Popen) -> float:
    """The most memory that all processes of a session have together while it runs, in megabytes, of private pages."""
    most = 0.0
    while process.poll() is None:
        now = 0
        for number in running(process.pid):
            with suppress(OSError):      # it has ended since
                rows = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
                now += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
        most = max(most, now / 1000)
        time.sleep(0.2)
    return most


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        trials = Trials(Path(name))
        every = [trial for trial in vars(Trials) if not trial.startswith("_") and trial != "project"]
        for trial in sys.argv[1:] or every:
            if trial in OWN_DISK and (sys.platform != "linux" or os.geteuid()):
                print(f"{trial}: not tried, only root on Linux can do it")
                continue
            failed += report(trial, getattr(trials, trial))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
