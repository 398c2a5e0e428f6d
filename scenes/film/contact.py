"""Contact sheets: a chapter's beats in one picture, in seconds, without making the film.

The chapter runs with its animations skipped; only the moments asked for are drawn.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg
import numpy as np
from manim import Manager, tempconfig
from PIL import Image, ImageDraw, ImageFont

from network.errors import UserError
from scenes.film.find import chapter_class, settings
from scenes.film.frames import frames_at
from scenes.film.kept import THUMB
from scenes.film.script import nearest

COLUMNS, ROWS = 4, 5
LABEL = 30
MARGIN = 8


@dataclass(frozen=True)
class Moment:
    """A picture (height, width, 3) uint8 of one beat, `seconds` after the chapter's start."""

    key: str
    part: str          # "middle" or "end"
    seconds: float
    picture: np.ndarray


def beats(path: Path, quality: str, media: Path) -> list[Moment]:
    """The middle and the end of each beat of a chapter, in order."""
    chapter = chapter_class(path)
    sampler = type(chapter.__name__, (_Sampler, chapter), {"__module__": chapter.__module__})
    with tempconfig(settings(path, quality, media) | {"dry_run": True, "disable_caching": True}):
        scene = sampler(skip_animations=True)
        Manager(scene).render()
        return scene.moments


class _Sampler:
    """Mixed into a chapter: draws the middle and the end of each beat and nothing else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.moments: list[Moment] = []
        self._wanted = None      # (key, frame) of the middle that is still to come

    def before_beat(self, key, line):
        self._wanted = key, self.kept.middle

    def after_beat(self, key):
        self._wanted = None
        self._grab(key, "end", self.clock.frame)

    def get_time_progression(self, run_time, *args, **kwargs):
        """The moments at which a play call is looked at: the beat's middle, if it is in there, and its end."""
        if self._wanted:
            middle = (self._wanted[1] - self.clock.frame) / self.clock.rate
            if 0 < middle < run_time:
                yield middle
                self._grab_middle()
        yield run_time

    def play(self, *animations, **kwargs):
        super().play(*animations, **kwargs)
        if self._wanted and self.clock.frame >= self._wanted[1]:
            self._grab_middle()

    def _grab_middle(self):
        (key, frame), self._wanted = self._wanted, None
        self._grab(key, "middle", frame)

    def _grab(self, key, part, frame):
        self.renderer.static_image = None
        self.renderer.update_frame(self)
        picture = self.camera.pixel_array[:, :, :3].copy()
        self.moments.append(Moment(key, part, frame / self.clock.rate, picture))


def from_movie(movie: Path, log: dict, kept: dict[tuple[str, str], np.ndarray]) -> list[Moment]:
    """The middle and the end of each beat of a rendered chapter; what was not kept is taken from its film."""
    wanted = []
    for cue in log["cues"]:
        wanted += [(cue["key"], "middle", (cue["seconds"] + cue["end"]) / 2),
                   (cue["key"], "end", max(cue["last"] - 1 / log["rate"], cue["seconds"]))]
    missing = {(key, part): seconds for key, part, seconds in wanted if (key, part) not in kept}
    frames = frames_at(movie, list(missing.values()), width=THUMB[0])
    pictures = kept | {which: frame.to_ndarray(format="rgb24") for which, frame in zip(missing, frames)}
    return [Moment(key, part, seconds, pictures[key, part]) for key, part, seconds in wanted]


def sheets(moments: list[Moment], title: str) -> list[Image.Image]:
    """Pictures of up to 20 moments each, labelled with time and key."""
    size = COLUMNS * ROWS
    pages = [moments[i:i + size] for i in range(0, len(moments), size)]
    return [sheet(page, f"{title}  {n}/{len(pages)}") for n, page in enumerate(pages, 1)]


def sheet(moments: list[Moment], title: str) -> Image.Image:
    """One picture of all the moments, labelled with time and key."""
    rows = -(-len(moments) // COLUMNS)
    width = COLUMNS * (THUMB[0] + MARGIN) + MARGIN
    image = Image.new("RGB", (width, LABEL + MARGIN + rows * (THUMB[1] + LABEL + MARGIN)), "#30363C")
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 5), title, "#FFFFFF", font=_font(18))
    for i, moment in enumerate(moments):
        x = MARGIN + i % COLUMNS * (THUMB[0] + MARGIN)
        y = LABEL + MARGIN + i // COLUMNS * (THUMB[1] + LABEL + MARGIN)
        image.paste(Image.fromarray(moment.picture).resize(THUMB, Image.Resampling.LANCZOS), (x, y))
        label = f"{moment.seconds:.1f} s   {moment.key}" + ("" if moment.part == "end" else " (middle)")
        draw.text((x + 2, y + THUMB[1] + 4), label, "#FFFFFF", font=_font(16))
    return image


@cache
def _font(size):
    return ImageFont.truetype(str(fontpkg.path("inter")), size)


def save_sheets(path: Path, quality: str, media: Path) -> list[Path]:
    """Draw a chapter's contact sheets into media/contact/; returns the files."""
    pages = sheets(beats(path, quality, media), path.stem)
    return [save(page, media / "contact" / f"{path.stem}-{n}.png") for n, page in enumerate(pages, 1)]


def save_beats(path: Path, keys: list[str], quality: str, media: Path) -> list[Path]:
    """Full-size pictures of the middle and end of the beats named, into media/frames/."""
    moments = beats(path, quality, media)
    known = {moment.key for moment in moments}
    for key in keys:
        if key not in known:
            raise UserError(f"chapter {path.stem} speaks no line {key!r}{nearest(key, known)}")
    return [save(Image.fromarray(m.picture), media / "frames" / f"{path.stem}-{m.key}-{m.part}.png")
            for m in moments if m.key in keys]


def sheet_of(movie: Path) -> Path:
    """Where the contact sheet of a chapter's film is: beside it."""
    return movie.with_suffix(".png")


def save(image: Image.Image, path: Path) -> Path:
    """Write a picture; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)
    return path
