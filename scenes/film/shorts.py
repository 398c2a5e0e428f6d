"""A few lines of a film in a tall frame: their title, all of the picture in which anything is, and what is said, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageColor, ImageDraw

from scenes.film.clips import Beat, beats, recut
from scenes.film.companions.frames import frames_at
from scenes.film.edition import Edition
from scenes.film.errors import UserError, nearest
from scenes.film.film import Short
from scenes.film.files import appearing
from scenes.film.join.captions import split
from scenes.film.narration.facts import told
from scenes.film.narration.language import Language
from scenes.film.panels import Panels, arranged, between, drawn
from scenes.kit.theme import lettering, palette

WIDTH, HEIGHT = 1080, 1920
TITLE, WORDS = 72, 66                 # pixels of an em
TITLE_MIDDLE, PICTURE, WORDS_TOP = 220, 340, 1440     # y: of the title, of the upper edge of the picture's field and of the words
FIELD = WIDTH, 1090                   # pixels of the field for the picture
MARGIN = 70
BEST_HEIGHT = 1080                    # lines of the film that is looked at from nearest
RATE = 30                             # pictures a second, at most
FURNITURE = 0.13                      # share of the frame's height, at its top, where titles stand
SEEN = 36                             # a channel of a pixel that differs so much from the background is seen
LOOKS = 8                             # moments of a beat at which is looked where anything is,
SOONER = 0.1                          # each so many seconds before its part is over
PAN = 0.6                             # seconds that the parts take to another place

Words = Sequence[tuple[str, float, float]]     # words that are read together, each with its begin and end in the film's seconds


@dataclass(frozen=True)
class Arrangement:
    """How a beat's picture stands in the field. titles: rows of the film's picture in which titles stand; titled: (width,) the
    columns in which there is nothing else up there."""

    panels: Panels
    titles: int
    titled: np.ndarray


def write(edition: Edition, name: str, folder: Path) -> Path:
    """Write one of the film's shorts into a folder; returns the file. Raises UserError."""
    shorts = edition.film.shorts
    if name not in shorts:
        raise UserError(f"the film {edition.film.name} has no short {name!r}{nearest(name, shorts)}; there are "
                        f"{', '.join(shorts) or 'none'}")
    script, facts = told(edition)
    target = folder / f"{name}.mp4"
    with appearing(target) as temporary:
        compose(chosen(beats(edition, shorts[name].chapter), shorts[name]), script.page_text(shorts[name].title, facts),
                script.language, temporary)
    return target


def chosen(all_beats: Sequence[Beat], short: Short) -> list[Beat]:
    """The beats of a short. Raises UserError for a line that is not there."""
    keys = [beat.key for beat in all_beats]
    for key in (short.first, short.last):
        if key not in keys:
            raise UserError(f"chapter {short.chapter} speaks no line {key!r}{nearest(key, keys)}")
    return list(all_beats[keys.index(short.first):keys.index(short.last) + 1])


def compose(shown: Sequence[Beat], title: str, language: Language, target: Path) -> None:
    """Write beats that follow each other as one tall film."""
    groups = [group for beat in shown for group in split(beat.words, language)]
    arrangements = [arrangement(beat) for beat in shown]
    ground = np.asarray(_ground(title))
    picture, lit = ground.copy(), None

    def shot(frame):
        nonlocal lit
        seconds = float(frame.time)
        picture[PICTURE:PICTURE + FIELD[1]] = _field(frame, shown, arrangements, seconds)
        now = _now(groups, seconds)
        if now != lit:
            lit = now
            picture[WORDS_TOP:] = ground[WORDS_TOP:] if now is None else _words(groups[now[0]], now[1])
        return av.VideoFrame.from_ndarray(picture, format="rgb24")
    recut(shown[0].movie, shown[0].begin, shown[-1].end, target, shot, RATE)


def _now(groups: Sequence[Words], seconds: float) -> tuple[int, int] | None:
    """(group, word) that are spoken, or were last."""
    begun = [k for k, group in enumerate(groups) if group[0][1] <= seconds]
    if not begun:
        return None
    return begun[-1], max(k for k, (_, begin, _) in enumerate(groups[begun[-1]]) if begin <= seconds)


def arrangement(beat: Beat) -> Arrangement:
    """How all that is seen during a beat, below the titles, stands in the field; never larger than it was drawn."""
    ground = ImageColor.getrgb(palette().background)
    moments = np.linspace(beat.begin, beat.end, LOOKS + 1)[1:] - SOONER
    pictures = [frame.to_ndarray(format="rgb24") for frame in frames_at(beat.movie, moments.tolist())]
    looks = np.stack([_apart(picture, ground) > SEEN for picture in pictures])
    height = looks.shape[1]
    titles = round(FURNITURE * height)
    titled: np.ndarray = ~np.any(looks[:, titles], axis=0)        # what reaches up among the titles stays whole
    looks[:, :titles, titled] = False
    return Arrangement(arranged(looks, FIELD, BEST_HEIGHT / height), titles, titled)


def _apart(picture: np.ndarray, colour: Sequence[int]) -> np.ndarray:
    """How far each pixel (h, w) of a picture (h, w, 3) is from a colour, in the channel in which it is farthest."""
    return np.maximum.reduce([np.abs(picture[..., channel].astype(np.int16) - value) for channel, value in enumerate(colour)])


def _field(frame, shown: Sequence[Beat], arrangements: Sequence[Arrangement], seconds: float) -> np.ndarray:
    """A picture of the film in its field: as its beat has it, into which the parts move as it begins."""
    now = max(k for k, beat in enumerate(shown) if k == 0 or beat.begin <= seconds)
    before, after = arrangements[max(now - 1, 0)], arrangements[now]
    picture, field = frame.to_ndarray(format="rgb24"), Image.new("RGB", FIELD, palette().background)
    picture[:after.titles, after.titled] = ImageColor.getrgb(palette().background)
    drawn(Image.fromarray(picture), between(before.panels, after.panels, min((seconds - shown[now].begin) / PAN, 1)), field)
    return np.asarray(field)


def _ground(title: str) -> Image.Image:
    """The tall frame before anything is shown: its title on the film's background."""
    image = Image.new("RGB", (WIDTH, HEIGHT), palette().background)
    pen, font = ImageDraw.Draw(image), lettering(TITLE)
    rows = _rows(title.split(), font)
    for k, row in enumerate(rows):
        pen.text((WIDTH / 2, TITLE_MIDDLE + (k - (len(rows) - 1) / 2) * 1.25 * TITLE), " ".join(row), palette().ink, font,
                 anchor="mm")
    return image


def _words(said: Words, lit: int) -> np.ndarray:
    """The lower part of the frame: words, the one that is spoken lit, those that come quiet."""
    image = Image.new("RGB", (WIDTH, HEIGHT - WORDS_TOP), palette().background)
    pen, font, number = ImageDraw.Draw(image), lettering(WORDS), 0
    for k, row in enumerate(_rows([word for word, _, _ in said], font)):
        x = (WIDTH - font.getlength(" ".join(row))) / 2
        for word in row:
            colour = palette().focus if number == lit else palette().ink if number < lit else palette().quiet
            pen.text((x, 60 + 1.3 * WORDS * k), word, colour, font, anchor="lm")
            x += font.getlength(word + " ")
            number += 1
    return np.asarray(image)


def _rows(words: Sequence[str], font) -> list[list[str]]:
    """Words in rows that fit."""
    rows: list[list[str]] = [[]]
    for word in words:
        if rows[-1] and font.getlength(" ".join([*rows[-1], word])) > WIDTH - 2 * MARGIN:
            rows.append([])
        rows[-1].append(word)
    return rows
