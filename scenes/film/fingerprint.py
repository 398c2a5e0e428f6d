"""What a chapter's film depends on, as one key: the film is made again when the key has changed, and only then."""

import ast
import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from manim import config

from network import snapshots
from scenes.film.order import ROOT
from scenes.kit import theme

PACKAGES = ("network", "scenes")


def sources(path: Path) -> list[Path]:
    """The file and all files of this project that it imports, directly or not, sorted."""
    found, waiting = set(), [path.resolve()]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += _imports(file)
    return sorted(found)


@cache
def _imports(path: Path) -> list[Path]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    places = [ROOT.joinpath(*name.split(".")) for name in names if name.split(".")[0] in PACKAGES]
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


def chapter_key(path: Path, written: dict, lines: dict[str, str], voice) -> str:
    """Key of a chapter's film: its code, its lines as written and as spoken, the runs it draws, quality and versions.

    written: Script.written(), with title, marks and texts on screen; lines: {key: text}; voice: the Voice that speaks
    them. Manim's configuration must be that of the render.
    """
    content = {
        "manim": version("manim"),
        "picture": [config.pixel_width, config.pixel_height, config.frame_rate,
                    config.video_codec, sorted(config.video_encoder_options.items())],
        "script": written,
        "palette": asdict(theme.palette()),
        "lines": {key: voice.key(text, path.stem, key) for key, text in lines.items()},
    }
    files = [file.read_bytes() for file in sources(path)]
    runs = [found.read_bytes() for name in ("digits", "pixels") if (found := snapshots.find(name)).exists()]
    lesson = (ROOT / "network" / "lesson.py").read_bytes()
    return _digest([json.dumps(content, sort_keys=True).encode(), lesson, *runs, *files])


def _digest(parts: list[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
