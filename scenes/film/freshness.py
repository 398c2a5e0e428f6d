"""Whether a film has to be made at all, decided before anything heavy is imported.

When a film is made, a note is left of what was asked for, a key of all that it was made from, and what was written. As
long as the same is asked for and nothing of that has changed, the film is up to date.
"""

import hashlib
import json
import os
import site
import sys
import sysconfig
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from scenes.film.edition import of_environment
from scenes.film.files import write_json

NOTES = Path("media", "made")     # in the project's folder
BEGUN = time.time()
HIGHEST = 4                       # a project's folder is at most so many folders above its film.py


@dataclass(frozen=True)
class Inputs:
    """What a film is made from, as paths: folders whose files count, but not those of folders in them; folders with
    all that is in them; files, also those that could come to be there."""

    folders: list[str]
    trees: list[str]
    files: list[str]

    def key(self) -> str:
        """Key of all their content, of Python and of the installed packages."""
        whole = hashlib.sha256(json.dumps([sys.version, _packages()]).encode())
        for path in self._paths():
            try:
                content = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError:
                content = ""
            whole.update(f"{path}\n{content}\n".encode())
        return whole.hexdigest()

    def edited(self) -> bool:
        """Whether code was written since this process began: then it may have been imported as it was before."""
        return any(path.stat().st_mtime >= BEGUN for path in self._paths() if path.suffix == ".py")

    def _paths(self):
        found = {Path(file) for file in self.files}
        for folder in self.folders:
            found |= {path for path in Path(folder).glob("*") if path.is_file()}
        for tree in self.trees:
            found |= {path for path in Path(tree).rglob("*") if path.is_file()}
        return sorted(path for path in found if not path.name.startswith("."))


def _packages():
    """The installed packages, with their versions in their names."""
    folders = {*site.getsitepackages(), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return sorted(entry.name for folder in folders if Path(folder).is_dir() for entry in os.scandir(folder)
                  if entry.name.endswith((".dist-info", ".egg-info", ".pth")))


def request(film: Path, asked: Mapping, environment: Mapping[str, str] | None = None) -> str:
    """Name of what is asked for: which film, with which options, in which environment, from which folder."""
    content = [str(film), str(Path.cwd()), {name: str(value) for name, value in asked.items()},
               of_environment(environment)]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def note(root: Path, request: str, inputs: Inputs, key: str, written: Iterable[Path]) -> None:
    """Note that the files `written`, the film first, were made from `inputs` when they had this key.

    root: the project's folder.
    """
    content = {"key": key, "inputs": asdict(inputs), "written": {str(path): _state(path) for path in written}}
    write_json(root / NOTES / f"{request}.json", content)


def made(film: Path, request: str) -> Path | None:
    """The film that was asked for if it is up to date, else None. film: its film.py."""
    for root in film.parents[:HIGHEST]:
        try:
            content = json.loads((root / NOTES / f"{request}.json").read_text(encoding="utf-8"))
            written = {Path(name): state for name, state in content["written"].items()}
            whole = all(_state(path) == state for path, state in written.items())
            if whole and Inputs(**content["inputs"]).key() == content["key"]:
                return next(iter(written))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
            continue
    return None


def _state(path):
    """Size and time of a file."""
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]
