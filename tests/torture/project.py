"""A small film of two chapters in a folder of its own, and the command that makes it, to be ill-treated."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import av

ROOT = Path(__file__).resolve().parents[2]
FILM = ROOT / "tests" / "euclid"
LONGEST = 120      # seconds that a run may take
WORD, OTHER = "zwei Zahlen", "zwei ganze Zahlen"     # in the first line of its script; the one or the other, of two films


@dataclass
class Done:
    """A run that is over: its exit status, as a shell gives it, what it said, and how long it took in seconds."""

    status: int
    said: str
    seconds: float

    @property
    def lines(self) -> list[str]:
        return [line for line in self.said.splitlines() if line.strip()]


@dataclass
class Project:
    """The film in a folder; code: the checkout that makes it."""

    folder: Path
    code: Path = ROOT
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def copied(cls, folder: Path, **given) -> "Project":
        shutil.copytree(FILM, folder, ignore=shutil.ignore_patterns("media", "__pycache__"))
        return cls(folder, **given)

    def start(self, *options: str, under: tuple[str, ...] = (), **given) -> subprocess.Popen:
        """The command, begun in a session of its own; under: another command that it is an argument of."""
        environment = os.environ | {"PYTHONPATH": str(self.code), "PYTHONDONTWRITEBYTECODE": "1"} | self.environment
        settings = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace",
                    "env": {name: value for name, value in environment.items() if value}, "cwd": self.code,
                    "start_new_session": True, "preexec_fn": stoppable}
        command = [*under, sys.executable, "-m", "scenes.film", "--film", str(self.folder), "make", "--quality", "l", *options]
        return subprocess.Popen(command, **(settings | given))

    def make(self, *options: str, **given) -> Done:
        """The command, to its end."""
        return ended(self.start(*options, **given))

    def other_words(self) -> None:
        """The script says the one thing, then the other."""
        path = self.folder / "script" / "de.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(OTHER, WORD) if OTHER in text else text.replace(WORD, OTHER), encoding="utf-8")

    def film(self, edition: str = "euclid-480p15") -> Path:
        return self.folder / "media" / "film" / edition / "film.mp4"

    def left_over(self) -> list[Path]:
        """Files that nobody wants once a film is made."""
        return [path for path in (self.folder / "media").rglob("*")
                if path.name.startswith(".") or ".part" in path.name or path.name == "progress"]


def stoppable() -> None:
    """In a new process: it may be interrupted, also where a shell runs the tests in the background and lets them ignore that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ended(process: subprocess.Popen, begun: float | None = None) -> Done:
    """What came of a run; it is killed where it takes too long."""
    begun = begun or time.monotonic()
    try:
        said, _ = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        kill(process)
        return Done(-1, "it hung", LONGEST)
    status = process.returncode if process.returncode >= 0 else 128 - process.returncode
    return Done(status, said or "", time.monotonic() - begun)


def kill(process: subprocess.Popen, how: int = signal.SIGKILL) -> None:
    """Send a signal to a run and all that it has started, and wait until it is gone."""
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        pass
    process.communicate(timeout=LONGEST)


def running(session: int) -> list[int]:
    """The processes of a session that run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def report(name: str, trial: Callable[[], list[str]]) -> int:
    """Carry out a trial, which returns what was wrong, and print it; how many problems there were."""
    begun = time.monotonic()
    wrong = trial()
    print(f"{name}: {len(wrong)} problems, {time.monotonic() - begun:.0f} s", flush=True)
    for problem in wrong:
        print(f"  {problem}", flush=True)
    return len(wrong)


def seen_and_heard(movie: Path) -> str:
    """A key of all pictures and samples of a film, decoded; raises what the decoder raises where it is not whole."""
    key = hashlib.sha256()
    with av.open(str(movie)) as container:
        for frame in container.decode(video=0):
            key.update(frame.to_ndarray(format="yuv420p").tobytes())
    with av.open(str(movie)) as container:
        if container.streams.audio:
            for frame in container.decode(audio=0):
                key.update(frame.to_ndarray().tobytes())
    return key.hexdigest()
