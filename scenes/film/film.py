"""What a film is to the engine: its chapters in order, its words, the runs that it is drawn from; no more.

A film's folder holds film.py with `FILM = Film(...)`, and beside it all that knows this film: its chapters' base class,
its facts, its script.
"""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from scenes.film.errors import UserError


class Runs(Protocol):
    """What a film is drawn from: for each name an object whose arrays the keys of values name."""

    @property
    def folder(self) -> Path:
        """The ones that the film has if nothing else is asked for."""

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""

    @property
    def options(self) -> tuple[str, ...]:
        """What another run can be asked for with, such as "seed"."""

    def prepare(self, options: Mapping[str, str], say: Callable[[str], None]) -> Path:
        """The folder of the runs asked for, made first if need be."""

    def load(self, folder: Path) -> Mapping[str, Any]:
        """The runs of a folder by name."""

    def files(self, folder: Path) -> list[Path]:
        """The files that decide what `load` gives."""

    def describe(self, folder: Path) -> dict[str, Any]:
        """What the film's report says of them."""

    def programs(self, folder: Path) -> list[str]:
        """Texts of programs that ran: lines of them may be shown as they are, numbers included."""


@dataclass(frozen=True)
class NoRuns:
    """For a film that is drawn from nothing but its own declared constants."""

    folder: Path = Path()
    names: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    def prepare(self, options, say) -> Path:
        return self.folder

    def load(self, folder) -> Mapping[str, Any]:
        return {}

    def files(self, folder) -> list[Path]:
        return []

    def describe(self, folder) -> dict[str, Any]:
        return {}

    def programs(self, folder) -> list[str]:
        return []


class Arrays(NoRuns):
    """For a film that is drawn from arrays which its film.py has: Arrays(shape={"corners": [4, 5]})."""

    _runs: Mapping[str, Mapping[str, Any]]

    def __init__(self, **runs: Mapping[str, Any]):
        super().__init__(names=tuple(runs))
        self.__dict__["_runs"] = runs

    def load(self, folder) -> Mapping[str, Any]:
        import numpy as np
        return {name: SimpleNamespace(**{key: np.asarray(value) for key, value in arrays.items()})
                for name, arrays in self._runs.items()}


@dataclass(frozen=True)
class Short:
    """Some lines of a chapter that stand by themselves, for a tall frame: chapter, the keys of the first and the last line;
    title: its key in the script's table [page]."""

    chapter: str
    first: str
    last: str
    title: str


@dataclass(frozen=True)
class Film:
    """A film.

    name: also the start of its editions' names; place: the folder of its films in the one of all films, its name if
    None; path: its film.py; root: the project, in whose media/ all is made;
    folder: of the chapters' files NAME.py; chapters: their names in order; scripts: the folder with LANGUAGE.toml and
    pronunciation.LANGUAGE.toml; runs: what it is drawn from; facts(runs): what a placeholder of the narration stands for, a
    Fact by name; constants: numbers that no run decides, by name; thumbnail(runs, texts, size): its picture for lists,
    texts: of the [film] table, "title" among them; page(told): the sections that only its page has
    (scenes/film/page/section.py); shorts: what stands by itself in a tall frame, by name;
    language and frame (width, height): those it has if nothing else is asked for; effort: how many times as long as
    others of their length some chapters take to draw; names: (pattern, role) of the names in programs on screen, whose
    colours they take; methods: of a run's that keys of values may call; labels: {key of labels: key of the images that
    they belong to, in the same order}, so that the gate sees which is out of step; mistakes: exceptions of its own whose
    text tells the user what to mend.
    """

    name: str
    path: Path
    root: Path
    folder: Path
    chapters: tuple[str, ...]
    scripts: Path
    runs: Runs = NoRuns()
    facts: Any = field(default_factory=dict)     # as a mapping, or made from the runs; from here on the latter
    constants: Mapping[str, Any] = field(default_factory=dict)
    thumbnail: Callable[..., Any] | None = None
    page: Callable[..., list] | None = None
    shorts: Mapping[str, Short] = field(default_factory=dict)
    place: str | None = None
    language: str = "en"
    frame: tuple[int, int] = (16, 9)
    effort: Mapping[str, float] = field(default_factory=dict)
    names: tuple[tuple[str, str], ...] = ()
    methods: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[type[Exception], ...] = ()

    def __post_init__(self):
        if self.place is None:
            object.__setattr__(self, "place", self.name)
        if isinstance(self.facts, Mapping):
            facts = self.facts
            object.__setattr__(self, "facts", lambda runs: facts)

    def __reduce__(self):
        """Pickled, a film is its file; in another process it is read from there."""
        return load, (str(self.path),)

    def __hash__(self):
        return hash(self.path)

    def __eq__(self, other):
        return isinstance(other, Film) and self.path == other.path

    @property
    def written(self) -> list[str]:
        """The chapters that exist, in the order of the film."""
        return [name for name in self.chapters if self.file(name).exists()]

    @property
    def unwritten(self) -> list[str]:
        """The chapters that are named but not there yet."""
        return [name for name in self.chapters if not self.file(name).exists()]

    def file(self, chapter: str) -> Path:
        """Where a chapter's source is, whether it exists or not."""
        return self.folder / f"{chapter}.py"

    def script(self, language: str) -> Path:
        """Where the script in a language is."""
        return self.scripts / f"{language}.toml"

    @property
    def languages(self) -> list[str]:
        """The languages that there are scripts for."""
        return sorted(path.stem for path in self.scripts.glob("*.toml") if not path.stem.startswith("pronunciation"))


def load(path: str | Path) -> Film:
    """The film of a file film.py. Raises UserError if it holds none."""
    path = Path(path).resolve()
    if not path.is_file():
        raise UserError(f"{path}: no such file; a film is a file film.py that holds FILM = Film(...)")
    film = getattr(_module(path), "FILM", None)
    if not isinstance(film, Film):
        raise UserError(f"{path}: holds no FILM = Film(...)")
    return film


def _module(path: Path):
    """The module of a file: the one that is imported already, or by its place in a package, or by itself."""
    for module in list(sys.modules.values()):
        if getattr(module, "FILM", None) is not None and _same_file(module, path):
            return module
    name, top = module_name(path)
    if "." in name:
        if str(top) not in sys.path:
            sys.path.append(str(top))
        return importlib.import_module(name)
    return read_module(f"film_{path.parent.name}_{abs(hash(str(path))):x}", path)


def module_name(path: Path) -> tuple[str, Path]:
    """The name of a file's module in the packages that it is in, and the folder that these are in."""
    package, top = [path.stem], path.parent
    while (top / "__init__.py").exists():
        package.insert(0, top.name)
        top = top.parent
    return ".".join(package), top


def read_module(name: str, path: Path, source: str | None = None):
    """A file read anew as a module of this name; what it imports may lie beside it. source: its text, if it is known.

    Not by way of bytecode: Python takes that for up to date where a file of the same length is saved within a second.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    sys.path.append(str(path.parent))
    try:
        exec(compile(path.read_bytes() if source is None else source, str(path), "exec"), vars(module))
    finally:
        sys.path.remove(str(path.parent))
    return module


def _same_file(module, path: Path) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).resolve() == path


def find(name: str | None, folder: Path) -> Path:
    """The film.py of a film by its name (of its folder in `folder`), its folder or its file; without a name the only one
    there is."""
    if name and name.endswith(".py"):
        return Path(name).resolve()
    if name and (Path(name) / "film.py").is_file():
        return (Path(name) / "film.py").resolve()
    there = {path.parent.name: path for path in sorted(folder.glob("*/film.py")) if path != Path(__file__) and _is_film(path)}
    if name is None and len(there) == 1:
        return next(iter(there.values()))
    if name not in there:
        said = f"there is no film {name!r}" if name else "which film?"
        raise UserError(f"{said}; there are {', '.join(there) or 'none'}; give one with --film")
    return there[name]


def _is_film(path: Path) -> bool:
    return "FILM" in path.read_text(encoding="utf-8").split()
