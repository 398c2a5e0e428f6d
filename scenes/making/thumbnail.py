"""Film two's picture for lists: a number of film one on its wave of sound, and the title beside it."""

from collections.abc import Mapping

import numpy as np
from PIL import Image, ImageDraw

from scenes.kit import theme

SIZE = (1280, 720)     # pixels that all sizes here are meant for
MARGIN, TYPE, LINES = 64, 96, 12     # pixels left of the title, of its type, letters in a line


def draw(runs, texts: Mapping[str, str], size: tuple[int, int]) -> Image.Image:
    """A picture of so many pixels: a frame of film one, dim, and the title on it. runs: by name; texts: what is
    said of the film."""
    frame = Image.fromarray(runs["making"].picture("origin_frame")).resize(SIZE, Image.Resampling.LANCZOS)
    shade = np.clip(np.arange(SIZE[0]) / SIZE[0], 0.15, 0.9)[:, None]
    picture = Image.fromarray((np.asarray(frame) * shade).astype(np.uint8))
    pen, lines = ImageDraw.Draw(picture), _lines(texts["title"])
    top = (SIZE[1] - round(1.12 * TYPE) * len(lines)) // 2
    pen.rectangle((MARGIN + 6, top - 34, MARGIN + 126, top - 22), theme.palette().focus)
    for i, line in enumerate(lines):
        pen.text((MARGIN, top + i * round(1.12 * TYPE)), line, theme.palette().ink, font=theme.lettering(TYPE))
    return picture if size == SIZE else picture.resize(size, Image.Resampling.LANCZOS)


def _lines(title: str) -> list[str]:
    lines = [""]
    for word in title.split():
        if len(lines[-1]) + len(word) > LINES and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
