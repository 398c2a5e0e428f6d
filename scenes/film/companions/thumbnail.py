"""The film's picture for lists, as the film draws it."""

from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.files import appearing

SIZE = (1280, 720)     # pixels, as video platforms want it


def write(edition: Edition, title: str, path: Path) -> None:
    """Write the thumbnail of an edition as JPEG; nothing if its film draws none."""
    film = edition.film
    if film.thumbnail is None:
        return
    with appearing(path) as temporary:
        film.thumbnail(film.runs.load(edition.runs), title, SIZE).save(temporary, "JPEG", quality=92)
