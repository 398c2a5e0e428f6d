"""Contact sheets: a chapter's beats in one picture, from its film or, in seconds, from a rehearsal."""

from bisect import bisect_right
from dataclasses import dataclass
from io import BytesIO
from operator import itemgetter
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from scenes.fast import FastRenderer
from scenes.film.companions.frames import frames_at
from scenes.film.stage.observers import Observer
from scenes.kit.theme import lettering

THUMB = 480      # pixels of the longer side of a picture
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


class BeatLooks(Observer):
    """Draws the middle and the end of each beat of a chapter that is rehearsed, in order, into `moments`."""

    def __init__(self):
        self.moments: list[Moment] = []
        self._wanted: tuple[str, int] | None = None     # (key, frame) of the middle that is still to come

    def beat_begins(self, key, line):
        self._wanted = key, middle_frame(self.scene.clock, self.scene.cues[-1].speech.duration)

    def beat_ends(self, key):
        self._wanted = None
        self._grab(key, "end", self.scene.clock.frame)

    def moving(self, run_time):
        if self._wanted:
            middle = (self._wanted[1] - self.scene.clock.frame) / self.scene.clock.rate
            if 0 < middle < run_time:
                yield middle

    def look(self, moment):
        self._grab_middle()

    def play_ends(self):
        if self._wanted and self.scene.clock.frame >= self._wanted[1]:
            self._grab_middle()

    def _grab_middle(self):
        wanted, self._wanted = self._wanted, None
        if wanted:
            self._grab(wanted[0], "middle", wanted[1])

    def _grab(self, key, part, frame):
        self.moments.append(Moment(key, part, frame / self.scene.clock.rate, drawn(self.scene)))


def drawn(scene) -> np.ndarray:
    """A chapter that is rehearsed as it is now, drawn: (height, width, 3) uint8."""
    scene.renderer.static_image = None
    FastRenderer.update_frame(scene.renderer, scene)
    return scene.camera.pixel_array[:, :, :3].copy()


class BeatPictures(Observer):
    """Keeps small pictures of the beats while a chapter is drawn, and writes its contact sheet beside its film.

    A piece of film that was there already is not drawn again: what is in there is taken from the piece.
    """

    def __init__(self):
        self.pictures: dict[tuple[str, str], np.ndarray] = {}    # (key, part): (height, width, 3) uint8
        self._play, self._written = 0, 0       # the frame at which a play call began; how many it has written
        self._middle = -1                      # the frame at which the speech of the running beat is half over
        self._key = ""
        self._pixels: np.ndarray | None = None     # those written last; the camera draws on in them
        self._begins = 0                           # the frame of the film with which a play call begins
        self._firsts: list[int] = []               # and that with which each piece of it begins
        self._sheet = b""

    def play_begins(self):
        self._begins = self.scene.clock.frames_in_file

    def play_ends(self):
        if self.scene.renderer.animations_hashes[-1] is not None:
            self._firsts.append(self._begins)

    def beat_begins(self, key, line):
        self._key, self._middle = key, middle_frame(self.scene.clock, self.scene.cues[-1].speech.duration)

    def frame(self, pixels, repeat):
        if self._play != self.scene.clock.frame:
            self._play, self._written = self.scene.clock.frame, 0
        first = self._play + self._written
        self._written += repeat
        self._pixels = pixels
        if first <= self._middle < first + repeat:
            self.pictures[self._key, "middle"] = small(pixels)

    def beat_ends(self, key):
        if self._play + self._written == self.scene.clock.frame and self._pixels is not None:
            self.pictures[key, "end"] = small(self._pixels)

    def drawn(self, pieces, log):
        moments = from_pieces(list(zip(pieces, self._firsts, strict=True)), log, self.pictures)
        self._sheet = as_png(sheet(moments, self.scene.script.title(self.scene.name)))

    def written(self, movie, log):
        sheet_of(movie).write_bytes(self._sheet)


def middle_frame(clock, seconds: float) -> int:
    """The frame at which the half is over of a speech of so many seconds that begins now."""
    return clock.frame + round(seconds / 2 * clock.rate)


def small(pixels: np.ndarray) -> np.ndarray:
    """An RGBA picture as RGB, as large as a contact sheet shows it."""
    height, width, _ = pixels.shape
    opaque = Image.frombuffer("RGBX", (width, height), np.ascontiguousarray(pixels))
    return np.asarray(opaque.resize(thumb(width / height), Image.Resampling.LANCZOS, reducing_gap=1))[..., :3]


def thumb(ratio: float) -> tuple[int, int]:
    """Pixels (width, height) of a picture on a contact sheet; ratio: its width to its height."""
    return round(THUMB * min(ratio, 1)), round(THUMB / max(ratio, 1))


def from_pieces(pieces: list[tuple[Path, int]], log: dict, kept: dict[tuple[str, str], np.ndarray]) -> list[Moment]:
    """The middle and the end of each beat of a rendered chapter; what was not kept is taken from the pieces of its film, each
    with the frame of the film with which it begins."""
    wanted = []
    for cue in log["cues"]:
        wanted += [(cue["key"], "middle", (cue["seconds"] + cue["end"]) / 2),
                   (cue["key"], "end", max(cue["last"] - 1 / log["rate"], cue["seconds"]))]
    missing = {(key, part): seconds for key, part, seconds in wanted if (key, part) not in kept}
    frames = [_frame(pieces, seconds, log["rate"]) for seconds in missing.values()]
    pictures = kept | {which: frame.to_ndarray(format="rgb24") for which, frame in zip(missing, frames)}
    return [Moment(key, part, seconds, pictures[key, part]) for key, part, seconds in wanted]


def _frame(pieces, seconds, rate):
    """The frame that is shown at a moment of the film."""
    wanted = int(seconds * rate + 1e-6)
    piece, first = pieces[bisect_right(pieces, wanted, key=itemgetter(1)) - 1]
    [frame] = frames_at(piece, [(wanted - first) / rate], longest=THUMB)
    return frame


def sheets(moments: list[Moment], title: str) -> list[Image.Image]:
    """Pictures of up to 20 moments each, labelled with time and key."""
    size = COLUMNS * ROWS
    pages = [moments[i:i + size] for i in range(0, len(moments), size)]
    return [sheet(page, f"{title}  {n}/{len(pages)}") for n, page in enumerate(pages, 1)]


def sheet(moments: list[Moment], title: str) -> Image.Image:
    """One picture of all the moments, labelled with time and key."""
    rows = -(-len(moments) // COLUMNS)
    high, wide = moments[0].picture.shape[:2] if moments else (9, 16)
    width, height = thumb(wide / high)
    size = COLUMNS * (width + MARGIN) + MARGIN, LABEL + MARGIN + rows * (height + LABEL + MARGIN)
    image = Image.new("RGB", size, "#30363C")
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 5), title, "#FFFFFF", font=lettering(18))
    for i, moment in enumerate(moments):
        x = MARGIN + i % COLUMNS * (width + MARGIN)
        y = LABEL + MARGIN + i // COLUMNS * (height + LABEL + MARGIN)
        image.paste(Image.fromarray(moment.picture).resize((width, height), Image.Resampling.LANCZOS), (x, y))
        label = f"{moment.seconds:.1f} s   {moment.key}" + ("" if moment.part == "end" else " (middle)")
        draw.text((x + 2, y + height + 4), label, "#FFFFFF", font=lettering(16))
    return image


def sheet_of(movie: Path) -> Path:
    """Where the contact sheet of a chapter's film is: beside it."""
    return movie.with_suffix(".png")


def save(image: Image.Image, path: Path) -> Path:
    """Write a picture; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_png(image))
    return path


def as_png(image: Image.Image) -> bytes:
    """A picture as it is written."""
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
