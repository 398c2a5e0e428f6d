"""Manim's Text, whose outlines are kept as arrays: to read them from an SVG file takes several times as long."""

import errno
import os
import shutil
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import numpy as np
from manim import SVGMobject, Text, VMobject

from scenes.kit.theme import register_fonts


FULL = 1_000_000     # bytes that are free on a disk on which a text was too long


class KeptText(Text):
    """A Text; beside the SVG that Manim keeps of it stand the outlines that were read from it.

    It is the same mobject, whether they were kept before or not: pieces of film are told apart by what is in it.
    """

    def __init__(self, text: str, **settings):
        register_fonts()
        super().__init__(text, **settings)

    def generate_mobject(self):
        """As Manim does, or from what is kept."""
        path = self.get_file_path().with_suffix(".npz")
        kept = _read(path)
        if kept is None:
            _keep(path, self._read_svg(self.get_file_path()))
            kept = _read(path)
        return self.add(*(_glyph(*outline) for outline in kept))


    def _read_svg(self, path: Path) -> SVGMobject:
        """What Pango has written; it does not say that a disk was too full for all of it."""
        try:
            return SVGMobject(path, False, None, svg_default=self.svg_default, use_svg_cache=False)
        except ParseError:
            path.unlink()
            if shutil.disk_usage(path.parent).free < FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from None
            raise


def _keep(path: Path, glyphs: VMobject) -> None:
    points, fill = ([getattr(glyph, name) for glyph in glyphs] for name in ("points", "fill_rgbas"))
    np.savez(path, points=np.concatenate(points), ends=np.cumsum([*map(len, points)]), fill=np.array(fill))


def _read(path: Path) -> list[tuple[np.ndarray, np.ndarray]] | None:
    """The glyphs' points (n, 3) and fills (1, 4) that a file keeps; None without one, or if it was not written to its end."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            points, ends, fill = kept["points"], kept["ends"], kept["fill"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return list(zip(np.split(points, ends[:-1]), fill, strict=True))


def _glyph(points, fill):
    glyph = VMobject(stroke_width=0)
    glyph.points, glyph.fill_rgbas = points, fill
    return glyph
