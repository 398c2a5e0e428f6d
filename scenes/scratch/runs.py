"""What the film is drawn from: the committed training runs and experiments, or those of another seed or data set."""

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
from network.experiments import command as experimenting
from network.experiments import stored
from network.program import LISTING, Program
from scenes.scratch import subject

TRAINED = ("pixels", "digits")
NAMES = (*TRAINED, stored.NAME)
MOST_CLASSES, LEAST = 26, 10      # classes that can be shown, and training images that each needs on average


@dataclass(frozen=True)
class TrainingRuns:
    """The runs of the small net and of the real one, the experiments beside the latter, and what the images show. root: the
    project's folder."""

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
            train(["--out", str(folder), *_given(options, self.options)])
        problem = _experiments_problem(folder)
        if problem:
            say(f"making the experiments, about a minute, because {problem}")
            experiment(["--out", str(folder), *_settings(folder), *_given(options, ("data",))])
            problem = _experiments_problem(folder)
            if problem:      # someone trained on other images, right into this folder
                raise NetworkError(f"{problem}; make them with: python -m network.experiments --out {folder} --data FOLDER")
        if options.get("data"):
            _bring_words(Path(options["data"]), folder)
        return folder

    def _folder(self, options):
        seed, data = options.get("seed"), options.get("data")
        if not seed and not data:
            return self.folder
        name = f"seed-{seed or 0}"
        if data:
            from network.mnist import read_data_set
            read = read_data_set(Path(data))
            if read.classes > MOST_CLASSES or len(read.train_labels) < LEAST * read.classes:
                raise NetworkError(f"{data}: has {len(read.train_labels):,} training images of {read.classes} classes; the film "
                                   f"needs {LEAST} for each class, and at most {MOST_CLASSES} classes")
            subject.of(subject.beside(Path(data)), read.name).check(read.classes, subject.beside(Path(data)))
            name += f"-{Path(data).stem}-{read.sha256[:8]}"
        return self.root / "media" / "runs" / name

    def load(self, folder: Path) -> dict[str, snapshots.Snapshot | stored.Experiments | subject.Subject]:
        """Both snapshots of a folder, what the experiments logged, and what the images show, by name."""
        return _load(folder)

    def files(self, folder: Path) -> list[Path]:
        """The snapshots, the experiments, the words of the data set's own and the listing."""
        words = folder / subject.FILE
        return [*(folder / f"{name}.npz" for name in NAMES), *([words] if words.exists() else []), LISTING]

    def describe(self, folder: Path) -> dict:
        """For the film's report."""
        run = self.load(folder)["digits"]
        return {"folder": str(folder), "made_by": run.meta["made_by"], "data": run.meta["data"],
                "accuracy_test": float(run.accuracy_test[-1])}

    def programs(self, folder: Path) -> list[str]:
        """The listings that ran, those of the experiments too."""
        runs = self.load(folder)
        return [*(runs[name].meta["source"] for name in TRAINED),
                *(run["source"] for run in runs[stored.NAME].meta["runs"].values())]


def train(arguments: list[str]) -> None:
    """Do what `python -m network.train` does; as `_apart`."""
    _apart(training.main, arguments)


def experiment(arguments: list[str]) -> None:
    """Do what `python -m network.experiments` does; as `_apart`."""
    _apart(experimenting.main, arguments)


def _apart(command, arguments: list[str]) -> None:
    """Do what a command does in a process of its own: how NumPy computes is settled when it is imported, and here
    others may have imported it before. Raises network.errors.UserError."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        try:
            process.submit(command, arguments).result()
        except BrokenProcessPool:
            raise NetworkError("the training ended early; is there enough memory?") from None


@cache
def _load(folder):
    trained = {name: _read(snapshots.load, folder / f"{name}.npz") for name in TRAINED}
    words = folder / subject.FILE
    shown = subject.of(words, trained["digits"].meta["data"]["name"])
    shown.check(trained["digits"].meta["outputs"], words)
    return {**trained, stored.NAME: _read(stored.load, stored.find(folder)), "subject": shown}


def _read(load, path: Path):
    """What a file holds; read once as long as nobody writes it."""
    state = path.stat() if path.exists() else None
    return _as_it_is(load, path, state and (state.st_mtime_ns, state.st_size))


@cache
def _as_it_is(load, path, _state):
    return load(path)


def _bring_words(data: Path, folder: Path) -> None:
    """Keep the words that a data set has of its own beside its runs."""
    theirs, ours = subject.beside(data), folder / subject.FILE
    if theirs.exists():
        ours.write_bytes(theirs.read_bytes())
    else:
        ours.unlink(missing_ok=True)


def _given(options: Mapping[str, str], names) -> list[str]:
    """Those of the options that are given, as a command takes them."""
    return [text for name in names if options.get(name) for text in (f"--{name}", options[name])]


def _settings(folder: Path) -> list[str]:
    """Those of the real net's run, as a command takes them."""
    meta = _read(snapshots.load, folder / "digits.npz").meta
    return [text for option, setting in training.OPTIONS.items() for text in (f"--{option}", str(meta[setting]))]


def _problem(folder):
    """Why the snapshots of a folder cannot be used, or None."""
    for name in TRAINED:
        path = folder / f"{name}.npz"
        if not path.exists():
            return f"there is no {path} yet"
        try:
            run = _read(snapshots.load, path)
        except NetworkError as error:
            return str(error)
        source = run.meta["source"]
        if Program.read(**Program(source).settings).source != source:
            return f"network/lesson.py is not what {path} was trained by"
    return None


def _experiments_problem(folder):
    """Why the experiments of a folder cannot be used, or None."""
    try:
        return stored.outdated(_read(stored.load, stored.find(folder)), _read(snapshots.load, folder / "digits.npz"))
    except NetworkError as error:
        return str(error)
