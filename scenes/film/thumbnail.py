"""The film's picture for lists: a frame of the film, darkened on one side, with the title on it."""

from functools import cache
from pathlib import Path

import fontpkg
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scenes.film.files import appearing
from scenes.kit import theme

SIZE = (1280, 720)
MARGIN = 72
WORDS = 530          # width of the title's column in pixels
FADE = 90            # pixels beside it over which the frame appears


def draw(frame: Image.Image, title: str) -> Image.Image:
    """A frame at 1280x720 with the title, in the type and colours of the film."""
    picture = frame.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    background = Image.new("RGB", SIZE, theme.palette().background)
    shade = np.clip((MARGIN + WORDS + FADE - np.arange(SIZE[0])) / FADE, 0, 1)
    mask = Image.fromarray(np.tile((255 * shade).astype(np.uint8), (SIZE[1], 1)))
    picture.paste(background, (0, 0), mask)
    lines, font = _fitted(title)
    pen = ImageDraw.Draw(picture)
    step = round(font.size * 1.16)
    top = (SIZE[1] - step * len(lines)) // 2
    pen.rectangle((MARGIN, top - 40, MARGIN + 96, top - 32), theme.palette().focus)
    for i, line in enumerate(lines):
        pen.text((MARGIN, top + i * step), line, theme.palette().ink, font=font)
    return picture


def save(frame: Image.Image, title: str, path: Path) -> None:
    """Write the thumbnail as JPEG."""
    with appearing(path) as temporary:
        draw(frame, title).save(temporary, "JPEG", quality=92)


def _fitted(title):
    """The title in the largest type at which it takes at most four lines."""
    for size in range(104, 40, -8):
        font = _font(size)
        lines = _lines(title.split(), font)
        if len(lines) <= 4 and max(font.getlength(line) for line in lines) <= WORDS:
            break
    return lines, font


def _lines(words, font):
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if font.getlength(longer) <= WORDS:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size):
    font = ImageFont.truetype(str(fontpkg.path("inter")), size)
    font.set_variation_by_axes([32, 700])
    return font
