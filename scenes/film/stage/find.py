"""From a chapter's name to its file and to its film, and from the file to its class."""

from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.errors import UserError, nearest
from scenes.film.film import Film, read_module
from scenes.film.stage.cues import read_log
from scenes.film.stage.scene import NarratedScene


def chapter_path(film: Film, name: str) -> Path:
    """The file of a film's chapter. Raises UserError for a name that is none, or not written yet."""
    if name not in film.chapters:
        raise UserError(f"there is no chapter {name!r}{nearest(name, film.written)}")
    path = film.file(name)
    if not path.exists():
        raise UserError(f"{path}: this chapter is not written yet; there are {', '.join(film.written)}")
    return path


def rendered(edition: Edition, name: str) -> tuple[Path, dict]:
    """A chapter's film in the edition's quality, else in the best that there is, and its log. Raises UserError."""
    chapter_path(edition.film, name)
    for quality in (edition.quality, *"khml"):
        for movie in edition.at(quality).movies(name):
            if log := read_log(movie):
                return movie, log
    raise UserError(f"chapter {name} is not rendered yet; run: make chapter C={name}")


def chapter_class(film: Film, path: Path, source: str | None = None) -> type[NarratedScene]:
    """The one chapter in a file, read anew; source: its text, if that is known already.

    Raises UserError if it holds none, or several.
    """
    module_name = f"chapters_of_{film.name}.{path.stem}"
    module = read_module(module_name, path, source)
    found = [item for item in vars(module).values() if isinstance(item, type) and issubclass(item, NarratedScene)
             and item.__module__ == module_name]
    if len(found) != 1:
        raise UserError(f"{path}: a chapter's file holds exactly one Chapter, this one has {len(found)}")
    return found[0]
