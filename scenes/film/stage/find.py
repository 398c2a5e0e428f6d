"""From a chapter's name to its file, and from the file to its class."""

import importlib.util
import sys
from pathlib import Path

from scenes.film.errors import UserError
from scenes.film.film import Film
from scenes.film.narration.script import nearest
from scenes.film.stage.scene import NarratedScene


def chapter_path(film: Film, name: str) -> Path:
    """The file of a film's chapter. Raises UserError for a name that is none, or not written yet."""
    if name not in film.chapters:
        raise UserError(f"there is no chapter {name!r}{nearest(name, film.written)}")
    path = film.file(name)
    if not path.exists():
        raise UserError(f"{path}: this chapter is not written yet; there are {', '.join(film.written)}")
    return path


def chapter_class(film: Film, path: Path, source: str | None = None) -> type[NarratedScene]:
    """The one chapter in a file, read anew; source: its text, if that is known already.

    Raises UserError if it holds none, or several.
    """
    module_name = f"chapters_of_{film.name}.{path.stem}"
    spec = importlib.util.spec_from_file_location(module_name, path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[module_name] = importlib.util.module_from_spec(spec)
    if source is None:
        spec.loader.exec_module(module)
    else:
        exec(compile(source, str(path), "exec"), vars(module))
    found = [item for item in vars(module).values() if isinstance(item, type) and issubclass(item, NarratedScene)
             and item.__module__ == module_name]
    if len(found) != 1:
        raise UserError(f"{path}: a chapter's file holds exactly one Chapter, this one has {len(found)}")
    return found[0]
