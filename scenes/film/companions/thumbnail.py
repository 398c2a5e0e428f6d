"""The film's picture for lists, as the film draws it."""

from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.files import appearing
from scenes.film.narration.script import Script

SIZE = (1280, 720)     # pixels, as video platforms want it


def write(edition: Edition, script: Script, path: Path) -> None:
    """Write the thumbnail of an edition as JPEG; nothing if its film draws none. script: what is said of the film in it."""
    film = edition.film
    if film.thumbnail is None:
        return
    texts = script.film | {"title": script.name}
    with appearing(path) as temporary:
        film.thumbnail(film.runs.load(edition.runs), texts, SIZE).save(temporary, "JPEG", quality=92)
