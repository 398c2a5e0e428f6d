"""Which training runs the film is drawn from: the committed ones, or those of another seed or data set."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from network import snapshots
from network import train as training
from network.errors import UserError as NetworkError
from network.program import LISTING, Program

NAMES = ("pixels", "digits")


@dataclass(frozen=True)
class TrainingRuns:
    """The runs of the small net and of the real one. root: the project's folder."""

    root: Path
    names = NAMES
    options = ("seed", "data")

    @property
    def folder(self) -> Path:
        """The committed runs."""
        return snapshots.FOLDER

    def prepare(self, options: Mapping[str, str], say) -> Path:
        """The folder of the runs of a seed and a data set, trained first if need be.

        say(text) tells the user what takes time.
        """
        folder = self._folder(options)
        problem = _problem(folder)
        if problem:
            say(f"training both networks, because {problem}")
            train(["--out", str(folder), *(text for name in self.options if options.get(name)
                                           for text in (f"--{name}", options[name]))])
        return folder

    def _folder(self, options):
        seed, data = options.get("seed"), options.get("data")
        if not seed and not data:
            return self.folder
        name = f"seed-{seed or 0}"
        if data:
            from network.mnist import read_data_set
            name += f"-{Path(data).stem}-{read_data_set(Path(data)).sha256[:8]}"
        return self.root / "media" / "runs" / name

    def load(self, folder: Path) -> dict[str, snapshots.Snapshot]:
        """Both snapshots of a folder by name."""
        return _load(folder)

    def files(self, folder: Path) -> list[Path]:
        """The snapshots and the listing."""
        return [*(folder / f"{name}.npz" for name in NAMES), LISTING]

    def describe(self, folder: Path) -> dict:
        """For the film's report."""
        run = self.load(folder)["digits"]
        return {"folder": str(folder), "made_by": run.meta["made_by"], "data": run.meta["data"],
                "accuracy_test": float(run.accuracy_test[-1])}

    def programs(self, folder: Path) -> list[str]:
        """The listings that ran."""
        return [run.meta["source"] for run in self.load(folder).values()]


def train(arguments: list[str]) -> None:
    """Do what `python -m network.train` does, in a process of its own: how NumPy computes is settled when it is
    imported, and here others may have imported it before. Raises network.errors.UserError."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        try:
            process.submit(training.main, arguments).result()
        except BrokenProcessPool:
            raise NetworkError("the training ended early; is there enough memory?") from None


@cache
def _load(folder):
    return {name: snapshots.load(folder / f"{name}.npz") for name in NAMES}


def _problem(folder):
    """Why the snapshots of a folder cannot be used, or None."""
    for name in NAMES:
        path = folder / f"{name}.npz"
        if not path.exists():
            return f"there is no {path} yet"
        try:
            run = snapshots.load(path)
        except NetworkError as error:
            return str(error)
        source = run.meta["source"]
        if Program.read(**Program(source).settings).source != source:
            return f"network/lesson.py is not what {path} was trained by"
    return None
