"""The film's picture for lists, as the film draws it."""

from io import BytesIO

from scenes.film.edition import Edition
from scenes.film.narration.script import Script

SIZE = (1280, 720)     # pixels, as video platforms want it


def jpeg(edition: Edition, script: Script) -> bytes | None:
    """The thumbnail of an edition; None if its film draws none. script: what is said of the film in it."""
    film = edition.film
    if film.thumbnail is None:
        return None
    texts, file = script.film | {"title": script.name}, BytesIO()
    film.thumbnail(film.runs.load(edition.runs), texts, SIZE).save(file, "JPEG", quality=92)
    return file.getvalue()
