"""The film's picture for lists: the title beside the first image of the run, made up of thousands of the others."""

from collections.abc import Mapping

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from network.wall import SIDE, arranged
from scenes.kit import theme

MARGIN = 64
WORDS = 560          # width of the title's column in pixels
LARGEST = 124        # of the title's type
LINES = 3            # at most, of the title
SHIFT = 300          # pixels by which the figure stands right of the middle
FADE = (620, 790)    # pixels from the left between which the picture appears
BOLD = 32, 800      # the title's optical size and weight
GLOW = 9             # pixels over which the light of the figure is gathered


SIZE = (1280, 720)   # pixels that all sizes here are meant for


def draw(runs, texts: Mapping[str, str], size: tuple[int, int]) -> Image.Image:
    """A picture of so many pixels, of 16:9, in the type and colours of the film. runs: both snapshots by name; texts:
    what is said of the film, its title and, if it is there, what the program has lines of."""
    run = runs["digits"]
    picture = Image.new("RGB", SIZE, theme.palette().background)
    shade = np.clip((np.arange(SIZE[0]) - FADE[0]) / (FADE[1] - FADE[0]), 0, 1)
    light = np.asarray(_figure(run), float) * shade
    ink = Image.new("RGB", SIZE, theme.palette().activation)
    picture.paste(ink, (0, 0), Image.fromarray(light.astype(np.uint8)))
    lines, font = _fitted(texts["title"])
    pen, step = ImageDraw.Draw(picture), round(font.size * 1.12)
    top = (SIZE[1] - step * len(lines)) // 2 - 50
    pen.rectangle((MARGIN + 6, top - 34, MARGIN + 126, top - 22), theme.palette().focus)
    for i, line in enumerate(lines):
        pen.text((MARGIN, top + i * step), line, theme.palette().ink, font=font)
    if "lines" in texts:
        told = f"{len(run.meta['source'].splitlines())} {texts['lines']}"
        pen.text((MARGIN + 4, top + step * len(lines) + 36), told, theme.palette().activation, font=theme.lettering(56, *BOLD))
    return picture if size == SIZE else picture.resize(size, Image.Resampling.LANCZOS)


def _figure(run) -> Image.Image:
    """The sharp images of the run's wall, placed so that together they are the first one, which is right of the middle."""
    rows, columns = run.wall_full.shape[:2]
    images = np.roll(run.wall_full.reshape(-1, SIDE, SIDE), -(rows // 2 * columns + columns // 2), axis=0)
    index = arranged(images)
    cells = np.where(index[..., None, None] < 0, 0, images[index]).astype(np.uint8)
    whole = cells.transpose(0, 2, 1, 3).reshape(cells.shape[0] * SIDE, cells.shape[1] * SIDE)
    wall = Image.fromarray(whole).resize((round(SIZE[1] * whole.shape[1] / whole.shape[0]), SIZE[1]),
                                         Image.Resampling.LANCZOS)
    light = np.asarray(wall.filter(ImageFilter.GaussianBlur(GLOW)), float)
    low, high = np.percentile(light, (40, 99))
    bright = 0.17 + 0.83 * np.clip((light - low) / max(high - low, 1), 0, 1)      # what is light from afar, lighter still
    picture = Image.fromarray(np.clip(2.6 * bright * wall, 0, 255).astype(np.uint8))
    left = (picture.width - SIZE[0]) // 2 - SHIFT
    return picture.crop((left, 0, left + SIZE[0], SIZE[1]))


def _fitted(title):
    """The title in the largest type at which it takes at most three lines."""
    for size in range(LARGEST, 40, -4):
        font = theme.lettering(size, *BOLD)
        lines = _lines(title.split(), font)
        if len(lines) <= LINES and max(font.getlength(line) for line in lines) <= WORDS:
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
