"""What a chapter's film depends on, as one key: the film is made again when the key has changed, and only then."""

import ast
import hashlib
import json
import os
import sys
import sysconfig
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import cairo
import manimpango

from scenes.film.edition import Edition
from scenes.film.pieces.statements import ROOT, Imported, imported, keep
from scenes.film.stage.settings import of_a_film
from scenes.kit import theme

# as the beginnings of paths, which are quickly compared
ENGINE = f"{ROOT / 'scenes'}{os.sep}"
LIBRARIES = tuple(f"{Path(sysconfig.get_path(name)).resolve()}{os.sep}"
                  for name in ("stdlib", "platstdlib", "purelib", "platlib"))
DRAWN_BY = (ROOT / "scenes" / "kit", ROOT / "scenes" / "fast")
# whose versions decide what a frame looks like
PACKAGES = ("manim", "numpy", "scipy", "pillow", "pycairo", "manimpango", "skia-pathops", "svgelements", "typst", "av",
            "fontpkg-inter", "fontpkg-jetbrains-mono")


def sources(path: Path) -> list[Path]:
    """The file and all files that it imports, directly or not, but for those of installed packages; sorted."""
    found, waiting, places = set(), [path.resolve()], searched()
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += _imported_files(file, places, *_state(file))
    keep()
    return sorted(found)


def imports(path: Path) -> dict[str, list[Path]]:
    """The files that a file imports, by the names under which its code knows them."""
    return _imports(path, searched(), *_state(path))


def _state(path):
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@cache
def _imported_files(*of_a_file):
    """The files that a file imports, each once: most are imported with many names."""
    return [*dict.fromkeys(file for files in _imports(*of_a_file).values() for file in files)]


@cache
def _imports(path, places, *_state):
    found: dict[str, list[Path]] = {}
    tops = _tops(path, places)
    for one in imported(path):
        files, names = _resolved(one, path, tops)
        for name in names:
            found.setdefault(name, []).extend(files)
    return {name: files for name, files in found.items() if files}


def _resolved(one: Imported, path: Path, tops: tuple["Place", ...]) -> tuple[list[Path], tuple[str, ...]]:
    """The files of what is imported, and the names that stand for it in the code."""
    if one.called:
        return _files(one.module, tops), (one.module,)
    if not one.name:
        return _files(one.module, tops), (one.known_as or one.module.split(".")[0], one.module)
    inside = ".".join(part for part in (one.module, one.name) if part)
    places = (Place.of(path.parents[one.dots - 1]),) if one.dots else tops
    return _files(inside, places), (one.known_as or one.name, one.module or one.name)


def _tops(path, places):
    """Where the modules that a file imports are looked for: beside the engine, the file and the packages it is in, and
    where Python looks, but for what is installed."""
    around, top = [ROOT, path.parent], path.parent
    while "__init__.py" in Place.of(top).names:
        top = top.parent
        around.append(top)
    return tuple(Place.of(folder) for folder in dict.fromkeys((*around, *places)))


class Place(NamedTuple):
    """A folder that may hold modules, as it was when it was last written: asking it for names takes a hundredth of the time
    of asking the system for each file that could be there."""

    folder: Path
    written: int

    @classmethod
    def of(cls, folder: Path) -> "Place":
        try:
            return cls(folder, folder.stat().st_mtime_ns)
        except OSError:
            return cls(folder, 0)

    @property
    def names(self) -> frozenset[str]:
        return _names(self)


@cache
def _names(place):
    try:
        return frozenset(path.name for path in place.folder.iterdir())
    except OSError:
        return frozenset()


def searched() -> tuple[Path, ...]:
    """Where Python looks for modules, but for what is installed."""
    return _searched(tuple(sys.path), Path.cwd())


@cache
def _searched(paths, here):
    places = dict.fromkeys((here / path).resolve() for path in paths)
    return tuple(place for place in places if place.is_dir() and not installed(place))


def installed(path: Path) -> bool:
    """Whether a file belongs to Python or to an installed package, whose versions count instead."""
    inside = f"{path}{os.sep}"
    return not inside.startswith(ENGINE) and (inside.startswith(LIBRARIES) or "site-packages" in path.parts)


@cache
def _files(name, tops):
    """The files of a module, or of one that holds the name, and of the packages around it, in the first place that
    has any."""
    for top in tops:
        found, place = [], top
        for part in name.split("."):
            if f"{part}.py" in place.names:
                found.append(place.folder / f"{part}.py")
            if part not in place.names:
                break
            place = Place.of(place.folder / part)
            if "__init__.py" in place.names:
                found.append(place.folder / "__init__.py")
        if found:
            return found
    return []


def code_key(path: Path) -> str:
    """Key of a file's code and all that it imports."""
    return digest(file.read_bytes() for file in sources(path))


def drawing_key(path: Path) -> str:
    """Key of the code a chapter draws with: the kit, the camera, what its file has beside the chapter itself, Manim.

    The chapter's own methods are left out: what they draw is known by the objects on the screen.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    helpers = [node for node in tree.body if not (isinstance(node, ast.ClassDef) and _is_chapter(node))]
    return digest([*(file.read_bytes() for file in drawn_with(path)), json.dumps(versions()).encode(),
                   *(ast.dump(node).encode() for node in helpers)])


def drawn_with(path: Path) -> list[Path]:
    """The files of the kit and of the camera that a chapter imports."""
    return [file for file in sources(path) if file.parent in DRAWN_BY]


def _is_chapter(node):
    return any("Chapter" in ast.unparse(base) for base in node.bases)


@cache
def versions() -> dict[str, str]:
    """Of Python, of the packages that draw, and of what those draw with."""
    found = {"python": sys.version, "cairo": cairo.cairo_version_string(), "pango": manimpango.pango_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def runs_key(edition: Edition) -> str:
    """Key of the runs that an edition is drawn from."""
    files = [file for file in edition.film.runs.files(edition.runs) if file.exists()]
    return _content_key(tuple((file, file.stat().st_mtime_ns, file.stat().st_size) for file in files))


@cache
def _content_key(states):
    return digest(file.read_bytes() for file, *_ in states)


def chapter_key(edition: Edition, path: Path, written: dict, facts: dict[str, str], lines: dict[str, str], voice) -> str:
    """Key of a chapter's film: its code, its lines as written and as spoken, the runs it draws, settings and versions.

    written: Script.written(), with title, marks and texts on screen; facts: {placeholder: what is said}, which may have been
    collected by another process; lines: {key: text}; voice: the Voice that speaks them. Manim's configuration must be that of
    the render.
    """
    content = {
        "versions": versions(),
        "edition": edition.name,
        "picture": of_a_film(),
        "script": written,
        "facts": facts,
        "palette": asdict(theme.palette()),
        "lines": {key: voice.key(text, path.stem, key) for key, text in lines.items()},
    }
    files = sorted({*sources(path), *sources(edition.film.path)})
    return digest([json.dumps(content, sort_keys=True).encode(), runs_key(edition).encode(),
                   *(file.read_bytes() for file in files)])


def digest(parts) -> str:
    """Key of some bytes, one after another."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
