"""Manim's Text, whose outlines are kept as arrays: to read them from an SVG file takes several times as long."""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from manim import Text, VMobject


class KeptText(Text):
    """A Text; beside the SVG that Manim keeps of it stand the outlines that were read from it.

    Its glyphs are the same mobjects, whether they were kept before or not: what is told apart by its content stays the same.
    """

    def generate_mobject(self):
        """As Manim does, or from what is kept."""
        path = self.get_file_path().with_suffix(".npz")
        kept = _read(path)
        if kept is None:
            super().generate_mobject()
            kept = _keep(path, self.submobjects)
        self.submobjects = [_glyph(*outline) for outline in kept]
        return self


def _keep(path: Path, glyphs: list[VMobject]) -> list[tuple[np.ndarray, np.ndarray]]:
    kept = [(glyph.points, glyph.fill_rgbas) for glyph in glyphs]
    points, fill = zip(*kept)
    np.savez(path, points=np.concatenate(points), ends=np.cumsum([*map(len, points)]), fill=np.array(fill))
    return kept


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
