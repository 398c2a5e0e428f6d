"""What a chapter's film depends on, as one key: the film is made again when the key has changed, and only then."""

import ast
import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.stage.settings import of_a_frame
from scenes.kit import theme

ROOT = Path(__file__).resolve().parents[3]     # of the engine's own code


def sources(path: Path) -> list[Path]:
    """The file and all files that it imports, directly or not, but for those of installed packages; sorted."""
    found, waiting = set(), [path.resolve()]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += imports(file)
    return sorted(found)


@cache
def imports(path: Path) -> list[Path]:
    """The files that a file imports, looked for beside the engine and beside the file and the packages it is in."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    places = [top.joinpath(*name.split(".")) for name in sorted(names) for top in (ROOT, *path.parents[:2])]
    return [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py") if file.exists()]


@cache
def drawing_key(path: Path) -> str:
    """Key of the code a chapter draws with: the kit, the camera, what its file has beside the chapter itself.

    The chapter's own methods are left out: what they draw is known by the objects on the screen.
    """
    drawn = [file for file in sources(path) if file.parent.name in ("kit", "fast")]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    helpers = [node for node in tree.body if not (isinstance(node, ast.ClassDef) and _is_chapter(node))]
    return _digest([file.read_bytes() for file in drawn] + [ast.dump(node).encode() for node in helpers])


def _is_chapter(node):
    return any("Chapter" in ast.unparse(base) for base in node.bases)


def chapter_key(edition: Edition, path: Path, written: dict, lines: dict[str, str], voice) -> str:
    """Key of a chapter's film: its code, its lines as written and as spoken, the runs it draws, settings and versions.

    written: Script.written(), with title, marks and texts on screen; lines: {key: text}; voice: the Voice that speaks them. Manim's configuration must be that of the render.
    """
    content = {
        "manim": version("manim"),
        "edition": edition.name,
        "picture": of_a_frame(),
        "script": written,
        "palette": asdict(theme.palette()),
        "lines": {key: voice.key(text, path.stem, key) for key, text in lines.items()},
    }
    files = [file.read_bytes() for file in sources(path)]
    runs = [file.read_bytes() for file in edition.film.runs.files(edition.runs) if file.exists()]
    return _digest([json.dumps(content, sort_keys=True).encode(), *runs, *files])


def _digest(parts: list[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
