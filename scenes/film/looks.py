"""Pictures of chapters for whoever works on them: contact sheets and full-size frames."""

from pathlib import Path

import numpy as np
from PIL import Image

from scenes.film.companions import contact
from scenes.film.edition import Edition
from scenes.film.errors import UserError, nearest
from scenes.film.rehearse import rehearse
from scenes.film.stage.find import chapter_path
from scenes.film.stage.observers import Observer

MOMENT = 1e-6      # seconds that make no difference


def sheets(edition: Edition, name: str) -> list[Path]:
    """Draw a chapter's contact sheets into the media folder's contact/, without making its film; the files."""
    pages = contact.sheets(beats(edition, name), name)
    return [contact.save(page, edition.media / "contact" / edition.name / f"{name}-{n}.png")
            for n, page in enumerate(pages, 1)]


def frames(edition: Edition, name: str, moments: list[str]) -> list[Path]:
    """Full-size pictures into the media folder's frames/: at seconds of a chapter, and of lines by key; as its file is now,
    without making its film. Raises UserError."""
    folder = edition.media / "frames" / edition.name
    seconds = [float(moment) for moment in moments if _is_number(moment)]
    keys = [moment for moment in moments if not _is_number(moment)]
    made = _save_beats(edition, name, keys, folder) if keys else []
    return made + (_save_seconds(edition, name, seconds, folder) if seconds else [])


def beats(edition: Edition, name: str) -> list[contact.Moment]:
    """The middle and the end of each beat of a chapter, in order."""
    looks = contact.BeatLooks()
    rehearse(edition, chapter_path(edition.film, name), looks)
    return looks.moments


class SecondLooks(Observer):
    """Draws a chapter that is rehearsed at some seconds of it, into `pictures`: {seconds: (height, width, 3) uint8}."""

    def __init__(self, seconds: list[float]):
        self.pictures: dict[float, np.ndarray] = {}
        self._left, self._begin = sorted(set(seconds)), 0.0     # those to come; when a play call begins

    def moving(self, run_time):
        self._begin = self.scene.clock.frame / self.scene.clock.rate
        yield from (second - self._begin for second in self._left if 0 < second - self._begin < run_time)

    def look(self, moment):
        self._draw_until(self._begin + moment)

    def play_ends(self):
        self._draw_until(self.scene.clock.frame / self.scene.clock.rate)

    def _draw_until(self, second: float) -> None:
        """Those that are due show the scene as it is."""
        while self._left and self._left[0] <= second + MOMENT:
            self.pictures[self._left.pop(0)] = contact.drawn(self.scene)


def _save_seconds(edition, name, seconds, folder):
    looks = SecondLooks(seconds)
    scene = rehearse(edition, chapter_path(edition.film, name), looks)
    for second in seconds:
        if second not in looks.pictures:
            raise UserError(f"{second:g} s is outside of {name}, which is {scene.clock.frame / scene.clock.rate:.1f} s long")
    return [contact.save(Image.fromarray(looks.pictures[second]), folder / f"{name}-{second:.2f}s.png") for second in seconds]


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
