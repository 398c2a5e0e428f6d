"""Pictures of chapters for whoever works on them: contact sheets and full-size frames."""

from pathlib import Path

from PIL import Image

from scenes.film.companions import contact
from scenes.film.companions import frames as movie_frames
from scenes.film.edition import Edition
from scenes.film.errors import UserError, nearest
from scenes.film.rehearse import rehearse
from scenes.film.stage.find import chapter_path, rendered


def sheets(edition: Edition, name: str) -> list[Path]:
    """Draw a chapter's contact sheets into the media folder's contact/, without making its film; the files."""
    pages = contact.sheets(beats(edition, name), name)
    return [contact.save(page, edition.media / "contact" / edition.name / f"{name}-{n}.png")
            for n, page in enumerate(pages, 1)]


def frames(edition: Edition, name: str, moments: list[str]) -> list[Path]:
    """Full-size pictures into the media folder's frames/: at seconds of the rendered chapter, and of lines by key."""
    folder = edition.media / "frames" / edition.name
    seconds = [float(moment) for moment in moments if _is_number(moment)]
    keys = [moment for moment in moments if not _is_number(moment)]
    made = _save_beats(edition, name, keys, folder) if keys else []
    return made + (movie_frames.save(rendered(edition, name)[0], seconds, folder, name) if seconds else [])


def beats(edition: Edition, name: str) -> list[contact.Moment]:
    """The middle and the end of each beat of a chapter, in order."""
    looks = contact.BeatLooks()
    rehearse(edition, chapter_path(edition.film, name), looks)
    return looks.moments


def _save_beats(edition, name, keys, folder):
    moments = beats(edition, name)
    known = {moment.key for moment in moments}
    for key in keys:
        if key not in known:
            raise UserError(f"chapter {name} speaks no line {key!r}{nearest(key, known)}")
    return [contact.save(Image.fromarray(m.picture), folder / f"{name}-{m.key}-{m.part}.png")
            for m in moments if m.key in keys]


def _is_number(text):
    return text.replace(".", "", 1).isdigit()
